"""What a person is told while many workflows are at work, and when they are interrupted."""

from __future__ import annotations

import json
import sys
from typing import Any

import attrs
import pytest

from sfn_dsl import StateMachine, Succeed, Target, Workflow
from sfn_dsl.aws.api import Api
from sfn_dsl.cli.batch import Operation, run_several
from sfn_dsl.cli.options import Where
from sfn_dsl.cli.sources import Found
from sfn_dsl.deployment.batch import Built
from sfn_dsl.diagnostics import Diagnostic, Severity
from sfn_dsl.errors import DeploymentError, InsufficientRoleError, InvalidDefinitionError

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


def test_progress_is_shown_on_a_terminal_only(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    run()
    assert capsys.readouterr() == ("a\nb\nc\n", "3 workflows: 3 named\n")
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    run()
    out, err = capsys.readouterr()
    assert out == "a\nb\nc\n"
    clear = "\x1b[K"
    shown = "".join(f"{clear}{number} of 3\r" for number in (1, 2, 3))
    assert err == f"{shown}{clear}3 workflows: 3 named\n"


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


def test_a_fault_of_the_program_itself_stops_no_other(capsys: pytest.CaptureFixture[str]) -> None:
    def faulty(one: Built, *_: object) -> str:
        return str({"a": 1, "c": 3}[one.desired.name])

    run(faulty, "json")
    out, err = capsys.readouterr()
    assert out.count('"name"') == 2
    assert "b.py failed:\nthis is a bug in sfn (KeyError: 'b')" in err
    assert err.endswith("3 workflows: 2 named, 1 failed\n")


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
