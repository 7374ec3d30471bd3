"""A password that would be noticed wherever it showed up."""

from __future__ import annotations

from arinb.errors import ArinbError

SECRET = "pa55+w@rd;ü %"


def assert_secret_is_kept(error: ArinbError) -> None:
    chain = f"{error} {error!r} {error.__cause__!r} {getattr(error, 'exchange', '')!r}"
    assert SECRET not in chain
    assert "55+w" not in chain
