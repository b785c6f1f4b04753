"""Names for the resources that a definition leaves to a placeholder, as `${Charge.Arn}`.

A template makes its functions, topics and tables itself, and refers to them. Nothing of a template
but the state machine is read here, so that what a reference stands for is told by where it stands:
a `TopicArn` is that of a topic. The resource is called after the reference.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from sfn_dsl.expressions.placeholders import PLACEHOLDER, names_in
from sfn_dsl.model.target import Target

_FUNCTION: Final = "arn:{partition}:lambda:{region}:{account}:function:{name}"
_PLACES: Final = {
    "FunctionName": _FUNCTION,
    "TopicArn": "arn:{partition}:sns:{region}:{account}:{name}",
    "QueueUrl": "https://sqs.{region}.amazonaws.com/{account}/{name}",
    "TableName": "{name}",
    "Bucket": "{bucket}",
    "EventBusName": "{name}",
    "StateMachineArn": "arn:{partition}:states:{region}:{account}:stateMachine:{name}",
}
"""The members that name a resource, with what a placeholder there stands for."""

_ATTRIBUTE: Final = re.compile(r"[._-]?(arn|id|name|url)$", re.IGNORECASE)
_NOT_IN_A_NAME: Final = re.compile(r"[^A-Za-z0-9_-]+")
_NOT_IN_A_BUCKET: Final = re.compile(r"[^a-z0-9-]+")
_SHORTEST_BUCKET: Final = 3


def stand_ins(document: Mapping[str, Any], target: Target) -> dict[str, str]:
    """Values for the placeholders that stand alone where a resource is named, in order.

    A placeholder in several such places has the value that its first place asks for.
    """
    values: dict[str, str] = {}
    for form, placeholder in _placed(document):
        name = _named(placeholder)
        if placeholder in values or not name or placeholder.startswith("AWS::"):
            continue
        values[placeholder] = form.format(
            account=target.account,
            bucket=_bucket(name),
            name=name,
            partition=target.partition,
            region=target.region,
        )
    return values


def _placed(value: Any) -> Iterator[tuple[str, str]]:
    if isinstance(value, list):
        for one in value:
            yield from _placed(one)
    if not isinstance(value, Mapping):
        return
    for member, one in value.items():
        is_task = member == "Resource" and value.get("Type") == "Task"
        form = _FUNCTION if is_task else _PLACES.get(member)
        if form and isinstance(one, str) and PLACEHOLDER.fullmatch(one):
            yield from ((form, name) for name in names_in(one))
        else:
            yield from _placed(one)


def _named(placeholder: str) -> str:
    """`Charge` for `Charge.Arn`, `ChargeArn` and `aws_lambda_function.Charge.arn`."""
    without = _ATTRIBUTE.sub("", placeholder) or placeholder
    return _NOT_IN_A_NAME.sub("-", re.split(r"[.:]", without)[-1]).strip("-")


def _bucket(name: str) -> str:
    bucket = _NOT_IN_A_BUCKET.sub("-", name.lower())
    return bucket if len(bucket) >= _SHORTEST_BUCKET else f"{bucket}-bucket"
