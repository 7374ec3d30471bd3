"""The model of /bridges."""

from __future__ import annotations

from arinb.ari.api.description import Field, Model

MODELS = (
    Model(
        name="Bridge",
        resource="bridges",
        summary="A bridge: where channels hear each other, or wait.",
        details="It is there until it is destroyed, with or without channels. Its fields are as of "
        "its last change, not of the moment.",
        fields=(
            Field(name="id", type="string", text="its id."),
            Field(
                name="technology",
                type="string",
                text='how Asterisk does it: "simple_bridge" for two, "softmix" for more (an '
                'announcer counts), "holding_bridge" and others; it changes with who is in it.',
            ),
            Field(
                name="bridge_type",
                type="string",
                text="what it is for.",
                allowed=("mixing", "holding"),
            ),
            Field(
                name="bridge_class",
                type="string",
                text='to whom it belongs: "stasis" if ARI made it, else another word, such as '
                '"base" or "basic", and ARI can only look at it.',
            ),
            Field(
                name="creator",
                type="string",
                text='who made it: "Stasis" for ARI, else a dialplan application such as '
                '"BridgeWait".',
            ),
            Field(name="name", type="string", text="its name for people, perhaps empty."),
            Field(
                name="channels",
                type="List[string]",
                text="the ids of the channels in it; Asterisk's own announcers and recorders are "
                "left out.",
            ),
            Field(
                name="video_mode",
                type="string",
                text='how the video to be shown is chosen: "talker", whoever talks; "single", one '
                'channel; "sfu", everybody gets everybody\'s; or "none".',
                required=False,
                since="13.13/14.2",
            ),
            Field(
                name="video_source_id",
                type="string",
                text="the id of the channel whose video is shown; only there if one was chosen.",
                required=False,
                since="13.13/14.2",
            ),
            Field(name="creationtime", type="Date", text="when it was made.", since="13.26/16.3"),
            Field(
                name="bridgevars",
                type="object",
                text="variables of it that were set with `report_events`, by name; only there if "
                "there are any.",
                required=False,
                since="20.20/22.10/23.4",
            ),
        ),
    ),
)
