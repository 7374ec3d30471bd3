"""What a request says in its query and its body."""

from __future__ import annotations

import pytest

from arinb.ari import payload

PLAY = "/ari/channels/1400609726.3/play"


@pytest.mark.parametrize(
    ("query", "body", "found"),
    [
        ("", b"", {}),
        ("?media=sound:a,digits:7&x=1", b"", {"media": ["sound:a", "digits:7"], "x": ["1"]}),
        ("?lang=&app=a%2Cb", b"", {"lang": [""], "app": ["a,b"]}),
        ("?lang=en&lang=de", b"", {"lang": ["de"]}),
        ("", b'{"media": ["tone:440/300,0/200", "sound:a"]}',
         {"media": ["tone:440/300,0/200", "sound:a"]}),
        ("?skipms=1", b'{"skipms": 3000, "variables": {"A": "b"}}',
         {"skipms": ["3000"], "variables": ['{"A": "b"}']}),
        ("?lang=en", b"[1]", {"lang": ["en"]}),
        ("?lang=en", b"\xff{", {"lang": ["en"]}),
        ("?lang=en", b"[" * 100_000, {"lang": ["en"]}),
    ],
)  # fmt: skip
def test_the_parameters_of_a_request(query: str, body: bytes, found: object) -> None:
    assert payload.params(PLAY + query, body) == found
