"""Filters of paths: ``[?(@.price < 10)]``."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Evaluate = Callable[..., Any]

PEOPLE = {
    "least": 18,
    "people": [
        {"n": 1, "name": "Ann", "age": 17, "keep": True, "tags": ["a", "b"]},
        {"n": 2, "name": "Bob", "age": 18.0, "keep": False, "tags": []},
        {"n": 3, "name": "it's", "age": "20", "keep": None},
        {"n": 4, "name": "null", "keep": "true", "address": {"city": "Ulm"}},
        {"n": 5, "age": None, "tags": "ab"},
    ],
}


@pytest.mark.parametrize(
    ("test", "found"),
    [
        ("@.age == 17", [1]),
        ("@.age == '17'", [1]),
        ("@.age==18", [2]),
        ("@.age == 20", [3]),
        ("@.age == '20'", [3]),
        ("17 == @.age", []),
        ("@.age != 17", [2, 3, 5]),
        ("@.age > 17", [2, 3]),
        ("@.age >= 17", [1, 2, 3]),
        ("@.age < 18", [1]),
        ("@.age <= 18.0", [1, 2]),
        ("@.age >= $.least", [2]),
        ("@.name == 'Ann'", [1]),
        ('@.name == "Ann"', [1]),
        ("@.name == 'it\\'s'", [3]),
        ("@.name > 'Ann'", [2, 3]),
        ("@.keep == true", [1, 4]),
        ("@.keep == false", [2]),
        ("@.keep == null", [3]),
        ("@.keep != null", [1, 2, 4]),
        ("@.name == null", [4]),
        ("@.keep", [1, 2, 4]),
        ("!@.keep", [3, 5]),
        ("@.address.city", [4]),
        ("!@.address.city", [1, 2, 3, 5]),
        ("@.tags[0] == 'a'", "fault"),
        ("@['name'] == 'Bob'", [2]),
        ("@.name =~ /a.*/i", [1]),
        ("@.name =~ /A/", []),
        ("@.age =~ /1\\d(\\.0)?/", [1, 2]),
        ("@.name == 'Ann' || @.name == 'Bob'", [1, 2]),
        ("@.age && @.keep", [1, 2]),
        ("@.n == 1 || @.n > 2 && @.age", [1, 3]),
        ("(@.n == 1 || @.n > 2) && @.age", [1, 3]),
        ("!(@.n > 2)", [1, 2]),
        ("@.n in [1, 3]", [1, 3]),
        ("@.name in ['Ann', 'Bob']", [1, 2]),
        ("@.name nin ['Ann', 'Bob']", [3, 4]),
        ("@.tags contains 'b'", [1, 5]),
        ("@.tags size 2", [1, 5]),
        ("@.tags empty true", [2]),
        ("@.tags empty false", [1, 5]),
        ("@.address == 'Ulm'", []),
        ("@.address != 'Ulm'", []),
        ("@.name > 5", [1, 2, 3]),
        ("@ == 1", []),
    ],
)
def test_a_filter_selects_the_elements_that_pass_its_test(
    read: Evaluate, fault: Evaluate, test: str, found: Any
) -> None:
    path = f"$.people[?({test})].n"
    if found == "fault":
        assert "can only be applied to arrays" in fault(read, path, PEOPLE)
    else:
        assert read(path, PEOPLE) == found


def test_a_filter_on_plain_values_tests_them_themselves(read: Evaluate) -> None:
    assert read("$[?(@ > 2)]", [1, 2, 3, "4", None]) == [3, "4"]
    assert read("$[?(@)]", [0, False, None, ""]) == [0, False, ""]


def test_a_filter_on_an_object_selects_the_object(read: Evaluate) -> None:
    assert read("$.a[?(@.b == 1)]", {"a": {"b": 1}}) == [{"b": 1}]
    assert read("$.a[?(@.b == 2)]", {"a": {"b": 1}}) == []


def test_a_filter_after_a_scan_finds_each_object_once(read: Evaluate) -> None:
    assert read("$..[?(@.n == 1)].name", PEOPLE) == ["Ann"]


def test_a_filter_cannot_be_applied_to_a_number(read: Evaluate, fault: Evaluate) -> None:
    assert fault(read, "$.least[?(@.a)]", PEOPLE) == (
        "Invalid path '$.least[?(@.a)]' : Filter: [?] can not be applied to primitives. "
        "Current context is: 18"
    )


def test_strings_are_ordered_by_the_units_of_utf_16(read: Evaluate) -> None:
    assert read("$[?(@ < '\uffff')]", ["\U0001f680", "a"]) == ["\U0001f680", "a"]
