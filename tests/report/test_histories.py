"""Histories are foreign data: each is shown, or refused with what to give instead."""

from __future__ import annotations

import copy
import json
from datetime import UTC, datetime
from typing import Any, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sfn_dsl import simulate
from sfn_dsl.definition import Definition
from sfn_dsl.errors import SfnError
from sfn_dsl.graph import as_text
from sfn_dsl.report.histories import moment, read_history
from sfn_dsl.report.overlays import history_overlay
from sfn_dsl.review.runs import run_told
from sfn_dsl.simulation.events import in_api_form

from ..graph.machines import graph
from .test_overlays import PICK

HISTORY: Final = [
    json.loads(json.dumps(in_api_form(event), default=str))
    for event in simulate(Definition(PICK), {"n": 2}).history
]
ODD: Final = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.sampled_from(["TaskStateEntered", "9999-12-31T23:59:59+00:00", "\ud800", 10**400]),
    st.text(),
    st.lists(st.integers(), max_size=1),
    st.builds(dict),
)


@st.composite
def mutated_histories(draw: st.DrawFn) -> list[Any]:
    """A history in which some members of events are replaced, added or missing."""
    events: list[Any] = copy.deepcopy(HISTORY)
    for _ in range(draw(st.integers(1, 4))):
        event = draw(st.sampled_from(events))
        holders = [event, *(value for value in event.values() if isinstance(value, dict))]
        holder = draw(st.sampled_from(holders))
        name = draw(st.sampled_from([*holder, "timestamp", "name"]))
        holder[name] = draw(ODD)
        if draw(st.booleans()):
            del holder[name]
    return events


@settings(max_examples=150)
@given(mutated_histories())
def test_a_mutated_history_is_shown_or_refused(events: list[Any]) -> None:
    try:
        read = read_history(json.dumps({"events": events}), "h")
    except SfnError as error:
        assert "give a history" in str(error)  # noqa: PT017 - what is read has no error
        return
    shown = as_text(graph(PICK), history_overlay(graph(PICK), read))
    assert shown.startswith("Execution ")
    told = run_told(graph(PICK), read, "x")
    assert len(told.steps) == len(events)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "is not JSON"),
        ("[]", "has no list 'events'"),
        ("{}", "has no list 'events'"),
        ('{"events": 1}', "has no list 'events'"),
        ('{"events": [1]}', "/events/0 is not an object"),
        ('{"history": [{"id": []}]}', "/history/0 has no whole number as 'id'"),
        ('{"events": [{"id": 1, "previousEventId": {}}]}', "or 'previousEventId'"),
        ('{"events": [{"id": 1}]}', "/events/0 has no text as 'type'"),
    ],
)
def test_what_is_not_a_history_is_refused_with_the_place(text: str, said: str) -> None:
    with pytest.raises(SfnError) as caught:
        read_history(text, "h")
    assert said in str(caught.value)
    assert "get-execution-history" in str(caught.value)


@pytest.mark.parametrize(
    ("told", "seconds"),
    [
        ("2026-01-01T00:00:00+00:00", 1767225600.0),
        (datetime(2026, 1, 1, tzinfo=UTC), 1767225600.0),
        (1.5, 1.5),
        (float("nan"), None),
        (1e308, None),
        (10**400, None),
        ("soon", None),
        (None, None),
        ([], None),
    ],
)
def test_the_time_of_an_event_is_known_or_not(told: object, seconds: float | None) -> None:
    assert moment({"timestamp": told}) == seconds
