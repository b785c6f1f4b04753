"""Paths: what they find, and what is said of those that find nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sfn_dsl.errors import AuthoringError
from sfn_dsl.simulation.data.paths import PathMissing, compile_path
from sfn_dsl.simulation.failures import StateFault

Evaluate = Callable[..., Any]

SHOP = {
    "books": [
        {"title": "A", "price": 8, "tags": ["x", "y"]},
        {"title": "B", "price": 12.5, "tags": []},
        {"title": "C", "price": 9, "isbn": "1"},
    ],
    "owner": {"name": "Ann", "e-mail": "a@b", "it's": 1, "nothing": None},
    "open": True,
}


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("$", SHOP),
        ("$.open", True),
        ("$.owner.name", "Ann"),
        ("$['owner']['name']", "Ann"),
        ('$["owner"].name', "Ann"),
        ("$.owner.e-mail", "a@b"),
        ("$.owner['it\\'s']", 1),
        ("$.owner.nothing", None),
        ("$.books[1].title", "B"),
        ("$.books[0].tags[1]", "y"),
        ("$.books[(@.length-1)].title", "C"),
        ("$$.Execution.Input.n", 1),
        ("$$['Map'].Item.Index", 2),
        ("$order.id", 7),
        ("$order.lines[1]", "b"),
        ("$nothing", None),
    ],
)
def test_a_definite_path_gives_the_value_at_its_place(
    read: Evaluate, path: str, found: Any
) -> None:
    assert compile_path(path).is_definite
    assert read(path, SHOP) == found


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("$.books[*].title", ["A", "B", "C"]),
        ("$.books.*.title", ["A", "B", "C"]),
        ("$.books[*].isbn", ["1"]),
        ("$.books[0,2].title", ["A", "C"]),
        ("$.books[1:].title", ["B", "C"]),
        ("$.books[:1].title", ["A"]),
        ("$.books[-1:].title", ["C"]),
        ("$.books[:-1].title", ["A", "B"]),
        ("$.books[1:9].title", ["B", "C"]),
        ("$.books[5:]", []),
        ("$.owner.*", ["Ann", "a@b", 1, None]),
        ("$..title", ["A", "B", "C"]),
        ("$.books[:1]..tags[1]", ["y"]),
        ("$..tags", [["x", "y"], []]),
        ("$..tags.*", ["x", "y"]),
        ("$.books..price", [8, 12.5, 9]),
        ("$$.Map..Index", [2]),
        ("$order.lines[*]", ["a", "b"]),
        ("$order..id", [7]),
    ],
)
def test_a_path_that_may_find_several_values_gives_a_list(
    read: Evaluate, path: str, found: Any
) -> None:
    assert not compile_path(path).is_definite
    assert read(path, SHOP) == found


def test_a_scan_finds_a_value_before_what_it_holds(read: Evaluate) -> None:
    data = {"a": {"a": 1, "b": {"a": 2}}, "c": [{"a": 3}]}
    assert read("$..a", data) == [{"a": 1, "b": {"a": 2}}, 1, 2, 3]


def test_a_scan_for_everything_goes_down_level_by_level(read: Evaluate) -> None:
    assert read("$..*", {"a": [1], "b": {"c": 2}}) == [[1], {"c": 2}, 1, 2]


def test_several_names_give_an_object_of_those_that_are_there(read: Evaluate) -> None:
    assert read("$.owner['name','age']", SHOP) == {"name": "Ann"}
    assert compile_path("$.owner['name','age']").is_definite


@pytest.mark.parametrize(
    "path",
    ["$.no[*]", "$.no.no[1:5]", "$.no[:1].title", "$.no[1:].title", "$.no..title", "$.x[*].y"],
)
def test_a_path_for_several_values_finds_none_where_it_begins_with_nothing(
    read: Evaluate, path: str
) -> None:
    assert read(path, {}) == []


def test_a_wildcard_over_an_array_leaves_out_what_lacks_the_rest(read: Evaluate) -> None:
    items = {"items": [{"a": {"b": 1}}, {"a": {}}, {}, "text", {"a": {"b": 2}}]}
    assert read("$.items[*].a.b", items) == [1, 2]


def test_a_slice_takes_no_such_care(read: Evaluate, fault: Evaluate) -> None:
    items = {"items": [{"a": 1}, {}]}
    assert read("$.items[:1].a", items) == [1]
    assert fault(read, "$.items[:2].a", items) == (
        "Invalid path '$.items[:2].a' : No results for path: $['items'][:2]['a']"
    )


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("$.no", "No results for path: $['no']"),
        ("$.owner.no", "No results for path: $['owner']['no']"),
        ("$.no.such.path", "Missing property in path $['no']"),
        ("$.owner.no.such", "Missing property in path $['owner']['no']"),
        ("$.open.wide", "Property ['wide'] not found in path $['open']"),
        ("$.books.title", "Property ['title'] not found in path $['books']"),
        ("$.owner.nothing.x", "Property ['x'] not found in path $['owner']['nothing']"),
        ("$.owner.nothing[0]", "The path $['owner']['nothing'] is null"),
        ("$.books[7]", "Index out of bounds when evaluating path $['books'][7]"),
        ("$.books[7].title", "Index out of bounds when evaluating path $['books'][7]"),
        (
            "$.owner.name[0]",
            "Filter: [0] can only be applied to arrays. Current context is: Ann",
        ),
        (
            "$.open[0].x",
            "Filter: [0]['x'] can only be applied to arrays. Current context is: true",
        ),
        (
            "$.owner['it\\'s'][1:]",
            "Filter: [1:] can only be applied to arrays. Current context is: 1",
        ),
        (
            "$.owner['name','x'].y",
            "Multi properties can only be used as path leafs: $['owner']['name', 'x']",
        ),
        ("$.books[-9]", "Index out of bounds when evaluating path $['books'][-9]"),
    ],
)
def test_a_path_that_finds_nothing_says_why_as_jayway_does(
    read: Evaluate, path: str, reason: str
) -> None:
    with pytest.raises(PathMissing) as raised:
        read(path, SHOP)
    assert raised.value.reason == reason
    assert raised.value.searched is SHOP
    assert raised.value.text == f"Invalid path '{path}' : {reason}"


def test_a_path_into_the_context_is_told_as_of_one_into_the_data(
    read: Evaluate, fault: Evaluate
) -> None:
    assert fault(read, "$$.Execution.No", {}) == (
        "Invalid path '$.Execution.No' : No results for path: $['Execution']['No']"
    )


def test_a_variable_that_is_not_assigned_is_a_member_that_the_variables_lack(
    read: Evaluate, fault: Evaluate
) -> None:
    assert fault(read, "$no", {}) == "Invalid path '$no' : No results for path: $['no']"
    assert fault(read, "$no.a", {}) == "Invalid path '$no.a' : Missing property in path $['no']"
    assert read("$no[*]", {}) == []


def test_what_could_not_be_followed_is_named(read: Evaluate) -> None:
    for path, step in [("$.owner.no", "no"), ("$.books[7].title", "7"), ("$.open.wide", "wide")]:
        with pytest.raises(PathMissing) as raised:
            read(path, SHOP)
        assert raised.value.step == step


@pytest.mark.parametrize("path", ["$.a", "$.a.b.c", "$[0]", "$..a", "$[*]", "$.a.b.c.d"])
def test_nothing_can_be_read_from_a_null_payload(
    read: Evaluate, fault: Evaluate, path: str
) -> None:
    assert fault(read, path, None) == (
        "Unable to apply Path transformation to null or empty input."
    )
    assert read("$$.Execution.Id", None) == "arn:x"


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("$.books[7]", None),
        ("$.books[1].tags[0]", None),
        ("$.books[-1]", None),
        ("$.books[0,7].title", "fault"),
        ("$.books[0,7]", [SHOP["books"][0], None]),
        ("$.books[7].title", "fault"),
        ("$.books[2].tags[0]", "fault"),
    ],
)
def test_past_the_end_of_an_array_is_null_where_a_template_asks(
    read: Evaluate, path: str, found: Any
) -> None:
    if found == "fault":
        with pytest.raises(PathMissing):
            read(path, SHOP, past_end_is_null=True)
    else:
        assert read(path, SHOP, past_end_is_null=True) == found


def test_a_character_of_a_string_is_not_an_element(read: Evaluate) -> None:
    with pytest.raises(PathMissing):
        read("$.owner.name[1]", SHOP)


DEEP = f"$.a[?({'(' * 5000}@.b{')' * 5000})]"


def test_text_that_is_no_path_is_refused_when_it_is_compiled() -> None:
    for text in ("name", "$.", "$.a[", "$.a[?(@.b ==)]", "$.a[?(@.b =~ /(/)]", DEEP):
        with pytest.raises(AuthoringError):
            compile_path(text)


NAMES = st.text(st.characters(categories=["L", "N", "P", "S", "Z"]), min_size=1, max_size=5)


@given(st.lists(NAMES, min_size=1, max_size=5), st.integers())
def test_any_name_can_be_read_in_quotes(names: list[str], value: int) -> None:
    data: Any = value
    text = "$"
    for name in reversed(names):
        data = {name: data}
    for name in names:
        escaped = name.replace("\\", "\\\\").replace("'", "\\'")
        text += f"['{escaped}']"
    assert compile_path(text).read(data, None) == value


VALUES = st.recursive(
    st.none() | st.integers() | st.text(max_size=3),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("abc"), inner, max_size=3)
    ),
    max_leaves=10,
)


@given(VALUES, st.lists(st.sampled_from(["a", "b", 0, 1]), max_size=4))
def test_a_reference_path_finds_what_following_its_steps_finds(
    value: Any, steps: list[str | int]
) -> None:
    text = "".join(f".{step}" if isinstance(step, str) else f"[{step}]" for step in steps)
    found = [value]
    for step in steps:
        if isinstance(found[0], dict if isinstance(step, str) else list):
            try:
                found = [found[0][step]]
                continue
            except LookupError:
                pass
        with pytest.raises(StateFault):
            compile_path(f"${text}").read(value, None)
        return
    assert compile_path(f"${text}").read(value, None) is found[0]


@given(VALUES)
def test_a_scan_for_everything_finds_each_part_once(value: Any) -> None:
    def parts(whole: Any) -> int:
        inner = whole.values() if isinstance(whole, dict) else whole
        return sum(1 + parts(part) for part in inner) if isinstance(whole, dict | list) else 0

    if value is not None:
        assert len(compile_path("$..*").read(value, None)) == parts(value)
