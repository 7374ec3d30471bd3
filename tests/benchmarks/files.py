"""A log of a million events, saved and loaded in each format."""

from __future__ import annotations

import random
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

from arinb.ari import files as log_files
from arinb.ari.log import EventLog
from tests.benchmarks.measure import Figure, Measured, Row, seconds

EVENTS = 1_000_000
AT_ONCE = 50
RUNS = 3
# Seconds for saving and for loading a million events.
WANTED = {".jsonl": 10.0, ".parquet": 4.0, ".jsonl.gz": None}

_BEGAN = datetime(2026, 11, 25, tzinfo=UTC)
_CHANNEL = (
    '"channel":{{"id":"{id}","name":"PJSIP/{phone}-{call:08x}","state":"{state}","protocol_id":'
    '"{uuid}","caller":{{"name":"Alice Example","number":"{phone}"}},"connected":{{"name":'
    '"Bob Example","number":"+15550100002"}},"accountcode":"","dialplan":{{"context":"default",'
    '"exten":"{phone}","priority":{priority},"app_name":"Stasis","app_data":"hello-world"}},'
    '"creationtime":"{time}","language":"en","channelvars":{{"CALLERID(all)":"Alice <{phone}>"}}}}'
)
_PEER = _CHANNEL.replace('"channel"', '"peer"')
_PLAYBACK = (
    '"playback":{{"id":"{uuid}","media_uri":"sound:hello-world","target_uri":"channel:{id}",'
    '"language":"en","state":"{state}"}}'
)
_TYPES = (
    ("StasisStart", '"args":[],' + _CHANNEL),
    ("ChannelStateChange", _CHANNEL),
    ("ChannelVarset", '"variable":"CDR(x)","value":"{uuid}",' + _CHANNEL),
    ("ChannelDialplan", '"dialplan_app":"Answer","dialplan_app_data":"",' + _CHANNEL),
    ("ChannelDtmfReceived", '"digit":"{digit}","duration_ms":{priority},' + _CHANNEL),
    ("PlaybackStarted", _PLAYBACK),
    ("ChannelHangupRequest", '"cause":16,"soft":true,' + _CHANNEL),
    ("Dial", '"dialstatus":"","forward":"","dialstring":"{phone}",' + _PEER),
    ("StasisEnd", _CHANNEL),
)


def files(events: int = EVENTS) -> Iterator[Row]:
    """Saving and loading in each format, and how large the files are."""
    log = EventLog()
    size = 0
    for begin in range(0, events, AT_ONCE):
        frames = [event(number) for number in range(begin, begin + AT_ONCE)]
        size += sum(map(len, frames))
        log.record_events(frames)
    note = f"of one of {size / events:.0f} bytes"
    with tempfile.TemporaryDirectory() as folder:
        for ending, wanted in WANTED.items():
            path = Path(folder) / f"call{ending}"
            runs = RUNS if wanted else 1
            times = [seconds(partial(log_files.save, log, path)) for _ in range(runs)]
            yield Measured(f"{events:,} events saved as {ending}", times, wanted)
            times = [seconds(partial(log_files.load, path)) for _ in range(runs)]
            yield Measured(f"… loaded from {ending}", times, wanted)
            each = path.stat().st_size / events
            yield Figure("… and an event takes in it", each, "bytes", None, note)
            path.unlink()


def event(number: int) -> bytes:
    """One of the events of many calls, as Asterisk writes it, but with the numbers of its own."""
    dice = random.Random(number // len(_TYPES))
    type_, what = _TYPES[number % len(_TYPES)]
    now = _BEGAN + timedelta(milliseconds=7 * number)
    time = f"{now.isoformat(timespec='milliseconds')[:-6]}+0000"
    call = number // len(_TYPES)
    fields = what.format(
        id=f"{now.timestamp():.0f}.{call}",
        phone=1000 + dice.randrange(500),
        call=call,
        state="Up" if number % len(_TYPES) else "Ring",
        uuid=f"{dice.getrandbits(128):032x}",
        priority=number % 97,
        digit=number % 10,
        time=time,
    )
    head = f'{{"type":"{type_}","timestamp":"{time}",'
    end = '"asterisk_id":"02:fc:00:00:00:01","application":"hello-world"}'
    return f"{head}{fields},{end}".encode()


def main() -> None:
    """Measure only this: `python -m tests.benchmarks.files`."""
    for row in files(int(sys.argv[1]) if len(sys.argv) > 1 else EVENTS):
        print(row, flush=True)  # noqa: T201 - it is run by hand


if __name__ == "__main__":
    main()
