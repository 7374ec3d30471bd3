"""The configuration panel: Asterisk's files, to edit, to be checked while typing, and to apply."""

from __future__ import annotations

import functools
import time
from collections.abc import Hashable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from arinb.errors import ArinbError
from arinb.panels import look
from arinb.panels.action import Action
from arinb.panels.conf_applying import Applied, apply
from arinb.panels.conf_draft import Draft
from arinb.panels.conf_editor import STYLE, ConfEditor
from arinb.panels.dots import DOT
from arinb.panels.parts import row
from arinb.panels.pbx_panel import PbxPanel

if TYPE_CHECKING:
    from arinb.pbx.private import PrivateAsterisk

FILES = ("http.conf", "ari.conf", "extensions.conf")
ALSO = "pjsip.conf"  # where there is one
_DOTS = (
    "Dots stand for a password that is in the file and is not shown: type a new one in the place "
    "of all of them, or leave them."
)


class ConfigurationPanel(PbxPanel):
    """http.conf, ari.conf, extensions.conf and pjsip.conf: edit them, see findings, apply them.

    The findings come while one types. "Apply" writes what was edited, has Asterisk read it, and
    shows how it answers before and after. Passwords stand there as dots, and are not saved with
    the notebook.

    Parameters: `pbx`, a `PrivateAsterisk`.

    Fields: `drafts`, what is edited, by the file's name.

    Example: `ConfigurationPanel(pbx)`
    """

    TITLE: ClassVar[str] = "Configuration"

    def __init__(self, pbx: PrivateAsterisk) -> None:
        super().__init__(pbx)
        names = [*FILES, *([ALSO] if ALSO in pbx.conf else [])]
        self.drafts = {name: Draft(pbx.conf[name]) for name in names}
        # Set by a callback; read by the painter.
        self._front = 0
        # Set by an action; read by the painter.
        self._applied: Applied | None = None
        self._unread: str = ""

    @functools.cached_property
    def editors(self) -> dict[str, ConfEditor]:
        """The editors of the files, by name.

        Example: `panel.editors["ari.conf"].field.value`
        """
        return {name: ConfEditor(draft) for name, draft in self.drafts.items()}

    def _controls(self) -> Sequence[Any]:
        import ipywidgets  # noqa: PLC0415 - only who shows a panel needs it

        boxes = [editor.box for editor in self.editors.values()]
        self._tabs = ipywidgets.Tab(boxes, titles=list(self.drafts), selected_index=0)
        self._tabs.observe(self._turned, "selected_index")
        style = ipywidgets.HTML(STYLE, layout={"display": "none"})
        act = functools.partial(Action, self)
        self._apply = act(
            "Apply", self._apply_all, icon="check",
            tooltip="write what is edited, and have Asterisk read its files again",
        )  # fmt: skip
        self._restart = act(
            "Restart Asterisk", functools.partial(self._apply_all, restart=True), icon="refresh",
            tooltip="write what is edited, stop Asterisk and start it: all calls end",
        )  # fmt: skip
        self._start = act(
            "Start Asterisk", functools.partial(self._apply_all, restart=True), icon="play",
            tooltip="write what is edited, and start Asterisk",
        )  # fmt: skip
        self._undo = act(
            "Take the file's", self._take_the_files, icon="undo",
            tooltip="give up what is typed in this tab, and show the file as it is",
        )  # fmt: skip
        self._mine = act(
            "Write mine over it", functools.partial(self._apply_all, over=True), icon="pencil",
            tooltip="write what is typed over what something else has written meanwhile",
        )  # fmt: skip
        self._mine.button.layout.display = "none"
        return style, self._tabs, row(*(action.button for action in self._actions()))

    def _actions(self) -> tuple[Action, ...]:
        return self._apply, self._mine, self._undo, self._restart, self._start

    def join(self, timeout: float = 10.0) -> bool:
        """Wait until nothing is at work any more; return whether that is so.

        Parameters: `timeout`, seconds.

        Example: `panel.join()`
        """
        deadline = time.monotonic() + timeout
        for editor in self.editors.values():
            editor.checking.join(max(0.0, deadline - time.monotonic()))
        return all(action.join(max(0.0, deadline - time.monotonic())) for action in self._actions())

    def close(self) -> None:
        """End it; passwords that were typed become dots, and what is not applied stays unapplied.

        Example: `panel.close()`
        """
        self._cover()
        if self._shown is not None:
            for editor in self.editors.values():
                editor.bring_text()
        super().close()

    def _fingerprint(self) -> Hashable:
        self._look()
        checked = []
        for editor in self.editors.values():
            editor.checking.tick()
            checked.append((editor.draft.typed, editor.title, editor.checking.findings))
        return (
            tuple(checked), [e.checking.current for e in self.editors.values()].count(True),
            tuple(d.overtaken for d in self.drafts.values()), self._front, self._unread,
            self._applied and self._applied.time, self._runs(), self._turn,
        )  # fmt: skip

    def _html(self) -> str:
        applied = self._applied
        return self._state() + (applied.as_html() if applied is not None else "")

    def _repaint(self) -> None:
        self._bring(self._updates())

    def _updates(self) -> Iterator[tuple[Any, str, object]]:
        editors = list(self.editors.values())
        for editor in editors:
            editor.bring_text()  # also behind: passwords that were typed there are dots by now
        yield from editors[self._front].updates()
        overtaken = any(draft.overtaken for draft in self.drafts.values())
        for action, wanted in (
            (self._mine, overtaken), (self._start, not self._runs()), (self._restart, self._runs()),
        ):  # fmt: skip
            yield action.button.layout, "display", "" if wanted else "none"
        yield self._tabs, "titles", tuple(editor.title for editor in editors)

    def _still(self) -> str:
        for editor in self.editors.values():
            if not editor.checking.current:
                editor.checking.tick()
                editor.checking.join()
        sheets = "".join(editor.still() for editor in self.editors.values())
        return STYLE + sheets + self._html()

    def _state(self) -> str:
        """What stands in the fields that the files have not."""
        notes = [look.note("bad", self._unread, role="alert")] if self._unread else []
        edited = [name for name, draft in self.drafts.items() if draft.edited]
        notes += [
            look.note("bad", _OVERTAKEN.format(name=name), role="alert")
            for name in edited
            if self.drafts[name].overtaken
        ]
        if edited:
            notes.append(look.line("busy", f"Not applied yet: {', '.join(edited)}."))
        else:
            notes.append(look.line("good", "Nothing is typed that the files have not."))
        if DOT in list(self.drafts.values())[self._front].typed:
            notes.append(f'<p class="arinb-line">{_DOTS}</p>')
        return "".join(notes)

    def _turned(self, change: dict[str, Any]) -> None:
        self._front = change["new"] or 0
        self._cover()

    def _cover(self) -> None:
        for draft in self.drafts.values():
            draft.cover()

    def _runs(self) -> bool:
        pbx = self._pbx()
        return pbx is not None and pbx.running

    def _look(self) -> None:
        """Notice what other code has written."""
        if self.gone:
            return
        unread = ""
        for draft in self.drafts.values():
            try:
                changed = draft.look()
            except ArinbError as error:
                unread = str(error)
                continue
            if changed:
                for editor in self.editors.values():
                    editor.checking.forget()
        self._unread = unread

    def _apply_all(self, *, restart: bool = False, over: bool = False) -> None:
        self.tell("good", "")
        edited = [draft for draft in self.drafts.values() if draft.edited]
        if not over:
            for draft in edited:
                draft.refuse_if_overtaken()
        ready = {draft.name: draft.ready() for draft in edited}
        differences = {draft.name: draft.difference() for draft in edited}
        texts = {name: text for name, (_, text) in ready.items()}
        applied = apply(self.pbx, texts, restart=restart)
        applied.difference = differences
        for draft in edited:
            draft.written(ready[draft.name][0])
        self._applied = applied

    def _take_the_files(self) -> None:
        self.tell("good", "")
        draft = list(self.drafts.values())[self._front]
        draft.look()
        draft.take()


_OVERTAKEN = (
    "{name} was changed by something else while you were typing, for instance by a cell. What you "
    "have typed is still here, and nothing was written.\n"
    "“Write mine over it” writes yours over the other's; “Take the file's”, in its tab, gives "
    "yours up."
)
