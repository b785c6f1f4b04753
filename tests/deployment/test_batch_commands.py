"""What a person is told while many workflows are at work, and when they are interrupted."""

from __future__ import annotations

import json
import re
import sys
import threading
from typing import Any

import attrs
import click
import pytest

from sfn_dsl import StateMachine, Succeed, Target, Workflow
from sfn_dsl.aws.api import Api
from sfn_dsl.aws.retry import Timing
from sfn_dsl.cli.batch import Operation, run_several
from sfn_dsl.cli.main import sfn
from sfn_dsl.cli.options import Where
from sfn_dsl.cli.output import show_line
from sfn_dsl.cli.progress import Listener
from sfn_dsl.cli.sources import Found
from sfn_dsl.deployment.batch import Built
from sfn_dsl.diagnostics import Diagnostic, Severity
from sfn_dsl.errors import DeploymentError, InsufficientRoleError, InvalidDefinitionError

from ..cli.screen import terminal
from .model_of_aws import ACCOUNT, ModelOfAws

FOUND = [
    Found(f"{name}.py", Workflow(name, StateMachine([Succeed("A")]), role="R")) for name in "abc"
]


@attrs.frozen
class InMemory(Where):
    """The model in place of AWS."""

    def connected(self) -> tuple[Api, Target]:
        aws = ModelOfAws()
        aws.role("R")
        return aws, Target(ACCOUNT, "us-east-1")


def operation(act: Any) -> Operation[str]:
    return Operation(act, print, lambda name: {"name": name}, lambda _: "named")


def named(one: Built, *_: object) -> str:
    return one.desired.name


def run(act: Any = named, form: Any = "text") -> None:
    run_several(FOUND, operation(act), InMemory(), 2, form)


def test_results_and_a_summary_are_all_that_a_log_gets(capsys: pytest.CaptureFixture[str]) -> None:
    run()
    assert capsys.readouterr() == ("a\nb\nc\n", "3 workflows: 3 named\n")


def test_on_a_terminal_results_stand_above_what_is_at_work_and_the_summary_has_the_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    began = threading.Barrier(2, timeout=20)

    def together(one: Built, *rest: Any) -> str:
        listener: Listener = rest[-1]
        listener.on_progress("waiting for AWS")
        if one.desired.name in "ab":
            began.wait()
        return one.desired.name

    monkeypatch.setenv("TERM", "xterm-256color")
    with terminal() as made, made.stream() as stream, monkeypatch.context() as patched:
        patched.setattr(sys, "stdout", stream)
        patched.setattr(sys, "stderr", stream)
        run(together)
    *lines, summary = made.seen
    assert [line for line in lines if len(line) == 1] == ["a", "b", "c"]
    assert sorted(line for line in lines if len(line) > 1) == [
        f"{name}: waiting for AWS" for name in "abc"
    ]
    assert re.fullmatch(r"3 workflows: 3 named, in [\d.]+ s", summary)


def test_quiet_shows_what_needs_a_look_and_nothing_else(
    capsys: pytest.CaptureFixture[str],
) -> None:
    def some(one: Built, *rest: Any) -> str:
        rest[-1].on_progress("waiting for AWS")
        if one.desired.name == "b":
            raise DeploymentError("no such role")
        return one.desired.name if one.desired.name == "c" else ""

    with click.Context(sfn) as context:
        context.meta["sfn_dsl.quiet"] = True
        run(some)
    assert capsys.readouterr() == ("c\n", "b.py failed:\nerror: no such role\n")


def test_an_interrupted_run_says_how_far_it_came(capsys: pytest.CaptureFixture[str]) -> None:
    def interrupted(one: Built, *_: object) -> str:
        if one.desired.name == "c":
            raise KeyboardInterrupt
        return one.desired.name

    with pytest.raises(KeyboardInterrupt):
        run(interrupted)
    out, err = capsys.readouterr()
    assert out == "a\nb\n"
    assert err == "interrupted after 2 of 3 workflows; run this again for the others\n"


def test_after_an_interrupt_those_at_work_say_where_they_were_left(
    capsys: pytest.CaptureFixture[str],
) -> None:
    both = threading.Barrier(2, timeout=20)

    def act(one: Built, _: Api, __: Target, timing: Timing, *___: object) -> str:
        both.wait()
        if one.desired.name == "b":
            timing.sleep(3600)
        return one.desired.name

    def show(name: str) -> None:
        show_line(name)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run_several(
            FOUND[:2], attrs.evolve(operation(act), show=show), InMemory(), jobs=2, form="text"
        )
    assert capsys.readouterr() == (
        "a\n",
        (
            "b.py failed:\n"
            "error: interrupted; run this again, which continues from there\n"
            "interrupted after 1 of 2 workflows; run this again for the others\n"
        ),
    )


def test_a_fault_of_the_program_itself_stops_no_other(capsys: pytest.CaptureFixture[str]) -> None:
    def faulty(one: Built, *_: object) -> str:
        return str({"a": 1, "c": 3}[one.desired.name])

    run(faulty, "json")
    out, err = capsys.readouterr()
    assert out.count('"name"') == 2
    assert "b.py failed:\nthis is a bug in sfn (KeyError: 'b')" in err
    assert err.endswith("3 workflows: 2 named, 1 failed ('b.py')\n")


def test_json_holds_the_findings_of_whatever_failed_by_them(
    capsys: pytest.CaptureFixture[str],
) -> None:
    finding = Diagnostic("SFN921", Severity.ERROR, "the role lacks something; add it")

    def refused(one: Built, *_: object) -> str:
        errors = {
            "a": InsufficientRoleError([finding]),
            "b": InvalidDefinitionError([finding]),
            "c": DeploymentError("something else"),
        }
        raise errors[one.desired.name]

    run(refused, "json")
    told = json.loads(capsys.readouterr().out)
    found = {each["source"]: [one["code"] for one in each["findings"]] for each in told}
    assert found == {"a.py": ["SFN921"], "b.py": ["SFN921"], "c.py": []}
