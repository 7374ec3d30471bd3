"""The operations of /mailboxes: the lamp that says there are messages."""

# Written by `make generate` from arinb.api. A change belongs into arinb/ari/api/data.

from __future__ import annotations

from typing import TYPE_CHECKING

from arinb.ari.objects.mailboxes import Mailbox
from arinb.ari.objects.perform import one, perform, several
from arinb.ari.resources.resource import Resource

if TYPE_CHECKING:
    from arinb.ari.objects.model import Listing


class Mailboxes(Resource):
    """What ARI can be asked of mailboxes: `ari.mailboxes`.

    Parameters: `client`, for its requests.

    Example: `ari.mailboxes.list()`
    """

    def list(self) -> Listing[Mailbox]:
        """List all mailboxes that ARI keeps the counts of.

        It needs the module res_mwi_external, which Debian's Asterisk does not have: there every
        path is 404. That module and app_voicemail exclude each other. (GET /mailboxes, since
        Asterisk 12.1.)

        Returns a list of `Mailbox` objects that one can act upon; a notebook shows it as a table.

        Example: `ari.mailboxes.list()`
        """
        answer = perform(self._client, "mailboxes.list")
        return several(Mailbox, self._client, answer)

    def get(self, mailbox: Mailbox | str) -> Mailbox:
        """Ask how many messages a mailbox has.

        (GET /mailboxes/{mailboxName}, since Asterisk 12.1.)

        Parameters:
            mailbox: the mailbox, or its name, such as "1000@default".

        Returns a `Mailbox` that one can act upon.

        Raises:
            NotFound (404): there is no such mailbox.

        Example: `ari.mailboxes.get("1000@default").new_messages`
        """
        answer = perform(self._client, "mailboxes.get", mailboxName=mailbox)
        return one(Mailbox, self._client, answer)

    def update(self, mailbox: Mailbox | str, old_messages: int, new_messages: int) -> None:
        """Say how many messages a mailbox has; phones show it by a lamp.

        A mailbox that does not exist yet is made. The lamps are those of endpoints whose
        `mailboxes` in pjsip.conf name it. (PUT /mailboxes/{mailboxName}, since Asterisk 12.1.)

        Parameters:
            mailbox: the mailbox, or its name, such as "1000@default".
            old_messages: how many messages have been heard.
            new_messages: how many have not.

        Raises:
            NotFound (404): the modules for mailboxes are not loaded; a mailbox that is missing is
                made instead.

        Example: `ari.mailboxes.update("1000@default", 2, 1)`
        """
        perform(
            self._client,
            "mailboxes.update",
            mailboxName=mailbox,
            oldMessages=old_messages,
            newMessages=new_messages,
        )

    def delete(self, mailbox: Mailbox | str) -> None:
        """Forget a mailbox.

        (DELETE /mailboxes/{mailboxName}, since Asterisk 12.1.)

        Parameters:
            mailbox: the mailbox, or its name, such as "1000@default".

        Raises:
            NotFound (404): there is no such mailbox.

        Example: `ari.mailboxes.delete("1000@default")`
        """
        perform(self._client, "mailboxes.delete", mailboxName=mailbox)
