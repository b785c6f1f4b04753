"""The local AWS: what the extra ``local`` installs, and how soon it is ready.

The floor is a process that only imports boto3. Both are measured in turn in the same run, in a
fresh environment unless --here is given; the least of several is shown, as the one that the
machine disturbed least. What is installed is the sum of the files' sizes, without pip and
setuptools, which every environment has.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[1]
ROUNDS = 5
LOCAL = ("-m", "sfn_dsl", "local")
TOOLS = ("pip", "setuptools", "pkg_resources", "_distutils_hack")
MEGABYTE = 1_000_000


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("--here", action="store_true", help="measure this environment")
    with environment(is_fresh=not options.parse_args().here) as python:
        folder = Path(output(python, "-c", "import boto3; print(boto3.__path__[0])")).parent
        sizes = {entry.name: size(entry) for entry in folder.iterdir()}
        kept = {name: each for name, each in sizes.items() if not name.startswith(TOOLS)}
        print(f"installed: {sum(kept.values()) / MEGABYTE:.0f} MB, of which")
        for name in sorted(kept, key=kept.__getitem__, reverse=True)[:8]:
            print(f"  {kept[name] / MEGABYTE:5.1f}  {name}")
        floor, ready = times(python)
        print(f"import boto3: {floor:.2f} s; until sfn local is ready: {ready:.2f} s")
        print(f"  {ready / floor:.1f} times as long")
        floor, whole = cpu(python, "-c", "import boto3"), cpu(python, *LOCAL, "--", "true")
        print(f"CPU: import boto3: {floor:.2f} s; sfn local -- true: {whole:.2f} s")
        print(f"  {whole / floor:.1f} times as much")


@contextmanager
def environment(*, is_fresh: bool) -> Iterator[Path]:
    """The Python to measure with."""
    if not is_fresh:
        yield Path(sys.executable)
        return
    with tempfile.TemporaryDirectory() as folder:
        venv.create(folder, with_pip=True)
        python = Path(folder) / "bin" / "python"
        output(python, "-m", "pip", "install", "--quiet", f"{ROOT}[local]")
        yield python


def times(python: Path) -> tuple[float, float]:
    """The least seconds of an import of boto3, and until the endpoint answers a command."""
    pairs = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        output(python, "-c", "import boto3")
        between = time.perf_counter()
        ready(python)
        pairs.append((between - began, time.perf_counter() - between))
    return min(first for first, _ in pairs), min(second for _, second in pairs)


def cpu(python: Path, *arguments: str) -> float:
    """The least seconds of CPU time of a process and those it starts."""
    found = []
    for _ in range(ROUNDS):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        output(python, *arguments)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        found.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return min(found)


def ready(python: Path) -> None:
    """Start `sfn local`, and return when it has told its environment."""
    with subprocess.Popen(
        [python, *LOCAL], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline()
        process.terminate()
        process.communicate(timeout=20)


def size(path: Path) -> int:
    """The bytes of a file, or of all files in a folder."""
    files = [path] if path.is_file() else path.rglob("*")
    return sum(file.stat().st_size for file in files if file.is_file())


def output(python: Path, *arguments: str) -> str:
    done = subprocess.run(
        [python, *arguments], cwd=tempfile.gettempdir(), capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


if __name__ == "__main__":
    main()
