"""Starting, stopping, reloading a private Asterisk, and what goes wrong with it."""

from __future__ import annotations

import signal
import socket
import subprocess
import time
from typing import TYPE_CHECKING

import psutil
import pytest

from arinb.errors import CommandError, NotRunning, StartError
from arinb.pbx.find import find_baresip
from arinb.pbx.private import PrivateAsterisk
from tests.needs import needs
from tests.pbx.ask import datagrams, ping, process

if TYPE_CHECKING:
    from arinb.pbx.find import Program


class TestStart:
    def test_it_is_ready_for_ari(self, stopped: PrivateAsterisk) -> None:
        assert stopped.start() is stopped
        assert stopped.running
        assert ping(stopped) == 200
        assert stopped.program.version in stopped.cli("core show version")

    def test_a_second_start_changes_nothing(self, pbx: PrivateAsterisk) -> None:
        before = process(pbx)
        assert pbx.start() is pbx
        assert process(pbx) == before

    def test_a_healthy_start_does_not_complain(self, stopped: PrivateAsterisk) -> None:
        stopped.start()
        complaints = [x for x in stopped.console.lines if "WARNING" in x or "ERROR" in x]
        assert complaints == []
        assert len(stopped.console.lines) < 15

    def test_a_blank_one_starts_too(self, program: Program) -> None:
        with PrivateAsterisk(blank=True, program=program) as pbx:
            assert pbx.running
            assert ping(pbx) == 0
            complaints = [x for x in pbx.console.lines if "WARNING" in x]
            assert complaints == []

    def test_the_console_shows_each_step_of_a_call(self, stopped: PrivateAsterisk) -> None:
        stopped.start()
        stopped.cli("channel originate Local/1000@default application Wait 1")
        line = stopped.console.wait_for(r"Executing \[1000@default:2\] Answer", timeout=5)
        assert line.startswith("    -- Executing")

    def test_all_listens_on_loopback_only(self, stopped: PrivateAsterisk) -> None:
        stopped.start()
        sockets = process(stopped).net_connections("inet")
        listening = {s.laddr for s in sockets if s.status == psutil.CONN_LISTEN}
        assert listening == {("127.0.0.1", stopped.http_port)}
        assert ("127.0.0.1", stopped.sip_port) in datagrams(stopped)
        # Where the machine has name servers, SIP asks them from two ports of its own (IPv4, IPv6).
        elsewhere = {address for address in datagrams(stopped) if address[0] != "127.0.0.1"}
        assert {address[0] for address in elsewhere} <= {"0.0.0.0", "::"}
        assert len(elsewhere) <= 2

    def test_the_sound_of_a_call_stays_on_loopback(self, stopped: PrivateAsterisk) -> None:
        needs(find_baresip() is not None, "baresip, which `make test` gets")
        stopped.conf["extensions.conf"] = (
            "[default]\nexten => 1000,1,Answer()\n same => n,Wait(20)\n"
        )
        stopped.start()
        before = datagrams(stopped)
        stopped.phone("1000", kind="sip").dial("1000")
        stopped.console.wait_for(r"Executing \[1000@default:2\] Wait", timeout=5)
        sound = datagrams(stopped) - before
        assert len(sound) == 2
        assert {host for host, _ in sound} == {"127.0.0.1"}

    def test_stop_and_start_again(self, stopped: PrivateAsterisk) -> None:
        stopped.start().stop()
        assert not stopped.running
        stopped.stop()
        assert ping(stopped) == 0
        assert "Asterisk cleanly ending (0)." in stopped.console.lines
        assert ping(stopped.start()) == 200
        assert stopped.console.lines.count("Asterisk Ready.") == 2

    def test_restart(self, pbx: PrivateAsterisk) -> None:
        before = process(pbx)
        assert pbx.restart() is pbx
        assert ping(pbx) == 200
        assert process(pbx) != before
        assert not before.is_running()

    def test_two_at_once(self, program_22: Program, program_16: Program) -> None:
        with PrivateAsterisk(program=program_22) as new, PrivateAsterisk(program=program_16) as old:
            assert new.url != old.url
            assert new.sip_port != old.sip_port
            assert new.folder != old.folder
            assert ping(new) == ping(old) == 200
            new.stop()
            assert ping(old) == 200


class TestStartThatFails:
    def test_the_port_is_in_use(self, stopped: PrivateAsterisk) -> None:
        with socket.create_server(("127.0.0.1", stopped.http_port)):
            with pytest.raises(StartError) as caught:
                stopped.start()
            message = str(caught.value)
            assert f"can't listen at 127.0.0.1:{stopped.http_port}" in message
            assert "another program has that port" in message
            assert "pbx.http_port" in message
            assert "Unable to bind" in message
            assert not stopped.running
        assert ping(stopped.start()) == 200

    def test_the_sip_port_is_in_use(self, stopped: PrivateAsterisk) -> None:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as busy:
            busy.bind(("127.0.0.1", stopped.sip_port))
            with pytest.raises(StartError, match=rf"127.0.0.1:{stopped.sip_port} \(SIP\)"):
                stopped.start()

    def test_an_address_that_is_not_this_machine_s(self, stopped: PrivateAsterisk) -> None:
        stopped.conf["http.conf"].set("general", "bindaddr", "192.0.2.77")
        with pytest.raises(StartError, match="assign requested address") as caught:
            stopped.start()
        assert "refuses this address" in caught.value.why

    def test_it_ends_at_once(self, stopped: PrivateAsterisk) -> None:
        (stopped.folder / "data" / "documentation").unlink()
        (stopped.folder / "etc" / "asterisk.conf").write_text(
            "[directories]\nastdbdir => /proc/nowhere\n"
        )
        with pytest.raises(StartError) as caught:
            stopped.start()
        assert "ended by itself (exit code 1)" in caught.value.why
        assert any("astdb.sqlite3" in line for line in caught.value.console)
        assert "Asterisk's console said:" in str(caught.value)
        assert not stopped.running

    def test_it_takes_too_long(self, stopped: PrivateAsterisk) -> None:
        with pytest.raises(StartError, match=r"not get ready within 0\.01 s"):
            stopped.start(timeout=0.01)
        assert not stopped.running
        assert stopped.start().running

    def test_the_program_is_gone(self, program_22: Program) -> None:
        from dataclasses import replace

        gone = replace(program_22, argv=("/no/such/asterisk",))
        pbx = PrivateAsterisk(program=gone)
        with pytest.raises(StartError, match="Asterisk can't be started"):
            pbx.start()

    def test_the_folder_is_gone(self, program_22: Program) -> None:
        pbx = PrivateAsterisk(program=program_22)
        subprocess.run(["rm", "-r", str(pbx.folder)], check=True)
        with pytest.raises(StartError, match=str(pbx.folder)):
            pbx.start()


class TestKilled:
    def test_one_learns_how_it_ended(self, stopped: PrivateAsterisk) -> None:
        stopped.start()
        process(stopped).kill()
        with pytest.raises(NotRunning, match=r"killed \(SIGKILL\)"):
            stopped.cli("core show channels")
        assert not stopped.running
        assert "stopped" in repr(stopped)
        assert ping(stopped.start()) == 200

    def test_a_crash(self, pbx: PrivateAsterisk) -> None:
        process(pbx).send_signal(signal.SIGSEGV)
        with pytest.raises(NotRunning, match=r"killed \(SIGSEGV\)"):
            pbx.reload()

    def test_a_stop_over_its_own_console(self, stopped: PrivateAsterisk) -> None:
        stopped.start()
        stopped.cli("core stop now")
        deadline = time.monotonic() + 5
        while stopped.running and time.monotonic() < deadline:
            time.sleep(0.02)
        with pytest.raises(NotRunning, match=r"ended by itself \(exit code 0\)"):
            stopped.cli("core show channels")

    def test_after_a_stop(self, pbx: PrivateAsterisk) -> None:
        pbx.stop()
        with pytest.raises(NotRunning, match="it was stopped"):
            pbx.cli("core show channels")

    def test_before_a_start(self, program_22: Program) -> None:
        pbx = PrivateAsterisk(program=program_22)
        with pytest.raises(NotRunning, match="has not been started"):
            pbx.cli("core show channels")
        with pytest.raises(NotRunning, match="has not been started"):
            pbx.reload()


class TestReload:
    def test_http_and_ari_are_switched_on(self, program: Program) -> None:
        with PrivateAsterisk(blank=True, program=program) as pbx:
            assert ping(pbx) == 0
            pbx.conf["http.conf"] = (
                f"[general]\nenabled = yes\nbindaddr = 127.0.0.1\nbindport = {pbx.http_port}\n"
            )
            pbx.reload()
            assert ping(pbx) == (401 if program.major == 16 else 404)  # without [general]
            pbx.conf["ari.conf"] = "[general]\nenabled = yes\n"
            pbx.reload()
            assert ping(pbx) == 401
            pbx.conf["ari.conf"] = (
                f"[general]\nenabled = yes\n[ann]\ntype = user\npassword = {pbx.password}\n"
            )
            pbx.reload()
            assert pbx.username == "ann"
            assert ping(pbx) == 200
            pbx.conf["ari.conf"].set("general", "enabled", "no")
            pbx.reload()
            assert ping(pbx) == 404
            pbx.conf["http.conf"].set("general", "enabled", "no")
            pbx.reload()
            assert ping(pbx) == 0

    def test_another_port_and_a_prefix(self, stopped: PrivateAsterisk) -> None:
        from arinb.pbx.ports import free_port

        stopped.start()
        port = free_port()
        stopped.conf["http.conf"].set("general", "bindport", str(port))
        stopped.conf["http.conf"].set("general", "prefix", "pbx")
        stopped.reload()
        assert stopped.url == f"http://127.0.0.1:{port}/pbx"
        assert ping(stopped) == 200

    def test_another_password(self, stopped: PrivateAsterisk) -> None:
        stopped.start()
        stopped.conf["ari.conf"].set("asterisk", "password", "o;ther + one:@")
        assert stopped.password == "o;ther + one:@"
        stopped.reload()
        assert ping(stopped) == 200

    def test_the_dialplan_and_what_asterisk_says_of_it(self, stopped: PrivateAsterisk) -> None:
        stopped.start()
        stopped.conf["extensions.conf"] = "[default]\nexten => 7,1,Answer()\nexten => 8,NoOp()\n"
        said = stopped.reload()
        assert "Answer()" in stopped.cli("dialplan show 7@default")
        assert "Invalid priority/label 'NoOp'" in said
        assert "Reloading module" not in said

    def test_nothing_new_is_nothing_said(self, stopped: PrivateAsterisk) -> None:
        stopped.start()
        assert stopped.reload() == ""

    def test_changes_in_quick_succession(self, stopped: PrivateAsterisk) -> None:
        stopped.start()
        for number in "12345":
            stopped.conf["extensions.conf"] = f"[default]\nexten => {number},1,Answer()\n"
            stopped.reload()
            assert f"'{number}' =>" in stopped.cli("dialplan show default")

    def test_the_sip_port_and_a_phone(self, stopped: PrivateAsterisk) -> None:
        from arinb.pbx.ports import free_port

        stopped.start()
        port = free_port("udp")
        pjsip = stopped.conf["pjsip.conf"]
        pjsip.set("transport-udp", "bind", f"127.0.0.1:{port}")
        pjsip.write(pjsip.text + "\n[1000]\ntype = endpoint\ncontext = default\nallow = ulaw\n")
        stopped.reload()
        assert stopped.sip_port == port
        assert f"127.0.0.1:{port}" in stopped.cli("pjsip show transports")
        assert "1000" in stopped.cli("pjsip show endpoints")

    def test_the_new_port_is_in_use(self, stopped: PrivateAsterisk) -> None:
        stopped.start()
        with socket.create_server(("127.0.0.1", 0)) as busy:
            port = busy.getsockname()[1]
            stopped.conf["http.conf"].set("general", "bindport", str(port))
            with pytest.raises(CommandError, match=f"can't listen at 127.0.0.1:{port}"):
                stopped.reload()
            assert stopped.running
        stopped.reload()
        assert ping(stopped) == 200
