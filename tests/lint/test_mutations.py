"""Whatever is done to a part of a sound definition, findings are told and nothing is raised."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sfn_dsl import Definition, validate
from sfn_dsl.definition.pointers import child, tokens

from .defects import DEFECTS
from .examples import definitions

GOLDENS = Path(__file__).parents[1] / "compiler" / "goldens"
SOUND: list[Any] = [
    *(json.loads(file.read_text(encoding="utf-8")) for file in sorted(GOLDENS.glob("*.asl.json"))),
    *(document for document, _ in DEFECTS.values()),
]
ODD: list[Any] = [None, True, 0, -1, 1e308, "", "$", "{%", "{% 1 %}", "A", [], {}, [[]], {"": 0}]


def places(value: Any, pointer: str = "") -> list[str]:
    """The pointer of every part of a document but the whole."""
    members: list[tuple[str | int, Any]] = []
    if isinstance(value, dict):
        members = list(value.items())
    elif isinstance(value, list):
        members = list(enumerate(value))
    found = []
    for key, part in members:
        found += [child(pointer, key), *places(part, child(pointer, key))]
    return found


def holder(document: Any, pointer: str) -> tuple[Any, Any]:
    """What holds a part, and the part's name or index in it."""
    *way, last = tokens(pointer)
    value = document
    for token in way:
        value = value[int(token)] if isinstance(value, list) else value[token]
    return value, int(last) if isinstance(value, list) else last


def mutate(document: Any, pointer: str, how: str, odd: Any) -> None:
    within, key = holder(document, pointer)
    if how == "drop":
        del within[key]
    elif how == "retype":
        within[key] = copy.deepcopy(odd)
    elif isinstance(within, list):
        within.insert(key, copy.deepcopy(within[key]))
    elif how == "rename":
        within[f"{key}{'' if odd is None else odd}"[1:]] = within.pop(key)
    else:
        within[f"{key} 2"] = copy.deepcopy(within[key])


@settings(max_examples=300)
@given(st.data())
def test_a_part_dropped_repeated_retyped_or_renamed_raises_nothing(data: st.DataObject) -> None:
    document = copy.deepcopy(data.draw(st.sampled_from(SOUND)))
    for _ in range(data.draw(st.integers(1, 3))):
        there = places(document)
        if there:
            how = data.draw(st.sampled_from(["drop", "retype", "rename", "repeat"]))
            mutate(
                document, data.draw(st.sampled_from(there)), how, data.draw(st.sampled_from(ODD))
            )
    for finding in validate(Definition(document), strict=True):
        assert finding.message
        assert str(finding)


@pytest.mark.slow
def test_any_member_of_any_public_definition_may_be_missing_or_odd(data: Path) -> None:
    for number, (_, document) in enumerate(definitions(data / "corpus" / "definitions")):
        there = places(document)
        for at in range(number % 7, len(there), max(len(there) // 3, 1)):
            for how in ("drop", "retype"):
                changed = copy.deepcopy(document)
                mutate(changed, there[at], how, ODD[(number + at) % len(ODD)])
                validate(Definition(changed), strict=True)


@pytest.mark.parametrize("odd", ODD, ids=repr)
@pytest.mark.parametrize("language", ["JSONPath", "JSONata"])
def test_any_rule_of_a_choice_without_a_default_may_be_odd(odd: Any, language: str) -> None:
    for rule in (odd, {"Or": [odd], "Next": "B"}, {"Not": odd, "Next": "B"}):
        choice = {"Type": "Choice", "Choices": [rule]}
        states = {"A": choice, "B": {"Type": "Succeed"}}
        validate(Definition({"QueryLanguage": language, "StartAt": "A", "States": states}))
