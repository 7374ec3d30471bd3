"""The links of the chain, from the process to the end of the sound, in the order of a call."""

from __future__ import annotations

from typing import TYPE_CHECKING

from arinb.diagnosis.links import (
    ari_conf,
    browser,
    call,
    credentials,
    dialplan,
    http,
    http_conf,
    process,
    registered,
    sound,
    users,
    websocket,
)

if TYPE_CHECKING:
    from arinb.diagnosis.chain import Link

# Each room of this package holds links that belong together, in `LINKS`.
LINKS: tuple[Link, ...] = (
    *process.LINKS,  # process, modules
    *http_conf.LINKS,  # http.conf
    *http.LINKS,  # port, HTTP answers
    *ari_conf.LINKS,  # ARI enabled, ari.conf
    *users.LINKS,  # users
    *credentials.LINKS,  # credentials
    *websocket.LINKS,  # WebSocket
    *registered.LINKS,  # application
    *dialplan.LINKS,  # dialplan, extension, Stasis()
    *call.LINKS,  # phone, channel
    *sound.LINKS,  # sound, playback
    *browser.LINKS,  # origin
)

__all__ = ["LINKS"]
