"""One operation or model as a page: HTML for a notebook, text for everything else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from html import escape
from typing import TYPE_CHECKING

from arinb.versions import in_words

if TYPE_CHECKING:
    from arinb.ari.api.description import Field, Model, Operation, Parameter

_TEXT = "color:var(--jp-ui-font-color1,inherit);max-width:60em"
_CODE = "font-family:var(--jp-code-font-family,monospace)"
_CELL = "text-align:left;vertical-align:top;padding:2px 8px"
_HEAD = f"{_CELL};border-bottom:1px solid var(--jp-border-color1,#888)"


def operation_as_html(operation: Operation) -> str:
    """Return all about an operation as HTML.

    Example: `operation_as_html(arinb.api.operation("channels.play"))`
    """
    route = f"{operation.method} {operation.path}"
    statuses = " or ".join(map(str, operation.statuses))
    parts = [
        _title(f"ari.{operation.name}", route, operation.since),
        _paragraph(f"{operation.summary} {operation.details}"),
        _table(
            "Parameters", ("name", "type", "", "meaning"), map(_parameter, operation.parameters)
        ),
        _paragraph(f"Answers {statuses} with {_article(operation.returns)}."),
        _table("Errors", ("status", "cause"), _errors(operation.errors)),
        f'<p>Example: <code style="{_CODE}">{escape(operation.example)}</code></p>',
    ]
    return f'<div style="{_TEXT}">{"".join(parts)}</div>'


def model_as_html(model: Model) -> str:
    """Return all about a model as HTML.

    Example: `model_as_html(arinb.api.model("Channel"))`
    """
    kind = "event" if model.is_event else f"model of {model.resource}"
    parts = [
        _title(model.name, kind, model.since),
        _paragraph(f"{model.summary} {model.details}"),
        _table("Fields", ("name", "type", "", "meaning"), map(_field, model.fields)),
    ]
    return f'<div style="{_TEXT}">{"".join(parts)}</div>'


def operation_as_text(operation: Operation) -> str:
    """Return all about an operation as text.

    Example: `print(arinb.api.operation("channels.play"))`
    """
    return "\n".join(_operation_lines(operation))


def model_as_text(model: Model) -> str:
    """Return all about a model as text.

    Example: `print(arinb.api.model("Channel"))`
    """
    return "\n".join(_model_lines(model))


def _operation_lines(operation: Operation) -> Iterator[str]:
    yield f"ari.{operation.name}: {operation.summary}"
    yield f"{operation.method} {operation.path}, since Asterisk {in_words(operation.since)}"
    if operation.details:
        yield operation.details
    for row in map(_parameter, operation.parameters):
        yield "  " + " ".join(filter(None, row))
    statuses = " or ".join(map(str, operation.statuses))
    yield f"Answers {statuses} with {_article(operation.returns)}."
    for status, cause in _errors(operation.errors):
        yield f"  {status}: {cause}"
    yield f"Example: {operation.example}"


def _model_lines(model: Model) -> Iterator[str]:
    yield f"{model.name}: {model.summary}"
    yield f"since Asterisk {in_words(model.since)}"
    if model.details:
        yield model.details
    for row in map(_field, model.fields):
        yield "  " + " ".join(filter(None, row))


def _parameter(parameter: Parameter) -> tuple[str, str, str, str]:
    words = [parameter.text]
    if parameter.allowed:
        words.append(f"One of {', '.join(parameter.allowed)}.")
    if parameter.default is not None:
        words.append(f"Default: {parameter.default}.")
    name = parameter.name_in_python
    if name != parameter.name:
        words.append(f"In ARI: {parameter.name}.")
    kind = f"List[{parameter.type}]" if parameter.many else parameter.type
    return name, kind, _needed(parameter.required), _since(words, parameter.since)


def _field(field: Field) -> tuple[str, str, str, str]:
    words = [field.text]
    if field.allowed:
        words.append(f"One of {', '.join(field.allowed)}.")
    return field.name, field.type, _needed(field.required), _since(words, field.since)


def _needed(required: bool) -> str:
    return "" if required else "optional"


def _since(words: list[str], since: str) -> str:
    return " ".join([*words, f"Since Asterisk {in_words(since)}."] if since else words)


def _errors(errors: Mapping[int, str]) -> Iterator[tuple[str, str]]:
    return ((str(status), cause) for status, cause in sorted(errors.items()))


def _article(returns: str) -> str:
    if returns == "void":
        return "no body"
    if returns == "binary":
        return "the file's bytes"
    if returns.startswith("List["):
        return f"a list of {returns[5:-1]} objects"
    return f"{'an' if returns[0] in 'AEIO' else 'a'} {returns} object"


def _title(name: str, about: str, since: str) -> str:
    return (
        f'<p><strong style="{_CODE}">{escape(name)}</strong> '
        f'<code style="{_CODE}">{escape(about)}</code> since Asterisk {escape(in_words(since))}</p>'
    )


def _paragraph(text: str) -> str:
    return f"<p>{escape(text.strip())}</p>"


def _table(caption: str, heads: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    body = "".join(_row(row) for row in rows)
    if not body:
        return ""
    head = "".join(f'<th scope="col" style="{_HEAD}">{name}</th>' for name in heads)
    return (
        f'<table><caption style="text-align:left">{caption}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    )


def _row(row: tuple[str, ...]) -> str:
    name, *others = map(escape, row)
    cells = "".join(f'<td style="{_CELL}">{cell}</td>' for cell in others)
    return f'<tr><th scope="row" style="{_CELL};{_CODE}">{name}</th>{cells}</tr>'
