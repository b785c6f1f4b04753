"""Threads that end with the server."""

from __future__ import annotations

import threading
import time

import pytest

from sfn_dsl.local.stepfunctions.running.threads import Alarms, Crew
from tests.local.stepfunctions.running.local_executions import wait_until


def test_a_crew_works_with_as_many_threads_as_it_may() -> None:
    crew, free, at_work = Crew("test", 2), threading.Event(), []
    for number in range(5):
        crew.do(lambda number=number: (at_work.append(number), free.wait(10)))  # type: ignore[misc]
    wait_until(lambda: len(at_work) == 2)
    free.set()
    wait_until(lambda: len(at_work) == 5)
    crew.close(time.monotonic() + 5)


def test_work_that_raises_is_shown_and_ends_no_thread(capsys: pytest.CaptureFixture[str]) -> None:
    crew, done = Crew("test", 1), threading.Event()
    crew.do(lambda: [][0])
    crew.do(done.set)
    assert done.wait(10)
    crew.close(time.monotonic() + 5)
    assert "IndexError" in capsys.readouterr().err


def test_a_closed_crew_does_nothing_more() -> None:
    crew, done = Crew("test", 1), threading.Event()
    crew.close(time.monotonic() + 5)
    crew.do(done.set)
    assert not done.is_set()


def test_only_the_last_time_that_was_set_rings() -> None:
    rung: list[str] = []
    alarms = Alarms(rung.append)
    now = time.monotonic()
    alarms.set("a", now + 3600)
    alarms.set("b", now + 3600)
    alarms.set("b", now)
    alarms.set("a", now)
    wait_until(lambda: len(rung) == 2)
    alarms.close(now + 5)
    assert rung == ["b", "a"]


def test_alarms_that_are_set_again_and_again_are_not_kept() -> None:
    alarms = Alarms(lambda _: None)
    now = time.monotonic()
    for number in range(1000):
        alarms.set("a", now + 3600 + number)
    assert alarms.size < 200
    alarms.close(now + 5)
