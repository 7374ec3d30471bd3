"""The events that tell of calls and of the application."""

# Written by `make generate` from arinb.api. A change belongs into arinb/ari/api/data.

from __future__ import annotations

from functools import cached_property

from arinb.ari.events.event import Event
from arinb.ari.objects.bridges import Bridge
from arinb.ari.objects.channels import Channel
from arinb.ari.objects.messages import ReferredBy, ReferTo


class ApplicationMoveFailed(Event):
    """A channel could not be moved: nobody is connected as the other application.

    The channel stays in this one; no StasisEnd comes.

    Since Asterisk 13.26 or 16.3. Example: `ari.events.wait_for("ApplicationMoveFailed")`
    """

    @cached_property
    def channel(self) -> Channel:
        """The channel."""
        return self._made(Channel, "channel")

    @property
    def destination(self) -> str:
        """The application that it should go to."""
        return self._text("destination")

    @property
    def args(self) -> list[str]:
        """The words that it should get."""
        return self._items("args")


class ApplicationRegistered(Event):
    """Asterisk has registered the application, on a connection that Asterisk itself opened.

    It never comes on a WebSocket that your program opened.

    Since Asterisk 20.15, 21.10 or 22.5. Example: `ari.events.wait_for("ApplicationRegistered")`
    """


class ApplicationUnregistered(Event):
    """Asterisk has forgotten the application, on a connection that Asterisk itself opened.

    It never comes on a WebSocket that your program opened.

    Since Asterisk 20.15, 21.10 or 22.5. Example: `ari.events.wait_for("ApplicationUnregistered")`
    """


class ApplicationReplaced(Event):
    """Somebody else has connected as the same application; events go there from now on.

    This connection stays open, and hears nothing more.

    Since Asterisk 12.0. Example: `ari.events.wait_for("ApplicationReplaced")`
    """


class BridgeBlindTransfer(Event):
    """A call in a bridge was transferred without asking the one it goes to.

    Since Asterisk 12.1. Example: `ari.events.wait_for("BridgeBlindTransfer")`
    """

    @cached_property
    def channel(self) -> Channel:
        """The channel that transfers."""
        return self._made(Channel, "channel")

    @cached_property
    def replace_channel(self) -> Channel | None:
        """The channel that takes its place. Since Asterisk 12.6. It may be missing: None."""
        return self._maybe_made(Channel, "replace_channel")

    @cached_property
    def transferee(self) -> Channel | None:
        """The one who is transferred. Since Asterisk 12.5. It may be missing: None."""
        return self._maybe_made(Channel, "transferee")

    @property
    def exten(self) -> str:
        """The extension it goes to."""
        return self._text("exten")

    @property
    def context(self) -> str:
        """The context of that extension."""
        return self._text("context")

    @property
    def result(self) -> str:
        """One of "Success", "Fail", "Invalid" or "Not Permitted"."""
        return self._text("result")

    @property
    def is_external(self) -> bool:
        """Whether somebody outside of Asterisk asked for it."""
        return self._flag("is_external")

    @cached_property
    def bridge(self) -> Bridge | None:
        """The bridge. It may be missing: None."""
        return self._maybe_made(Bridge, "bridge")


class BridgeAttendedTransfer(Event):
    """A call was transferred after speaking with the one it goes to.

    Since Asterisk 12.1. Example: `ari.events.wait_for("BridgeAttendedTransfer")`
    """

    @cached_property
    def transferer_first_leg(self) -> Channel:
        """The first channel of the one who transfers."""
        return self._made(Channel, "transferer_first_leg")

    @cached_property
    def transferer_second_leg(self) -> Channel:
        """The second channel of the one who transfers."""
        return self._made(Channel, "transferer_second_leg")

    @cached_property
    def replace_channel(self) -> Channel | None:
        """The channel that takes the first one's place. Since Asterisk 12.5. It may be missing:
        None.
        """
        return self._maybe_made(Channel, "replace_channel")

    @cached_property
    def transferee(self) -> Channel | None:
        """The one who is transferred. Since Asterisk 12.5. It may be missing: None."""
        return self._maybe_made(Channel, "transferee")

    @cached_property
    def transfer_target(self) -> Channel | None:
        """The one to whom. Since Asterisk 12.5. It may be missing: None."""
        return self._maybe_made(Channel, "transfer_target")

    @property
    def result(self) -> str:
        """One of "Success", "Fail", "Invalid" or "Not Permitted"."""
        return self._text("result")

    @property
    def is_external(self) -> bool:
        """Whether somebody outside of Asterisk asked for it."""
        return self._flag("is_external")

    @cached_property
    def transferer_first_leg_bridge(self) -> Bridge | None:
        """The bridge of the first channel. It may be missing: None."""
        return self._maybe_made(Bridge, "transferer_first_leg_bridge")

    @cached_property
    def transferer_second_leg_bridge(self) -> Bridge | None:
        """The bridge of the second channel. It may be missing: None."""
        return self._maybe_made(Bridge, "transferer_second_leg_bridge")

    @property
    def destination_type(self) -> str:
        """How the two sides were brought together: "bridge", "application", "link", "threeway"
        or "fail".
        """
        return self._text("destination_type")

    @property
    def destination_bridge(self) -> str | None:
        """The id of the bridge that has both now. It may be missing: None."""
        return self._maybe_text("destination_bridge")

    @property
    def destination_application(self) -> str | None:
        """The application that has them now. It may be missing: None."""
        return self._maybe_text("destination_application")

    @cached_property
    def destination_link_first_leg(self) -> Channel | None:
        """The first half of a Local channel between the two. It may be missing: None."""
        return self._maybe_made(Channel, "destination_link_first_leg")

    @cached_property
    def destination_link_second_leg(self) -> Channel | None:
        """The second half of a Local channel between the two. It may be missing: None."""
        return self._maybe_made(Channel, "destination_link_second_leg")

    @cached_property
    def destination_threeway_channel(self) -> Channel | None:
        """The channel of the one who transferred, if all three go on. It may be missing: None."""
        return self._maybe_made(Channel, "destination_threeway_channel")

    @cached_property
    def destination_threeway_bridge(self) -> Bridge | None:
        """The bridge in which all three go on. It may be missing: None."""
        return self._maybe_made(Bridge, "destination_threeway_bridge")


class Dial(Event):
    """A call is being dialled, and how that is getting on.

    It comes several times for one call; `dialstatus` is empty at first. A call that ARI originates
    has no `caller`.

    Since Asterisk 12.0. Example: `ari.events.wait_for("Dial")`
    """

    @cached_property
    def caller(self) -> Channel | None:
        """Who calls, where a channel does. It may be missing: None."""
        return self._maybe_made(Channel, "caller")

    @cached_property
    def peer(self) -> Channel:
        """The channel that is called."""
        return self._made(Channel, "peer")

    @property
    def forward(self) -> str | None:
        """Where the call is passed on to; mostly empty. It may be missing: None."""
        return self._maybe_text("forward")

    @cached_property
    def forwarded(self) -> Channel | None:
        """The channel to which it is passed on. It may be missing: None."""
        return self._maybe_made(Channel, "forwarded")

    @property
    def dialstring(self) -> str | None:
        """What was dialled. It may be missing: None."""
        return self._maybe_text("dialstring")

    @property
    def dialstatus(self) -> str:
        """How it stands: "", "PROCEEDING", "PROGRESS", "RINGING", "ANSWER", "BUSY", "NOANSWER",
        "CANCEL", "CONGESTION", "CHANUNAVAIL", ….
        """
        return self._text("dialstatus")


class StasisEnd(Event):
    """A channel has left the application: hung up, moved, or sent on into the dialplan.

    After it, requests for the channel get 409 or 404.

    Since Asterisk 12.0. Example: `ari.events.wait_for("StasisEnd")`
    """

    @cached_property
    def channel(self) -> Channel:
        """The channel."""
        return self._made(Channel, "channel")


class StasisStart(Event):
    """A channel has entered the application; from now on it obeys.

    Since Asterisk 12.0. Example: `ari.events.wait_for("StasisStart")`
    """

    @property
    def args(self) -> list[str]:
        """The words after the application's name in Stasis(…)."""
        return self._items("args")

    @cached_property
    def channel(self) -> Channel:
        """The channel, to be answered, played to, hung up, …."""
        return self._made(Channel, "channel")

    @cached_property
    def replace_channel(self) -> Channel | None:
        """The channel whose place it takes, after a transfer. Since Asterisk 12.5. It may be
        missing: None.
        """
        return self._maybe_made(Channel, "replace_channel")


class ChannelTransfer(Event):
    """A phone asks for a transfer that is left to ARI.

    It comes for channels whose function PJSIP_TRANSFER_HANDLING is "ari-only".

    Since Asterisk 20.13, 21.8 or 22.3. Example: `ari.events.wait_for("ChannelTransfer")`
    """

    @property
    def state(self) -> str | None:
        """Absent at first, then "channel_progress", "channel_answered" or "channel_declined".
        It may be missing: None.
        """
        return self._maybe_text("state")

    @cached_property
    def refer_to(self) -> ReferTo:
        """To whom the call shall go."""
        return self._made(ReferTo, "refer_to")

    @cached_property
    def referred_by(self) -> ReferredBy:
        """Who asks."""
        return self._made(ReferredBy, "referred_by")


class CallBroadcast(Event):
    """A call is offered to several applications; the first to claim it gets it.

    Every connected application gets it, whatever it is subscribed to, unless StasisBroadcast() or
    its filter leaves it out. See `ari.events.claim`.

    Since Asterisk 20.20, 22.10 or 23.4. Example: `ari.events.wait_for("CallBroadcast")`
    """

    @cached_property
    def channel(self) -> Channel:
        """The channel that is offered."""
        return self._made(Channel, "channel")

    @property
    def caller(self) -> str | None:
        """The number that calls. It may be missing: None."""
        return self._maybe_text("caller")

    @property
    def called(self) -> str | None:
        """The number that was called. It may be missing: None."""
        return self._maybe_text("called")


class CallClaimed(Event):
    """An application has claimed a call that was offered to several.

    It comes only if the fourth argument of StasisBroadcast() in the dialplan is yes.

    Since Asterisk 20.20, 22.10 or 23.4. Example: `ari.events.wait_for("CallClaimed")`
    """

    @cached_property
    def channel(self) -> Channel:
        """The channel."""
        return self._made(Channel, "channel")

    @property
    def winner_app(self) -> str:
        """The application that has it now."""
        return self._text("winner_app")
