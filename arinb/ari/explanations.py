"""What Asterisk's error answers mean, in plain words: the cause, and the next step."""

from __future__ import annotations

from dataclasses import dataclass

from arinb.errors import (
    AnswerError,
    AriDisabled,
    BadRequest,
    BodyTooLarge,
    Conflict,
    Forbidden,
    InvalidState,
    NotAuthenticated,
    ServerError,
    Unprocessable,
)


@dataclass(frozen=True)
class Explanation:
    """Why an answer came out as it did, and what to do next."""

    why: str
    next_step: str


_NOBODY = (
    "most often there is no such phone, it is not registered, or the endpoint's technology (the "
    "part before the first /, such as PJSIP) is misspelt or its module is not loaded"
)
_WHO_IS_THERE = (
    "Ask who is there: `ari.endpoints.list()`, and `core show channeltypes` on Asterisk's console "
    "for the technologies."
)

# Asterisk remembers the number of an error before this one, and takes it for this one's.
MISTAKEN_ID = Explanation(
    f"no id was asked for, so it is not about ids: Asterisk could not make the channel: {_NOBODY}.",
    _WHO_IS_THERE,
)

ONLY_WEBSOCKET = Explanation(
    "events come over a WebSocket only, and a request is none.",
    'Use connect(…, app="…"): it opens the WebSocket.',
)

UNKNOWN = Explanation(
    "arinb does not know this answer.", "Asterisk's console may say more about it."
)

BY_CLASS: dict[type[AnswerError], Explanation] = {
    AriDisabled: Explanation(
        "Asterisk's web server is there, but ARI is not: it is switched off in ari.conf, a "
        "misspelt name in ari.conf's [general] switches it off silently, its modules are not "
        "loaded, or http.conf sets a prefix that the URL lacks.",
        "Look at [general] in ari.conf: enabled = yes, and no other misspelt name; then reload.",
    ),
    NotAuthenticated: Explanation(
        "Asterisk does not know this user, or the password is another one.",
        "Look at the user's section in ari.conf: its name, type = user, and the password (a ; in "
        "it begins a remark unless it is written \\;). After a change, reload.",
    ),
    Forbidden: Explanation(
        "this user may not do that: it is read-only, or an access list keeps this address out.",
        "Look at read_only, permit and deny in the user's section of ari.conf.",
    ),
    BadRequest: Explanation(
        "a parameter is missing, or its value is not one that Asterisk takes.",
        "Compare the parameters with the operation's description.",
    ),
    Conflict: Explanation(
        "the object is there, but not in a place where this can be done.",
        "Ask ARI for its state first, with GET.",
    ),
    InvalidState: Explanation(
        "the channel's state does not allow this now; most often it has not been answered yet.",
        "Answer it first (channel.answer()), or wait until its state is Up.",
    ),
    BodyTooLarge: Explanation("Asterisk takes no body over 40,960 bytes.", "Send less at a time."),
    Unprocessable: Explanation(
        "the request is well-formed, but Asterisk can't do it with these values.",
        "Check that what the parameters name exists and is part of your application.",
    ),
    ServerError: Explanation(
        "Asterisk tried and failed.", "Asterisk's console tells more: look at its last lines."
    ),
}

# Of messages with a name or an id in them: a pattern of how they begin.
BY_PATTERN: dict[str, Explanation] = {
    "Bridge with id ": Explanation(
        "that id is taken: such a bridge exists already.",
        "Choose another id, or take that bridge: ari.bridges.get(…).",
    ),
    "Recording '.*' already exists": Explanation(
        "Asterisk does not write over a recording unasked, and not at all before it has ended.",
        'Take another name, or say if_exists="overwrite" (or "append", to make it longer).',
    ),
}

BY_MESSAGE: dict[str, Explanation] = {
    "Channel not in Stasis application": Explanation(
        "the channel exists, but it is not (or no longer) in an application: only Stasis() in the "
        "dialplan, or an originate with an app, hands it over.",
        "Act on a channel between its StasisStart and its StasisEnd.",
    ),
    "Write access denied": Explanation(
        "this user is read-only: it may look (GET), but change nothing.",
        "Use another user, or set read_only = no in its section of ari.conf, and reload.",
    ),
    "Access denied by ACL": Explanation(
        "an access list (permit, deny, acl) keeps your address out.",
        "Look at permit and deny in the user's section of ari.conf.",
    ),
    "Channel not found": Explanation(
        "there is no channel with that id (any more): every call has new ids, and a channel is "
        "gone once its caller has hung up.",
        "GET /channels asks for what is there now; ari.log shows what happened.",
    ),
    "Playback not found": Explanation(
        "there is no playback with that id (any more): every call has new ids, and a playback is "
        "gone once it has finished.",
        "GET /playbacks/… asks for what is there now; ari.log shows what happened.",
    ),
    "Bridge not found": Explanation(
        "there is no bridge with that id (any more): it is gone once somebody has destroyed it.",
        "GET /bridges asks for what is there now; ari.log shows what happened.",
    ),
    "Application not found": Explanation(
        "there is no application of that name: one exists as long as a program is connected "
        "with it, or channels are still in it.",
        'Connect first: connect(…, app="…"); GET /applications asks for those that there are.',
    ),
    "Provided variable was not found": Explanation(
        "the channel has no variable of that name; upper and lower case matter.",
        "Set it in the dialplan with Set(NAME=value), or with POST to the same path.",
    ),
    "Unable to read provided function": Explanation(
        "the dialplan has no function of that name, or it can't be read here.",
        "Ask which there are: `core show functions` on Asterisk's console.",
    ),
    "Error parsing request body": Explanation(
        "the body is no JSON.", "Give json=…: arinb writes it as JSON."
    ),
    "Invalid endpoint specified": Explanation(
        "an endpoint is written technology/name, such as PJSIP/1000 or Local/1000@default.",
        "Ask which there are: GET /endpoints.",
    ),
    "Application or extension must be specified": Explanation(
        "Asterisk must know what to do with the new channel once it is answered.",
        'Name an application (app="hello-world"), or a place in the dialplan (extension="1000", '
        'context="default", priority=1).',
    ),
    "Channel with given unique ID already exists": Explanation(
        "that id is taken by a channel that still exists.",
        "Choose another channelId, or leave it out: Asterisk makes one.",
    ),
    "Uncontrolled device specified": Explanation(
        "only devices whose names begin with Stasis: can be set from outside.",
        'Use such a name, for instance "Stasis:lamp".',
    ),
    "specified format is unknown on this system": Explanation(
        "no module for this sound format is loaded, or the format is missing.",
        'Give one that is there, such as format="wav"; `core show file formats` lists them.',
    ),
    "Allocation failed": Explanation(
        f"Asterisk could not make the channel: {_NOBODY}.", _WHO_IS_THERE
    ),
    "Failed to queue media for playback": Explanation(
        "no media was named.", 'Say what to play: media="sound:hello-world".'
    ),
    "Unsupported channel type": Explanation(
        "the channel's sound does not come over RTP, as that of a Local channel.",
        "Ask for the figures of a channel whose name begins with PJSIP/.",
    ),
    "Direction must be specified for at least spy or whisper": Explanation(
        "nothing is to be heard, and nothing to be said.",
        'Give spy="both", "in" or "out", or whisper= with one of these.',
    ),
    "Supplying a bridge type when updating a bridge is not allowed.": Explanation(
        "a bridge with that id exists already; this Asterisk would change its name, but its type "
        "stays.",
        "Choose another id, or leave the type out.",
    ),
    "Only string values in the 'variables' object allowed": Explanation(
        'a variable\'s value has to be a text; this Asterisk does not take {"value": …} either: '
        "report_events came with 20.20, 22.10 or 23.4.",
        "Write each value as a text.",
    ),
    "Asterisk not booted": Explanation(
        "Asterisk is still starting.", "Wait a second, and send the request again."
    ),
}
