"""The WebSocket: the program's own, or one that is only a question."""

from __future__ import annotations

import time

import arinb
from arinb.diagnosis.links.websocket import PROBE, look
from arinb.pbx.find import Program
from arinb.pbx.private import PrivateAsterisk
from tests.diagnosis.setups import (
    assert_told,
    changed,
    diagnosed,
    elsewhere,
    scene_of,
    started,
)

APP = "hello-world"


def test_one_that_the_program_closed(shared_pbx: PrivateAsterisk) -> None:
    ari = arinb.connect(shared_pbx, app=APP)
    assert diagnosed(scene_of(shared_pbx, ari)).ok
    ari.close()
    fix = 'arinb.connect(pbx, app="hello-world")'
    assert_told(diagnosed(scene_of(shared_pbx, ari)), "WebSocket", "ari", fix)


def test_one_that_was_lost_for_good(pbx: PrivateAsterisk) -> None:
    with arinb.connect(pbx, app=APP, reconnect=False) as ari:
        pbx.restart()
        assert ari.log.wait(lambda entry: entry.type == "lost", timeout=5, types=("lost",))
        assert_told(diagnosed(scene_of(pbx, ari)), "WebSocket", "ari", "arinb.connect(pbx")


def test_one_that_comes_back_is_waited_for(pbx: PrivateAsterisk) -> None:
    with arinb.connect(pbx, app=APP) as ari:
        pbx.restart()
        diagnosis = diagnosed(scene_of(pbx, ari))
        assert diagnosis.ok, diagnosis
        assert ari.state == "open"


def test_one_that_was_refused_and_the_user_is_right_again(pbx: PrivateAsterisk) -> None:
    with arinb.connect(pbx, app=APP) as ari:
        changed("ari.conf", "type = user\n", "")(pbx)
        pbx.restart()
        assert ari.log.wait(lambda entry: entry.type == "refused", timeout=10, types=("refused",))
        assert diagnosed(scene_of(pbx, ari)).link == "users"
        changed("ari.conf", "[asterisk]\n", "[asterisk]\ntype = user\n")(pbx)
        pbx.reload()
        assert_told(diagnosed(scene_of(pbx, ari)), "WebSocket", "ari", "arinb.connect(pbx")


def test_one_that_was_replaced_is_the_next_links(shared_pbx: PrivateAsterisk) -> None:
    with arinb.connect(shared_pbx, app=APP) as ari:
        ari.log.record_connection("replaced", "another connection has taken it over")
        assert list(look(scene_of(shared_pbx, ari))) == []


def test_it_is_tried_with_a_name_of_its_own(program: Program) -> None:
    with started(program) as pbx:
        mark = pbx.console.mark
        assert diagnosed(scene_of(pbx, app=APP)).ok
        pbx.console.wait_for(f"Destroying Stasis app '?{PROBE}", timeout=5, since=mark)
        said = "\n".join(pbx.console.since(mark))
        assert PROBE in said
        assert APP not in said


def test_a_server_that_accepts_none(pbx: PrivateAsterisk) -> None:
    pbx.cli("module unload res_ari_events.so")
    assert_told(elsewhere(pbx), "WebSocket", pbx.url, "res_ari_events.so", pbx.password)


def test_nothing_is_wrong_time_and_again(shared_pbx: PrivateAsterisk) -> None:
    began = time.monotonic()
    for _ in range(20):
        diagnosis = diagnosed(scene_of(shared_pbx))
        assert diagnosis.ok, diagnosis
    assert time.monotonic() - began < 20
    with arinb.connect(shared_pbx, app=APP) as ari:
        rows = ari.log.end
        for _ in range(20):
            assert diagnosed(scene_of(shared_pbx, ari)).ok
            assert elsewhere(shared_pbx).ok
        assert ari.log.end == rows, "the program's log is as it was"
