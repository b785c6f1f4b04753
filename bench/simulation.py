"""Simulating: states a second, waits in no time, large Maps, endless loops, a whole corpus.

    python bench/simulation.py

First how many states are entered in a second of CPU time, with the history kept and dropped, beside
sfnx's local runner, which knows JSONata only and keeps no history, and moto, which runs behind an
endpoint. Definitions are prepared before; of several rounds the fastest counts. Then what takes
long on AWS; Maps over many items, each in a process of its own for its peak memory; machines and
expressions without an end; and every public definition in SFN_DSL_DATA that the schema accepts,
with plausible answers.

sfnx is installed by pip into bench/.venv-sfnx; a peer that cannot be had is left out.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

from workloads import corpus, machines
from workloads.machines import Machine

from sfn_dsl import Definition
from sfn_dsl.simulation.execution import Execution
from sfn_dsl.testing import fails, simulate

HERE = Path(__file__).parent
ROUNDS = 5
MONTH = 30 * 24 * 3600

Measured = tuple[Machine, Any]  # a machine and its input
# Seconds of a run, how many states it entered.
Timed = tuple[float, int]
RunOnMoto = Callable[[Machine, Any], Timed]


def main() -> None:
    transitions()
    waits()
    large_maps()
    without_end()
    corpus.run_all()


# States a second.


def transitions() -> None:
    print(f"{'states a second':24} {'history':>9} {'dropped':>9} {'sfnx':>9} {'moto':>9}")
    python = sfnx()
    with moto() as run_on_moto:
        for name, case, for_moto in measured():
            rates = [
                rate(ours(*case, history=True)),
                rate(ours(*case, history=False)),
                rate(on_sfnx(python, *case)),
                rate(run_on_moto(*for_moto) if run_on_moto else None),
            ]
            print(f"{name:24} " + " ".join(f"{n:9,.0f}" if n else f"{'-':>9}" for n in rates))
    print()


def measured() -> Iterator[tuple[str, Measured, Measured]]:
    """The machines with their inputs, and smaller ones of the kind for moto."""
    chains = [(machines.chain(states), {"id": "a"}) for states in (3_000, 200)]
    yield "Pass in a row", chains[0], chains[1]
    for language in ("JSONPath", "JSONata"):
        loop = machines.loop("Count", jsonata=language == "JSONata")
        cases = [(loop, {"n": rounds, "id": "a"}) for rounds in (4_000, 200)]
        yield f"Pass and Choice, {language}", cases[0], cases[1]


def rate(timed: Timed | None) -> float | None:
    return timed[1] / timed[0] if timed else None


def ours(machine: Machine, given: Any, *, history: bool) -> Timed:
    definition = Definition(machine)
    states = len(simulate(definition, given).path)

    def once() -> float:
        before = process_time()
        simulate(definition, given, history=history)
        return process_time() - before

    return min(once() for _ in range(ROUNDS)), states


def on_sfnx(python: Path | None, machine: Machine, given: Any) -> Timed | None:
    """The runner of sfnx, without the checks that it makes before each run."""
    if python is None or machine["QueryLanguage"] != "JSONata":
        return None
    case = json.dumps({"machine": machine, "input": given, "rounds": 2})
    command = [str(python), str(HERE / "peers/sfnx_runs.py")]
    done = subprocess.run(command, input=case, check=True, capture_output=True, text=True)
    seconds, states = json.loads(done.stdout)
    return seconds, states


def sfnx() -> Path | None:
    python = HERE / ".venv-sfnx/bin/python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", str(python.parents[1])], check=False)
        command = [str(python), "-m", "pip", "install", "--quiet", "sfnx==3.1.0"]
        subprocess.run(command, check=False, stderr=subprocess.DEVNULL)
    is_there = subprocess.run([str(python), "-c", "import sfnx"], check=False, capture_output=True)
    return python if is_there.returncode == 0 else None


@contextmanager
def moto() -> Iterator[RunOnMoto | None]:
    """Give what runs a machine on moto's interpreter, None where moto is not installed."""
    try:
        from recordings import moto_engine
    except ModuleNotFoundError:
        yield None
        return
    with moto_engine.executing() as execute:

        def run(machine: Machine, given: Any) -> Timed:
            before = process_time()
            execution = execute(json.dumps(machine), json.dumps(given), "STANDARD")
            seconds = process_time() - before
            events = execution.to_history_output()["events"]
            return seconds, sum(event["type"].endswith("Entered") for event in events)

        yield run


# What takes long on AWS.


def waits() -> None:
    for name, machine in (
        ("a Wait of 30 days", machines.waiting(MONTH)),
        ("six retries, 60 to 1,920 s", machines.backing_off(6)),
    ):
        run, seconds = timed(machine, tasks=fails("Busy", "not now"))
        print(f"{name:28} {run.elapsed!s:>18} in {1e3 * seconds:6.2f} ms")
    print()


def timed(machine: Machine, given: Any = None, **options: Any) -> tuple[Execution, float]:
    """Run a machine that was prepared before; times are of the wall."""
    definition = Definition(machine)
    simulate(definition, given, **options)
    before = perf_counter()
    run = simulate(definition, given, **options)
    return run, perf_counter() - before


# Large Maps.


def large_maps() -> None:
    print(f"{'items of a Map':>14} {'seconds':>8} {'items/s':>9} {'peak MB':>8}")
    for items in (1_000, 10_000, 100_000):
        command = [sys.executable, __file__, str(items)]
        done = subprocess.run(command, check=True, capture_output=True, text=True)
        seconds, megabytes, status = json.loads(done.stdout)
        print(f"{items:14,} {seconds:8.2f} {items / seconds:9,.0f} {megabytes:8.1f} {status}")
    print()


def map_run(items: int) -> tuple[float, float, str]:
    """Run a Map over rows of a file; the seconds, the peak memory in MB, and the status."""
    with tempfile.TemporaryDirectory() as folder:
        for bucket in ("data", "results"):
            (Path(folder) / bucket).mkdir()
        with (Path(folder) / "data/rows.jsonl").open("w") as rows:
            rows.writelines(f'{{"id": {n}, "name": "row {n}"}}\n' for n in range(items))
        before = perf_counter()
        run = simulate(Definition(machines.rows()), objects=folder, history=False)
        seconds = perf_counter() - before
    return seconds, peak_megabytes(), run.status


def peak_megabytes() -> float:
    """The most memory that this process had at once."""
    status = Path("/proc/self/status")
    if status.is_file():  # what getrusage tells there begins with that of the parent
        lines = dict(line.split(":", 1) for line in status.read_text().splitlines())
        return int(lines["VmHWM"].split()[0]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2


# What has no end.


def without_end() -> None:
    endless = machines.plain_loop()
    for kind in ("STANDARD", "EXPRESS"):
        run, seconds = timed(endless, {"n": 1}, machine_type=kind)
        told(f"an endless loop, {kind}", run, seconds)
    for name, text in (
        ("endless recursion", "($f := function($n) { 1 + $f($n + 1) }; $f(0))"),
        ("endless tail recursion", "($f := function($n) { $f($n + 1) }; $f(0))"),
        ("ten million items", "$sum([1..10000000])"),
        ("nested loops", "$sum([1..3000].$sum([1..3000]))"),
    ):
        run, seconds = timed(machines.expression(text))
        told(f"an expression: {name}", run, seconds)
    print()


def told(name: str, run: Execution, seconds: float) -> None:
    print(f"{name:38} {seconds:6.2f} s  {run.status} {run.error or ''}")


if __name__ == "__main__":
    if len(sys.argv) > 1:
        print(json.dumps(map_run(int(sys.argv[1]))))
    else:
        main()
