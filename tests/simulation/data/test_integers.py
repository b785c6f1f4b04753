"""Fields that read a number or a time from a path."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from sfn_dsl.simulation.data import integers

Evaluate = Callable[..., Any]

READERS: dict[str, Callable[[str], Callable[[Any, Any], Any]]] = {
    "SecondsPath": integers.compile_seconds,
    "TimestampPath": integers.compile_timestamp,
    "TimeoutSecondsPath": lambda path: integers.compile_timeout(path, "TimeoutSecondsPath"),
    "HeartbeatSecondsPath": lambda path: integers.compile_timeout(path, "HeartbeatSecondsPath"),
    "MaxConcurrencyPath": lambda path: integers.compile_count(path, "MaxConcurrencyPath"),
    "ToleratedFailureCountPath": lambda path: integers.compile_count(
        path, "ToleratedFailureCountPath"
    ),
    "MaxItemsPath": lambda path: integers.compile_integer(path, "MaxItemsPath"),
    "ToleratedFailurePercentagePath": integers.compile_percentage,
}


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("SecondsPath", 0),
        ("SecondsPath", 100000000),
        ("TimeoutSecondsPath", 1),
        ("HeartbeatSecondsPath", 99999999),
        ("MaxConcurrencyPath", 0),
        ("ToleratedFailureCountPath", 3),
        ("MaxItemsPath", -1),
        ("ToleratedFailurePercentagePath", 0),
        ("ToleratedFailurePercentagePath", 99.5),
        ("ToleratedFailurePercentagePath", 100),
    ],
)
def test_a_value_that_fits_is_read(field: str, value: Any) -> None:
    assert READERS[field]("$.v")({"v": value}, None) == value


@pytest.mark.parametrize(
    ("field", "text", "value"),
    [
        ("SecondsPath", "5", 5),
        ("TimeoutSecondsPath", "+60", 60),
        ("MaxConcurrencyPath", "1", 1),
        ("MaxItemsPath", "-2", -2),
        ("ToleratedFailurePercentagePath", "12.5", 12.5),
        ("ToleratedFailurePercentagePath", " 1e1 ", 10),
    ],
)
def test_a_number_is_also_read_from_text(field: str, text: str, value: float) -> None:
    assert READERS[field]("$.v")({"v": text}, None) == value


@pytest.mark.parametrize(
    ("field", "value", "text"),
    [
        (
            "SecondsPath",
            1.5,
            "The SecondsPath parameter cannot be parsed as a long value: $.v == 1.5",
        ),
        (
            "SecondsPath",
            "a",
            "The SecondsPath parameter cannot be parsed as a long value: $.v == a",
        ),
        (
            "SecondsPath",
            True,
            "The SecondsPath parameter cannot be parsed as a long value: $.v == true",
        ),
        ("SecondsPath", -1, "The SecondsPath parameter references a negative value: $.v == -1"),
        (
            "TimestampPath",
            "noon",
            (
                "The TimestampPath parameter does not reference a valid ISO-8601 "
                "extended offset date-time format string: $.v == noon"
            ),
        ),
        (
            "TimestampPath",
            5,
            (
                "The TimestampPath parameter does not reference a valid ISO-8601 "
                "extended offset date-time format string: $.v == 5"
            ),
        ),
        ("TimeoutSecondsPath", 0, "TimeoutSeconds must be between 1 and 99999999 but was: 0"),
        (
            "HeartbeatSecondsPath",
            100000000,
            "HeartbeatSeconds must be between 1 and 99999999 but was: 100000000",
        ),
        (
            "TimeoutSecondsPath",
            "5 s",
            'The TimeoutSecondsPath field refers to value "5 s" which is not a valid integer: $.v',
        ),
        (
            "MaxConcurrencyPath",
            "NoNumber",
            (
                'The MaxConcurrencyPath field refers to value "NoNumber" which is not a '
                "valid integer: $.v"
            ),
        ),
        ("MaxConcurrencyPath", -1, "MaxConcurrency cannot be negative."),
        (
            "MaxItemsPath",
            2**31,
            'The MaxItemsPath field refers to value "2147483648" which is not a valid integer: $.v',
        ),
        (
            "MaxItemsPath",
            True,
            'The MaxItemsPath field refers to value "true" which is not a valid integer: $.v',
        ),
        (
            "ToleratedFailureCountPath",
            {},
            (
                'The ToleratedFailureCountPath field refers to value "{}" which is not a '
                "valid integer: $.v"
            ),
        ),
        ("ToleratedFailureCountPath", -1, "ToleratedFailureCount cannot be negative."),
        (
            "MaxItemsPath",
            1.0,
            'The MaxItemsPath field refers to value "1.0" which is not a valid integer: $.v',
        ),
        (
            "ToleratedFailurePercentagePath",
            [1],
            (
                'The ToleratedFailurePercentagePath field refers to value "[1]" which is not '
                "a valid float: $.v"
            ),
        ),
        (
            "ToleratedFailurePercentagePath",
            100.1,
            "ToleratedFailurePercentage must be between 0 and 100.",
        ),
        (
            "ToleratedFailurePercentagePath",
            -0.1,
            "ToleratedFailurePercentage must be between 0 and 100.",
        ),
    ],
)
def test_a_value_that_does_not_fit_is_refused_in_awss_words(
    fault: Evaluate, field: str, value: Any, text: str
) -> None:
    assert fault(READERS[field]("$.v"), {"v": value}, None) == text


@pytest.mark.parametrize("field", READERS)
def test_a_path_that_finds_nothing_is_named(fault: Evaluate, field: str) -> None:
    text = fault(READERS[field]("$.v"), {}, None)
    if field in ("SecondsPath", "TimestampPath"):
        assert text == f"The {field} parameter does not reference an input value: $.v"
    else:
        assert text == "Invalid path '$.v' : No results for path: $['v']"


def test_a_time_to_wait_for_is_read_in_whole_seconds() -> None:
    read = READERS["TimestampPath"]("$.v")
    assert read({"v": "2024-03-01T12:00:00.999Z"}, None) == 1_709_294_400
