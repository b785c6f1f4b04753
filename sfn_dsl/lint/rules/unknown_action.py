"""A service integration names an action that Step Functions can call.

The optimized integrations are a short list of actions; everything else a service can do is called
by ``aws-sdk``, with the service in lower case and the action in camelCase, as in the AWS SDK for
Java. AWS rejects a name that does not exist. (ASL reference, sections 8.1 and 11.2, row 16.)

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

from sfn_dsl.advice import Advice
from sfn_dsl.language.services import ACTIONS
from sfn_dsl.lint.states import tasks
from sfn_dsl.lint.subject import Finding, Subject
from sfn_dsl.service_models import call_problems, find_service
from sfn_dsl.spelling import nearest

CODE = "SFN702"


def check(subject: Subject) -> Iterator[Finding]:
    """Every task that calls an action that does not exist."""
    messages: dict[str, str | None] = {}
    for task in tasks(subject):
        if task.call is None:
            continue
        action = task.call.action
        if action not in messages:
            messages[action] = _message(subject.advice, action)
        if message := messages[action]:
            yield Finding(task.at("Resource"), message)


def _message(advice: Advice, action: str) -> str | None:
    if action in ACTIONS:
        return None
    if action.startswith("aws-sdk:"):
        return next((problem.message for problem in call_problems(action)), None)
    return f"there is no optimized integration '{action}'; {_instead(advice, action)}"


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
