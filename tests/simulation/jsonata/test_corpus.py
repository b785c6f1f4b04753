"""The expressions of public definitions."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from sfn_dsl.expressions.jsonata import is_jsonata
from sfn_dsl.simulation.failures import QueryFault
from sfn_dsl.simulation.jsonata.expressions import compile_expression
from sfn_dsl.simulation.jsonata.states_root import StatesRoot

GIVEN: dict[str, Any] = {"items": [{"id": "a", "n": 1}, {"id": "b", "n": 2}], "name": "x", "n": 3}


def expressions(value: Any) -> Iterator[str]:
    if is_jsonata(value):
        yield value[2:-2]
    elif isinstance(value, dict | list):
        for each in value.values() if isinstance(value, dict) else value:
            yield from expressions(each)


@pytest.mark.slow
def test_every_expression_has_a_value_or_fails_as_on_aws(data: Path, roots: Any) -> None:
    found = set()
    for file in sorted((data / "corpus").rglob("*.json")):
        try:
            found.update(expressions(json.loads(file.read_text())))
        except ValueError:
            continue
    assert len(found) > 1_000
    for text in sorted(found):
        evaluate = compile_expression(text, "Output")
        for given in ({}, GIVEN):
            with suppress(QueryFault):
                evaluate(StatesRoot(given, result=given, error_output={"Error": "E"}), roots())
