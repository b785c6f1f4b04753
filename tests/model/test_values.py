"""Public values: they show as an author writes them, and copies of them are equal."""

from __future__ import annotations

import copy
import json
import pickle
from collections.abc import Callable
from importlib import resources
from typing import Any

import pytest

import sfn_dsl
from sfn_dsl import (
    UNSET,
    AuthoringError,
    Catch,
    Choice,
    Definition,
    Diagnostic,
    Fail,
    InsufficientRoleError,
    InvalidDefinitionError,
    Logging,
    Map,
    Parallel,
    Pass,
    Severity,
    SourceError,
    StateMachine,
    States,
    Target,
    Task,
    When,
    Workflow,
    compile_machine,
    distributed,
    path,
    read_json,
    tasks,
    workflow,
)
from sfn_dsl.compiler import compile_workflow
from sfn_dsl.definition.yaml.reading import read_yaml
from sfn_dsl.model.target import partition_of

a, b = path("$.a"), path("$.b")

NAMES = {name: getattr(sfn_dsl, name) for name in sfn_dsl.__all__} | vars(distributed)

AS_WRITTEN = [
    "path('$.a')",
    "path('$.a').number",
    "context('Execution.Id')",
    "context()",
    "variable('order.total')",
    "state_input('$.a')",
    "state_input()",
    "result()",
    "jsonata('$states.input.n')",
    "jsonata('{%$x%}')",
    "placeholder('${Limit}')",
    "UNSET",
    "intrinsics.format('{} of {}', path('$.a'), intrinsics.array_length(path('$.b')))",
    "intrinsics.base64_encode('x')",
    "intrinsics.uuid()",
    "intrinsics.json_merge(path('$.a'), path('$.b'), False)",
    "intrinsics.parse('States.Array($.a,1)')",
    "path('$.a') == 1",
    "path('$.a') != 'x'",
    "path('$.a') == True",
    "path('$.a').is_present()",
    "path('$.a').is_null(False)",
    "path('$.a').matches('log-*')",
    "path('$.a').number >= path('$.b')",
    "path('$.a').timestamp < '2030-01-31T12:00:00Z'",
    "compare(path('$.a'), 'NumericEquals', '${Limit}')",
    "~path('$.a').is_present()",
    "~(path('$.a') > 1)",
    "(path('$.a') == 1) & ~path('$.b').is_null() & (path('$.b') < 2)",
    "(path('$.a') == 1) | ((path('$.a') == 2) & (path('$.b') == 3))",
    "all_of((path('$.a') == 1) & (path('$.b') == 2), path('$.a') == 3)",
    "any_of(path('$.a') == 1)",
    "(path('$.a') == 1).commented('first') & (path('$.b') == 2)",
    "((path('$.a') == 1) & (path('$.b') == 2)).commented('both')",
    "~(path('$.a') == 1).commented('not this')",
    "Retry(['States.ALL'], interval_seconds=2, max_attempts=3)",
    "Catch(['States.Timeout'], 'Late', result_path=path('$.error'))",
    "When(path('$.a') == 1, 'Next', assign={'n': path('$.b')})",
    "Pass('A', result=[1, {'b': [2]}], end=True)",
    "Pass('A', result=None, end=True)",
    "Wait('W', seconds=path('$.s'), next='A')",
    "Succeed('Done')",
    "Fail('F', error='E', cause=intrinsics.format('{}', path('$.a')))",
    "Choice('C', choices=[When(path('$.a') == 1, 'A')], default='B')",
    (
        "Task('T', parameters={'x': [1, 2], 'y': path('$.a')}, retry=[Retry(['States.ALL'])], "
    "resource='arn:aws:lambda:us-east-1:1:function:f', timeout_seconds=60, "
    "credentials=Credentials('arn:aws:iam::1:role/r'), end=True)"),
    "Pass('A') >> Pass('B') >> Succeed('C')",
    "Logging('ALL', log_group='arn:aws:logs:us-east-1:1:log-group:g:*')",
    "Encryption('alias/key', data_key_reuse_seconds=60)",
    "Target('123456789012', 'cn-north-1')",
    "Target('123456789012', 'eu-west-1', name='prod', parameters={'hours': 6})",
    "Target('123456789012', 'moon-east-1', 'aws-moon')",
    "ItemBatcher(max_items_per_batch=10)",
    "ProcessorConfig(mode='DISTRIBUTED', execution_type='EXPRESS')",
]  # fmt: skip


def pickled(value: Any) -> Any:
    return pickle.loads(pickle.dumps(value))  # noqa: S301 - pickled here


@pytest.mark.parametrize("text", AS_WRITTEN)
def test_a_value_shows_as_an_author_writes_it(text: str) -> None:
    assert repr(eval(text, dict(NAMES))) == text  # noqa: S307 - the texts above


MACHINE = StateMachine(
    [
        Task("Work", resource="arn:aws:lambda:us-east-1:1:function:f", catch=[Catch("E", "Bad")])
        >> Choice("Check", [When((a == 1) & ~b.is_null(), "Each")], default="Bad"),
        Map(
            "Each",
            item_processor=StateMachine([Pass("Inner", result={"x": [1]}, end=True)]),
            processor_config=distributed.ProcessorConfig("DISTRIBUTED", "EXPRESS"),
            end=True,
        ),
        Fail("Bad", error="E"),
    ]
)


@workflow
def nightly(target: Target) -> Workflow:
    return Workflow(
        f"nightly-{target.region}",
        MACHINE,
        role="NightlyRole",
        logging=Logging("ALL", log_group="arn:aws:logs:us-east-1:1:log-group:g:*"),
        tags={"team": "data"},
    )


def test_what_is_large_shows_in_short() -> None:
    machine = "<StateMachine of 5 states, starts at 'Work'>"
    assert repr(MACHINE) == machine
    assert repr(nightly) == "<workflow 'nightly'>"
    assert repr(nightly(Target())) == (
        f"Workflow('nightly-us-east-1', {machine}, role='NightlyRole', logging=Logging('ALL', "
        "log_group='arn:aws:logs:us-east-1:1:log-group:g:*'), tags={'team': 'data'})"
    )
    assert repr(Parallel("P", branches=[MACHINE], end=True)) == (
        f"Parallel('P', branches=[{machine}], end=True)"
    )
    definition = compile_workflow(nightly())
    assert repr(definition) == f"<Definition of 5 states from {__file__!r}, STANDARD>"
    assert repr(Definition({})) == "<Definition of 0 states from '<definition>'>"


FINDING = Diagnostic("SFN101", Severity.ERROR, "wrong; write right", "/States/A")
YAML = "StartAt: &a A\nStates:\n  *a : {Type: Succeed}\n"

VALUES: list[Any] = [
    *[eval(text, dict(NAMES)) for text in AS_WRITTEN],  # noqa: S307 - the texts above
    MACHINE,
    nightly,
    nightly(),
    tasks.sns.publish("Tell", topic_arn="arn:aws:sns:us-east-1:1:t", message=a, end=True),
    Pass("A") >> Pass("B"),
    compile_machine(MACHINE),
    compile_workflow(nightly()),
    read_json('{"StartAt": "A", "States": {"A": {"Type": "Succeed"}}}', "a.json"),
    read_yaml(YAML, "a.yaml"),
    read_yaml("a: " + "[" * 400 + "]" * 400, "deep.yaml"),
    FINDING,
    States.ALL,
]


@pytest.mark.parametrize("value", VALUES, ids=lambda value: type(value).__name__)
@pytest.mark.parametrize("copied", [copy.deepcopy, copy.copy, pickled])
def test_copies_and_pickles_are_equal(value: Any, copied: Callable[[Any], Any]) -> None:
    again = copied(value)
    assert (type(again), repr(again)) == (type(value), repr(value))
    # Comparing an operand builds a condition, so it is compared as a workflow stores it.
    if isinstance(value, type(a)):
        again, value = again.path, value.path
    assert again == value


@pytest.mark.parametrize("copied", [copy.deepcopy, copy.copy])
def test_a_function_in_no_module_is_copied_too(copied: Callable[[Any], Any]) -> None:
    @workflow
    def inner(_: Target) -> Workflow:
        return nightly()

    assert copied(inner) == inner


def test_unset_stays_the_only_one() -> None:
    assert pickle.loads(pickle.dumps(UNSET)) is UNSET  # noqa: S301 - pickled here
    assert copy.deepcopy(UNSET) is UNSET


def test_a_pickled_workflow_keeps_its_lines() -> None:
    again = pickled(nightly())
    assert again.origin.positions == nightly().origin.positions
    definition = pickled(compile_workflow(again))
    for pointer in ("", "/States/Work", "/States/Work/Catch/0", "/States/Check/Choices/0"):
        assert definition.source.locate(pointer) == compile_workflow(nightly()).source.locate(
            pointer
        )
    assert again.machine.prefixed("Again ") == MACHINE.prefixed("Again ")


def test_a_frozen_object_is_as_frozen_after_pickling() -> None:
    again = pickled(nightly())
    with pytest.raises(TypeError, match="a workflow cannot be changed"):
        again.tags["team"] = "other"


@pytest.mark.parametrize("kind", [SourceError, InvalidDefinitionError, InsufficientRoleError])
def test_errors_keep_their_findings(kind: type[SourceError]) -> None:
    again = pickled(kind([FINDING]))
    assert (again.diagnostics, str(again)) == ((FINDING,), str(FINDING))


def test_an_authoring_error_keeps_its_line() -> None:
    with pytest.raises(AuthoringError) as raised:
        Pass("A", next="B", end=True)
    again = pickled(raised.value)
    assert (str(again), again.position) == (str(raised.value), raised.value.position)
    assert again.position.file == __file__


def test_each_region_of_aws_has_its_partition() -> None:
    data = json.loads((resources.files("botocore") / "data/partitions.json").read_bytes())
    found = {
        region: partition["id"]
        for partition in data["partitions"]
        for region in partition["regions"]
        if not region.endswith("-global")
    }
    assert {region: partition_of(region) for region in found} == found
    assert Target("123456789012", "us-gov-west-1").partition == "aws-us-gov"
    assert Target("123456789012", "us-iso-east-1").arn("sns", "t").startswith("arn:aws-iso:sns:")


def test_a_partition_that_the_region_is_not_part_of_is_refused() -> None:
    assert Target("123456789012", "cn-north-1", "aws-cn") == Target("123456789012", "cn-north-1")
    with pytest.raises(AuthoringError, match="'cn-north-1' is in partition 'aws-cn', not in 'aws'"):
        Target("123456789012", "cn-north-1", "aws")
    with pytest.raises(AuthoringError, match="leave the partition out"):
        Target(partition="aws-us-gov")


def test_every_public_value_is_among_these() -> None:
    kinds = {kind for kind in NAMES.values() if isinstance(kind, type) and hasattr(kind, "origin")}
    inside = {type(state) for state in MACHINE.states}
    assert kinds == {type(value) for value in VALUES if type(value) in kinds} | inside | {Parallel}
