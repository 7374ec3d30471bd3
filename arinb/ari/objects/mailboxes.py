"""The model of /mailboxes."""

# Written by `make generate` from arinb.api. A change belongs into arinb/ari/api/data.

from __future__ import annotations

from typing import TYPE_CHECKING

from arinb.ari.objects.model import Live
from arinb.ari.objects.perform import described, perform

if TYPE_CHECKING:
    from typing import ClassVar, Self


class Mailbox(Live):
    """How many messages a mailbox has.

    Since Asterisk 12.1.
    """

    _identity: ClassVar[str] = "name"
    _shown: ClassVar[tuple[str, ...]] = ("name", "old_messages", "new_messages")

    @property
    def name(self) -> str:
        """Its name, such as "1000@default"."""
        return self._text("name")

    @property
    def old_messages(self) -> int:
        """How many have been heard."""
        return self._number("old_messages")

    @property
    def new_messages(self) -> int:
        """How many have not."""
        return self._number("new_messages")

    def refresh(self) -> Self:
        """Ask ARI for it anew (GET /mailboxes/{mailboxName}), and return it.

        Raises NotFound when it is gone.

        Example: `mailbox.refresh()`
        """
        answer = perform(self._client, "mailboxes.get", mailboxName=self)
        return self._renewed(described(Mailbox, answer))

    def update(self, old_messages: int, new_messages: int) -> None:
        """Say how many messages a mailbox has; phones show it by a lamp.

        A mailbox that does not exist yet is made. The lamps are those of endpoints whose
        `mailboxes` in pjsip.conf name it. (PUT /mailboxes/{mailboxName}, since Asterisk 12.1.)

        Parameters:
            old_messages: how many messages have been heard.
            new_messages: how many have not.

        Raises:
            NotFound (404): the modules for mailboxes are not loaded; a mailbox that is missing is
                made instead.

        Example: `mailbox.update(2, 1)`
        """
        perform(
            self._client,
            "mailboxes.update",
            mailboxName=self,
            oldMessages=old_messages,
            newMessages=new_messages,
        )

    def delete(self) -> None:
        """Forget a mailbox.

        (DELETE /mailboxes/{mailboxName}, since Asterisk 12.1.)

        Raises:
            NotFound (404): there is no such mailbox.

        Example: `mailbox.delete()`
        """
        perform(self._client, "mailboxes.delete", mailboxName=self)
