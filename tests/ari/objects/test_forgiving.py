"""Wrong calls of a method are answered in words that help; right ones are left alone."""

from __future__ import annotations

import copy
import inspect
from collections.abc import Callable
from typing import Any

import pytest
from IPython.core.oinspect import find_file

from arinb.ari.api.description import Operation
from arinb.ari.client import Client
from arinb.ari.objects.channels import Channel
from arinb.ari.objects.forgiving import Forgiving
from arinb.ari.objects.playbacks import Playback
from arinb.ari.resources.channels import Channels
from arinb.ari.resources.channels_media import ChannelsMedia
from arinb.errors import BadRequestArgument
from tests.ari.objects.classes import METHODS, collection

PLAY = "play(media, lang=…, offset_ms=…, skip_ms=…, playback_id=…)"

each_operation = pytest.mark.parametrize("operation", METHODS.values(), ids=lambda o: o.name)


@pytest.fixture
def channels(client: Client) -> Channels:
    return Channels(client)


@pytest.fixture
def channel(client: Client) -> Channel:
    return Channel(client, {"id": "1.1"})


def refusal(call: Callable[[], object]) -> BadRequestArgument:
    with pytest.raises(BadRequestArgument) as raised:
        call()
    assert raised.value.__cause__ is None
    assert raised.value.__suppress_context__
    return raised.value


@pytest.mark.parametrize(
    ("wrong", "meant"),
    [
        ("playbackId", "playback_id"),  # ARI's own name
        ("playbackID", "playback_id"),
        ("playback", "playback_id"),
        ("offsetms", "offset_ms"),
        ("language", "lang"),
        ("medium", "media"),
    ],
)
def test_a_name_that_is_nearly_right(channel: Channel, wrong: str, meant: str) -> None:
    given: dict[str, Any] = {"media": "sound:a"} | {wrong: "x"}
    error = refusal(lambda: channel.play(**given))
    assert error.next_step == f"Did you mean {meant}=?"
    assert error.why == f"it has no parameter {wrong}."
    assert error.what == "Channel.play() can't be called like that; nothing was sent."


def test_a_name_that_is_like_none(channel: Channel) -> None:
    error = refusal(lambda: channel.play("sound:a", zzz=1))  # type: ignore[call-arg]
    assert error.next_step == f"It is called like this: {PLAY}"
    error = refusal(lambda: channel.answer(zzz=1))  # type: ignore[call-arg]
    assert error.next_step == "It is called like this: answer()"


@each_operation
def test_aris_own_name_leads_to_pythons(operation: Operation) -> None:
    method = getattr(collection(operation.name), operation.name.rpartition(".")[2])
    for parameter in operation.parameters:
        if parameter.name not in (parameter.name_in_python, "from"):
            error = refusal(lambda p=parameter: method(**{p.name: "x"}))  # type: ignore[misc]
            assert error.next_step == f"Did you mean {parameter.name_in_python}=?"


def test_what_is_missing(channels: Channels, channel: Channel) -> None:
    error = refusal(channel.play)  # type: ignore[arg-type]
    assert error.why == "media can't be left out."
    assert error.next_step == f"It is called like this: {PLAY}"
    error = refusal(lambda: channels.play(lang="en"))  # type: ignore[call-arg]
    assert error.why == "channel and media can't be left out."
    error = refusal(lambda: channels.play("1.1"))  # type: ignore[call-arg]
    assert error.why == "media can't be left out."


def test_too_many(channel: Channel) -> None:
    error = refusal(lambda: channel.play("sound:a", "en"))  # type: ignore[call-arg]
    assert "by name" in error.why
    assert error.next_step == f"It is called like this: {PLAY}"
    error = refusal(lambda: channel.answer("now"))  # type: ignore[call-arg]
    assert error.next_step == "It is called like this: answer()"


def test_one_that_is_given_twice(channel: Channel) -> None:
    error = refusal(lambda: channel.play("sound:a", media="sound:b"))  # type: ignore[misc]
    assert "stands twice" in error.why
    assert PLAY in error.next_step


def test_an_attribute_that_is_nearly_right(channel: Channel, channels: Channels) -> None:
    for thing, wrong, meant in [
        (channel, "stat", "state"),
        (channel, "hangUp", "hangup"),
        (channel, "startMoh", "start_moh"),
        (channels, "orginate", "originate"),
    ]:
        with pytest.raises(AttributeError, match=f"{wrong!r}: did you mean {meant!r}"):
            getattr(thing, wrong)
        assert not hasattr(thing, wrong)
    with pytest.raises(AttributeError, match=r"no attribute 'zzzz'$"):
        channel.zzzz  # type: ignore[attr-defined]  # noqa: B018 - it is what fails
    assert copy.copy(channel) == channel


def test_nothing_is_sent(channel: Channel, client: Client) -> None:
    refusal(lambda: channel.play(playbackId="x"))  # type: ignore[call-arg]
    refusal(lambda: channel.refresh(1))  # type: ignore[call-arg]
    refusal(lambda: Playback(client, {"id": "p"}).pause(1))  # type: ignore[call-arg]
    assert len(client.log) == 0


class Broken(Forgiving):
    """A class whose methods have faults of their own."""

    def adds(self, number: object) -> object:
        return number + "1"  # type: ignore[operator]

    def calls(self) -> None:
        self._inner(1)  # type: ignore[call-arg]

    def calls_another(self) -> None:
        self.adds()  # type: ignore[call-arg]

    def _inner(self) -> None:
        pass


def test_a_fault_inside_is_not_taken_for_a_wrong_call() -> None:
    with pytest.raises(TypeError, match="unsupported operand"):
        Broken().adds(1)
    with pytest.raises(TypeError, match=r"_inner\(\) takes 1 positional"):
        Broken().calls()
    with pytest.raises(TypeError, match=r"_inner\(\) takes 1 positional"):
        Broken()._inner(1)  # type: ignore[call-arg]
    with pytest.raises(BadRequestArgument, match=r"Broken\.adds\(\) can't be called like that"):
        Broken().calls_another()


def test_what_two_question_marks_show() -> None:
    """IPython's `??` shows what `inspect` finds."""
    for method in (Channels.play, Channel.play, Channel.refresh):
        source = inspect.getsource(method)
        assert source.startswith(f"    def {method.__name__}(")
        assert "perform(" in source
        assert "forgiving" not in str(find_file(method))
    assert inspect.getdoc(Channels.play) == inspect.getdoc(ChannelsMedia.play)


def test_signatures_are_intact() -> None:
    assert str(inspect.signature(Channels.play)) == (
        "(self, channel: 'Channel | str', media: 'str | Sequence[str]', *, "
        "lang: 'str | None' = None, offset_ms: 'int | None' = None, "
        "skip_ms: 'int | None' = None, playback_id: 'str | None' = None) -> 'Playback'"
    )
    assert Channel.play.__qualname__ == "ChannelMedia.play"
    assert Channel.play.__module__ == "arinb.ari.objects.channels_media"
