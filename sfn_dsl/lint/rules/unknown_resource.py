"""A task's resource is the ARN of a function, an activity or a service action.

Service actions are written as ``arn:aws:states:::sns:publish`` or
``arn:aws:states:::aws-sdk:s3:getObject``. AWS rejects anything else, and every JSONata expression:
a resource is constant. Of an ARN with placeholders the parts are judged that stand there already:
whatever is filled in, a topic is nothing that a task can call, and no action of SQS ends in "Nope".
(ASL reference, sections 1.5, 8.1 and 11.2, row 16.)

Bad::

    {"StartAt": "A", "States": {"A": {"Type": "Task", "End": true,
      "Resource": "arn:aws:lambda:eu-west-1:123456789012:resize"}}}

Good::

    {"StartAt": "A", "States": {"A": {"Type": "Task", "End": true,
      "Resource": "arn:aws:lambda:eu-west-1:123456789012:function:resize"}}}
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from sfn_dsl.arns import is_partition, read_arn, read_integration
from sfn_dsl.lint.resources import is_expression, may_be_worker
from sfn_dsl.lint.states import is_filled_in_later, tasks
from sfn_dsl.lint.subject import Finding, Subject
from sfn_dsl.spelling import nearest

CODE = "SFN701"

PARTITIONS: Final = ("aws", "aws-cn", "aws-us-gov", "aws-iso", "aws-iso-b", "aws-eusc")

_FORM: Final = (
    "write 'arn:aws:lambda:REGION:ACCOUNT:function:NAME', "
    "'arn:aws:states:REGION:ACCOUNT:activity:NAME' or 'arn:aws:states:::SERVICE:ACTION'"
)

_CHOSEN: Final = (
    "write an ARN; a function that is chosen when the execution runs is called by "
    "'arn:aws:states:::lambda:invoke', with an expression as its 'FunctionName'"
)


def check(subject: Subject) -> Iterator[Finding]:
    """Every task whose resource is not an ARN that AWS accepts."""
    for task in tasks(subject):
        if task.resource and (message := _objection(task.resource)):
            yield Finding(task.at("Resource"), message)


@lru_cache(maxsize=1024)
def _objection(text: str) -> str | None:
    if is_expression(text):
        return f"'{text}' contains an expression, and a resource is constant; {_CHOSEN}"
    if is_filled_in_later(text):
        return None if may_be_worker(text) else _no_worker(text)
    call, arn = read_integration(text), read_arn(text)
    if call is None and not arn.is_complete_worker:
        return _no_worker(text)
    if is_partition(arn.partition):
        return None
    meant = nearest(arn.partition, PARTITIONS) or "aws"
    return f"'{arn.partition}' is not a partition of AWS; write '{meant}'"


def _no_worker(text: str) -> str:
    return f"'{text}' is not the ARN of a function, activity or service action; {_instead(text)}"


def _instead(text: str) -> str:
    if ":stateMachine:" in text:
        return "write 'arn:aws:states:::states:startExecution', with this as its 'StateMachineArn'"
    return _FORM
