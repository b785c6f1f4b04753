"""Answers from a file, in place of services: a tasks file, or AWS's MockConfigFile.json."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import attrs

from sfn_dsl.answers.errors import AnswerError
from sfn_dsl.answers.files.documents import Part, read_document
from sfn_dsl.answers.files.mock_config import answers_of_case, is_mock_config
from sfn_dsl.answers.files.tasks_file import read_tasks
from sfn_dsl.answers.lookup import AnswerTable
from sfn_dsl.simulation.effects import Failed, Outcome, TaskCall
from sfn_dsl.simulation.failures import RUNTIME

_FILE = "a file of mocks"
_EXAMPLE = "'sns:publish: {output: {}}'"


@attrs.frozen
class Mocks:
    """The answers of a file: those of a tasks file for each execution, or those of test cases."""

    answers: Mapping[str, object] = attrs.Factory(dict)
    cases: Part | None = None

    def for_execution(self, machine: str, test_case: str | None) -> MockedTasks:
        """The answers of one execution of a machine, which begin anew with it.

        Raises AnswerError where there is no such test case.
        """
        if test_case is None:
            return MockedTasks(self.answers)
        if self.cases is None:
            raise AnswerError(
                f"there is no test case '{test_case}'; start with --mocks and a MockConfigFile.json"
            )
        return MockedTasks(answers_of_case(self.cases, test_case, machine))


def read_mocks(file: str | Path) -> Mocks:
    """The answers in a file. Raises AnswerError, with the place of what cannot be read."""
    document = read_document(file, _FILE, _EXAMPLE)
    if is_mock_config(document):
        return Mocks(cases=document)
    return Mocks(answers=read_tasks(file))


class MockedTasks:
    """The answers of one execution."""

    def __init__(self, answers: Mapping[str, Any]) -> None:
        self._table = AnswerTable(answers) if answers else None

    def at_once(self, call: TaskCall) -> Outcome | None:
        """The answer to a call, None where there is none."""
        if self._table is None or not self._table.has(call):
            return None
        try:
            return self._table.start(call)
        except Exception as error:
            # An answer that a test wrote has failed: that is nothing to retry or to catch.
            return Failed(RUNTIME, f"The answer of '{call.state}' in the mocks failed: {error}")

    def again(self, call: TaskCall) -> None:
        """Give the next answers to the next calls, as if this one had been given."""
        self.at_once(call)
