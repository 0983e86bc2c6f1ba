"""The commands: python -m static_site build | nginx."""

from __future__ import annotations

import click

from static_site.commands.build import build_command
from static_site.commands.nginx import nginx_command


@click.group(help="Make the published edition.")
def main() -> None:
    """Group the commands."""


main.add_command(build_command)
main.add_command(nginx_command)

if __name__ == "__main__":
    main()
