"""Patterns of policies, held to each other."""

from __future__ import annotations

import re
from fnmatch import fnmatchcase

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sfn_dsl.iam.evaluation.coverage import Extent
from sfn_dsl.iam.evaluation.pattern_text import (
    action,
    arn,
    arn_by_fields,
    text_with_variables,
    wild,
)
from sfn_dsl.iam.evaluation.patterns import compared, contains, overlap

SMALL = st.text("ab:*?", max_size=6)
PLAIN = st.text("ab:c", max_size=6)
TOPIC = "arn:aws:sns:eu-west-1:123456789012:orders"


@pytest.mark.parametrize(
    ("held", "asked", "extent"),
    [
        ("*", TOPIC, Extent.ALL),
        (TOPIC, TOPIC, Extent.ALL),
        ("arn:aws:sns:*:*:orders", TOPIC, Extent.ALL),
        ("arn:aws:sns:*:orders", TOPIC, Extent.SOME),
        ("arn:aws:sns:*:bills", TOPIC, Extent.NONE),
        ("arn:aws:lambda:*:*:f", "arn:aws:lambda:eu-west-1:1:function:f", Extent.SOME),
        ("arn:aws:sns:*", TOPIC, Extent.ALL),
        ("arn:*", TOPIC, Extent.ALL),
        ("arn:aws:sns:eu-*-1:123456789012:*", TOPIC, Extent.ALL),
        ("arn:aws:sns:eu-*1:123456789012:*", TOPIC, Extent.ALL),
        ("arn:aws:sns:e*2:orders", TOPIC, Extent.SOME),
        ("arn:aws:sns:eu-west-?:123456789012:order?", TOPIC, Extent.ALL),
        ("arn:aws:sns:eu-west-1?123456789012:orders", TOPIC, Extent.NONE),
        ("arn:aws:sns", TOPIC, Extent.ALL),
        ("arn:aws:sns:us-east-1", TOPIC, Extent.NONE),
        ("arn:aws:sns:eu-west-1:123456789012:ORDERS", TOPIC, Extent.NONE),
        ("arn:aws:sns:eu-west-1:123456789012:order", TOPIC, Extent.NONE),
        ("arn:aws:sns:eu-west-1:123456789012:orders", f"{TOPIC}*", Extent.SOME),
        ("arn:aws:sns:eu-west-1:123456789012:or*", f"{TOPIC}*", Extent.ALL),
        ("arn:aws:sns:eu-west-1:123456789012:*s", f"{TOPIC}*", Extent.SOME),
        ("arn:aws:sns:eu-west-1:123456789012:*", "arn:aws:sns:*:123456789012:*", Extent.SOME),
        ("arn:aws:sns:*:123456789012:*", "arn:aws:sns:*:123456789012:*", Extent.ALL),
        ("arn:aws:s3:::bucket/*/x/*", "arn:aws:s3:::bucket/a/x/b", Extent.ALL),
        ("arn:aws:s3:::bucket/*", "arn:aws:s3:::bucket", Extent.NONE),
    ],
)
def test_a_pattern_of_arns_matches_all_some_or_none_of_what_is_asked(
    held: str, asked: str, extent: Extent
) -> None:
    assert compared(arn_by_fields(asked), arn(held)).extent is extent


def test_capitals_make_no_difference_to_actions() -> None:
    assert compared(action("sns:publish"), action("SNS:Pub*")).extent is Extent.ALL
    assert compared(action("kms:GenerateDataKey*"), action("kms:GenerateDataKey")).extent is (
        Extent.SOME
    )


def test_what_depends_on_a_variable_is_never_sure_to_match() -> None:
    held = "arn:aws:s3:::home/${aws:PrincipalTag/team}/*"
    assert compared(wild("arn:aws:s3:::home/a/b"), arn(held, {})).extent is Extent.SOME
    assert compared(wild("arn:aws:s3:::else/a/b"), arn(held, {})).extent is Extent.NONE
    known = {"aws:principaltag/team": "a"}
    assert compared(wild("arn:aws:s3:::home/a/b"), arn(held, known)).extent is Extent.ALL
    assert compared(wild("arn:aws:s3:::home/c/b"), arn(held, known)).extent is Extent.NONE


def test_the_value_of_a_variable_is_no_pattern() -> None:
    held = text_with_variables(
        "${aws:PrincipalTag/team}-${*}", {"aws:principaltag/team": "a*"}, is_wild=True
    )
    assert compared(wild("ab-*"), held).extent is Extent.NONE
    assert held.sure is not None


def test_without_variables_in_force_their_text_stands_for_itself() -> None:
    assert compared(wild("arn:aws:s3:::a/${aws:x}"), arn("arn:aws:s3:::a/${aws:x}")).extent is (
        Extent.ALL
    )


def test_what_would_take_too_long_to_compare_is_no_match_of_all() -> None:
    assert not contains(wild("*a" + "?" * 40).tokens, wild("*").tokens)
    assert not contains(wild("*a" + "?" * 40 + "*").tokens, wild("*b*a*" + "?" * 38).tokens)


@given(SMALL, PLAIN)
def test_a_plain_text_is_matched_as_fnmatch_matches_it(held: str, text: str) -> None:
    matches = compared(wild(text), wild(held)).extent is Extent.ALL
    assert matches == fnmatchcase(text, held)


@given(SMALL, SMALL, st.data())
def test_what_is_contained_is_matched_in_every_sample(
    outer: str, inner: str, data: st.DataObject
) -> None:
    sample = data.draw(st.from_regex(_as_regex(inner), fullmatch=True))
    if contains(wild(outer).tokens, wild(inner).tokens):
        assert fnmatchcase(sample, outer)
    if fnmatchcase(sample, outer):
        assert overlap(wild(outer).tokens, wild(inner).tokens)


@given(SMALL, SMALL)
def test_what_is_not_contained_has_a_sample_that_is_not_matched(outer: str, inner: str) -> None:
    is_contained = contains(wild(outer).tokens, wild(inner).tokens)
    samples = list(_samples(inner))
    assert is_contained == all(fnmatchcase(sample, outer) for sample in samples)


@given(st.text(), st.text())
def test_any_text_can_be_a_pattern(one: str, other: str) -> None:
    compared(wild(one), arn(other, {}))
    compared(arn_by_fields(one), arn_by_fields(other, {}))
    compared(action(one), text_with_variables(other, {}, is_wild=True))


@given(SMALL)
def test_a_pattern_contains_itself_whatever_its_fields(text: str) -> None:
    assert compared(arn_by_fields(text), arn(text)).extent is Extent.ALL


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
