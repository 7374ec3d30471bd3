"""The operations of /bridges: who is in them."""

from __future__ import annotations

from arinb.ari.api.data.operations.common import BRIDGE, NO_BRIDGE, NOT_IN_STASIS
from arinb.ari.api.description import Operation, Parameter

NO_CHANNEL = "no channel is named, or one of them does not exist (any more)."
NOT_OF_STASIS = "the bridge is not ARI's: the dialplan or Asterisk itself made it."
NOT_IN_IT = "the channel is not in this bridge, or not in a Stasis application."
MEMBERS = Parameter(
    name="channel",
    text="the channel, or several as a list.",
    required=True,
    many=True,
    takes="Channel",
)

OPERATIONS = (
    Operation(
        name="bridges.add_channel",
        nickname="addChannel",
        method="POST",
        path="/bridges/{bridgeId}/addChannel",
        summary="Put channels into a bridge.",
        details="ChannelEnteredBridge follows for each, and the application hears of the bridge "
        "while they are in it. A channel that is in another bridge leaves that one; one that is "
        "not answered can be put in, and is not answered by it. If one of several does not exist "
        "or is not in Stasis, none is put in.",
        parameters=(
            BRIDGE,
            MEMBERS,
            Parameter(
                name="role",
                text='in a holding bridge, "announcer" for the one whom all hear, '
                '"participant" else. Other words are not refused.',
            ),
            Parameter(
                name="absorbDTMF",
                text="whether the keys that it presses are kept from the others.",
                type="boolean",
                default=False,
                since="16.0",
            ),
            Parameter(
                name="mute",
                text="whether it is not heard by the others.",
                type="boolean",
                default=False,
                since="16.0",
            ),
            Parameter(
                name="inhibitConnectedLineUpdates",
                text="whether the others are not shown who it is.",
                type="boolean",
                default=False,
                since="18.0",
            ),
        ),
        errors={
            400: NO_CHANNEL,
            404: NO_BRIDGE,
            409: "the channel is being recorded, or the bridge is not ARI's.",
            422: NOT_IN_STASIS,
        },
        on_object="add_channel",
        example="ari.bridges.add_channel(bridge, channel)",
    ),
    Operation(
        name="bridges.remove_channel",
        nickname="removeChannel",
        method="POST",
        path="/bridges/{bridgeId}/removeChannel",
        summary="Take channels out of a bridge; they stay in the application.",
        details="ChannelLeftBridge follows for each. If one of several is not in the bridge, all "
        "stay.",
        parameters=(BRIDGE, MEMBERS),
        errors={400: NO_CHANNEL, 404: NO_BRIDGE, 409: NOT_OF_STASIS, 422: NOT_IN_IT},
        on_object="remove_channel",
        example="ari.bridges.remove_channel(bridge, channel)",
    ),
    Operation(
        name="bridges.set_video_source",
        nickname="setVideoSource",
        method="POST",
        path="/bridges/{bridgeId}/videoSource/{channelId}",
        summary="Show the video of one channel to all others in a bridge.",
        details="BridgeVideoSourceChanged follows. A channel that does not exist gets 400, which "
        "Asterisk's description leaves out.",
        parameters=(
            BRIDGE,
            Parameter(
                name="channelId",
                python="channel",
                text="the channel whose video it is.",
                place="path",
                required=True,
                takes="Channel",
            ),
        ),
        errors={404: NO_BRIDGE, 409: NOT_OF_STASIS, 422: NOT_IN_IT},
        since="13.13/14.2",
        on_object="set_video_source",
        example="ari.bridges.set_video_source(bridge, channel)",
    ),
    Operation(
        name="bridges.clear_video_source",
        nickname="clearVideoSource",
        method="DELETE",
        path="/bridges/{bridgeId}/videoSource",
        summary="Show nobody's video by choice any more, but that of whoever talks.",
        details="What ARI says of the bridge shows it only after the next change in it. A bridge "
        "that is not ARI's gets 409.",
        parameters=(BRIDGE,),
        errors={404: NO_BRIDGE},
        since="13.13/14.2",
        on_object="clear_video_source",
        example="ari.bridges.clear_video_source(bridge)",
    ),
)
