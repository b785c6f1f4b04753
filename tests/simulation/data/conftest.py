"""What the tests of the data flow share: roots, and short ways to evaluate a text."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from typing import Any

import attrs
import pytest

from sfn_dsl.simulation.data.conditions import compile_rule
from sfn_dsl.simulation.data.intrinsics import compile_intrinsic
from sfn_dsl.simulation.data.paths import compile_path
from sfn_dsl.simulation.data.templates import compile_template
from sfn_dsl.simulation.failures import StateFault


@attrs.define
class GivenRoots:
    """Roots that a test sets."""

    context: dict[str, Any] = attrs.Factory(
        lambda: {
            "Execution": {"Id": "arn:x", "Input": {"n": 1}},
            "Map": {"Item": {"Index": 2, "Value": "v"}},
        }
    )
    variables: Mapping[str, Any] = attrs.Factory(
        lambda: {"order": {"id": 7, "lines": ["a", "b"]}, "nothing": None}
    )
    random: random.Random = attrs.Factory(lambda: random.Random(1))  # noqa: S311  # no secret
    now: float = 0.0


@pytest.fixture
def roots() -> GivenRoots:
    return GivenRoots()


Evaluate = Callable[..., Any]


@pytest.fixture
def read(roots: GivenRoots) -> Evaluate:
    """Reads a path in data."""
    return lambda text, data=None, **how: compile_path(text, **how).read(data, roots)


@pytest.fixture
def fill_in(roots: GivenRoots) -> Evaluate:
    """Fills a payload template in."""
    return lambda template, data=None: compile_template(template)(data, roots)


@pytest.fixture
def call(roots: GivenRoots) -> Evaluate:
    """Evaluates a call of an intrinsic function."""
    return lambda text, data=None: compile_intrinsic(text)({} if data is None else data, roots)


@pytest.fixture
def decide(roots: GivenRoots) -> Evaluate:
    """Decides a Choice rule."""
    return lambda rule, data: compile_rule(rule)(data, roots)


@pytest.fixture
def fault() -> Evaluate:
    """The text of the fault that an evaluation ends in."""

    def text_of(evaluate: Evaluate, *arguments: Any, **options: Any) -> str:
        with pytest.raises(StateFault) as raised:
            evaluate(*arguments, **options)
        return raised.value.text

    return text_of
