"""`sfn explain` tells what a code means."""

from __future__ import annotations

import pytest
from click.testing import CliRunner, Result

from sfn_dsl.cli.commands.explain import explain
from sfn_dsl.report.codes import pages


def run(*arguments: str) -> Result:
    return CliRunner().invoke(explain, arguments)


@pytest.mark.parametrize("code", ["SFN203", "sfn203", "unreachable-state", "unreachable_state"])
def test_a_rule_is_explained_by_its_page(code: str) -> None:
    done = run(code)
    assert done.exit_code == 0
    assert done.stdout.startswith(
        "SFN203 unreachable-state\n\nEvery state can be reached from its machine's start.\n\n"
    )
    assert '\nBad:\n\n    {"StartAt"' in done.stdout
    assert '\nGood:\n\n    {"StartAt"' in done.stdout
    assert done.stdout.count("\n\n\n") == 0


@pytest.mark.parametrize("code", list(pages()))
def test_every_code_can_be_explained(code: str) -> None:
    done = run(code)
    assert done.exit_code == 0
    assert "``" not in done.stdout


def test_without_a_code_all_are_listed_with_what_should_hold() -> None:
    lines = run().stdout.splitlines()
    assert [line[:6] for line in lines] == list(pages())
    assert "SFN203  Every state can be reached from its machine's start." in lines
    assert any(line.startswith("SFN113  ") for line in lines)


def test_an_unknown_code_is_reported_with_the_nearest() -> None:
    near = run("SFN-203")
    assert near.exit_code == 2
    assert "there is no code 'SFN-203'; did you mean 'SFN203'?" in near.stderr
    assert "did you mean 'unreachable-state'?" in run("unreachable-stat").stderr
    assert "run 'sfn explain' to list all codes" in run("zzz").stderr
