"""python -m static_site nginx: settings of an nginx that serves a built edition."""

from __future__ import annotations

from pathlib import Path

import click

from charts.commands.options import loaded
from loaders.commands.options import A_FOLDER, FOLDER
from static_site.hosts import Serving, nginx, pack


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
@FOLDER
def nginx_command(
    root: Path, port: int, run: Path, servers: tuple[str, ...], directory: Path
) -> None:
    """Print the settings, and pack the edition's texts for nginx to send as they are."""
    count = pack(root)
    click.echo(nginx(loaded(directory), Serving(root.resolve(), run, port, servers)), nl=False)
    click.echo(f"{count:,} files packed below {root}.", err=True)
