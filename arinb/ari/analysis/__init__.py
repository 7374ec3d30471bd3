"""Questions that one asks a log: `log.ari` at every table of a log, once this is imported.

Each is a small function of its own, from a table to a table: `counts`, `first_playback`, `life`,
`calls`, `requests`, `problems`. `AriAccessor` puts them together and describes what they return.
"""

from __future__ import annotations

from arinb.ari.analysis.accessor import AriAccessor, register
from arinb.errors import AnalysisError, BadQuestion, MissingColumns, NotInLog

__all__ = ["AnalysisError", "AriAccessor", "BadQuestion", "MissingColumns", "NotInLog", "register"]

register()
