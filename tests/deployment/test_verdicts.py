"""Places and texts of AWS's, whatever they are: each place is found, and no text is too odd."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import attrs
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sfn_dsl import StateMachine, compile_machine
from sfn_dsl.aws.api import RefusalError
from sfn_dsl.definition import Definition
from sfn_dsl.definition.scopes import scopes, transitions
from sfn_dsl.deployment.errors.definition import findings_in, pointer_of
from sfn_dsl.deployment.errors.messages import explained
from sfn_dsl.deployment.errors.reasons import reason
from sfn_dsl.errors import DeploymentError, InvalidDefinitionError

from ..laws.machines import machines
from .backend import ARN, BEFORE, ROLE

many = settings(
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
DEPLOYED = attrs.evolve(BEFORE, role=ROLE)


def pointers(definition: Definition) -> Iterator[str]:
    """The pointers of states, and of what leads from one to another."""
    for scope in scopes(definition.document):
        for name, state in scope.states.items():
            yield scope.state_pointer(name)
            for transition in transitions(scope.state_pointer(name), state):
                yield transition.pointer


def as_aws_writes(pointer: str) -> str:
    elements = re.sub(r"/(\d+)(?=/|$)", r"[\1]", pointer)
    return elements.replace("~1", "/").replace("~0", "~")


def renamed(value: Any) -> Any:
    """A document in which the names of states hold what is special in a pointer."""
    if isinstance(value, list):
        return [renamed(item) for item in value]
    if isinstance(value, dict):
        return {key: renamed(item) for key, item in value.items()} | (
            {"States": {f"{key}/a~b [0]": renamed(state) for key, state in value["States"].items()}}
            if isinstance(value.get("States"), dict)
            else {}
        )
    return value


@given(machines(), st.booleans())
@many
def test_the_place_of_every_state_and_transition_is_found(
    machine: StateMachine, has_odd_names: bool
) -> None:
    document = compile_machine(machine).document
    definition = Definition(renamed(document) if has_odd_names else document)
    for pointer in pointers(definition):
        place = as_aws_writes(pointer)
        assert pointer_of(place, definition.document) == pointer
        said = f"Invalid State Machine Definition: 'SOME_CODE: A text at {place}'"
        assert [finding.pointer for finding in findings_in(said, definition)] == [pointer]


def test_a_place_that_the_document_does_not_have_keeps_what_is_beyond_it() -> None:
    document = {"States": {"a": {"Choices": [{}]}}}
    assert pointer_of("/States/a/Choices[0]/Next", document) == "/States/a/Choices/0/Next"
    assert pointer_of("/States/a/Choices[1]/Next", document) == "/States/a/Choices[1]/Next"
    assert pointer_of("/States/b/Next", document) == "/States/b/Next"


def test_a_place_that_is_cut_off_is_that_of_the_one_name_that_begins_so() -> None:
    document = {"States": {"load": {}, "loud": {}, "save": {}}}
    assert pointer_of("/States/sa", document, is_cut=True) == "/States/save"
    assert pointer_of("/States/lo", document, is_cut=True) == "/States/lo"
    assert pointer_of("/States/sa", document) == "/States/sa"


CODES = st.sampled_from(
    [
        *("AccessDeniedException", "InvalidDefinition", "InvalidLoggingConfiguration"),
        *("KmsAccessDeniedException", "ConflictException", "TooManyTags", "", "413", "New"),
    ]
)
TEXTS = st.lists(
    st.one_of(
        st.text(max_size=10),
        st.sampled_from(
            [
                *("not authorized to perform: ", "iam:PassRole", " on resource: ", "arn:aws:kms:"),
                *(" because no ", "policy", " allows", "with an explicit deny in a ", "{role}"),
                *("Invalid State Machine Definition: '", "CODE: ", " at ", "/States/Pause", "', '"),
                "not authorized to create managed-rule",
            ]
        ),
    ),
    max_size=8,
).map("".join)


@given(CODES, TEXTS)
@settings(many, max_examples=300)
def test_whatever_aws_says_becomes_one_error(code: str, said: str) -> None:
    refusal = RefusalError("CreateStateMachine", code, said)
    assert reason(refusal)
    error = explained(refusal, ARN, DEPLOYED)
    if isinstance(error, InvalidDefinitionError):
        assert error.diagnostics
    else:
        assert isinstance(error, DeploymentError)
        assert error.code == code
