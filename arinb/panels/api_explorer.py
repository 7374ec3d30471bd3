"""The API explorer, in Swagger-UI's place: read about an operation, fill it in, try it."""

from __future__ import annotations

import contextlib
import functools
import threading
import time
from collections.abc import Hashable, Sequence
from html import escape
from typing import TYPE_CHECKING, Any, ClassVar

from arinb.ari import api
from arinb.ari.api import OPERATIONS
from arinb.ari.exchange import Exchange
from arinb.ari.objects.perform import perform
from arinb.errors import AriError, ArinbError, BadRequestArgument, NeedsNewer
from arinb.panels import clicks, explorer_fields, look
from arinb.panels.action import Action
from arinb.panels.ari_panel import AriPanel
from arinb.panels.explorer_choices import ChoicesInLog
from arinb.panels.explorer_fields import Form
from arinb.panels.explorer_values import is_dangerous, request_of
from arinb.panels.meanwhile import hear_meanwhile
from arinb.panels.parts import row
from arinb.panels.python_lines import CONNECT, python_line
from arinb.versions import in_words, knows

if TYPE_CHECKING:
    from arinb.ari.api.description import Operation
    from arinb.ari.connection import Connection

FIRST = "channels.list"
ALL = "all resources"
_ASKING = 5.0  # seconds to wait for a list of things to choose from


class ApiExplorerPanel(AriPanel):
    """All operations of ARI, to read about, fill in and try, on the connection's own server.

    A mistake is shown beside its field, and nothing is sent. What takes something away asks for a
    second click. Beside the answer stand the curl command and the line of Python that do the same.

    Parameters: `ari`, as `arinb.connect()` returns it; `operation`, the name of the one to begin
    with, such as "channels.play". Raises NotInAri when there is none of that name.

    Example: `ApiExplorerPanel(ari, "channels.play")`
    """

    TITLE: ClassVar[str] = "API explorer"

    def __init__(self, ari: Connection, operation: str = FIRST) -> None:
        super().__init__(ari)
        # Set by callbacks, one assignment each; read by the painter.
        self._operation = api.operation(operation)
        self._words = ""
        self._resource = ALL
        self._edits = 0
        self._tried = False
        self._armed: tuple[str, dict[str, object]] | None = None
        self._answer = ""
        # The painter's own.
        self._choices = ChoicesInLog(self.log)
        self._form: Form | None = None
        self._listed: tuple[str, ...] = ()
        self._asking: threading.Thread | None = None

    def _controls(self) -> Sequence[Any]:
        import ipywidgets  # noqa: PLC0415 - only who shows a panel needs it

        style = ipywidgets.HTML(explorer_fields.STYLE, layout={"display": "none"})
        words = ipywidgets.Text(
            description="Search", placeholder="such as: hang up", layout={"width": "20em"},
            continuous_update=False,
        )  # fmt: skip
        words.observe(lambda change: setattr(self, "_words", change["new"].strip()), "value")
        resources = sorted({name.partition(".")[0] for name in OPERATIONS})
        resource = ipywidgets.Dropdown(
            description="Resource", options=[ALL, *resources], layout={"width": "18em"}
        )
        resource.observe(lambda change: setattr(self, "_resource", change["new"]), "value")
        self._chooser = ipywidgets.Dropdown(
            description="Operation", layout={"width": "100%", "max_width": "46em"}
        )
        self._list_operations()
        self._chooser.observe(self._chosen, "value")
        return style, row(words, resource), self._chooser

    def _below(self) -> Sequence[Any]:
        import ipywidgets  # noqa: PLC0415 - only who shows a panel needs it

        self._place = ipywidgets.VBox([])
        self._try = Action(self, "Try it", self._try_it, icon="play", tooltip="send this request")
        self._confirm = Action(
            self, "Yes, send it", self._send_it, icon="warning", tooltip="send it all the same"
        )
        self._confirm.button.layout.display = "none"
        self._try.button.button_style = "primary"
        self._preview, self._result = ipywidgets.HTML(), ipywidgets.HTML()
        return (
            self._place, row(self._try.button, self._confirm.button), self._preview, self._result,
        )  # fmt: skip

    def _fingerprint(self) -> Hashable:
        asked = self._operation.name, self._words, self._resource, self._edits
        return self.end(), asked, self._tried, self._armed is None, self._answer, self.ari.version

    def _html(self) -> str:
        operation, version = self._operation, self.ari.version
        route = f"{operation.method} {operation.path}"
        old = ""
        if version and not knows(version, operation.since):
            since = in_words(operation.since)
            old = look.note("bad", f"It needs Asterisk {since}; this is {version}.")
        return (
            f'<p class="arinb-line"><strong><code>ari.{escape(operation.name)}</code></strong> '
            f"<code>{escape(route)}</code></p>"
            f'<p class="arinb-line">{escape(f"{operation.summary} {operation.details}".strip())}'
            f"</p>{old}<details><summary>Parameters, answer, errors, example</summary>"
            f"{operation._repr_html_()}</details>"
        )

    def _repaint(self) -> None:
        self._choices.advance()
        self._list_operations()
        form = self._current_form()
        for field in form.fields:
            if field.offer(self._choices.of(field.parameter)):
                break  # one message at each painting
        for field in form.fields:
            self._set(field.note, field.hint(missing=self._tried))
        display = "" if self._armed is not None else "none"
        if self._confirm.button.layout.display != display:
            self._confirm.button.layout.display = display
        self._set(self._preview, self._before(form))
        self._set(self._result, self._answer)

    def _still(self) -> str:
        return self._html() + self._answer

    def choose(self, name: str) -> None:
        """Show another operation.

        Parameters: `name`, such as "channels.play". Raises NotInAri when there is none of it.

        Example: `panel.choose("channels.play")`
        """
        self._show_operation(api.operation(name))

    def join(self, timeout: float = 10.0) -> bool:
        """Wait until nothing is at work any more; return whether that is so.

        Parameters: `timeout`, seconds.

        Example: `panel.join()`
        """
        deadline = time.monotonic() + timeout
        if self._asking is not None:
            self._asking.join(timeout)
        actions = [self._try, self._confirm]
        return all(action.join(max(deadline - time.monotonic(), 0)) for action in actions)

    def _chosen(self, change: dict[str, Any]) -> None:
        name = change["new"]
        if name is not None and name != self._operation.name:
            self._show_operation(OPERATIONS[name])

    def _show_operation(self, operation: Operation) -> None:
        self._tried, self._armed, self._answer = False, None, ""
        self._operation = operation
        self.tell("good", "")

    def _edited(self) -> None:
        self._edits += 1
        self._armed = None

    def _list_operations(self) -> None:
        """Let those be chosen that are of the resource and have to do with the words."""
        names = tuple(self._fitting())
        if names == self._listed and self._chooser.value in (self._operation.name, None):
            return
        wanted = self._operation.name
        if names != self._listed:
            self._listed = names
            with self._chooser.hold_sync():
                self._chooser.options = [(_in_a_list(OPERATIONS[name]), name) for name in names]
                self._chooser.value = wanted if wanted in names else next(iter(names), None)
        elif wanted in names:
            self._chooser.value = wanted

    def _fitting(self) -> list[str]:
        names = list(OPERATIONS)
        if self._words:
            table = api.search(self._words)
            names = [str(name) for name in table.index[table["kind"] == "operation"]]
        return [n for n in names if self._resource in (ALL, n.partition(".")[0])]

    def _current_form(self) -> Form:
        form = self._form
        if form is None or form.operation is not self._operation:
            earlier, operation = form, self._operation
            form = Form(operation, self.ari.version, self._choices.of, self._edited)
            self._form = form
            hear_meanwhile(form.box)
            self._place.children = [form.box]
            if earlier is not None:
                earlier.close()
            self._ask_for_choices(form)
        return form

    def _ask_for_choices(self, form: Form) -> None:
        paths = {p: None for f in form.fields for p in self._choices.unlisted(f.parameter)}
        if paths and self._hears():
            asking = functools.partial(self._ask, list(paths))
            self._asking = threading.Thread(target=asking, name="arinb-action", daemon=True)
            self._asking.start()

    def _ask(self, paths: list[str]) -> None:
        for path in paths:
            # Without a list one can write into the field all the same.
            with contextlib.suppress(AriError):
                self.ari.client.get(path, timeout=_ASKING)

    def _hears(self) -> bool:
        latest = self.log.connection
        return latest is None or latest.type in ("opened", "back")

    def _try_it(self) -> str:
        form, self._tried = self._form, True
        if form is None:
            return ""
        arguments = _filled_in(form)
        if form.operation.name == CONNECT:
            raise BadRequestArgument(
                "This operation is no request: it opens a WebSocket.",
                why="arinb.connect() is this operation, and this connection came about by it.",
                next_step="Paste the Python line into a cell for one more.",
            )
        if not is_dangerous(form.operation):
            return self._send(form.operation, arguments)
        request_of(self.ari.client, form.operation, arguments)
        self._armed = form.operation.name, arguments
        return ""

    def _send_it(self) -> str:
        armed, self._armed = self._armed, None
        if armed is None:
            return ""
        name, arguments = armed
        return self._send(OPERATIONS[name], arguments)

    def _send(self, operation: Operation, arguments: dict[str, object]) -> str:
        self._answer = ""
        try:
            exchange = perform(self.ari.client, operation.name, **arguments)
        except AriError as error:
            if isinstance(asked := getattr(error, "exchange", None), Exchange):
                self._answer = _exchange_as_html(operation, asked)
            raise
        self._answer = _exchange_as_html(operation, exchange)
        return ""

    def _before(self, form: Form) -> str:
        """What would be sent."""
        if self._armed is not None:
            words = "This takes something away, or interrupts it: press “Yes, send it” to send it."
            return look.note("busy", words, role="alert") + self._line(*self._armed)
        empty = [f.parameter.name_in_python for f in form.fields if f.needed and not f.raw]
        if empty:
            return f'<p class="arinb-line">Still to fill in: {escape(", ".join(empty))}.</p>'
        try:
            return self._line(form.operation.name, form.arguments())
        except NeedsNewer as error:
            return look.note("bad", str(error))
        except ArinbError as error:
            return look.line("bad", f"Nothing can be sent yet: {error.why or error.what}")

    def _line(self, name: str, arguments: dict[str, object]) -> str:
        operation, client = OPERATIONS[name], self.ari.client
        line = python_line(operation, arguments, url=client.url, username=client.username)
        asked = request_of(client, operation, arguments)
        return (
            f'<p class="arinb-line">The same in a cell:</p>{clicks.copyable(escape(line))}'
            f'<p class="arinb-line">The same in a terminal:</p>'
            f"{clicks.copyable(escape(asked.curl))}"
        )


def _filled_in(form: Form) -> dict[str, object]:
    try:
        return form.arguments()
    except BadRequestArgument as error:
        raise BadRequestArgument(
            f"ari.{form.operation.name}() was not sent.",
            why="a field is not filled in as it has to be.",
            next_step="Look for the mark ▲ beside the fields.",
        ) from error


def _in_a_list(operation: Operation) -> str:
    return f"{operation.name}: {operation.method} {operation.path}"


def _exchange_as_html(operation: Operation, exchange: Exchange) -> str:
    status = exchange.status
    good = status is not None and status < 400
    tone: look.Tone = "good" if good else "bad"
    words = f"{status} {exchange.reason}" if status is not None else "no answer"
    meaning = operation.errors.get(status or 0, "")
    more = f'<p class="arinb-line">{status} here means: {escape(meaning)}</p>' if meaning else ""
    return (
        f'<p class="arinb-line" role="status">{look.SIGNS[tone]} <strong>{look.shown(words)}'
        f"</strong>, after {exchange.elapsed * 1000:.0f} ms</p>{more}{exchange._repr_html_()}"
    )
