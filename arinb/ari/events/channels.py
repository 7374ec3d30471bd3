"""The events that tell of channels."""

# Written by `make generate` from arinb.api. A change belongs into arinb/ari/api/data.

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from arinb.ari.events.event import Event
from arinb.ari.objects.bridges import Bridge
from arinb.ari.objects.channels import Channel
from arinb.ari.objects.endpoints import Endpoint

if TYPE_CHECKING:
    from typing import Any


class ChannelCreated(Event):
    """A channel has been made.

    A plain application never hears of it, not even for channels that it makes itself: its
    subscription begins just after. With subscribe_all it comes for all.

    Since Asterisk 12.0. Example: `ari.events.wait_for("ChannelCreated")`
    """

    @cached_property
    def channel(self) -> Channel:
        """The channel."""
        return self._made(Channel, "channel")


class ChannelDestroyed(Event):
    """A channel is gone.

    A plain application hears of it only for channels that it made itself; with subscribe_all for
    all.

    Since Asterisk 12.0. Example: `ari.events.wait_for("ChannelDestroyed")`
    """

    @property
    def cause(self) -> int:
        """Why, as a number of the telephone network (Q.850): 16 for a normal end."""
        return self._number("cause")

    @property
    def cause_txt(self) -> str:
        """The same in words."""
        return self._text("cause_txt")

    @property
    def tech_cause(self) -> int | None:
        """Why, by the technology: for SIP, the status. Since Asterisk 20.17, 22.7 or 23.1. It
        may be missing: None.
        """
        return self._maybe_number("tech_cause")

    @cached_property
    def channel(self) -> Channel:
        """The channel."""
        return self._made(Channel, "channel")


class ChannelEnteredBridge(Event):
    """A channel has entered a bridge.

    Since Asterisk 12.0. Example: `ari.events.wait_for("ChannelEnteredBridge")`
    """

    @cached_property
    def bridge(self) -> Bridge:
        """The bridge, with all that are in it now."""
        return self._made(Bridge, "bridge")

    @cached_property
    def channel(self) -> Channel | None:
        """The channel. It may be missing: None."""
        return self._maybe_made(Channel, "channel")


class ChannelLeftBridge(Event):
    """A channel has left a bridge.

    Since Asterisk 12.0. Example: `ari.events.wait_for("ChannelLeftBridge")`
    """

    @cached_property
    def bridge(self) -> Bridge:
        """The bridge, with those that are in it still."""
        return self._made(Bridge, "bridge")

    @cached_property
    def channel(self) -> Channel:
        """The channel."""
        return self._made(Channel, "channel")


class ChannelStateChange(Event):
    """The state of a channel has changed, to Up for instance.

    Since Asterisk 12.0. Example: `ari.events.wait_for("ChannelStateChange")`
    """

    @cached_property
    def channel(self) -> Channel:
        """The channel, in its new state."""
        return self._made(Channel, "channel")


class ChannelDtmfReceived(Event):
    """Somebody has pressed a key on their phone.

    It comes when the key is released.

    Since Asterisk 12.0. Example: `ari.events.wait_for("ChannelDtmfReceived")`
    """

    @property
    def digit(self) -> str:
        """The key: 0 to 9, *, # or A to D."""
        return self._text("digit")

    @property
    def duration_ms(self) -> int:
        """How long it was pressed, in milliseconds."""
        return self._number("duration_ms")

    @cached_property
    def channel(self) -> Channel:
        """The channel."""
        return self._made(Channel, "channel")


class ChannelDialplan(Event):
    """A channel has come to another step of the dialplan.

    Since Asterisk 12.0. Example: `ari.events.wait_for("ChannelDialplan")`
    """

    @cached_property
    def channel(self) -> Channel:
        """The channel."""
        return self._made(Channel, "channel")

    @property
    def dialplan_app(self) -> str:
        """The dialplan application that runs now."""
        return self._text("dialplan_app")

    @property
    def dialplan_app_data(self) -> str:
        """What stands between its parentheses."""
        return self._text("dialplan_app_data")


class ChannelCallerId(Event):
    """A channel has learnt who is on it.

    Since Asterisk 12.0. Example: `ari.events.wait_for("ChannelCallerId")`
    """

    @property
    def caller_presentation(self) -> int:
        """Whether it may be shown, as a number."""
        return self._number("caller_presentation")

    @property
    def caller_presentation_txt(self) -> str:
        """The same in words."""
        return self._text("caller_presentation_txt")

    @cached_property
    def channel(self) -> Channel:
        """The channel."""
        return self._made(Channel, "channel")


class ChannelUserevent(Event):
    """Somebody has sent an event of their own: a program, or UserEvent() in the dialplan.

    Since Asterisk 12.0. Example: `ari.events.wait_for("ChannelUserevent")`
    """

    @property
    def eventname(self) -> str:
        """Its name."""
        return self._text("eventname")

    @cached_property
    def channel(self) -> Channel | None:
        """The channel that it is about. It may be missing: None."""
        return self._maybe_made(Channel, "channel")

    @cached_property
    def bridge(self) -> Bridge | None:
        """The bridge that it is about. Since Asterisk 12.3. It may be missing: None."""
        return self._maybe_made(Bridge, "bridge")

    @cached_property
    def endpoint(self) -> Endpoint | None:
        """The endpoint that it is about. Since Asterisk 12.3. It may be missing: None."""
        return self._maybe_made(Endpoint, "endpoint")

    @property
    def userevent(self) -> dict[str, Any]:
        """What it says, by name; its `eventname` is in there, too."""
        return self._mapping("userevent")


class ChannelHangupRequest(Event):
    """Somebody wants a channel to be hung up: the caller, or a program.

    StasisEnd follows where the channel is in the application. It may come twice for one channel.

    Since Asterisk 12.0. Example: `ari.events.wait_for("ChannelHangupRequest")`
    """

    @property
    def cause(self) -> int | None:
        """Why, as a number; 32 after a request to ARI, which is a flag of Asterisk, not a cause
        of the network. It may be missing: None.
        """
        return self._maybe_number("cause")

    @property
    def tech_cause(self) -> int | None:
        """Why, by the technology: for SIP, the status. Since Asterisk 20.17, 22.7 or 23.1. It
        may be missing: None.
        """
        return self._maybe_number("tech_cause")

    @property
    def soft(self) -> bool | None:
        """Whether Asterisk or a program wants it, not the caller. It may be missing: None."""
        return self._maybe_flag("soft")

    @cached_property
    def channel(self) -> Channel:
        """The channel."""
        return self._made(Channel, "channel")


class ChannelVarset(Event):
    """A variable has been set.

    Since Asterisk 12.0. Example: `ari.events.wait_for("ChannelVarset")`
    """

    @property
    def variable(self) -> str:
        """Its name."""
        return self._text("variable")

    @property
    def value(self) -> str:
        """Its new value."""
        return self._text("value")

    @cached_property
    def channel(self) -> Channel | None:
        """The channel whose variable it is; absent for a global one, of which only an
        application hears that is subscribed to all channels. It may be missing: None.
        """
        return self._maybe_made(Channel, "channel")


class ChannelHold(Event):
    """The phone of a channel has put its caller on hold.

    The request `ari.channels.hold` does not bring it.

    Since Asterisk 13.4. Example: `ari.events.wait_for("ChannelHold")`
    """

    @cached_property
    def channel(self) -> Channel:
        """The channel."""
        return self._made(Channel, "channel")

    @property
    def musicclass(self) -> str | None:
        """The class of music that it asks for; "N/A" for none. It may be missing: None."""
        return self._maybe_text("musicclass")


class ChannelUnhold(Event):
    """The phone of a channel has taken its caller off hold.

    Since Asterisk 13.4. Example: `ari.events.wait_for("ChannelUnhold")`
    """

    @cached_property
    def channel(self) -> Channel:
        """The channel."""
        return self._made(Channel, "channel")


class ChannelToneDetected(Event):
    """A tone that the function TONE_DETECT looks for was heard.

    Since Asterisk 22.0. Example: `ari.events.wait_for("ChannelToneDetected")`
    """

    @cached_property
    def channel(self) -> Channel:
        """The channel."""
        return self._made(Channel, "channel")


class ChannelTalkingStarted(Event):
    """Somebody has begun to speak, on a channel with the function TALK_DETECT set.

    Since Asterisk 12.4. Example: `ari.events.wait_for("ChannelTalkingStarted")`
    """

    @cached_property
    def channel(self) -> Channel:
        """The channel."""
        return self._made(Channel, "channel")


class ChannelTalkingFinished(Event):
    """Somebody has stopped speaking, on a channel with the function TALK_DETECT set.

    Since Asterisk 12.4. Example: `ari.events.wait_for("ChannelTalkingFinished")`
    """

    @cached_property
    def channel(self) -> Channel:
        """The channel."""
        return self._made(Channel, "channel")

    @property
    def duration(self) -> int:
        """How long they spoke, in milliseconds."""
        return self._number("duration")


class ChannelConnectedLine(Event):
    """A channel has learnt who is on the other side.

    Since Asterisk 13.1. Example: `ari.events.wait_for("ChannelConnectedLine")`
    """

    @cached_property
    def channel(self) -> Channel:
        """The channel."""
        return self._made(Channel, "channel")
