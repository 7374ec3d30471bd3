"""The chain, and how it is followed: link after link, to the first one that is broken."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from arinb.diagnosis.report import Diagnosis, Finding, Looked

if TYPE_CHECKING:
    from arinb.diagnosis.scene import Scene


class CantTell(Exception):
    """A link can't be looked at from here; its text says why, for the learner.

    Example: `raise CantTell("the files of this server can't be seen")`
    """


@dataclass(frozen=True)
class Link:
    """One link of the chain.

    Fields: `name`; `question` that it answers, in the learner's words; `look`, a function that
    yields what is wrong with it as findings, nothing when it holds, and raises `CantTell`.

    Example: `Link("port", "Does something listen at the address?", look)`
    """

    name: str
    question: str
    look: Callable[[Scene], Iterable[Finding]]


def follow(links: Iterable[Link], scene: Scene) -> Diagnosis:
    """Look at the links in their order, until one of them is broken.

    Parameters: `links`, the chain; `scene`, the set-up to look at.

    Example: `follow(LINKS, scene).link`
    """
    findings: list[Finding] = []
    return Diagnosis(tuple(_each(links, scene, findings)), tuple(findings))


def _each(links: Iterable[Link], scene: Scene, findings: list[Finding]) -> Iterator[Looked]:
    for link in links:
        if findings:
            yield Looked(link.name, link.question, "not reached")
            continue
        try:
            findings += link.look(scene)
        except CantTell as reason:
            yield Looked(link.name, link.question, "unknown", str(reason))
        else:
            yield Looked(link.name, link.question, "broken" if findings else "ok")
