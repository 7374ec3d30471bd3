"""What a running Asterisk is asked from outside, past arinb itself."""

from __future__ import annotations

import urllib.error
import urllib.request
from base64 import b64encode

import psutil

from arinb.pbx.private import PrivateAsterisk


def ping(pbx: PrivateAsterisk) -> int:
    """The status with which ARI answers, 0 if nobody does."""
    request = urllib.request.Request(f"{pbx.url}/ari/asterisk/info")
    user = b64encode(f"{pbx.username}:{pbx.password}".encode()).decode()
    request.add_header("Authorization", f"Basic {user}")
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(request, timeout=5) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        error.close()
        return error.code
    except urllib.error.URLError:
        return 0


def process(pbx: PrivateAsterisk) -> psutil.Process:
    """The process of a running Asterisk, by the file in which it says its number."""
    return psutil.Process(int((pbx.folder / "run" / "asterisk.pid").read_text()))


def datagrams(pbx: PrivateAsterisk) -> set[tuple[str, int]]:
    """Where a running Asterisk takes UDP."""
    sockets = process(pbx).net_connections("udp")
    return {(str(s.laddr[0]), int(s.laddr[1])) for s in sockets if s.laddr}
