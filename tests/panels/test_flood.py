"""With thousands of events a second, panels stay polite, and count right in the end."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.browser import find_chromium
from tests.jupyter import open_lab, open_page
from tests.needs import needs
from tests.panels.flood import PANELS, measure

MOST = 10  # messages of one panel in a second
SECONDS = 5.0


@pytest.mark.browser
def test_a_flood(tmp_path: Path) -> None:
    chromium = find_chromium()
    needs(chromium is not None, "a Chromium, as `make test` gets it")
    assert chromium is not None
    (tmp_path / "notebooks").mkdir()
    with (
        open_lab(tmp_path / "notebooks", tmp_path / "settings", theme="Light") as lab,
        open_page(chromium) as page,
    ):
        flood = measure(page, lab, SECONDS)
    assert set(flood.messages) == set(PANELS)
    # Those in sight are painted, and none of them floods the browser in its turn.
    assert all(0 < rate <= MOST for rate in flood.messages.values()), flood
    assert flood.counted == flood.logged
    assert flood.events > 10_000
    assert flood.took
