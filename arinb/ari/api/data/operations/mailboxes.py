"""The operations of /mailboxes: the lamp that says there are messages."""

from __future__ import annotations

from arinb.ari.api.description import Operation, Parameter

NO_MAILBOX = "there is no such mailbox."
NO_MODULE = "the modules for mailboxes are not loaded; a mailbox that is missing is made instead."
MAILBOX_NAME = Parameter(
    name="mailboxName",
    python="mailbox",
    text='the mailbox, or its name, such as "1000@default".',
    place="path",
    required=True,
    takes="Mailbox",
)

OPERATIONS = (
    Operation(
        name="mailboxes.list",
        nickname="list",
        method="GET",
        path="/mailboxes",
        summary="List all mailboxes that ARI keeps the counts of.",
        details="It needs the module res_mwi_external, which Debian's Asterisk does not have: "
        "there every path is 404. That module and app_voicemail exclude each other.",
        returns="List[Mailbox]",
        statuses=(200,),
        since="12.1",
        example="ari.mailboxes.list()",
    ),
    Operation(
        name="mailboxes.get",
        nickname="get",
        method="GET",
        path="/mailboxes/{mailboxName}",
        summary="Ask how many messages a mailbox has.",
        parameters=(MAILBOX_NAME,),
        returns="Mailbox",
        statuses=(200,),
        errors={404: NO_MAILBOX},
        since="12.1",
        on_object="refresh",
        example='ari.mailboxes.get("1000@default").new_messages',
    ),
    Operation(
        name="mailboxes.update",
        nickname="update",
        method="PUT",
        path="/mailboxes/{mailboxName}",
        summary="Say how many messages a mailbox has; phones show it by a lamp.",
        details="A mailbox that does not exist yet is made. The lamps are those of endpoints whose "
        "`mailboxes` in pjsip.conf name it.",
        parameters=(
            MAILBOX_NAME,
            Parameter(
                name="oldMessages",
                text="how many messages have been heard.",
                type="int",
                required=True,
            ),
            Parameter(name="newMessages", text="how many have not.", type="int", required=True),
        ),
        errors={404: NO_MODULE},
        since="12.1",
        on_object="update",
        example='ari.mailboxes.update("1000@default", 2, 1)',
    ),
    Operation(
        name="mailboxes.delete",
        nickname="delete",
        method="DELETE",
        path="/mailboxes/{mailboxName}",
        summary="Forget a mailbox.",
        parameters=(MAILBOX_NAME,),
        errors={404: NO_MAILBOX},
        since="12.1",
        on_object="delete",
        example='ari.mailboxes.delete("1000@default")',
    ),
)
