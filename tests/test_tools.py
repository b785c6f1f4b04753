"""The tools as functions: each takes whatever holds a workflow, and means the same by it."""

from __future__ import annotations

import copy
import pickle
from pathlib import Path
from typing import Any

import pytest

from sfn_dsl import (
    AuthoringError,
    Definition,
    LoadedSource,
    StateMachine,
    Target,
    Task,
    Workflow,
    canonical_text,
    compile_workflow,
    diff,
    load,
    policy_of,
    to_python,
    validate,
    workflow,
)

PROD = Target("123456789012", "eu-west-1")


@workflow
def orders(target: Target) -> Workflow:
    store = Task("Store", resource=target.arn("lambda", "function:store"), end=True)
    return Workflow("orders", StateMachine([store]), role="OrdersRole")


FILE = """
from sfn_dsl import StateMachine, Target, Task, Workflow, workflow

@workflow
def orders(target: Target) -> Workflow:
    store = Task("Store", resource=target.arn("lambda", "function:store"), end=True)
    return Workflow("orders", StateMachine([store]), role="OrdersRole")
"""


@pytest.fixture(params=["builder", "workflow", "machine", "definition", "python file", "JSON file"])
def value(request: pytest.FixtureRequest, tmp_path: Path) -> Any:
    """One machine, in everything that a tool takes, built for PROD where it is built already."""
    match request.param:
        case "builder":
            return orders
        case "workflow":
            return orders(PROD)
        case "machine":
            return orders(PROD).machine
        case "definition":
            return compile_workflow(orders, PROD)
        case "python file":
            (tmp_path / "orders.py").write_text(FILE)
            return load(str(tmp_path / "orders.py"))
        case _:
            text = canonical_text(compile_workflow(orders, PROD).document)
            (tmp_path / "orders.asl.json").write_text(text)
            return load(str(tmp_path / "orders.asl.json"))


def test_every_tool_takes_whatever_holds_a_workflow(value: Any) -> None:
    definition = compile_workflow(value, PROD)
    assert isinstance(definition, Definition)
    resource = definition.document["States"]["Store"]["Resource"]
    assert resource == "arn:aws:lambda:eu-west-1:123456789012:function:store"
    assert [finding.code for finding in validate(value, PROD, strict=True)] == ["SFN508", "SFN509"]
    assert not diff(value, orders, PROD)
    assert resource in str(policy_of(value, PROD))
    assert "Task(" in to_python(value, PROD)


def test_a_loaded_workflow_is_built_again_for_each_target(tmp_path: Path) -> None:
    (tmp_path / "orders.py").write_text(FILE)
    source = load(str(tmp_path / "orders.py"))
    assert "YOUR_ACCOUNT" in canonical_text(source.definition.document)
    assert "123456789012" in canonical_text(compile_workflow(source, PROD).document)
    assert source.workflow is not None
    assert source.workflow.role == "OrdersRole"
    assert repr(source) == f"LoadedSource('{tmp_path / 'orders.py'}')"
    assert isinstance(source, LoadedSource)


def test_python_source_keeps_what_a_workflow_says_in_addition_to_its_machine() -> None:
    text = to_python(orders, PROD)
    assert 'Workflow("orders", machine, role="OrdersRole")' in text
    renamed = to_python(compile_workflow(orders), name="other", role="OtherRole")
    assert 'Workflow("other", machine, role="OtherRole")' in renamed
    with pytest.raises(AuthoringError, match="both a name and a role"):
        to_python(compile_workflow(orders), name="other")


def test_a_source_is_loaded_by_its_path_for_a_target_of_the_project(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "orders.py").write_text(FILE)
    (tmp_path / "pyproject.toml").write_text(
        '[tool.sfn_dsl.targets.prod]\naccount = "123456789012"\nregion = "eu-west-1"\n'
    )
    monkeypatch.chdir(tmp_path)
    source = load(Path("orders.py"), "prod")
    assert not diff(source, orders, "prod")
    assert "123456789012" in str(compile_workflow(orders, "prod").document)


def test_a_loaded_definition_can_be_pickled_and_copied(tmp_path: Path) -> None:
    file = tmp_path / "orders.asl.json"
    file.write_text(canonical_text(compile_workflow(orders, PROD).document))
    source = load(file)
    for again in (pickle.loads(pickle.dumps(source)), copy.deepcopy(source)):  # noqa: S301 - its own
        assert again == source
        assert not diff(again, source)
