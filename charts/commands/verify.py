"""python -m charts verify: files held against the same files made again."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import click

from charts.batches.folder_verification import folder_findings
from charts.batches.verification import Finding, Verification
from charts.commands.options import STYLE, loaded, styled
from charts.export.formats import VerifyError
from charts.provenance.signature import SigningKeyError, public_key, site_key
from charts.provenance.verify import headline, lines
from charts.text.series_summary import many
from loaders.commands.options import FOLDER
from loaders.dataset import Dataset
from loaders.history.changelog import released


@click.command("verify")
@click.argument("file", type=click.Path(path_type=Path, exists=True))
@click.option(
    "--key",
    "key_file",
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    help="The public key of the site that made it; otherwise that of the key here.",
)
@click.option("--style", **STYLE)
@FOLDER
def verify_command(file: Path, key_file: Path | None, style: Path | None, directory: Path) -> None:
    """Make a FILE again from what it says of itself and say whether it is the same, and what
    became of its claims since. FILE may be a folder: all of its files, and its manifest.

    Ends with 0 only where all is as it is made here and no claim was corrected or withdrawn.
    """
    dataset = loaded(directory)
    try:
        key = public_key(key_file.read_bytes()) if key_file else site_key()
        verification = Verification(dataset, released(directory), key, style=styled(style))
        if file.is_dir():
            findings = list(_told(dataset, folder_findings(verification, file)))
            click.echo(_summary(findings))
        else:
            findings = verification.findings(str(file), file.read_bytes())
            _tell(dataset, findings)
    except (VerifyError, SigningKeyError) as error:
        raise click.ClickException(f"{file}: {error}") from None
    except BrokenPipeError:
        raise
    except OSError as error:
        raise click.ClickException(f"{file} cannot be read: {error.strerror}.") from None
    sys.exit(0 if findings and all(one.holds for one in findings) else 1)


def _tell(dataset: Dataset, findings: Sequence[Finding]) -> None:
    """Say what came of a file; of several pictures in it, the name of each before."""
    for one in findings:
        if one.verdict is None:
            raise click.ClickException(f"{one.name}: {' '.join(one.wrong)}")
        if len(findings) > 1:
            click.echo(f"{one.name}:")
        for line in lines(dataset, one.verdict):
            click.echo(line)


def _told(dataset: Dataset, findings: Iterable[Finding]) -> Iterator[Finding]:
    """Yield findings, and say what came of each in a line."""
    for one in findings:
        verdict = one.verdict
        said = [*verdict.comparison.lines(), headline(dataset, verdict)] if verdict else []
        click.echo(f"{one.name}: {' '.join([*one.wrong, *said])}")
        yield one


def _summary(findings: Sequence[Finding]) -> str:
    good = sum(one.holds for one in findings)
    return f"{many(len(findings), 'file')}: {good:,} as made here and unchanged since."
