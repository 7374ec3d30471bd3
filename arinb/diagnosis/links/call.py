"""The links "phone" and "channel": who is called or calls, and what the program does with it."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import TYPE_CHECKING

from arinb.diagnosis.chain import Link
from arinb.diagnosis.dialled import last_call
from arinb.diagnosis.links import phone
from arinb.diagnosis.links.refused import NAME, no_operation, refused
from arinb.diagnosis.links.registered import registered
from arinb.diagnosis.plan import plan
from arinb.diagnosis.report import Finding
from arinb.diagnosis.what_happened import LEAVING, PLACING, PLAYING, Asked, Story, tell

if TYPE_CHECKING:
    from arinb.diagnosis.scene import Scene

LONG = 5.0  # seconds after which somebody would have picked up who is going to
_NO_ANSWER = 19  # the cause in ChannelDestroyed, where it rang until the timeout
_NO_MEDIA = "Failed to queue media for playback"


def _look(scene: Scene) -> Iterator[Finding]:
    story = tell(scene)
    for asked in story.standing("channels.", "bridges."):
        if asked.request.method == "GET" or asked.said.endswith(f'"{_NO_MEDIA}"'):
            continue
        finding = refused(scene, story, asked)
        if finding is not None:
            yield finding
            return
    unknown = story.unknown()
    if unknown is not None:
        yield no_operation(story, unknown)
        return
    for search in (_sent_nowhere, _rings, _not_answered):
        found = list(search(scene, story))
        if found:
            yield found[0]
            return


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
        if app and known is not None and app not in known and not story.moved(asked):
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


def _rings(_: Scene, story: Story) -> Iterator[Finding]:
    """Whom the program called has not answered, for long or until it stopped ringing."""
    for asked in reversed(story.current):
        if asked.refused or asked.request.method == "GET":
            continue
        if asked.operation not in (*PLACING, "channels.dial"):
            return
        life = story.channels.get(asked.subject or str(asked.answer.data.get("id", "")))
        if life is None or life.name.startswith("Local/"):
            return
        end = life.gone
        long = time.monotonic() - asked.answer.monotonic > LONG
        if end is None and life.state == "Ringing" and life.ended is None and long:
            what = "rings, and nobody has answered yet"
            how = "the state in its last event is Ringing"
        elif end is not None and life.state != "Up" and end.data.get("cause") == _NO_ANSWER:
            what = "rang until the time to answer was over, and nobody answered"
            how = f"ChannelDestroyed at row {end.row} has the cause {_NO_ANSWER}"
        else:
            return
        yield Finding(
            NAME,
            f"{life.name} {what}.",
            asked.place,
            how,
            "Answer while it rings: phone.answer(). Then comes StasisStart, and its state is Up.",
        )
        return


def _not_answered(scene: Scene, story: Story) -> Iterator[Finding]:
    """The handset inside Asterisk hears nothing before its call is answered."""
    for asked in reversed(story.current):
        life = story.channels.get(asked.subject)
        if asked.operation not in PLAYING or asked.refused or life is None or life.ended:
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
