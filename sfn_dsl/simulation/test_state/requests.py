"""Requests of TestState: what they hold, and which of them AWS refuses."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import attrs

from sfn_dsl.arns import read_integration
from sfn_dsl.definition.scopes import scopes
from sfn_dsl.definition.states import language_of
from sfn_dsl.language.fields import QueryLanguage
from sfn_dsl.simulation.data.strict_json import read_json_text
from sfn_dsl.simulation.test_state.mock_results import check_task_result
from sfn_dsl.simulation.test_state.refusals import (
    RefusedError,
    invalid,
    invalid_definition,
    unsupported,
)

# What AWS calls a state that is given without a machine around it.
UNNAMED: Final = "StateName"

_TYPES: Final = ("Task", "Wait", "Pass", "Succeed", "Fail", "Choice", "Parallel", "Map")
_MOCKED: Final = ("Task", "Map", "Parallel")
_ALONE: Final = ("Task", "Wait", "Pass", "Succeed", "Fail", "Choice")
_LEVELS: Final = ("INFO", "DEBUG", "TRACE")
_MODES: Final = ("STRICT", "PRESENT", "NONE")
_CONTEXT: Final = frozenset(("Execution", "State", "StateMachine", "Task"))


@attrs.frozen
class MockedError:
    """An error in place of the state's work."""

    error: str
    cause: str | None = None


@attrs.frozen
class Request:
    """A request that AWS accepts.

    ``result`` is the mocked result in a list of one, None without one; ``context`` is None where
    none is given. ``retries`` are the attempts that were made before, ``failures`` the iterations
    of a Map that failed, ``items`` the text that an ItemReader reads.
    """

    name: str
    state: dict[str, Any]
    language: QueryLanguage
    input: Any
    level: str = "INFO"
    result: list[Any] | None = None
    error: MockedError | None = None
    variables: Mapping[str, Any] = attrs.Factory(dict)
    context: dict[str, Any] | None = None
    role: str | None = None
    retries: int = 0
    failures: int | None = None
    items: str | None = None

    @property
    def kind(self) -> str:
        """The type of the state."""
        return str(self.state["Type"])

    @property
    def is_mocked(self) -> bool:
        """Return whether the state's work is mocked."""
        return self.result is not None or self.error is not None


def read_request(given: Mapping[str, Any]) -> Request:
    """Read a request as AWS's API takes it. Raises RefusedError."""
    level = _one_of(given, "inspectionLevel", _LEVELS, "INFO")
    mock: Mapping[str, Any] = given.get("mock") or {}
    configuration: Mapping[str, Any] = given.get("stateConfiguration") or {}
    name, state, language = _state(given)
    _check_mock(given, mock)
    _check_kind(state, has_mock=bool(mock), has_role=bool(given.get("roleArn")))
    return Request(
        name,
        state,
        language,
        input=_input(given.get("input")),
        level=level,
        result=_result(state, mock),
        error=_error(mock),
        variables=_object(given, "variables") or {},
        context=_context(given, has_mock=bool(mock)),
        role=given.get("roleArn"),
        retries=configuration.get("retrierRetryCount") or 0,
        failures=configuration.get("mapIterationFailureCount"),
        items=configuration.get("mapItemReaderData"),
    )


def _one_of(given: Mapping[str, Any], field: str, values: tuple[str, ...], default: str) -> str:
    value = given.get(field) or default
    if value not in values:
        raise invalid(
            f"1 validation error detected: Value '{value}' at '{field}' failed to satisfy "
            f"constraint: Member must satisfy enum value set: [{', '.join(values)}]"
        )
    return str(value)


def _state(given: Mapping[str, Any]) -> tuple[str, dict[str, Any], QueryLanguage]:
    """The state under test, its name, and the language that it is in."""
    document = _document(given.get("definition") or "")
    name = given.get("stateName")
    if name is None and isinstance(document.get("States"), dict) and "Type" not in document:
        raise invalid_definition("SCHEMA_VALIDATION_FAILED: The field 'Type' is required at /")
    if name is None:
        name, state, language = UNNAMED, document, QueryLanguage.JSONPATH
    else:
        found = next(
            (scope.states[name] for scope in scopes(document) if name in scope.states), None
        )
        if found is None:
            raise invalid(f"State '{name}' not found in the state machine definition")
        state, language = found, language_of(document)
    if state.get("Type") not in _TYPES:
        raise invalid_definition(
            "SCHEMA_VALIDATION_FAILED: The field 'Type' should have one of these values: "
            f"[{', '.join(_TYPES)}] at /States/{name}/Type"
        )
    return name, state, language_of(state, language)


def _document(text: str) -> dict[str, Any]:
    try:
        document = read_json_text(text)
    except ValueError as error:
        raise invalid_definition(f"INVALID_JSON_DESCRIPTION: {error}") from error
    if not isinstance(document, dict):
        raise invalid_definition("SCHEMA_VALIDATION_FAILED: Definition must be a valid JSON object")
    return document


def _check_mock(given: Mapping[str, Any], mock: Mapping[str, Any]) -> None:
    if not mock:
        return
    if ("result" in mock) == ("errorOutput" in mock):
        raise invalid(
            "A test mock should have only one of the following fields: [result, errorOutput]."
        )
    if given.get("revealSecrets"):
        raise invalid("TestState does not support RevealSecrets when a mock is specified.")


def _check_kind(state: Mapping[str, Any], *, has_mock: bool, has_role: bool) -> None:
    kind = state["Type"]
    if has_mock and kind not in _MOCKED:
        raise invalid(f"State type '{kind}' is not supported when a mock is specified")
    if has_mock or kind in ("Wait", "Pass", "Succeed", "Fail", "Choice"):
        return
    if kind != "Task":
        raise unsupported(
            "TestState API does not support Map or Parallel states. Supported state types "
            f"include: [{', '.join(_ALONE)}]"
        )
    if not has_role:
        raise invalid("RoleArn must be specified when testing a Task state")
    resource = str(state.get("Resource"))
    call = read_integration(resource)
    if call is not None and call.suffix:
        raise unsupported(f"TestState API does not support '{call.suffix}' service integration")
    if ":activity:" in resource:
        raise unsupported("TestState API does not support Activity ARN")


def _input(text: Any) -> Any:
    try:
        return read_json_text(text) if text is not None else {}
    except ValueError as error:
        message = f"Invalid State Machine Execution Input: '{error}'"
        raise RefusedError("InvalidExecutionInput", message) from error


def _result(state: Mapping[str, Any], mock: Mapping[str, Any]) -> list[Any] | None:
    if "result" not in mock:
        return None
    try:
        result = read_json_text(mock["result"])
    except ValueError as error:
        raise invalid("Mocked result must be valid JSON") from error
    mode = _one_of(mock, "fieldValidationMode", _MODES, "STRICT")
    if state["Type"] == "Task":
        if mode != "NONE":
            check_task_result(str(state.get("Resource")), result, is_strict=mode == "STRICT")
    else:
        _check_many(state, result)
    return [result]


def _check_many(state: Mapping[str, Any], result: Any) -> None:
    """Check the mocked result of a Parallel or a Map."""
    if state["Type"] == "Map" and _writes_to_bucket(state.get("ResultWriter")):
        if not isinstance(result, dict):
            raise invalid("Mocked result must be a JSON object.")
    elif not isinstance(result, list):
        raise invalid("Mocked result must be an array.")
    elif state["Type"] == "Parallel" and len(result) != len(state.get("Branches") or ()):
        raise invalid(
            "Mocked result must contain the same number of items as number of Parallel branches."
        )


def _writes_to_bucket(writer: Any) -> bool:
    return isinstance(writer, dict) and "Resource" in writer


def _error(mock: Mapping[str, Any]) -> MockedError | None:
    output = mock.get("errorOutput")
    if output is None:
        return None
    if not output.get("error"):
        raise invalid("The field 'error' is required in a mocked errorOutput.")
    return MockedError(str(output["error"]), output.get("cause"))


def _context(given: Mapping[str, Any], *, has_mock: bool) -> dict[str, Any] | None:
    context = _object(given, "context")
    if context is None:
        return None
    if not has_mock:
        raise invalid("TestState supports Context only when a mock is specified.")
    if unknown := sorted(context.keys() - _CONTEXT):
        raise invalid(f"Field '{unknown[0]}' is not supported in Context.")
    return context


def _object(given: Mapping[str, Any], field: str) -> dict[str, Any] | None:
    """A field that holds the text of a JSON object."""
    text = given.get(field)
    if text is None:
        return None
    try:
        value = read_json_text(text)
    except ValueError as error:
        raise invalid(f"{field.capitalize()} must be valid JSON") from error
    if not isinstance(value, dict):
        raise invalid(f"{field.capitalize()} must be a JSON object.")
    return value
