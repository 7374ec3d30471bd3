"""The models of /sounds."""

# Written by `make generate` from arinb.api. A change belongs into arinb/ari/api/data.

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from arinb.ari.objects.model import Live, Model
from arinb.ari.objects.perform import described, perform

if TYPE_CHECKING:
    from typing import ClassVar, Self


class FormatLangPair(Model):
    """A language and a format in which a sound is there, each pair one file.

    Since Asterisk 12.0.
    """

    @property
    def language(self) -> str:
        """The language, such as "en"."""
        return self._text("language")

    @property
    def format(self) -> str:
        """The format, such as "gsm"; "slin" for a .wav file."""
        return self._text("format")


class Sound(Live):
    """A sound that Asterisk can play.

    Since Asterisk 12.0.
    """

    _identity: ClassVar[str] = "id"
    _shown: ClassVar[tuple[str, ...]] = ("id", "text", "formats")

    @property
    def id(self) -> str:
        """Its id, such as "hello-world": play it as "sound:hello-world"."""
        return self._text("id")

    @property
    def text(self) -> str | None:
        """What is said, in English; only there if Asterisk has the text files of its sounds. It
        may be missing: None.
        """
        return self._maybe_text("text")

    @cached_property
    def formats(self) -> list[FormatLangPair]:
        """In which languages and formats it is there."""
        return self._all_made(FormatLangPair, "formats")

    def refresh(self) -> Self:
        """Ask ARI for it anew (GET /sounds/{soundId}), and return it.

        Raises NotFound when it is gone.

        Example: `sound.refresh()`
        """
        answer = perform(self._client, "sounds.get", soundId=self)
        return self._renewed(described(Sound, answer))
