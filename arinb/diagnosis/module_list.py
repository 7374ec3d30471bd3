"""Which modules ARI and a call need, and what modules.conf says of each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from arinb.pbx.conf.values import closest, is_true

if TYPE_CHECKING:
    from arinb.diagnosis.scene import Scene
    from arinb.pbx.conf import ConfFile
    from arinb.pbx.private import PrivateAsterisk

# What ARI is made of; what an Asterisk does not have (as res_websocket_client in 16) is left out.
ARI = (
    "res_http_websocket",
    "res_websocket_client",
    "res_stasis",
    "res_stasis_answer",
    "res_stasis_device_state",
    "res_stasis_playback",
    "res_stasis_recording",
    "res_stasis_snoop",
    "res_ari_model",
    "res_ari",
    "res_ari_applications",
    "res_ari_asterisk",
    "res_ari_bridges",
    "res_ari_channels",
    "res_ari_device_states",
    "res_ari_endpoints",
    "res_ari_events",
    "res_ari_playbacks",
    "res_ari_recordings",
    "res_ari_sounds",
    "app_stasis",
)
CALLS = ("pbx_config", "bridge_simple", "codec_ulaw", "codec_gsm", "codec_resample", "format_gsm")
SIP = (
    "res_sorcery_config", "res_sorcery_memory", "res_sorcery_astdb", "res_pjproject", "res_pjsip",
    "res_pjsip_session", "res_pjsip_pubsub", "res_pjsip_sdp_rtp", "res_pjsip_registrar",
    "res_pjsip_authenticator_digest", "res_pjsip_endpoint_identifier_user", "res_rtp_asterisk",
    "chan_pjsip",
)  # fmt: skip
# Of a server of somebody else's no more is asked than every application needs.
ANYWHERE = ("res_ari_channels", "res_stasis_answer", "res_stasis_playback", "app_stasis")

# These say no when their own file is wrong: that is another link's.
OWN_FILE = {"res_ari": "ari.conf", "pbx_config": "extensions.conf", "res_pjsip": "pjsip.conf"}


@dataclass(frozen=True)
class Listed:
    """A line of modules.conf: `verb`, such as "load", the module's `name`, and the `line`."""

    verb: str
    name: str
    line: int


class ModuleList:
    """modules.conf: what it has Asterisk load.

    Parameters: `conf`, the file.

    Example: `ModuleList(conf).of("res_ari")`
    """

    def __init__(self, conf: ConfFile) -> None:
        sections = conf.document.named("modules")
        settings = sections[0].settings if sections else []
        self.there = bool(sections)
        self.line = sections[0].line if sections else 1
        self.all = any(x.name.lower() == "autoload" and is_true(x.value) for x in settings)
        told = [x for x in settings if x.name.lower() != "autoload"]
        self.lines = [Listed(x.name.lower(), plain(x.value), x.line) for x in told]

    def of(self, name: str) -> Listed | None:
        """The line that counts for a module: a noload before all else.

        Example: `ModuleList(conf).of("res_ari").line`
        """
        mine = [x for x in self.lines if x.name == name]
        kept_out = [x for x in mine if x.verb == "noload"]
        return next(iter(kept_out or [x for x in mine if "load" in x.verb or "require" in x.verb]),
                    None)  # fmt: skip

    def misspelt(self, name: str, has: frozenset[str]) -> Listed | None:
        """A line that most likely means that module, and names one that this Asterisk has not.

        Example: `ModuleList(conf).misspelt("res_ari", has)`
        """
        strange = {x.name: x for x in self.lines if "load" in x.verb and x.name not in has}
        guess = closest(name, strange, cutoff=0.8)
        return None if guess is None else strange[guess]


def plain(name: str) -> str:
    """A module's name without ".so".

    Example: `plain("res_ari.so")`
    """
    return name.strip().removesuffix(".so")


def modules_of(pbx: PrivateAsterisk) -> frozenset[str]:
    """The modules that this Asterisk has as files, without ".so".

    Example: `"res_ari" in modules_of(pbx)`
    """
    return frozenset(plain(path.name) for path in pbx.program.module_dir.glob("*.so"))


def needed(scene: Scene, has: frozenset[str]) -> list[str]:
    """The modules without which ARI or a call goes wrong, as far as this Asterisk has them.

    Those for SIP are needed once pjsip.conf has a phone.

    Example: `needed(scene, modules_of(pbx))`
    """
    conf = scene.conf("pjsip.conf")
    sections = conf.document.sections if conf is not None else []
    sip = SIP if any(section.value("type") == "endpoint" for section in sections) else ()
    return [name for name in (*ARI, *CALLS, *sip) if name in has]
