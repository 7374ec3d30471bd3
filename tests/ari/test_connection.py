"""connect(): on real Asterisks of both versions."""

from __future__ import annotations

import gc
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

import arinb
from arinb.ari.client import Client
from arinb.ari.connection import Connection, HasAri, connect, connections
from arinb.errors import (
    AriDisabled,
    AriError,
    ArinbError,
    ConnectionLost,
    EventTimeout,
    NotAuthenticated,
    Refused,
)
from arinb.pbx.private import PrivateAsterisk
from tests.ari.placing import DIALPLAN, enter, hang_up_everything, place_call
from tests.ari.secrets import SECRET, assert_secret_is_kept

if TYPE_CHECKING:
    from arinb.ari.events import Event
    from arinb.pbx.find import Program


@pytest.fixture(scope="module")
def running(program: Program) -> Iterator[PrivateAsterisk]:
    """An Asterisk with several extensions, of each version in turn."""
    with PrivateAsterisk(program=program) as private:
        private.conf["extensions.conf"].write(DIALPLAN)
        private.reload()
        yield private


@pytest.fixture
def asterisk(running: PrivateAsterisk) -> PrivateAsterisk:
    """The same, when the calls of the test before are gone."""
    hang_up_everything(running)
    client = Client(running.url, running.username, running.password)
    deadline = time.monotonic() + 10
    while client.get("/channels").json():
        assert time.monotonic() < deadline
        time.sleep(0.01)
    client.close()
    return running


@pytest.fixture
def ari(asterisk: PrivateAsterisk) -> Iterator[Connection]:
    with connect(asterisk, app="hello-world") as connection:
        yield connection
        hang_up_everything(asterisk)


def applications(connection: Connection) -> set[str]:
    return {each["name"] for each in connection.request("GET", "/applications").json()}


def caller_hangs_up(pbx: PrivateAsterisk, start: Event) -> None:
    name: str = start["channel"]["name"]
    pbx.cli(f"channel request hangup {name.removesuffix(';2')};1")


def test_the_tutorials_call(asterisk: PrivateAsterisk, ari: Connection) -> None:
    start = enter(asterisk, ari)
    assert start.channel is not None
    assert start.timestamp is not None
    playback = start.channel.play("sound:hello-world")
    finished = ari.events.wait_for("PlaybackFinished", playback=playback, timeout=5)
    assert finished.playback is not None
    assert finished.playback.state == "done"
    caller_hangs_up(asterisk, start)
    ari.events.wait_for("StasisEnd", channel=start.channel, timeout=5)
    assert [event.type for event in ari.events] == [
        "StasisStart",
        "PlaybackStarted",
        "PlaybackFinished",
        "ChannelHangupRequest",
        "StasisEnd",
    ]
    table = ari.log.to_dataframe()
    assert table["kind"].value_counts()["event"] == 5
    assert table["status"].dropna().tolist() == [200, 201]  # the first asked for the version
    of_the_call = table.loc[start.row :, "channel_id"]
    assert set(of_the_call) == {start.channel.id}
    assert (table["received"] - table["timestamp"]).abs().max().total_seconds() < 5
    assert table["received"].is_monotonic_increasing


def test_connecting_takes_one_request_for_the_version(ari: Connection) -> None:
    requests = [entry.path for entry in ari.log if entry.kind == "request"]
    assert requests == ["/ari/asterisk/info?only=system"]


def test_the_application_is_known_as_soon_as_connect_returns(asterisk: PrivateAsterisk) -> None:
    for number in range(10):
        with connect(asterisk, app=f"app-{number}") as connection:
            assert f"app-{number}" in applications(connection)
    with connect(asterisk, app="last") as connection:
        assert not {name for name in applications(connection) if name.startswith("app-")}


def test_connecting_again_closes_the_earlier_connection(asterisk: PrivateAsterisk) -> None:
    first = connect(asterisk, app="hello-world")
    second = connect(asterisk, app="hello-world")
    assert repr(first).endswith("closed>")
    assert repr(second) == f"<Connection hello-world at {asterisk.url}, open>"
    assert [thread.name for thread in threading.enumerate()].count("arinb-events-hello-world") == 1
    last = first.log.connection
    assert last is not None
    assert (last.type, "newer connect()" in last.detail) == ("closed", True)
    with pytest.raises(ConnectionLost, match="newer connect"):
        first.events.wait_for("StasisStart")
    first.close()
    assert "hello-world" in applications(second)
    enter(asterisk, second)
    hang_up_everything(asterisk)
    second.events.wait_for("StasisEnd", timeout=5)
    second.close()


def test_a_call_goes_on_through_a_new_connection(asterisk: PrivateAsterisk) -> None:
    first = connect(asterisk, app="hello-world")
    start = enter(asterisk, first)
    with connect(asterisk, app="hello-world") as second:
        hang_up_everything(asterisk)
        second.events.wait_for("StasisEnd", channel=start.channel, timeout=5)


def test_two_applications_hear_of_their_own_calls_only(asterisk: PrivateAsterisk) -> None:
    with connect(asterisk, app="hello-world") as one, connect(asterisk, app="other") as other:
        place_call(asterisk, "1001")
        start = other.events.wait_for("StasisStart", timeout=5)
        assert start.application == "other"
        enter(asterisk, one)
        hang_up_everything(asterisk)
        for connection in (one, other):
            connection.events.wait_for("StasisEnd", timeout=5)
            assert {event.application for event in connection.events} == {connection.app}


def test_subscribe_all_hears_of_calls_that_never_enter(asterisk: PrivateAsterisk) -> None:
    with connect(asterisk, app="everything", subscribe_all=True) as ari:
        place_call(asterisk, "silence")
        ari.events.wait_for("ChannelCreated", timeout=5)
        ari.events.wait_for("ChannelDialplan", timeout=5)
        hang_up_everything(asterisk)
        ari.events.wait_for("ChannelDestroyed", timeout=5)
        assert "subscribeAll=true" in ari.log[0].detail


def test_closing_while_a_call_ends_leaves_asterisk_well(asterisk: PrivateAsterisk) -> None:
    for _ in range(5):
        with connect(asterisk, app="everything", subscribe_all=True) as ari:
            enter(asterisk, ari, "1002")
            hang_up_everything(asterisk)
    with connect(asterisk, app="hello-world") as ari:
        assert "hello-world" in applications(ari)


def test_a_misspelt_application_ends_in_a_timeout_that_says_so(
    asterisk: PrivateAsterisk, ari: Connection
) -> None:
    place_call(asterisk, "wrong")
    with pytest.raises(EventTimeout) as raised:
        ari.events.wait_for("StasisStart", timeout=1.5)
    assert "no channel has entered the application 'hello-world'" in raised.value.why
    assert "Stasis(hello-world)" in raised.value.next_step


def test_no_such_sound_has_finished_too(asterisk: PrivateAsterisk, ari: Connection) -> None:
    start = enter(asterisk, ari)
    assert start.channel is not None
    playback = start.channel.play("sound:no-such-sound")
    finished = ari.events.wait_for("PlaybackFinished", playback=playback, timeout=5)
    assert finished["playback"]["state"] == "failed"


def test_another_program_takes_the_application_over(asterisk: PrivateAsterisk) -> None:
    code = (
        "import sys; from arinb.ari.connection import connect; "
        "url, user, password = sys.stdin.read().split(); "
        "connect(url, username=user, password=password, app='hello-world').close()"
    )
    with connect(asterisk, app="hello-world") as ari:
        who = f"{asterisk.url} {asterisk.username} {asterisk.password}"
        subprocess.run([sys.executable, "-c", code], input=who.encode(), check=True, timeout=30)
        with pytest.raises(ConnectionLost, match="somebody else has connected"):
            ari.events.wait_for("StasisStart")
        assert [event.type for event in ari.events] == ["ApplicationReplaced"]


def test_wrong_password_and_wrong_user(asterisk: PrivateAsterisk) -> None:
    for who in ({"password": SECRET}, {"username": "nobody"}):
        with pytest.raises(NotAuthenticated) as raised:
            connect(asterisk, app="hello-world", **who)  # type: ignore[arg-type]
        assert raised.value.status == 401
        assert "ari.conf" in raised.value.next_step
        assert_secret_is_kept(raised.value)


@pytest.mark.parametrize(("name", "error"), [("ari.conf", AriDisabled), ("http.conf", Refused)])
def test_switched_off(program: Program, name: str, error: type[AriError]) -> None:
    with PrivateAsterisk(program=program) as pbx:
        url = pbx.url
        pbx.conf[name].set("general", "enabled", "no")
        pbx.restart()
        with pytest.raises(error) as raised:
            connect(url, username=pbx.username, password=pbx.password, app="hello-world")
        assert name in f"{raised.value.why} {raised.value.next_step}"


def test_a_password_with_odd_characters(program: Program) -> None:
    with PrivateAsterisk(program=program) as pbx:
        odd = "+@: ü%/?#&="
        pbx.conf["ari.conf"].set(pbx.username, "password", odd)
        pbx.reload()
        assert pbx.password == odd
        with connect(pbx, app="hello-world") as ari:
            assert "hello-world" in applications(ari)
            assert odd not in everything_shown(ari)


def test_the_url_may_carry_the_user_but_never_shows_it(shared_pbx: PrivateAsterisk) -> None:
    password = shared_pbx.password
    url = shared_pbx.url.replace("://", f"://{shared_pbx.username}:{password}@") + "/ari/"
    with connect(url, app="hello-world") as ari:
        assert ari.url == shared_pbx.url
        assert password not in everything_shown(ari)


def test_what_arinb_exports(shared_pbx: PrivateAsterisk) -> None:
    with arinb.connect(shared_pbx, app="hello-world") as ari:
        assert isinstance(ari, arinb.Connection)
        assert isinstance(ari.log, arinb.EventLog)
    assert isinstance(shared_pbx, HasAri)


def test_close_is_idempotent_and_quick_and_the_log_stays(shared_pbx: PrivateAsterisk) -> None:
    ari = connect(shared_pbx, app="hello-world")
    begin = time.monotonic()
    ari.close()
    assert time.monotonic() - begin < 4  # its waits last longer
    ari.close()
    kinds = [entry.kind for entry in ari.log]
    assert kinds == ["connection", "request", "answer", "connection"]
    assert ari.log[-1].type == "closed"
    with pytest.raises(ConnectionLost, match=r"close\(\)"):
        ari.events.wait_for("StasisStart")
    assert len(ari.log.to_dataframe()) == len(kinds)


def test_close_wakes_a_wait_in_another_thread(shared_pbx: PrivateAsterisk) -> None:
    ari = connect(shared_pbx, app="hello-world")
    errors: list[ArinbError] = []

    def wait() -> None:
        try:
            ari.events.wait_for("StasisStart", timeout=30)
        except ArinbError as error:
            errors.append(error)

    thread = threading.Thread(target=wait)
    thread.start()
    ari.close()
    thread.join(5)
    assert [type(error) for error in errors] == [ConnectionLost]


def test_an_open_connection_does_not_keep_python_from_ending(shared_pbx: PrivateAsterisk) -> None:
    code = (
        "import sys; from arinb.ari.connection import connect; "
        "url, user, password = sys.stdin.read().split(); "
        "connect(url, username=user, password=password, app='exit'); print('connected')"
    )
    who = f"{shared_pbx.url} {shared_pbx.username} {shared_pbx.password}"
    command = [sys.executable, "-W", "error", "-c", code]
    ended = subprocess.run(command, input=who.encode(), capture_output=True, check=True, timeout=10)
    assert (ended.stdout.strip(), ended.stderr) == (b"connected", b"")


def test_a_failed_connect_leaves_the_earlier_connection_alone(shared_pbx: PrivateAsterisk) -> None:
    with connect(shared_pbx, app="hello-world") as ari:
        with pytest.raises(NotAuthenticated):
            connect(shared_pbx, app="hello-world", password=SECRET)
        assert repr(ari).endswith("open>")
        assert "hello-world" in applications(ari)


@pytest.mark.parametrize("app", ["hello-world", "x" * 72, "ü" * 36, "a.b:c_d", "1000"])
def test_names_that_asterisk_takes(asterisk: PrivateAsterisk, app: str) -> None:
    with connect(asterisk, app=app) as ari:
        assert app in applications(ari)


def test_a_proxy_is_not_asked(shared_pbx: PrivateAsterisk, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    with connect(shared_pbx, app="hello-world") as ari:
        assert "hello-world" in applications(ari)


def test_the_password_is_shown_nowhere(shared_pbx: PrivateAsterisk) -> None:
    with connect(shared_pbx, app="hello-world") as ari:
        ari.request("GET", "/asterisk/info")
        with pytest.raises(ArinbError) as missing:
            ari.request("GET", "/channels/nope")
        with pytest.raises(EventTimeout) as late:
            ari.events.wait_for("StasisStart", timeout=0.1)
        shown = everything_shown(ari) + str(missing.value) + str(late.value)
        assert shared_pbx.password not in shown
        assert "authorization" not in shown.lower()


def everything_shown(ari: Connection) -> str:
    table = ari.log.to_dataframe()
    surfaces = [ari, ari.log, ari.events, ari.client, ari.channels, *ari.log, *ari.events]
    texts = [f"{surface!r}{surface}" for surface in surfaces]
    texts += [getattr(surface, "_repr_html_", str)() for surface in surfaces]
    return "".join(
        [*texts, table.to_string(max_colwidth=None), table.to_csv(), str(table.to_dict())]
    )


def test_the_connections_of_a_server(asterisk: PrivateAsterisk) -> None:
    with connect(asterisk, app="one") as one, connect(asterisk, app="two") as two:
        assert connections(asterisk.url) == [one, two]
        assert [each for each in connections() if each in (one, two)] == [one, two]
        assert connections("http://127.0.0.1:1", closed=True) == []
    assert connections(asterisk.url) == []
    assert connections(asterisk.url, closed=True)[-2:] == [one, two]
    number = id(one)
    del one
    gc.collect()
    assert number not in map(id, connections(asterisk.url, closed=True))
