"""`http.conf`: Asterisk's web server, which carries ARI."""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass

from arinb.pbx.conf.document import ConfDocument, Section, Setting
from arinb.pbx.conf.findings import Finding, Severity
from arinb.pbx.conf.values import closest, did_you_mean, is_true, is_yes_or_no

FILE = "http.conf"
DEFAULT_PORT = 8088
DEFAULT_TLS_PORT = 8089

# Options of [general], and the first version that knows them ("" for as long as there is ARI).
KNOWN_KEYS = {
    "enabled": "",
    "bindaddr": "",
    "bindport": "",
    "prefix": "",
    "sessionlimit": "",
    "redirect": "",
    "enablestatic": "",
    "tlsenable": "",
    "tlsbindaddr": "",
    "tlscertfile": "",
    "tlsprivatekey": "",
    "tlscipher": "",
    "session_inactivity": "12.4",
    "session_keep_alive": "12.4",
    "servername": "13.2",
    "tlsdisablev1": "",
    "tlsdisablev11": "",
    "tlsdisablev12": "",
    "tlsservercipherorder": "",
    "enable_static": "13.31/16.8",
    "enable_status": "13.31/16.8",
}
OLD_TLS_KEYS = ("sslenable", "sslbindaddr", "sslcert", "tlscert", "sslprivatekey", "sslcipher")


@dataclass(frozen=True, slots=True)
class HttpAddress:
    """Where Asterisk's web server listens, as `http.conf` says.

    `enabled` says whether it listens at all; `host` and `port` are as written (`0.0.0.0` is all
    addresses of the machine); `prefix` is "" or begins with a `/`; `tls` says whether it speaks
    HTTPS too, at `tls_host` and `tls_port`.

    Example: `http_address(conf["http.conf"].text).url`
    """

    enabled: bool
    host: str
    port: int
    prefix: str = ""
    tls: bool = False
    tls_host: str = ""
    tls_port: int = DEFAULT_TLS_PORT

    @property
    def url(self) -> str:
        """The URL for a client on the same machine, without `/ari`, such as
        `http://127.0.0.1:8088`.
        """
        loopback = {"": "127.0.0.1", "0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 - told apart
        host = loopback.get(self.host, self.host)
        return f"http://{f'[{host}]' if ':' in host else host}:{self.port}{self.prefix}"


def http_address(conf_text: str) -> HttpAddress:
    r"""Read from the text of `http.conf` where Asterisk's web server listens.

    Never fails: a file that Asterisk ignores, or that has no `[general]`, is a server that is off.

    Example: `http_address("[general]\nenabled = yes\nbindaddr = 127.0.0.1\n").port`  is 8088
    """
    document = ConfDocument(conf_text)
    sections = document.named("general")
    if document.fatal or not sections:
        return HttpAddress(enabled=False, host="", port=DEFAULT_PORT)
    general = sections[0]
    host, own_port = _host_and_port(general.value("bindaddr"))
    prefix = general.value("prefix")
    tls_host, tls_port = _host_and_port(general.value("tlsbindaddr"))
    return HttpAddress(
        enabled=is_true(general.value("enabled")) and bool(host),
        host=host,
        port=own_port or _port(general.value("bindport")) or DEFAULT_PORT,
        prefix=f"/{prefix}" if prefix else "",
        tls=is_true(general.value("tlsenable")),
        tls_host=tls_host or host,
        tls_port=tls_port or DEFAULT_TLS_PORT,
    )


def is_open_to_all(host: str) -> bool:
    """Whether a server at this `bindaddr` can be reached from other machines."""
    try:
        return not ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host.lower() not in ("", "localhost", "ip6-localhost", "ip6-loopback")


def check(document: ConfDocument) -> list[Finding]:
    """What keeps the web server from carrying ARI, or makes it carry it too far."""
    if document.fatal:
        return []
    sections = document.named("general")
    if not sections:
        return [] if document.includes else [_no_general(document)]
    findings = [_second_general(section) for section in sections[1:]]
    general = sections[0]
    findings += _check_keys(general)
    if not (document.includes and general.last("enabled") is None):
        findings += _check_enabled(general)
    findings += _check_address(general, included=bool(document.includes))
    findings += _check_port(general)
    findings += _check_prefix(general)
    return findings + _check_tls(general)


def _finding(line: int, severity: Severity, what: str, why: str, fix: str) -> Finding:
    return Finding(FILE, line, severity, what, why, fix)


def _no_general(document: ConfDocument) -> Finding:
    why = (
        "Asterisk reads the web server's options from [general] only; without it the web server "
        "stays off, and ARI with it."
    )
    close = (section for section in document.sections if closest(section.name, ["general"]))
    misspelt = next(close, None)
    if misspelt is None:
        fix = "Begin the file with [general], and below it: enabled = yes"
        return _finding(1, "error", "There is no [general] section.", why, fix)
    name = f"[{misspelt.name}]" + ("(!)" if misspelt.template else "")
    what = f"There is no [general] section; {name} is another one."
    fix = f"Write [general] in place of {name}."
    return _finding(misspelt.line, "error", what, why, fix)


def _second_general(section: Section) -> Finding:
    return _finding(
        section.line,
        "error",
        "This is a second [general] section.",
        "In http.conf Asterisk reads only the first one: what stands here is ignored.",
        "Move these lines up to the first [general], or write [general](+) here.",
    )


def _check_keys(general: Section) -> list[Finding]:
    return [
        _unknown_key(setting)
        for setting in general.settings
        if setting.name.lower() not in (*KNOWN_KEYS, *OLD_TLS_KEYS)
    ]


def _unknown_key(setting: Setting) -> Finding:
    guess = closest(setting.name, KNOWN_KEYS)
    return _finding(
        setting.line,
        "warning",
        f"Asterisk knows no option {setting.name} in [general]."
        + did_you_mean(setting.name, KNOWN_KEYS),
        "It ignores this line, and says so in its console.",
        f"Write {guess} in place of {setting.name}." if guess else "Take the line out.",
    )


def _check_enabled(general: Section) -> list[Finding]:
    setting = general.last("enabled")
    if setting is not None and is_true(setting.value):
        return []
    why = "The web server stays off: every request to ARI is refused (“connection refused”)."
    if setting is None:
        what = "[general] does not say enabled = yes."
        why = f"The web server is off unless it is enabled. {why}"
    elif is_yes_or_no(setting.value):
        what = f"The web server is switched off (enabled = {setting.value})."
    else:
        what = f"Asterisk takes {setting.value!r} for no."
        why = f"Only yes, true, y, t, 1 and on mean yes. {why}"
    line = general.line if setting is None else setting.line
    return [_finding(line, "error", what, why, "Write: enabled = yes")]


def _check_address(general: Section, *, included: bool) -> list[Finding]:
    setting = general.last("bindaddr")
    if setting is None or not setting.value:
        line = general.line if setting is None else setting.line
        missing = _finding(
            line,
            "error",
            "[general] does not say at which address to listen (bindaddr).",
            "There is no default: without bindaddr the web server opens no port at all.",
            "Write: bindaddr = 127.0.0.1  (this machine only)",
        )
        return [] if setting is None and included else [missing]
    host, port = _host_and_port(setting.value)
    if not _can_be_host(host):
        return [_no_host(setting)]
    return [*_check_reach(setting, host), *_check_two_ports(general, setting, port)]


def _no_host(setting: Setting) -> Finding:
    return _finding(
        setting.line,
        "error",
        f"{setting.value} is not an address to listen at.",
        "bindaddr takes an address or a host name of this machine, without http:// or a path; "
        "Asterisk opens no port otherwise.",
        "Write: bindaddr = 127.0.0.1",
    )


def _can_be_host(host: str) -> bool:
    """Whether this is an address, or may be a host's name: whether that exists is not looked up."""
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return re.fullmatch(r"(?=.*[A-Za-z])[\w.-]+", host) is not None
    return True


def _check_two_ports(general: Section, address: Setting, port: int | None) -> list[Finding]:
    setting = general.last("bindport")
    if setting is None or port is None or _port(setting.value) in (port, None):
        return []
    return [
        _finding(
            setting.line,
            "warning",
            f"bindaddr says port {port}, bindport says {setting.value}.",
            f"The port in bindaddr wins: Asterisk listens at {address.value}.",
            "Write the port once: take it out of bindaddr, or take out bindport.",
        )
    ]


def _check_reach(setting: Setting, host: str) -> list[Finding]:
    if not is_open_to_all(host):
        return []
    everywhere = host in ("0.0.0.0", "::")  # noqa: S104 - that is the finding
    what = "on all network interfaces" if everywhere else "at an address that others can reach"
    return [
        _finding(
            setting.line,
            "warning",
            f"With {host} the web server listens {what}.",
            "Whoever can reach this machine can try passwords; with a password that everybody "
            "knows they can place calls at your cost. HTTP also sends it unencrypted.",
            "Write bindaddr = 127.0.0.1, so that only this machine can connect; or make sure that "
            "a firewall and a good password in ari.conf protect it.",
        )
    ]


def _check_port(general: Section) -> list[Finding]:
    setting = general.last("bindport")
    if setting is None or _port(setting.value) is not None:
        return []
    return [
        _finding(
            setting.line,
            "error",
            f"{setting.value or 'nothing'} is not a port.",
            f"A port is a number from 1 to 65535; Asterisk takes {DEFAULT_PORT} in its place.",
            f"Write: bindport = {DEFAULT_PORT}",
        )
    ]


def _check_prefix(general: Section) -> list[Finding]:
    setting = general.last("prefix")
    if setting is None or not setting.value.startswith("/"):
        return []
    path = setting.value
    return [
        _finding(
            setting.line,
            "warning",
            "The prefix begins with a /.",
            f"Asterisk puts a / in front of it by itself: ARI is at /{path}/ari then.",
            f"Write: prefix = {path.lstrip('/')}",
        )
    ]


def _check_tls(general: Section) -> list[Finding]:
    setting = general.last("tlsenable") or general.last("sslenable")
    if setting is None or not is_true(setting.value):
        return []
    if any(general.value(key) for key in ("tlscertfile", "tlscert", "sslcert")):
        return []
    return [
        _finding(
            setting.line,
            "error",
            "HTTPS is switched on, but there is no certificate.",
            "Without one Asterisk does not open the HTTPS port.",
            "Name the file with the certificate and the key: tlscertfile = /path/to/asterisk.pem "
            "— or write tlsenable = no.",
        )
    ]


def _port(value: str) -> int | None:
    if not re.fullmatch(r"\+?\d{1,5}", value, flags=re.ASCII):
        return None
    return int(value) if 0 < int(value) <= 65535 else None


def _host_and_port(address: str) -> tuple[str, int | None]:
    """Take `host`, `host:port`, `[v6]` or `[v6]:port` apart."""
    match = re.fullmatch(r"(\[.*\]|[^:]*)(?::(\d+))?", address)
    if match is None:
        return address, None
    return match[1].strip("[]"), _port(match[2] or "")
