"""What Asterisk refused to do with a channel or a bridge, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import unquote

from arinb.ari.api.catalogue import OPERATIONS
from arinb.diagnosis.report import Finding
from arinb.diagnosis.what_happened import LEAVING, PLAYING, Asked, Life, Story
from arinb.errors import AnswerError
from arinb.pbx.conf.values import closest

if TYPE_CHECKING:
    from arinb.diagnosis.scene import Scene

NAME = "channel"

# With these, a channel that has gone is what was wanted, or what nobody can know beforehand.
_HARMLESS = ("channels.hangup", "channels.stop_moh", "channels.stop_silence", "channels.ring_stop")
# What shows that a call was under way when its caller hung up.
_BUSY = (*PLAYING, "channels.record", "channels.start_moh", "channels.start_silence")
_STEPS = {step for operation in OPERATIONS.values() for step in operation.path.split("/")}


def refused(scene: Scene, story: Story, asked: Asked) -> Finding | None:
    """Why a request was refused; None where that is no fault.

    Example: `refused(scene, story, asked)`
    """
    life, named = story.channels.get(asked.subject), story.named(asked.subject)
    status = asked.answer.status
    if named is not None:
        return _name_for_id(asked, named)
    if asked.operation == "bridges.remove_channel" and _all_over(story, asked):
        return None  # they are out of the bridge, as was wanted
    if status == 404 and asked.subject and asked.operation.startswith("channels."):
        return _gone(story, asked, life)
    if status == 409 and life is not None and "not in Stasis" in asked.said:
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


def no_operation(story: Story, asked: Asked) -> Finding:
    """A request whose method and path no operation of ARI has.

    Example: `no_operation(story, asked)`
    """
    path = asked.request.path.partition("?")[0]
    named = next((x for x in story.channels.values() if x.name and x.name in unquote(path)), None)
    if named is not None:
        return _name_for_id(asked, named)
    rest = path.rpartition("/ari/")[2].split("/")
    shown = "/".join("…" if at == 1 and len(rest) > 2 else step for at, step in enumerate(rest))
    word = closest(rest[-1], _STEPS) or rest[-1]
    return Finding(
        NAME,
        f"ARI has no {asked.request.method} /ari/{shown}.",
        asked.place,
        f"the answer was {asked.said}; no operation of ARI has this method and path",
        f'Look the operation up: arinb.api.search("{word}") tells its method and path.',
    )


def _name_for_id(asked: Asked, named: Life) -> Finding:
    return Finding(
        NAME,
        f"{named.name} is the channel's name, but ARI wants its id.",
        asked.place,
        f"the answer was {asked.said}; in the events, the channel {named.name} has the id "
        f"{named.id}",
        f"Write channel.id in its place; now that is {named.id}.",
    )


def _all_over(story: Story, asked: Asked) -> bool:
    """Whether the calls of all channels that a request names are over; not for a bridge's end."""
    lives = [story.channels.get(x) for x in asked.value("channel").split(",")]
    return asked.answer.status != 404 and all(x is not None and x.ended is not None for x in lives)


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
    if asked.operation in _HARMLESS:
        return None
    own = _sent_away(story, asked, life.ended.row)
    if own is not None:
        return own
    if _just_ended(story, asked, life, newest):
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


def _sent_away(story: Story, asked: Asked, ended: int) -> Finding | None:
    """The program itself had ended the call, or had sent the channel elsewhere."""
    own = story.about(asked.subject, "channels.hangup", *LEAVING)
    before = [each for each in own if each.row < min(asked.row, ended)]
    if not before:
        return None
    did = "hung up" if before[-1].operation == "channels.hangup" else "sent away"
    return Finding(
        NAME,
        f"The program itself had {did} the channel {asked.subject}.",
        asked.place,
        f"the answer was {asked.said}; before it, {before[-1].place} was granted",
        f"Do this first, and only then what is in row {before[-1].row}.",
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
