"""A service integration names an action that Step Functions can call.

The optimized integrations are a short list of actions; everything else a service can do is called
by ``aws-sdk``, with the service in lower case and the action in camelCase, as in the AWS SDK for
Java. AWS rejects a name that does not exist, and a few services that it does not offer. A service
that the installed botocore does not have, and whose name is no slip of another one, is a warning:
AWS adds services all the time. (ASL reference, sections 8.1 and 11.2, row 16.)

Bad::

    {"StartAt": "A", "States": {"A": {"Type": "Task", "End": true,
      "Resource": "arn:aws:states:::aws-sdk:s3:GetObject",
      "Parameters": {"Bucket": "b", "Key": "k"}}}}

Good::

    {"StartAt": "A", "States": {"A": {"Type": "Task", "End": true,
      "Resource": "arn:aws:states:::aws-sdk:s3:getObject",
      "Parameters": {"Bucket": "b", "Key": "k"}}}}
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from sfn_dsl.advice import Advice
from sfn_dsl.arns import read_arn
from sfn_dsl.diagnostics import Severity
from sfn_dsl.language.services import ACTIONS
from sfn_dsl.lint.resources import is_expression, unseen_service
from sfn_dsl.lint.states import STAND_IN, tasks
from sfn_dsl.lint.subject import Finding, Subject
from sfn_dsl.service_models import Problem, ProblemKind, call_problems, find_service
from sfn_dsl.spelling import nearest

CODE = "SFN702"

_SDK = "aws-sdk:"


# Each is looked up among all names.
_MOST_UNKNOWN = 30


def check(subject: Subject) -> Iterator[Finding]:
    """Every task that calls an action that does not exist."""
    known: dict[str, Finding | None] = {}
    unknown = 0
    for task in tasks(subject):
        action = task.call.action if task.call else _sdk_action(task.resource)
        if action is None or _is_judged_before(action) or unknown > _MOST_UNKNOWN:
            continue
        if action not in known:
            known[action] = _finding(subject.advice, action)
            unknown += known[action] is not None
        if finding := known[action]:
            yield finding._replace(pointer=task.at("Resource"))


def _sdk_action(resource: str) -> str | None:
    """What a resource with placeholders calls by ``aws-sdk``: its service may well be known."""
    action = read_arn(resource).resource
    return action if action.startswith(_SDK) and action.count(":") > 1 else None


@lru_cache(maxsize=1024)
def _is_judged_before(action: str) -> bool:
    """Return whether `unknown_resource` judges an action: by what stands beside its stand-ins."""
    return is_expression(action) or ("${" not in action and STAND_IN.search(action) is not None)


def _finding(advice: Advice, action: str) -> Finding | None:
    """What is wrong with an action, as a finding without its place."""
    if action in ACTIONS:
        return None
    if not action.startswith(_SDK):
        return Finding(
            "", f"there is no optimized integration '{action}'; {_instead(advice, action)}"
        )
    if "${" in action and (service := unseen_service(action)):
        message = (
            f"the installed botocore has no service '{service}', whatever is filled in; correct "
            "what stands beside the placeholder, or install a botocore that has one"
        )
        return Finding("", message, Severity.WARNING)
    problem = _problem_of(action)
    if problem is None:
        return None
    is_unseen = problem.kind is ProblemKind.UNSEEN_SERVICE
    return Finding("", problem.message, Severity.WARNING if is_unseen else Severity.ERROR)


@lru_cache(maxsize=1024)
def _problem_of(action: str) -> Problem | None:
    return next(call_problems(action), None)


def _instead(advice: Advice, action: str) -> str:
    # Loaded only to explain a mistake.
    from sfn_dsl.language.services.s3 import ITEM_READERS, RESULT_WRITERS

    service, _, name = action.partition(":")
    if action in ITEM_READERS or action in RESULT_WRITERS:
        fields = " or ".join(map(advice.field, ("ItemReader", "ResultWriter")))
        return f"it is only for the {fields} of a Map, so write 'aws-sdk:{action}'"
    if (model := find_service(service)) and model.operation_of(name):
        return f"write 'aws-sdk:{action}'"
    near = nearest(action, ACTIONS)
    return f"write '{near}'" if near else "write an existing one, or call the service by aws-sdk"
