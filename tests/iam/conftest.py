"""An emulator of IAM beside the tests, in an environment of its own: it needs another botocore."""

from __future__ import annotations

import os
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import boto3
import pytest

if TYPE_CHECKING:
    from mypy_boto3_iam import IAMClient

MINISTACK = "SFN_DSL_MINISTACK"


@pytest.fixture(scope="session")
def ministack(root: Path) -> Iterator[str]:
    """The address of the emulator; tests are skipped where `make test` has not installed it."""
    program = Path(os.environ.get(MINISTACK, root / ".venv-ministack/bin/ministack"))
    if not program.exists():
        pytest.skip(f"no emulator at {program}; run make test, or set {MINISTACK}")
    port = free_port()
    with subprocess.Popen(
        [program],
        env={**os.environ, "BIND_HOST": "127.0.0.1", "GATEWAY_PORT": str(port)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as process:
        try:
            assert process.stdout is not None
            assert any("Running on" in line for line in process.stdout), "it ends before it serves"
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()


@pytest.fixture(scope="session")
def emulated_iam(ministack: str) -> IAMClient:
    # Twelve digits as a key are the account, to the emulator.
    session = boto3.Session("123456789012", "testing", region_name="us-east-1")
    return session.client("iam", endpoint_url=ministack)


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port: int = taken.getsockname()[1]
        return port
