"""What events are about, by column: taken out of the JSON of many events at once, by Arrow.

It finds what `arinb.ari.cells` finds, which does the same for one row, and is asked wherever Arrow
can't: for rows that are no events, and for events in which a field is not what it should be.
"""

from __future__ import annotations

import contextlib
from collections.abc import Collection, Iterable
from datetime import UTC, datetime
from itertools import repeat
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
import orjson
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.json

from arinb.ari.cells import cells_of
from arinb.ari.payload import CHANNEL_KEYS

if TYPE_CHECKING:
    from arinb.ari.files.block import Block

# Arrow's: they have no types of their own.
Table: TypeAlias = Any
Column: TypeAlias = Any

Keys: TypeAlias = Collection[str]

SUBJECTS = (
    *("timestamp", "application", "channel_id", "channel_name", "channel_state", "bridge_id"),
    *("playback_id", "playback_state", "recording_name"),
)

_TEXT = pa.string()
_TIME = pa.timestamp("us", "UTC")
_OF_A_CHANNEL = ("id", "name", "state")
_CHANNEL = pa.struct(dict.fromkeys(_OF_A_CHANNEL, _TEXT))
_LEGS = {
    "referred_by": ("source_channel", "connected_channel"),
    "refer_to": ("destination_channel", "connected_channel"),
}
# All that is looked for in an event.
_LOOKED_FOR = {
    "timestamp": _TEXT,
    "application": _TEXT,
    **dict.fromkeys(CHANNEL_KEYS, _CHANNEL),
    **{key: pa.struct(dict.fromkeys(legs, _CHANNEL)) for key, legs in _LEGS.items()},
    "bridge": pa.struct({"id": _TEXT}),
    "playback": pa.struct({"id": _TEXT, "state": _TEXT, "target_uri": _TEXT}),
    "recording": pa.struct({"name": _TEXT, "target_uri": _TEXT}),
}
# Fewer rows than that are not cut into halves any more to find the one that is odd.
_FEW = 16


def subjects(block: Block, not_text: Iterable[int]) -> dict[str, Column]:
    """Return the columns `SUBJECTS` of rows, as Arrow's arrays.

    Parameters: `block`, the rows; `not_text`, which of them are no UTF-8.

    Example: `subjects(block, ())["channel_name"]`
    """
    slow = {*block.columns.others, *not_text}
    quick = [at for at in range(len(block)) if at not in slow]
    failed: list[int] = []
    raws = block.columns.raws
    if slow:
        raws = [raws[at] for at in quick]
    tables = [_found(table) for table in _parsed(raws, 0, failed, _keys(block, quick))]
    columns = {name: [table[name] for table in tables] for name in SUBJECTS}
    if not slow and not failed:
        return {name: _times(name, pa.concat_arrays(found)) for name, found in columns.items()}
    odd = sorted(slow.union(quick[at] for at in failed))
    cells = [cells_of(block.entry(at)) for at in odd]
    places = [at for at in quick if at not in set(odd)] + odd
    order = np.argsort(np.array(places, dtype="int64"))
    return {
        name: _times(
            name,
            pa.concat_arrays([*found, pa.array([row.get(name) for row in cells], _TEXT)]),
        ).take(order)
        for name, found in columns.items()
    }


def _parsed(raws: list[bytes], begin: int, failed: list[int], keys: Keys) -> list[Table]:
    """The events as tables of what is looked for; those that Arrow can't read go into `failed`.

    Parameters: `begin`, the number of the first one; `keys`, what is likely to be in them.
    """
    if not raws:
        return []
    if b"\n" in raws[-1]:
        # Asterisk's "pretty" JSON, which Arrow would take for several lines.
        raws = [raw.replace(b"\n", b" ") for raw in raws]
    lines = b"\n".join(raws)
    # One that begins with a brace makes one row at least: as many rows as events, one each.
    if all(map(bytes.startswith, raws, repeat(b"{"))):
        for wanted in (keys, _LOOKED_FOR.keys()):
            with contextlib.suppress(pa.ArrowException):
                table = _read(lines, wanted)
                if table.num_rows == len(raws):
                    return [table]
    if len(raws) <= _FEW:
        failed.extend(range(begin, begin + len(raws)))
        return []
    half = len(raws) // 2
    left = _parsed(raws[:half], begin, failed, keys)
    return left + _parsed(raws[half:], begin + half, failed, keys)


def _keys(block: Block, quick: list[int]) -> Keys:
    """What is likely to be in events: what is in the first one of each type."""
    types, raws = block.columns.types, block.columns.raws
    first = {types[at]: raws[at] for at in reversed(quick)}
    keys: set[str] = set()
    for raw in first.values():
        with contextlib.suppress(ValueError, TypeError):
            keys.update(orjson.loads(raw))
    return keys


def _read(lines: bytes, keys: Keys) -> Table:
    # To look for something costs time, there or not. What no event should have is "null" to Arrow,
    # which raises an error if one has it all the same.
    wanted = {key: kind if key in keys else pa.null() for key, kind in _LOOKED_FOR.items()}
    table = pyarrow.json.read_json(
        pa.BufferReader(lines),
        read_options=pyarrow.json.ReadOptions(use_threads=False, block_size=len(lines) + 1),
        parse_options=pyarrow.json.ParseOptions(
            explicit_schema=pa.schema(wanted), unexpected_field_behavior="ignore"
        ),
    )
    return table.select([key for key in _LOOKED_FOR if key in keys]).combine_chunks()


def _found(table: Table) -> dict[str, Column]:
    """The columns of one table, each as one array."""
    nothing = pa.nulls(table.num_rows, _TEXT)
    there = {name: table.column(name).chunk(0) for name in table.column_names}
    found = {name: there.get(name, nothing) for name in SUBJECTS}
    for target in ("recording", "playback"):
        if target in there:
            _add_target(found, there[target])
    if "recording" in there:
        found["recording_name"] = pc.struct_field(there["recording"], "name")
    if "playback" in there:
        found["playback_id"] = pc.struct_field(there["playback"], "id")
        found["playback_state"] = pc.struct_field(there["playback"], "state")
    if "bridge" in there:
        _add(found, "bridge", ("id",), there["bridge"], there["bridge"])
    # The first one that is there counts: it is written over the others.
    for channel in reversed(list(_other_channels(there))):
        _add(found, "channel", _OF_A_CHANNEL, channel, pc.struct_field(channel, "id"))
    if "channel" in there:
        _add(found, "channel", _OF_A_CHANNEL, there["channel"], there["channel"])
    return found


def _add(
    found: dict[str, Column], what: str, fields: Iterable[str], objects: Column, there: Column
) -> None:
    """Write the fields of objects over what was found before, wherever `there` is not null."""
    for field in fields:
        name = f"{what}_{field}"
        value = pc.struct_field(objects, field)
        found[name] = pc.if_else(pc.is_valid(there), value, found[name])


def _other_channels(there: dict[str, Column]) -> Iterable[Column]:
    for key in CHANNEL_KEYS:
        if key in there and key != "channel":
            yield there[key]
    for key, legs in _LEGS.items():
        if key in there:
            yield from (pc.struct_field(there[key], leg) for leg in legs)


def _add_target(found: dict[str, Column], target: Column) -> None:
    """Where it is played or taken: "channel:1400609726.3", "bridge:…"."""
    uri = pc.struct_field(target, "target_uri")
    for kind in ("channel", "bridge"):
        id_ = pc.struct_field(pc.extract_regex(uri, f"(?s)^{kind}:(?P<id>.+)$"), "id")
        found[f"{kind}_id"] = pc.coalesce(id_, found[f"{kind}_id"])


def _times(name: str, column: Column) -> Column:
    if name != "timestamp":
        return column
    try:
        return column.cast(_TIME)
    except pa.ArrowInvalid:
        return pa.array(list(map(_time, column.to_pylist())), _TIME)


def _time(text: str | None) -> datetime | None:
    """A time as Asterisk writes it; what is none is missing."""
    try:
        time = datetime.fromisoformat(text or "")
        return time.astimezone(UTC) if time.tzinfo else time.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return None
