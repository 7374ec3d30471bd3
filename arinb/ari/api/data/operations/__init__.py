"""What ARI can be asked to do, by resource."""

from __future__ import annotations

from arinb.ari.api.data.operations import (
    applications,
    asterisk,
    bridges,
    bridges_media,
    bridges_members,
    bridges_variables,
    channels,
    channels_call,
    channels_line,
    channels_media,
    channels_placing,
    channels_variables,
    device_states,
    endpoints,
    events,
    mailboxes,
    modules,
    playbacks,
    recordings,
    sounds,
)

ALL = (
    *applications.OPERATIONS,
    *asterisk.OPERATIONS,
    *bridges.OPERATIONS,
    *bridges_media.OPERATIONS,
    *bridges_members.OPERATIONS,
    *bridges_variables.OPERATIONS,
    *channels.OPERATIONS,
    *channels_call.OPERATIONS,
    *channels_line.OPERATIONS,
    *channels_media.OPERATIONS,
    *channels_placing.OPERATIONS,
    *channels_variables.OPERATIONS,
    *device_states.OPERATIONS,
    *endpoints.OPERATIONS,
    *events.OPERATIONS,
    *mailboxes.OPERATIONS,
    *modules.OPERATIONS,
    *playbacks.OPERATIONS,
    *recordings.OPERATIONS,
    *sounds.OPERATIONS,
)
