"""What a person sees of deployments and simulations while they run."""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from sfn_dsl.cli.live.deployments import DeploymentView
from sfn_dsl.cli.live.path import PathView
from sfn_dsl.cli.main import sfn
from sfn_dsl.cli.path_display import PathDisplay
from sfn_dsl.definition import Definition
from sfn_dsl.deployment.progress import (
    RolledBack,
    StepFinished,
    StepsPlanned,
    StepStarted,
    TrafficShifted,
    VersionWatched,
)
from sfn_dsl.simulation.events import Event
from sfn_dsl.testing import answers, fails, simulate

from .screen import plain, program, terminal

MAP: dict[str, Any] = {
    "StartAt": "Each",
    "States": {
        "Each": {
            "Type": "Map",
            "ItemProcessor": {"StartAt": "Work", "States": {"Work": {"Type": "Pass", "End": True}}},
            "ResultPath": None,
            "Next": "Done",
        },
        "Done": {"Type": "Succeed"},
    },
}
TASK = {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "End": True}
WORK = {"StartAt": "Work", "States": {"Work": {**TASK, "Parameters": {"FunctionName": "f"}}}}
INTERRUPTING = """
import os, signal

def work(event, context):
    os.kill(os.getpid(), signal.SIGINT)
"""


class Clock:
    def __init__(self) -> None:
        self.seconds = 100.0

    def __call__(self) -> float:
        return self.seconds


def texts(view: DeploymentView | PathView, most: int | None = 50) -> list[str]:
    return ["".join(part for part, _ in line) for line in view.lines(most)]


def test_steps_are_waiting_running_and_done_with_the_time_they_take() -> None:
    clock = Clock()
    view = DeploymentView(1, clock)
    with view.at_work("nightly") as tell:
        clock.seconds += 1
        assert texts(view) == ["       1 s  running  nightly: looking at what is deployed"]
        tell(StepsPlanned(("create state machine 'nightly'", "publish a version")))
        tell(StepStarted("create state machine 'nightly'"))
        clock.seconds += 2.5
        assert texts(view) == [
            "     2.5 s  running  create state machine 'nightly'",
            "            waiting  publish a version",
        ]
        tell(StepFinished("create state machine 'nightly'"))
        tell(StepsPlanned(("publish a version",)))
        tell(StepStarted("publish a version"))
        clock.seconds += 1
        tell(StepFinished("publish a version"))
        tell(StepsPlanned(()))
    assert texts(view, None) == [
        "     2.5 s  done     create state machine 'nightly'",
        "       1 s  done     publish a version",
    ]


def test_a_plan_that_changes_on_the_way_shows_no_step_twice() -> None:
    view = DeploymentView(1, Clock())
    with view.at_work("nightly") as tell:
        tell(StepsPlanned(("create state machine 'nightly'",)))
        tell(StepStarted("create state machine 'nightly'"))
        tell(StepsPlanned(("update definition",)))  # somebody else has created it
        assert texts(view) == ["            waiting  update definition"]


def shifting(tell: Callable[[Any], None]) -> None:
    tell(StepsPlanned(("point alias 'live' at version 2",)))
    tell(StepStarted("point alias 'live' at version 2"))
    tell(TrafficShifted("live", 1, 2, 10))
    tell(VersionWatched(2, 1, 40, 5.0, (("errors", "OK"),), 300.0))


def test_a_shift_shows_shares_executions_alarms_and_the_time_to_the_next_step() -> None:
    clock = Clock()
    view = DeploymentView(1, clock)
    with view.at_work("nightly") as tell:
        shifting(tell)
        clock.seconds += 60
        _, shares, executions, alarms = texts(view)
        assert shares.endswith("  version 1 90%, version 2 10%, next step in 0:04:00")
        assert executions.strip() == (
            "40 executions of version 2 ended, 1 failed; more than 5% roll back"
        )
        assert alarms.strip() == "alarms: errors OK"


def test_a_shift_that_is_rolled_back_ends_as_failed_with_what_serves_now() -> None:
    view = DeploymentView(1, Clock())
    with suppress(ValueError), view.at_work("nightly") as tell:
        shifting(tell)
        tell(RolledBack("live", 1))
        raise ValueError
    assert texts(view, None) == [
        "       0 s  failed   point alias 'live' at version 2",
        "                     all executions go to version 1 again",
    ]


def test_of_many_workflows_those_at_work_have_a_line_each_as_far_as_the_screen_goes() -> None:
    view = DeploymentView(40, Clock())
    view.count = 3
    with view.at_work("nightly") as tell, view.at_work("weekly"), view.at_work("hourly"):
        shifting(tell)
        first, second, *_, total = texts(view)
        assert first.startswith("       0 s  running  nightly: point alias 'live' at version 2; ")
        assert "; 40 executions of version 2 ended, 1 failed" in first
        assert second == "       0 s  running  weekly: looking at what is deployed"
        assert total == "       0 s  3 of 40 done"
        assert texts(view, 2) == [first, "       0 s  3 of 40 done, 2 more at work"]
    assert texts(view) == [total]


@pytest.fixture
def distributed() -> Definition:
    """A Map with child executions."""
    document = json.loads(json.dumps(MAP))
    each = document["States"]["Each"]
    each["ItemProcessor"]["ProcessorConfig"] = {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"}
    return Definition(document)


def test_the_child_executions_of_a_distributed_map_are_counted(distributed: Definition) -> None:
    view = PathView(lambda: 0.0)
    simulate(distributed, [1, 2, 3], on_event=view._note)
    children, _ = texts(view)
    assert children.endswith("  3 of 3 child executions ended")


def test_states_attempts_and_virtual_time_are_shown_below_the_path(
    capsys: pytest.CaptureFixture[str],
) -> None:
    document = json.loads(json.dumps(WORK))
    document["States"]["Work"]["Retry"] = [{"ErrorEquals": ["States.ALL"], "IntervalSeconds": 90}]
    view = PathView(lambda: 0.0)
    given = {"Work": answers(fails("Busy"), fails("Busy"), {"done": True})}
    simulate(Definition(document), tasks=given, on_event=view.show)
    assert capsys.readouterr().err.count("tried again") == 2
    assert texts(view) == [
        "   0:04:30  of virtual time after 0 s: 1 state entered, 2 tried again, now Work"
    ]


def test_an_attempt_is_of_the_execution_that_failed_and_of_no_other() -> None:
    """Each child execution numbers its events from 1."""
    lines: list[str] = []
    display = PathDisplay(lambda line, _: lines.append(line.strip()))
    display.show(Event(5, 4, "TaskFailed", 0.0, {"error": "Busy"}, "one"))
    display.show(Event(6, 5, "TaskScheduled", 0.0, {}, "two"))
    assert lines == ["0 s    failed: Busy"]
    display.show(Event(6, 5, "TaskScheduled", 0.0, {}, "one"))
    assert lines[1:] == ["0 s    tried again"]


def test_events_name_their_execution(distributed: Definition) -> None:
    events: list[Event] = []
    simulate(distributed, [1, 2], on_event=events.append)
    arns = {event.execution for event in events}
    assert len(arns) == 3
    for arn in arns:
        own = [event.id for event in events if event.execution == arn]
        assert own == list(range(1, len(own) + 1))


@pytest.mark.parametrize("mode", ["INLINE", "DISTRIBUTED"])
def test_the_items_of_a_map_in_a_map_are_counted_together(mode: str) -> None:
    document = json.loads(json.dumps(MAP))
    config = {"Mode": "INLINE"}
    if mode == "DISTRIBUTED":
        config = {"Mode": mode, "ExecutionType": "STANDARD"}
    inner = json.loads(json.dumps(MAP["States"]["Each"])) | {"End": True}
    del inner["Next"]
    document["States"]["Each"]["ItemProcessor"] = {
        "ProcessorConfig": config,
        "StartAt": "In",
        "States": {"In": inner},
    }
    view, counts = PathView(lambda: 0.0), []

    def show(event: Any) -> None:
        view._note(event)
        counts.extend(texts(view))

    simulate(Definition(document), [[1, 2, 3], [1, 2]], on_event=show)
    of_inner = [line.strip().partition("  ")[2] for line in counts if line.endswith("of In")]
    assert max(of_inner) == "5 of 5 items of In"


@pytest.fixture
def simulated(monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[str]]:
    """Runs `sfn simulate` on a terminal; returns what a person sees."""
    for name in ("NO_COLOR", "FORCE_COLOR", "COLUMNS", "LINES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")

    def run(*arguments: str) -> list[str]:
        with terminal() as made, made.stream() as stream, monkeypatch.context() as patched:
            patched.setattr(sys, "stderr", stream)
            sfn.main(["simulate", *arguments], standalone_mode=False)
        return made.seen

    return run


def test_a_path_is_shown_as_in_a_log(simulated: Callable[..., list[str]], tmp_path: Path) -> None:
    (tmp_path / "map.json").write_text(json.dumps(MAP))
    (tmp_path / "input.json").write_text(json.dumps([1]))
    assert simulated(str(tmp_path / "map.json"), "--input", str(tmp_path / "input.json")) == [
        "       0 s  Each (Map)",
        "       0 s    item 0 of Each",
        "       0 s  Work (Pass)",
        "       0 s  Done (Succeed)",
        "SUCCEEDED after 0 s of virtual time: 3 states, 0 task calls",
    ]


def test_of_a_long_path_the_first_lines_and_the_last_are_shown(
    simulated: Callable[..., list[str]], tmp_path: Path
) -> None:
    (tmp_path / "map.json").write_text(json.dumps(MAP))
    (tmp_path / "input.json").write_text(json.dumps(list(range(500))))
    seen = simulated(str(tmp_path / "map.json"), "--input", str(tmp_path / "input.json"))
    assert len(seen) == 200 + 1 + 20 + 1
    assert seen[200] == "... 782 lines are not shown ..."
    assert seen[-2:] == [
        "       0 s  Done (Succeed)",
        "SUCCEEDED after 0 s of virtual time: 502 states, 0 task calls",
    ]


def test_the_items_of_a_map_are_counted_while_it_runs(tmp_path: Path) -> None:
    view, frames = PathView(lambda: 0.0), []

    def show(event: Any) -> None:
        view._note(event)
        frames.append(texts(view))

    simulate(Definition(MAP), list(range(4)), on_event=show)
    counts = [line.strip().partition("  ")[2] for frame in frames for line in frame[:-1]]
    assert list(dict.fromkeys(counts)) == [f"{done} of 4 items of Each" for done in range(5)]


def test_ctrl_c_ends_with_130_and_a_terminal_that_is_as_before(tmp_path: Path) -> None:
    (tmp_path / "work.json").write_text(json.dumps(WORK))
    (tmp_path / "handlers.py").write_text(INTERRUPTING)
    (tmp_path / "tasks.json").write_text('{"Work": {"handler": "handlers.work"}}')
    with program("simulate", "work.json", "--tasks", "tasks.json", cwd=tmp_path) as (made, child):
        assert child.wait(timeout=60) == 128 + signal.SIGINT
    assert "Work (Task)" in plain(made.text)
    assert "Traceback" not in made.text
    assert "\x1b[?25l" not in made.text


def test_a_terminal_that_goes_away_changes_no_exit_code(tmp_path: Path) -> None:
    (tmp_path / "work.json").write_text(json.dumps(WORK))
    with program("simulate", "work.json", "--like-service", cwd=tmp_path) as (made, child):
        os.close(made.reader)
        made.reader = os.open(os.devnull, os.O_RDONLY)
        assert child.wait(timeout=60) == 0
