"""What stands in the files of a new private folder."""

from __future__ import annotations

HTTP = """\
; Asterisk's own web server, over which ARI is spoken.
[general]
enabled = yes
bindaddr = 127.0.0.1
bindport = {port}
"""
ARI = """\
; The Asterisk REST Interface, and who may use it.
[general]
enabled = yes
pretty = yes

[asterisk]
type = user
read_only = no
password = {password}
"""
EXTENSIONS = """\
; The dialplan: what happens when somebody dials 1000.
[default]

exten => 1000,1,NoOp()
 same => n,Answer()
 same => n,Stasis(hello-world)
 same => n,Hangup()
"""
BLANK = {
    "http.conf": "; http.conf: Asterisk's own web server. Nothing is configured yet.\n",
    "ari.conf": "; ari.conf: the Asterisk REST Interface. Nothing is configured yet.\n",
    "extensions.conf": "; extensions.conf: the dialplan. Nothing is configured yet.\n",
}

PJSIP = """\
; SIP over UDP, on this machine only. Phones are added below.
[global]
type = global
user_agent = arinb

[transport-udp]
type = transport
protocol = udp
bind = 127.0.0.1:{port}
allow_reload = yes
"""
RTP = """\
; The ports for sound.
[general]
rtpstart = {first}
rtpend = {last}
icesupport = no
"""
LOGGER = """\
[general]
dateformat = %T

[logfiles]
console => verbose(3),notice,warning,error
"""
CLI = """\
; Quiet while booting, then every step of a call is shown.
[startup_commands]
core set verbose 3 = yes
"""
MUSIC = """\
[general]

[default]
mode = files
directory = moh
"""
INDICATIONS = """\
; The tones of a telephone in North America, for `tone:` media: each is frequency/milliseconds.
[general]
country = us

[us]
description = United States / North America
ringcadence = 2000,4000
dial = 350+440
busy = 480+620/500,0/500
ring = 440+480/2000,0/4000
congestion = 480+620/250,0/250
callwaiting = 440/300,0/10000
dialrecall = !350+440/100,!0/100,!350+440/100,!0/100,!350+440/100,!0/100,350+440
record = 1400/500,0/15000
info = !950/330,!1400/330,!1800/330,0
stutter = !350+440/100,!0/100,!350+440/100,!0/100,!350+440/100,!0/100,350+440
"""

# Asterisk complains about each of these when it is missing, and is content with an empty one.
EMPTY = (
    "acl.conf",
    "ccss.conf",
    "cdr.conf",
    "cel.conf",
    "chan_websocket.conf",
    "features.conf",
    "manager.conf",
    "pjproject.conf",
    "stasis.conf",
    "udptl.conf",
    "websocket_client.conf",
)

FIXED = {
    "cli.conf": CLI,
    "indications.conf": INDICATIONS,
    "logger.conf": LOGGER,
    "musiconhold.conf": MUSIC,
    **dict.fromkeys(EMPTY, "; All as Asterisk has it by default.\n"),
}
