"""Whether a run agrees with a recording, by the folder's own `compare`.

An actual run has the shape of a recording: ``status``, ``output`` if it succeeded, ``error`` and
``cause`` where there are some, and ``history``, whose entries are ``type`` and the event's details
with JSON texts parsed. A cause is a text; it is parsed where the recording has ``cause_json``.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

import attrs

from recordings.cases import Case, Compare

Event = Mapping[str, Any]
Bindings = dict[str, str]

# Recordings of events that were sorted lack the event that ends a Parallel.
_LOST = frozenset(("ParallelStateSucceeded", "ParallelStateFailed"))
# Not judged: where an event stands in the order is judged by the order.
_IDS = ("id", "prev")


@attrs.frozen
class Verdict:
    """``equal``: in everything recorded. ``outcome_equal``: in status, output and error name."""

    equal: bool
    outcome_equal: bool
    first: str = ""


def judge(case: Case, actual: Mapping[str, Any], compare: Compare) -> Verdict:
    """Compare a run with the recording of an execution."""
    expected = case.expected
    outcome, reason = compare(*(_only(each, "error") for each in (expected, actual)))
    bindings: Bindings = {}
    given = _fitted(expected, actual)
    same, first = compare(*(_only(each, *_ENDS) for each in (expected, given)), bindings)
    if not same and outcome:
        reason = first
    elif same and expected.get("history") is not None:
        events = actual.get("history") or []
        reason = _history_difference(case, events, compare, bindings)
    equal = outcome and same and not reason
    return Verdict(equal, outcome, reason)


def judge_answer(expected: Mapping[str, Any], actual: Mapping[str, Any], compare: Compare) -> str:
    """The first difference between a recorded answer and an actual one, '' if there is none."""
    same, first = compare(expected, _fitted(expected, actual))
    return "" if same else first


_ENDS = ("error", "cause", "cause_json")


def _only(run: Mapping[str, Any], *names: str) -> dict[str, Any]:
    return {name: run[name] for name in ("status", "output", *names) if name in run}


def _fitted(expected: Mapping[str, Any], actual: Mapping[str, Any]) -> Mapping[str, Any]:
    """The same with its cause parsed where it was recorded so."""
    cause = actual.get("cause")
    if "cause_json" not in expected or not isinstance(cause, str):
        return actual
    try:
        parsed = json.loads(cause)
    except ValueError:
        return actual
    return {**{name: actual[name] for name in actual if name != "cause"}, "cause_json": parsed}


def _history_difference(
    case: Case, actual: Sequence[Event], compare: Compare, bindings: Bindings
) -> str:
    expected: Sequence[Event] = case.expected["history"]
    if case.content.get("parallel_events_sorted"):
        lost = _LOST - {event["type"] for event in expected}
        actual = [event for event in actual if event["type"] not in lost]
    taken = 0
    for is_sorted, group in groupby(expected, lambda event: isinstance(event["id"], list)):
        events = list(group)
        given = actual[taken : taken + len(events)]
        find = _difference_in_any_order if is_sorted else _difference_in_order
        if difference := find(events, given, taken + 1, compare, bindings):
            return difference
        taken += len(events)
    if len(actual) > len(expected):
        return f"event {len(expected) + 1}: expected no more got {actual[len(expected)]['type']}"
    return ""


def _difference_in_order(
    expected: Sequence[Event], actual: Sequence[Event], first: int, compare: Compare, b: Bindings
) -> str:
    for number, event in enumerate(expected, first):
        if number - first >= len(actual):
            return f"event {number}: expected {event['type']} got no more"
        given = actual[number - first]
        if event["type"] != given["type"]:
            return f"event {number}: expected {event['type']} got {given['type']}"
        same, where = compare(_details(event), _details(_fitted(event, given)), b)
        if not same:
            return f"event {number} ({event['type']}): {where}"
    return ""


def _difference_in_any_order(
    expected: Sequence[Event], actual: Sequence[Event], first: int, compare: Compare, b: Bindings
) -> str:
    if found := next(_matches(list(expected), list(actual), compare, b), None):
        b.update(found)
        return ""
    types = [sorted(event["type"] for event in events) for events in (expected, actual)]
    last = first + len(expected) - 1
    if types[0] != types[1]:
        return f"events {first} to {last}: expected {types[0]} got {types[1]}"
    return f"events {first} to {last}: of the right types, in no order with the right details"


def _matches(
    expected: list[Event], actual: list[Event], compare: Compare, b: Bindings
) -> Iterator[Bindings]:
    """The bindings of each way in which the events can be paired."""
    if len(expected) != len(actual):
        return
    if not expected:
        yield {**b, "": ""}  # not empty, so that it counts as found
        return
    event, *others = expected
    for position, given in enumerate(actual):
        bindings = dict(b)
        if compare(_details(event), _details(_fitted(event, given)), bindings)[0]:
            left = actual[:position] + actual[position + 1 :]
            yield from _matches(others, left, compare, bindings)


def _details(event: Event) -> dict[str, Any]:
    return {name: value for name, value in event.items() if name not in _IDS}
