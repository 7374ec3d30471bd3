"""The model of the figures of a stream of sound."""

# Written by `make generate` from arinb.api. A change belongs into arinb/ari/api/data.

from __future__ import annotations

from arinb.ari.objects.model import Model


class RTPstat(Model):
    """How the sound of a channel has travelled so far (RTP).

    What the other side says arrives by RTCP, and is 0 until then; before 18.17 and 20.2 its jitter
    is not in seconds. Later versions add scores of what it sounds like (`txmes`, `rxmes`, …), which
    Asterisk's description leaves out.

    Since Asterisk 13.27 or 16.4.
    """

    @property
    def txcount(self) -> int:
        """Packets sent."""
        return self._number("txcount")

    @property
    def rxcount(self) -> int:
        """Packets received."""
        return self._number("rxcount")

    @property
    def txjitter(self) -> float | None:
        """The jitter that Asterisk measures, how unevenly packets arrive here, in seconds; the
        name says the opposite. It may be missing: None.
        """
        return self._maybe_real("txjitter")

    @property
    def rxjitter(self) -> float | None:
        """The jitter that the other side reports, how unevenly packets arrive there, in
        seconds. It may be missing: None.
        """
        return self._maybe_real("rxjitter")

    @property
    def remote_maxjitter(self) -> float | None:
        """The greatest jitter of the other side, in seconds. It may be missing: None."""
        return self._maybe_real("remote_maxjitter")

    @property
    def remote_minjitter(self) -> float | None:
        """The least jitter of the other side, in seconds. It may be missing: None."""
        return self._maybe_real("remote_minjitter")

    @property
    def remote_normdevjitter(self) -> float | None:
        """The mean jitter of the other side, in seconds. It may be missing: None."""
        return self._maybe_real("remote_normdevjitter")

    @property
    def remote_stdevjitter(self) -> float | None:
        """The standard deviation of the jitter of the other side, in seconds. It may be
        missing: None.
        """
        return self._maybe_real("remote_stdevjitter")

    @property
    def local_maxjitter(self) -> float | None:
        """The greatest jitter of this side, in seconds. It may be missing: None."""
        return self._maybe_real("local_maxjitter")

    @property
    def local_minjitter(self) -> float | None:
        """The least jitter of this side, in seconds. It may be missing: None."""
        return self._maybe_real("local_minjitter")

    @property
    def local_normdevjitter(self) -> float | None:
        """The mean jitter of this side, in seconds. It may be missing: None."""
        return self._maybe_real("local_normdevjitter")

    @property
    def local_stdevjitter(self) -> float | None:
        """The standard deviation of the jitter of this side, in seconds. It may be missing:
        None.
        """
        return self._maybe_real("local_stdevjitter")

    @property
    def txploss(self) -> int:
        """Packets sent that were lost."""
        return self._number("txploss")

    @property
    def rxploss(self) -> int:
        """Packets that did not arrive."""
        return self._number("rxploss")

    @property
    def remote_maxrxploss(self) -> float | None:
        """The greatest number of packets lost on the way in, of the other side. It may be
        missing: None.
        """
        return self._maybe_real("remote_maxrxploss")

    @property
    def remote_minrxploss(self) -> float | None:
        """The least number of packets lost on the way in, of the other side. It may be missing:
        None.
        """
        return self._maybe_real("remote_minrxploss")

    @property
    def remote_normdevrxploss(self) -> float | None:
        """The mean number of packets lost on the way in, of the other side. It may be missing:
        None.
        """
        return self._maybe_real("remote_normdevrxploss")

    @property
    def remote_stdevrxploss(self) -> float | None:
        """The standard deviation of the number of packets lost on the way in, of the other
        side. It may be missing: None.
        """
        return self._maybe_real("remote_stdevrxploss")

    @property
    def local_maxrxploss(self) -> float | None:
        """The greatest number of packets lost on the way in, of this side. It may be missing:
        None.
        """
        return self._maybe_real("local_maxrxploss")

    @property
    def local_minrxploss(self) -> float | None:
        """The least number of packets lost on the way in, of this side. It may be missing:
        None.
        """
        return self._maybe_real("local_minrxploss")

    @property
    def local_normdevrxploss(self) -> float | None:
        """The mean number of packets lost on the way in, of this side. It may be missing: None."""
        return self._maybe_real("local_normdevrxploss")

    @property
    def local_stdevrxploss(self) -> float | None:
        """The standard deviation of the number of packets lost on the way in, of this side. It
        may be missing: None.
        """
        return self._maybe_real("local_stdevrxploss")

    @property
    def rtt(self) -> float | None:
        """The time there and back, in seconds. It may be missing: None."""
        return self._maybe_real("rtt")

    @property
    def maxrtt(self) -> float | None:
        """The greatest time there and back, in seconds. It may be missing: None."""
        return self._maybe_real("maxrtt")

    @property
    def minrtt(self) -> float | None:
        """The least time there and back, in seconds. It may be missing: None."""
        return self._maybe_real("minrtt")

    @property
    def normdevrtt(self) -> float | None:
        """The mean time there and back, in seconds. It may be missing: None."""
        return self._maybe_real("normdevrtt")

    @property
    def stdevrtt(self) -> float | None:
        """The standard deviation of the time there and back, in seconds. It may be missing:
        None.
        """
        return self._maybe_real("stdevrtt")

    @property
    def local_ssrc(self) -> int:
        """The number by which Asterisk's stream is known."""
        return self._number("local_ssrc")

    @property
    def remote_ssrc(self) -> int:
        """The number by which the other side's stream is known."""
        return self._number("remote_ssrc")

    @property
    def txoctetcount(self) -> int:
        """Bytes sent."""
        return self._number("txoctetcount")

    @property
    def rxoctetcount(self) -> int:
        """Bytes received."""
        return self._number("rxoctetcount")

    @property
    def channel_uniqueid(self) -> str:
        """The id of the channel."""
        return self._text("channel_uniqueid")
