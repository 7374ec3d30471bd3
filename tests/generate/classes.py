"""Whole classes: collections of a resource, live objects, plain objects, events."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Iterator, Sequence

from arinb.ari.api.description import Field, Model, Operation
from arinb.versions import in_words
from tests.generate import names, text

PLAIN = {"string", "int", "long", "double", "boolean", "Date", "object"}


def methods(operations: Iterable[Operation], *, on_object: bool) -> Iterator[str]:
    """The methods of a collection or, `on_object`, of one of its objects."""
    for operation in operations:
        name = operation.on_object if on_object else names.collection(operation)[1]
        if on_object and name in ("", "refresh"):
            continue
        parameters, given = operation.parameters, {}
        for parameter in operation.parameters:
            given[parameter.name] = parameter.name_in_python
        if on_object:
            own = _own_parameters(operation)
            given |= own
            parameters = tuple(p for p in operation.parameters if p.name not in own)
        yield _method(
            name,
            text.signature(parameters),
            text.returned(operation),
            text.docstring(operation, parameters, _example(operation, on_object=on_object)),
            text.body(operation, given),
        )


def refresh(operation: Operation) -> str:
    """The method that asks for an object anew."""
    kind = names.object_of(operation)
    given = _own_parameters(operation)
    words = "".join(f", {name}={value}" for name, value in given.items())
    return _method(
        "refresh",
        "self",
        "Self",
        text.in_quotes([
            f"Ask ARI for it anew ({operation.method} {operation.path}), and return it.",
            "",
            "Raises NotFound when it is gone.",
            "",
            f"Example: `{_variable(kind)}.refresh()`",
        ]),
        f'answer = perform(self._client, "{operation.name}"{words})\n'
        f"return self._renewed(described({kind}, answer))",
    )  # fmt: skip


def model(found: Model, bases: Sequence[str], members: Sequence[str]) -> str:
    """A class for a model, with its fields as properties."""
    lines = [found.summary, ""]
    if found.details:
        lines += [*textwrap.wrap(found.details, text.WIDTH - 4), ""]
    since = f"Since Asterisk {in_words(found.since)}."
    example = f'ari.events.wait_for("{found.name}")' if found.is_event else ""
    lines.append(f"{since} Example: `{example}`" if example else since)
    parts = [text.in_quotes(lines), *_settings(found), *map(_property, found.fields), *members]
    inner = textwrap.indent("\n\n".join(parts), "    ")
    return f"class {found.name}({', '.join(bases)}):\n{inner}\n"


def plain_class(name: str, bases: Sequence[str], doc: Sequence[str], members: Iterable[str]) -> str:
    """A class of methods."""
    parts = [text.in_quotes(doc), *members]
    inner = textwrap.indent("\n\n".join(parts), "    ")
    return f"class {name}({', '.join(bases)}):\n{inner}\n"


def classes_in(type_: str) -> list[str]:
    """The classes that a field's type names."""
    return [name for name in re.findall(r"\w+", type_) if name not in {*PLAIN, "List"}]


def _example(operation: Operation, *, on_object: bool) -> str:
    """The example, said of the object itself: ari.channels.ring(channel) → channel.ring()."""
    if not on_object:
        return operation.example
    collection = re.escape(f"ari.{operation.name}")
    own = r"[^,()]+, [^,()]+" if operation.resource == "endpoints" else r"[^,()]+"
    variable = _variable(names.object_of(operation))
    return re.sub(
        rf"{collection}\({own}(, )?", f"{variable}.{operation.on_object}(", operation.example
    )


def _own_parameters(operation: Operation) -> dict[str, str]:
    """What an object itself is for its operation, by the parameter's name."""
    if names.object_of(operation) == "Endpoint":
        return {"tech": "self.technology", "resource": "self.resource"}
    own = next(p for p in operation.parameters if p.place == "path" and p.takes in names.LIVE)
    return {own.name: "self"}


def _method(name: str, signature: str, returned: str, doc: str, body: str) -> str:
    inner = textwrap.indent(f"{doc}\n{body}", "    ")
    return f"def {name}({signature}) -> {returned}:\n{inner}"


def _settings(found: Model) -> list[str]:
    if found.name not in names.LIVE:
        return []
    identity, shown = names.LIVE[found.name]
    lines = [f"_identity: ClassVar[str] = {identity!r}"]
    if scheme := names.SCHEMES.get(found.name):
        lines.append(f"_scheme: ClassVar[str] = {scheme!r}")
    lines.append(f"_shown: ClassVar[tuple[str, ...]] = {shown!r}")
    return ["\n".join(lines)]


def _property(field: Field) -> str:
    annotation, expression, kept = _access(field)
    decorator = "@cached_property" if kept else "@property"
    meaning = field.text[:1].upper() + field.text[1:]
    if field.allowed:
        meaning += f" One of {', '.join(field.allowed)}."
    if field.since:
        meaning += f" Since Asterisk {in_words(field.since)}."
    if not field.required:
        empty = "[]" if field.type.startswith("List[") else "{}"
        missing = empty if field.type == "object" or empty == "[]" else "None"
        meaning += f" It may be missing: {missing}."
    doc = text.in_quotes(textwrap.wrap(meaning, text.WIDTH - 15))
    name = f"{field.name}_" if field.name == "from" else field.name
    inner = textwrap.indent(f"{doc}\nreturn {expression}", "    ")
    return f"{decorator}\ndef {name}(self) -> {annotation}:\n{inner}"


def _access(field: Field) -> tuple[str, str, bool]:
    """A field's type in Python, how it is read, and whether what is read is kept."""
    name = f'"{field.name}"'
    maybe = not field.required
    of = field.type.removeprefix("List[").removesuffix("]")
    if field.type.startswith("List["):
        if of in PLAIN:
            inside = {"string": "str", "int": "int", "object": "dict[str, Any]"}[of]
            return f"list[{inside}]", f"self._items({name})", False
        return f"list[{of}]", f"self._all_made({of}, {name})", True
    match field.type:
        case "string":
            return _either("str", "text", name, maybe)
        case "int" | "long":
            return _either("int", "number", name, maybe)
        case "boolean":
            return _either("bool", "flag", name, maybe)
        case "double":
            return "float | None", f"self._maybe_real({name})", False
        case "Date":
            return "datetime | None", f"self._time({name})", False
        case "object":
            return "dict[str, Any]", f"self._mapping({name})", False
    if maybe:
        return f"{of} | None", f"self._maybe_made({of}, {name})", True
    return of, f"self._made({of}, {name})", True


def _either(annotation: str, how: str, name: str, maybe: bool) -> tuple[str, str, bool]:
    if maybe:
        return f"{annotation} | None", f"self._maybe_{how}({name})", False
    return annotation, f"self._{how}({name})", False


def _variable(kind: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", kind).lower()
