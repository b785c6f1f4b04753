"""Without the AWS Data Science SDK: how its objects are told from others, by stand-ins for them."""

import math
import sys
from types import ModuleType
from typing import Any

import pytest

from sfn_dsl import Definition, compile_workflow, diff, to_python, validate
from sfn_dsl.definition import Unlocated
from sfn_dsl.deployment.build import maker
from sfn_dsl.errors import SourceError
from sfn_dsl.interop.stepfunctions_sdk import (
    definition_of,
    is_sdk_object,
    is_sdk_workflow,
    workflow_facts,
)

DOCUMENT = {"StartAt": "Only", "States": {"Only": {"Type": "Succeed"}}}


class Graph:
    __module__ = "stepfunctions.steps.states"

    def __init__(self, document: Any) -> None:
        self.document = document

    def to_dict(self) -> Any:
        return self.document


class State:
    __module__ = "stepfunctions.steps.states"

    def __init__(self, state_id: str) -> None:
        self.state_id = state_id

    def __getattr__(self, name: str) -> None:
        """None for whatever is asked for, as the SDK's own states have it."""


class Placeholder:
    __module__ = "stepfunctions.inputs.placeholders"

    def to_jsonpath(self) -> str:
        return "$['table']"


class StepInput(Placeholder):
    __module__ = "stepfunctions.inputs.placeholders"


class Workflow:
    __module__ = "stepfunctions.workflow.stepfunctions"

    def __init__(
        self, definition: Any = None, *, name: Any = "n", role: Any = "r", tags: Any = ()
    ) -> None:
        self.definition = Graph(DOCUMENT if definition is None else definition)
        self.name = name
        self.role = role
        self.tags = tags


class NightlyWorkflow(Workflow):
    __module__ = "nightly"


class SomebodysWorkflow:
    definition = Graph(DOCUMENT)


def in_a_task(**fields: Any) -> dict[str, Any]:
    return {"StartAt": "A/B", "States": {"A/B": {"Type": "Task", **fields}}}


def test_a_workflow_is_known_by_the_module_of_its_class() -> None:
    assert is_sdk_workflow(Workflow())
    assert is_sdk_workflow(NightlyWorkflow())
    assert definition_of(NightlyWorkflow()).document == DOCUMENT


@pytest.mark.parametrize(
    "other", [Workflow, SomebodysWorkflow(), State("s"), Graph({}), None, {}, "stepfunctions", sys]
)
def test_nothing_else_is_a_workflow(other: object) -> None:
    assert not is_sdk_workflow(other)


def test_a_package_whose_name_only_begins_alike_is_another() -> None:
    class_elsewhere = type("Workflow", (), {"__module__": "stepfunctions_local.workflow"})

    assert not is_sdk_workflow(class_elsewhere())


def test_a_state_has_its_graph_made_by_the_sdk_that_it_came_with(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    states: Any = ModuleType("stepfunctions.steps.states")
    states.Graph = lambda state: Graph({"StartAt": state.state_id})
    monkeypatch.setitem(sys.modules, "stepfunctions.steps.states", states)

    assert is_sdk_object(State("Only"))
    assert definition_of(State("Only")).document == {"StartAt": "Only"}


def test_a_definition_is_named_after_the_workflow_unless_a_source_is_given() -> None:
    assert definition_of(Workflow(name="nightly")).source.name == "nightly"
    assert definition_of(Workflow(), Unlocated("w.py")).source.name == "w.py"


def test_a_definition_holds_plain_json_and_shares_nothing_with_the_author() -> None:
    tables = ("users",)
    written = in_a_task(Parameters={"tables": tables, 1: True}, InputPath=None)
    read = definition_of(Workflow(written)).document

    assert read == in_a_task(Parameters={"tables": ["users"], "1": True}, InputPath=None)
    assert read["States"] is not written["States"]


@pytest.mark.parametrize("other", [None, 3, "a.py", Workflow, StepInput(), SomebodysWorkflow()])
def test_what_holds_no_definition_is_refused_by_name(other: object) -> None:
    with pytest.raises(SourceError, match=f"{type(other).__name__!r} object .* give a Workflow"):
        definition_of(other)
    with pytest.raises(SourceError, match="give a Workflow"):
        workflow_facts(other)


@pytest.mark.parametrize(
    ("value", "message"),
    [
        (StepInput(), r"placeholder \"\$\['table'\]\".* write its path with to_jsonpath\(\)"),
        (math.nan, "'float' object nan is not JSON"),
        ({"users"}, "'set' object .* is not JSON"),
    ],
)
def test_a_value_that_is_not_json_is_named_with_its_place(value: object, message: str) -> None:
    with pytest.raises(SourceError, match=message) as caught:
        definition_of(Workflow(in_a_task(Parameters={"list": [1, value]})))

    assert caught.value.diagnostics[0].pointer == "/States/A~1B/Parameters/list/1"


def test_a_value_that_holds_itself_is_an_error_and_no_endless_search() -> None:
    endless: dict[str, Any] = {}
    endless["again"] = endless

    with pytest.raises(SourceError, match="cannot be written as JSON: Circular reference"):
        definition_of(Workflow(in_a_task(Parameters=endless)))


def test_a_value_nested_without_measure_is_an_error() -> None:
    nested: list[Any] = []
    for _ in range(100_000):
        nested = [nested]

    with pytest.raises(SourceError, match="nested too deeply"):
        definition_of(Workflow(in_a_task(Result=nested)))


def test_a_definition_that_is_no_object_is_an_error() -> None:
    with pytest.raises(SourceError, match=r"'list' object .* must be an object"):
        definition_of(Workflow(["StartAt"]))


def test_what_the_sdk_raises_is_told_in_its_own_words(monkeypatch: pytest.MonkeyPatch) -> None:
    def to_dict(self: Graph) -> Any:
        raise ValueError("the chain is empty")

    monkeypatch.setattr(Graph, "to_dict", to_dict)
    with pytest.raises(SourceError, match="of 'n': ValueError: the chain is empty"):
        definition_of(Workflow())


def test_facts_hold_the_tags_in_their_order() -> None:
    tags = [{"key": "team", "value": "platform"}, {"key": "cost", "value": "42"}]
    facts = workflow_facts(Workflow(name="nightly", role=None, tags=tags))

    assert (facts.name, facts.role) == ("nightly", None)
    assert list(facts.tags.items()) == [("team", "platform"), ("cost", "42")]


@pytest.mark.parametrize(
    ("facts", "message"),
    [
        ({"name": None}, "the workflow's name is None; write a string"),
        ({"role": 7}, "the workflow's role is 7; write the role's ARN"),
        ({"tags": [{"Key": "team", "Value": "platform"}]}, "write {'key': '...', 'value': '...'}"),
        ({"tags": {"team": "platform"}}, "'team' is not a valid tag"),
    ],
)
def test_facts_that_aws_could_not_take_are_refused(facts: dict[str, Any], message: str) -> None:
    with pytest.raises(SourceError, match=message):
        workflow_facts(Workflow(**facts))


def test_every_tool_takes_a_workflow_of_the_sdk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "stepfunctions", ModuleType("stepfunctions"))
    tags = [{"key": "team", "value": "data"}]
    workflow: Any = Workflow(name="nightly", role="arn:aws:iam::123456789012:role/N", tags=tags)
    assert compile_workflow(workflow).document == DOCUMENT
    assert validate(workflow) == []
    assert not diff(workflow, Definition(DOCUMENT))
    assert 'Succeed("Only")' in to_python(workflow)
    desired = maker(workflow)("123456789012", "eu-west-1", "aws")
    assert (desired.name, desired.role) == ("nightly", "arn:aws:iam::123456789012:role/N")
    assert desired.tags == {"team": "data"}
    assert desired.unmanaged >= {"logging", "encryption"}
