"""Every mistake of the catalogue, made on a real Asterisk 22: the diagnosis names it."""

from __future__ import annotations

from collections import Counter

import pytest

import arinb
from arinb.diagnosis.links import LINKS
from arinb.pbx.find import Program
from arinb.pbx.private import PrivateAsterisk
from tests.diagnosis.mistakes import APP, Mistake, catalogue, hello

MISTAKES = list(catalogue())
WHOLE = list(catalogue("healthy"))


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: mistake.name)
def test_it_names_the_link_the_place_and_the_fix(mistake: Mistake, program_22: Program) -> None:
    made = mistake.make(program_22)
    diagnosis = made.diagnosis
    told = f"{mistake.says}\n{diagnosis}"
    assert diagnosis.link == mistake.link, told
    assert [x for x in diagnosis.findings if made.where in x.where and made.fix in x.fix], told
    assert all(finding.what and finding.evidence for finding in diagnosis.findings), told
    assert made.secret not in f"{diagnosis!r}{diagnosis}{diagnosis._repr_html_()}"


@pytest.mark.parametrize("whole", WHOLE, ids=lambda whole: whole.name)
def test_it_finds_nothing_wrong_where_nothing_is(whole: Mistake, program_22: Program) -> None:
    diagnosis = whole.make(program_22, fails=False).diagnosis
    assert diagnosis.ok, diagnosis
    assert {looked.verdict for looked in diagnosis.chain} <= {"ok", "unknown"}


def test_the_set_up_is_whole_at_each_step(program_22: Program) -> None:
    with PrivateAsterisk(program=program_22) as pbx:
        assert arinb.diagnose(pbx).ok
        with arinb.connect(pbx, app=APP) as ari:
            assert arinb.diagnose(pbx, ari).ok
            assert arinb.diagnose(ari).ok
            phone = pbx.phone("1000", kind="local")
            phone.dial("1000")
            assert arinb.diagnose(pbx, ari).ok
            hello(ari)
            assert arinb.diagnose(pbx, ari).ok
            phone.hangup()
            assert arinb.diagnose(pbx, ari).ok
        assert arinb.diagnose(pbx).ok


def test_the_catalogue_is_large_enough_and_has_every_link() -> None:
    assert len(MISTAKES) >= 40
    assert [name for name, times in Counter(x.name for x in MISTAKES).items() if times > 1] == []
    assert {link.name for link in LINKS} == {mistake.link for mistake in MISTAKES}
    assert all(mistake.says and mistake.where and mistake.fix for mistake in MISTAKES)
