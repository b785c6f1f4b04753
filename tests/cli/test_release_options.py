"""What the options of a release are taken for, and what is refused before AWS is asked."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from sfn_dsl.cli.changes import release_options
from sfn_dsl.cli.main import sfn
from sfn_dsl.deployment.options import Release, Shift


def run(*arguments: str) -> Result:
    return CliRunner().invoke(sfn, arguments)


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("plan x.py --canary 10", "shift the executions of an alias; name it with --alias"),
        ("plan x.py --alias live --canary 10 --linear 10", "give one of them"),
        (
            "plan x.py --alias live --alarm errors",
            "--alarm and --max-failures need a shift",
        ),
        ("plan x.py --alias live --max-failures 3", "need a shift to watch; add --canary 10"),
        ("plan x.py --description text", "need a version to publish; add --publish"),
        ("plan x.py --keep 3", "sfn versions SOURCE --prune --keep N"),
        ("plan x.py --publish --keep 0", "0 is not in the range"),
        ("plan x.py --alias live --canary 0", "'0' is not a valid shift; write percent and time"),
        ("plan x.py --alias live --canary 100", "'100' is not a valid shift"),
        ("plan x.py --alias live --linear 10/5", "'10/5' is not a valid shift"),
        ("plan x.py --alias live --linear ten", "'ten' is not a valid shift"),
        ("deploy", "give a SOURCE to deploy, or --plan FILE"),
        ("deploy x.py --plan y.json", "--plan carries out a plan as it was saved"),
        ("deploy --plan y.json --alias live", "--plan carries out a plan as it was saved"),
        ("deploy --plan y.json --replace", "--plan carries out a plan as it was saved"),
        ("deploy --plan y.json --type EXPRESS", "--plan carries out a plan as it was saved"),
        ("versions x.py --prune", "--prune and --keep go together"),
        ("versions x.py --keep 3", "--prune and --keep go together"),
        ("rollback x.py", "Missing option '--alias'"),
        ("rollback x.py --alias live --to 0", "0 is not in the range"),
    ],
)
def test_options_that_do_not_fit_are_one_error(words: str, message: str) -> None:
    done = run(*words.split())
    assert done.exit_code == 2
    assert message in done.stderr
    assert done.stdout == ""


@pytest.mark.parametrize(
    ("arn", "message"),
    [
        ("arn:aws:states:us-east-1:123456789012:stateMachine:a:1", "without a version or an alias"),
        ("arn:aws:states:us-east-1:123456789012:execution:a:b", "not the ARN of a state machine"),
        ("arn:aws:iam::123456789012:role/a", "is not the ARN of a state machine"),
    ],
)
def test_an_arn_of_anything_but_a_machine_is_refused(arn: str, message: str) -> None:
    for command in (["versions", arn], ["rollback", arn, "--alias", "live"]):
        assert message in str(run(*command).exception)


@pytest.mark.parametrize("content", [None, b"", b"{}", b"\xff", b'{"action": "create"}'])
def test_a_plan_that_cannot_be_read_is_one_error(tmp_path: Path, content: bytes | None) -> None:
    file = tmp_path / "plan.json"
    if content is not None:
        file.write_bytes(content)
    done = run("deploy", "--plan", str(file))
    assert done.exit_code == 1  # as the runner counts an exception, which main makes 2
    assert f"'{file}'" in str(done.exception)
    assert "sfn plan" in str(done.exception)


def release(words: str) -> Release | None:
    """What the words on a command line make."""
    import click

    made: list[Release | None] = []

    @click.command()
    @release_options
    def command(release: Release | None) -> None:
        made.append(release)

    command(words.split(), standalone_mode=False)
    return made[0]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("", None),
        ("--publish", Release()),
        ("--alias live --description text", Release("text", alias="live")),
        ("--alias live --canary 10", Release(alias="live", shift=Shift(10, 300))),
        ("--alias live --linear 25/90s", Release(alias="live", shift=Shift(25, 90, True))),
        ("--alias live --linear 5/2h", Release(alias="live", shift=Shift(5, 7200, True))),
        (
            "--alias live --canary 1/1m --alarm a --alarm b --max-failures 2.5 --keep 3",
            Release(alias="live", shift=Shift(1, 60), alarms=("a", "b"), max_failures=2.5, keep=3),
        ),
    ],
)
def test_options_make_a_release(words: str, expected: Release | None) -> None:
    assert release(words) == expected
