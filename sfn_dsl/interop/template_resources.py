"""What a template says of its own resources: their types, and what some of them are of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from sfn_dsl.definition.definition import Source
from sfn_dsl.definition.pointers import within
from sfn_dsl.interop.template_text import known_text

_PROFILE: Final = "AWS::IAM::InstanceProfile"
_VERSION: Final = "AWS::StepFunctions::StateMachineVersion"
_ALIAS: Final = "AWS::StepFunctions::StateMachineAlias"
# What SAM makes of a resource with AutoPublishAlias, which other resources may refer to.
# (AWS SAM developer guide, "Generated CloudFormation resources".)
_ALIASES: Final[Mapping[str, str]] = {
    "AWS::Serverless::Function": "AWS::Lambda::Alias",
    "AWS::Serverless::StateMachine": _ALIAS,
}

_Resource = tuple[str, str, dict[str, Any]]


def types_of(resources: Mapping[str, Any]) -> dict[str, str]:
    """The type of each resource, by its logical ID, with the aliases that SAM makes."""
    found = {name: _ALIASES[kind] for name, (kind, _) in _made_aliases(resources).items()}
    for name, each in resources.items():
        if isinstance(each, dict) and isinstance(each.get("Type"), str):
            found[name] = each["Type"]
    return found


def roles_in_profiles(resources: Mapping[str, Any], template: Source) -> dict[str, str]:
    """The role of each instance profile, which holds one at most."""
    found: dict[str, str] = {}
    for name, type_, properties in _with_properties(resources):
        roles = properties.get("Roles")
        if type_ == _PROFILE and isinstance(roles, list) and len(roles) == 1:
            place = within("/Resources", name, "Properties", "Roles")
            found[name] = known_text(roles[0], place, template)
    return found


def machines_of_versions(resources: Mapping[str, Any], template: Source) -> dict[str, str]:
    """What each version and alias of a state machine is of: the machine, or one of its versions.

    (CloudFormation user guide, "AWS::StepFunctions::StateMachineVersion" and "...Alias".)
    """
    found = {
        name: f"${{{machine}}}"
        for name, (kind, machine) in _made_aliases(resources).items()
        if _ALIASES[kind] == _ALIAS
    }
    for name, type_, properties in _with_properties(resources):
        if type_ in (_VERSION, _ALIAS):
            named = _machine_or_version(type_, properties)
            found[name] = known_text(named, within("/Resources", name, "Properties"), template)
    return found


def _machine_or_version(type_: str, properties: Mapping[str, Any]) -> Any:
    if type_ == _VERSION:
        return properties.get("StateMachineArn")
    routes = properties.get("RoutingConfiguration")
    # An alias routes to versions of one machine only, so that any of them says which.
    first = (
        routes[0] if isinstance(routes, list) and routes else properties.get("DeploymentPreference")
    )
    return first.get("StateMachineVersionArn") if isinstance(first, dict) else None


def _made_aliases(resources: Mapping[str, Any]) -> dict[str, tuple[str, str]]:
    """What SAM makes an alias of, by the logical ID of the alias: its type and its logical ID."""
    return {
        f"{name}Alias{alias}": (type_, name)
        for name, type_, properties in _with_properties(resources)
        if type_ in _ALIASES and isinstance(alias := properties.get("AutoPublishAlias"), str)
    }


def _with_properties(resources: Mapping[str, Any]) -> Iterator[_Resource]:
    for name, each in resources.items():
        properties = each.get("Properties") if isinstance(each, dict) else None
        if isinstance(properties, dict) and isinstance(each.get("Type"), str):
            yield name, each["Type"], properties
