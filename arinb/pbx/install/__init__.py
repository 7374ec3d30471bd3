"""Get an Asterisk without being root: packages of the machine's own mirror, unpacked in a folder.

Nothing outside arinb's own folders is touched: the packages go into the user's data folder, what
is downloaded into the user's cache folder.
"""

from __future__ import annotations

from arinb.pbx.install.asterisk import install_asterisk, installed, remove_asterisk
from arinb.pbx.install.packages import fetch_packages

__all__ = ["fetch_packages", "install_asterisk", "installed", "remove_asterisk"]
