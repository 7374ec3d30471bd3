"""The links "phone" and "channel": who is called or calls, and what the program does with it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from arinb.diagnosis.chain import Link
from arinb.diagnosis.dialled import last_call
from arinb.diagnosis.links import phone
from arinb.diagnosis.links.registered import registered
from arinb.diagnosis.plan import plan
from arinb.diagnosis.report import Finding
from arinb.diagnosis.what_happened import LEAVING, PLACING, PLAYING, Asked, Life, Story, tell
from arinb.errors import AnswerError

if TYPE_CHECKING:
    from arinb.diagnosis.scene import Scene

NAME = "channel"

# With these, a channel that has gone is what was wanted, or what nobody can know beforehand.
_HARMLESS = ("channels.hangup", "channels.stop_moh", "channels.stop_silence", "channels.ring_stop")
# What shows that a call was under way when its caller hung up.
_BUSY = (*PLAYING, "channels.record", "channels.start_moh", "channels.start_silence")
_NO_MEDIA = "Failed to queue media for playback"


def _look(scene: Scene) -> Iterator[Finding]:
    story = tell(scene)
    for asked in story.standing("channels.", "bridges."):
        if asked.request.method == "GET" or asked.said.endswith(f'"{_NO_MEDIA}"'):
            continue
        finding = _refused(scene, story, asked)
        if finding is not None:
            yield finding
            return
    found = list(_sent_nowhere(scene, story)) or list(_not_answered(scene, story))
    yield from found[:1]


def _refused(scene: Scene, story: Story, asked: Asked) -> Finding | None:
    life = story.channels.get(asked.subject)
    status = asked.answer.status
    if status == 404 and asked.subject and asked.operation.startswith("channels."):
        return _gone(story, asked, life)
    if status == 409 and life is not None:
        return _outside(scene, asked, life)
    if status == 412:
        return _too_early(asked, life)
    error = asked.explained(scene)
    if not isinstance(error, AnswerError):
        return None
    return Finding(
        NAME,
        f"Asterisk refused {asked.operation}: {error.message or asked.answer.reason}.",
        asked.place,
        f"the answer was {asked.said}; {error.why}",
        error.next_step or f'See arinb.api.operation("{asked.operation}").',
    )


def _gone(story: Story, asked: Asked, life: Life | None) -> Finding | None:
    newest = _newest(story)
    if life is None or life.ended is None:
        return Finding(
            NAME,
            f"There is no channel {asked.subject}.",
            asked.place,
            f"the answer was {asked.said}; no event of the log names that channel",
            "Take the channel from the event that brings it: "
            'start = ari.events.wait_for("StasisStart"); start.channel…'
            + (f" Now that is {newest.id}." if newest is not None else ""),
        )
    if asked.operation in _HARMLESS or _just_ended(story, asked, life, newest):
        return None
    old = newest is not None and newest is not life
    return Finding(
        NAME,
        f"The call of channel {asked.subject} was over"
        + (": it is the channel of an earlier call." if old else "."),
        asked.place,
        f"the answer was {asked.said}; {life.ended.type} of {life.name} came at row "
        f"{life.ended.row}, before the request",
        f"Take the channel of the new call, {newest.id}: the one in the latest StasisStart."
        if old and newest is not None
        else "Keep the caller on the line until then, and do nothing more with a channel after "
        "its StasisEnd.",
    )


def _newest(story: Story) -> Life | None:
    """The channel that came last, if its call still goes on."""
    entered = [life for life in story.channels.values() if life.began is not None]
    newest = max(entered, key=lambda life: life.began.row if life.began else 0, default=None)
    return None if newest is None or newest.ended else newest


def _just_ended(story: Story, asked: Asked, life: Life, newest: Life | None) -> bool:
    """Whether the caller hung up while all went well: the program could not know."""
    if newest is not None and newest.began and life.ended and newest.began.row > life.ended.row:
        return False
    return story.is_at_once(asked, life.id) and bool(story.about(life.id, *_BUSY))


def _outside(scene: Scene, asked: Asked, life: Life) -> Finding:
    app = scene.app or "hello-world"
    left = life.left
    if left is None and life.began is not None and life.began.row > asked.row:
        return Finding(
            NAME,
            f"The channel {life.name} was not in the application yet.",
            asked.place,
            f"the answer was {asked.said}; its StasisStart came after it, at row {life.began.row}",
            'Wait for it first: start = ari.events.wait_for("StasisStart"); start.channel…',
        )
    return Finding(
        NAME,
        f"The channel {life.name} is not in the application"
        + (" any more." if left is not None else "."),
        asked.place,
        f"the answer was {asked.said}"
        + (f"; it left with StasisEnd at row {left.row}" if left is not None else ""),
        f"Do that before the channel leaves, or let the dialplan bring it back: Stasis({app}).",
    )


def _too_early(asked: Asked, life: Life | None) -> Finding:
    state = life.state if life is not None else "not known"
    if state == "Down":
        fix = (
            "Nobody is called yet: ari.channels.dial(…) first, then wait until the other side "
            "has answered, with ChannelStateChange and its state Up."
        )
    elif state == "Ringing":
        fix = (
            "It rings: only the one who is called can answer. Wait for that: ChannelStateChange "
            "with the state Up."
        )
    else:
        fix = "Answer the channel first: channel.answer()."
    return Finding(
        NAME,
        f"The channel can't do that in its state ({state}).",
        asked.place,
        f"the answer was {asked.said}; the state in its last event is {state}",
        fix,
    )


def _sent_nowhere(scene: Scene, story: Story) -> Iterator[Finding]:
    """A channel was sent to an application or an extension that is not there."""
    known = registered(scene)
    for asked in story.current[::-1]:
        if asked.refused or asked.operation not in (*PLACING, *LEAVING):
            continue
        tech, _, place = asked.value("endpoint").partition("/")
        number, at, context = place.partition("@")
        if tech.lower() == "local" and at:
            found = list(_to_extension(scene, asked, number, context.partition("/")[0]))
            if found:
                yield from found
                return
        app = asked.value("app")
        if app and known is not None and app not in known:
            yield Finding(
                NAME,
                f"The channel goes to the application {app}, and nobody is connected as {app}.",
                asked.place,
                f"GET /applications: {', '.join(sorted(known)) or 'none'}",
                f'Write app="{scene.app or next(iter(known), "…")}", or connect a program '
                f"as {app}.",
            )
        elif not app:
            context = asked.value("context") or "default"
            yield from _to_extension(scene, asked, asked.value("extension"), context)
        return


def _to_extension(scene: Scene, asked: Asked, extension: str, context: str) -> Iterator[Finding]:
    running = plan(scene)
    if not extension or running is None or running.has(extension, context):
        return
    yield Finding(
        NAME,
        f"The channel goes to {extension} in [{context}], and the dialplan has no such extension.",
        asked.place,
        f"dialplan show {extension}@{context}: nothing; [{context}] has "
        f"{', '.join(running.extensions(context)) or 'no extensions'}",
        "Name one that is there (extension, context and priority), or write it into "
        f"extensions.conf: exten => {extension},1,…",
    )


def _not_answered(scene: Scene, story: Story) -> Iterator[Finding]:
    """The handset inside Asterisk hears nothing before its call is answered."""
    for asked in reversed(story.current):
        life = story.channels.get(asked.subject)
        if asked.operation not in PLAYING or life is None or life.ended is not None:
            continue
        if (
            "@arinb-phone-" in life.name
            and life.state != "Up"
            and not story.about(life.id, "channels.answer")
        ):
            call = last_call(scene)
            step = call.ran[-1] if call is not None and call.ran else None
            line = _line_of(scene, step) if step is not None else ""
            yield Finding(
                NAME,
                f"Nobody has answered the call of {life.name}: its phone does not hear the sound.",
                asked.place + line,
                f"the channel's state is {life.state}, and the log has no request to answer it",
                "Answer first: channel.answer() in the program, or same => n,Answer() before "
                "Stasis() in extensions.conf.",
            )
        return


def _line_of(scene: Scene, step: tuple[str, str, str, str]) -> str:
    running = plan(scene)
    for each in running.steps if running is not None else []:
        if (each.extension, str(each.priority)) == step[:2]:
            return f" (its call came by {each.place})"
    return ""


LINKS: tuple[Link, ...] = (
    phone.LINK,
    Link(NAME, "Is the channel in the application, and in a state for what is asked?", _look),
)
