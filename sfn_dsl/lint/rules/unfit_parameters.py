"""A service task passes the parameters that its action takes.

Names are capitalized, and inside them spelled as the AWS SDK for Java does with ``aws-sdk``
(``Bool``), as the service does otherwise (``BOOL``). Required parameters are present, with
``aws-sdk`` the idempotency token too, and values have the type that the service takes. AWS checks
this when a machine is created, at any depth, and with ``aws-sdk`` wants Arguments in JSONata even
if there are none. What a nested object lacks is left to the service, so there the finding is a
warning. So is a parameter that the service has and its optimized integration is not known to take:
the integration may support it by now. And so is what only the service refuses: a number that an
intrinsic function gives where it takes text, and a DynamoDB attribute of two types or none. (ASL
reference, sections 1.6, 8.3 and 11.2, row 17.)

Bad::

    {"StartAt": "A", "States": {"A": {"Type": "Task", "End": true,
      "Resource": "arn:aws:states:::sqs:sendMessage",
      "Parameters": {"QueueURL": "https://example.com/q", "MessageBody": "m"}}}}

Good::

    {"StartAt": "A", "States": {"A": {"Type": "Task", "End": true,
      "Resource": "arn:aws:states:::sqs:sendMessage",
      "Parameters": {"QueueUrl": "https://example.com/q", "MessageBody": "m"}}}}
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sfn_dsl._unset import UNSET
from sfn_dsl.advice import Advice
from sfn_dsl.definition.states import StatePlace
from sfn_dsl.diagnostics import Severity
from sfn_dsl.language.fields import QueryLanguage
from sfn_dsl.lint.states import tasks
from sfn_dsl.lint.subject import Finding, Subject
from sfn_dsl.service_models import Problem, ProblemKind, call_problems, is_known

CODE = "SFN704"


def check(subject: Subject) -> Iterator[Finding]:
    """Every parameter that is missing, unknown or of a shape that the action does not take."""
    for task in tasks(subject):
        call = task.call
        if call is None:
            continue
        given = _given(task)
        if given is None and _is_no_object(task):
            field = subject.advice.field(task.payload_field)
            message = f"'{call.action}' takes an object as {field}; write one with its parameters"
            yield Finding(task.at(task.payload_field), message)
        if given is None or not is_known(call.action):
            continue
        if _lacks_arguments(task):
            yield Finding(task.pointer, _no_arguments(subject.advice, call.action))
            continue
        problems = list(call_problems(call.action, UNSET, given))
        if problems:
            problems = [problem for problem in problems if not problem.is_of_action]
        # A task without any parameters is one mistake, however many it should have.
        for problem in problems if task.payload_field in task.state else problems[:1]:
            yield Finding(_place(task, problem), problem.message, _severity(task, problem))


def _is_no_object(task: StatePlace) -> bool:
    """Return whether the parameters are a literal that is no object, as AWS wants of a service."""
    given = task.state.get(task.payload_field, {})
    # In JSONata that is for the schema to say, and an expression may give an object.
    if isinstance(given, dict) or task.language is QueryLanguage.JSONATA:
        return False
    return not (isinstance(given, str) and "${" in given)


def _lacks_arguments(task: StatePlace) -> bool:
    is_sdk = task.call is not None and task.call.action.startswith("aws-sdk:")
    return is_sdk and task.language is QueryLanguage.JSONATA and "Arguments" not in task.state


def _no_arguments(advice: Advice, action: str) -> str:
    field = advice.field("Arguments")
    return f"'{action}' has no {field}, which AWS wants even where it is empty; add {field}: {{}}"


def _given(task: StatePlace) -> dict[str, Any] | None:
    """The parameters of a task as far as they are known; None if only at run time."""
    given = task.state.get(task.payload_field)
    if given is None and task.payload_field not in task.state:
        return None if task.is_payload_misplaced else {}
    if not isinstance(given, dict):
        return None
    found = {}
    for name, value in given.items():
        if "${" in name:
            return None
        path = f"{name}.$"
        # A literal and a path of the same name are reported by another rule.
        if path not in given:
            # The value of a placeholder is as unknown as what a path selects.
            is_open = isinstance(value, str) and "${" in value and not name.endswith(".$")
            found[path if is_open else name] = value
    return found


def _place(task: StatePlace, problem: Problem) -> str:
    """The pointer of the nearest existing part on the way to the problem."""
    given = task.state.get(task.payload_field)
    if given is None:
        return task.pointer
    found: list[str | int] = []
    for step in problem.path:
        if isinstance(step, int):
            found.append(step)
        elif isinstance(given, dict) and (step in given or f"{step}.$" in given):
            found.append(step if step in given else f"{step}.$")
        else:
            break
        given = given[found[-1]]
    return task.at(task.payload_field, *found)


def _severity(task: StatePlace, problem: Problem) -> Severity:
    """An error where AWS looks when a machine is created, at the parameters that there are."""
    if task.payload_field not in task.state or problem.kind is ProblemKind.UNLISTED_PARAMETER:
        return Severity.WARNING
    if problem.kind is ProblemKind.MISSING_PARAMETER and len(problem.path) > 1:
        return Severity.WARNING
    if problem.kind in (ProblemKind.WRONG_RESULT, ProblemKind.NOT_ONE_MEMBER):
        return Severity.WARNING
    # Measured in JSONata; older workflows in JSONPath have no token and are said to have run.
    is_in_doubt = task.language is QueryLanguage.JSONPATH
    if problem.kind is ProblemKind.DEMANDED_PARAMETER and is_in_doubt:
        return Severity.WARNING
    return Severity.ERROR
