"""What can be chosen in the explorer's fields: what is alive, and what Asterisk has listed."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, TypeAlias

from arinb.ari.exchange import visible
from arinb.panels.alive import AliveInLog
from arinb.panels.latest import end_of, read

if TYPE_CHECKING:
    from arinb.ari.api.description import Parameter
    from arinb.ari.log import EventLog

# What a field shows to choose from, and the value that it stands for.
Choices: TypeAlias = dict[str, str]

MOST = 1_000  # choices of one field
_WIDEST = 60
# Where ARI lists things of a kind, and the fields that are their id.
LISTS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "Application": ("/applications", ("name",)),
    "DeviceState": ("/deviceStates", ("name",)),
    "Endpoint": ("/endpoints", ("technology", "resource")),
    "LogChannel": ("/asterisk/logging", ("channel",)),
    "Mailbox": ("/mailboxes", ("name",)),
    "Module": ("/asterisk/modules", ("name",)),
    "Sound": ("/sounds", ("id",)),
    "StoredRecording": ("/recordings/stored", ("name",)),
}
# What is usual where anything can be written.
_USUAL: Mapping[str, tuple[str, ...]] = {
    "context": ("default",),
    "extension": ("1000",),
    "format": ("wav", "gsm", "ulaw", "slin16"),
    "lang": ("en",),
    "mohClass": ("default",),
    "tech": ("PJSIP", "Local"),
    "configClass": ("res_pjsip",),
    "objectType": ("endpoint", "auth", "aor"),
    "type": ("mixing", "holding", "mixing,dtmf_events", "mixing,proxy_media"),
    "role": ("participant", "announcer"),
}
_MEDIA = ("sound:hello-world", "tone:ring", "number:42", "digits:1000", "characters:abc")


class ChoicesInLog:
    """What a log lets one choose from, kept up to date by `advance()`.

    Parameters: `log`. One thread at a time may use it.

    Example: `ChoicesInLog(ari.log).of(operation.parameter("channelId"))`
    """

    def __init__(self, log: EventLog) -> None:
        self._log = log
        self._alive = AliveInLog(log)
        self._row = log.dropped
        # The ids in the latest answer of each list, by the kind of things.
        self._listed: dict[str, list[str]] = {}
        self._kinds = {f"/ari{path}": kind for kind, (path, _) in LISTS.items()}
        self.advance()

    def advance(self) -> None:
        """Read what has come.

        Example: `choices.advance()`
        """
        self._alive.advance()
        end = end_of(self._log)
        if end <= self._row:
            return
        entries, self._row = read(self._log, self._row, end - self._row, ("",))
        latest = {e.path: e for e in entries if e.kind == "answer" and e.path in self._kinds}
        for path, entry in latest.items():
            if entry.status == 200:
                kind = self._kinds[path]
                self._listed[kind] = list(_ids(entry.text, LISTS[kind][1]))

    def of(self, parameter: Parameter) -> Choices:
        """Return what a parameter can be chosen from; {} where anything can be written.

        Example: `choices.of(operation.parameter("media"))`
        """
        found = self._of(parameter)
        return dict(list(found.items())[:MOST])

    def unlisted(self, parameter: Parameter) -> list[str]:
        """Return the paths of the lists that a parameter chooses from, and nobody has asked for.

        Example: `choices.unlisted(operation.parameter("media"))` → `["/sounds"]`
        """
        kinds = {"media": ["Sound", "StoredRecording"], "endpoint": ["Endpoint"]}
        wanted = kinds.get(parameter.name, [parameter.takes])
        return [LISTS[kind][0] for kind in wanted if kind in LISTS and kind not in self._listed]

    def _of(self, parameter: Parameter) -> Choices:
        if parameter.name == "media":
            return _plain([*_MEDIA, *self._prefixed("sound", "Sound"),
                           *self._prefixed("recording", "StoredRecording")])  # fmt: skip
        if parameter.schemes or parameter.takes == "source":
            return self._sources(parameter.schemes)
        alive = self._living(parameter.takes)
        if alive is not None:
            return alive
        if parameter.name in ("tech", "resource"):
            at = 0 if parameter.name == "tech" else 2
            known = [id_.partition("/")[at] for id_ in self._listed.get("Endpoint", [])]
            return _plain([*known, *_USUAL.get(parameter.name, ())])
        return _plain([*self._listed.get(parameter.takes, []), *_USUAL.get(parameter.name, ())])

    def _living(self, kind: str) -> Choices | None:
        state = self._alive.state
        match kind:
            case "Channel":
                return {_label(c.id, c.name, c.state): c.id for c in state.channels.values()}
            case "Bridge":
                return {_label(b.id, b.name, b.type): b.id for b in state.bridges.values()}
            case "Playback":
                return {_label(p.id, p.what, p.state): p.id for p in state.playbacks.values()}
            case "LiveRecording":
                return _plain(state.recordings)
        return None

    def _sources(self, schemes: Iterable[str]) -> Choices:
        state = self._alive.state
        known = {
            "channel": {_label(c.id, c.name): c.id for c in state.channels.values()},
            "bridge": {_label(b.id, b.name): b.id for b in state.bridges.values()},
            "endpoint": _plain(self._listed.get("Endpoint", [])),
            "deviceState": _plain(self._listed.get("DeviceState", [])),
        }
        return {
            f"{scheme}:{label}": f"{scheme}:{id_}"
            for scheme in schemes
            for label, id_ in known.get(scheme, {}).items()
        }

    def _prefixed(self, scheme: str, kind: str) -> list[str]:
        return [f"{scheme}:{id_}" for id_ in self._listed.get(kind, [])]


def _plain(ids: Iterable[str]) -> Choices:
    return {visible(id_): id_ for id_ in ids if id_}


def _label(id_: str, *about: str) -> str:
    more = ", ".join(part[:_WIDEST] for part in about if part and part != id_)
    return visible(f"{id_} ({more})" if more else id_)


def _ids(text: str, fields: tuple[str, ...]) -> Iterable[str]:
    try:
        things: Any = json.loads(text)
    except (ValueError, RecursionError):
        return
    for thing in things if isinstance(things, list) else []:
        words = [thing.get(field) for field in fields] if isinstance(thing, dict) else []
        texts = [word for word in words if isinstance(word, str)]
        if texts and len(texts) == len(fields):
            yield "/".join(texts)
