"""What many operations have in common: their usual parameters, and what their errors mean."""

from __future__ import annotations

from collections.abc import Mapping

from arinb.ari.api.description import Parameter

NO_CHANNEL = "there is no channel with that id (any more)."
NOT_IN_STASIS = "the channel is not (or no longer) in a Stasis application."
WRONG_STATE = "the channel's state does not allow it: it is Down, Reserved or still ringing."
NO_BRIDGE = "there is no bridge with that id (any more)."
NO_PLAYBACK = "there is no playback with that id (any more): it is gone once it has finished."

ON_CHANNEL: Mapping[int, str] = {404: NO_CHANNEL, 409: NOT_IN_STASIS}
ON_ANSWERED_CHANNEL: Mapping[int, str] = {**ON_CHANNEL, 412: WRONG_STATE}

CHANNEL = Parameter(
    name="channelId",
    python="channel",
    text="the channel, or its id.",
    place="path",
    required=True,
    takes="Channel",
)
BRIDGE = Parameter(
    name="bridgeId",
    python="bridge",
    text="the bridge, or its id.",
    place="path",
    required=True,
    takes="Bridge",
)
PLAYBACK = Parameter(
    name="playbackId",
    python="playback",
    text="the playback, or its id.",
    place="path",
    required=True,
    takes="Playback",
)

VALUE = Parameter(
    name="value", positional=True, text="its new value, a text; left out, it becomes empty."
)
VARIABLE_NAMES = Parameter(name="variables", text="their names.", required=True, many=True)
VARIABLES_TO_SET = Parameter(
    name="variables",
    text='names and values; a value is a text, or {"value": …, "report_events": True}.',
    place="body",
    type="containers",
    required=True,
)
MOH_CLASS = Parameter(
    name="mohClass",
    positional=True,
    text='the class of music in musiconhold.conf; "default" if it is left out.',
)
MEDIA = Parameter(
    name="media",
    text='what to play: "sound:hello-world", "recording:name", "number:42", "digits:123", '
    '"characters:abc" or "tone:ring"; several as a list, which are played one after '
    "another.",
    required=True,
    many=True,
    schemes=("sound", "recording", "number", "digits", "characters", "tone"),
)
PLAYBACK_ID = Parameter(
    name="playbackId", text="the id that the playback is to have.", place="path", required=True
)
RECORDING_NAME = Parameter(
    name="name",
    text='the name of the recording; it may have folders in it, "ann/1".',
    required=True,
)
FORMAT = Parameter(
    name="format", text='the format of its file, such as "wav" or "gsm".', required=True
)
MAX_DURATION_SECONDS = Parameter(
    name="maxDurationSeconds",
    text="seconds after which it ends by itself; 0 for no limit.",
    type="int",
    at_least=0,
    default=0,
)
MAX_SILENCE_SECONDS = Parameter(
    name="maxSilenceSeconds",
    text="seconds of silence after which it ends by itself; 0 for no limit.",
    type="int",
    at_least=0,
    default=0,
)
IF_EXISTS = Parameter(
    name="ifExists",
    text="what happens when there is a stored recording of that name.",
    allowed=("fail", "overwrite", "append"),
    default="fail",
)
BEEP = Parameter(
    name="beep", text="whether a beep is heard before it begins.", type="boolean", default=False
)
TERMINATE_ON = Parameter(
    name="terminateOn",
    text='the key that ends it: "#", "*", "any" or "none".',
    allowed=("none", "any", "*", "#"),
    default="none",
)
APP_ARGS = Parameter(
    name="appArgs",
    text="words for the application, separated by commas; StasisStart has them as `args`.",
)
