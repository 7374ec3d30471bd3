"""Extensions to dial, and calls placed over Asterisk's own console."""

from __future__ import annotations

from arinb.ari.connection import Connection
from arinb.ari.events import Event
from arinb.pbx.private import PrivateAsterisk

DIALPLAN = """
[default]
exten => 1000,1,Answer()
 same => n,Stasis(hello-world)
 same => n,Hangup()
exten => 1001,1,Answer()
 same => n,Stasis(other)
 same => n,Hangup()
exten => 1002,1,Answer()
 same => n,Stasis(everything)
 same => n,Hangup()
exten => wrong,1,Answer()
 same => n,Stasis(hello-wrold)
 same => n,Hangup()
exten => silence,1,Answer()
 same => n,Wait(30)
"""


def place_call(pbx: PrivateAsterisk, extension: str) -> None:
    pbx.cli(f"channel originate Local/{extension}@default application Wait 30")


def hang_up_everything(pbx: PrivateAsterisk) -> None:
    pbx.cli("channel request hangup all")


def enter(pbx: PrivateAsterisk, connection: Connection, extension: str = "1000") -> Event:
    place_call(pbx, extension)
    return connection.events.wait_for("StasisStart", timeout=5)
