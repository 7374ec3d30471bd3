"""The operations of /asterisk: the server itself, its variables and its configuration."""

from __future__ import annotations

from arinb.ari.api.data.operations.common import VALUE
from arinb.ari.api.description import Operation, Parameter

CONFIG_CLASS = Parameter(
    name="configClass",
    text='the kind of configuration, such as "res_pjsip".',
    place="path",
    required=True,
)
OBJECT_TYPE = Parameter(
    name="objectType",
    text='the type of object, such as "endpoint", "auth" or "aor".',
    place="path",
    required=True,
)
ID = Parameter(name="id", text="its name.", place="path", required=True)

OPERATIONS = (
    Operation(
        name="asterisk.config.get",
        nickname="getObject",
        method="GET",
        path="/asterisk/config/dynamic/{configClass}/{objectType}/{id}",
        summary="Read one object of the configuration that can change while Asterisk runs.",
        parameters=(CONFIG_CLASS, OBJECT_TYPE, ID),
        returns="List[ConfigTuple]",
        statuses=(200,),
        errors={404: "there is no such kind, type or object."},
        since="13.5",
        example='ari.asterisk.config.get("res_pjsip", "endpoint", "1000")',
    ),
    Operation(
        name="asterisk.config.update",
        nickname="updateObject",
        method="PUT",
        path="/asterisk/config/dynamic/{configClass}/{objectType}/{id}",
        summary="Write an object of the configuration: it is made, or changed.",
        details="sorcery.conf has to say that such objects may be written; by default they "
        "come from files, and it is refused with 403.",
        parameters=(
            CONFIG_CLASS,
            OBJECT_TYPE,
            ID,
            Parameter(
                name="fields",
                positional=True,
                text='attributes and their values: {"max_contacts": "1"}, or a list of '
                '{"attribute": …, "value": …}.',
                place="body",
                type="containers",
            ),
        ),
        returns="List[ConfigTuple]",
        statuses=(200,),
        errors={
            400: "a value or an attribute is not one that this type of object takes, or there are "
            "no fields for an object that exists.",
            403: "objects of this type can not be written.",
            404: "there is no such kind or type.",
        },
        since="13.5",
        example='ari.asterisk.config.update("res_pjsip", "aor", "7", fields={"max_contacts": "1"})',
    ),
    Operation(
        name="asterisk.config.delete",
        nickname="deleteObject",
        method="DELETE",
        path="/asterisk/config/dynamic/{configClass}/{objectType}/{id}",
        summary="Delete an object of the configuration.",
        parameters=(CONFIG_CLASS, OBJECT_TYPE, ID),
        errors={
            403: "objects of this type can not be written.",
            404: "there is no such kind, type or object.",
        },
        since="13.5",
        example='ari.asterisk.config.delete("res_pjsip", "aor", "1000")',
    ),
    Operation(
        name="asterisk.info",
        nickname="getInfo",
        method="GET",
        path="/asterisk/info",
        summary="Ask Asterisk about itself: version, build, configuration, times.",
        parameters=(
            Parameter(
                name="only",
                text="the parts that are wanted; all if it is left out.",
                many=True,
                allowed=("build", "system", "config", "status"),
            ),
        ),
        returns="AsteriskInfo",
        statuses=(200,),
        example="ari.asterisk.info().system.version",
    ),
    Operation(
        name="asterisk.ping",
        nickname="ping",
        method="GET",
        path="/asterisk/ping",
        summary="See whether Asterisk answers.",
        returns="AsteriskPing",
        statuses=(200,),
        since="13.25/16.2",
        example="ari.asterisk.ping().ping",
    ),
    Operation(
        name="asterisk.get_variable",
        nickname="getGlobalVar",
        method="GET",
        path="/asterisk/variable",
        summary="Read a global variable.",
        details="One that is not set reads as an empty text, and so does a dialplan function.",
        parameters=(Parameter(name="variable", text="its name.", required=True),),
        returns="Variable",
        statuses=(200,),
        errors={400: "no variable is named."},
        example='ari.asterisk.get_variable("TRUNK")',
    ),
    Operation(
        name="asterisk.set_variable",
        nickname="setGlobalVar",
        method="POST",
        path="/asterisk/variable",
        summary="Set a global variable.",
        details="Every call sees it, and it is gone when Asterisk ends. A dialplan function such "
        "as GLOBAL(x) is called; one that fails or is blocked is only told to the log, after 204.",
        parameters=(Parameter(name="variable", text="its name.", required=True), VALUE),
        errors={400: "no variable is named."},
        example='ari.asterisk.set_variable("TRUNK", value="PJSIP/provider")',
    ),
)
