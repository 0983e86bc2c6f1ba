"""Commands on a folder of tables, as a maintainer types them."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner, Result

from loaders.__main__ import main


def run(folder: Path, *arguments: str, stdin: str | bytes | None = None) -> Result:
    """Run `python -m loaders` with these arguments on the tables in `folder`."""
    return CliRunner().invoke(main, [*arguments, "--datasets", str(folder)], input=stdin)
