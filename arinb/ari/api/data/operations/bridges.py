"""The operations of /bridges: making and ending them."""

from __future__ import annotations

from arinb.ari.api.data.operations.common import BRIDGE, NO_BRIDGE
from arinb.ari.api.description import Operation, Parameter

SAME_ID = "a bridge with that id exists already."
SAME_ID_REFUSED_SINCE = "20.13/21.8/22.3"
VARIABLES_SINCE = "20.20/22.10/23.4"

TYPE = Parameter(
    name="type",
    positional=True,
    text='what it is for, several words separated by commas: "mixing", where all hear each other, '
    'or "holding", where they wait; one of these always, else the answer is 500. "mixing" can go '
    'with "dtmf_events" or "proxy_media" (sound and keys pass through Asterisk), "video_sfu" '
    '(everybody gets everybody\'s video), "video_single" (all see one) and "sdp_label" (video says '
    'whose it is). "mixing" if it is left out.',
)
NAME = Parameter(name="name", text="a name for people; it need not be unique.")

OPERATIONS = (
    Operation(
        name="bridges.list",
        nickname="list",
        method="GET",
        path="/bridges",
        summary="List all bridges that there are now.",
        details='Those of the dialplan are among them; their `bridge_class` is not "stasis", and '
        "ARI can only look at them.",
        returns="List[Bridge]",
        statuses=(200,),
        example="ari.bridges.list()",
    ),
    Operation(
        name="bridges.create",
        nickname="create",
        method="POST",
        path="/bridges",
        summary="Make a bridge, in which channels hear each other (mixing) or wait (holding).",
        details="It is there until it is destroyed, with or without channels. The answer is 200, "
        "not 201. BridgeCreated follows only for an application that gets everything "
        "(`subscribe_all`).",
        parameters=(
            TYPE,
            Parameter(
                name="bridgeId",
                text="an id of your own for it; Asterisk makes one if it is left out.",
                since="12.2",
            ),
            NAME,
            Parameter(
                name="variables",
                text='variables of the bridge to set: names and values; {"value": …, '
                '"report_events": True} has one shown in `bridgevars`. Asterisk\'s description '
                'puts them under the key "variables" of the body, but 22.10 answers 400 to that '
                "and makes the bridge all the same: here they are the body itself. One that is "
                "called type, name or bridgeId counts as that parameter, too.",
                place="body",
                type="containers",
                shape="whole",
                since=VARIABLES_SINCE,
            ),
        ),
        returns="Bridge",
        statuses=(200,),
        errors={409: SAME_ID},
        errors_since={409: SAME_ID_REFUSED_SINCE},
        example='ari.bridges.create(type="mixing", name="conference")',
    ),
    Operation(
        name="bridges.create_with_id",
        nickname="createWithId",
        method="POST",
        path="/bridges/{bridgeId}",
        summary="Make a bridge, as `create` does, with an id that you choose.",
        details="Where an id in use is not yet refused with 409, Asterisk 16 answers 200 without a "
        "body and changes nothing, or 500 if the name is another one.",
        parameters=(
            TYPE,
            Parameter(
                name="bridgeId", text="the id that it is to have.", place="path", required=True
            ),
            NAME,
            Parameter(
                name="variables",
                text="variables of the bridge to set: names and values; "
                '{"value": …, "report_events": True} has one shown in `bridgevars`.',
                place="body",
                type="containers",
                since=VARIABLES_SINCE,
            ),
        ),
        returns="Bridge",
        statuses=(200,),
        errors={409: SAME_ID},
        errors_since={409: SAME_ID_REFUSED_SINCE},
        since="12.2",
        example='ari.bridges.create_with_id("my-bridge", type="mixing")',
    ),
    Operation(
        name="bridges.get",
        nickname="get",
        method="GET",
        path="/bridges/{bridgeId}",
        summary="Ask what a bridge is like, and who is in it.",
        details="Any bridge can be asked for, those of the dialplan, too.",
        parameters=(BRIDGE,),
        returns="Bridge",
        statuses=(200,),
        errors={404: NO_BRIDGE},
        on_object="refresh",
        example="ari.bridges.get(bridge).channels",
    ),
    Operation(
        name="bridges.destroy",
        nickname="destroy",
        method="DELETE",
        path="/bridges/{bridgeId}",
        summary="End a bridge; the channels in it stay in the application.",
        details="ChannelLeftBridge follows for each of them. BridgeDestroyed follows for an "
        "application that has subscribed to the bridge; one that hears of it only by its channels "
        "hears no more once the last has left. A bridge that is not ARI's gets 409.",
        parameters=(BRIDGE,),
        errors={404: NO_BRIDGE},
        on_object="destroy",
        example="ari.bridges.destroy(bridge)",
    ),
)
