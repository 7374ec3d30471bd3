"""The forms in which ARI is described: operations with parameters, models with fields."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from arinb.ari.api import pages

Place: TypeAlias = Literal["path", "query", "body"]
Method: TypeAlias = Literal["GET", "POST", "PUT", "DELETE"]

# "key": {"variables": …}; "whole": the value is the body.
Shape: TypeAlias = Literal["key", "whole"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """A parameter of an operation.

    Fields: `name`, ARI's own, such as "maxDurationSeconds"; `text`, what it means, with unit;
    `place`, where it travels: "path", "query" or "body"; `type`, as Asterisk's own description
    names it: "string", "int", "long", "boolean", "object" or "containers"; `required`; `many`,
    whether it takes several values; `schemes`, what each value has to begin with, before a colon,
    () for anything; `allowed`, the values that it takes, () for any; `at_least`, the least number;
    `default`, what Asterisk takes when it is left out; `since`, the first versions that have it,
    "" for those of its operation; `allowed_since`, the same for single values of `allowed`;
    `optional_since`, the versions before which it was required; `takes`, the class of a live
    object whose id it wants, "source" for any that an application can subscribe to; `python`, the
    name in Python where that is not the usual one; `positional`, whether it may be given
    without its name although it can be left out; `sent_anyway`, whether arinb sends the default
    when it is left out, because Asterisk does not take it by itself; `shape`, how a body parameter
    stands in the body.

    Example: `arinb.api.operation("channels.play").parameter("media").text`
    """

    name: str
    text: str
    place: Place = "query"
    type: str = "string"
    required: bool = False
    many: bool = False
    schemes: tuple[str, ...] = ()
    allowed: tuple[str, ...] = ()
    at_least: int | None = None
    default: str | int | bool | None = None
    since: str = ""
    allowed_since: Mapping[str, str] = field(default_factory=dict)
    optional_since: str = ""
    takes: str = ""
    python: str = ""
    positional: bool = False
    sent_anyway: bool = False
    shape: Shape = "key"

    @property
    def name_in_python(self) -> str:
        """The name by which arinb's methods take it.

        Example: `parameter.name_in_python` → `"max_duration_seconds"`
        """
        return self.python or snake_case(self.name)


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Operation:
    """One thing that ARI can be asked to do: an HTTP method on a path.

    Fields: `name`, arinb's, such as "channels.play": the method `ari.channels.play`; `nickname`,
    Asterisk's own; `method` and `path`, such as "POST" and "/channels/{channelId}/play";
    `summary`, one line; `details`, what else one should know; `parameters`; `returns`, the name of
    a model, "List[…]" of one, "void" or "binary"; `statuses`, of success; `errors`, what each error
    status means here; `errors_since`, the first versions that answer with one; `since`, the first
    version of each branch that has it; `on_object`, the name of the method of a live object, ""
    where there is none; `example`, a line of Python.

    Example: `arinb.api.operation("channels.play")`
    """

    name: str
    nickname: str
    method: Method
    path: str
    summary: str
    details: str = ""
    parameters: tuple[Parameter, ...] = ()
    returns: str = "void"
    statuses: tuple[int, ...] = (204,)
    errors: Mapping[int, str] = field(default_factory=dict)
    errors_since: Mapping[int, str] = field(default_factory=dict)
    since: str = "12.0"
    on_object: str = ""
    example: str

    @property
    def resource(self) -> str:
        """The resource that it belongs to: the first step of its path, such as "channels"."""
        return self.path.split("/")[1]

    @property
    def module(self) -> str:
        """The module of Asterisk that serves it, such as "res_ari_channels.so"."""
        return f"res_ari_{snake_case(self.resource)}.so"

    def parameter(self, name: str) -> Parameter:
        """Return one parameter, by ARI's name or by Python's.

        Raises KeyError when it has none of that name.

        Example: `arinb.api.operation("channels.play").parameter("media").required`
        """
        for parameter in self.parameters:
            if name in (parameter.name, parameter.name_in_python):
                return parameter
        raise KeyError(name)

    def __str__(self) -> str:
        return pages.operation_as_text(self)

    def __repr__(self) -> str:
        return f"<Operation {self.name}: {self.method} {self.path}>"

    def _repr_html_(self) -> str:
        return pages.operation_as_html(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A field of a model.

    Fields: `name`; `type`, "string", "int", "long", "double", "boolean", "Date", "object", a
    model's name, or "List[…]" of one of these; `text`, what it means, with unit; `required`,
    whether Asterisk says that it is always there; `allowed`, the values that it can have, () for
    any; `since`, the first versions that have it, "" for those of its model.

    Example: `arinb.api.model("Channel").field("state").allowed`
    """

    name: str
    type: str
    text: str
    required: bool = True
    allowed: tuple[str, ...] = ()
    since: str = ""


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Model:
    """A JSON object of ARI: what an answer describes, or an event.

    Fields: `name`, such as "Channel"; `resource`, whose description has it; `summary`, one line;
    `details`; `fields`, its own ones, without those of the model that it extends; `extends`, "" or
    that model's name ("Event" for each event); `since`, the first versions that have it.

    Example: `arinb.api.model("Playback")`
    """

    name: str
    resource: str
    summary: str
    details: str = ""
    fields: tuple[Field, ...] = ()
    extends: str = ""
    since: str = "12.0"

    @property
    def is_event(self) -> bool:
        """Whether it is an event that arrives over the WebSocket."""
        return self.extends == "Event"

    def field(self, name: str) -> Field:
        """Return one of its own fields.

        Raises KeyError when it has none of that name.

        Example: `arinb.api.model("Playback").field("state").allowed`
        """
        for found in self.fields:
            if found.name == name:
                return found
        raise KeyError(name)

    def __str__(self) -> str:
        return pages.model_as_text(self)

    def __repr__(self) -> str:
        return f"<Model {self.name}: {self.summary}>"

    def _repr_html_(self) -> str:
        return pages.model_as_html(self)


def snake_case(name: str) -> str:
    """Return a name of ARI's as Python writes names.

    Example: `snake_case("maxDurationSeconds")` → `"max_duration_seconds"`
    """
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_", name).lower()
