"""What is secret in the answers of the dynamic configuration reaches no log and no file."""

from __future__ import annotations

import base64
import gzip
import json
import timeit
from pathlib import Path
from urllib.parse import quote

import pyarrow.parquet
import pytest
from hypothesis import given
from hypothesis import strategies as st

from arinb.ari import files
from arinb.ari.connection import connect
from arinb.ari.secrets import is_secret, without_secret_fields, without_secret_values
from arinb.pbx.private import PrivateAsterisk

AUTH = "/ari/asterisk/config/dynamic/res_pjsip/auth/1000"
SECRETS = (
    *("password", "md5_cred", "password_digest", "oauth_secret", "refresh_token", "api_key"),
    *("Passphrase", "secret", "access_token", "privatekey", "passwd", "credentials"),
)
HARMLESS = (
    *("username", "auth_type", "realm", "password_format", "private_key_file", "priv_key_file"),
    *("oauth_clientid", "nonce_lifetime", "supported_algorithms_uac", "max_contacts", "token_type"),
)


def body(name: str, value: str) -> bytes:
    tuples = [{"attribute": "username", "value": "1000"}, {"attribute": name, "value": value}]
    return json.dumps(tuples).encode()


@pytest.mark.parametrize("name", SECRETS)
@pytest.mark.parametrize("path", [AUTH, f"{AUTH}?x=1", AUTH.replace("c", "%63"), AUTH.upper()])
def test_what_is_secret_is_masked(name: str, path: str) -> None:
    assert is_secret(name)
    masked = without_secret_fields(path, body(name, "s3cret"))
    assert json.loads(masked) == json.loads(body(name, "…"))


@pytest.mark.parametrize("name", HARMLESS)
def test_what_is_not_secret_stays_as_it_came(name: str) -> None:
    assert not is_secret(name)
    came = body(name, "md5") + b"\n"
    assert without_secret_fields(AUTH, came) is came


def test_other_answers_stay_as_they_came() -> None:
    came = body("password", "s3cret")
    for path in ("/ari/channels", "/ari/asterisk/info", "/ari/asterisk/variable?variable=%20x"):
        assert without_secret_fields(path, came) is came
    assert without_secret_fields(AUTH, b"") == b""
    assert without_secret_fields(AUTH, b'{"message":"Not found"}') == b'{"message":"Not found"}'


def test_an_answer_that_broke_off_is_not_written_down() -> None:
    came = body("password", "s3cret")
    for length in range(1, len(came)):
        assert b"s3c" not in without_secret_fields(AUTH, came[:length])


@pytest.mark.parametrize(
    ("value", "masked"),
    [
        ("sip:1000:s3cret@example.com", "sip:…@example.com"),
        ('"Ann" <sips:a:s3c/r:et@h:5061>', '"Ann" <sips:…@h:5061>'),
        ("https://me:s3cret@example.com/x", "https://…@example.com/x"),
        ("sip:1000@example.com", "sip:1000@example.com"),
        ("sip:example.com:5060", "sip:example.com:5060"),
    ],
)
def test_passwords_in_uris_are_masked(value: str, masked: str) -> None:
    assert without_secret_values([{"attribute": "contact", "value": value}]) == [
        {"attribute": "contact", "value": masked}
    ]


@given(st.recursive(st.none() | st.text() | st.integers(), st.lists))
def test_json_without_names_stays(data: object) -> None:
    assert ":" in str(data) or without_secret_values(data) == data


def test_ordinary_answers_cost_hardly_anything() -> None:
    came = body("password", "s3cret") * 100
    times = timeit.repeat(
        lambda: without_secret_fields("/ari/channels/1795450970.0", came), number=1000
    )
    assert min(times) / 1000 < 5e-6


def test_a_saved_log_of_a_real_asterisk_holds_no_password(
    pbx: PrivateAsterisk, tmp_path: Path
) -> None:
    with connect(pbx, app="hello-world") as ari:
        secrets = {pbx.password, _phones_password(pbx)}
        ari.request("GET", "/channels", api_key=f"{pbx.username}:{pbx.password}")
        ari.request("GET", "/asterisk/config/dynamic/res_pjsip/auth/1000")
        ari.client.get("/asterisk/variable", variable="CHANNEL(name)")
        log = ari.log
    for name in ("call.jsonl", "call.jsonl.gz", "call.parquet", "archive/"):
        files.save(log, f"{tmp_path}/{name}")
    answers = [entry for entry in log if "/auth/1000" in entry.path and entry.raw]
    assert '"attribute":"password","value":"…"' in answers[0].text
    content = {path: _content(path) for path in tmp_path.rglob("*") if path.is_file()}
    assert len(content) == 4
    for secret in secrets:
        pair = f"{pbx.username}:{secret}"
        forms = (secret, quote(secret, safe=""), base64.b64encode(pair.encode()).decode())
        for path, text in content.items():
            assert not [form for form in forms if form in text], path


def _phones_password(pbx: PrivateAsterisk) -> str:
    """That of a phone's section in pjsip.conf, one that would be noticed."""
    password = "pa55%w+rd_of_the_phone"
    section = f"[1000]\ntype = auth\nauth_type = userpass\nusername = 1000\npassword = {password}\n"
    file = pbx.conf["pjsip.conf"]
    file.write(f"{file.text}\n{section}")
    pbx.reload()
    return password


def _content(path: Path) -> str:
    """What is in a file, unpacked."""
    if path.suffix == ".parquet":
        return str(pyarrow.parquet.ParquetFile(path).read().to_pylist())
    content = path.read_bytes()
    return (gzip.decompress(content) if path.suffix == ".gz" else content).decode()
