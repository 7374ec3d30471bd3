"""The operations of /asterisk: the server itself."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from arinb.ari.connection import Connection, connect
from arinb.errors import BadRequest, Conflict, Forbidden, NotFound, ServerError
from arinb.pbx.find import Program
from arinb.pbx.private import PrivateAsterisk
from tests.ari.operations.conftest import APP

MODULE = "app_zapateller.so"  # one that a private Asterisk does not load


@pytest.mark.operation("asterisk.info", "asterisk.ping")
def test_who_it_is(ari: Connection) -> None:
    info = ari.asterisk.info(only=["system", "status"])
    assert info.system is not None
    assert info.system.version.startswith(ari.version)
    assert info.status is not None
    assert info.status.startup_time is not None
    assert info.build is None
    assert ari.asterisk.ping().ping == "pong"


@pytest.mark.operation("asterisk.get_variable", "asterisk.set_variable")
@pytest.mark.refused("asterisk.get_variable", "asterisk.set_variable")
def test_global_variables(ari: Connection) -> None:
    text = "a\nb + ü" * 1000  # longer than a URL may be
    ari.asterisk.set_variable("TRUNK", text)
    assert ari.asterisk.get_variable("TRUNK") == text
    assert ari.asterisk.get_variable("NOPE") == ""
    with pytest.raises(BadRequest):
        ari.request("GET", "/asterisk/variable")
    with pytest.raises(BadRequest):
        ari.request("POST", "/asterisk/variable")


@pytest.mark.operation(*(f"asterisk.modules.{n}" for n in ("list", "get", "load", "unload")))
@pytest.mark.refused(*(f"asterisk.modules.{n}" for n in ("get", "load", "unload", "reload")))
def test_modules(ari: Connection) -> None:
    modules = ari.asterisk.modules
    modules.load(MODULE)
    module = modules.get(MODULE)
    assert module in modules.list()
    with pytest.raises(Conflict):
        modules.load(MODULE)
    with pytest.raises((Conflict, NotFound)):
        module.reload()
    module.unload()
    for act in (module.refresh, module.unload):
        with pytest.raises((NotFound, Conflict)):
            act()


@pytest.mark.operation("asterisk.modules.reload")
def test_a_module_that_reads_its_file_again(ari: Connection) -> None:
    ari.asterisk.modules.reload("res_musiconhold.so")


@pytest.mark.operation(*(f"asterisk.logging.{n}" for n in ("list", "add", "rotate", "delete")))
@pytest.mark.refused(*(f"asterisk.logging.{n}" for n in ("add", "rotate", "delete")))
def test_logs(ari: Connection) -> None:
    logging = ari.asterisk.logging
    logging.add("lesson", "notice,warning,error")
    with pytest.raises(Conflict):
        logging.add("lesson", "notice")
    log = next(found for found in logging.list() if found.channel.endswith("lesson"))
    log.rotate()
    logging.add("lesson 2", "notice")
    logging.delete("lesson 2")
    for act in (logging.rotate, logging.delete):
        with pytest.raises(NotFound):
            act("nope")


@pytest.fixture
def writable(program: Program, request: pytest.FixtureRequest) -> Iterator[Connection]:
    """An Asterisk whose addresses of record are kept where ARI can write them."""
    pbx = PrivateAsterisk(program=program)
    (pbx.folder / "etc/sorcery.conf").write_text("[res_pjsip]\naor = memory\n")
    with pbx, connect(pbx, app=APP) as connection:
        yield connection


def test_configuration(writable: Connection) -> None:
    config = writable.asterisk.config
    where = ("res_pjsip", "aor", "1000")
    written = config.update(*where, {"max_contacts": 2, "qualify_frequency": "30"})
    assert ("max_contacts", "2") in [(pair.attribute, pair.value) for pair in written]
    assert ("max_contacts", "2") in [(pair.attribute, pair.value) for pair in config.get(*where)]
    with pytest.raises((BadRequest, ServerError)):
        config.update(*where, {"nonsense": "1"})
    config.delete(*where)
    with pytest.raises(NotFound):
        config.get(*where)


@pytest.mark.operation("asterisk.config.get")
@pytest.mark.refused(*(f"asterisk.config.{name}" for name in ("get", "update", "delete")))
def test_configuration_that_is_in_files(ari: Connection) -> None:
    config = ari.asterisk.config
    found = config.get("res_pjsip", "transport", "transport-udp")
    assert ("protocol", "udp") in [(pair.attribute, pair.value) for pair in found]
    with pytest.raises(NotFound):
        config.get("res_pjsip", "aor", "no/such +%")
    with pytest.raises(Forbidden):
        config.update("res_pjsip", "aor", "2000", {"max_contacts": "1"})
    with pytest.raises((Forbidden, NotFound)):
        config.delete("res_pjsip", "transport", "transport-udp")
