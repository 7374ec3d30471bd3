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
│   │   ├── NotLive               there is no Asterisk behind a replay
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
├── LogFileError              saving or loading an event log
│   ├── NoRoom                  the disk is full
│   ├── NoSuchLog               no file or archive there
│   ├── NotALog                 the file is something else
│   ├── DamagedLog              a part of it can't be read
│   ├── NewerLog                it was saved by a newer arinb
│   └── PackageMissing          its format needs a package that is not installed
├── ReplayError               a replay can't begin, or broke off
├── AnalysisError             a question to the log's table
│   ├── MissingColumns          the table lacks columns that the question needs
│   ├── NotInLog                the log tells nothing of such a channel
│   └── BadQuestion             no such frequency, clock or kind of value
├── PictureError              a picture can't be drawn or saved
├── LessonError               no such lesson or exercise, or it was not started
└── EventError                the events on the WebSocket
    ├── BadWait                 arinb refused to wait: nothing could ever match
    ├── EventTimeout            the awaited event did not come
    ├── HandlerFailed           a function that is called with events raised an error
    └── ConnectionLost          no events can come: the connection is gone
```
"""

from __future__ import annotations

from collections.abc import Sequence

from arinb.message import Told


class ArinbError(Told):
    """The root of every error that arinb raises; it has `what`, `why` and `next_step`.

    Example: `except arinb.ArinbError as error: print(error.next_step)`
    """


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


class NotLive(NotSent):
    """An object of a replay was asked to do something, but there is no Asterisk behind it."""


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


class LogFileError(ArinbError):
    """An event log can't be saved or loaded there; what was there before is untouched."""


class NoRoom(LogFileError):
    """There is too little room for a log on the disk."""


class NoSuchLog(LogFileError, FileNotFoundError):
    """There is no saved log of that name, date or application."""


class NotALog(LogFileError, ValueError):
    """The file is no event log that arinb has saved."""


class DamagedLog(LogFileError, ValueError):
    """A part of a saved log can't be read."""


class NewerLog(LogFileError):
    """The log was saved by a newer arinb, in a format that this one does not know."""


class PackageMissing(LogFileError, ImportError):
    """A format needs a Python package that is not installed."""


class ReplayError(ArinbError):
    """A saved log can't be replayed like that, or its replay broke off."""


class LessonError(ArinbError):
    """There is no such lesson or exercise, or the lesson was not started."""


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


class AnalysisError(ArinbError):
    """A question to the log that it can't answer."""


class MissingColumns(AnalysisError, KeyError):
    """The table lacks columns that the question needs."""


class NotInLog(AnalysisError, KeyError):
    """The log tells nothing of such a channel."""


class BadQuestion(AnalysisError, ValueError):
    """The question itself can't be right: no such frequency, clock or kind of value."""


class PictureError(ArinbError, ValueError):
    """A picture can't be drawn of what was given, or not be saved there."""


class HandlerFailed(EventError):
    """A function given to `ari.on` raised an error, which is this one's `__cause__`.

    The function goes on being called with later events.
    """


class ConnectionLost(EventError):
    """The WebSocket to Asterisk is closed, so no more events can come."""
