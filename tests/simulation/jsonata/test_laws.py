"""What is compiled gives what an independent engine gives, and leaves its input alone."""

from __future__ import annotations

import copy
import json
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from sfn_dsl.expressions.jsonata import parsed
from sfn_dsl.simulation.failures import QueryFault
from sfn_dsl.simulation.jsonata.expressions import compile_expression
from sfn_dsl.simulation.jsonata.states_root import StatesRoot
from tests.simulation.jsonata.conftest import Root

NAMES = st.sampled_from(["a", "b", "c"])
SCALARS = st.integers(-9, 9) | st.sampled_from([0.5, -2.25, "", "x", "10", True, False])
DATA = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=3),
    max_leaves=12,
)

LITERALS = SCALARS.map(json.dumps)
PATHS = st.builds(
    "{}{}".format,
    st.sampled_from(["$states.input", "$x"]),
    st.lists(NAMES.map(".{}".format) | st.sampled_from(["[0]", "[-1]", ".*"]), max_size=3).map(
        "".join
    ),
)
OPERATORS = ["+", "-", "*", "=", "!=", "<", "<=", ">", ">=", "&", "and", "or"]


def larger(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    members = st.dictionaries(NAMES, inner, max_size=2).map(
        lambda pairs: ", ".join(f'"{name}": {value}' for name, value in pairs.items())
    )
    return (
        st.builds("({} {} {})".format, inner, st.sampled_from(OPERATORS), inner)
        | st.builds("({} ? {} : {})".format, inner, inner, inner)
        | st.lists(inner, max_size=3).map(lambda items: f"[{', '.join(items)}]")
        | members.map("{{{}}}".format)
        | st.builds("$states.input.{}[{} > 0]".format, NAMES, NAMES)
        | st.builds("${}({})".format, st.sampled_from(["count", "exists", "not", "string"]), inner)
        | st.builds("$append({}, {})".format, inner, inner)
        | st.builds("$states.input.[{}]".format, inner)
        | st.builds("$x.{{'k': {}}}".format, inner)
        | st.builds("$each({{'a': {}}}, function($v) {{ $v }})".format, inner)
        | st.builds("($y := {}; [$y, $y])".format, inner)
        | st.builds("$map({}, function($v) {{ $v }})".format, inner)
    )


EXPRESSIONS = st.recursive(LITERALS | PATHS, larger, max_leaves=8)
NOTHING = "nothing"


def by_engine(expression: str, given: Any, variable: Any) -> Any:
    """Give the value, or the code of the error."""
    assert parsed("1").tree is not None  # loads the library without what that does to the process
    import jsonata
    from jsonata.jexception import JException
    from jsonata.utils import Utils

    engine = jsonata.Jsonata(expression)
    engine.set_output_convert_nulls(False)
    try:
        value = engine.evaluate(None, {"states": {"input": given}, "x": variable})
    except JException as error:
        return error.error
    return NOTHING if value is None else Utils.convert_nulls(value)


def by_us(expression: str, given: Any, variable: Any) -> Any:
    evaluate = compile_expression(expression, "Output")
    try:
        return evaluate(StatesRoot(given), Root(variables={"x": variable}))
    except QueryFault as fault:
        told = fault.text.partition("'Output' ")[2]
        return NOTHING if "nothing" in told else told.split(". ")[1].partition(":")[0]


@pytest.mark.slow
@settings(max_examples=300)
@given(EXPRESSIONS, DATA, DATA)
def test_an_expression_gives_what_the_engine_gives(
    expression: str, given: Any, variable: Any
) -> None:
    engines = copy.deepcopy((given, variable))
    wanted = by_engine(expression, *engines)
    # The engine has no code for some errors, and sometimes changes its input.
    assume(wanted != "Unexpected" and engines == (given, variable))
    found = by_us(expression, given, variable)
    assert json.dumps(found) == json.dumps(wanted) or found == wanted


def types_in(value: Any) -> set[type]:
    if isinstance(value, dict | list):
        members = value.values() if isinstance(value, dict) else value
        return {type(value)}.union(*map(types_in, members))
    return {type(value)}


@given(EXPRESSIONS, DATA, DATA)
def test_a_result_is_nothing_but_json(expression: str, given: Any, variable: Any) -> None:
    plain = {dict, list, str, int, float, bool, type(None)}
    assert types_in(by_us(expression, given, variable)) <= plain


@given(EXPRESSIONS, DATA, DATA)
def test_an_expression_leaves_its_input_alone(expression: str, given: Any, variable: Any) -> None:
    before = copy.deepcopy((given, variable))
    by_us(expression, given, variable)
    assert (given, variable) == before
