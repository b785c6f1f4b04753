"""What a template says beside the definition: its substitutions, and the machine's settings.

A setting is read where the template writes it out. What is known only when the template is deployed
keeps its placeholders, and what has no placeholder, such as Fn::If, is left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from sfn_dsl.definition.definition import Source, TemplateFacts
from sfn_dsl.definition.pointers import child
from sfn_dsl.errors import SourceError
from sfn_dsl.expressions.placeholders import names_in, substitution_text
from sfn_dsl.interop.template_text import filled


def substitutions(properties: Mapping[str, Any], pointer: str, template: Source) -> dict[str, str]:
    """The values of DefinitionSubstitutions as text, in which placeholders may be left."""
    given = _known(properties.get("DefinitionSubstitutions"), pointer, template)
    if not isinstance(given, dict):
        return {}
    texts = {name: substitution_text(value) for name, value in given.items()}
    return {name: text for name, text in texts.items() if text is not None}


def facts(
    resource: Mapping[str, Any], pointer: str, template: Source, resources: Mapping[str, Any]
) -> TemplateFacts:
    """What a template says of the placeholders in the definition of one of its resources."""
    properties = resource["Properties"]
    variables = dict(_variables(properties, pointer, template))
    types = {
        name: each["Type"]
        for name, each in resources.items()
        if isinstance(each, dict) and isinstance(each.get("Type"), str)
    }
    read = settings(properties, pointer, template)
    unread = [
        name
        for name, (members, _) in _SETTINGS.items()
        if name not in read and any(properties.get(member) is not None for member in members)
    ]
    texts = {**variables, **substitutions(properties, pointer, template)}
    return TemplateFacts(texts, types, tuple(unread))


def _variables(value: Any, pointer: str, template: Source) -> Iterator[tuple[str, str]]:
    """The values of the variables that calls of Fn::Sub have, as text."""
    if isinstance(value, list):
        for element in value:
            yield from _variables(element, pointer, template)
    if not isinstance(value, dict):
        return
    match value.get("Fn::Sub"):
        case [str(), dict() as own]:
            known = _known(own, pointer, template) or {}
            texts = ((name, substitution_text(each)) for name, each in known.items())
            yield from ((name, text) for name, text in texts if text is not None)
    for member in value.values():
        yield from _variables(member, pointer, template)


def settings(properties: Mapping[str, Any], pointer: str, template: Source) -> dict[str, Any]:
    """The settings in the properties of a machine, by name and in AWS's form."""
    found: dict[str, Any] = {}
    for name, (members, read) in _SETTINGS.items():
        for member in members:
            value = _known(properties.get(member), child(pointer, member), template)
            setting = None if value is None else read(value)
            if setting is not None:
                found.setdefault(name, setting)
    return found


def _known(value: Any, pointer: str, template: Source) -> Any:
    """A value with placeholders, member by member; None for what has none."""
    try:
        return filled(value, pointer, template)
    except SourceError:
        if not isinstance(value, dict) or any(name.startswith("Fn::") for name in value):
            return None
        members = {name: _known(each, pointer, template) for name, each in value.items()}
        return {name: each for name, each in members.items() if each is not None}


def known_texts(texts: Mapping[str, str]) -> dict[str, str]:
    """The texts that have no placeholder."""
    return {name: text for name, text in texts.items() if next(names_in(text), None) is None}


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) else None


def _structure(value: Any) -> Any:
    """A structure with the members' names as the API has them: ``includeExecutionData``."""
    if isinstance(value, dict):
        return {f"{name[:1].lower()}{name[1:]}": _structure(each) for name, each in value.items()}
    return [_structure(each) for each in value] if isinstance(value, list) else value


def _of_types(value: Any, **types: type) -> Any:
    """A structure whose members have the types that AWS takes, None for any other."""
    shape = _structure(value)
    if not isinstance(shape, dict) or shape.keys() - types.keys():
        return None
    fits = all(type(member) is types[name] for name, member in shape.items())
    return shape if fits else None


def _logging(value: Any) -> Any:
    shape = _of_types(value, level=str, includeExecutionData=bool, destinations=list)
    groups = (shape or {}).get("destinations", [])
    is_known = all(
        isinstance(group := each.get("cloudWatchLogsLogGroup"), dict)
        and isinstance(group.get("logGroupArn"), str)
        for each in groups
        if isinstance(each, dict)
    )
    return shape if is_known and all(isinstance(each, dict) for each in groups) else None


def _tracing(value: Any) -> Any:
    return _of_types(value, enabled=bool)


def _encryption(value: Any) -> Any:
    return _of_types(value, kmsKeyId=str, kmsDataKeyReusePeriodSeconds=int, type=str)


def _tags(value: Any) -> dict[str, str] | None:
    """Tags as SAM writes them, an object, or as CloudFormation does, a list of keys and values."""
    if isinstance(value, list):
        pairs = [each for each in value if isinstance(each, dict)]
        value = {each["Key"]: each["Value"] for each in pairs if {"Key", "Value"} <= each.keys()}
    if not isinstance(value, dict) or not all(isinstance(name, str) for name in value):
        return None
    texts = {name: substitution_text(each) for name, each in value.items()}
    return {name: text for name, text in texts.items() if text is not None}


# The properties that CloudFormation and SAM have for each setting.
_SETTINGS: Final[Mapping[str, tuple[tuple[str, ...], Callable[[Any], Any]]]] = {
    "name": (("StateMachineName", "Name"), _text),
    "role": (("RoleArn", "Role"), _text),
    "logging": (("LoggingConfiguration", "Logging"), _logging),
    "tracing": (("TracingConfiguration", "Tracing"), _tracing),
    "encryption": (("EncryptionConfiguration",), _encryption),
    "tags": (("Tags",), _tags),
}
