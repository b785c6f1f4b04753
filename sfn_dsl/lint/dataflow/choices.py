"""What the rules of a Choice read, and what is known behind each (ASL reference, section 5.1)."""

from __future__ import annotations

from typing import Any, NamedTuple

from sfn_dsl.language.comparisons import OPERATORS
from sfn_dsl.lint.dataflow.reads import read_path
from sfn_dsl.lint.dataflow.templates import Sight


class _Test(NamedTuple):
    """One comparison; ``first`` tells that nothing is tested before it."""

    pointer: str
    rule: dict[str, Any]
    first: bool


def read_rules(sight: Sight, pointer: str, rules: Any) -> None:
    """Note what the rules read.

    Rules are tried in order, and And and Or stop as soon as they can, so any test may keep those
    behind it from reading what is not there: only the very first is certain to be made.
    """
    tests = _tests(pointer, rules)
    guarded = {_variable(test.rule) for test in tests if "IsPresent" in test.rule}
    for test in tests:
        variable = _variable(test.rule)
        certain = test.first and variable not in guarded
        if "IsPresent" in test.rule or (variable in guarded and variable is not None):
            continue
        sight.at(f"{test.pointer}/Variable", variable, certain=certain)
        for name, value in test.rule.items():
            is_path = name in OPERATORS and OPERATORS[name].operand_is_path
            if is_path and isinstance(value, str) and value not in guarded:
                sight.at(f"{test.pointer}/{name}", value, certain=certain)


def tested(rules: Any) -> list[tuple[str | int, ...]]:
    """The places in the data that any of the rules tests.

    Which rules hold where something is missing is not followed; behind the Choice, the machine is
    taken to know.
    """
    found = []
    for test in _tests("", rules):
        path = read_path(_variable(test.rule))
        if path and path.steps and path.is_into_data:
            found.append(path.steps)
    return found


def _variable(rule: dict[str, Any]) -> str | None:
    variable = rule.get("Variable")
    return variable if isinstance(variable, str) else None


def _tests(pointer: str, rules: Any) -> list[_Test]:
    if not isinstance(rules, list):
        return []
    found: list[_Test] = []
    pending = [(f"{pointer}/{index}", rule) for index, rule in enumerate(rules)][::-1]
    while pending:
        place, rule = pending.pop()
        if not isinstance(rule, dict):
            continue
        if "Variable" in rule:
            found.append(_Test(place, rule, not found))
        inner = [(f"{place}/Not", rule["Not"])] if "Not" in rule else []
        for name in ("And", "Or"):
            if isinstance(rule.get(name), list):
                inner += [(f"{place}/{name}/{i}", part) for i, part in enumerate(rule[name])]
        pending += reversed(inner)
    return found
