"""A service integration names an action that Step Functions can call.

The optimized integrations are a short list of actions; everything else a service can do is called
by ``aws-sdk``, where the service is written in lower case and the action in camelCase, as in the
AWS SDK for Java. AWS rejects a name that is not there. (ASL reference, sections 8.1 and 11.2, row
16.)

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

from sfn_dsl._unset import UNSET
from sfn_dsl.language.services import ACTIONS
from sfn_dsl.lint.calls import tasks
from sfn_dsl.lint.engine import Finding, Subject
from sfn_dsl.service_models import find_service
from sfn_dsl.spelling import nearest
from sfn_dsl.tasks.index import objections

CODE = "SFN702"


def check(subject: Subject) -> Iterator[Finding]:
    """Every task that calls what there is not."""
    for task in tasks(subject):
        if (call := task.call) and (message := _objection(call.action)):
            yield Finding(task.at("Resource"), message)


@lru_cache(maxsize=1024)
def _objection(action: str) -> str | None:
    if action in ACTIONS:
        return None
    if action.startswith("aws-sdk:"):
        return next(iter(objections(action, UNSET, None)), None)
    return f"there is no optimized integration '{action}'; {_instead(action)}"


def _instead(action: str) -> str:
    # Loaded only to explain a mistake.
    from sfn_dsl.language.services.s3 import ITEM_READERS, RESULT_WRITERS

    service, _, name = action.partition(":")
    if action in ITEM_READERS or action in RESULT_WRITERS:
        return f"it stands in a Map's ItemReader or ResultWriter only, so write 'aws-sdk:{action}'"
    if (model := find_service(service)) and model.operation_of(name):
        return f"write 'aws-sdk:{action}'"
    near = nearest(action, ACTIONS)
    return f"write '{near}'" if near else "write one that there is, or call the service by aws-sdk"
