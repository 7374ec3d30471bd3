"""All that ARI can be asked to do, by resource: `ari.channels`, `ari.bridges`, …"""

from __future__ import annotations

from typing import TYPE_CHECKING

from arinb.ari.resources.applications import Applications
from arinb.ari.resources.asterisk import Asterisk, Configuration
from arinb.ari.resources.bridges import Bridges
from arinb.ari.resources.channels import Channels
from arinb.ari.resources.device_states import DeviceStates
from arinb.ari.resources.endpoints import Endpoints
from arinb.ari.resources.mailboxes import Mailboxes
from arinb.ari.resources.modules import Logging, Modules
from arinb.ari.resources.playbacks import Playbacks
from arinb.ari.resources.recordings import LiveRecordings, StoredRecordings
from arinb.ari.resources.sounds import Sounds

if TYPE_CHECKING:
    from arinb.ari.client import Client


class AsteriskItself(Asterisk):
    """`ari.asterisk`: the server itself, with its `config`, `logging` and `modules`.

    Parameters: `client`, for its requests.

    Example: `ari.asterisk.info().system.version`
    """

    def __init__(self, client: Client) -> None:
        super().__init__(client)
        self.config = Configuration(client)
        self.logging = Logging(client)
        self.modules = Modules(client)


class Recordings:
    """`ari.recordings`: those that go on, `live`, and those that are finished, `stored`.

    Parameters: `client`, for its requests.

    Example: `ari.recordings.stored.list()`
    """

    def __init__(self, client: Client) -> None:
        self.live = LiveRecordings(client)
        self.stored = StoredRecordings(client)

    def __repr__(self) -> str:
        return "<Recordings: live, stored>"


class Resources:
    """The resources of ARI as attributes, one for each.

    Parameters: `client`, for their requests.

    Example: `Resources(client).channels.list()`
    """

    def __init__(self, client: Client) -> None:
        self.applications = Applications(client)
        self.asterisk = AsteriskItself(client)
        self.bridges = Bridges(client)
        self.channels = Channels(client)
        self.device_states = DeviceStates(client)
        self.endpoints = Endpoints(client)
        self.mailboxes = Mailboxes(client)
        self.playbacks = Playbacks(client)
        self.recordings = Recordings(client)
        self.sounds = Sounds(client)
