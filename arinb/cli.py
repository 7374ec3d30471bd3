"""The command `arinb`: a call for a look, a check of the machine, an Asterisk, JupyterLab."""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NoReturn

import click

from arinb.errors import ArinbError

if TYPE_CHECKING:
    from arinb.diagnosis.report import Finding

INTERRUPTED = 130
SECRET_IN = "ARI_PASSWORD"  # noqa: S105 - a variable's name; it is for `doctor --url`


class _Group(click.Group):
    """Commands whose errors are told in plain words, without a traceback."""

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except ArinbError as error:
            click.echo(str(error), err=True)
            ctx.exit(1)
        except (KeyboardInterrupt, click.Abort):
            click.echo("Stopped.", err=True)
            ctx.exit(INTERRUPTED)


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="arinb", prog_name="arinb")
def main() -> None:
    """Learn and explore the Asterisk REST Interface (ARI), on a real Asterisk of your own."""


@main.command("hello")
@click.option(
    "--keep-wav",
    type=click.Path(dir_okay=False, path_type=Path),
    default=Path("hello-world-heard.wav"),
    show_default=True,
    help="Where to keep what the caller heard.",
)
@click.option("--phone", type=click.Choice(["sip", "local"]), help="Which kind of phone dials.")
def hello_command(keep_wav: Path, phone: Literal["sip", "local"] | None) -> None:
    """Make the tutorial's whole call on a private Asterisk, and print it."""
    from arinb.hello import hello  # noqa: PLC0415 - other commands start faster without

    sys.exit(hello(wav=keep_wav, phone=phone, say=click.echo))


@main.command("doctor")
@click.option("--url", help="Look at the ARI of this server, such as http://pbx.example:8088.")
@click.option("--user", help="The server's user, a section of its ari.conf.")
@click.option("--app", help="The application's name, as in Stasis(…).")
@click.option("--origin", help="Where a page comes from that uses ARI in a browser.")
@click.pass_context
def doctor_command(
    ctx: click.Context, url: str | None, user: str | None, app: str | None, origin: str | None
) -> None:
    """Say what is there and what is missing, with the next step for each.

    With --url it follows the chain to a server's ARI, link by link, and names the first one that
    is broken. The user's password is taken from the variable ARI_PASSWORD, or asked for.
    """
    if url is not None:
        _diagnose(ctx, url, user, app=app, origin=origin)
    elif user or app or origin:
        raise click.UsageError("--user, --app and --origin need --url: which server is it about?")
    from arinb.doctor import examine  # noqa: PLC0415 - other commands start faster without

    report = examine()
    click.echo(str(report))
    sys.exit(0 if report.ok else 1)


def _diagnose(
    ctx: click.Context, url: str, user: str | None, *, app: str | None, origin: str | None
) -> NoReturn:
    """Print the diagnosis of a server and end with 0 if nothing is wrong, else with 1."""
    from arinb.diagnosis import diagnose  # noqa: PLC0415 - other commands start faster without

    password = os.environ.get(SECRET_IN) if user else None
    if user and not password:
        password = click.prompt(f"Password of {user}", hide_input=True, err=True)
    diagnosis = diagnose(url=url, username=user, password=password, app=app, origin=origin)
    if not user:
        diagnosis = replace(diagnosis, findings=tuple(map(_with_user, diagnosis.findings)))
    click.echo(str(diagnosis))
    ctx.exit(0 if diagnosis.ok else 1)


def _with_user(finding: Finding) -> Finding:
    """A finding about the user who is missing, as it is put right on a command line."""
    if not finding.where.startswith("username="):
        return finding
    return replace(
        finding, where="--user", fix=f"Give --user NAME, and the password in {SECRET_IN}."
    )


@main.group("asterisk")
def asterisk_group() -> None:
    """Get an Asterisk of your own without being root, find it, remove it."""


@asterisk_group.command("install")
@click.option("--suite", help="Which suite of the distribution, in place of the usual one.")
@click.option("--if-missing", is_flag=True, help="Do nothing where there is an Asterisk already.")
def install_command(suite: str | None, if_missing: bool) -> None:
    """Unpack an Asterisk and a SIP phone into your own data folder."""
    from arinb.pbx.find import find_asterisk  # noqa: PLC0415 - other commands start faster without
    from arinb.pbx.install import install_asterisk  # noqa: PLC0415

    if if_missing:
        try:
            program = find_asterisk()
        except ArinbError:
            click.echo("There is no Asterisk on this machine yet: getting one (about 90 MB).")
        else:
            click.echo(f"Asterisk {program.version} is there ({program.origin}).")
            return
    program = install_asterisk(suite=suite)
    click.echo(f"Asterisk {program.version} is installed in {program.root}.")


@asterisk_group.command("path")
def path_command() -> None:
    """Print the path of the Asterisk that arinb runs."""
    from arinb.pbx.find import find_asterisk  # noqa: PLC0415 - other commands start faster without

    click.echo(find_asterisk().path)


@asterisk_group.command("remove")
def remove_command() -> None:
    """Remove what arinb installed; an Asterisk of the system is left alone."""
    from arinb.pbx.install import remove_asterisk  # noqa: PLC0415 - as above

    remove_asterisk()
    click.echo("What arinb had installed is removed.")


@main.command("lab")
@click.argument("folder", required=False, type=click.Path(file_okay=False, path_type=Path))
@click.option("--no-browser", is_flag=True, help="Only print the address.")
@click.option("--port", type=click.IntRange(1, 65535), help="The port for JupyterLab.")
def lab_command(folder: Path | None, no_browser: bool, port: int | None) -> None:
    """Open JupyterLab at the first notebook.

    FOLDER is where the notebooks are, or where they are copied to; what is there stays.
    """
    from arinb.lab import open_lab  # noqa: PLC0415 - other commands start faster without

    open_lab(folder, browser=not no_browser, port=port)
