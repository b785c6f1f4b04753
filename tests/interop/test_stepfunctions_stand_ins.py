"""Without the AWS Data Science SDK: how its objects are told from others, by stand-ins for them."""

import math
import sys
from collections.abc import Callable
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from click.testing import CliRunner

from sfn_dsl import (
    Definition,
    Target,
    compile_workflow,
    diff,
    load,
    policy_of,
    to_python,
    validate,
    workflow,
)
from sfn_dsl.cli.main import sfn
from sfn_dsl.cli.sources import machine_of, workflow_of
from sfn_dsl.definition import Unlocated
from sfn_dsl.deployment.build import NamedSource, maker
from sfn_dsl.errors import AuthoringTypeError, SourceError
from sfn_dsl.interop.stepfunctions_sdk import (
    definition_of,
    is_sdk_object,
    is_sdk_workflow,
    workflow_facts,
)
from sfn_dsl.loading import workflows_in
from sfn_dsl.workflow_values import build

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


class WorkflowTemplate:
    __module__ = "stepfunctions.template.pipeline.common"

    def __init__(self, workflow: Workflow) -> None:
        self.workflow = workflow


class TrainingPipeline(WorkflowTemplate):
    __module__ = "stepfunctions.template.pipeline.train"


class NightlyPipeline(TrainingPipeline):
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
    value: Any = Workflow(name="nightly", role="arn:aws:iam::123456789012:role/N", tags=tags)
    assert compile_workflow(value).document == DOCUMENT
    assert validate(value) == []
    assert not diff(value, Definition(DOCUMENT))
    assert 'Succeed("Only")' in to_python(value)
    desired = maker(value)("123456789012", "eu-west-1", "aws")
    assert (desired.name, desired.role) == ("nightly", "arn:aws:iam::123456789012:role/N")
    assert desired.tags == {"team": "data"}
    assert desired.unmanaged >= {"logging", "encryption"}


ROLE = "arn:aws:iam::123456789012:role/N"


def nightly() -> Workflow:
    tags = [{"key": "team", "value": "data"}]
    return Workflow(name="nightly", role=ROLE, tags=tags)


def of_region(target: Target) -> Workflow:
    return Workflow(name=f"nightly-{target.region}", role=ROLE)


def of_default(target: Target | None = None) -> NightlyPipeline:
    return NightlyPipeline(of_region(target or Target()))


VALUES: list[tuple[Any, str]] = [
    (nightly(), "nightly"),
    (NightlyPipeline(nightly()), "nightly"),
    (nightly, "nightly"),
    (lambda: NightlyPipeline(nightly()), "nightly"),
    (partial(of_region, Target("123456789012", "eu-west-1")), "nightly-eu-west-1"),
    (of_region, "nightly-eu-west-1"),
    (of_default, "nightly-eu-west-1"),
    (workflow(of_region), "nightly-eu-west-1"),  # type: ignore[arg-type]  # the SDK has no types
]


@pytest.mark.parametrize(("value", "name"), VALUES)
def test_every_tool_takes_what_holds_or_returns_a_workflow_of_the_sdk(
    value: Any, name: str
) -> None:
    place = Target("123456789012", "eu-west-1")
    assert compile_workflow(value, place).document == DOCUMENT
    assert validate(value, place) == []
    assert not diff(value, Definition(DOCUMENT), place)
    assert policy_of(value, place)["Statement"] == []
    source = to_python(value, place)
    assert f'"{name}"' in source
    assert f'role="{ROLE}"' in source
    assert ('tags={"team": "data"}' in source) is (name == "nightly")
    assert '"other"' in to_python(value, place, name="other")
    desired = maker(value, place)("123456789012", "eu-west-1", "aws")
    assert (desired.name, desired.role) == (name, ROLE)


def two(target: Target, other: int) -> Workflow:
    return nightly()


def test_a_function_that_returns_something_else_is_told() -> None:
    with pytest.raises(AuthoringTypeError, match="'<lambda>' returned 5; return a Workflow"):
        validate(lambda: 5)  # type: ignore[arg-type, return-value]  # the mistake
    with pytest.raises(AuthoringTypeError, match=r"write def two\(target: Target\)"):
        validate(two)  # type: ignore[arg-type]  # the mistake


def test_the_permissions_of_a_distributed_map_name_the_workflow() -> None:
    inner = {
        "StartAt": "In",
        "States": {"In": {"Type": "Pass", "End": True}},
        "ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"},
    }
    each = {"Type": "Map", "ItemProcessor": inner, "End": True}
    value: Any = Workflow({"StartAt": "Each", "States": {"Each": each}}, name="nightly")
    assert ":stateMachine:nightly" in str(policy_of(value))


SDK_FILES = {
    "stepfunctions/__init__.py": "",
    "stepfunctions/workflow.py": """class Graph:
    def to_dict(self):
        return {"StartAt": "Only", "States": {"Only": {"Type": "Succeed"}}}


class Workflow:
    def __init__(self, name, role="arn:aws:iam::123456789012:role/N", tags=()):
        self.name, self.role, self.tags, self.definition = name, role, tags, Graph()


class WorkflowTemplate:
    def __init__(self, workflow):
        self.workflow = workflow
""",
}


@pytest.fixture
def sources(tmp_path: Path) -> Callable[[str], Path]:
    """Files that import a package with the SDK's classes, and nothing else of it."""
    if find_spec("stepfunctions"):
        pytest.skip("the SDK itself is installed here, and is what the files would import")
    for name, text in SDK_FILES.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)

    def write(text: str, name: str = "flows.py") -> Path:
        heading = "from stepfunctions.workflow import Workflow, WorkflowTemplate\n"
        heading += "from stepfunctions import workflow as flows\n"
        (tmp_path / name).write_text(heading + text)
        return tmp_path / name

    return write


Sources = Callable[[str], Path]


@pytest.mark.parametrize(
    "text",
    [
        "nightly = Workflow('nightly')",
        "pipeline = WorkflowTemplate(Workflow('nightly'))\nnightly = pipeline.workflow",
        "def build() -> Workflow:\n    return Workflow('nightly')",
        "def build() -> 'flows.Workflow':\n    return Workflow('nightly')",
        "def build(target) -> WorkflowTemplate:\n    return WorkflowTemplate(Workflow('nightly'))",
        "from sfn_dsl import workflow\n@workflow\ndef build(t):\n    return Workflow('nightly')",
        "def made(name: str) -> Workflow:\n    return Workflow(name)\nnightly = made('nightly')",
    ],
)
def test_a_file_holds_what_it_says_is_a_workflow_of_the_sdk(text: str, sources: Sources) -> None:
    file = sources(text)
    found = load(file)
    assert found.definition.document["StartAt"] == "Only"
    assert found.definition.settings["name"] == "nightly"
    assert len(workflows_in(str(file))) == 1
    built = build(workflow_of(str(file)), Target())  # type: ignore[arg-type]  # nothing bare here
    assert built.sdk_workflow.name == "nightly"
    assert isinstance(machine_of(str(file)), str) is False


def test_a_function_without_an_annotation_is_taken_by_its_name(sources: Sources) -> None:
    file = sources("def build():\n    return Workflow('nightly')")
    with pytest.raises(SourceError, match=r"name the function that returns one, as in .*:name"):
        load(file)
    assert load(f"{file}:build").definition.settings["name"] == "nightly"
    found = workflow_of(f"{file}:build")
    assert isinstance(found, NamedSource)  # only what it returns shows whether it has a name
    assert found.build(Target()).sdk_workflow.name == "nightly"


def test_a_function_that_fails_is_told_at_its_line(sources: Sources) -> None:
    file = sources("def build() -> Workflow:\n    return Workflow()")
    with pytest.raises(SourceError) as refused:
        load(file)
    position = refused.value.diagnostics[0].position
    assert position is not None
    assert (position.file, position.line) == (str(file), 4)


def test_importing_a_workflow_of_the_sdk_keeps_its_name_role_and_tags(sources: Sources) -> None:
    tags = "[{'key': 'team', 'value': 'data'}]"
    file = sources(f"nightly = Workflow('nightly', tags={tags})")
    done = CliRunner().invoke(sfn, ["import", str(file)])
    assert done.exit_code == 0, done.output
    assert '"nightly"' in done.output
    assert f'role="{ROLE}"' in done.output
    assert 'tags={"team": "data"}' in done.output
    named = CliRunner().invoke(sfn, ["import", str(file), "--name", "other"])
    assert '"other"' in named.output
