"""The models of /asterisk/modules and /asterisk/logging."""

# Written by `make generate` from arinb.api. A change belongs into arinb/ari/api/data.

from __future__ import annotations

from typing import TYPE_CHECKING

from arinb.ari.objects.model import Live
from arinb.ari.objects.perform import described, perform

if TYPE_CHECKING:
    from typing import ClassVar, Self


class Module(Live):
    """A module of Asterisk: a part that can be loaded, such as a codec.

    Since Asterisk 13.5.
    """

    _identity: ClassVar[str] = "name"
    _shown: ClassVar[tuple[str, ...]] = ("name", "status", "description", "use_count")

    @property
    def name(self) -> str:
        """Its file, such as "res_ari.so"."""
        return self._text("name")

    @property
    def description(self) -> str:
        """What it brings."""
        return self._text("description")

    @property
    def use_count(self) -> int:
        """How often it is in use now."""
        return self._number("use_count")

    @property
    def status(self) -> str:
        """Whether it runs: "Running" or "Not Running"."""
        return self._text("status")

    @property
    def support_level(self) -> str:
        """Who looks after it: "core", "extended", …."""
        return self._text("support_level")

    def refresh(self) -> Self:
        """Ask ARI for it anew (GET /asterisk/modules/{moduleName}), and return it.

        Raises NotFound when it is gone.

        Example: `module.refresh()`
        """
        answer = perform(self._client, "asterisk.modules.get", moduleName=self)
        return self._renewed(described(Module, answer))

    def unload(self) -> None:
        """Unload a module.

        What it served is gone, too: without res_ari_channels.so, for instance, /channels is 404.
        (DELETE /asterisk/modules/{moduleName}, since Asterisk 13.5.)

        Raises:
            NotFound (404): there is no such module among those that are loaded.
            Conflict (409): it is in use, or does not let itself be unloaded.

        Example: `module.unload()`
        """
        perform(self._client, "asterisk.modules.unload", moduleName=self)

    def reload(self) -> None:
        """Have a module read its files again.

        It answers 202 when that is done later. (PUT /asterisk/modules/{moduleName}, since Asterisk
        13.5.)

        Raises:
            NotFound (404): there is no such module among those that are loaded.
            Conflict (409): it can not be reloaded, as many can not, or another reload is going on.

        Example: `module.reload()`
        """
        perform(self._client, "asterisk.modules.reload", moduleName=self)


class LogChannel(Live):
    """A log that Asterisk writes.

    Since Asterisk 13.6.
    """

    _identity: ClassVar[str] = "channel"
    _shown: ClassVar[tuple[str, ...]] = ("channel", "type", "status", "configuration")

    @property
    def channel(self) -> str:
        """The path of its file, "syslog.<facility>", or empty for the console."""
        return self._text("channel")

    @property
    def type(self) -> str:
        """What it is: "File", "Console", "Syslog"."""
        return self._text("type")

    @property
    def status(self) -> str:
        """Whether it is written: "Enabled" or "Disabled"."""
        return self._text("status")

    @property
    def configuration(self) -> str:
        """The levels that it holds, in capitals, separated by blanks."""
        return self._text("configuration")

    def delete(self) -> None:
        """Have Asterisk write a log no more.

        Its file stays. (DELETE /asterisk/logging/{logChannelName}, since Asterisk 13.6.)

        Raises:
            NotFound (404): there is no such log, or logger.conf has it: only those added stop.

        Example: `log_channel.delete()`
        """
        perform(self._client, "asterisk.logging.delete", logChannelName=self)

    def rotate(self) -> None:
        """Begin a new file for a log; the old one gets another name.

        Asterisk reads logger.conf again: all logs that were added by ARI are gone then, this one
        too. (PUT /asterisk/logging/{logChannelName}/rotate, since Asterisk 13.6.)

        Raises:
            NotFound (404): there is no such log, or it is not a file.

        Example: `log_channel.rotate()`
        """
        perform(self._client, "asterisk.logging.rotate", logChannelName=self)
