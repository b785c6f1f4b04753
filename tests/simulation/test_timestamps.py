from __future__ import annotations

import pytest

from sfn_dsl.simulation.timestamps import instant, instant_text

# 2024-03-01T12:00:00Z
NOON = 1_709_294_400


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2024-03-01T12:00:00Z", (NOON, 0)),
        ("2024-03-01t12:00:00z", (NOON, 0)),
        ("2024-03-01T12:00Z", (NOON, 0)),
        ("2024-03-01T14:30:00+02:30", (NOON, 0)),
        ("2024-03-01T09:30:15-02:30:15", (NOON + 30, 0)),
        ("2024-03-02T06:00:00+18:00", (NOON, 0)),
        ("2024-03-01T12:00:00.5Z", (NOON, 500_000_000)),
        ("2024-03-01T12:00:00.123456789Z", (NOON, 123_456_789)),
        ("1969-12-31T23:59:59.5Z", (-1, 500_000_000)),
    ],
)
def test_an_instant_is_read_with_its_offset_to_the_nanosecond(
    text: str, expected: tuple[int, int]
) -> None:
    assert instant(text) == expected


@pytest.mark.parametrize(
    "value",
    [
        "2024-03-01",
        "2024-03-01T12:00:00",
        "2024-03-01 12:00:00Z",
        "2024-02-30T12:00:00Z",
        "2024-03-01T24:00:00Z",
        "2024-03-01T12:00:60Z",
        "2024-03-01T12:00:00.1234567890Z",
        "2024-03-01T12:00:00.Z",
        "2024-03-01T12:00:00+02",
        "2024-03-01T12:00:00+0230",
        "2024-03-01T12:00:00+02:60",
        "2024-03-01T12:00:00+18:01",
        "2024-03-01T12:00:00Z ",
        "٢٠٢٤-03-01T12:00:00Z",  # digits, but not those of a timestamp
        "",
        1_709_294_400,
        None,
    ],
)
def test_what_is_not_a_date_a_time_and_an_offset_is_not_an_instant(value: object) -> None:
    assert instant(value) is None


def test_an_instant_is_written_in_utc_with_milliseconds() -> None:
    assert instant_text(NOON + 0.25) == "2024-03-01T12:00:00.250Z"
