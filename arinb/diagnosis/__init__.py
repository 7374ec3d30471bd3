"""Why nothing happens: the chain from Asterisk's process to the sound, followed link by link."""

from __future__ import annotations

from arinb.diagnosis.diagnose import diagnose
from arinb.diagnosis.report import Diagnosis, Finding, Looked

__all__ = ["Diagnosis", "Finding", "Looked", "diagnose"]
