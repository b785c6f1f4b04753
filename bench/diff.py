"""What comparing two definitions costs, compared with a plain walk over both.

    python bench/diff.py

CPU milliseconds, the median of several runs, in which walk and comparison take turns. The walk
visits every object, array and scalar of both documents once and does nothing else. Definitions
are of 1 MB, the most that Step Functions takes; the rules stand in one Choice state.
"""

from __future__ import annotations

import copy
import gc
import json
import statistics
import time
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

from sfn_dsl.comparison import diff
from sfn_dsl.definition import Definition

STATES = 2_450
RULES = 1_000
ROUNDS = 9
LIMIT = 25

Document = dict[str, Any]


def tasks(prefix: str = "Step") -> Document:
    """A chain of tasks with parameters, a retrier and a catcher each."""
    states: Document = {"Failed": {"Type": "Fail", "Error": "Gave.Up"}}
    for number in range(STATES):
        onward = {"Next": f"{prefix}{number + 1:05}"} if number + 1 < STATES else {"End": True}
        states[f"{prefix}{number:05}"] = {
            "Type": "Task",
            "Resource": f"arn:aws:lambda:eu-west-1:123456789012:function:step-{number}",
            "Parameters": {"number": number, "payload.$": "$.payload", "dry": False},
            "Retry": [
                {
                    "ErrorEquals": ["States.TaskFailed", "States.Timeout"],
                    "IntervalSeconds": 2,
                    "MaxAttempts": 4,
                    "BackoffRate": 2.0,
                }
            ],
            "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "Failed", "ResultPath": "$.error"}],
            **onward,
        }
    return {"StartAt": f"{prefix}00000", "States": states}


def routes() -> Document:
    """One Choice of many rules, and a state for each."""
    rules = [
        {"Variable": "$.n", "NumericEquals": number, "Next": f"S{number}"}
        for number in range(RULES)
    ]
    states = {f"S{number}": {"Type": "Pass", "End": True} for number in range(RULES)}
    route = {"Type": "Choice", "Choices": rules, "Default": "S0"}
    return {"StartAt": "Route", "States": {"Route": route, **states}}


def with_changes(document: Document, count: int) -> Document:
    """The document with that many retriers changed, from the end on."""
    names = [name for name in document["States"] if name != "Failed"]
    for name in names[-count:] if count else []:
        document["States"][name]["Retry"][0]["MaxAttempts"] = 7
    return document


def with_rule_at_head(document: Document) -> Document:
    """The document with a rule put before all others."""
    rule = {"Variable": "$.vip", "BooleanEquals": True, "Next": "S0"}
    document["States"]["Route"]["Choices"].insert(0, rule)
    return document


def with_rules_elsewhere(document: Document) -> Document:
    """The document with a rule at either end, so that neither can be trimmed away."""
    last = {"Variable": "$.late", "BooleanEquals": True, "Next": "S0"}
    with_rule_at_head(document)["States"]["Route"]["Choices"].append(last)
    return document


def with_new_head(document: Document) -> Document:
    """The document with a state put before all others."""
    document["States"]["New"] = {"Type": "Pass", "Next": document["StartAt"]}
    return document | {"StartAt": "New"}


def rewritten(document: Document) -> Document:
    """The same meaning in other words: members sorted, ``2`` for ``2.0``."""
    text = json.dumps(document, sort_keys=True).replace("2.0", "2")
    result: Document = json.loads(text)
    return result


def cases() -> Iterator[tuple[str, Document, Document]]:
    """Name, old and new document of every case."""
    old, rules = tasks(), routes()
    yield "no change", old, tasks()
    yield "no change, written otherwise", old, rewritten(old)
    yield "1 change", old, with_changes(tasks(), 1)
    yield "1,000 changes", old, with_changes(tasks(), 1000)
    yield "all states renamed", old, tasks("Stage")
    yield "all renamed, one put before", old, with_new_head(tasks("Stage"))
    yield "all renamed and changed", old, with_changes(tasks("Stage"), STATES)
    yield "rule at the head of 1,000", rules, with_rule_at_head(copy.deepcopy(rules))
    yield "a rule at either end of 1,000", rules, with_rules_elsewhere(copy.deepcopy(rules))


def walk(value: Any) -> None:
    """Visit all of a document."""
    if isinstance(value, dict):
        for member in value.values():
            walk(member)
    elif isinstance(value, list):
        for element in value:
            walk(element)


def cpu(run: Callable[..., object], *arguments: object) -> float:
    """The CPU milliseconds one run takes."""
    gc.collect()
    start = time.process_time()
    run(*arguments)
    return (time.process_time() - start) * 1000


def main() -> None:
    """Measure every case and print one line for each."""
    print(f"{'case':32}{'diff ms':>9}{'walk ms':>9}{'ratio':>7}  found")
    for name, old, new in cases():
        sides = Definition(old), Definition(new)
        times, floors = [], []
        for _ in range(ROUNDS):
            floors.append(cpu(walk, [old, new]))
            times.append(cpu(diff, *sides))
        spent, floor = statistics.median(times), statistics.median(floors)
        kinds = Counter(type(change).__name__.lower() for change in diff(*sides))
        found = ", ".join(f"{count} {kind}" for kind, count in kinds.items()) or "nothing"
        over = "" if spent <= LIMIT * floor else f"  over {LIMIT}x"
        print(f"{name:32}{spent:9.1f}{floor:9.1f}{spent / floor:7.1f}  {found}{over}")


if __name__ == "__main__":
    main()
