"""Validating large definitions: ours beside Node's asl-validator, in one run.

    python bench/validate.py

Makes chains of Task states with Parameters, Retry and Catch; the largest is just under 1 MiB, the
service's limit. "warm" is one validation in a process that has done it before, "process" the whole
command. asl-validator is installed by npm into bench/node_modules when npm is there; without it
only our own times are printed.
"""

from __future__ import annotations

import json
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from time import process_time
from typing import Any

from sfn_dsl import read_json, validate

HERE = Path(__file__).parent
PEER = HERE / "node_modules/asl-validator"
WARM_PEER = """
const validator = require(process.argv[1]);
const definition = JSON.parse(require("fs").readFileSync(process.argv[2]));
const times = [];
for (let round = 0; round < 7; round++) {
  const before = process.cpuUsage();
  const found = validator(definition);
  const used = process.cpuUsage(before);
  if (!found.isValid) { console.error(found.errorsText()); process.exit(1); }
  times.push((used.user + used.system) / 1000);
}
console.log(times.slice(2).sort((a, b) => a - b)[2]);
"""
ROUNDS = 7
LIMIT = 1_048_576


def definition(count: int) -> str:
    states: dict[str, Any] = {}
    for n in range(count):
        states[f"Step{n}"] = {
            "Type": "Task",
            "Resource": "arn:aws:lambda:us-east-1:123456789012:function:step",
            "Parameters": {"index": n, "id.$": "$.id", "tables": ["users", "orders"]},
            "ResultPath": "$.result",
            "Retry": [
                {
                    "ErrorEquals": ["States.TaskFailed"],
                    "IntervalSeconds": 2,
                    "MaxAttempts": 3,
                    "BackoffRate": 2.0,
                }
            ],
            "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "Failed", "ResultPath": "$.error"}],
            "Next": f"Step{n + 1}" if n + 1 < count else "Done",
        }
    states["Done"] = {"Type": "Succeed"}
    states["Failed"] = {"Type": "Fail", "Error": "Failed"}
    return json.dumps({"StartAt": "Step0", "States": states})


def largest() -> int:
    """How many such states fit into the service's limit."""
    count = 2_000
    while len(definition(count + 10)) < LIMIT:
        count += 10
    return count


def warm(text: str) -> float:
    """CPU milliseconds of reading and validating the text."""
    times = []
    for _ in range(ROUNDS):
        start = process_time()
        assert validate(read_json(text)) == []
        times.append((process_time() - start) * 1e3)
    return statistics.median(times)


def process(command: list[str]) -> float:
    """CPU milliseconds of a whole command, the median of several."""
    times = []
    for _ in range(3):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(command, check=True, capture_output=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        times.append((after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime) * 1e3)
    return statistics.median(times)


def peer_is_there() -> bool:
    if not PEER.is_dir() and shutil.which("npm"):
        subprocess.run(
            ["npm", "install", "--silent", "--no-save", "--prefix", str(HERE), "asl-validator@4"],
            check=False,
        )
    return PEER.is_dir() and shutil.which("node") is not None


def main() -> None:
    peer = peer_is_there()
    counts = [100, 1_000, largest()]
    rows: dict[int, float] = {}
    print(f"{'states':>7} {'KB':>6} {'':>10} {'ours ms':>8} {'peer ms':>8} {'ratio':>6}")
    with tempfile.TemporaryDirectory() as folder:
        for count in counts:
            text = definition(count)
            file = Path(folder) / f"{count}.asl.json"
            file.write_text(text)
            rows[count] = ours = warm(text)
            theirs = _peer_warm(file) if peer else None
            _row(count, len(text), "warm", ours, theirs)
            ours = process([sys.executable, "-m", "sfn_dsl", "validate", str(file)])
            command = [str(HERE / "node_modules/.bin/asl-validator"), "--json-path", str(file)]
            _row(count, len(text), "process", ours, process(command) if peer else None)
    big, small = rows[counts[-1]] / counts[-1], rows[1_000] / 1_000
    print(f"time for each state at {counts[-1]} states is {big / small:.2f} of that at 1,000")


def _peer_warm(file: Path) -> float:
    command = ["node", "-e", WARM_PEER, str(PEER), str(file)]
    return float(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def _row(count: int, size: int, what: str, ours: float, theirs: float | None) -> None:
    other = f"{theirs:8.0f} {theirs / ours:5.1f}x" if theirs else f"{'-':>8} {'-':>6}"
    print(f"{count:7} {size / 1000:6.0f} {what:>10} {ours:8.1f} {other}")


if __name__ == "__main__":
    main()
