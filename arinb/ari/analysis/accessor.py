"""`log.ari`: questions that one asks a log, at every table of a log."""

from __future__ import annotations

from datetime import timedelta

import pandas as pd

from arinb.ari.analysis import calls, counts, first_playback, life, problems, requests

NAME = "ari"


class AriAccessor:
    """Questions to the log of an application: what came, when, why.

    It is there as `.ari` at each table of pandas that has the log's columns: the whole log, some
    of its rows, or a table read from a file. Each question gives a table of its own. Times are in
    seconds; what is not known is missing.

    Example: `log = ari.log.to_dataframe(); log.ari.calls()`
    """

    def __init__(self, log: pd.DataFrame) -> None:
        self._log = log

    def per_type(self, every: str | timedelta = "1s", *, clock: str = "received") -> pd.DataFrame:
        """Count the events of each type in each stretch of time: a table to plot.

        Parameters: `every`, how long a stretch is: "100ms", "1s", "5min", or a timedelta;
        `clock`, "received" for this machine's, "timestamp" for the server's.

        Returns one row per stretch, without holes, indexed by its beginning (time, UTC); one
        column per type, the most frequent first (int64).

        Raises `BadQuestion` for what is no stretch of time, or one that makes too many rows.

        Example: `log.ari.per_type("1s").plot()`
        """
        return counts.per_type(self._log, every, clock=clock)

    def per_channel(self) -> pd.DataFrame:
        """Count the events of each channel.

        Returns one row per channel, the first to come first, indexed by `channel_id`: `name`
        (str), `events` (int64), `first` and `last` event (time, this machine's clock), `seconds`
        between them (float64).

        Example: `log.ari.per_channel().nlargest(5, "events")`
        """
        return counts.per_channel(self._log)

    def per_application(self) -> pd.DataFrame:
        """Count the events of each application.

        Returns one row per application, indexed by `application`: `events` and `channels`
        (int64), `first` and `last` event (time, this machine's clock), `per_second` (float64),
        events a second between them.

        Example: `log.ari.per_application()`
        """
        return counts.per_application(self._log)

    def to_first_playback(self) -> pd.DataFrame:
        """Say how long each caller waited for the first sound.

        Returns one row per channel that entered an application, indexed by `channel_id`: `name`,
        `application`, `playback_id` (str), `entered` and `started` (time, the server's clock),
        `seconds` between them by the server's clock, and `seconds_here` by this machine's, from
        the arrival of the one event to that of the other (float64). Where nothing was played,
        these are missing; what is played to a bridge is no channel's.

        Example: `log.ari.to_first_playback()["seconds"].describe()`
        """
        return first_playback.to_first_playback(self._log)

    def channel(self, which: object) -> pd.DataFrame:
        """Tell the life of one channel, row by row, with the requests about it.

        Parameters: `which`, a channel's id, its name (of several, the latest), or the object.

        Returns its rows of the log, indexed by `row`: `at`, seconds since the first of them;
        `gap`, seconds since the one before (float64, this machine's clock); `kind` (category);
        `type` (str); `what` happened, in words (str); `received` (time).

        Raises `NotInLog` when the log tells nothing of such a channel.

        Example: `log.ari.channel("PJSIP/1000-00000000")[["at", "what"]]`
        """
        return life.channel(self._log, which)

    def calls(self) -> pd.DataFrame:
        """Say of each channel who called, when, for how long, and why it ended.

        Returns one row per channel, the oldest first, indexed by `channel_id`: `name`,
        `application`, `caller_number`, `caller_name`, `extension` (str); by the server's clock,
        when it `began`, was first seen `answered` (Up), `entered` and `left` the application,
        when somebody `hung_up`, and when it `ended` (time); `seconds`, from the beginning to the
        latest of these ends that the log knows (float64); `cause` (Int64) and `cause_text` (str).
        An application hears of a channel's end only if it is subscribed to the channel: else
        `ended` and the cause are missing.

        Example: `log.ari.calls()["seconds"].mean()`
        """
        return calls.calls(self._log)

    def requests(self) -> pd.DataFrame:
        """Put requests beside their answers and the events that they caused.

        An event belongs to the latest request before it that causes such events and is about the
        same channel, playback, recording or bridge, and was not refused.

        Returns one row per request and event, in order; a request that caused none has one row:
        `request_row` (int64), `answer_row` (Int64), `operation`, such as "channels.play", `method`,
        `path` (str), `status` (Int64), `elapsed`, from the request to its answer (float64);
        `event_row` (Int64), `event`, its type, `channel_id` (str); `delay`, from the request to
        the event, and `gap`, from the event before it, or else the request (float64, seconds on
        this machine's clock).

        Example: `log.ari.requests().groupby(["operation", "event"])["delay"].median()`
        """
        return requests.requests(self._log)

    def refused(self) -> pd.DataFrame:
        """Count the requests that Asterisk refused, or did not answer.

        Returns one row per status, operation and message, the most frequent first: `status`
        (Int64, missing if no answer came), `operation`, `message`, Asterisk's own words (str),
        `count` (int64), `first` and `last` (time), and the `path` of the last (str).

        Example: `log.ari.refused()[["status", "message", "count"]]`
        """
        return problems.refused(self._log)

    def gaps(self) -> pd.DataFrame:
        """List the times without a connection: what happened then is not in the log.

        Returns one row per gap, indexed by `row`: `state`, "lost" or "replaced" (str), when it was
        `lost` and `back` (time, this machine's clock; not back yet: missing), `seconds` between
        them (float64), and `detail`, a sentence (str).

        Example: `log.ari.gaps()["seconds"].sum()`
        """
        return problems.gaps(self._log)

    def __repr__(self) -> str:
        questions = [name for name in vars(type(self)) if not name.startswith("_")]
        lines = [f"    {name}(): {_summary(name)}" for name in questions]
        return "\n".join(["Questions to a log:", *lines])


def register() -> None:
    """Give each table of pandas its `.ari`; a second call does nothing.

    Example: `register(); pd.read_csv("log.csv").ari.calls()`
    """
    if not hasattr(pd.DataFrame, NAME):
        pd.api.extensions.register_dataframe_accessor(NAME)(AriAccessor)


def _summary(name: str) -> str:
    described = getattr(AriAccessor, name).__doc__ or ""
    return described.partition("\n")[0]
