"""A server that makes a file in another process, names that process, and is killed."""

from __future__ import annotations

import asyncio
import os
import signal
import sys

from app_pages.server.file_making import FileMaking
from loaders.dataset import Dataset, load
from tests.support.paths import BASE


def process_of(_: Dataset) -> int:
    """Return the process that makes files."""
    return os.getpid()


async def serve() -> None:
    """Make one file, and be killed."""
    process = await FileMaking(workers=1).of("a reader", load(BASE), process_of)
    sys.stdout.write(f"{process}\n")
    sys.stdout.flush()
    os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    asyncio.run(serve())
