"""What starting costs: the import, and whole commands, compared with bare Python and similar tools.

    python bench/startup.py

CPU milliseconds of whole processes, the least of several interleaved rounds. A peer is measured
when it is installed in the environment this runs in, or in .venv-interop (the SDK).
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
INTEROP = ROOT / ".venv-interop/bin/python"
ROUNDS = 9

PROGRAMS = {
    "python -c pass": [sys.executable, "-c", "pass"],
    "import attrs": [sys.executable, "-c", "import attrs"],
    "import sfn_dsl": [sys.executable, "-c", "import sfn_dsl"],
    "  ... and every name of workflows/backup.py": [
        sys.executable,
        "-c",
        (
            "from sfn_dsl import Catch, Choice, Retry, StateMachine, States, Target, Task, When, "
            "Workflow, path, workflow; from sfn_dsl.tasks import sns"
        ),
    ],
    "sfn compile workflows/backup.py": [
        sys.executable,
        "-m",
        "sfn_dsl",
        "compile",
        "workflows/backup.py",
    ],
    "sfn validate workflows/backup.py": [
        sys.executable,
        "-m",
        "sfn_dsl",
        "validate",
        "workflows/backup.py",
    ],
    "import sfnx": [sys.executable, "-c", "import sfnx"],
    "import stepfunctions": [str(INTEROP), "-c", "import stepfunctions"],
}


def cpu(command: list[str]) -> float | None:
    """CPU milliseconds of a process and its children; None when it fails."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    try:
        done = subprocess.run(command, cwd=ROOT, capture_output=True, env=dict(os.environ))
    except FileNotFoundError:
        return None
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return used * 1e3 if done.returncode == 0 else None


def main() -> None:
    times: dict[str, list[float]] = {name: [] for name in PROGRAMS}
    missing = set()
    for round_ in range(ROUNDS):
        for name, command in PROGRAMS.items():
            if name in missing or (name == "import stepfunctions" and round_ > 1):
                continue
            used = cpu(command)
            if used is None:
                missing.add(name)
            else:
                times[name].append(used)
    bare = min(times["python -c pass"])
    print(f"{'CPU ms':>8} {'above bare':>11}")
    for name in PROGRAMS:
        if name in missing:
            print(f"{'-':>8} {'-':>11}  {name} (not installed)")
        else:
            print(f"{min(times[name]):8.0f} {min(times[name]) - bare:11.0f}  {name}")


if __name__ == "__main__":
    main()
