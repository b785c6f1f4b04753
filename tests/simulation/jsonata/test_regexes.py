"""The machine for regular expressions finds what Python's own engine finds."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sfn_dsl.simulation.jsonata.library.regex_machine import Machine
from sfn_dsl.simulation.jsonata.library.regex_syntax import Syntax, degree

ATOMS = ["a", "b", ".", "[ab]", "[^a]", r"\w", r"\d", r"\s", r"\W", r"[\w-]", "[a-c1-3]", r"\."]
PLACES = ["^", "$", r"\b"]
COUNTS = ["", "", "", "*", "+", "?", "*?", "+?", "??", "{2}", "{1,2}", "{0,}"]


def grouped(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    group = st.builds("{}{})".format, st.sampled_from(["(", "(?:"]), inner)
    look = st.builds("{}{})".format, st.sampled_from(["(?=", "(?!"]), inner)
    part = st.builds("{}{}".format, group | st.sampled_from(ATOMS), st.sampled_from(COUNTS))
    row = st.lists(part | look | st.sampled_from(PLACES), max_size=3).map("".join)
    return st.lists(row, min_size=1, max_size=2).map("|".join)


PATTERNS = st.recursive(st.sampled_from(ATOMS), grouped, max_leaves=6)
TEXTS = st.text(alphabet="aabc1 -.\n", max_size=7)


def machine(pattern: str, ignore_case: bool = False, multiline: bool = False) -> Machine:
    syntax = Syntax(pattern, ignore_case)
    return Machine(syntax.read(), syntax.groups, multiline)


def spans(pattern: str, text: str) -> list[tuple[int, int]] | None:
    slots = machine(pattern).search(text, 0, lambda steps: None)
    if slots is None:
        return None
    pairs = zip(slots[::2], slots[1::2], strict=True)
    return [pair if min(pair) >= 0 else (-1, -1) for pair in pairs]


@given(PATTERNS, TEXTS)
def test_every_match_and_group_is_that_of_pythons_engine(pattern: str, text: str) -> None:
    compiled = re.compile(pattern, re.ASCII)
    found = compiled.search(text)
    wanted = found and [found.span(group) for group in range(compiled.groups + 1)]
    made = spans(pattern, text)
    assert made == wanted


@pytest.mark.parametrize(
    ("pattern", "text", "found"),
    [
        (r"(\w)\1", "abccd", "cc"),
        (r"(?<=a)b", "cbab", "b"),
        (r"(?<!a)b", "abcb", "b"),
        (r"(?P<first>a)b", "xab", "ab"),
        (r"\x41\u0042", "xAB", "AB"),
        (r"[]a]+", "]a]", "]a]"),
        (r"a++b", "aab", "aab"),
        (r"(?>a+)b", "aab", "aab"),
        (r"\t\/", "a\t/", "\t/"),
    ],
)
def test_other_forms_are_matched(pattern: str, text: str, found: str) -> None:
    slots = machine(pattern).search(text, 0, lambda steps: None)
    assert slots is not None
    assert text[slots[0] : slots[1]] == found


def test_what_was_taken_for_good_is_not_given_back() -> None:
    assert machine("a++ab").search("aaab", 0, lambda steps: None) is None


def test_flags_count() -> None:
    assert machine("[a-c]x", ignore_case=True).search("BX", 0, lambda steps: None) is not None
    assert machine("^b$", multiline=True).search("a\nb\nc", 0, lambda steps: None) is not None
    assert machine("^b$").search("a\nb\nc", 0, lambda steps: None) is None


@pytest.mark.parametrize("pattern", ["(", "[a", "(?i)a", r"\p{L}", "a{2000}", "((a{99}){99}){9}"])
def test_what_is_not_known_or_too_long_is_refused(pattern: str) -> None:
    with pytest.raises(ValueError) as refusal:  # noqa: PT011  # the pattern is all it says
        machine(pattern)
    assert refusal.value.args


@pytest.mark.parametrize(
    ("pattern", "power"), [("abc", 1), ("a+b", 2), (r"\d+-\d+", 3), ("(a+)+", 99), ("(a|b)*", 99)]
)
def test_the_cost_of_a_pattern_is_known(pattern: str, power: int) -> None:
    assert degree(Syntax(pattern, False).read()) == power
