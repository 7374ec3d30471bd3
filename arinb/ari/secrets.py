"""Passwords and the like in the answers of Asterisk's dynamic configuration.

`GET /asterisk/config/dynamic/res_pjsip/auth/1000` answers with all that the object holds, as a list
of `{"attribute": "password", "value": "…"}`. A log that somebody shares must not have them.
"""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import unquote

import orjson

MASK = "…"

_ROOM = "/config/dynamic/"
# password, md5_cred, password_digest, oauth_secret, refresh_token, api_key, passphrase, …
_NAMES = re.compile(
    r"pass(word|wd|phrase)|secret|token|cred|digest|api_?key|private_?key", re.IGNORECASE
)
# These tell how a secret is written, or in which file it is, not what it is.
_HARMLESS = re.compile(r"_(format|file|path|type)$", re.IGNORECASE)
# "https://name:password@host", "sip:name:password@host".
_USERINFO = re.compile(r"(://|\bsips?:)[^\s<>@/:]*:[^\s<>]*@", re.IGNORECASE)


def without_secret_fields(path: str, body: bytes) -> bytes:
    """Return an answer's body as it may be written down.

    What is secret in an object of the dynamic configuration is masked; every other body comes back
    as it is, and costs a look at its path.

    Parameters: `path` of the request, with or without its query; `body` of the answer.

    Example: `without_secret_fields("/ari/asterisk/config/dynamic/res_pjsip/auth/1000", body)`
    """
    if "%" in path:
        path = unquote(path)
    if _ROOM not in path.lower() or not body:
        return body
    try:
        data = orjson.loads(body)
    except ValueError:
        # An answer that broke off may end in the middle of a password.
        return MASK.encode()
    return _masked(data, body)


def without_secrets_sent(body: bytes) -> bytes:
    """Return a request's body as it may be written down: what is secret in its JSON is masked.

    Example: `without_secrets_sent(b'{"variables": {"PASSWORD": "secret"}}')`
    """
    if not body:
        return body
    try:
        data = orjson.loads(body)
    except ValueError:
        return MASK.encode()
    return _masked(data, body)


def without_secret_values(data: Any) -> Any:  # noqa: ANN401 - JSON is what it is
    """Return JSON without the values of passwords and the like, wherever they stand in it.

    They are masked by their names: `{"password": "…"}`, `{"attribute": "password", "value": "…"}`;
    and in URIs: "sip:1000:password@example.com".

    Example: `without_secret_values([{"attribute": "md5_cred", "value": "5f4dcc3b…"}])`
    """
    if isinstance(data, list):
        return [without_secret_values(item) for item in data]
    if isinstance(data, str):
        return _USERINFO.sub(lambda match: f"{match[1]}{MASK}@", data)
    if not isinstance(data, dict):
        return data
    named = is_secret(data.get("attribute"))
    return {
        name: MASK
        if value and (is_secret(name) or (named and name == "value"))
        else without_secret_values(value)
        for name, value in data.items()
    }


def is_secret(name: object) -> bool:
    """Whether a field of that name holds something secret.

    Example: `is_secret("md5_cred")`
    """
    return (
        isinstance(name, str) and _NAMES.search(name) is not None and _HARMLESS.search(name) is None
    )


def _masked(data: object, body: bytes) -> bytes:
    masked = without_secret_values(data)
    return body if masked == data else orjson.dumps(masked)
