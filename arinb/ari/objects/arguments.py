"""The arguments of an operation, checked against its description before anything is sent."""

from __future__ import annotations

import difflib
import numbers
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID

from arinb.ari.objects.model import Live, Model
from arinb.errors import BadRequestArgument

if TYPE_CHECKING:
    from arinb.ari.api.description import Operation, Parameter


# What one could go through item by item, but what is one value.
_ONE = (str, bytes, Mapping, UUID, Model)


def checked(operation: Operation, given: Mapping[str, object]) -> dict[str, Any]:
    """Return the arguments as they go over the wire: texts, numbers, booleans, lists of texts.

    Parameters: `operation`; `given`, its parameters by ARI's names, without those left out.

    Raises BadRequestArgument for one that is missing, of the wrong type or not allowed.

    Example: `checked(arinb.api.operation("channels.get"), {"channelId": channel})`
    """
    for parameter in operation.parameters:
        if parameter.name not in given and (parameter.required or parameter.place == "path"):
            raise _refused(operation, parameter, "is missing", "it can't be left out.")
        if parameter.sent_anyway:
            given = {parameter.name: parameter.default, **given}
    known = by_name(operation)
    return {
        name: _CHECKS[known[name].type](operation, known[name], value)
        for name, value in given.items()
    }


def by_name(operation: Operation) -> dict[str, Parameter]:
    """Return the parameters of an operation by ARI's own names.

    Example: `by_name(arinb.api.operation("channels.get"))["channelId"].place`
    """
    return {parameter.name: parameter for parameter in operation.parameters}


def in_body(operation: Operation, given: Mapping[str, Any]) -> tuple[dict[str, Any], bool]:
    """Return the body that the checked arguments ask for, and whether that is the whole body.

    Parameters: `given`, as `checked()` returned them. A body that is whole has no room for others.

    Example: `in_body(operation, {"variables": {"A": "1"}})` → `({"variables": {"A": "1"}}, False)`
    """
    body, known = {}, by_name(operation)
    for name, value in given.items():
        parameter = known[name]
        if parameter.place == "body":
            if parameter.shape == "whole":
                return dict(value), True
            body[name] = value
    return body, False


def _text(operation: Operation, parameter: Parameter, value: object) -> str | list[str]:
    if not parameter.many:
        return _item(operation, parameter, value)
    if isinstance(value, str) and "," in value:
        if not (parameter.schemes or parameter.allowed):
            return _item(operation, parameter, value)
        # ARI's own way to write several; but a comma may belong to a single one: tone:440/100,0/100
        parts = value.split(",")
        several = all(part.partition(":")[0] in parameter.schemes for part in parts)
        value = parts if several or parameter.allowed else [value]
    if isinstance(value, _ONE) or not isinstance(value, Iterable):
        value = [value]
    items = [_item(operation, parameter, item) for item in value]
    if not items:
        raise _refused(operation, parameter, "is an empty list", "it takes at least one value.")
    return items


def _item(operation: Operation, parameter: Parameter, value: object) -> str:
    """One text: given as such, or as the object that it names."""
    text = _named(operation, parameter, value) if isinstance(value, Model) else value
    if isinstance(text, UUID):
        text = str(text)
    if not isinstance(text, str):
        raise _refused(operation, parameter, f"is {value!r}", _no_text(parameter, value))
    if (parameter.place == "path" or parameter.takes) and not text.isprintable():
        why = "an id or a name has no line break or other character that can't be printed."
        raise _refused(operation, parameter, f"is {text!r}", why)
    if (parameter.place == "path" or parameter.takes) and not text:
        raise _refused(operation, parameter, "is empty", "nothing has an empty name.")
    if parameter.allowed:
        _one_of(operation, parameter, text, parameter.allowed, "")
    if parameter.schemes:
        _begins(operation, parameter, text)
    return text


def _named(operation: Operation, parameter: Parameter, value: Model) -> str:
    """The id of an object, if it is one of the right kind."""
    kinds = {kind.__name__ for kind in type(value).__mro__}
    if parameter.takes == "source" and isinstance(value, Live) and value._scheme:  # noqa: SLF001 - our own base
        return f"{value._scheme}:{value._key}"  # noqa: SLF001 - as above
    if parameter.takes in kinds and isinstance(value, Live):
        return value._key  # noqa: SLF001 - as above
    wanted = parameter.takes or "text"
    if "Event" in kinds and wanted.lower() in value:
        step = f"An event has one: event.{wanted.lower()}."
    else:
        step = f"Give {_article(wanted)} {wanted}{', or its id' if parameter.takes else ''}."
    raise _refused(
        operation,
        parameter,
        f"is {value!r}",
        f"{_article(type(value).__name__)} {type(value).__name__} is no {wanted}.",
        step,
    )


def _no_text(parameter: Parameter, value: object) -> str:
    if value is True or value is False or isinstance(value, int | float):
        return f'it is a text; write {parameter.name_in_python}="{value}" if that is meant.'
    what = (
        f"{_article(parameter.takes)} {parameter.takes} or a text" if parameter.takes else "a text"
    )
    return f"it is {what}, and no {type(value).__name__}."


def _begins(operation: Operation, parameter: Parameter, text: str) -> None:
    """Refuse a text that does not begin with a kind that Asterisk knows, and a colon."""
    scheme, colon, _ = text.partition(":")
    if not colon:
        why = "it begins with its kind, and a colon."
        meant = f'{parameter.name_in_python}="{parameter.schemes[0]}:{text}"'
        raise _refused(operation, parameter, f"is {text!r}", why, f"Did you mean {meant}?")
    _one_of(operation, parameter, scheme, parameter.schemes, f" in {text!r}")


def _one_of(
    operation: Operation, parameter: Parameter, value: str, allowed: Sequence[str], where: str
) -> None:
    if value in allowed:
        return
    by_lower = {name.lower(): name for name in allowed}
    close = difflib.get_close_matches(value.lower(), by_lower, n=1)
    step = f"Did you mean {by_lower[close[0]]!r}?" if close else "Choose one of these."
    why = f"it takes one of {', '.join(allowed)}."
    raise _refused(operation, parameter, f"is {value!r}{where}", why, step)


def _whole_number(operation: Operation, parameter: Parameter, value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise _refused(operation, parameter, f"is {value!r}", "it is a whole number.")
    if parameter.at_least is not None and value < parameter.at_least:
        why = f"it is {parameter.at_least} or more."
        raise _refused(operation, parameter, f"is {value}", why)
    return value


def _truth(operation: Operation, parameter: Parameter, value: object) -> bool:
    if not isinstance(value, bool):
        raise _refused(operation, parameter, f"is {value!r}", "it is True or False.")
    return value


def _object(operation: Operation, parameter: Parameter, value: object) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise _refused(operation, parameter, f"is {value!r}", "it is a dict.")
    return value


def _containers(operation: Operation, parameter: Parameter, value: object) -> Any:  # noqa: ANN401 - JSON
    """Names with values. Asterisk takes texts only, so a number becomes one."""
    if parameter.name == "fields" and isinstance(value, list):
        return value
    if not isinstance(value, Mapping):
        why = 'it is a dict of names and values, such as {"LANG": "en"}.'
        raise _refused(operation, parameter, f"is {value!r}", why)
    texts = {name: _value(operation, parameter, name, item) for name, item in value.items()}
    if parameter.name == "fields":
        return [{"attribute": name, "value": text} for name, text in texts.items()]
    return texts


def _value(operation: Operation, parameter: Parameter, name: object, value: object) -> object:
    if isinstance(name, str) and name:
        inner = value.get("value") if isinstance(value, Mapping) else value
        if isinstance(inner, str | int | numbers.Real) and not isinstance(inner, bool):
            return {**value, "value": str(inner)} if isinstance(value, Mapping) else str(inner)
    why = "each name and each value is a text; a variable in Asterisk is always one."
    raise _refused(operation, parameter, f"has {name!r}: {value!r}", why)


_CHECKS: Mapping[str, Callable[[Any, Any, Any], Any]] = {
    "string": _text,
    "int": _whole_number,
    "long": _whole_number,
    "boolean": _truth,
    "object": _object,
    "containers": _containers,
}


def _refused(
    operation: Operation, parameter: Parameter, how: str, why: str, next_step: str = ""
) -> BadRequestArgument:
    name = parameter.name_in_python
    meaning = parameter.text[:1].upper() + parameter.text[1:]
    return BadRequestArgument(
        f"{operation.name}() was not sent: {name}= {how}.",
        why=why,
        next_step=next_step or f"{name}: {meaning}",
    )


def _article(noun: str) -> str:
    return "an" if noun[:1].lower() in "aeio" else "a"
