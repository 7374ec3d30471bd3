"""Methods that answer to a wrong call in words that help: did you mean …?"""

from __future__ import annotations

import difflib
import functools
import inspect
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, NoReturn, ParamSpec, TypeVar

from arinb.errors import BadRequestArgument

P = ParamSpec("P")
R = TypeVar("R")


def forgiving(method: Callable[P, R]) -> Callable[P, R]:
    """Have a method answer to a wrong call in words that help: did you mean …?

    Example: `Channels.play = forgiving(Channels.play)`
    """

    @functools.wraps(method)
    def called(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return method(*args, **kwargs)
        except TypeError as error:
            if error.__traceback__ is None or error.__traceback__.tb_next is not None:
                raise  # not this call itself: something inside of it
            raise _wrong_call(method, args, kwargs) from None

    return called


class Forgiving:
    """A base whose public methods are all `forgiving`, and whose attributes are suggested.

    Example: `class Channels(Forgiving): …`
    """

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        for name, value in list(vars(cls).items()):
            if inspect.isfunction(value) and not name.startswith("_"):
                setattr(cls, name, forgiving(value))

    if not TYPE_CHECKING:  # a type checker knows the attributes that there are

        def __getattr__(self, name: str) -> NoReturn:
            kind = type(self).__name__
            names = [known for known in dir(type(self)) if not known.startswith("_")]
            names += [known for known in vars(self) if not known.startswith("_")]
            meant = _nearest(name, names) if not name.startswith("_") else ""
            hint = f": did you mean {meant!r}?" if meant else ""
            raise AttributeError(f"{kind!r} object has no attribute {name!r}{hint}")


def _wrong_call(
    method: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]
) -> BadRequestArgument:
    """What to say of a call that does not fit a method's parameters."""
    signature = inspect.signature(method)
    names = [name for name in signature.parameters if name != "self"]
    step = f"It is called like this: {method.__name__}{_short(signature)}"
    unknown = [name for name in kwargs if name not in names]
    missing = [
        name
        for name, parameter in list(signature.parameters.items())[len(args) :]
        if parameter.default is inspect.Parameter.empty and name not in kwargs
    ]
    if unknown:
        why = f"it has no parameter {unknown[0]}."
        meant = _nearest(unknown[0], names)
        step = f"Did you mean {meant}=?" if meant else step
    elif missing:
        why = f"{' and '.join(missing)} can't be left out."
    else:
        why = (
            "there are too many values, one has to be given by name (name=value), or stands twice."
        )
    whose = f"{type(args[0]).__name__}." if args else ""
    what = f"{whose}{method.__name__}() can't be called like that; nothing was sent."
    return BadRequestArgument(what, why=why, next_step=step)


def _nearest(name: str, names: Iterable[str]) -> str:
    """The name that somebody meant, or ""; ARI's own way to write it counts, too: playbackId."""
    plain = {known.replace("_", "").lower(): known for known in names}
    wanted = name.replace("_", "").lower()
    # ARI's channelId and deviceName are a channel and a device here.
    close = [short for short in map(wanted.removesuffix, ("id", "name")) if short in plain]
    close += difflib.get_close_matches(wanted, plain, n=1)
    return plain[close[0]] if close else ""


def _short(signature: inspect.Signature) -> str:
    """A method's parameters without types: those that are needed, and the others as name=…."""
    words = []
    for name, parameter in signature.parameters.items():
        if name != "self":
            needed = parameter.default is inspect.Parameter.empty
            words.append(name if needed else f"{name}=…")
    return f"({', '.join(words)})"
