"""Channels and bridges as cards: HTML of what is alive, with buttons for what fits it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from html import escape
from typing import TYPE_CHECKING

from arinb.ari.exchange import visible
from arinb.panels import look, offers

if TYPE_CHECKING:
    from arinb.panels.alive import Alive, AliveBridge, AliveChannel
    from arinb.panels.offers import Offer

CHANNELS = 24  # cards that are shown
BRIDGES = 12
_MEDIA = 4  # playbacks and recordings on one card
_MEMBERS = 8  # of a bridge, by name

STYLE = """<style>
@keyframes arinb-cards-new { from { outline-color: transparent; } }
.arinb-cards { display: grid; gap: 8px; margin: 2px 0 8px; padding: 0; list-style: none;
  grid-template-columns: repeat(auto-fill, minmax(min(20em, 100%), 1fr)); }
.arinb-cards-all { animation: arinb-cards-new 1ms; }
.arinb-panel .arinb-cards > li, .arinb-still .arinb-cards > li { margin: 0; padding: 6px 10px 8px;
  border: 1px solid var(--jp-border-color1, #888); border-left-width: 5px; border-radius: 3px;
  min-width: 0; }
.arinb-cards > li.arinb-good { border-left-color: var(--jp-success-color1, #2e7d32); }
.arinb-cards > li.arinb-busy { border-left-color: var(--jp-warn-color1, #b26a00); }
.arinb-cards > li.arinb-over { border-left-style: dashed; }
.arinb-card-head { font-weight: 700; }
.arinb-do-row { display: flex; flex-wrap: wrap; gap: 4px; margin-top: 4px; align-items: center; }
.arinb-panel .arinb-do-row button { max-width: 100%; height: auto; min-height: 24px;
  padding: 1px 8px; line-height: 1.5; white-space: normal; overflow-wrap: anywhere;
  color: var(--jp-ui-font-color1, inherit);
  border: 1px solid var(--jp-border-color1, #888); border-radius: 3px; cursor: pointer;
  background: var(--jp-layout-color2, rgba(127, 127, 127, .15)); font: inherit; }
.arinb-panel .arinb-do-row button:hover { background: var(--jp-layout-color3, #ccc); }
.arinb-panel .arinb-do-row button:focus-visible { outline: 2px solid
  var(--jp-brand-color1, Highlight); outline-offset: 1px; }
.arinb-panel .arinb-do-row button[aria-disabled=true] { cursor: progress; font-style: italic; }
.arinb-panel h4.arinb-cards-title, .arinb-still h4.arinb-cards-title { margin: 6px 0 2px;
  font-size: inherit; font-weight: 700; }
</style>"""


@dataclass(frozen=True)
class Shows:
    """How cards are shown.

    Fields: `app`, the application whose they are; `now`, nanoseconds, for how long something
    lasts; `buttons`, whether there are any; `working`, the keys of the offers that are at work.

    Example: `Shows("hello-world", time.time_ns())`
    """

    app: str = ""
    now: int = 0
    buttons: bool = True
    working: Collection[str] = ()


def as_html(state: Alive, shows: Shows) -> str:
    """Return all that is alive as cards, the newest first, those in the application before others.

    Example: `as_html(alive(ari.log), Shows("hello-world", time.time_ns()))`
    """
    channels, bridges = shown(state, shows.app)
    parts = [
        _section("Channels", [_channel(state, c, shows) for c in channels], len(state.channels)),
        _section("Bridges", [_bridge(state, b, shows) for b in bridges], len(state.bridges)),
    ]
    return f'<div class="arinb-cards-all">{"".join(parts)}</div>'


def shown(state: Alive, app: str) -> tuple[list[AliveChannel], list[AliveBridge]]:
    """Return the channels and bridges that get a card, in the order of their cards.

    Example: `channels, bridges = shown(state, "hello-world")`
    """
    newest = sorted(state.channels.values(), key=lambda c: (c.app != app, not c.app, -c.born))
    bridges = sorted(state.bridges.values(), key=lambda b: (not b.channels, -b.born))
    return newest[:CHANNELS], bridges[:BRIDGES]


def offered(state: Alive, app: str) -> dict[str, Offer]:
    """Return what the cards offer, by key.

    Example: `offered(state, "hello-world")["channels.answer 1400609726.3"]`
    """
    channels, bridges = shown(state, app)
    found: list[Offer] = []
    for channel in channels:
        found += offers.for_channel(state, channel)
    for bridge in bridges:
        found += offers.for_bridge(bridge)
    for kind, things in (("channel", channels), ("bridge", bridges)):
        for thing in things:
            for what, media in state.media_of(kind, thing.id)[:_MEDIA]:
                found += offers.for_media(what, media)
    return {clean(offer.key): offer for offer in found}


def clean(key: str) -> str:
    """Return an offer's key as a page can hold it.

    Example: `clean(offer.key)`
    """
    return visible(key.encode("utf-8", "backslashreplace").decode("utf-8"))


def ages(state: Alive, app: str, now: int) -> tuple[str, ...]:
    """Return for how long what has a card has been alive, in words that change now and then.

    Example: `ages(state, "hello-world", time.time_ns())`
    """
    channels, bridges = shown(state, app)
    births = [channel.born for channel in channels] + [bridge.born for bridge in bridges]
    return tuple(_age(born, now) for born in births)


def _section(title: str, cards: list[str], all_: int) -> str:
    if not cards:
        return ""
    more = all_ - len(cards)
    rest = f'<p class="arinb-line">… and {more:,} more, without cards.</p>' if more else ""
    return (
        f'<h4 class="arinb-cards-title">{title}: {all_:,}</h4>'
        f'<ul class="arinb-cards" aria-label="{title}">{"".join(cards)}</ul>{rest}'
    )


def _channel(state: Alive, channel: AliveChannel, shows: Shows) -> str:
    tone: look.Tone = "over" if not channel.app else "good" if channel.state == "Up" else "busy"
    lines = [_parties(channel), _place(channel, shows), _in_bridge(state, channel)]
    lines += [_condition(channel), _since(channel.born, shows), _stale(channel)]
    name = channel.name or channel.id
    head = f"{channel.state or 'unknown'} · {name}"
    buttons = _buttons(offers.for_channel(state, channel), shows, name)
    media = _media(state, "channel", channel.id, shows)
    return _card(f"channel {channel.id}", tone, head, lines, media + buttons)


def _bridge(state: Alive, bridge: AliveBridge, shows: Shows) -> str:
    name = bridge.name or bridge.id
    kind = " ".join(filter(None, [bridge.type, f"({bridge.technology})"]))
    members = [_name_of(state, id_) for id_ in bridge.channels[:_MEMBERS]]
    more = len(bridge.channels) - len(members)
    inside = ", ".join([*members, *([f"{more} more"] if more > 0 else [])])
    lines = [kind, f"with {inside}" if inside else "empty"]
    lines += ["music on hold" if bridge.music else "", _since(bridge.born, shows)]
    media = _media(state, "bridge", bridge.id, shows)
    buttons = _buttons(offers.for_bridge(bridge), shows, name)
    tone: look.Tone = "good" if bridge.channels else "busy"
    return _card(f"bridge {bridge.id}", tone, f"Bridge · {name}", lines, media + buttons)


def _card(key: str, tone: look.Tone, head: str, lines: Iterable[str], rest: str) -> str:
    text = "<br>".join(look.shown(line, 200) for line in lines if line)
    return (
        f'<li class="arinb-{tone}" data-card="{escape(clean(key))}">'
        f'<div class="arinb-card-head">{look.SIGNS[tone]} {look.shown(head, 120)}</div>'
        f"<div>{text}</div>{rest}</li>"
    )


def _media(state: Alive, kind: str, id_: str, shows: Shows) -> str:
    things = state.media_of(kind, id_)
    parts = []
    for what, media in things[:_MEDIA]:
        verb = "plays" if what == "playback" else "is recorded as"
        words = f"{verb} {media.what} ({media.state or 'unknown'})"
        buttons = _inner(offers.for_media(what, media), shows, media.what)
        parts.append(
            f'<div class="arinb-do-row"><span>♪ {look.shown(words, 120)}</span>{buttons}</div>'
        )
    more = len(things) - len(parts)
    return "".join(parts) + (f"<div>… and {more} more</div>" if more > 0 else "")


def _buttons(all_: list[Offer], shows: Shows, name: str) -> str:
    inner = _inner(all_, shows, name)
    return f'<div class="arinb-do-row">{inner}</div>' if inner else ""


def _inner(all_: list[Offer], shows: Shows, name: str) -> str:
    return "".join(_button(offer, shows, name) for offer in all_) if shows.buttons else ""


def _button(offer: Offer, shows: Shows, name: str) -> str:
    key = clean(offer.key)
    label = look.shown(offer.label, 40)
    works = key in shows.working
    # Not `disabled`: that would take the keyboard's focus away.
    waits = ' aria-disabled="true"' if works else ""
    return (
        f'<button type="button" data-do="{escape(key)}" title="{escape(offer.tooltip)}" '
        f'aria-label="{label}: {look.shown(name, 80)}"{waits}>'
        f"{'working…' if works else label}</button>"
    )


def _parties(channel: AliveChannel) -> str:
    if channel.caller and channel.connected:
        return f"{channel.caller} ↔ {channel.connected}"
    return channel.caller or channel.connected or "nobody named"


def _place(channel: AliveChannel, shows: Shows) -> str:
    dialplan = f", from extension {channel.where}" if channel.where else ""
    if channel.app == shows.app and channel.app:
        return f"in this application, {channel.app}{dialplan}"
    if channel.app:
        return f"in the application {channel.app}{dialplan}"
    return f"in the dialplan: extension {channel.where}" if channel.where else "in no application"


def _in_bridge(state: Alive, channel: AliveChannel) -> str:
    bridge = state.bridge_of(channel.id)
    return f"in the bridge {bridge.name or bridge.id}" if bridge is not None else ""


def _condition(channel: AliveChannel) -> str:
    words = {
        "being hung up": channel.leaving, "ringing is played": channel.ringing,
        "music on hold": channel.music, "silence": channel.silence, "held": channel.held,
        "its phone holds the call": channel.on_hold,
    }  # fmt: skip
    muted = {"": [], "both": ["muted"]}.get(channel.muted, [f"muted ({channel.muted})"])
    return ", ".join([*muted, *(text for text, holds in words.items() if holds)])


def _stale(channel: AliveChannel) -> str:
    return "" if channel.app else "what becomes of it need not be told here: ask again"


def _name_of(state: Alive, id_: str) -> str:
    channel = state.channels.get(id_)
    return (channel.name if channel is not None else "") or id_


def _since(born: int, shows: Shows) -> str:
    if not born:
        return ""
    when = datetime.fromtimestamp(born / 1e9, UTC).astimezone()
    age = f", for {_age(born, shows.now)}" if shows.now else ""
    return f"since {when:%H:%M:%S}{age}"


def _age(born: int, now: int) -> str:
    seconds = max(now - born, 0) // 1_000_000_000
    if seconds < 60:
        return f"{seconds // 5 * 5} s" if seconds >= 5 else "a moment"
    if seconds < 3600:
        return f"{seconds // 60} min"
    return f"{seconds // 3600} h {seconds % 3600 // 60} min"
