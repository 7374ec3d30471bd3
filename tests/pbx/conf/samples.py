"""Texts that more than one test needs: the tutorial's own files, and healthy private ones."""

from __future__ import annotations

TUTORIAL = {
    "http.conf": "[general]\nenabled = yes\nbindaddr = 0.0.0.0\n",
    "ari.conf": (
        "[general]\nenabled = yes \npretty = yes \n\n"
        "[asterisk]\ntype = user\nread_only = no\npassword = asterisk\n"
    ),
    "extensions.conf": (
        "[default]\n\nexten => 1000,1,NoOp()\n same => n,Answer()\n"
        " same => n,Stasis(hello-world)\n same => n,Hangup()\n"
    ),
}

HEALTHY = {
    "http.conf": "[general]\nenabled = yes\nbindaddr = 127.0.0.1\nbindport = 18088\n",
    "ari.conf": ("[general]\nenabled = yes\n\n[learner]\ntype = user\npassword = q4Zr-81_x\n"),
    "extensions.conf": TUTORIAL["extensions.conf"],
    "pjsip.conf": (
        "[udp]\ntype = transport\nprotocol = udp\nbind = 127.0.0.1\n\n"
        "[1000]\ntype = endpoint\nauth = 1000\naors = 1000\n\n"
        "[1000]\ntype = auth\nusername = 1000\npassword = q4Zr-81_x\n\n"
        "[1000]\ntype = aor\nmax_contacts = 1\n"
    ),
}
