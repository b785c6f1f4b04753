"""Parsing JSONata raises nothing, and leaves the process as it was."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sfn_dsl.expressions.jsonata import parsed


@pytest.mark.parametrize(
    "text", ["1 + 1", "$states.input.a[b = 1].c", "function($x) { $x }(1)", "$sum(a.b) & 'é'"]
)
def test_an_expression_has_a_tree(text: str) -> None:
    assert parsed(text).tree is not None
    assert parsed(text).refusal is None


@pytest.mark.parametrize("text", ["", "1 +", "a[", "(", "'open", "$states.input. "])
def test_what_is_no_expression_is_refused_in_words(text: str) -> None:
    assert parsed(text).tree is None
    assert parsed(text).refusal


def test_of_what_is_nested_too_deeply_for_the_parser_nothing_is_said() -> None:
    for text in (" & ".join(["a"] * 5_000), "(" * 5_000 + "1" + ")" * 5_000):
        assert (parsed(text).tree, parsed(text).refusal) == (None, None)


def test_every_sign_is_of_its_own_value() -> None:
    tree = parsed("[-1, -5, 2]").tree
    assert [each.value for each in tree.expressions] == [-1, -5, 2]


@pytest.mark.parametrize("operator", ["??", "?:"])
def test_an_operator_of_a_later_version_is_refused_and_what_to_write_is_said(operator: str) -> None:
    assert "so write" in str(parsed(f"$a {operator} 1").refusal)


def test_the_signature_of_a_function_may_hold_what_is_an_operator_of_a_later_version() -> None:
    assert parsed("function($s)<s?:s>{ $s }").tree is not None


@given(st.text(alphabet="$.ab12(){}[]<>~|&='\"/*?:; @#%^,+-", max_size=30))
def test_any_text_is_parsed_or_refused(text: str) -> None:
    found = parsed(text)
    assert (found.tree is None) or (found.refusal is None)


def test_the_process_keeps_its_limit_of_recursion() -> None:
    program = (
        "import sys; from sfn_dsl.expressions.jsonata import parsed; "
        "before = sys.getrecursionlimit(); parsed('1'); assert sys.getrecursionlimit() == before"
    )
    subprocess.run([sys.executable, "-c", program], check=True, timeout=60)
