"""The learner's phones: a real SIP phone where there is one, else a handset inside Asterisk."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING, Literal, TypeAlias, cast

from arinb.errors import NotRunning, PhoneError
from arinb.pbx.find import find_baresip
from arinb.pbx.phones.phone import Phone, State, not_running

if TYPE_CHECKING:
    from arinb.pbx.phones.phone import PhoneHost

__all__ = ["Kind", "Phone", "State", "open_phone"]

Kind: TypeAlias = Literal["sip", "local"]

_NUMBER = re.compile(r"[A-Za-z0-9_-]{1,40}")


def open_phone(host: PhoneHost, number: str, *, kind: Kind | None = None) -> Phone:
    """Return the phone of that number of a private Asterisk: the one that there is, or a new one.

    Parameters: `host`, what the phone needs of its Asterisk; `number`, letters and digits; `kind`:
    "sip" for a real SIP phone (baresip), "local" for the handset inside Asterisk, None for what
    `ARINB_PHONE` says or else for a SIP phone where there is one.

    Raises NotRunning when Asterisk does not run, PhoneError when there can't be such a phone.

    Example: `open_phone(host, "1000", kind="local")`
    """
    try:
        host.cli("core show uptime")
    except NotRunning as error:
        raise not_running(error) from error
    earlier = host.phones.get(number)
    if isinstance(earlier, Phone) and earlier.alive and kind in (None, earlier.kind):
        return earlier
    if earlier is not None:
        earlier.close()
    host.phones[number] = phone = _new_phone(host, number, kind)
    return phone


def _new_phone(host: PhoneHost, number: str, kind: Kind | None) -> Phone:
    if not _NUMBER.fullmatch(number):
        raise PhoneError(
            f"{number!r} can't be a phone's number.",
            why="it is made of letters, digits, - and _.",
            next_step='For instance pbx.phone("1000").',
        )
    kind = kind or _kind_from_environment()
    baresip = None if kind == "local" else find_baresip()
    if baresip is not None:
        from arinb.pbx.phones.sip import SipPhone  # noqa: PLC0415 - only where there is one

        return SipPhone(host, number, baresip)
    if kind == "sip":
        raise PhoneError(
            "There is no SIP phone program on this machine.",
            why="baresip is neither on PATH nor beside an Asterisk that arinb installed.",
            next_step="Run `arinb asterisk install`, or install your system's package "
            '`baresip-core`, or use pbx.phone(kind="local").',
        )
    from arinb.pbx.phones.local import LocalPhone  # noqa: PLC0415 - only where it is used

    return LocalPhone(host, number)


def _kind_from_environment() -> Kind | None:
    kind = os.environ.get("ARINB_PHONE") or None
    if kind not in (None, "sip", "local"):
        raise PhoneError(
            f"ARINB_PHONE says {kind!r}.",
            why='a phone is "sip" or "local".',
            next_step="Correct ARINB_PHONE, or unset it.",
        )
    return cast("Kind | None", kind)
