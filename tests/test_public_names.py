"""What ``import sfn_dsl`` gives, and what it must not load or print."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import sfn_dsl
from sfn_dsl import (
    AuthoringError,
    DeployOptions,
    StateMachine,
    Succeed,
    Workflow,
    compile_machine,
    compile_workflow,
    diff,
    plan,
    policy_of,
    to_python,
    validate,
)

HEAVY = ("boto3", "botocore", "jsonschema", "jsonschema_rs", "click", "yaml", "jsonata", "rich")
EVERY_NAME = "; ".join(
    f"sfn_dsl.{name}" for name in sfn_dsl.__all__ if name not in ("deploy", "plan", "validate")
)


def run(program: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", program], check=True, capture_output=True, text=True, timeout=60
    )
    assert done.stderr == ""
    return done.stdout


@pytest.mark.parametrize(
    "program",
    [
        "import sfn_dsl",
        f"import sfn_dsl; {EVERY_NAME}",
        "import sfn_dsl.distributed, sfn_dsl.tasks",
    ],
    ids=["the package", "every name for authors", "tasks and distributed maps"],
)
def test_importing_loads_nothing_heavy_and_prints_nothing(program: str) -> None:
    check = f"import sys; print([name for name in {HEAVY} if name in sys.modules])"
    assert run(f"{program}\n{check}") == "[]\n"


def test_asking_for_deploy_does_not_load_boto3() -> None:
    assert run("import sfn_dsl, sys; sfn_dsl.deploy; print('boto3' in sys.modules)") == "False\n"


def test_every_public_name_can_be_had_and_completed() -> None:
    for name in sfn_dsl.__all__:
        assert getattr(sfn_dsl, name) is not None
    assert set(dir(sfn_dsl)) >= set(sfn_dsl.__all__)


def test_a_name_that_is_not_there_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="Taks"):
        _ = sfn_dsl.Taks  # type: ignore[attr-defined]  # that is the point


def test_imports_point_one_way(root: Path) -> None:
    done = subprocess.run(
        [Path(sys.executable).parent / "lint-imports"],
        cwd=root,
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("odd", [None, {}, "x", 5, Succeed("A"), Workflow])
def test_a_value_of_another_type_is_reported_with_what_to_write(odd: Any) -> None:
    sound = Workflow("w", StateMachine([Succeed("Done")]), role="r")
    calls: list[Callable[[], object]] = [
        lambda: compile_workflow(odd),
        lambda: to_python(odd),
        lambda: validate(odd),
        lambda: policy_of(odd),
        lambda: diff(odd, odd),
        lambda: compile_machine(odd),
        lambda: plan(odd),
        lambda: plan(sound, target=5 if odd in (None, "x") else odd),  # a name is a target
        lambda: plan(sound, options=odd),
        lambda: plan(sound, options=DeployOptions(release=odd or 5)),
    ]
    for call in calls:
        with pytest.raises(AuthoringError, match="write "):
            call()
