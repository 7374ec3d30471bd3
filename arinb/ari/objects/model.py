"""What all objects of ARI share: their raw JSON, typed access to it, and how they look."""

from __future__ import annotations

import sys
from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar, Self, TypeVar

from arinb.ari.exchange import visible
from arinb.ari.objects import cards
from arinb.ari.objects.forgiving import Forgiving

if TYPE_CHECKING:
    from arinb.ari.client import Client

M = TypeVar("M", bound="Model")


class Model:
    """A JSON object of ARI, as Asterisk described it.

    Parameters: `client`, for requests of what is inside of it; `raw`, its JSON.

    Example: `start.channel.raw["creationtime"]`
    """

    # What the card shows, by its names in the JSON, () for all; the repr shows the first two.
    _shown: ClassVar[tuple[str, ...]] = ()

    def __init__(self, client: Client, raw: dict[str, Any]) -> None:
        self._client = client
        self.raw = raw

    def __getitem__(self, name: str) -> Any:  # noqa: ANN401 - JSON can be anything
        return self.raw[name]

    def __contains__(self, name: object) -> bool:
        return name in self.raw

    def __repr__(self) -> str:
        words = [type(self).__name__, *(str(self.raw.get(name, "")) for name in self._shown[:2])]
        return visible(f"<{' '.join(filter(None, words))}>")

    def _repr_html_(self) -> str:
        return cards.card(type(self).__name__, self._cells())

    def _cells(self) -> dict[str, Any]:
        """What a card or a row of a table shows, by name."""
        return {name: self.raw.get(name, "") for name in self._shown or self.raw}

    def _text(self, name: str) -> str:
        return self._maybe_text(name) or ""

    def _maybe_text(self, name: str) -> str | None:
        value = self.raw.get(name)
        return value if isinstance(value, str) or value is None else str(value)

    def _number(self, name: str) -> int:
        return self._maybe_number(name) or 0

    def _maybe_number(self, name: str) -> int | None:
        value = self._maybe_finite(name)
        return None if value is None else int(value)

    def _maybe_real(self, name: str) -> float | None:
        value = self._maybe_finite(name)
        return None if value is None else float(value)

    def _maybe_finite(self, name: str) -> int | float | None:
        """A number; JSON can hold one that is more than any that Python can count with."""
        value = self.raw.get(name)
        fits = isinstance(value, int | float) and abs(value) <= sys.float_info.max
        return value if fits else None

    def _flag(self, name: str) -> bool:
        return self.raw.get(name) is True

    def _maybe_flag(self, name: str) -> bool | None:
        value = self.raw.get(name)
        return value if isinstance(value, bool) else None

    def _time(self, name: str) -> datetime | None:
        try:
            return datetime.fromisoformat(self.raw[name])
        except (KeyError, TypeError, ValueError):
            return None

    def _items(self, name: str) -> list[Any]:
        value = self.raw.get(name)
        return value if isinstance(value, list) else []

    def _mapping(self, name: str) -> dict[str, Any]:
        value = self.raw.get(name)
        return value if isinstance(value, dict) else {}

    def _made(self, kind: type[M], name: str) -> M:
        return kind(self._client, self._mapping(name))

    def _maybe_made(self, kind: type[M], name: str) -> M | None:
        value = self.raw.get(name)
        return kind(self._client, value) if isinstance(value, dict) else None

    def _all_made(self, kind: type[M], name: str) -> list[M]:
        return [kind(self._client, item) for item in self._items(name) if isinstance(item, dict)]


class Live(Forgiving, Model):
    """An object of Asterisk's that one can act upon; it shows what ARI said of it last.

    Two objects of one kind with the same id are equal. `refresh()` asks anew.

    Example: `start.channel == ari.channels.get(start.channel.id)`
    """

    # The field by which ARI knows it.
    _identity: ClassVar[str] = "id"
    # What stands before its id where an application subscribes to it: "channel:…".
    _scheme: ClassVar[str] = ""

    @property
    def _key(self) -> str:
        """Its id, as it stands in a path."""
        return self._text(self._identity)

    def _renewed(self, raw: dict[str, Any]) -> Self:
        """Take over what ARI says of it now; objects made from its parts are made anew."""
        kept = {"_client": self._client, "raw": raw}
        self.__dict__.clear()
        self.__dict__.update(kept)
        return self

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self) and isinstance(other, Live) and other._key == self._key

    def __hash__(self) -> int:
        return hash((type(self), self._key))


class Listing(list[M]):
    """A list of objects of ARI, which a notebook shows as a table.

    Example: `ari.channels.list()`
    """

    def _repr_html_(self) -> str:
        if not self:
            return cards.nothing()
        kinds = sorted({type(item).__name__ for item in self})
        return cards.table(", ".join(kinds), [item._cells() for item in self])  # noqa: SLF001 - its own items
