"""No text of a definition makes what reads it slow.

Backtracking, and scanning to the end from each of many starts, take the square of a text's length:
seconds for a text that going through once takes a millisecond.
"""

from __future__ import annotations

import importlib
import inspect
import json
import pkgutil
import re
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from itertools import product
from pathlib import Path as Folder
from types import ModuleType
from typing import Any

import pytest

import sfn_dsl
from sfn_dsl import Definition, SfnError, canonical_text, diff, policy_of, read_json, to_python
from sfn_dsl import validate as findings_of
from sfn_dsl.arns import is_arn, read_integration
from sfn_dsl.expressions.intrinsics import parse_intrinsic
from sfn_dsl.expressions.paths import Path
from sfn_dsl.iam.evaluation.patterns import arn_pattern, compare_patterns, value_pattern
from sfn_dsl.iam.policy.document import covers
from sfn_dsl.iam.requirements.parsers import PARSERS
from sfn_dsl.interop.cloudformation import read_definition

PIECES = [
    *("a", "A", "_", "-", "0", " ", "\n", ".", ":", "/", "\\", "$", "'", '"', "[", "(", ",", "*"),
    *("${", "${a", "$.", "{%", "{%$", "%}", "[ ", "\\'", "[?(", "['", "a.", "Aa", "_a", "-a", "a-"),
    *("States.", "States.Format(", "States.MathRandom(0,", "$states.", "name", "/*", "States/"),
    *("arn:", "sqs.", "*a", "a*a", "1,", "..", "['a',", ": ", "<", "'{}',", '\\"'),
]
BEFORE = ["", "$", "$.a[", "$.a[1:", "{%", "{% ", "arn:aws:", "States.Format('", "_", "s3://"]
AFTER = ["", "!", "]"]


def texts(characters: int) -> Iterator[str]:
    for piece, before, after in product(PIECES, BEFORE, AFTER):
        yield before + piece * (characters // len(piece)) + after


def assert_quick(call: Callable[[], object], most: float, what: str) -> None:
    """Call, again if need be: the quickest counts, since the machine may be busy."""
    spent = []
    for _ in range(3):
        began = time.process_time()
        with suppress(SfnError):
            call()
        spent.append(time.process_time() - began)
        if spent[-1] < most:
            return
    raise AssertionError(f"{min(spent):.2f} s for {what}")


def patterns_of(module: ModuleType) -> Iterator[tuple[str, re.Pattern[str]]]:
    for name, value in vars(module).items():
        for part in value if isinstance(value, (list, tuple)) else [value]:
            pattern = part[0] if isinstance(part, tuple) and part else part
            if isinstance(pattern, re.Pattern):
                yield name, pattern


def uses() -> Iterator[tuple[str, re.Pattern[str], str]]:
    """Every compiled pattern of a module with the way in which the module uses it."""
    for found in pkgutil.walk_packages(sfn_dsl.__path__, "sfn_dsl."):
        if found.name in ELSEWHERE or found.name.startswith(OF_OTHER_TEXT):
            continue
        module = importlib.import_module(found.name)
        for name, pattern in patterns_of(module):
            used = re.findall(rf"\b{name}\.(\w+)\(", inspect.getsource(module))
            ways = {"finditer": "sub", "findall": "sub", "split": "sub"}
            for way in {ways.get(way, way) for way in used} & {
                "match",
                "search",
                "fullmatch",
                "sub",
            }:
                yield f"{found.name}.{name}.{way}", pattern, way


# What AWS and the packages of this one say, not what a definition does.
OF_OTHER_TEXT = ("sfn_dsl.aws", "sfn_dsl.deployment", "sfn_dsl.local", "sfn_dsl.service_models")
ELSEWHERE = ("sfn_dsl.__main__", "sfn_dsl.lint.pages")


@pytest.mark.slow
def test_a_pattern_goes_through_a_text_once() -> None:
    every = list(texts(4_000))
    found = list(uses())
    assert len(found) > 40
    for where, pattern, way in found:
        nothing = "" if isinstance(pattern.pattern, str) else b""
        call = partial(pattern.sub, nothing) if way == "sub" else getattr(pattern, way)
        for text in every:
            given = text if isinstance(pattern.pattern, str) else text.encode()
            assert_quick(partial(call, given), 0.05, f"{where} of {text[:20]!r}...")


READERS: dict[str, Callable[[str], object]] = {
    "a path": Path,
    "an intrinsic call": parse_intrinsic,
    "an ARN": is_arn,
    "a resource": read_integration,
    "an ARN of a policy": lambda text: arn_pattern(text, {"aws:username": "a"}),
    "a value of a policy": lambda text: value_pattern(text, {"aws:username": "a"}, is_wild=True),
    **{f"a resource of IAM: {name}": parser for name, parser in PARSERS.items()},
}


@pytest.mark.slow
@pytest.mark.parametrize("reader", READERS.values(), ids=READERS.keys())
def test_what_reads_a_text_goes_through_it_once(reader: Callable[[str], object]) -> None:
    for text in texts(6_000):
        assert_quick(partial(reader, text), 0.2, f"{text[:20]!r}...")


def machine(**state: Any) -> Definition:
    states = {"A": {"Next": "Z", **state}, "Z": {"Type": "Succeed"}}
    return Definition({"StartAt": "A", "States": states})


HANGING = {
    "{%$": "{%" + "$" * 100_000,
    "{%{%$": "{%" * 5_000 + "$" * 50_000,
    "${": "${" * 50_000,
    "blanks in a bracket": "$.a[" + " " * 100_000,
    "blanks in a slice": "$.a[1:" + " " * 100_000 + "x",
    "underscores": "_" * 100_000 + "!",
    "escaped quotes": "{% ${x} '" + "\\'" * 50_000 + " %}",
    "letters": "a" * 100_000 + ".",
}


@pytest.mark.parametrize("text", HANGING.values(), ids=HANGING.keys())
def test_a_repeated_text_hangs_no_tool(text: str) -> None:
    subjects = [
        machine(Type="Pass", Parameters={"a": text, "b.$": text}),
        machine(Type="Pass", QueryLanguage="JSONata", Output={"a": text}),
        machine(
            Type="Task",
            Resource="arn:aws:states:::sqs:sendMessage",
            InputPath=text,
            Parameters={"QueueUrl": text, "MessageBody": text},
        ),
        machine(Type="Task", Resource=text, Parameters={"TopicArn": text}),
    ]
    for subject in subjects:
        for tool in (findings_of, policy_of, to_python):
            assert_quick(partial(tool, subject), 2, tool.__name__)


def test_wildcards_in_resources_are_compared_without_backtracking() -> None:
    wide, narrow = "*a" * 400 + "b", "a" * 20_000
    assert_quick(partial(covers, wide, narrow), 0.5, "covers")
    for one, other in ((wide, narrow), (narrow, wide), (wide, wide[1:])):
        pair = arn_pattern(f"arn:aws:sns:::{one}"), arn_pattern(f"arn:aws:sns:::{other}")
        began = time.process_time()
        compare_patterns(*pair)  # which remembers its answer, so it is asked once
        assert time.process_time() - began < 6


def test_many_choice_rules_are_told_apart_once() -> None:
    rules = [{"Variable": "$.a", "NumericEquals": n, "Next": "Z"} for n in range(5_000)]
    subject = machine(Type="Choice", Choices=rules, Default="Z")
    assert_quick(lambda: findings_of(subject, strict=True), 3, "5,000 rules")


def test_places_are_looked_up_in_one_pass() -> None:
    value: Any = {"Type": "?"}
    for number in range(200):
        inner = {"StartAt": f"S{number}", "States": {f"S{number}": value}}
        value = {"Type": "Map", "Filler": "x" * 2_000, "ItemProcessor": inner}
    text = canonical_text({"StartAt": "A", "States": {"A": value}})
    definition = read_json(text)
    pointer = "/States/A"
    for number in reversed(range(200)):
        pointer += f"/ItemProcessor/States/S{number}"
    position = definition.source.locate(f"{pointer}/Type")
    assert position is not None
    assert text.splitlines()[position.line - 1].strip() == '"Type": "?"'
    wide = read_json(canonical_text({"States": {f"S{n}": {"A": [n]} for n in range(20_000)}}))

    def locate_all() -> None:
        for number in range(20_000):
            wide.source.locate(f"/States/S{number}/A/0")

    assert_quick(locate_all, 3, "20,000 places")


def test_two_large_definitions_are_compared_in_a_moment() -> None:
    one = machine(Type="Pass", Result=[{"n": n, "text": "x" * 50} for n in range(2_000)])
    other = machine(Type="Pass", Result=[{"n": n, "text": "y" * 50} for n in range(2_000, 4_000)])
    assert_quick(lambda: diff(one, other), 4, "2,000 changed elements")


def test_findings_in_a_template_are_located_without_counting_lines_again() -> None:
    states = ",\n\n".join(f'"S{i}": {{"Type": "Pass",\n "Nxt": "X"}}' for i in range(6_000))
    text = '{"StartAt": "S0", "States": {' + states + "}}"
    machine = {"Type": "AWS::StepFunctions::StateMachine", "Properties": {"DefinitionString": text}}
    template = json.dumps({"Resources": {"M": machine}}).encode()
    source = read_definition(template, "template.json", Folder()).source
    pointers = [f"/States/S{i}/Nxt" for i in range(6_000)]
    assert_quick(lambda: [source.locate(each) for each in pointers], 1, "places in a template")


def test_values_with_many_equal_parts_are_compared_in_a_moment() -> None:
    def nested(last: int) -> Definition:
        value: Any = [["a"] * 20_000, last]
        for _ in range(150):
            value = [value]
        return machine(Result=value, End=True)

    assert_quick(lambda: diff(nested(1), nested(2)), 4, "equal parts")


def test_many_values_below_many_levels_are_compared_in_a_moment() -> None:
    def nested(last: int) -> Definition:
        value: Any = [last, *([n] for n in range(8_000))]
        for _ in range(400):
            value = [value]
        return machine(Type="Pass", Result=value)

    assert_quick(lambda: diff(nested(1), nested(2)), 2, "values below 400 levels")


def test_values_beside_each_of_many_levels_are_imported_in_a_moment() -> None:
    value: Any = "a"
    for level in range(150):
        value = [value, *({"a": level, "b": [n, "text"]} for n in range(40))]
    subject = machine(Type="Pass", Result=value)
    assert_quick(lambda: to_python(subject), 2.5, "values beside 150 levels")
