"""Another emulator of AWS, in an environment of its own: it needs a botocore of its own.

It keeps to what AWS does where moto does not: a creation with another text is refused, versions
and aliases exist.
"""

from __future__ import annotations

import os
import socket
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

MINISTACK = "SFN_DSL_MINISTACK"
HOST = "127.0.0.1"


@pytest.fixture(scope="session")
def ministack(root: Path) -> Iterator[str]:
    """The address of the emulator; tests are skipped where `make test` has not installed it."""
    program = Path(os.environ.get(MINISTACK, root / ".venv-ministack/bin/ministack"))
    if not program.exists():
        pytest.skip(f"no emulator at {program}; run make test, or set {MINISTACK}")
    port = free_port()
    with subprocess.Popen(
        [program],
        env={**os.environ, "BIND_HOST": HOST, "GATEWAY_PORT": str(port)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as process:
        try:
            assert process.stdout is not None
            assert any("Running on" in line for line in process.stdout), "it ends before it serves"
            # What it goes on saying has to be read, or it stops when the pipe is full.
            threading.Thread(target=process.stdout.read, daemon=True).start()
            yield f"http://{HOST}:{port}"
        finally:
            process.terminate()


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind((HOST, 0))
        port: int = taken.getsockname()[1]
        return port
