"""Other emulators of AWS, each as a program on a port of its own, for as long as a block lasts."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from socket import socket
from urllib.error import URLError
from urllib.request import Request, urlopen

HOST = "127.0.0.1"
_MINISTACK = Path(__file__).parents[2] / ".venv-ministack/bin/ministack"
_SETTINGS = {"stepfunctions": {"execute_state_machine": True}, "lambda": {"use_docker": False}}
_SECONDS = 30.0
_PAUSE = 0.1


@contextmanager
def moto() -> Iterator[str]:
    """The URL of a moto that executes state machines."""
    port = _free_port()
    command = [sys.executable, "-m", "moto.server", "-H", HOST, "-p", str(port)]
    with _running(command, {"MOTO_PORT": str(port)}, port, "/moto-api/data.json") as url:
        body = json.dumps(_SETTINGS).encode()
        urlopen(Request(f"{url}/moto-api/config", body, method="POST"), timeout=_SECONDS).close()  # noqa: S310 - it is on this machine
        yield url


@contextmanager
def ministack() -> Iterator[str | None]:
    """The URL of a ministack, None where it is not installed."""
    program = Path(os.environ.get("SFN_DSL_MINISTACK", _MINISTACK))
    if not program.exists():
        yield None
        return
    port = _free_port()
    settings = {"BIND_HOST": HOST, "GATEWAY_PORT": str(port), "SFN_WAIT_SCALE": "0.01"}
    with _running([str(program)], settings, port, "/_ministack/health") as url:
        yield url


@contextmanager
def _running(
    command: Sequence[str], settings: Mapping[str, str], port: int, health: str
) -> Iterator[str]:
    url = f"http://{HOST}:{port}"
    with tempfile.TemporaryDirectory() as home:
        own = {"PATH": os.environ["PATH"], "HOME": home, **settings}
        process = subprocess.Popen(
            command, env=own, cwd=home, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        try:
            _wait(process, url + health)
            yield url
        finally:
            process.terminate()
            process.wait(timeout=_SECONDS)


def _wait(process: subprocess.Popen[bytes], health: str) -> None:
    until = time.monotonic() + _SECONDS
    while True:
        try:
            urlopen(health, timeout=_SECONDS).close()  # noqa: S310 - it is on this machine
        except (URLError, ConnectionError):
            if process.poll() is not None or time.monotonic() > until:
                raise RuntimeError(f"{process.args} did not start") from None
            time.sleep(_PAUSE)
        else:
            return


def _free_port() -> int:
    with socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
    return port
