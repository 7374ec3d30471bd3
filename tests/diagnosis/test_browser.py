"""Pages in a browser: whether their origin is allowed, and what keeps it out."""

from __future__ import annotations

import pytest

from arinb.diagnosis.links.browser import look
from arinb.pbx.find import Program
from arinb.pbx.private import PrivateAsterisk
from tests.diagnosis.setups import assert_told, diagnosed, elsewhere, scene_of, started

ORIGIN = "http://localhost:8000"


@pytest.mark.parametrize(
    ("allowed", "fix"),
    [
        ("http://localhost:8000/", f"= {ORIGIN} —"),
        ("http://localhost", f"= http://localhost,{ORIGIN} —"),
        ("https://localhost:8000", f"= https://localhost:8000,{ORIGIN} —"),
        ("http://a.example, http://localhost:8000", f"= http://a.example,{ORIGIN} —"),
        ("http://a.example http://localhost:8000", f"= http://a.example,{ORIGIN} —"),
        ("HTTP://LocalHost:8000", f"= {ORIGIN} —"),
        ('"http://localhost:8000"', f"= {ORIGIN} —"),
        ("localhost:8000", f"{ORIGIN} —"),
    ],
)
def test_origins_that_are_nearly_allowed(allowed: str, fix: str, program: Program) -> None:
    with started(program) as pbx:
        pbx.conf["ari.conf"].set("general", "allowed_origins", allowed)
        pbx.reload()
        diagnosis = diagnosed(scene_of(pbx, origin=ORIGIN))
        assert_told(diagnosis, "origin", "ari.conf:5", fix, pbx.password)
        written = diagnosis.findings[0].fix.partition("= ")[2].partition(" —")[0]
        pbx.conf["ari.conf"].set("general", "allowed_origins", written)
        assert_told(diagnosed(scene_of(pbx, origin=ORIGIN)), "origin", "ari.conf", "pbx.reload()")
        pbx.reload()
        assert diagnosed(scene_of(pbx, origin=ORIGIN)).ok, "what it says helps"


def test_no_origin_is_allowed(shared_pbx: PrivateAsterisk) -> None:
    diagnosis = diagnosed(scene_of(shared_pbx, origin=ORIGIN))
    assert_told(diagnosis, "origin", "ari.conf:2", f"allowed_origins = {ORIGIN}")
    assert_told(elsewhere(shared_pbx, origin=ORIGIN), "origin", shared_pbx.url, ORIGIN)
    assert diagnosed(scene_of(shared_pbx)).ok, "where no page asks, nothing is missing"


@pytest.mark.parametrize("allowed", ["*", ORIGIN, f"http://a.example,{ORIGIN}"])
@pytest.mark.parametrize("origin", [ORIGIN, f"{ORIGIN}/page.html", "HTTP://LOCALHOST:8000"])
def test_origins_that_are_allowed(allowed: str, origin: str, program_22: Program) -> None:
    with started(program_22) as pbx:
        pbx.conf["ari.conf"].set("general", "allowed_origins", allowed)
        pbx.reload()
        assert diagnosed(scene_of(pbx, origin=origin)).ok
        assert elsewhere(pbx, origin=origin).ok


@pytest.mark.parametrize("origin", ["http://[::1", "localhost:8000", "http://a b"])
def test_what_is_no_origin(origin: str, shared_pbx: PrivateAsterisk) -> None:
    assert_told(diagnosed(scene_of(shared_pbx, origin=origin)), "origin", "origin", "http://")


def test_a_page_over_https_may_not_ask_over_http(shared_pbx: PrivateAsterisk) -> None:
    scene = scene_of(shared_pbx, origin="https://page.example", url="http://pbx.example:8088")
    found = list(look(scene))
    assert [x.where for x in found] == ["http://pbx.example:8088"]
    assert "tlsenable" in found[0].fix
