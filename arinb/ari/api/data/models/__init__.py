"""What ARI describes in answers and events, by resource."""

from __future__ import annotations

from arinb.ari.api.data.models import (
    applications,
    asterisk,
    bridges,
    channels,
    device_states,
    endpoints,
    events_calls,
    events_channels,
    events_others,
    mailboxes,
    messages,
    modules,
    playbacks,
    recordings,
    rtp,
    sounds,
)

ALL = (
    *applications.MODELS,
    *asterisk.MODELS,
    *bridges.MODELS,
    *channels.MODELS,
    *device_states.MODELS,
    *endpoints.MODELS,
    *events_calls.MODELS,
    *events_channels.MODELS,
    *events_others.MODELS,
    *mailboxes.MODELS,
    *messages.MODELS,
    *modules.MODELS,
    *playbacks.MODELS,
    *recordings.MODELS,
    *rtp.MODELS,
    *sounds.MODELS,
)
