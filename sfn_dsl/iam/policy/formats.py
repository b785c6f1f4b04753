"""A policy for Terraform and for CloudFormation.

In Terraform it is the data source ``aws_iam_policy_document``: a placeholder ``${Name}`` becomes a
variable of that name, the account and CloudFormation's pseudo parameters become data sources. In
CloudFormation it is a managed policy to attach to the role, with ``Fn::Sub`` for placeholders.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from sfn_dsl.expressions.placeholders import PLACEHOLDER_ACCOUNT
from sfn_dsl.iam.policy.document import PolicyJson

_PLACEHOLDER: Final = re.compile(rf"\$\{{([^{{}}]*)\}}|\b{PLACEHOLDER_ACCOUNT}\b")
_NAME: Final = re.compile(r"[A-Za-z_]\w*")
_REFERENCE: Final = re.compile(r"(?:var|local|data|module|aws_\w+)(?:\.\w+)+")
_TO_ESCAPE: Final = re.compile(r'[\\"]')
_DATA: Final = {
    "AWS::AccountId": ("aws_caller_identity", "account_id"),
    "AWS::Partition": ("aws_partition", "partition"),
    "AWS::Region": ("aws_region", "name"),
}


def as_terraform(document: PolicyJson, name: str = "state_machine") -> str:
    """The policy in HCL as ``terraform fmt`` formats it, with the variables and data it uses."""
    body = "\n\n".join(map(_statement, document["Statement"]))
    inner = f"{body}\n" if body else ""
    policy = f'data "aws_iam_policy_document" "{name}" {{\n{inner}}}\n'
    return "\n".join([*_declarations(document), policy])


def _declarations(document: PolicyJson) -> Iterator[str]:
    """The variables and data sources that the policy refers to."""
    found = sorted({each[1] or "AWS::AccountId" for each in _placeholders(document)})
    for name in found:
        if name in _DATA:
            yield f'data "{_DATA[name][0]}" "current" {{}}\n'
    for name in found:
        if _NAME.fullmatch(name):
            yield f'variable "{name}" {{\n  type = string\n}}\n'


def _placeholders(value: Any) -> Iterator[re.Match[str]]:
    if isinstance(value, str):
        yield from _PLACEHOLDER.finditer(value)
    elif isinstance(value, dict):
        for member in value.values():
            yield from _placeholders(member)
    elif isinstance(value, list):
        for element in value:
            yield from _placeholders(element)


def _statement(statement: dict[str, Any]) -> str:
    parts = [_list("actions", statement["Action"]), _list("resources", statement["Resource"])]
    for operator, keys in statement.get("Condition", {}).items():
        parts += [_condition(operator, key, value) for key, value in keys.items()]
    return "  statement {\n" + "\n\n".join(parts) + "\n  }"


def _list(name: str, values: list[str]) -> str:
    lines = "".join(f"      {_string(value)},\n" for value in values)
    return f"    {name} = [\n{lines}    ]"


def _condition(operator: str, key: str, value: str) -> str:
    return (
        "    condition {\n"
        f"      test     = {_string(operator)}\n"
        f"      variable = {_string(key)}\n"
        f"      values   = [{_string(value)}]\n"
        "    }"
    )


def _string(text: str) -> str:
    alone = _PLACEHOLDER.fullmatch(text)
    if alone and _reference(alone).startswith("${"):
        return _reference(alone)[2:-1]
    parts = []
    at = 0
    for found in _PLACEHOLDER.finditer(text):
        parts += [_escaped(text[at : found.start()]), _reference(found)]
        at = found.end()
    return f'"{"".join(parts)}{_escaped(text[at:])}"'


def _reference(found: re.Match[str]) -> str:
    name = found[1] or "AWS::AccountId"
    if name in _DATA:
        kind, attribute = _DATA[name]
        return f"${{data.{kind}.current.{attribute}}}"
    if _REFERENCE.fullmatch(name):
        return f"${{{name}}}"
    return f"${{var.{name}}}" if _NAME.fullmatch(name) else f"$${{{_escaped(name)}}}"


def _escaped(text: str) -> str:
    quoted = _TO_ESCAPE.sub(r"\\\g<0>", text)
    quoted = quoted.replace("${", "$${").replace("%{", "%%{").replace("\n", "\\n")
    # Nothing steers a terminal.
    return "".join(c if c.isprintable() else _code_point(c) for c in quoted)


def _code_point(character: str) -> str:
    number = ord(character)
    return f"\\u{number:04x}" if number <= 0xFFFF else f"\\U{number:08x}"


def as_cloudformation(document: PolicyJson, name: str = "StateMachinePolicy") -> dict[str, Any]:
    """A template with the policy as its only resource."""
    properties = {"PolicyDocument": _substituted(document)}
    resource = {"Type": "AWS::IAM::ManagedPolicy", "Properties": properties}
    return {"Resources": {name: resource}}


def _substituted(value: Any) -> Any:
    """The same value with every string that has placeholders in an ``Fn::Sub``."""
    if isinstance(value, dict):
        return {name: _substituted(member) for name, member in value.items()}
    if isinstance(value, list):
        return [_substituted(element) for element in value]
    if isinstance(value, str) and ("${" in value or PLACEHOLDER_ACCOUNT in value):
        return {"Fn::Sub": value.replace(PLACEHOLDER_ACCOUNT, "${AWS::AccountId}")}
    return value
