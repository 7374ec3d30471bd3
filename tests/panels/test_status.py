from __future__ import annotations

import re
import time

from arinb.ari.log import EventLog
from arinb.panels.status import StatusPanel
from tests.panels.scripted import Scripted, displayed


def _rows(panel: StatusPanel) -> dict[str, str]:
    panel.paint()
    return dict(re.findall(r'<th scope="row">(.*?)</th><td>(.*?)</td>', panel.live))


def test_what_there_is_to_know() -> None:
    ari = Scripted()
    panel = StatusPanel(ari.as_connection())
    displayed(panel)
    rows = _rows(panel)
    assert rows.pop("Connection").startswith("● Connected since ")
    assert rows == {
        "Server": "http://127.0.0.1:9",
        "Asterisk": "22.10.1",
        "Application": "test",
        "Rate": "0 rows a second",
        "Log": "1 row",
    }
    panel.close()


def test_it_follows_the_log_and_the_connection() -> None:
    ari = Scripted(log=EventLog(max_events=100))
    ari.version = ""
    panel = StatusPanel(ari.as_connection())
    displayed(panel)
    time.sleep(0.2)
    ari.log.record_events([b'{"type": "StasisStart"}'] * 1000)
    ari.log.record_connection("lost", "<b>")
    rows = _rows(panel)
    assert rows["Asterisk"] == "does not say its version"
    assert rows["Connection"].startswith("▲ The connection is lost")
    assert rows["Connection"].endswith("&lt;b&gt;")
    assert rows["Log"] == "100 rows, 902 older ones dropped"
    assert int(rows["Rate"].split()[0].replace(",", "")) > 100
    panel.close()


def test_a_backlog_is_told_where_it_is_known() -> None:
    ari = Scripted()
    ari.backlog = 1234  # type: ignore[attr-defined]
    panel = StatusPanel(ari.as_connection())
    assert _rows(panel)["Backlog"] == "1,234 events not written down yet"
