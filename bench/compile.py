"""Building and compiling a chain of states, against the same as plain dicts.

    python bench/compile.py

Each state is a Task with Parameters, one retrier and one catcher. The floor builds the same
document as plain dicts and prints it with json.dumps(indent=2), in the same run. Times are CPU.
"""

from __future__ import annotations

import json
import statistics
from collections.abc import Callable
from time import process_time

from sfn_dsl import (
    Catch,
    Pass,
    Retry,
    StateMachine,
    Succeed,
    Task,
    canonical_text,
    compile_machine,
    path,
)

ARN = "arn:aws:lambda:us-east-1:123456789012:function:step"
ROUNDS = 5


def floor(count: int) -> str:
    states: dict[str, object] = {}
    for n in range(count):
        states[f"Step{n}"] = {
            "Type": "Task",
            "Resource": ARN,
            "Parameters": {"index": n, "id.$": "$.id"},
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
    states["Failed"] = {"Type": "Pass", "End": True}
    return json.dumps({"StartAt": "Step0", "States": states}, indent=2)


def step(n: int, following: str | None) -> Task:
    task = Task(
        f"Step{n}",
        resource=ARN,
        parameters={"index": n, "id": path("$.id")},
        result_path="$.result",
        retry=[Retry("States.TaskFailed", interval_seconds=2, max_attempts=3, backoff_rate=2.0)],
        catch=[Catch("States.ALL", "Failed", result_path="$.error")],
    )
    return task if following is None else _with_next(n, following)


def _with_next(n: int, following: str) -> Task:
    return Task(
        f"Step{n}",
        resource=ARN,
        parameters={"index": n, "id": path("$.id")},
        result_path="$.result",
        retry=[Retry("States.TaskFailed", interval_seconds=2, max_attempts=3, backoff_rate=2.0)],
        catch=[Catch("States.ALL", "Failed", result_path="$.error")],
        next=following,
    )


def by_names(count: int) -> str:
    names = [f"Step{n + 1}" for n in range(count - 1)] + ["Done"]
    steps = [_with_next(n, name) for n, name in enumerate(names)]
    machine = StateMachine([*steps, Succeed("Done"), Pass("Failed", end=True)])
    return canonical_text(compile_machine(machine).document)


def by_chain(count: int) -> str:
    chain = step(0, None) >> step(1, None)
    for n in range(2, count):
        chain = chain >> step(n, None)
    machine = StateMachine([chain >> Succeed("Done"), Pass("Failed", end=True)])
    return canonical_text(compile_machine(machine).document)


def cpu(run: Callable[[int], str], count: int) -> float:
    times = []
    for _ in range(ROUNDS):
        start = process_time()
        run(count)
        times.append(process_time() - start)
    return statistics.median(times)


def main() -> None:
    assert json.loads(by_names(100)) == json.loads(floor(100)) == json.loads(by_chain(100))
    print(f"{'states':>8} {'floor ms':>9} {'next= ms':>9} {'ratio':>6} {'>> ms':>9} {'ratio':>6}")
    rows = {}
    for count in (1_000, 10_000):
        base, named, chained = (cpu(run, count) for run in (floor, by_names, by_chain))
        rows[count] = (named, chained)
        print(
            f"{count:8} {base * 1e3:9.0f} {named * 1e3:9.0f} {named / base:6.2f} "
            f"{chained * 1e3:9.0f} {chained / base:6.2f}"
        )
    growth = [big / small for small, big in zip(rows[1_000], rows[10_000], strict=True)]
    print(f"10,000 states take {growth[0]:.1f} (next=) and {growth[1]:.1f} (>>) times 1,000")


if __name__ == "__main__":
    main()
