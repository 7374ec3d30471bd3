"""The operations of /asterisk/modules and /asterisk/logging."""

# Written by `make generate` from arinb.api. A change belongs into arinb/ari/api/data.

from __future__ import annotations

from typing import TYPE_CHECKING

from arinb.ari.objects.modules import LogChannel, Module
from arinb.ari.objects.perform import one, perform, several
from arinb.ari.resources.resource import Resource

if TYPE_CHECKING:
    from arinb.ari.objects.model import Listing


class Modules(Resource):
    """What ARI can be asked of asterisk modules: `ari.asterisk.modules`.

    Parameters: `client`, for its requests.

    Example: `ari.asterisk.modules.list()`
    """

    def list(self) -> Listing[Module]:
        """List the modules that are loaded.

        (GET /asterisk/modules, since Asterisk 13.5.)

        Returns a list of `Module` objects that one can act upon; a notebook shows it as a table.

        Example: `ari.asterisk.modules.list()`
        """
        answer = perform(self._client, "asterisk.modules.list")
        return several(Module, self._client, answer)

    def get(self, module: Module | str) -> Module:
        """Ask for one module.

        (GET /asterisk/modules/{moduleName}, since Asterisk 13.5.)

        Parameters:
            module: the module, or its file's name, such as "res_ari.so".

        Returns a `Module` that one can act upon.

        Raises:
            NotFound (404): there is no such module among those that are loaded.
            Conflict (409): it is loaded, but its name is not written in full, as in res_ari.so.

        Example: `ari.asterisk.modules.get("res_ari.so").status`
        """
        answer = perform(self._client, "asterisk.modules.get", moduleName=module)
        return one(Module, self._client, answer)

    def load(self, module: Module | str) -> None:
        """Load a module.

        (POST /asterisk/modules/{moduleName}, since Asterisk 13.5.)

        Parameters:
            module: the module, or its file's name, such as "res_musiconhold.so".

        Raises:
            Conflict (409): it is loaded already, or can not be loaded: there is no such file, or it
                lacks something.

        Example: `ari.asterisk.modules.load("app_mixmonitor.so")`
        """
        perform(self._client, "asterisk.modules.load", moduleName=module)

    def unload(self, module: Module | str) -> None:
        """Unload a module.

        What it served is gone, too: without res_ari_channels.so, for instance, /channels is 404.
        (DELETE /asterisk/modules/{moduleName}, since Asterisk 13.5.)

        Parameters:
            module: the module, or its file's name, such as "res_musiconhold.so".

        Raises:
            NotFound (404): there is no such module among those that are loaded.
            Conflict (409): it is in use, or does not let itself be unloaded.

        Example: `ari.asterisk.modules.unload("app_mixmonitor.so")`
        """
        perform(self._client, "asterisk.modules.unload", moduleName=module)

    def reload(self, module: Module | str) -> None:
        """Have a module read its files again.

        It answers 202 when that is done later. (PUT /asterisk/modules/{moduleName}, since Asterisk
        13.5.)

        Parameters:
            module: the module, or its file's name, such as "res_musiconhold.so".

        Raises:
            NotFound (404): there is no such module among those that are loaded.
            Conflict (409): it can not be reloaded, as many can not, or another reload is going on.

        Example: `ari.asterisk.modules.reload("res_musiconhold.so")`
        """
        perform(self._client, "asterisk.modules.reload", moduleName=module)


class Logging(Resource):
    """What ARI can be asked of asterisk logging: `ari.asterisk.logging`.

    Parameters: `client`, for its requests.

    Example: `ari.asterisk.logging.list()`
    """

    def list(self) -> Listing[LogChannel]:
        """List the logs that Asterisk writes: files, console, syslog.

        (GET /asterisk/logging, since Asterisk 13.6.)

        Returns a list of `LogChannel` objects that one can act upon; a notebook shows it as a
            table.

        Example: `ari.asterisk.logging.list()`
        """
        answer = perform(self._client, "asterisk.logging.list")
        return several(LogChannel, self._client, answer)

    def add(self, log_channel: str, configuration: str) -> None:
        """Have Asterisk write a further log.

        It is gone when Asterisk ends, reads logger.conf again or rotates a log. A level that does
        not exist is left out without a word; a file that can not be written is 500. (POST
        /asterisk/logging/{logChannelName}, since Asterisk 13.6.)

        Parameters:
            log_channel: the name of its file, below the folder for logs.
            configuration: the levels that it holds, separated by commas:
                "notice,warning,error,verbose,dtmf".

        Raises:
            BadRequest (400): no levels are named.
            Conflict (409): there is such a log already.

        Example: `ari.asterisk.logging.add("lesson", "notice,warning,error")`
        """
        perform(
            self._client,
            "asterisk.logging.add",
            logChannelName=log_channel,
            configuration=configuration,
        )

    def delete(self, log_channel: LogChannel | str) -> None:
        """Have Asterisk write a log no more.

        Its file stays. (DELETE /asterisk/logging/{logChannelName}, since Asterisk 13.6.)

        Parameters:
            log_channel: the log, or the name of its file, below the folder for logs.

        Raises:
            NotFound (404): there is no such log, or logger.conf has it: only those added stop.

        Example: `ari.asterisk.logging.delete("lesson")`
        """
        perform(self._client, "asterisk.logging.delete", logChannelName=log_channel)

    def rotate(self, log_channel: LogChannel | str) -> None:
        """Begin a new file for a log; the old one gets another name.

        Asterisk reads logger.conf again: all logs that were added by ARI are gone then, this one
        too. (PUT /asterisk/logging/{logChannelName}/rotate, since Asterisk 13.6.)

        Parameters:
            log_channel: the log, or the name of its file, below the folder for logs.

        Raises:
            NotFound (404): there is no such log, or it is not a file.

        Example: `ari.asterisk.logging.rotate("lesson")`
        """
        perform(self._client, "asterisk.logging.rotate", logChannelName=log_channel)
