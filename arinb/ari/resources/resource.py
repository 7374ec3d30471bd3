"""What all collections share: the client, and patience with wrong calls."""

from __future__ import annotations

from typing import TYPE_CHECKING

from arinb.ari.objects import cards
from arinb.ari.objects.forgiving import Forgiving

if TYPE_CHECKING:
    from arinb.ari.client import Client


class Resource(Forgiving):
    """A collection of ARI's, such as its channels; its methods are the operations.

    Parameters: `client`, for its requests.

    Example: `ari.channels.list()`
    """

    def __init__(self, client: Client) -> None:
        self._client = client

    def __repr__(self) -> str:
        return f"<{type(self).__name__}: {', '.join(self._operations())}>"

    def _repr_html_(self) -> str:
        rows = [{"operation": n, "what it does": w} for n, w in self._operations().items()]
        return cards.table(type(self).__name__, rows)

    def _operations(self) -> dict[str, str]:
        """The names of the methods, with the first line of what each says of itself."""
        names = [name for name in dir(type(self)) if not name.startswith("_")]
        methods = {name: getattr(type(self), name) for name in names}
        return {n: (m.__doc__ or "").split("\n")[0] for n, m in methods.items() if callable(m)}
