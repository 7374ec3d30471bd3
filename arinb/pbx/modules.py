"""Which of Asterisk's modules a private Asterisk loads.

Loading everything takes seconds and prints pages of errors about things nobody configured. So
modules.conf names what ARI, SIP, the dialplan and sound need. Versions differ in what they have,
and a name without its file can keep ARI from loading: the list holds only what is there.
"""

from __future__ import annotations

from pathlib import Path

ARI = """
    res_http_websocket res_websocket_client res_stasis res_stasis_answer res_stasis_broadcast
    res_stasis_device_state res_stasis_mailbox res_stasis_playback res_stasis_recording
    res_stasis_snoop res_mwi_external res_ari_model res_ari res_ari_applications res_ari_asterisk
    res_ari_bridges res_ari_channels res_ari_device_states res_ari_endpoints res_ari_events
    res_ari_mailboxes res_ari_playbacks res_ari_recordings res_ari_sounds app_stasis
    app_stasis_broadcast
"""
SIP = """
    res_pjproject res_pjsip res_pjsip_session res_pjsip_pubsub res_pjsip_sdp_rtp
    res_pjsip_authenticator_digest res_pjsip_caller_id res_pjsip_dtmf_info
    res_pjsip_endpoint_identifier_ip res_pjsip_endpoint_identifier_user res_pjsip_header_funcs
    res_pjsip_logger res_pjsip_messaging res_pjsip_outbound_authenticator_digest res_pjsip_refer
    res_pjsip_registrar res_pjsip_rfc3326 res_rtp_asterisk res_rtp_multicast chan_pjsip
    func_pjsip_aor func_pjsip_contact func_pjsip_endpoint
"""
CHANNELS = """
    chan_audiosocket chan_bridge_media chan_rtp chan_websocket res_audiosocket
    bridge_builtin_features bridge_builtin_interval_features bridge_holding bridge_native_rtp
    bridge_simple bridge_softmix
"""
DIALPLAN = """
    pbx_config app_bridgewait app_chanspy app_controlplayback app_db app_dial app_echo app_exec
    app_if app_milliwatt app_mixmonitor app_originate app_playback app_playtones app_read
    app_record app_sayunixtime app_senddtmf app_sendtext app_softhangup app_stack app_system
    app_transfer app_userevent app_verbose app_waitforsilence app_while func_base64 func_callerid
    func_cdr func_channel func_cut func_db func_devstate func_dialplan func_env func_global
    func_groupcount func_hangupcause func_json func_logic func_math func_md5 func_module
    func_periodic_hook func_rand func_sha1 func_shell func_sprintf func_strings func_sysinfo
    func_talkdetect func_timeout func_uri func_uuid func_version func_volume
"""
SOUND = """
    codec_a_mu codec_adpcm codec_alaw codec_g722 codec_gsm codec_resample codec_ulaw
    format_g722 format_gsm format_pcm format_sln format_wav format_wav_gsm res_musiconhold
    res_timing_timerfd res_timing_pthread
"""
GROUND = """
    res_sorcery_astdb res_sorcery_config res_sorcery_memory res_clioriginate res_crypto
    res_mutestream
"""

WANTED = tuple(f"{name}.so" for name in f"{GROUND}{ARI}{SIP}{CHANNELS}{DIALPLAN}{SOUND}".split())


def modules_to_load(module_dir: Path) -> tuple[str, ...]:
    """Return the wanted modules that this Asterisk has, as file names for modules.conf.

    Parameters: `module_dir`, the folder with Asterisk's modules (`Program.module_dir`).

    Raises OSError when the folder can't be read.

    Example: `modules_to_load(program.module_dir)[0]` → `"res_sorcery_astdb.so"`
    """
    there = {path.name for path in module_dir.iterdir()}
    return tuple(name for name in WANTED if name in there)
