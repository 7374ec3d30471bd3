"""The model of the figures of a stream of sound."""

from __future__ import annotations

from arinb.ari.api.description import Field, Model

MODELS = (
    Model(
        name="RTPstat",
        resource="channels",
        summary="How the sound of a channel has travelled so far (RTP).",
        details="What the other side says arrives by RTCP, and is 0 until then; before 18.17 and "
        "20.2 its jitter is not in seconds. Later versions add scores of what it sounds like "
        "(`txmes`, `rxmes`, …), which Asterisk's description leaves out.",
        fields=(
            Field(name="txcount", type="int", text="packets sent."),
            Field(name="rxcount", type="int", text="packets received."),
            Field(
                name="txjitter",
                type="double",
                text="the jitter that Asterisk measures, how unevenly packets arrive here, in "
                "seconds; the name says the opposite.",
                required=False,
            ),
            Field(
                name="rxjitter",
                type="double",
                text="the jitter that the other side reports, how unevenly packets arrive there, "
                "in seconds.",
                required=False,
            ),
            Field(
                name="remote_maxjitter",
                type="double",
                text="the greatest jitter of the other side, in seconds.",
                required=False,
            ),
            Field(
                name="remote_minjitter",
                type="double",
                text="the least jitter of the other side, in seconds.",
                required=False,
            ),
            Field(
                name="remote_normdevjitter",
                type="double",
                text="the mean jitter of the other side, in seconds.",
                required=False,
            ),
            Field(
                name="remote_stdevjitter",
                type="double",
                text="the standard deviation of the jitter of the other side, in seconds.",
                required=False,
            ),
            Field(
                name="local_maxjitter",
                type="double",
                text="the greatest jitter of this side, in seconds.",
                required=False,
            ),
            Field(
                name="local_minjitter",
                type="double",
                text="the least jitter of this side, in seconds.",
                required=False,
            ),
            Field(
                name="local_normdevjitter",
                type="double",
                text="the mean jitter of this side, in seconds.",
                required=False,
            ),
            Field(
                name="local_stdevjitter",
                type="double",
                text="the standard deviation of the jitter of this side, in seconds.",
                required=False,
            ),
            Field(name="txploss", type="int", text="packets sent that were lost."),
            Field(name="rxploss", type="int", text="packets that did not arrive."),
            Field(
                name="remote_maxrxploss",
                type="double",
                text="the greatest number of packets lost on the way in, of the other side.",
                required=False,
            ),
            Field(
                name="remote_minrxploss",
                type="double",
                text="the least number of packets lost on the way in, of the other side.",
                required=False,
            ),
            Field(
                name="remote_normdevrxploss",
                type="double",
                text="the mean number of packets lost on the way in, of the other side.",
                required=False,
            ),
            Field(
                name="remote_stdevrxploss",
                type="double",
                text="the standard deviation of the number of packets lost on the way in, "
                "of the other side.",
                required=False,
            ),
            Field(
                name="local_maxrxploss",
                type="double",
                text="the greatest number of packets lost on the way in, of this side.",
                required=False,
            ),
            Field(
                name="local_minrxploss",
                type="double",
                text="the least number of packets lost on the way in, of this side.",
                required=False,
            ),
            Field(
                name="local_normdevrxploss",
                type="double",
                text="the mean number of packets lost on the way in, of this side.",
                required=False,
            ),
            Field(
                name="local_stdevrxploss",
                type="double",
                text="the standard deviation of the number of packets lost on the way in, "
                "of this side.",
                required=False,
            ),
            Field(
                name="rtt",
                type="double",
                text="the time there and back, in seconds.",
                required=False,
            ),
            Field(
                name="maxrtt",
                type="double",
                text="the greatest time there and back, in seconds.",
                required=False,
            ),
            Field(
                name="minrtt",
                type="double",
                text="the least time there and back, in seconds.",
                required=False,
            ),
            Field(
                name="normdevrtt",
                type="double",
                text="the mean time there and back, in seconds.",
                required=False,
            ),
            Field(
                name="stdevrtt",
                type="double",
                text="the standard deviation of the time there and back, in seconds.",
                required=False,
            ),
            Field(
                name="local_ssrc",
                type="int",
                text="the number by which Asterisk's stream is known.",
            ),
            Field(
                name="remote_ssrc",
                type="int",
                text="the number by which the other side's stream is known.",
            ),
            Field(name="txoctetcount", type="int", text="bytes sent."),
            Field(name="rxoctetcount", type="int", text="bytes received."),
            Field(name="channel_uniqueid", type="string", text="the id of the channel."),
        ),
        since="13.27/16.4",
    ),
)
