"""The models of /asterisk."""

# Written by `make generate` from arinb.api. A change belongs into arinb/ari/api/data.

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from arinb.ari.objects.model import Model

if TYPE_CHECKING:
    from datetime import datetime


class BuildInfo(Model):
    """How this Asterisk was built.

    Since Asterisk 12.0.
    """

    @property
    def os(self) -> str:
        """The system that it was built on."""
        return self._text("os")

    @property
    def kernel(self) -> str:
        """That system's kernel."""
        return self._text("kernel")

    @property
    def options(self) -> str:
        """The options that it was built with."""
        return self._text("options")

    @property
    def machine(self) -> str:
        """The processor that it was built for."""
        return self._text("machine")

    @property
    def date(self) -> str:
        """When."""
        return self._text("date")

    @property
    def user(self) -> str:
        """By whom."""
        return self._text("user")


class SystemInfo(Model):
    """Which Asterisk this is.

    Since Asterisk 12.0.
    """

    @property
    def version(self) -> str:
        """Its version, such as "22.10.1"."""
        return self._text("version")

    @property
    def entity_id(self) -> str:
        """Its id, which events have as `asterisk_id`."""
        return self._text("entity_id")


class SetId(Model):
    """As whom Asterisk runs.

    Since Asterisk 12.0.
    """

    @property
    def user(self) -> str:
        """The user; empty where none is set."""
        return self._text("user")

    @property
    def group(self) -> str:
        """The group; empty where none is set."""
        return self._text("group")


class ConfigInfo(Model):
    """What asterisk.conf says.

    Since Asterisk 12.0.
    """

    @property
    def name(self) -> str:
        """The name of this Asterisk; often empty."""
        return self._text("name")

    @property
    def default_language(self) -> str:
        """The language of its sounds."""
        return self._text("default_language")

    @property
    def max_channels(self) -> int | None:
        """How many channels it has at most; absent where no limit is set. It may be missing:
        None.
        """
        return self._maybe_number("max_channels")

    @property
    def max_open_files(self) -> int | None:
        """How many files it opens at most; absent where no limit is set. It may be missing:
        None.
        """
        return self._maybe_number("max_open_files")

    @property
    def max_load(self) -> float | None:
        """The load of the machine above which it takes no call; absent for none. It may be
        missing: None.
        """
        return self._maybe_real("max_load")

    @cached_property
    def setid(self) -> SetId:
        """As whom it runs."""
        return self._made(SetId, "setid")


class StatusInfo(Model):
    """Since when Asterisk runs.

    Since Asterisk 12.0.
    """

    @property
    def startup_time(self) -> datetime | None:
        """When it was started."""
        return self._time("startup_time")

    @property
    def last_reload_time(self) -> datetime | None:
        """When it last read its files."""
        return self._time("last_reload_time")


class AsteriskInfo(Model):
    """What Asterisk says about itself.

    Since Asterisk 12.0.
    """

    @cached_property
    def build(self) -> BuildInfo | None:
        """How it was built. It may be missing: None."""
        return self._maybe_made(BuildInfo, "build")

    @cached_property
    def system(self) -> SystemInfo | None:
        """Which Asterisk it is. It may be missing: None."""
        return self._maybe_made(SystemInfo, "system")

    @cached_property
    def config(self) -> ConfigInfo | None:
        """What asterisk.conf says. It may be missing: None."""
        return self._maybe_made(ConfigInfo, "config")

    @cached_property
    def status(self) -> StatusInfo | None:
        """Since when it runs. It may be missing: None."""
        return self._maybe_made(StatusInfo, "status")


class AsteriskPing(Model):
    """The answer to a ping.

    Since Asterisk 13.25 or 16.2.
    """

    @property
    def asterisk_id(self) -> str:
        """The Asterisk that answers."""
        return self._text("asterisk_id")

    @property
    def ping(self) -> str:
        """Always "pong"."""
        return self._text("ping")

    @property
    def timestamp(self) -> str:
        """When it answered."""
        return self._text("timestamp")


class ConfigTuple(Model):
    """One attribute of an object of the configuration.

    Since Asterisk 13.5.
    """

    @property
    def attribute(self) -> str:
        """Its name."""
        return self._text("attribute")

    @property
    def value(self) -> str:
        """Its value, a text."""
        return self._text("value")
