"""A policy as CloudFormation: a managed policy, to be attached to the machine's role.

Placeholders are substituted by CloudFormation itself, the account by the stack's.
"""

from __future__ import annotations

from typing import Any

from sfn_dsl.arns import PLACEHOLDER_ACCOUNT
from sfn_dsl.iam.policy.document import Document


def as_cloudformation(document: Document, name: str = "StateMachinePolicy") -> dict[str, Any]:
    """A template that holds nothing but the policy."""
    properties = {"PolicyDocument": _substituted(document)}
    resource = {"Type": "AWS::IAM::ManagedPolicy", "Properties": properties}
    return {"Resources": {name: resource}}


def _substituted(value: Any) -> Any:
    """The same value with every text that holds a placeholder left to CloudFormation."""
    if isinstance(value, dict):
        return {name: _substituted(member) for name, member in value.items()}
    if isinstance(value, list):
        return [_substituted(element) for element in value]
    if isinstance(value, str) and ("${" in value or PLACEHOLDER_ACCOUNT in value):
        return {"Fn::Sub": value.replace(PLACEHOLDER_ACCOUNT, "${AWS::AccountId}")}
    return value
