"""A copy of the checkout, to put faults into and to run tests in."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from probe import CHOSEN, REPORT

ROOT: Final = Path(__file__).parents[2]
DATA: Final = "SFN_DSL_DATA"


@dataclass(frozen=True)
class Checkout:
    """What git knows or would add of this checkout, in a folder: no environments, no caches."""

    root: Path

    def __post_init__(self) -> None:
        git = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
        listed = subprocess.run(  # noqa: S603 - a fixed command
            git, cwd=ROOT, capture_output=True, text=True, check=True, timeout=60
        )
        for name in filter(None, listed.stdout.split("\0")):
            if (ROOT / name).is_file():
                (self.root / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(ROOT / name, self.root / name)

    @property
    def test_files(self) -> list[str]:
        """The files that hold tests."""
        files = self.root.glob("tests/**/test_*.py")
        return sorted(file.relative_to(self.root).as_posix() for file in files)

    def write(self, file: str, text: bytes, version: int) -> None:
        """Write a module; each version has its own time, by which Python knows its bytecode."""
        (self.root / file).write_bytes(text)
        os.utime(self.root / file, (version, version))

    def test(self, *arguments: str, chosen: Sequence[str] = (), timeout: float) -> tuple[bool, str]:
        """Run tests: whether all passed, and what hooks and probes reported.

        Tests that take longer than `timeout` seconds are ended, and did not pass.
        """
        report, choice = (self.root.with_suffix(end) for end in (".report", ".chosen"))
        report.write_text("", encoding="utf-8")
        choice.write_text(json.dumps(chosen), encoding="utf-8")
        child = subprocess.Popen(  # noqa: S603 - our own tests
            [sys.executable, "-m", "pytest", "-q", "-p", "probe", *arguments],
            cwd=self.root,
            env={**self._environment(), CHOSEN: str(choice), REPORT: str(report)},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        with suppress(subprocess.TimeoutExpired):
            child.wait(timeout)
        with suppress(ProcessLookupError):  # with whatever the tests started and left
            os.killpg(child.pid, signal.SIGKILL)
        return child.wait() == 0, report.read_text(encoding="utf-8")

    def _environment(self) -> dict[str, str]:
        path = os.pathsep.join([str(self.root), str(self.root / "scripts" / "mutants")])
        data = os.environ.get(DATA, str(ROOT.parent / "shared" / "data"))
        return {**os.environ, "PYTHONPATH": path, DATA: data, "CI": "1"}
