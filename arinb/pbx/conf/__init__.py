"""Asterisk's configuration files: read without loss, written safely, checked with findings."""

from __future__ import annotations

from arinb.pbx.conf.ari import User, first_user
from arinb.pbx.conf.document import ConfDocument
from arinb.pbx.conf.files import ConfFile, ConfFolder, check
from arinb.pbx.conf.findings import Finding, Findings
from arinb.pbx.conf.http import HttpAddress, http_address

__all__ = [
    "ConfDocument",
    "ConfFile",
    "ConfFolder",
    "Finding",
    "Findings",
    "HttpAddress",
    "User",
    "check",
    "first_user",
    "http_address",
]
