"""Expressions evaluated with roots that a test sets."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

import attrs
import pytest

from sfn_dsl.simulation.failures import QueryFault
from sfn_dsl.simulation.jsonata.expressions import compile_expression
from sfn_dsl.simulation.jsonata.states_root import StatesRoot
from sfn_dsl.simulation.limits import Limits

Evaluate = Callable[..., Any]


@attrs.define
class Root:
    """Roots of an execution that a test sets."""

    context: dict[str, Any] = attrs.Factory(dict)
    variables: dict[str, Any] = attrs.Factory(dict)
    random: random.Random = attrs.Factory(lambda: random.Random(1))  # noqa: S311  # no secret
    now: float = 0.0
    limits: Limits = attrs.Factory(Limits)


@pytest.fixture
def evaluate() -> Evaluate:
    """Give the value of an expression: its text, the state's input, and roots by keyword."""

    def value(text: str, given: Any = None, **roots: Any) -> Any:
        return compile_expression(text, "Output")(StatesRoot(given), Root(**roots))

    return value


@pytest.fixture
def fault(evaluate: Evaluate) -> Evaluate:
    """Give what AWS says of an expression that fails, without the sentence it begins with."""

    def text(expression: str, given: Any = None, **roots: Any) -> str:
        with pytest.raises(QueryFault) as raised:
            evaluate(expression, given, **roots)
        opening = f"The JSONata expression '{expression.strip()}' specified for the field 'Output' "
        assert raised.value.text.startswith(opening)
        return raised.value.text[len(opening) :]

    return text


@pytest.fixture
def roots() -> type[Root]:
    """Give the roots of an execution, to be made with what a test sets."""
    return Root
