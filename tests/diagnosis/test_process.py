"""The process and its modules: what keeps Asterisk from running, or from having ARI."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

import psutil
import pytest

from arinb.diagnosis.chain import CantTell
from arinb.diagnosis.links.process import look_at_modules, look_at_process
from arinb.diagnosis.scene import Scene
from arinb.pbx.find import Program
from arinb.pbx.private import PrivateAsterisk
from tests.diagnosis.setups import (
    Change,
    added,
    assert_told,
    changed,
    deleted,
    diagnosed,
    elsewhere,
    scene_of,
    started,
)


def without(*names: str) -> list[Change]:
    """modules.conf without these."""
    return [changed("modules.conf", f"load = {name}.so\n", "") for name in names]


def test_one_that_was_never_started(program_22: Program) -> None:
    pbx = PrivateAsterisk(program=program_22)
    assert_told(diagnosed(scene_of(pbx)), "process", "pbx", "pbx.start()")


def test_one_that_others_could_reach_with_a_known_password(program_22: Program) -> None:
    changes = [
        changed("http.conf", "127.0.0.1", "0.0.0.0"),
        changed("ari.conf", "password = {password}", "password = asterisk"),
    ]
    with started(program_22, *changes) as pbx:
        diagnosis = diagnosed(scene_of(pbx))
    assert_told(diagnosis, "process", "http.conf:4", "bindaddr = 127.0.0.1")


def test_one_that_was_killed(program_22: Program) -> None:
    with started(program_22) as pbx:
        children = psutil.Process().children(recursive=True)
        mine = [x for x in children if str(pbx.folder) in " ".join(x.cmdline())]
        asterisk = next(x for x in mine if "guard.py" not in " ".join(x.cmdline()))
        asterisk.send_signal(signal.SIGKILL)
        until = time.monotonic() + 5
        while pbx.running and time.monotonic() < until:
            time.sleep(0.01)
        diagnosis = diagnosed(scene_of(pbx))
    assert_told(diagnosis, "process", "pbx", "pbx.start()")
    assert "SIGKILL" in diagnosis.findings[0].evidence


def test_one_that_hangs(program_22: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("arinb.diagnosis.scene.PATIENCE", 0.5)
    with started(program_22) as pbx:
        pid = _pid(pbx)
        os.kill(pid, signal.SIGSTOP)
        try:
            findings = list(look_at_process(scene_of(pbx)))
        finally:
            os.kill(pid, signal.SIGCONT)
    assert [x.fix for x in findings] == ["Start it anew: pbx.restart()"]


def _pid(pbx: PrivateAsterisk) -> int:
    found = [
        child.pid
        for child in psutil.Process().children(recursive=True)
        if str(pbx.folder) in " ".join(child.cmdline()) and "guard.py" not in str(child.cmdline())
    ]
    return found[-1]


@pytest.mark.parametrize(
    ("change", "where", "fix"),
    [
        (changed("http.conf", "127.0.0.1", "192.0.2.1"), "http.conf:4", "bindaddr = 127.0.0.1"),
        (changed("pjsip.conf", "127.0.0.1", "192.0.2.1"), "pjsip.conf:9", "port behind bind"),
        (added("modules.conf", "require = res_nothing.so\n"), "modules.conf:", "Take the line out"),
        (deleted("modules.conf"), "modules.conf", "new PrivateAsterisk"),
        (changed("modules.conf", "load = res_sorcery_config.so\n", ""), "modules.conf:1",
         "load = res_sorcery_config.so"),
        (changed("modules.conf", "[modules]", "[modules"), "modules.conf:1", "]"),
    ],
    ids=["address", "sip-address", "required", "no-list", "left-out", "unclosed"],
)  # fmt: skip
def test_one_that_ended_while_it_was_starting(
    change: Change, where: str, fix: str, program_22: Program
) -> None:
    with started(program_22, change) as pbx:
        assert not pbx.running
        assert_told(diagnosed(scene_of(pbx)), "process", where, fix, pbx.password)


def test_a_port_that_is_taken_and_then_another_one(program_22: Program) -> None:
    with started(program_22) as first:
        port = first.http_port
        with started(
            program_22, lambda pbx: pbx.conf["http.conf"].set("general", "bindport", str(port))
        ) as pbx:
            fix = f"bindport = {pbx.http_port}"
            assert_told(diagnosed(scene_of(pbx)), "process", "http.conf:5", fix)
            pbx.conf["http.conf"].set("general", "bindport", str(pbx.http_port))
            assert_told(diagnosed(scene_of(pbx)), "process", "pbx", "pbx.start()")
            pbx.start()
            assert diagnosed(scene_of(pbx)).ok


@pytest.mark.parametrize(
    ("changes", "where", "fix"),
    [
        (without("res_http_websocket"), "modules.conf:1", "load = res_http_websocket.so"),
        (without("res_ari"), "modules.conf:1", "load = res_ari.so"),
        (without("res_ari_model"), "modules.conf:1", "load = res_ari_model.so"),
        (without("res_ari_sounds"), "modules.conf:1", "load = res_ari_sounds.so"),
        (without("res_stasis"), "modules.conf:1", "load = res_stasis.so"),
        (without("res_websocket_client"), "modules.conf:1", "load = res_websocket_client.so"),
        (without("pbx_config"), "modules.conf:1", "load = pbx_config.so"),
        (without("codec_gsm"), "modules.conf:1", "load = codec_gsm.so"),
        (without("res_ari_events", "app_stasis"), "modules.conf:1", "load = app_stasis.so"),
        ([changed("modules.conf", "res_ari_events.so", "res_ari_event.so")], "modules.conf:",
         "load = res_ari_events.so"),
        ([added("modules.conf", "noload = app_stasis.so\n")], "modules.conf:",
         "load = app_stasis.so"),
        ([changed("modules.conf", "[modules]", "[module]")], "modules.conf:1", "[modules]"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
def test_modules_that_are_not_loaded(
    changes: list[Change], where: str, fix: str, program_22: Program
) -> None:
    with started(program_22, *changes) as pbx:
        diagnosis = diagnosed(scene_of(pbx))
    assert_told(diagnosis, "modules", where, fix)
    assert len(diagnosis.findings) <= 2, "only those that the others wait for"


def test_the_modules_for_sip_count_once_there_is_a_phone(program_22: Program) -> None:
    with started(program_22, *without("res_rtp_asterisk")) as pbx:
        assert diagnosed(scene_of(pbx)).ok
        added("pjsip.conf", "\n[1000]\ntype = endpoint\n")(pbx)
        assert_told(diagnosed(scene_of(pbx)), "modules", "modules.conf", "res_rtp_asterisk")


def test_a_module_that_was_unloaded(program_22: Program) -> None:
    with started(program_22) as pbx:
        pbx.cli("module unload res_ari_sounds.so")
        diagnosis = diagnosed(scene_of(pbx))
    assert_told(diagnosis, "modules", "res_ari_sounds.so", "module load res_ari_sounds.so")


def test_a_module_that_refuses_its_file_is_left_to_the_link_of_the_file(
    program_16: Program,
) -> None:
    with started(program_16, changed("ari.conf", "pretty", "prety")) as pbx:
        assert_told(diagnosed(scene_of(pbx)), "ari.conf", "ari.conf:4", "pretty")
        changed("ari.conf", "prety", "pretty")(pbx)
        assert_told(diagnosed(scene_of(pbx)), "modules", "ari.conf", "pbx.restart()")


def test_a_module_of_a_server_elsewhere(program_22: Program) -> None:
    with started(program_22, *without("app_stasis")) as pbx:
        assert_told(elsewhere(pbx), "modules", pbx.url, "load = app_stasis.so")


def test_what_can_not_be_told_from_elsewhere() -> None:
    scene = Scene(None, None, "http://127.0.0.1:1", "me", "secret")
    with pytest.raises(CantTell, match="can't be seen"):
        list(look_at_process(scene))
    with pytest.raises(CantTell, match="once ARI answers"):
        list(look_at_modules(scene))


def test_nothing_is_wrong_in_a_kept_folder(tmp_path: Path, program: Program) -> None:
    for _ in range(2):
        with PrivateAsterisk(tmp_path / "kept", program=program) as pbx:
            diagnosis = diagnosed(scene_of(pbx))
            assert diagnosis.ok, diagnosis
            assert {x.verdict for x in diagnosis.chain} == {"ok"}
