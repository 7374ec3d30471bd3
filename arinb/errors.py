"""What can go wrong, as a tree of exceptions; the ground on which both wings stand.

Every message says what happened, why (as far as arinb can know it) and what to do next.

```
ArinbError
├── ConfError                 Asterisk's configuration files
│   ├── ConfSyntaxError         a line that Asterisk would not read as meant
│   ├── ConfValueError          a value that can't be written into such a file
│   └── UnknownConfFile         no such file in the folder
├── AsteriskError             the server's side: the Asterisk program and its process
│   ├── AsteriskNotFound        no Asterisk on this machine yet
│   ├── InstallError            getting one failed
│   │   ├── NoPackages            no package manager, or no package for this machine
│   │   ├── MirrorError           the mirror does not answer, or sends something broken
│   │   └── DiskFull              too little room
│   ├── FolderError             the private Asterisk's folder can't be used
│   ├── StartError              it did not boot
│   ├── NotRunning              it is not (or no longer) running
│   ├── ConsoleTimeout          the awaited line did not come on its console
│   └── CommandError            its console refused a command
├── PhoneError                the learner's phone
│   └── CallRefused             Asterisk turned the call down
├── AriError                  the application's side: requests over HTTP
│   ├── NotSent                 the request never reached Asterisk
│   │   ├── Refused               nothing listens at that address
│   │   ├── UnknownHost           no such host name
│   │   ├── TlsError              no trust or no TLS on the other side
│   │   ├── NeedsNewer            this Asterisk is too old for it
│   │   └── BadRequestArgument    arinb refused to send it
│   ├── OutcomeUnknown          sent, but no answer came: it may have been carried out
│   ├── NotAsterisk             something else answered
│   └── AnswerError             Asterisk answered with an error status
│       ├── BadRequest            400
│       ├── NotAuthenticated      401
│       ├── Forbidden             403
│       │   └── ReadOnlyUser          403 to a user who may only look
│       ├── NotFound              404
│       │   └── AriDisabled         404 from the web server itself: ARI is off
│       ├── MethodNotAllowed      405
│       ├── Conflict              409
│       ├── InvalidState          412
│       ├── BodyTooLarge          413
│       ├── Unprocessable         422
│       └── ServerError           5xx
├── NotInAri                  ARI's description has nothing of that name
└── EventError                the events on the WebSocket
    ├── BadWait                 arinb refused to wait: nothing could ever match
    ├── EventTimeout            the awaited event did not come
    └── ConnectionLost          no events can come: the connection is gone
```
"""

from __future__ import annotations

import textwrap
import traceback
from collections.abc import Sequence

WIDEST = 100  # characters of a line in a notebook's error


class ArinbError(Exception):
    """The root of every error that arinb raises.

    Parameters: `what` happened, in one sentence; `why` it happened, as far as is known;
    `next_step`, what the reader can do about it.

    Example: `except arinb.ArinbError as error: print(error.next_step)`
    """

    def __init__(self, what: str, *, why: str = "", next_step: str = "") -> None:
        self.what = what
        self.why = why
        self.next_step = next_step
        super().__init__(what, why, next_step)

    def __str__(self) -> str:
        lines = [self.what]
        if self.why:
            lines.append(f"Why:  {self.why}")
        if self.next_step:
            lines.append(f"Next: {self.next_step}")
        return "\n".join(lines)

    def _render_traceback_(self) -> list[str]:
        """What a notebook shows in a traceback's place: the learner's line, and the message."""
        steps = traceback.extract_tb(self.__traceback__)
        here = [step for step in steps if "ipykernel_" in step.filename]
        where = [f"line {step.lineno}: {step.line}" for step in here[-1:]]
        return [*where, *_wrapped(f"{type(self).__name__}: {self}")]


def _wrapped(text: str) -> list[str]:
    """The lines of a message, broken between words: a notebook breaks them anywhere."""
    lines = []
    for line in text.splitlines():
        quoted = line.startswith(" ")  # a console's, as they came
        broken = textwrap.wrap(line, WIDEST, subsequent_indent=" " * 6, break_on_hyphens=False)
        lines += [line] if quoted else broken
    return lines


class ConfError(ArinbError):
    """A configuration file, or what should go into one, is not right."""


class ConfSyntaxError(ConfError):
    """A line that Asterisk would not read as it was meant."""


class ConfValueError(ConfError, ValueError):
    """A name or value that can't stand in a configuration file as it is."""


class UnknownConfFile(ConfError, KeyError):
    """There is no configuration file of that name."""


class AsteriskError(ArinbError):
    """The Asterisk program or its process is in trouble."""


class AsteriskNotFound(AsteriskError):
    """There is no Asterisk on this machine that arinb could run."""


class InstallError(AsteriskError):
    """Getting an Asterisk did not work; what was there before is untouched."""


class NoPackages(InstallError):
    """This machine's package manager is missing, or has no Asterisk for it."""


class MirrorError(InstallError):
    """The package mirror does not answer, or what it sent is broken."""


class DiskFull(InstallError):
    """There is too little room on the disk."""


class FolderError(AsteriskError):
    """The folder for a private Asterisk can't be made, written or shared."""


class StartError(AsteriskError):
    """Asterisk did not boot.

    `console` holds the lines of its console that matter, oldest first.
    """

    def __init__(
        self, what: str, *, why: str = "", next_step: str = "", console: Sequence[str] = ()
    ) -> None:
        super().__init__(what, why=why, next_step=next_step)
        self.console = tuple(console)

    def __str__(self) -> str:
        lines = [super().__str__()]
        if self.console:
            lines.append("Asterisk's console said:")
            lines.extend(f"    {line}" for line in self.console)
        return "\n".join(lines)


class NotRunning(AsteriskError):
    """Asterisk is not running (yet, or any more)."""


class ConsoleTimeout(AsteriskError, TimeoutError):
    """The awaited line did not come on the console in time; the message shows what did."""


class CommandError(AsteriskError):
    """Asterisk's console did not carry out a command."""


class PhoneError(ArinbError):
    """The learner's phone can't do what it was asked to."""


class CallRefused(PhoneError):
    """Asterisk turned the call down, most often because no such extension exists."""


class AriError(ArinbError):
    """A request to the Asterisk REST Interface did not succeed.

    `exchange` is the request and the answer as far as they got, or None.
    """

    def __init__(
        self, what: str, *, why: str = "", next_step: str = "", exchange: object | None = None
    ) -> None:
        super().__init__(what, why=why, next_step=next_step)
        self.exchange = exchange


class NotSent(AriError):
    """The request never reached a server, so nothing has changed there."""


class Refused(NotSent):
    """Nothing listens at that address and port."""


class UnknownHost(NotSent):
    """The host's name can't be resolved."""


class TlsError(NotSent):
    """The other side speaks no TLS, or its certificate is not trusted."""


class NeedsNewer(NotSent):
    """The operation, or a parameter of it, came with a later Asterisk than this one."""


class BadRequestArgument(NotSent, ValueError):
    """arinb refused to send the request, because Asterisk can't take it as it is."""


class OutcomeUnknown(AriError):
    """The request was sent, but no answer came: it may or may not have been carried out."""


class NotAsterisk(AriError):
    """A server answered, but not as the Asterisk REST Interface does."""


class AnswerError(AriError):
    """Asterisk answered with an error.

    `status` is the HTTP status, `message` Asterisk's own words.
    """

    def __init__(
        self,
        what: str,
        *,
        why: str = "",
        next_step: str = "",
        exchange: object | None = None,
        status: int = 0,
        message: str = "",
    ) -> None:
        super().__init__(what, why=why, next_step=next_step, exchange=exchange)
        self.status = status
        self.message = message


class BadRequest(AnswerError):
    """400: a parameter is missing or wrong."""


class NotAuthenticated(AnswerError):
    """401: Asterisk does not know this user or password."""


class Forbidden(AnswerError):
    """403: the user is read-only, or an access list keeps this address out."""


class ReadOnlyUser(Forbidden):
    """403: ari.conf says read_only = yes of this user, who may look but change nothing."""


class NotFound(AnswerError):
    """404: no such channel, bridge, playback, … or no such path."""


class AriDisabled(NotFound):
    """404 from Asterisk's web server itself: ARI is switched off or not loaded."""


class MethodNotAllowed(AnswerError):
    """405: the path exists, but not with this HTTP method."""


class Conflict(AnswerError):
    """409: the object exists, but is not where this request needs it."""


class InvalidState(AnswerError):
    """412: the channel's state does not allow this now."""


class BodyTooLarge(AnswerError):
    """413: Asterisk takes no body over 40,960 bytes."""


class Unprocessable(AnswerError):
    """422: Asterisk understood the request, but can't carry it out."""


class ServerError(AnswerError):
    """5xx: Asterisk itself failed to carry it out."""


class NotInAri(ArinbError, KeyError):
    """ARI has no operation, model or event of that name."""


class EventError(ArinbError):
    """The events of the application are in trouble.

    `arrived` holds what did arrive, one line each: how many events of each type, then the latest
    rows of the log.
    """

    def __init__(
        self, what: str, *, why: str = "", next_step: str = "", arrived: Sequence[str] = ()
    ) -> None:
        super().__init__(what, why=why, next_step=next_step)
        self.arrived = tuple(arrived)

    def __str__(self) -> str:
        lines = [super().__str__()]
        if self.arrived:
            lines.append("What did arrive:")
            lines.extend(f"    {line}" for line in self.arrived)
        return "\n".join(lines)


class BadWait(EventError, ValueError):
    """arinb refused to wait: with these arguments nothing could ever match."""


class EventTimeout(EventError, TimeoutError):
    """The awaited event did not come in time; the message lists what did arrive."""


class ConnectionLost(EventError):
    """The WebSocket to Asterisk is closed, so no more events can come."""
