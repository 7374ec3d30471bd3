"""Pieces of Python: signatures, docstrings, bodies of methods."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence

from arinb.ari.api.description import Operation, Parameter
from arinb.ari.explain import CLASSES
from arinb.versions import in_words
from tests.generate.names import LIVE

WIDTH = 100


def annotation(parameter: Parameter) -> str:
    """The type of a parameter, without None."""
    match parameter.type:
        case "int" | "long":
            return "int"
        case "boolean":
            return "bool"
        case "object":
            return "Mapping[str, Any]"
        case "containers" if parameter.name == "fields":
            return "Mapping[str, Any] | Sequence[Mapping[str, str]]"
        case "containers":
            return "Mapping[str, Any]"
    one = "str"
    if parameter.allowed:
        one = f"Literal[{', '.join(map(quoted, parameter.allowed))}]"
    elif parameter.takes == "source":
        one = "Live | str"
    elif parameter.takes:
        one = f"{parameter.takes} | str"
    return f"{one} | Sequence[{one}]" if parameter.many else one


def quoted(text: str) -> str:
    """A text as Python and ruff write it."""
    return f'"{text}"'


def signature(parameters: Sequence[Parameter]) -> str:
    """What stands between a method's parentheses: what is needed first, then by name only."""
    words = ["self"]
    for parameter in in_order(parameters):
        if not is_needed(parameter) and not parameter.positional and "*" not in words:
            words.append("*")
        can_be_left_out = "" if is_needed(parameter) else " | None = None"
        words.append(f"{parameter.name_in_python}: {annotation(parameter)}{can_be_left_out}")
    return ", ".join(words)


def is_needed(parameter: Parameter) -> bool:
    """Whether it can't be left out; a step of a path never can."""
    return parameter.required or parameter.place == "path"


def in_order(parameters: Iterable[Parameter]) -> list[Parameter]:
    """Those that are needed, those that may come without their name, and the others."""
    return sorted(parameters, key=lambda p: (not is_needed(p), not p.positional))


def returned(operation: Operation) -> str:
    """The type that a method returns."""
    match operation.returns:
        case "void":
            return "None"
        case "binary":
            return "bytes"
        case "Variable":
            return "str"
        case "Variables":
            return "dict[str, Any]"
    return operation.returns.replace("List[", "Listing[")


def body(operation: Operation, given: dict[str, str]) -> str:
    """The lines that perform an operation; `given`, Python's expression of each parameter."""
    words = "".join(f", {name}={value}" for name, value in given.items() if name != "from")
    if "from" in given:
        words += f', **{{"from": {given["from"]}}}'
    call = f'perform(self._client, "{operation.name}"{words})'
    match returned(operation):
        case "None":
            return call
        case "bytes":
            return f"return {call}.body"
        case "str":
            return f"return value_in({call})"
        case "dict[str, Any]":
            return f"return values_in({call})"
    kind = model_of(operation)
    how = "several" if operation.returns.startswith("List[") else "one"
    return f"answer = {call}\nreturn {how}({kind}, self._client, answer)"


def model_of(operation: Operation) -> str:
    """The class of what is returned, without the list around it."""
    return operation.returns.removeprefix("List[").removesuffix("]")


def docstring(operation: Operation, parameters: Sequence[Parameter], example: str) -> str:
    """All that one should know of an operation, as a method's docstring."""
    route = f"{operation.method} {operation.path}, since Asterisk {in_words(operation.since)}."
    paragraphs = [operation.summary, f"{operation.details} ({route})".strip()]
    ordered = in_order(parameters)
    width = WIDTH - 8
    lines = [line for text in paragraphs for line in (*textwrap.wrap(text, width), "")]
    if ordered:
        lines += ["Parameters:", *(line for p in ordered for line in _parameter(p, width)), ""]
    if result := _returns(operation):
        lines += [*textwrap.wrap(result, width, subsequent_indent="    "), ""]
    if operation.errors:
        lines += [*_raises(operation, width), ""]
    lines += [f"Example: `{example}`"]
    return in_quotes(lines)


def in_quotes(lines: Sequence[str]) -> str:
    """Lines as a docstring."""
    text = "\n".join(lines)
    if text.startswith('"') or text.endswith('"'):
        raise ValueError(f"a docstring neither begins nor ends with a quotation mark: {text}")
    raw = "r" if "\\" in text else ""
    return f'{raw}"""{text}\n"""' if len(lines) > 1 else f'{raw}"""{text}"""'


def _parameter(parameter: Parameter, width: int) -> list[str]:
    words = [f"{parameter.name_in_python}: {parameter.text}"]
    if parameter.default is not None:
        words.append(f"Asterisk takes {parameter.default!r} when it is left out.")
    if parameter.since:
        words.append(f"Since Asterisk {in_words(parameter.since)}.")
    text = " ".join(words)
    return textwrap.wrap(text, width, initial_indent=" " * 4, subsequent_indent=" " * 8)


def _returns(operation: Operation) -> str:
    match returned(operation):
        case "None":
            return ""
        case "bytes":
            return "Returns the file's bytes."
        case "str":
            return "Returns the value, a text."
        case "dict[str, Any]":
            return "Returns the values by name."
    kind = model_of(operation)
    live = " that one can act upon" if kind in LIVE else ""
    if operation.returns.startswith("List["):
        return f"Returns a list of `{kind}` objects{live}; a notebook shows it as a table."
    return f"Returns a `{kind}`{live}."


def _raises(operation: Operation, width: int) -> list[str]:
    lines = ["Raises:"]
    for status, cause in sorted(operation.errors.items()):
        text = f"{CLASSES[status].__name__} ({status}): {cause}"
        lines += textwrap.wrap(text, width, initial_indent=" " * 4, subsequent_indent=" " * 8)
    return lines
