"""Whether an auto attendant did what it should with a wrong key and the right one."""

from __future__ import annotations

from arinb.lessons.checks.pressed import (
    AT_ONCE,
    HELLO,
    MENU,
    SORRY,
    Call,
    Event,
    first_of,
    media_of,
    no_key,
    of_the_latest_call,
)
from arinb.lessons.verdict import Verdict, not_yet, passed


@of_the_latest_call
def attended(call: Call) -> Verdict:
    """Whether an attendant took a wrong key, asked again, took the right one, and hung up.

    Example: `attended(happened)`
    """
    if not call.keys:
        return no_key(call)
    wrong = next((key for key in call.keys if key["digit"] == "9"), None)
    if wrong is None:
        return not_yet(
            f"The keys in the latest call were: {call.pressed}. A wrong one was not tried.",
            'Press the wrong key first: phone.send_digits("9"), and 1 after the apology.',
        )
    if not call.played:
        return not_yet(
            f"The keys {call.pressed} were pressed, and your program played nothing.",
            'Does anybody call your function? ari.on("StasisStart", attend)',
        )
    sorry = first_of(SORRY, call.after(wrong))
    if sorry is None:
        return not_yet(
            f"After the key 9 came {media_of(*call.after(wrong))}, not {SORRY}. {call.ending()}",
            "Only 1 is a right key. For any other, play the apology, and go on with the call.",
        )
    if (late := sorry["time"] - wrong["time"]) > AT_ONCE:
        return not_yet(
            f"The apology came only {late:.1f} s after the key 9: the menu was played on.",
            "Stop the menu as soon as a digit has come: menu.stop()",
        )
    return _asked_again(call, wrong, sorry)


def _asked_again(call: Call, wrong: Event, sorry: Event) -> Verdict:
    since = call.after(sorry)
    if first_of(MENU, since) is None:
        return not_yet(
            f"After the apology came {media_of(*since)}: the menu {MENU} was not played again. "
            f"{call.ending()}",
            "Put menu, waiting and answer into a loop that ends with the right key.",
        )
    ones = [key for key in call.keys if key["digit"] == "1" and key["time"] > wrong["time"]]
    hello = first_of(HELLO, call.after(ones[0])) if ones else None
    if hello is None:
        return _no_hello(call, ones, sorry)
    if (fault := call.fault_of(hello)) or not call.over or call.by_caller:
        return not_yet(
            f"{HELLO} {fault or 'was heard to its end'}. {call.ending()}",
            "Wait for PlaybackFinished, then channel.hangup().",
        )
    return passed("A wrong key, an apology, the menu again, the right key, and a good end.")


def _no_hello(call: Call, ones: list[Event], sorry: Event) -> Verdict:
    """What to say when the key 1 did not lead to the greeting."""
    if not ones:
        return not_yet(
            f"The key 1 was not pressed after the apology (keys: {call.pressed}).",
            f'Wait for the end of {SORRY}, then phone.send_digits("1").',
        )
    end = call.end_of(sorry)
    if end is not None and ones[-1]["time"] <= end["time"]:
        return not_yet(
            "The key 1 came while the apology was still played, and your program was waiting for "
            "its end then.",
            f"Have the phone press 1 after it: wait for PlaybackFinished of {SORRY} first.",
        )
    return not_yet(
        f"After the key 1 came {media_of(*call.after(ones[-1]))}, not {HELLO}.",
        f"When the digit is 1, play {HELLO}.",
    )
