"""What all live objects share: the client, the raw data, and a small card in the notebook."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any, ClassVar

from arinb.ari.client import Client, segment
from arinb.ari.exchange import visible
from arinb.errors import NotAsterisk

if TYPE_CHECKING:
    from arinb.ari.exchange import Exchange


class Live:
    """An object of Asterisk's, as ARI last described it.

    Parameters: `client`, for its requests; `raw`, its JSON. Two objects of one kind with the same
    id are equal.

    Example: `start.channel.raw["creationtime"]`
    """

    # What the card and the repr show, by their names in the JSON.
    _shown: ClassVar[tuple[str, ...]] = ()
    _collection: ClassVar[str] = ""

    def __init__(self, client: Client, raw: dict[str, Any]) -> None:
        self._client = client
        self.raw = raw

    @property
    def id(self) -> str:
        """The id by which ARI knows it.

        Example: `start.channel.id`
        """
        return str(self.raw.get("id", ""))

    @property
    def state(self) -> str:
        """Its state when ARI last described it; `refresh()` asks anew.

        Example: `start.channel.state`
        """
        return str(self.raw.get("state", ""))

    def refresh(self) -> None:
        """Ask ARI for it anew. Raises NotFound when it is gone.

        Example: `start.channel.refresh()`
        """
        self.raw = described(self._client.get(self._path()))

    def _path(self, action: str = "") -> str:
        path = f"/{self._collection}/{segment(self.id)}"
        return f"{path}/{action}" if action else path

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self) and isinstance(other, Live) and other.id == self.id

    def __hash__(self) -> int:
        return hash((type(self), self.id))

    def __repr__(self) -> str:
        words = (type(self).__name__, *(str(self.raw.get(name, "")) for name in self._shown))
        return visible(f"<{' '.join(filter(None, words))}>")

    def _repr_html_(self) -> str:
        rows = "".join(
            f'<tr><th scope="row" style="text-align: left">{escape(name)}</th>'
            '<td style="text-align: left; overflow-wrap: anywhere">'
            f"{escape(visible(str(self.raw.get(name, ''))))}</td></tr>"
            for name in (*self._shown, "id")
        )
        return (
            '<table style="margin: 0; color: var(--jp-ui-font-color1, inherit)">'
            '<caption style="text-align: left; font-weight: bold">'
            f"{type(self).__name__}</caption><tbody>{rows}</tbody></table>"
        )


def described(exchange: Exchange) -> dict[str, Any]:
    """Return the object that an answer describes. Raises NotAsterisk if it describes none.

    Example: `described(client.get("/channels/1400609726.3"))["state"]`
    """
    data = _json(exchange)
    if isinstance(data, dict) and isinstance(data.get("id"), str):
        return data
    raise _not_described(exchange)


def all_described(exchange: Exchange) -> list[dict[str, Any]]:
    """Return the objects that an answer lists. Raises NotAsterisk if it lists none.

    Example: `len(all_described(client.get("/channels")))`
    """
    data = _json(exchange)
    if isinstance(data, list) and all(isinstance(item, dict) for item in data):
        return data
    raise _not_described(exchange)


def _json(exchange: Exchange) -> object:
    try:
        data: object = exchange.json()
    except (ValueError, RecursionError):
        return None
    return data


def _not_described(exchange: Exchange) -> NotAsterisk:
    return NotAsterisk(
        f"{exchange.method} {exchange.path.partition('?')[0]} was answered, but not as ARI does.",
        why="the answer describes nothing that ARI has.",
        next_step="Look at the answer (it is the error's .exchange), and check host and port.",
        exchange=exchange,
    )
