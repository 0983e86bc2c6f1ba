"""python -m static_site nginx: settings of an nginx that serves a built edition."""

from __future__ import annotations

from pathlib import Path

import click

from loaders.commands.options import A_FOLDER
from static_site.hosts import REDIRECTS, Serving, built_redirects, nginx, pack

NOT_BUILT = "{root} has no {name}: make the edition there first, by python -m static_site build."


@click.command("nginx")
@click.option("--root", type=A_FOLDER, required=True, help="The folder of the edition.")
@click.option("--port", type=int, default=8080, show_default=True)
@click.option(
    "--run",
    type=A_FOLDER,
    default="/var/lib/nginx",
    show_default=True,
    help="Where nginx writes while it runs.",
)
@click.option(
    "--app",
    "servers",
    multiple=True,
    help="HOST:PORT of a process of the live app, which stands below /app/; may be repeated.",
)
def nginx_command(root: Path, port: int, run: Path, servers: tuple[str, ...]) -> None:
    """Print the settings, and pack the edition's texts for nginx to send as they are."""
    try:
        table = built_redirects(root)
    except (OSError, ValueError):
        raise click.ClickException(NOT_BUILT.format(root=root, name=REDIRECTS)) from None
    count = pack(root)
    click.echo(nginx(table, Serving(root.resolve(), run, port, servers)), nl=False)
    click.echo(f"{count:,} files packed below {root}.", err=True)
