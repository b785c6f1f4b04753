"""Ministack, an emulator of AWS that others wrote, as a program on this machine.

It is a second opinion on what deployments find there, and it has a simulator of policies, which
the local AWS has not. It pins a botocore of its own, so it lives in an environment of its own,
which `make test` makes.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path
from socket import socket
from urllib.error import URLError
from urllib.request import urlopen

import pytest

HOST = "127.0.0.1"
PROGRAM = Path(__file__).parents[2] / ".venv-ministack/bin/ministack"
SECONDS_TO_START = 30
PAUSE = 0.1


@pytest.fixture(scope="session")
def ministack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a ministack that runs for as long as the tests need it."""
    program = Path(os.environ.get("SFN_DSL_MINISTACK", PROGRAM))
    if not program.exists():
        pytest.skip("ministack is not installed; run: make .venv-ministack/installed")
    port = _free_port()
    home = tmp_path_factory.mktemp("ministack")
    log = home / "log"
    settings = {"BIND_HOST": HOST, "GATEWAY_PORT": str(port), "HOME": str(home)}
    with log.open("wb") as output:
        process = subprocess.Popen(
            [str(program)],
            env={"PATH": os.environ["PATH"], **settings},
            cwd=home,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        try:
            _wait(process, f"http://{HOST}:{port}/_ministack/health", log)
            yield f"http://{HOST}:{port}"
        finally:
            process.terminate()
            process.wait(timeout=SECONDS_TO_START)


def _wait(process: subprocess.Popen[bytes], address: str, log: Path) -> None:
    """Return as soon as it answers; fail when it ends, or takes too long."""
    for _ in range(int(SECONDS_TO_START / PAUSE)):
        try:
            with urlopen(address, timeout=SECONDS_TO_START):  # noqa: S310 - loopback
                return
        except (URLError, ConnectionError):
            pass
        try:
            process.wait(timeout=PAUSE)
        except subprocess.TimeoutExpired:
            continue
        break
    pytest.fail(f"ministack does not answer:\n{log.read_text(encoding='utf-8')}")


def _free_port() -> int:
    with socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
        return port
