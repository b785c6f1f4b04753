"""Validating: ours (schema and all rules) compared with asl-validator and statelint, in one run.

    python bench/validate.py

First public definitions and single defects, if SFN_DSL_DATA has them: the time for all, and what
each tool finds. Then chains of Task states with Parameters, Retry and Catch, the largest just under
1 MiB, the service's limit: "warm" is one validation in a process that has done it before, "process"
the whole command. Last, how the time grows, and what ours takes of statelint's time. All times are
CPU time. The tools take turns, so that what else the machine does meets each of them, and the least
of several rounds counts; asl-validator, which is slow, reads the public definitions once.

asl-validator is installed by npm into bench/node_modules, statelint by pip into
bench/.venv-statelint; a peer that cannot be had is left out. pip compiles what it installs, so the
checkout of sfn_dsl is compiled first, too.
"""

from __future__ import annotations

import compileall
import gc
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from time import process_time
from typing import Any

import sfn_dsl
from sfn_dsl import Severity, SourceError, read_json, validate

HERE = Path(__file__).parent
DATA = Path(os.environ.get("SFN_DSL_DATA", HERE.parents[1] / "shared" / "data"))
LIMIT = 1_048_576
TURNS = 3
# What ours takes of statelint's time, by what was measured.
RATIOS: dict[str, float | None] = {}

Results = Sequence[Mapping[str, Any]]
Tool = Callable[[Sequence[Path], int], Results]


def ours(files: Sequence[Path], rounds: int) -> Results:
    """The same as a peer prints: of each file the times and whether anything was found."""
    results = []
    for file in files:
        text, times, flagged = file.read_bytes(), [], False
        for _ in range(rounds):
            before = process_time()
            flagged = flags(text)
            times.append((process_time() - before) * 1e3)
        results.append({"file": str(file), "flagged": flagged, "times": times})
    return results


def flags(text: bytes) -> bool:
    try:
        return any(found.severity is not Severity.INFO for found in validate(read_json(text)))
    except SourceError:
        return True


def peers() -> Iterator[tuple[str, Tool, list[str]]]:
    """The peers that can be had: name, what validates files, and the command for one file."""
    if node := asl_validator():
        script, package = HERE / "peers/asl_validator.js", HERE / "node_modules/asl-validator"
        command = [str(HERE / "node_modules/.bin/asl-validator"), "--json-path"]
        yield "asl-validator", run([node, str(script), str(package)]), command
    if python := statelint():
        script = HERE / "peers/statelint_all.py"
        yield "statelint", run([str(python), str(script)]), [str(python.parent / "statelint")]


def run(command: list[str]) -> Tool:
    def tool(files: Sequence[Path], rounds: int) -> Results:
        names = "\n".join(map(str, files))
        done = subprocess.run(
            [*command, str(rounds)], input=names, check=True, capture_output=True, text=True
        )
        results: Results = json.loads(done.stdout)
        return results

    return tool


def asl_validator() -> str | None:
    if not (HERE / "node_modules/asl-validator").is_dir() and shutil.which("npm"):
        command = ["npm", "install", "--silent", "--no-save", "--prefix", str(HERE)]
        subprocess.run([*command, "asl-validator@4"], check=False)
    return shutil.which("node") if (HERE / "node_modules/asl-validator").is_dir() else None


def statelint() -> Path | None:
    python = HERE / ".venv-statelint/bin/python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", str(python.parents[1])], check=False)
        command = [str(python), "-m", "pip", "install", "--quiet", "statelint==3.1.0"]
        subprocess.run(command, check=False, stderr=subprocess.DEVNULL)
    is_there = subprocess.run(
        [str(python), "-c", "import statelint"], check=False, capture_output=True
    )
    return python if is_there.returncode == 0 else None


def collected(tools: Mapping[str, Tool]) -> None:
    """What each tool takes for all public definitions, and finds in those with a known verdict."""
    corpus = sorted((DATA / "corpus/definitions").glob("*.json"))
    defects, good = (sorted((DATA / "lint" / kind).glob("*.json")) for kind in ("defects", "good"))
    if not corpus:
        print(f"no public definitions in {DATA}; set SFN_DSL_DATA\n")
        return
    print(
        f"{len(corpus)} public definitions; {len(defects)} single defects; {len(good)} without any"
    )
    print(f"{'':14} {'seconds':>8} {'ratio':>6} {'defects found':>14} {'false alarms':>13}")

    def all_of(name: str) -> float:
        return sum(map(least, tools[name](corpus, 3 if name != "asl-validator" else 1))) / 1e3

    seconds = turns(tools, all_of)
    RATIOS["all public definitions"] = ratio(seconds)
    for name, tool in tools.items():
        found = sum(result["flagged"] for result in tool(defects, 1))
        alarms = sum(result["flagged"] for result in tool(good, 1))
        took = f"{seconds[name]:8.2f} {seconds[name] / seconds['sfn_dsl']:5.1f}x"
        print(f"{name:14} {took} {found:14} {alarms:13}")
    print()


def least(result: Mapping[str, Any]) -> float:
    """The least time of a file; a process loads and compiles in the first round only."""
    return min(result["times"])


def turns(tools: Iterable[str], measure: Callable[[str], float]) -> dict[str, float]:
    """The least that each tool takes when they take turns."""
    times: dict[str, list[float]] = {}
    for turn in range(TURNS):
        for name in tools:
            if turn == 0 or name in ("sfn_dsl", "statelint"):
                times.setdefault(name, []).append(measure(name))
    return {name: min(found) for name, found in times.items()}


def ratio(times: Mapping[str, float]) -> float | None:
    """What ours takes of the time of statelint, None without statelint."""
    return times["sfn_dsl"] / times["statelint"] if "statelint" in times else None


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


def warm(tools: Mapping[str, Tool], file: Path, name: str) -> float:
    """CPU milliseconds of a tool for a file, in a process that has validated it before."""
    return least(tools[name]([file], 5)[0])


def process(commands: Mapping[str, list[str]], file: Path, name: str) -> float:
    """CPU milliseconds of a tool's whole command."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([*commands[name], str(file)], check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime) * 1e3


def sizes(folder: Path, tools: Mapping[str, Tool], commands: Mapping[str, list[str]]) -> None:
    """One definition of several sizes, in a warm process and as a whole command."""
    print(f"{'states':>7} {'KB':>6} {'':>8}" + "".join(f"{name:>16}" for name in tools) + "  ms")
    for count in (100, 1_000, largest()):
        file = folder / f"{count}.asl.json"
        file.write_text(definition(count))
        kilobytes = file.stat().st_size / 1000
        for what, times in (
            ("warm", turns(tools, partial(warm, tools, file))),
            ("process", turns(tools, partial(process, commands, file))),
        ):
            RATIOS[f"{count:,} states, {what}"] = ratio(times)
            print(f"{count:7} {kilobytes:6.0f} {what:>8}", end="")
            own = times["sfn_dsl"]
            print("".join(f"{time:9.0f} {time / own:5.1f}x" for time in times.values()))
    print()


def growth(folder: Path) -> None:
    """How the time grows, beside json.loads: what the memory adds, it adds there too."""
    files = [folder / "1000.asl.json", folder / "10000.asl.json"]
    files[1].write_text(definition(10_000))
    rounds = [
        [*map(least, ours(files, 3)), *(loading(file, 3) for file in files)] for _ in range(TURNS)
    ]
    small, big, small_text, big_text = (min(times) for times in zip(*rounds, strict=True))
    print(f"10,000 states take {big / small:.1f} times as long as 1,000", end="; ")
    print(f"json.loads takes {big_text / small_text:.1f} times as long for the same texts\n")


def loading(file: Path, rounds: int) -> float:
    """The least CPU milliseconds in which the standard library reads a file's JSON.

    The garbage collector is off, as it is while a definition is read and validated.
    """
    text, times = file.read_text(), []
    gc.disable()
    for _ in range(rounds):
        before = process_time()
        json.loads(text)
        times.append((process_time() - before) * 1e3)
    gc.enable()
    return min(times)


def main() -> None:
    compileall.compile_dir(Path(sfn_dsl.__file__).parent, quiet=1)
    found = list(peers())
    tools = {"sfn_dsl": ours, **{name: tool for name, tool, _ in found}}
    commands = {"sfn_dsl": [str(Path(sys.executable).with_name("sfn")), "validate"]}
    commands |= {name: command for name, _, command in found}
    collected(tools)
    with tempfile.TemporaryDirectory() as folder:
        sizes(Path(folder), tools, commands)
        growth(Path(folder))
    for what, found in RATIOS.items():
        if found is not None:
            print(f"{what:24} {found:5.2f} of the time of statelint")


if __name__ == "__main__":
    main()
