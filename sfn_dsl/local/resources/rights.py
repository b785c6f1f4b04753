"""Who may do what in the local AWS: roles, and the policies of what is made."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mypy_boto3_iam import IAMClient


def role_for(iam: IAMClient, name: str, service: str) -> str:
    """The ARN of a role, which is made, trusted to a service, if it is not there."""
    try:
        return iam.get_role(RoleName=name)["Role"]["Arn"]
    except iam.exceptions.NoSuchEntityException:
        trust = {
            "Effect": "Allow",
            "Principal": {"Service": service},
            "Action": "sts:AssumeRole",
        }
        made = iam.create_role(RoleName=name, AssumeRolePolicyDocument=policy_text(trust))
        return made["Role"]["Arn"]


def topic_may_send(topic: str, queue: str) -> str:
    """The policy of a queue that a topic sends to; both are ARNs."""
    return policy_text(
        {
            "Effect": "Allow",
            "Principal": {"Service": "sns.amazonaws.com"},
            "Action": ["sqs:SendMessage"],
            "Resource": [queue],
            "Condition": {"ArnEquals": {"aws:SourceArn": topic}},
        }
    )


def policy_text(*statements: Mapping[str, Any]) -> str:
    """A policy as the text that IAM takes."""
    return json.dumps({"Version": "2012-10-17", "Statement": statements})
