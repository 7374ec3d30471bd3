"""Free ports on loopback for a private Asterisk."""

from __future__ import annotations

import random
import socket
import threading
from collections.abc import Iterable
from pathlib import Path
from typing import Literal

from arinb.errors import AsteriskError

LOOPBACK = "127.0.0.1"
LOWEST = 10_000
TRIES = 1000
EPHEMERAL = Path("/proc/sys/net/ipv4/ip_local_port_range")

# Guards `_handed_out`: what this process has been given stays taken, bound yet or not.
_lock = threading.Lock()
_handed_out: set[int] = set()
_random = random.SystemRandom()


def free_port(kind: Literal["tcp", "udp"] = "tcp") -> int:
    """Return a port on 127.0.0.1 that nothing uses; none comes twice before it is given back.

    It lies below the ports that the system gives to outgoing connections, so none of those can
    take it before Asterisk does.

    Parameters: `kind`, "tcp" (HTTP) or "udp" (SIP).

    Raises AsteriskError when no port is free.

    Example: `free_port("udp")` → `23517`
    """
    return free_ports(1, kind)


def free_ports(count: int, kind: Literal["tcp", "udp"]) -> int:
    """Return the first of `count` free ports in a row, an even one, as RTP and RTCP want them.

    Parameters: `count`, how many ports; `kind`, "tcp" or "udp".

    Raises AsteriskError when there is no such row.

    Example: `free_ports(20, "udp")` → `18210`, for `rtpstart` of rtp.conf
    """
    highest = _first_ephemeral() - count
    for _ in range(TRIES if highest > LOWEST else 0):
        first = _random.randrange(LOWEST, highest) & ~1
        row = range(first, first + count)
        with _lock:
            if _handed_out.isdisjoint(row) and all(_is_free(port, kind) for port in row):
                _handed_out.update(row)
                return first
    raise AsteriskError(
        f"there are no {count} free {kind} ports in a row from {LOWEST} on",
        next_step="end programs that listen on many ports, or restart the notebook's kernel",
    )


def give_back(ports: Iterable[int]) -> None:
    """Let ports be handed out again: what had them is gone.

    Parameters: `ports`, as `free_port()` or `free_ports()` gave them.

    Example: `give_back([layout.http_port])`
    """
    with _lock:
        _handed_out.difference_update(ports)


def _first_ephemeral() -> int:
    try:
        return max(int(EPHEMERAL.read_text().split()[0]), 2 * LOWEST)
    except (OSError, ValueError):
        return 32_768


def _is_free(port: int, kind: Literal["tcp", "udp"]) -> bool:
    type_ = socket.SOCK_STREAM if kind == "tcp" else socket.SOCK_DGRAM
    with socket.socket(socket.AF_INET, type_) as probe:
        try:
            probe.bind((LOOPBACK, port))
        except OSError:
            return False
    return True
