"""The tasks file of ``sfn simulate --tasks FILE``: answers in YAML or JSON.

    BackupTables:
      answers:                        # one for each call
        - fails: {error: BackupError, cause: the table is not available}
        - output: {tables: 3}
    sns:publish:
      output: {MessageId: "1"}        # at every call
    Approve:
      after: 3600
      output: {approved: true}

Keys are those of ``tasks=`` (`sfn_dsl.simulation.keys`). Each answer says what it is by one member:

    output: VALUE            the task's output
    returns: VALUE           what a Lambda function returns, wrapped for lambda:invoke
    fails: NAME              an error; or {error: NAME, cause: TEXT OR VALUE, phase: submit}
    hangs: true              the task does not end
    answers: [A, B]          one answer for each call; with repeat_last: true the last one goes on
    handler: MODULE.NAME     a Lambda function in Python; with folder, environment, timeout, memory
    nested: SOURCE           a workflow, simulated; with tasks, an object like this file
    like_service: true       a plausible answer, made from the service's own model

Beside it, ``after`` is in seconds of virtual time, and ``submitted`` is what a service answers
first. Folders and sources are relative to the file.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final

import attrs

from sfn_dsl.answers.errors import AnswerError
from sfn_dsl.answers.files.documents import Part, read_definition, read_document
from sfn_dsl.answers.files.mock_config import answers_of_case, is_mock_config
from sfn_dsl.answers.functions.handlers import handler
from sfn_dsl.answers.nesting import nested
from sfn_dsl.answers.scripted import after, answers, fails, hangs, returns, submitted
from sfn_dsl.answers.services.plausible import answers_like_service
from sfn_dsl.errors import SourceError

_FILE: Final = "a tasks file"
_EXAMPLE: Final = "'NameOfAState: {output: {}}'"
_FAILURE: Final = "{error: Name, cause: why}"
_MODIFIERS: Final = ("after", "submitted")


def read_tasks(
    file: str | Path,
    *,
    test_case: str | None = None,
    state_machine: str | None = None,
    load: Callable[[str], object] = read_definition,
) -> dict[str, object]:
    """The answers in a tasks file or in AWS's MockConfigFile.json, for ``tasks=``.

    Args:
        file: The file.
        test_case: The name of the test case in a MockConfigFile; a tasks file has none.
        state_machine: The name of the state machine in a MockConfigFile. If omitted, the only one.
        load: Gives the workflow for a source that is nested. If omitted, a definition's file is
            read.

    Returns:
        The answers by the names of states and resources.

    Raises:
        AnswerError: The file cannot be read; the message has the place in it.
    """
    document = read_document(file, _FILE, _EXAMPLE)
    if is_mock_config(document):
        return answers_of_case(document, test_case, state_machine)
    if test_case is not None or state_machine is not None:
        raise document.wrong(
            "this is a tasks file, which has no test cases; give a MockConfigFile.json, or leave "
            "the test case out"
        )
    return _answers(document, _Reading(Path(file).parent, load))


@attrs.frozen
class _Reading:
    """The folder that names in a file are relative to, and what loads a workflow."""

    folder: Path
    load: Callable[[str], object]


def _answers(document: Part, reading: _Reading) -> dict[str, object]:
    parts = document.object(_FILE, _EXAMPLE)
    return {key: _answer(part, reading) for key, part in parts.items()}


def _answer(part: Part, reading: _Reading) -> object:
    members = part.object("an answer", "{output: ...}, or another of those that docs name")
    kinds = [name for name in members if name in _KINDS]
    if len(kinds) != 1:
        part.check_members((*_KINDS, *_MODIFIERS, *_OPTIONS), "an answer")
        which = " and ".join(f"'{kind}'" for kind in kinds) or "nothing that the task gives"
        raise part.wrong(f"an answer has {which}; write one of {', '.join(_KINDS)}")
    [kind] = kinds
    part.check_members((kind, *_MODIFIERS, *_OPTIONS_OF.get(kind, ())), f"an answer with '{kind}'")
    try:
        answer = _KINDS[kind](part, reading)
        if "after" in members:
            answer = after(members["after"].value, answer)
        if "submitted" in members:
            answer = submitted(members["submitted"].value, answer)
    except AnswerError as error:
        # What the functions of answers say of their arguments is said of the file.
        raise error if _has_place(error, part) else part.wrong(str(error)) from error
    return answer


def _has_place(error: AnswerError, part: Part) -> bool:
    return str(error).startswith(part.source.name)


def _output(part: Part, reading: _Reading) -> object:
    return part.value["output"]


def _returns(part: Part, reading: _Reading) -> object:
    return returns(part.value["returns"])


def _fails(part: Part, reading: _Reading) -> object:
    failure = part.at("fails")
    if isinstance(failure.value, str):
        return fails(failure.value)
    members = failure.object("'fails'", _FAILURE)
    failure.check_members(("error", "cause", "phase"), "'fails'")
    texts = {name: one.text for name, one in members.items() if name != "cause"}
    return fails(
        texts.get("error"),
        failure.value.get("cause"),
        phase=texts.get("phase", "task"),  # type: ignore[arg-type]  # it is checked there
    )


def _hangs(part: Part, reading: _Reading) -> object:
    _require_true(part.at("hangs"))
    return hangs()


def _in_turn(part: Part, reading: _Reading) -> object:
    listed = part.at("answers")
    if not isinstance(listed.value, list):
        raise listed.wrong(f"'answers' is an array, not {listed.kind}; write [A, B]")
    if "repeat_last" in part.value:
        _require_true(part.at("repeat_last"))
    each = [_answer(listed.at(nth), reading) for nth in range(len(listed.value))]
    return answers(*each, repeat_last="repeat_last" in part.value)


def _handler(part: Part, reading: _Reading) -> object:
    numbers: dict[str, Any] = {}
    for name in ("timeout", "memory"):
        if name in part.value:
            numbers[name] = _positive(part.at(name))
    variables: dict[str, str] = {}
    if "environment" in part.value:
        members = part.at("environment").object("'environment'", "{NAME: value}")
        variables = {name: one.text for name, one in members.items()}
    place = reading.folder / part.at("folder").text if "folder" in part.value else reading.folder
    return handler(part.at("handler").text, folder=place, environment=variables, **numbers)


def _nested(part: Part, reading: _Reading) -> object:
    tasks = _answers(part.at("tasks"), reading) if "tasks" in part.value else None
    named = part.at("nested")
    try:
        # A file, whatever its name: not standard input, nor the ARN of a machine on AWS.
        source = reading.load(os.path.join(reading.folder, named.text))  # noqa: PTH118  # keeps "./"
    except SourceError as error:
        if any(finding.position for finding in error.diagnostics):
            raise  # it is a mistake in the workflow, which says its own place
        raise named.wrong("; ".join(finding.message for finding in error.diagnostics)) from error
    return nested(source, tasks=tasks)


def _like_service(part: Part, reading: _Reading) -> object:
    _require_true(part.at("like_service"))
    return answers_like_service()


def _require_true(part: Part) -> None:
    if part.value is not True:
        raise part.wrong("write true in its place, or remove it")


def _positive(part: Part) -> float:
    value = part.value
    if not isinstance(value, (int, float)) or isinstance(value, bool) or value <= 0:
        raise part.wrong("write a number above 0 in its place")
    return value


_KINDS: Final[Mapping[str, Callable[[Part, _Reading], object]]] = {
    "output": _output,
    "returns": _returns,
    "fails": _fails,
    "hangs": _hangs,
    "answers": _in_turn,
    "handler": _handler,
    "nested": _nested,
    "like_service": _like_service,
}
_OPTIONS_OF: Final[Mapping[str, tuple[str, ...]]] = {
    "answers": ("repeat_last",),
    "handler": ("folder", "environment", "timeout", "memory"),
    "nested": ("tasks",),
}
_OPTIONS: Final = tuple(name for names in _OPTIONS_OF.values() for name in names)
