"""AWS's MockConfigFile.json: the mocked service integrations of Step Functions Local.

    {"StateMachines": {"Shop": {"TestCases": {"HappyPath": {"Pay": "PaidAtOnce"}}}},
     "MockedResponses": {"PaidAtOnce": {"0": {"Return": {"StatusCode": 200}},
                                        "1-2": {"Throw": {"Error": "E", "Cause": "why"}}}}}

A response is for one call of a state or several of them, counted from 0, retries and iterations
included. (Developer Guide, "Configuration file for mocked service integrations".)
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, ClassVar, Final

import attrs

from sfn_dsl.answers.answering import Answer, Answerer
from sfn_dsl.answers.errors import UnansweredTaskError
from sfn_dsl.answers.files.documents import Part, as_document, one_of, read_document
from sfn_dsl.answers.json_values import json_copy, shown
from sfn_dsl.simulation.effects import Failed, Outcome, Succeeded, TaskCall

MACHINES: Final = "StateMachines"
RESPONSES: Final = "MockedResponses"

_CASES: Final = "TestCases"
_FILE: Final = "a MockConfigFile"
_EXAMPLE: Final = '{"StateMachines": {...}, "MockedResponses": {...}}'
_RANGE: Final = re.compile(r"(\d{1,9})(?:-(\d{1,9}))?")


@attrs.frozen
class MockedResponse(Answer):
    """The responses of one name, each for the calls from its first number to its last."""

    made_by: ClassVar[str] = "mock_config"

    name: str
    responses: tuple[tuple[int, int, Outcome], ...]

    @property
    def counts(self) -> bool:
        """Each call has its own response."""
        return True

    def begin(self, where: str) -> Answerer:
        """What answers the calls of one run, beginning with call 0."""
        calls = 0

        def answerer(call: TaskCall) -> Outcome:
            nonlocal calls
            number, calls = calls, calls + 1
            for first, last, outcome in self.responses:
                if first <= number <= last:
                    return outcome
            raise self._exhausted(call, number)

        return answerer

    def _exhausted(self, call: TaskCall, number: int) -> UnansweredTaskError:
        last = self.responses[-1][1]
        return UnansweredTaskError(
            f"the mocked response '{self.name}' ends with call {last}, and '{call.state}' is "
            f"called once more, with {shown(call.parameters)}; add "
            f'"{number}": {{"Return": ...}} to it',
            state=call.state,
            resource=call.resource,
            parameters=call.parameters,
        )


def mock_config(
    file: str | Path | Mapping[str, Any], test_case: str, *, state_machine: str | None = None
) -> dict[str, object]:
    """The answers of one test case of AWS's MockConfigFile.json, for ``tasks=``.

    States that the test case does not name have no answer: add theirs, ``{**mock_config(...),
    "Ship": {}}``.

    Args:
        file: The file, or its content as a mapping.
        test_case: The name of the test case; also as AWS writes it, ``"Shop#HappyPath"``.
        state_machine: The name of the state machine in the file. If omitted, the only one.

    Returns:
        The answers by the names of the states.

    Raises:
        AnswerError: The file is not as AWS has it; the message has the place in it.
    """
    if isinstance(file, Mapping):
        document = as_document(json_copy(file, _FILE), _FILE)
    else:
        document = read_document(file, _FILE, _EXAMPLE)
    return answers_of_case(document, test_case, state_machine)


def is_mock_config(document: Part) -> bool:
    """Return whether a document is a MockConfigFile, by the names that begin it."""
    return MACHINES in document.value or RESPONSES in document.value


def answers_of_case(
    document: Part, test_case: str | None, state_machine: str | None = None
) -> dict[str, object]:
    """The answers of one test case; without its name, of the only one."""
    document.object(_FILE, _EXAMPLE)
    document.check_members((MACHINES, RESPONSES), _FILE)
    for name in (MACHINES, RESPONSES):
        if name not in document.value:
            raise document.wrong(f"{_FILE} has '{MACHINES}' and '{RESPONSES}'; add '{name}'")
    responses = {
        name: _response(name, part)
        for name, part in document.at(RESPONSES)
        .object(f"'{RESPONSES}'", '{"Name": {"0": {"Return": ...}}}')
        .items()
    }
    if test_case and "#" in test_case and state_machine is None:
        state_machine, _, test_case = test_case.rpartition("#")
    cases = _cases(document, state_machine)
    case = _chosen(cases, test_case, "test case", "test_case= or --test-case")
    answers: dict[str, object] = {}
    for state, named in case.members().items():
        if named.text not in responses:
            raise named.wrong(
                f"there is no mocked response '{named.text}'; write {one_of(named.text, responses)}"
            )
        answers[state] = responses[named.text]
    return answers


def _cases(document: Part, state_machine: str | None) -> dict[str, Part]:
    """The test cases of one state machine, by their names."""
    example = '{"Name": {"TestCases": {...}}}'
    machines = document.at(MACHINES).object(f"'{MACHINES}'", example)
    machine = _chosen(machines, state_machine, "state machine", "state_machine= or NAME#CASE")
    example = '{"TestCases": {"Name": {"State": "Response"}}}'
    machine.object("a state machine", example)
    machine.check_members((_CASES,), "a state machine")
    cases = machine.at(_CASES).object(f"'{_CASES}'", '{"Name": {"State": "Response"}}')
    for case in cases.values():
        if not isinstance(case.value, dict):
            raise case.wrong(f"a test case is an object, not {case.kind}; write {{...}}")
    return cases


def _chosen(parts: Mapping[str, Part], name: str | None, what: str, argument: str) -> Part:
    if name is None:
        if len(parts) == 1:
            return next(iter(parts.values()))
        first = next(iter(parts.values()))
        listed = ", ".join(f"'{each}'" for each in parts)
        raise first.wrong(f"there is more than one {what}: {listed}; name one with {argument}")
    if name not in parts:
        first = next(iter(parts.values()))
        raise first.wrong(f"there is no {what} '{name}'; write {one_of(name, parts)}")
    return parts[name]


def _response(name: str, part: Part) -> MockedResponse:
    members = part.object(f"the mocked response '{name}'", '{"0": {"Return": ...}}')
    found = [(*_range(text, one), _outcome(one)) for text, one in members.items()]
    found.sort(key=lambda row: row[:2])
    expected = 0
    for first, last, _ in found:
        if first != expected:
            fault = "two responses" if first < expected else "no response"
            number = min(first, expected)
            raise part.wrong(
                f"the mocked response '{name}' has {fault} for call {number}; number them from 0 "
                'on, for example "0", "1-2", "3"'
            )
        expected = last + 1
    return MockedResponse(name, tuple(found))


def _range(text: str, part: Part) -> tuple[int, int]:
    found = _RANGE.fullmatch(text)
    first, last = (int(found[1]), int(found[2] or found[1])) if found else (1, 0)
    if first > last:
        raise part.wrong(f'\'{text}\' does not number any calls; write for example "0" or "1-2"')
    return first, last


def _outcome(part: Part) -> Outcome:
    example = '{"Return": ...} or {"Throw": {"Error": "Name", "Cause": "why"}}'
    members = part.object("a response", example)
    part.check_members(("Return", "Throw"), "a response")
    if len(members) != 1:
        raise part.wrong(f"a response returns or throws, and not both; write {example}")
    if "Return" in members:
        return Succeeded(members["Return"].value)
    thrown = members["Throw"]
    thrown.object("'Throw'", '{"Error": "Name", "Cause": "why"}')
    thrown.check_members(("Error", "Cause"), "'Throw'")
    if "Error" not in thrown.value:
        raise thrown.wrong("'Throw' names no error; add 'Error'")
    texts = {name: one.text for name, one in thrown.members().items()}
    return Failed(texts["Error"], texts.get("Cause"))
