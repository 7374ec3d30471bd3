"""The links "sound" and "playback": what is to be played exists, and it is played to its end."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import quote

from arinb.ari.events.why_not import MEDIA
from arinb.diagnosis.chain import Link
from arinb.diagnosis.report import Finding
from arinb.diagnosis.what_happened import PLAYING, Asked, Played, Story, tell
from arinb.errors import ArinbError, NotFound
from arinb.pbx.conf.values import closest

if TYPE_CHECKING:
    from arinb.diagnosis.scene import Scene

SOUND, PLAYBACK = "sound", "playback"
# Those that indications.conf has for every country.
TONES = ("dial", "busy", "ring", "congestion", "callwaiting", "dialrecall", "record", "info")

_ENDING = re.compile(
    r"\.(gsm|wav|wav49|ulaw|ul|alaw|al|sln\d*|slin|g722|mp3|ogg|raw)$", re.IGNORECASE
)
_TONE_NAME = re.compile(r"[A-Za-z_ -]+")  # else it is made of frequencies: 440/500,0/500


def _look_at_sound(scene: Scene) -> Iterator[Finding]:
    story = tell(scene)
    for asked in _unheard(story):
        finding = _no_media(asked) if asked.refused else _wrong_media(scene, story, asked)
        if finding is not None:
            yield finding
            return


def _unheard(story: Story) -> list[Asked]:
    """The current requests to play since the last one that was played to its end."""
    playing = [asked for asked in story.current if asked.operation in PLAYING]
    heard = [asked.row for asked in playing if _is_done(story, asked)]
    return [asked for asked in playing if asked.row > max(heard, default=-1)]


def _is_done(story: Story, asked: Asked) -> bool:
    played = _played(story, asked)
    return played is not None and played.finished is not None and played.state == "done"


def _played(story: Story, asked: Asked) -> Played | None:
    return story.playbacks.get(str(asked.answer.data.get("id", "")))


def _no_media(asked: Asked) -> Finding | None:
    if asked.answer.status != 500 or any(asked.values("media")):
        return None  # refused for another reason, which the channel's link looks at
    return Finding(
        SOUND,
        "The request does not say what to play.",
        asked.place,
        f"the answer was {asked.said}; it has no media",
        'Write: channel.play(media="sound:hello-world")',
    )


def _wrong_media(scene: Scene, story: Story, asked: Asked) -> Finding | None:
    """What of the request's media Asterisk can't play."""
    played = _played(story, asked)
    for uri in asked.values("media"):
        scheme, colon, name = uri.partition(":")
        if not colon or scheme not in MEDIA:
            return _unknown_scheme(scene, asked, uri)
        if played is not None and _was_cut(story, played):
            continue
        if scheme == "recording" and (played is None or not played.finished):
            if isinstance(scene.get(f"/recordings/stored/{quote(name)}"), NotFound):
                return _no_recording(scene, asked, name)
        elif scheme == "number" and not re.fullmatch(r"-?\d+", name):
            return _no_number(asked, uri)
        elif _has_failed(played):
            finding = _not_there(scene, asked, uri, played)
            if finding is not None:
                return finding
    return None


def _unknown_scheme(scene: Scene, asked: Asked, uri: str) -> Finding:
    scheme, colon, name = uri.partition(":")
    meant = f"{closest(scheme, MEDIA) or 'sound'}:{name}" if colon else f"sound:{uri}"
    what = f"no kind of media {scheme}" if colon else "a kind of media before each name"
    needs = "knows" if colon else "needs"
    several = " In a list, each item needs it." if len(asked.values("media")) > 1 else ""
    return Finding(
        SOUND,
        f"{uri!r} is never played: Asterisk {needs} {what}.",
        _place(asked, uri),
        f"the answer was {asked.said}, but such a playback never ends; kinds are "
        f"{', '.join(MEDIA)}{_console(scene, uri)}",
        f'Write: media="{meant}".{several}',
    )


def _no_recording(scene: Scene, asked: Asked, name: str) -> Finding:
    answer = scene.get("/recordings/stored")
    names = [] if isinstance(answer, ArinbError) else [each["name"] for each in answer.json()]
    guess = closest(name, names)
    return Finding(
        SOUND,
        f"There is no recording {name}, and the playback never ends.",
        _place(asked, f"recording:{name}"),
        f"GET /recordings/stored: {', '.join(names) or 'none'}",
        f'Write: media="recording:{guess}"' if guess else "Record it first: channel.record(…).",
    )


def _no_number(asked: Asked, uri: str) -> Finding:
    return Finding(
        SOUND,
        f"{uri!r} is no number, and the playback never ends.",
        _place(asked, uri),
        f"the answer was {asked.said}, and no PlaybackFinished is in the log",
        'Write digits only, such as media="number:42"; single letters are said with "characters:".',
    )


def _not_there(scene: Scene, asked: Asked, uri: str, played: Played | None) -> Finding | None:
    scheme = uri.partition(":")[0]
    if scheme == "tone":
        return _no_tone(asked, uri)
    return _no_sound(scene, asked, uri, played) if scheme == "sound" else None


def _no_tone(asked: Asked, uri: str) -> Finding | None:
    name = uri.partition(":")[2].partition(";")[0]
    if name in TONES or not _TONE_NAME.fullmatch(name):
        return None
    guess = closest(name, TONES)
    return Finding(
        SOUND,
        f"There is no tone {name!r}.",
        _place(asked, uri),
        f"PlaybackFinished says failed; the tones of indications.conf are {', '.join(TONES)}",
        f'Write: media="tone:{guess}"' if guess else f'Take one of these: media="tone:{TONES[0]}"',
    )


def _no_sound(scene: Scene, asked: Asked, uri: str, played: Played | None) -> Finding | None:
    name = uri.partition(":")[2]
    if not isinstance(scene.get(f"/sounds/{quote(name, safe='')}"), NotFound):
        return None
    known = _sounds(scene)
    plain = _ENDING.sub("", name.strip())
    guess = plain if plain in known else closest(plain, known)
    near = [each for each in known if each.endswith(f"/{plain}") and "silence" not in each]
    guess = near[0] if guess != plain and near else guess
    languages = sorted({language for each in known.values() for language in each})
    row = played.finished.row if played is not None and played.finished is not None else "?"
    why = " A sound is named without the ending of its file." if _ENDING.search(name) else ""
    return Finding(
        SOUND,
        f"There is no sound {name!r}.{why}",
        _place(asked, uri),
        f"PlaybackFinished at row {row} says failed; GET /sounds/{name}: 404; there are "
        f"{len(known)} sounds, in {', '.join(languages) or 'no language'}"
        + (f"; asked for was {asked.value('lang')}" if asked.value("lang") else ""),
        f'Write: media="sound:{guess}"'
        if guess
        else "Take a sound that is there: ari.sounds.list() names them; a sound of your own goes "
        "into the folder sounds of Asterisk's data, by language.",
    )


def _sounds(scene: Scene) -> dict[str, list[str]]:
    """The languages of each sound."""
    answer = scene.get("/sounds")
    if isinstance(answer, ArinbError):
        return {}
    return {each["id"]: [f["language"] for f in each["formats"]] for each in answer.json()}


def _place(asked: Asked, uri: str) -> str:
    return asked.place if uri in asked.place else f"{asked.place} (media {uri})"


def _console(scene: Scene, words: str) -> str:
    """The console's last complaint about a playback of it."""
    lines = [] if scene.pbx is None else scene.pbx.console.lines
    said = [line for line in lines if words in line and ("WARNING" in line or "ERROR" in line)]
    return f"; the console: {said[-1].strip()}" if said else ""


def _has_failed(played: Played | None) -> bool:
    return played is not None and played.finished is not None and played.state == "failed"


def _was_cut(story: Story, played: Played) -> bool:
    """Whether the call ended while it was played."""
    life = story.channels.get(played.channel)
    if life is None or life.ended is None:
        return False
    return played.finished is None or life.ended.row < played.finished.row


def _look_at_playback(scene: Scene) -> Iterator[Finding]:
    story = tell(scene)
    finding = _controlled(story)
    if finding is not None:
        yield finding
        return
    for asked in _unheard(story):
        played = _played(story, asked)
        if played is None:
            continue
        finding = _paused(story, played) or _ended_by_program(story, asked, played)
        if finding is None and _has_failed(played) and not _was_cut(story, played):
            finding = _failed(scene, asked, played)
        if finding is not None:
            yield finding
            return


def _controlled(story: Story) -> Finding | None:
    """A playback was to be controlled that was over, or never there."""
    for asked in story.standing("playbacks.control"):
        played = story.playbacks.get(asked.subject)
        finished = played.finished if played is not None else None
        if played is not None and story.is_at_once(asked, played.channel):
            continue
        if asked.answer.status == 404:
            over = f"PlaybackFinished of it came at row {finished.row}" if finished else ""
            return Finding(
                PLAYBACK,
                f"The playback {asked.subject} was over."
                if finished
                else f"There is no playback {asked.subject}.",
                asked.place,
                f"the answer was {asked.said}; {over or 'no event of the log names it'}",
                "Control it between its PlaybackStarted and its PlaybackFinished only.",
            )
        return Finding(
            PLAYBACK,
            f"Asterisk refused to control the playback: {asked.said}.",
            asked.place,
            f"the answer was {asked.said}",
            'Say what to do: playback.control("pause"), "unpause", "forward", "reverse" or '
            '"restart".',
        )
    return None


def _paused(story: Story, played: Played) -> Finding | None:
    last = [
        asked
        for asked in story.asked
        if asked.operation == "playbacks.control"
        and asked.subject == played.id
        and not asked.refused
        and asked.value("operation") in ("pause", "unpause", "restart")
    ]
    life = story.channels.get(played.channel)
    if not last or last[-1].value("operation") != "pause" or played.finished is not None:
        return None
    if life is not None and life.ended is not None:
        return None
    return Finding(
        PLAYBACK,
        f"The playback of {played.uri} is paused.",
        f"{last[-1].place} ({played.uri})",
        f"{last[-1].said}, and neither unpause nor PlaybackFinished came after it",
        'playback.control("unpause")',
    )


def _ended_by_program(story: Story, asked: Asked, played: Played) -> Finding | None:
    """The program itself hung up while the sound was played."""
    end = played.finished.row if played.finished is not None else 0
    for hangup in story.about(played.channel, "channels.hangup"):
        if _has_failed(played) and asked.row < hangup.row < end:
            return Finding(
                PLAYBACK,
                f"The program hung up before {played.uri} was over.",
                f"{hangup.place} ({played.uri})",
                f"the request to hang up is row {hangup.row}, and PlaybackFinished, at row {end}, "
                "says failed",
                'Wait first: ari.events.wait_for("PlaybackFinished", playback=playback)',
            )
    return None


def _failed(scene: Scene, asked: Asked, played: Played) -> Finding:
    row = played.finished.row if played.finished is not None else "?"
    return Finding(
        PLAYBACK,
        f"Asterisk could not play {played.uri}, though it may be there.",
        _place(asked, played.uri),
        f"PlaybackFinished at row {row} says failed{_console(scene, played.uri)}",
        "Can it be put into the call's codec? GET /sounds tells its formats, `core show "
        "translation` what can be turned into what; modules.conf has to load their codec_ and "
        "format_ modules.",
    )


LINKS: tuple[Link, ...] = (
    Link(SOUND, "Is there what is to be played?", _look_at_sound),
    Link(PLAYBACK, "Is it played to its end?", _look_at_playback),
)
