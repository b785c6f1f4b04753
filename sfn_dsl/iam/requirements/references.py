"""What the placeholders of a template stand for: its own resources, by ARN and by name.

In a definition of a template, ``${Orders.Arn}`` is an attribute of the resource ``Orders``, whose
type says what it is an ARN of. (CloudFormation user guide, "Ref" and "Fn::GetAtt" of each type.)
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

import attrs

from sfn_dsl.definition import Definition
from sfn_dsl.definition.definition import TemplateFacts
from sfn_dsl.expressions.placeholders import PLACEHOLDER, filled_in


class ReferencedArn(str):
    """A placeholder for the ARN of a resource of the template.

    ``named`` is a placeholder for its name, "" where the template has none; ``type`` its type.
    ``role`` is the role in an instance profile, "" where the template does not say which.
    """

    named: str
    type: str
    role: str

    def __new__(cls, text: str, named: str, type_: str, role: str = "") -> ReferencedArn:
        """A placeholder for an ARN, one for the name, the type, and the role of a profile."""
        found = super().__new__(cls, text)
        found.named, found.type, found.role = named, type_, role
        return found


@attrs.frozen
class _Attributes:
    """How a type is referred to: ``arn`` and ``name`` are attributes, "" for what Ref gives.

    ``alike`` are the attributes that stand for its ARN in a definition.
    """

    arn: str
    name: str | None
    alike: tuple[str, ...]


_FUNCTION: Final = _Attributes("Arn", "", ("", "Arn"))
_MACHINE: Final = _Attributes("Arn", "Name", ("", "Arn"))
_BY_REF: Final = _Attributes("", None, ("",))

LAMBDA: Final = (
    "AWS::Lambda::Function",
    "AWS::Lambda::Alias",
    "AWS::Lambda::Version",
    "AWS::Serverless::Function",
)
ACTIVITY: Final = "AWS::StepFunctions::Activity"
_SAM_MACHINE: Final = "AWS::Serverless::StateMachine"
_MACHINES: Final = (_SAM_MACHINE, "AWS::StepFunctions::StateMachine")
VERSIONED: Final = "AWS::StepFunctions::StateMachineVersion"
_VERSIONED: Final = ("AWS::StepFunctions::StateMachineAlias", VERSIONED)

PROFILE: Final = "AWS::IAM::InstanceProfile"
_ROLE: Final = "AWS::IAM::Role"

_TYPES: Final[Mapping[str, _Attributes]] = {
    ACTIVITY: _Attributes("Arn", "Name", ("", "Arn")),
    "AWS::Batch::JobDefinition": _Attributes("", None, ("", "JobDefinitionArn")),
    "AWS::Batch::JobQueue": _Attributes("", None, ("", "JobQueueArn")),
    "AWS::DynamoDB::GlobalTable": _Attributes("Arn", "", ("Arn",)),
    "AWS::DynamoDB::Table": _Attributes("Arn", "", ("Arn",)),
    "AWS::ECS::Cluster": _Attributes("Arn", "", ("Arn",)),
    "AWS::ECS::TaskDefinition": _Attributes("", None, ("", "TaskDefinitionArn")),
    "AWS::Events::Connection": _Attributes("Arn", "", ("Arn",)),
    PROFILE: _Attributes("Arn", "", ("", "Arn")),
    "AWS::Lambda::Alias": _BY_REF,
    "AWS::Lambda::Function": _FUNCTION,
    "AWS::Lambda::Version": _BY_REF,
    "AWS::SNS::Topic": _Attributes("", "TopicName", ("", "TopicArn")),
    "AWS::SQS::Queue": _Attributes("Arn", "QueueName", ("", "Arn", "QueueUrl")),
    "AWS::SecretsManager::Secret": _Attributes("", None, ("", "Id")),
    "AWS::Serverless::Function": _FUNCTION,
    "AWS::Serverless::StateMachine": _MACHINE,
    "AWS::StepFunctions::StateMachine": _MACHINE,
}
# What SAM makes for a function or a state machine with AutoPublishAlias.
_PUBLISHED: Final = ("Alias", "Version")


def resolved(definition: Definition) -> Definition:
    """The definition with placeholders as its template has them, and its ARNs known as such."""
    if definition.template is None:
        return definition
    document = filled_in(definition.document, definition.template.texts)
    return attrs.evolve(definition, document=_with_references(document, definition.template))


def _with_references(value: Any, template: TemplateFacts) -> Any:
    if isinstance(value, dict):
        return {name: _with_references(each, template) for name, each in value.items()}
    if isinstance(value, list):
        return [_with_references(each, template) for each in value]
    is_open = isinstance(value, str) and value.startswith("${")
    found = PLACEHOLDER.match(value) if is_open else None
    if found is None:
        return value
    whole = next(_referenced(found[0][2:-1], template), None)
    rest = value[found.end() :]
    if not isinstance(whole, ReferencedArn) or not rest:
        return whole or value
    # A version or an alias after the ARN of a function or a state machine.
    if not rest.startswith(":"):
        return value
    if whole.type in _MACHINES:
        return ReferencedArn(f"{whole}{rest}", whole.named, whole.type)
    is_function = whole.type in LAMBDA and whole == found[0]
    return ReferencedArn(value, "", whole.type) if is_function else value


def _referenced(name: str, template: TemplateFacts) -> Iterator[str]:
    """The ARN that a placeholder stands for, if the template says that it does."""
    logical_id, _, attribute = name.partition(".")
    type_ = template.types.get(logical_id, "")
    known = _TYPES.get(type_)
    if type_ in LAMBDA and attribute in _PUBLISHED:
        yield ReferencedArn(f"${{{name}}}", "", type_)
    elif type_ == _SAM_MACHINE and attribute in _PUBLISHED:
        yield from _referenced(logical_id, template)
    elif type_ in _VERSIONED and attribute in _MACHINE.alike:
        yield _machine_of(name, template)
    elif known is not None and attribute in known.alike:
        named = "" if known.name is None else _placeholder(logical_id, known.name)
        role = _role_of(logical_id, template)
        yield ReferencedArn(_placeholder(logical_id, known.arn), named, type_, role)


def _machine_of(name: str, template: TemplateFacts) -> str:
    """The state machine of a version or an alias, by whose ARN AWS authorizes it.

    (Developer guide, "Authorization for versions and aliases in Step Functions workflows".)
    """
    logical_id, text, seen = name.partition(".")[0], "", set[str]()
    while template.types.get(logical_id) in _VERSIONED and logical_id not in seen:
        seen.add(logical_id)
        text = template.versioned.get(logical_id, "")
        found = PLACEHOLDER.fullmatch(text)
        logical_id = text[2:-1].partition(".")[0] if found else ""
    unknown = ReferencedArn(f"${{{name}}}", "", VERSIONED)
    if logical_id in seen:
        return unknown
    return next(_referenced(logical_id, template), text) or unknown


def _role_of(profile: str, template: TemplateFacts) -> str:
    """The ARN of the role in an instance profile of the template, or the role's name."""
    role = template.roles.get(profile, "")
    found = PLACEHOLDER.fullmatch(role)
    is_own = found is not None and template.types.get(role[2:-1]) == _ROLE
    return f"{role[:-1]}.Arn}}" if is_own else role


def _placeholder(logical_id: str, attribute: str) -> str:
    return f"${{{logical_id}.{attribute}}}" if attribute else f"${{{logical_id}}}"
