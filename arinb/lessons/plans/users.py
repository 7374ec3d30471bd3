"""Lesson 7: users, passwords and hashes, who may only look, and which web pages may read."""

from __future__ import annotations

from arinb.lessons.checks.users import PAGES, only_a_hash, only_looks, two_pages
from arinb.lessons.plan import Exercise, Mistake, Plan

_MADE = """
import secrets

password = secrets.token_hex(16)
made = pbx.cli(f"ari mkpasswd {password}").split("password = ")[1].strip()
ari_conf = pbx.conf["ari.conf"]
ari_conf.set("night", "type", "user")
"""
_NO_FORMAT = f"""{_MADE}ari_conf.set("night", "password", made)
pbx.reload()
"""
_NO_HASH = f"""{_MADE}ari_conf.set("night", "password_format", "crypt")
ari_conf.set("night", "password", password)
pbx.reload()
"""
_HASH = f"""{_MADE}ari_conf.set("night", "password_format", "crypt")
ari_conf.set("night", "password", made)
pbx.reload()
"""
_CONNECT = 'arinb.connect(pbx.url, username="night", password=password, app="night-desk")'

PLAN = Plan(
    "users",
    "Users: who may do what",
    "lessons/07-users.ipynb",
    phones={},
    exercises=(
        Exercise(
            "dashboard-user",
            "A dashboard is to show the calls, and must never be able to change one. Make a user "
            "dashboard for it, which may only look and has a long password of its own. Your "
            "program's user keeps its rights.",
            only_looks,
            hints=(
                "A user is a section in ari.conf. What four things stand in the one of asterisk?",
                (
                    'pbx.conf["ari.conf"].set(section, key, value) makes what is not there yet; '
                    "the keys are type, read_only and password."
                ),
                (
                    'set("dashboard", "type", "user"), then read_only = yes, a password from '
                    "secrets.token_hex(16), and in the end pbx.reload()."
                ),
            ),
            solution="""
import secrets

ari_conf = pbx.conf["ari.conf"]
ari_conf.set("dashboard", "type", "user")
ari_conf.set("dashboard", "read_only", "yes")
ari_conf.set("dashboard", "password", secrets.token_hex(16))
pbx.reload()
""",
            mistakes=(
                Mistake(
                    'pbx.conf["ari.conf"].set("dashboard", "password", "dashboard"); pbx.reload()',
                    says="no line type = user",
                ),
                Mistake(
                    'pbx.conf["ari.conf"].set("dashboard", "type", "user"); pbx.reload()',
                    says="9 characters",
                ),
                Mistake(
                    "import secrets\n"
                    'pbx.conf["ari.conf"].set("dashboard", "password", secrets.token_hex(16))',
                    says="does not know it (401)",
                ),
                Mistake("pbx.reload()", says="may change everything"),
                Mistake(
                    'pbx.conf["ari.conf"].set("dashboard", "readonly", "yes"); pbx.reload()',
                    says='remove("dashboard", "readonly")',
                ),
                Mistake('pbx.conf["ari.conf"].remove("dashboard", "readonly")', says="reload"),
                Mistake(
                    'pbx.conf["ari.conf"].set("dashboard", "read_only", "yes")',
                    says="does not have your read_only yet",
                ),
            ),
        ),
        Exercise(
            "hash-only",
            "Make a user night. Only a hash of its password is to stand in ari.conf. Then connect "
            'with user and password, as the application "night-desk".',
            only_a_hash,
            hints=(
                "Asterisk's console makes the hash: ari mkpasswd, and behind it the password.",
                (
                    "Two of the four lines in [night] are those that the console tells you to copy."
                    " The password itself goes to nobody but connect()."
                ),
                (
                    "The console's last line begins with “password = ”; the rest is the value. "
                    "Then password_format = crypt, pbx.reload(), and arinb.connect(pbx.url, "
                    'username="night", password=password, app="night-desk").'
                ),
            ),
            solution=f"{_HASH}night = {_CONNECT}",
            mistakes=(
                Mistake(_NO_FORMAT + _CONNECT, says="nothing says that it is one"),
                Mistake(_NO_HASH + _CONNECT, says="is no hash"),
                Mistake(_HASH, says="nobody is connected as night"),
                Mistake(
                    f"{_HASH}{_CONNECT.replace('night-desk', 'hello-desk')}",
                    says="night is connected as hello-desk",
                ),
            ),
        ),
        Exercise(
            "two-pages",
            f"The pages at {PAGES[0]} and {PAGES[1]} are to read what ARI answers; those of all "
            "others are not.",
            two_pages,
            hints=(
                "It is about the pages, not about one user: so the option stands in [general].",
                (
                    "allowed_origins takes several origins with commas between them. Asterisk "
                    "compares letter by letter."
                ),
                (
                    'set("general", "allowed_origins", "https://…,https://…"): no space, no slash '
                    "at the end, no *. And pbx.reload()."
                ),
            ),
            solution=f"""
pages = "{PAGES[0]},{PAGES[1]}"
pbx.conf["ari.conf"].set("general", "allowed_origins", pages)
pbx.reload()
""",
            mistakes=(
                Mistake(
                    'pbx.conf["ari.conf"].set("general", "allowed_origins", "*"); pbx.reload()',
                    says="a * lets all pages in",
                ),
                Mistake(
                    f'pbx.conf["ari.conf"].set("general", "allowed_origins", "{PAGES[0]}, '
                    f'{PAGES[1]}"); pbx.reload()',
                    says="a space is taken",
                ),
                Mistake(
                    f'pbx.conf["ari.conf"].set("general", "allowed_origins", "{PAGES[0]},'
                    f'{PAGES[1]},https://my-page.example"); pbx.reload()',
                    says="those of https://my-page.example may, too",
                ),
                Mistake(
                    f'pbx.conf["ari.conf"].set("general", "allowed_origins", "{PAGES[0]}/,'
                    f'{PAGES[1]}/"); pbx.reload()',
                    says="no slash at its end",
                ),
                Mistake(
                    f'pbx.conf["ari.conf"].set("general", "allowed_origins", "{PAGES[0]},'
                    f'{PAGES[1].replace("wall", "Wall")}"); pbx.reload()',
                    says="letters count",
                ),
                Mistake(
                    f'pbx.conf["ari.conf"].set("general", "allowed_origins", "{PAGES[0]},'
                    f'{PAGES[1]}")',
                    says="has an older list",
                ),
            ),
        ),
    ),
)
