from __future__ import annotations

from sfn_dsl.simulation.engine import Engine


def test_callbacks_come_in_the_order_of_their_times_and_of_their_coming() -> None:
    engine, seen = Engine(100.0), list[object]()
    for time, name in ((103, "late"), (101, "first"), (101, "second"), (50, "past")):
        engine.at(time, lambda name=name: seen.append((engine.now, name)))  # type: ignore[misc]  # a default
    engine.run(lambda: False)
    assert seen == [(100.0, "past"), (101, "first"), (101, "second"), (103, "late")]


def test_what_is_ready_goes_before_time_goes_on() -> None:
    engine, seen = Engine(0.0), list[str]()
    engine.at(0, lambda: seen.append("timer"))
    engine.soon(lambda: engine.soon(lambda: seen.append("ready")))
    engine.run(lambda: False)
    assert seen == ["ready", "timer"]


def test_a_cancelled_timer_never_calls_and_never_moves_time() -> None:
    engine, seen = Engine(0.0), list[str]()
    engine.at(50, lambda: seen.append("never")).cancel()
    engine.at(5, lambda: seen.append("once"))
    assert engine.next_time == 5
    engine.run(lambda: False)
    assert (seen, engine.now, engine.next_time) == (["once"], 5, None)


def test_a_timer_may_cancel_another_of_its_own_time() -> None:
    engine, seen = Engine(0.0), list[str]()
    timers = [engine.at(1, lambda: timers[1].cancel()), engine.at(1, lambda: seen.append("never"))]
    engine.at(1, lambda: seen.append("third"))
    engine.run(lambda: False)
    assert seen == ["third"]


def test_cancelled_timers_that_are_far_off_are_not_kept() -> None:
    engine = Engine(0.0)
    stays = [engine.at(10**9, lambda: None) for _ in range(10)]
    for _ in range(10_000):
        engine.at(10**8, lambda: None).cancel()
    assert len(engine._timers) < 200
    for timer in stays:
        timer.cancel()
        timer.cancel()
    assert engine.next_time is None


def test_a_driver_in_real_time_runs_up_to_a_time() -> None:
    engine, seen = Engine(0.0), list[int]()
    for time in (1, 2, 3):
        engine.at(time, lambda time=time: seen.append(time))  # type: ignore[misc]  # a default
    engine.run_until(2.5)
    assert (seen, engine.now) == ([1, 2], 2.5)
