"""The operations of /asterisk/modules and /asterisk/logging."""

from __future__ import annotations

from arinb.ari.api.description import Operation, Parameter

NO_MODULE = "there is no such module among those that are loaded."
MODULE_NAME = Parameter(
    name="moduleName",
    python="module",
    text='the module, or its file\'s name, such as "res_musiconhold.so".',
    place="path",
    required=True,
    takes="Module",
)
LOG_CHANNEL_NAME = Parameter(
    name="logChannelName",
    python="log_channel",
    text="the log, or the name of its file, below the folder for logs.",
    place="path",
    required=True,
    takes="LogChannel",
)

OPERATIONS = (
    Operation(
        name="asterisk.modules.list",
        nickname="listModules",
        method="GET",
        path="/asterisk/modules",
        summary="List the modules that are loaded.",
        returns="List[Module]",
        statuses=(200,),
        since="13.5",
        example="ari.asterisk.modules.list()",
    ),
    Operation(
        name="asterisk.modules.get",
        nickname="getModule",
        method="GET",
        path="/asterisk/modules/{moduleName}",
        summary="Ask for one module.",
        parameters=(
            Parameter(
                name="moduleName",
                python="module",
                text='the module, or its file\'s name, such as "res_ari.so".',
                place="path",
                required=True,
                takes="Module",
            ),
        ),
        returns="Module",
        statuses=(200,),
        errors={
            404: NO_MODULE,
            409: "it is loaded, but its name is not written in full, as in res_ari.so.",
        },
        since="13.5",
        on_object="refresh",
        example='ari.asterisk.modules.get("res_ari.so").status',
    ),
    Operation(
        name="asterisk.modules.load",
        nickname="loadModule",
        method="POST",
        path="/asterisk/modules/{moduleName}",
        summary="Load a module.",
        parameters=(MODULE_NAME,),
        errors={
            409: (
                "it is loaded already, or can not be loaded: there is no such file, or it "
                "lacks something."
            )
        },
        since="13.5",
        example='ari.asterisk.modules.load("app_mixmonitor.so")',
    ),
    Operation(
        name="asterisk.modules.unload",
        nickname="unloadModule",
        method="DELETE",
        path="/asterisk/modules/{moduleName}",
        summary="Unload a module.",
        details="What it served is gone, too: without res_ari_channels.so, for instance, "
        "/channels is 404.",
        parameters=(MODULE_NAME,),
        errors={404: NO_MODULE, 409: "it is in use, or does not let itself be unloaded."},
        since="13.5",
        on_object="unload",
        example='ari.asterisk.modules.unload("app_mixmonitor.so")',
    ),
    Operation(
        name="asterisk.modules.reload",
        nickname="reloadModule",
        method="PUT",
        path="/asterisk/modules/{moduleName}",
        summary="Have a module read its files again.",
        details="It answers 202 when that is done later.",
        parameters=(MODULE_NAME,),
        statuses=(202, 204),
        errors={
            404: NO_MODULE,
            409: "it can not be reloaded, as many can not, or another reload is going on.",
        },
        since="13.5",
        on_object="reload",
        example='ari.asterisk.modules.reload("res_musiconhold.so")',
    ),
    Operation(
        name="asterisk.logging.list",
        nickname="listLogChannels",
        method="GET",
        path="/asterisk/logging",
        summary="List the logs that Asterisk writes: files, console, syslog.",
        returns="List[LogChannel]",
        statuses=(200,),
        since="13.6",
        example="ari.asterisk.logging.list()",
    ),
    Operation(
        name="asterisk.logging.add",
        nickname="addLog",
        method="POST",
        path="/asterisk/logging/{logChannelName}",
        summary="Have Asterisk write a further log.",
        details="It is gone when Asterisk ends, reads logger.conf again or rotates a log. A level "
        "that does not exist is left out without a word; a file that can not be written is 500.",
        parameters=(
            Parameter(
                name="logChannelName",
                python="log_channel",
                text="the name of its file, below the folder for logs.",
                place="path",
                required=True,
            ),
            Parameter(
                name="configuration",
                text="the levels that it holds, separated by commas: "
                '"notice,warning,error,verbose,dtmf".',
                required=True,
            ),
        ),
        errors={400: "no levels are named.", 409: "there is such a log already."},
        since="13.6",
        example='ari.asterisk.logging.add("lesson", "notice,warning,error")',
    ),
    Operation(
        name="asterisk.logging.delete",
        nickname="deleteLog",
        method="DELETE",
        path="/asterisk/logging/{logChannelName}",
        summary="Have Asterisk write a log no more.",
        details="Its file stays.",
        parameters=(LOG_CHANNEL_NAME,),
        errors={404: "there is no such log, or logger.conf has it: only those added stop."},
        since="13.6",
        on_object="delete",
        example='ari.asterisk.logging.delete("lesson")',
    ),
    Operation(
        name="asterisk.logging.rotate",
        nickname="rotateLog",
        method="PUT",
        path="/asterisk/logging/{logChannelName}/rotate",
        summary="Begin a new file for a log; the old one gets another name.",
        details="Asterisk reads logger.conf again: all logs that were added by ARI are gone then, "
        "this one too.",
        parameters=(LOG_CHANNEL_NAME,),
        errors={404: "there is no such log, or it is not a file."},
        since="13.6",
        on_object="rotate",
        example='ari.asterisk.logging.rotate("lesson")',
    ),
)
