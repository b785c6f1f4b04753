"""Patterns of policies, held to each other."""

from __future__ import annotations

import re
from fnmatch import fnmatchcase

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sfn_dsl.iam.evaluation.coverage import Coverage
from sfn_dsl.iam.evaluation.patterns import (
    action_pattern,
    arn_pattern,
    arn_pattern_by_fields,
    compare_patterns,
    contains,
    overlap,
    value_pattern,
    wildcard_pattern,
)

SMALL = st.text("ab:*?", max_size=6)
PLAIN = st.text("ab:c", max_size=6)
TOPIC = "arn:aws:sns:eu-west-1:123456789012:orders"


@pytest.mark.parametrize(
    ("held", "asked", "extent"),
    [
        ("*", TOPIC, Coverage.ALL),
        (TOPIC, TOPIC, Coverage.ALL),
        ("arn:aws:sns:*:*:orders", TOPIC, Coverage.ALL),
        ("arn:aws:sns:*:orders", TOPIC, Coverage.PARTIAL),
        ("arn:aws:sns:*:bills", TOPIC, Coverage.NONE),
        ("arn:aws:lambda:*:*:f", "arn:aws:lambda:eu-west-1:1:function:f", Coverage.PARTIAL),
        ("arn:aws:sns:*", TOPIC, Coverage.ALL),
        ("arn:*", TOPIC, Coverage.ALL),
        ("arn:aws:sns:eu-*-1:123456789012:*", TOPIC, Coverage.ALL),
        ("arn:aws:sns:eu-*1:123456789012:*", TOPIC, Coverage.ALL),
        ("arn:aws:sns:e*2:orders", TOPIC, Coverage.PARTIAL),
        ("arn:aws:sns:eu-west-?:123456789012:order?", TOPIC, Coverage.ALL),
        ("arn:aws:sns:eu-west-1?123456789012:orders", TOPIC, Coverage.NONE),
        ("arn:aws:sns", TOPIC, Coverage.ALL),
        ("arn:aws:sns:us-east-1", TOPIC, Coverage.NONE),
        ("arn:aws:sns:eu-west-1:123456789012:ORDERS", TOPIC, Coverage.NONE),
        ("arn:aws:sns:eu-west-1:123456789012:order", TOPIC, Coverage.NONE),
        ("arn:aws:sns:eu-west-1:123456789012:orders", f"{TOPIC}*", Coverage.PARTIAL),
        ("arn:aws:sns:eu-west-1:123456789012:or*", f"{TOPIC}*", Coverage.ALL),
        ("arn:aws:sns:eu-west-1:123456789012:*s", f"{TOPIC}*", Coverage.PARTIAL),
        ("arn:aws:sns:eu-west-1:123456789012:*", "arn:aws:sns:*:123456789012:*", Coverage.PARTIAL),
        ("arn:aws:sns:*:123456789012:*", "arn:aws:sns:*:123456789012:*", Coverage.ALL),
        ("arn:aws:s3:::bucket/*/x/*", "arn:aws:s3:::bucket/a/x/b", Coverage.ALL),
        ("arn:aws:s3:::bucket/*", "arn:aws:s3:::bucket", Coverage.NONE),
    ],
)
def test_a_pattern_of_arns_matches_all_some_or_none_of_what_is_asked(
    held: str, asked: str, extent: Coverage
) -> None:
    assert compare_patterns(arn_pattern_by_fields(asked), arn_pattern(held)).coverage is extent


def test_capitals_make_no_difference_to_actions() -> None:
    assert (
        compare_patterns(action_pattern("sns:publish"), action_pattern("SNS:Pub*")).coverage
        is Coverage.ALL
    )
    assert compare_patterns(
        action_pattern("kms:GenerateDataKey*"), action_pattern("kms:GenerateDataKey")
    ).coverage is (Coverage.PARTIAL)


def test_what_depends_on_a_variable_is_never_sure_to_match() -> None:
    held = "arn:aws:s3:::home/${aws:PrincipalTag/team}/*"
    assert (
        compare_patterns(wildcard_pattern("arn:aws:s3:::home/a/b"), arn_pattern(held, {})).coverage
        is Coverage.PARTIAL
    )
    assert (
        compare_patterns(wildcard_pattern("arn:aws:s3:::else/a/b"), arn_pattern(held, {})).coverage
        is Coverage.NONE
    )
    known = {"aws:principaltag/team": "a"}
    assert (
        compare_patterns(
            wildcard_pattern("arn:aws:s3:::home/a/b"), arn_pattern(held, known)
        ).coverage
        is Coverage.ALL
    )
    assert (
        compare_patterns(
            wildcard_pattern("arn:aws:s3:::home/c/b"), arn_pattern(held, known)
        ).coverage
        is Coverage.NONE
    )


def test_the_value_of_a_variable_is_not_a_pattern() -> None:
    held = value_pattern(
        "${aws:PrincipalTag/team}-${*}", {"aws:principaltag/team": "a*"}, is_wild=True
    )
    assert compare_patterns(wildcard_pattern("ab-*"), held).coverage is Coverage.NONE
    assert held.certain is not None


def test_without_variables_in_force_their_text_stands_for_itself() -> None:
    assert compare_patterns(
        wildcard_pattern("arn:aws:s3:::a/${aws:x}"), arn_pattern("arn:aws:s3:::a/${aws:x}")
    ).coverage is (Coverage.ALL)


def test_what_would_take_too_long_to_compare_is_not_a_full_match() -> None:
    assert not contains(wildcard_pattern("*a" + "?" * 40).tokens, wildcard_pattern("*").tokens)
    assert not contains(
        wildcard_pattern("*a" + "?" * 40 + "*").tokens, wildcard_pattern("*b*a*" + "?" * 38).tokens
    )


@given(SMALL, PLAIN)
def test_a_plain_text_is_matched_as_fnmatch_matches_it(held: str, text: str) -> None:
    matches = (
        compare_patterns(wildcard_pattern(text), wildcard_pattern(held)).coverage is Coverage.ALL
    )
    assert matches == fnmatchcase(text, held)


@given(SMALL, SMALL, st.data())
def test_what_is_contained_is_matched_in_every_sample(
    outer: str, inner: str, data: st.DataObject
) -> None:
    sample = data.draw(st.from_regex(_as_regex(inner), fullmatch=True))
    if contains(wildcard_pattern(outer).tokens, wildcard_pattern(inner).tokens):
        assert fnmatchcase(sample, outer)
    if fnmatchcase(sample, outer):
        assert overlap(wildcard_pattern(outer).tokens, wildcard_pattern(inner).tokens)


@given(SMALL, SMALL)
def test_what_is_not_contained_has_a_sample_that_is_not_matched(outer: str, inner: str) -> None:
    is_contained = contains(wildcard_pattern(outer).tokens, wildcard_pattern(inner).tokens)
    samples = list(_samples(inner))
    assert is_contained == all(fnmatchcase(sample, outer) for sample in samples)


@given(st.text(), st.text())
def test_any_text_can_be_a_pattern(one: str, other: str) -> None:
    compare_patterns(wildcard_pattern(one), arn_pattern(other, {}))
    compare_patterns(arn_pattern_by_fields(one), arn_pattern_by_fields(other, {}))
    compare_patterns(action_pattern(one), value_pattern(other, {}, is_wild=True))


@given(SMALL)
def test_a_pattern_contains_itself_whatever_its_fields(text: str) -> None:
    assert compare_patterns(arn_pattern_by_fields(text), arn_pattern(text)).coverage is Coverage.ALL


def _as_regex(pattern: str) -> re.Pattern[str]:
    parts = {"*": "[abc:]{0,4}", "?": "[abc:]"}
    return re.compile("".join(parts.get(one, re.escape(one)) for one in pattern))


def _samples(pattern: str) -> list[str]:
    """Enough texts of a pattern to tell whether another contains it: ``*`` by none to many."""
    texts = [""]
    for part in pattern:
        if part == "*":
            texts = [
                text + more for text in texts for more in ("", "c", "cc", "ccccccc", "ca", "ab:")
            ]
        else:
            texts = [text + ("c" if part == "?" else part) for text in texts]
    return texts
