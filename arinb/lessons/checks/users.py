"""Checks of lesson 7: users, passwords and hashes, who may only look, which pages may read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import requests
from requests.auth import HTTPBasicAuth

from arinb.ari.connection import connections
from arinb.lessons.verdict import Verdict, not_yet, passed
from arinb.pbx.conf.ari import KNOWN_PASSWORDS
from arinb.pbx.conf.values import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Mapping

    from arinb.ari.connection import Connection
    from arinb.lessons.happened import Happened
    from arinb.pbx.conf import ConfFile

LOOK = "/asterisk/ping"
CHANGE = "/channels/nobody/answer"  # no such channel: 404 for who may write, 403 for who may not
DESK = "night-desk"
SHORTEST = 16  # characters of a password that nobody guesses
PAGES = ("https://dashboard.example", "https://wallboard.example")
STRANGER = "https://stranger.example"
SECONDS = 5.0
RELOAD = "Asterisk reads its files when it is told to: pbx.reload()"


def only_looks(happened: Happened) -> Verdict:
    """Whether [dashboard] comes in, and may change nothing, and the program still may."""
    file = happened.pbx.conf["ari.conf"]
    if problem := _no_user(file, "dashboard"):
        return problem
    password = _password(happened, file)
    if password is None:
        return not_yet(
            "Only a hash stands in ari.conf, and a hash can't be tried from here.",
            'Connect once: arinb.connect(pbx.url, username="dashboard", password=…, app="look")',
        )
    if problem := _poor_password(file, password):
        return problem
    looked = _status(happened, "dashboard", password, "GET", LOOK)
    if looked == 401:
        return _in_the_way(file, "dashboard") or not_yet(
            "ari.conf has the user dashboard, but the running Asterisk does not know it (401).",
            RELOAD,
        )
    if looked != 200:
        return not_yet(f"Asterisk answers dashboard's GET with {looked}.", "It has to be 200.")
    changed = _status(happened, "dashboard", password, "POST", CHANGE)
    if changed != 403:
        return _in_the_way(file, "dashboard") or _may_change(file, changed)
    own = happened.ari.client
    kept = _status(happened, own.username, own.password, "POST", CHANGE)
    if kept == 401:
        return not_yet(
            f"Your program's own user {own.username} is no longer known.",
            f"Put its section [{own.username}] back, beside [dashboard], and reload.",
        )
    if kept == 403:
        return not_yet(
            f"Your program's own user {own.username} may only look now, too.",
            f'Give it back its rights: set("{own.username}", "read_only", "no"), and reload.',
        )
    return passed("dashboard's GET was answered with 200, and its POST refused with 403.")


def only_a_hash(happened: Happened) -> Verdict:
    """Whether [night] has come in with a password that ari.conf does not hold."""
    file = happened.pbx.conf["ari.conf"]
    stands = file.get("night", "password") or ""
    if problem := _no_user(file, "night"):
        return problem
    is_crypt = (file.get("night", "password_format") or "").lower() == "crypt"
    is_hash = stands.startswith("$")
    if is_hash and not is_crypt:
        return not_yet(
            "A hash stands in ari.conf, but nothing says that it is one: Asterisk takes it as the "
            "password itself, and whoever reads the file can come in with it.",
            'Say what it is: set("night", "password_format", "crypt"), and reload.',
        )
    if not is_crypt:
        return not_yet("The password of night stands readable in ari.conf.", _MAKE_HASH)
    if not is_hash:
        return not_yet(
            "password_format says crypt, but what stands in ari.conf is no hash: nobody can come "
            "in with any password.",
            _MAKE_HASH,
        )
    return _came_in(happened, "night")


def two_pages(happened: Happened) -> Verdict:
    """Whether pages of the two origins may read answers, and those of no other."""
    file = happened.pbx.conf["ari.conf"]
    written = file.get("general", "allowed_origins")
    if written is None:
        return _not_in_general(file)
    allowed = {origin: _allowed(happened, origin) for origin in (*PAGES, STRANGER)}
    if None in allowed.values():
        return _no_answer(happened)
    if allowed[STRANGER]:
        what = f"A page from {STRANGER}, which nobody has heard of, may read answers too"
        if "*" in written:
            return not_yet(f"{what}: a * lets all pages in.", "Name the two origins instead.")
        return not_yet(f"{what}: the running Asterisk has an older list.", RELOAD)
    if missing := [origin for origin in PAGES if not allowed[origin]]:
        return _left_out(written, missing)
    others = {item.strip() for item in written.split(",")} - {*PAGES, ""}
    if more := [origin for origin in sorted(others) if _allowed(happened, origin)]:
        return not_yet(
            f"Pages of both may read, but those of {', '.join(more)} may, too.",
            "Name the two origins, and no other.",
        )
    return passed("Pages of both origins may read the answers, and those of no other.")


def _password(happened: Happened, file: ConfFile) -> str | None:
    """The password of dashboard: from the file, or, where that has a hash, from a connection."""
    stands = file.get("dashboard", "password") or ""
    if (file.get("dashboard", "password_format") or "").lower() != "crypt":
        return stands
    made = connections(happened.ari.url, closed=True)
    used = [each.client.password for each in made if each.client.username == "dashboard"]
    return used[-1] if used else None


def _in_the_way(file: ConfFile, name: str) -> Verdict | None:
    """A line in the user's section for which Asterisk leaves the whole user out."""
    inside = {
        setting.line: setting.name
        for section, setting in file.document.settings()
        if section.name == name
    }
    for finding in file.findings:
        if finding.severity == "error" and finding.line in inside:
            return not_yet(
                f"{finding.what} So Asterisk leaves the user {name} out.",
                f'Take that line out: pbx.conf["ari.conf"].remove("{name}", '
                f'"{inside[finding.line]}"), and reload.',
            )
    return None


def _no_user(file: ConfFile, name: str) -> Verdict | None:
    if name not in file.sections:
        return not_yet(
            f"ari.conf has no section [{name}].{did_you_mean(name, file.sections)}",
            f'Make it: pbx.conf["ari.conf"].set("{name}", "type", "user")',
        )
    if file.get(name, "type") != "user":
        return not_yet(
            f"The section [{name}] has no line type = user, so Asterisk makes no user of it.",
            f'Add it: pbx.conf["ari.conf"].set("{name}", "type", "user")',
        )
    if not file.get(name, "password"):
        return not_yet(
            f"The user {name} has no password: Asterisk leaves it out.",
            "secrets.token_hex(16) makes a good one.",
        )
    return None


def _poor_password(file: ConfFile, password: str) -> Verdict | None:
    """What makes a password one that others know; it is never shown."""
    others = [file.get(each, "password") for each in file.sections if each != "dashboard"]
    if password in others:
        return not_yet(
            "dashboard has the same password as another user: who knows it may do all.",
            "Give it one of its own: secrets.token_hex(16)",
        )
    if len(password) >= SHORTEST and password.lower() not in KNOWN_PASSWORDS:
        return None
    return not_yet(
        f"The password of dashboard has {len(password)} characters: a machine guesses it soon.",
        f"Take at least {SHORTEST}, made by chance: secrets.token_hex(16)",
    )


def _may_change(file: ConfFile, status: int | None) -> Verdict:
    seen = f"dashboard's POST was not refused with 403, but answered with {status}"
    if (file.get("dashboard", "read_only") or "").lower() in ("yes", "true", "y", "t", "1", "on"):
        return not_yet(f"{seen}: the running Asterisk does not have your read_only yet.", RELOAD)
    return not_yet(
        f"{seen}: this user may change everything.",
        'Let it only look: set("dashboard", "read_only", "yes"), and reload.',
    )


_MAKE_HASH = (
    'Have Asterisk make a hash of the password, pbx.cli(f"ari mkpasswd {password}"), and put '
    "that into ari.conf, with password_format = crypt."
)


def _came_in(happened: Happened, name: str) -> Verdict:
    made = connections(happened.ari.url, closed=True)
    mine = [each for each in made if each.client.username == name]
    desk = [each for each in mine if each.app == DESK]
    if not desk:
        if mine:
            return not_yet(
                f"{name} is connected as {mine[-1].app}, and takes the events of whoever else "
                "has that name.",
                f'Give it the application\'s name of the task: app="{DESK}"',
            )
        return _nobody(happened, name, [each for each in made if each.app == DESK])
    client = desk[-1].client
    status = _status(happened, name, client.password, "GET", LOOK)
    if status != 200:
        return not_yet(
            f"{name} was connected, but with its password Asterisk now answers {status}.",
            "Make hash and password anew, in one cell, reload, and connect.",
        )
    return passed(f"{name} is connected, and ari.conf holds nothing that opens the door.")


def _nobody(happened: Happened, name: str, others: list[Connection]) -> Verdict:
    """Why nobody is connected as this user."""
    how = f'arinb.connect(pbx.url, username="{name}", password=…, app="{DESK}")'
    if problem := _in_the_way(happened.pbx.conf["ari.conf"], name):
        return problem
    if name not in happened.pbx.cli("ari show users").split():
        return not_yet(
            f"The hash is in place, but nobody is connected as {name}, and the running Asterisk "
            "does not know it.",
            f"{RELOAD}. Then connect: {how}",
        )
    if others:
        return not_yet(
            f"Nobody is connected as {name}: {DESK} is connected as {others[-1].client.username}.",
            f"connect(pbx, …) takes that user from the file. Name the other: {how}",
        )
    return not_yet(
        f"Asterisk knows {name}, but nobody is connected as {name}. If you tried, the password "
        "that you gave is not the one of this hash.",
        f"Connect with the password itself, not with the hash: {how}",
    )


def _no_answer(happened: Happened) -> Verdict:
    own = happened.ari.client
    status = _status(happened, own.username, own.password, "GET", LOOK)
    steps = {
        401: "Its name or password in ari.conf is not the one that it came with: put that back, "
        "and reload.",
        404: "ARI is off: let enabled = yes stand in [general] of ari.conf, and reload.",
    }
    return not_yet(
        f"Asterisk answers your program's user {own.username} with {status or 'nothing'}, not "
        "with 200.",
        steps.get(status or 0, "Is it running? pbx.running says so; pbx.reload() reads the files."),
    )


def _not_in_general(file: ConfFile) -> Verdict:
    for section in file.sections:
        if file.get(section, "allowed_origins") is not None:
            return not_yet(
                f"allowed_origins stands in [{section}], where Asterisk does not know it.",
                "Take it out there, and set it in [general].",
            )
    return not_yet(
        "ari.conf allows no web page to read answers.",
        "There is an option for it in [general]: allowed_origins",
    )


def _left_out(written: str, missing: list[str]) -> Verdict:
    what = f"A page from {' or '.join(missing)} may not read the answers"
    items = written.split(",")
    if any(item != item.strip() for item in items):
        return not_yet(f"{what}: a space is taken as a part of the name.", "Write a comma alone.")
    if any(item.endswith("/") for item in items):
        return not_yet(
            f"{what}: an origin has no slash at its end.", "It ends with the host or the port."
        )
    if set(missing) <= {item.lower() for item in items} and not set(missing) <= set(items):
        return not_yet(f"{what}: letters count.", f"Write {', '.join(missing)} in small letters.")
    if set(missing) <= set(items):
        return not_yet(f"{what}: the running Asterisk has an older list.", RELOAD)
    return not_yet(
        f"{what}: allowed_origins is {written}", "Write both, with a comma between them, and https."
    )


def _allowed(happened: Happened, origin: str) -> bool | None:
    """Whether a browser would let a page of this origin read; None without a good answer."""
    own = happened.ari.client
    answer = _asked(happened, own.username, own.password, "GET", LOOK, {"Origin": origin})
    if answer is None or answer.status_code != 200:
        return None
    return answer.headers.get("Access-Control-Allow-Origin") in (origin, "*")


def _status(happened: Happened, user: str, password: str, method: str, path: str) -> int | None:
    answer = _asked(happened, user, password, method, path, {})
    return None if answer is None else answer.status_code


def _asked(
    happened: Happened,
    user: str,
    password: str,
    method: str,
    path: str,
    headers: Mapping[str, str],
) -> requests.Response | None:
    """What the server says to this user now; None when it says nothing. Not in any log."""
    with requests.Session() as session:
        session.trust_env = False  # no proxy can reach this machine's own loopback
        try:
            return session.request(
                method,
                f"{happened.ari.url}/ari{path}",
                auth=HTTPBasicAuth(user.encode(), password.encode()),
                headers=dict(headers),
                timeout=SECONDS,
            )
        except requests.RequestException:
            return None
