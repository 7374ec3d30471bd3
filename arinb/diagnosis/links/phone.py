"""The link "phone": the endpoints of pjsip.conf are there, and who is called can be reached."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import quote

from arinb.diagnosis.chain import CantTell, Link
from arinb.diagnosis.dialled import console, last_call, phone_contexts
from arinb.diagnosis.plan import has_entered, plan
from arinb.diagnosis.report import Finding
from arinb.diagnosis.server import without_passwords
from arinb.diagnosis.what_happened import PLACING, Asked, story_of
from arinb.errors import ArinbError, NotFound
from arinb.pbx.conf.values import closest
from arinb.pbx.phones import Phone

if TYPE_CHECKING:
    from arinb.diagnosis.scene import Scene

NAME = "phone"
FILE = "pjsip.conf"
SPOKEN = "ulaw"  # the codec of arinb's SIP phones

_TURNED_AWAY = re.compile(
    r"Request '(?P<method>INVITE|REGISTER)' from '.*sip:(?P<phone>[^@>]+)@.*' failed .* - "
    r"(?P<why>Failed to authenticate|No matching endpoint found)"
)
_REGISTERED = re.compile(r"Added contact '.*' to AOR '(?P<phone>[^']+)'")
_ALLOWED = re.compile(r"^\s*allow\s*: \((.*)\)", re.MULTILINE)
_NOT_DIALLED = re.compile(
    r"Unable to create channel of type '[^']+' \(cause [^)]*\)|"
    r"Dial argument takes format \(technology/resource\)"
)
_NOT_TAKEN = re.compile(
    r"(?:Could not find option suitable for category '(?P<section>[^']*)' named '(?P<name>[^']*)'"
    r"|Error parsing (?P<parsed>[^=]*)=.*) at line (?P<line>\d+) of"
)
# What learners write into the sections of a phone.
_OPTIONS = (
    *("type", "context", "disallow", "allow", "auth", "aors", "transport", "direct_media"),
    *("callerid", "max_contacts", "remove_existing", "auth_type", "username", "password"),
)


def _look(scene: Scene) -> Iterator[Finding]:
    for search in (_conf, _contexts, _turned_away, _codecs, _called, _dialled, _switched_off):
        found = list(search(scene))
        if found:
            yield from found
            return
    if scene.pbx is None and scene.log is None:
        raise CantTell("which phones were used is not to be seen from here")


def _conf(scene: Scene) -> Iterator[Finding]:
    """pjsip.conf against the endpoints that Asterisk has."""
    file = scene.conf(FILE)
    if file is None or not file.path.exists():
        return
    # What a section is comes first: what names it only dangles for that.
    of_types = {x.line for _, x in file.document.settings() if x.name == "type"}
    for finding in sorted(file.findings.errors, key=lambda x: x.line not in of_types):
        yield Finding(
            NAME,
            finding.what,
            f"{FILE}:{finding.line}",
            f"{finding.why} GET /endpoints: {', '.join(_endpoints(scene) or {}) or 'none'}",
            f"{finding.fix} Then pbx.reload().",
        )
        return
    there = _endpoints(scene)
    for name in phone_contexts(scene) if there is not None else ():
        if there is not None and f"PJSIP/{name}" not in there:
            yield _not_taken(scene, name) or Finding(
                NAME,
                f"{FILE} has the phone {name}, and Asterisk does not know it.",
                f"{FILE}:{_header(scene, name)}",
                f"GET /endpoints: {', '.join(there) or 'none'}",
                "Asterisk has not read the file since: pbx.reload()",
            )
            return


def _not_taken(scene: Scene, phone: str) -> Finding | None:
    """An option for which Asterisk left out a section of the phone."""
    file, lines = scene.conf(FILE), [] if scene.pbx is None else scene.pbx.console.lines
    there = {x.line: (s, x) for s, x in file.document.settings()} if file is not None else {}
    for line in reversed(lines):
        said = _NOT_TAKEN.search(line)
        if said is None or int(said["line"]) not in there:
            continue
        section, setting = there[int(said["line"])]
        if section.name != phone or setting.name != (said["name"] or said["parsed"]):
            continue  # the file was changed since
        guess = closest(setting.name, _OPTIONS) if said["name"] else None
        given = without_passwords(scene, f"{setting.name} = {setting.value}")
        return Finding(
            NAME,
            (
                f"There is no option {setting.name} in such a section of {FILE}"
                if said["name"]
                else f"Asterisk does not take {given}"
            )
            + f": it leaves out the phone {phone}.",
            f"{FILE}:{setting.line}",
            f"the console: {without_passwords(scene, line.strip())}",
            (f"Write: {guess} = …  in place of {setting.name}" if guess else "Correct this line")
            + ", and then pbx.reload().",
        )
    return None


def _contexts(scene: Scene) -> Iterator[Finding]:
    """Where the phones come into the dialplan."""
    running, call = plan(scene), last_call(scene)
    if running is None or not running.contexts:
        return
    for name, context in phone_contexts(scene).items():
        missed = (
            call is not None
            and call.refused
            and (call.phone, call.context) == (name, context)
            and not running.found(call.extension, context)
        )
        if context in running.contexts and not missed:
            continue
        number = call.extension if missed and call is not None else scene.extension
        better = next((c for c in running.contexts if number and running.found(number, c)), None)
        better = better or closest(context, running.contexts) or running.contexts[0]
        if better == context:
            continue
        heard = f"; the console: {call.line.strip()}" if missed and call is not None else ""
        yield Finding(
            NAME,
            f"Calls of the phone {name} go to the context [{context}], where "
            + ("its number is not." if context in running.contexts else "nothing is."),
            f"{FILE}:{_header(scene, name, 'context')}",
            f"dialplan show: the contexts are {', '.join(running.contexts)}{heard}",
            f"Write: context = {better}  and then pbx.reload().",
        )
        return


def _turned_away(scene: Scene) -> Iterator[Finding]:
    """Asterisk did not let the phone in, and has not done so since."""
    last = None
    for line in console(scene):
        if (found := _TURNED_AWAY.search(line)) is not None:
            last = (found, line)
        elif last is not None:
            back = _REGISTERED.search(line)
            number = last[0]["phone"]
            if (back and back["phone"] == number) or f'("PJSIP/{number}-' in line:
                last = None
    if last is None:
        return
    number, there = last[0]["phone"], _endpoints(scene) or {}
    known = f"PJSIP/{number}" in there
    yield Finding(
        NAME,
        f"Asterisk turned the phone {number} away: "
        + ("its password is another one." if known else "it has no such phone."),
        f"{FILE}:{_header(scene, number, 'password')}" if known else FILE,
        f"the console: {last[1].strip()}; GET /endpoints: {', '.join(there) or 'none'}",
        f'The phone took its password from {FILE} as it was: phone.close(), then pbx.phone("'
        f'{number}") takes it anew.'
        if known
        else f"Write [{number}] with type = endpoint, or take the phone anew: "
        f'pbx.phone("{number}")',
    )


def _codecs(scene: Scene) -> Iterator[Finding]:
    """What arinb's own SIP phones speak is allowed to them."""
    for number, phone in _phones(scene).items():
        if phone.kind != "sip" or not phone.alive:
            continue
        said = _ALLOWED.search(scene.cli(f"pjsip show endpoint {number}") or "")
        if said is None or SPOKEN in said[1].split("|"):
            continue
        yield Finding(
            NAME,
            f"The phone {number} and Asterisk have no codec in common: a call is refused with 488.",
            f"{FILE}:{_header(scene, number, 'allow')}",
            f"pjsip show endpoint {number}: allow = {said[1] or 'none'}; the phone speaks {SPOKEN}",
            f"Write: allow = {SPOKEN}  and then pbx.reload().",
        )


def _switched_off(scene: Scene) -> Iterator[Finding]:
    """All phones were switched off before any of them has made a call."""
    phones = _phones(scene)
    if not phones or any(phone.alive for phone in phones.values()):
        return
    if has_entered(scene) or last_call(scene) is not None:
        return
    number = next(iter(phones))
    yield Finding(
        NAME,
        f"The phone {number} is switched off, and has made no call.",
        f"phone {number}",
        f"phone.alive is False for {', '.join(phones)}; the console shows no call",
        f'Take it anew: phone = pbx.phone("{number}")',
    )


def _called(scene: Scene) -> Iterator[Finding]:
    """Whom the program called last, if Asterisk refused that."""
    if scene.log is None:
        return
    for asked in story_of(scene.log).standing(*PLACING):
        finding = _endpoint(scene, asked.value("endpoint"), asked.place, asked.said, asked)
        if finding is not None:
            yield finding
            return


def _dialled(scene: Scene) -> Iterator[Finding]:
    """Whom the dialplan called last with Dial()."""
    call, running = last_call(scene), plan(scene)
    if call is None or running is None:
        return
    said = next((line for line in call.lines if _NOT_DIALLED.search(line)), None)
    for extension, priority, application, arguments in reversed(call.ran) if said else ():
        if application.lower() != "dial":
            continue
        step = next(
            (s for s in running.found(extension, call.context) if str(s.priority) == priority), None
        )
        place = FILE if step is None else f"{step.place}: {step.call}"
        for endpoint in arguments.split(",")[0].split("&"):
            finding = _endpoint(scene, endpoint, place, (said or "").strip())
            if finding is not None:
                yield finding
        return


def _endpoint(
    scene: Scene, endpoint: str, place: str, said: str, asked: Asked | None = None
) -> Finding | None:
    """What is wrong with an endpoint that can't be called; None if nothing is, now."""
    tech, slash, name = endpoint.partition("/")
    there = _endpoints(scene) or {}
    names = ", ".join(there) or "none"
    if asked is not None and "endpoint=" not in place:
        place = f"{place} (endpoint {endpoint})"
    if not endpoint:
        return None
    place = place if endpoint in place else f"{place} ({endpoint})"
    if not slash:
        right = next((each for each in there if each.endswith(f"/{endpoint}")), f"PJSIP/{endpoint}")
        what = f"{endpoint} is no endpoint: the technology is missing."
        return _finding(what, place, said, names, f'Write technology and name: "{right}".')
    techs = _technologies(scene)
    if techs and tech.lower() not in map(str.lower, techs):
        right = next((each for each in there if each.endswith(f"/{name}")), f"PJSIP/{name}")
        what = f"This Asterisk has no technology {tech}."
        named = f"{names}; core show channeltypes: {', '.join(techs)}"
        return _finding(what, place, said, named, f'Write "{right}".')
    if tech.lower() == "local":
        return None
    return _state(scene, (tech, name), place, said, names)


def _state(
    scene: Scene, endpoint: tuple[str, str], place: str, said: str, names: str
) -> Finding | None:
    tech, name = endpoint
    answer = scene.get(f"/endpoints/{quote(tech, safe='')}/{quote(name, safe='')}")
    if isinstance(answer, NotFound):
        guess = closest(f"{tech}/{name}", _endpoints(scene) or {}, 0.8)
        meant = f'Call "{guess}", if that is meant; or take ' if guess else "Take "
        what = f"There is no endpoint {tech}/{name}."
        return _finding(what, place, said, names, f'{meant}that phone: pbx.phone("{name}")')
    if isinstance(answer, ArinbError) or answer.json().get("state") == "online":
        return None
    what = f"The phone {name} can't be reached: it is not registered."
    state = f"{names}; {tech}/{name} is {answer.json().get('state')}"
    return _finding(what, place, said, state, f'Switch it on: pbx.phone("{name}")')


def _finding(what: str, place: str, said: str, names: str, fix: str) -> Finding:
    return Finding(NAME, what, place, f"Asterisk said: {said}; GET /endpoints: {names}", fix)


def _endpoints(scene: Scene) -> dict[str, str] | None:
    """The state of each endpoint, by technology and name; None where Asterisk does not tell."""
    answer = scene.get("/endpoints")
    if isinstance(answer, ArinbError):
        return None
    return {f"{each['technology']}/{each['resource']}": each["state"] for each in answer.json()}


def _technologies(scene: Scene) -> list[str]:
    lines = (scene.cli("core show channeltypes") or "").splitlines()
    return [
        line.split()[0] for line in lines[2:] if re.match(r"\w+ {2,}\S|\w+ +\S.* (no|yes) ", line)
    ]


def _phones(scene: Scene) -> dict[str, Phone]:
    if scene.pbx is None:
        return {}
    host = scene.pbx._host  # noqa: SLF001 - it keeps the phones, and nobody else does
    return {number: phone for number, phone in host.phones.items() if isinstance(phone, Phone)}


def _header(scene: Scene, name: str, key: str = "type") -> int:
    """The line of a setting of a phone, else of its section."""
    file = scene.conf(FILE)
    sections = [] if file is None else [s for s in file.document.sections if s.name == name]
    lines = [setting.line for section in sections if (setting := section.last(key)) is not None]
    return next(iter(lines), sections[0].line if sections else 1)


LINK = Link(NAME, "Are the phones known, and is who is called there?", _look)
