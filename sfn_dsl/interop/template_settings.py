"""What a template says beside the definition: its substitutions, and the machine's settings.

A setting is read where the template writes it out. What is known only when the template is deployed
keeps its placeholders; what has none, such as Fn::If, has one there that is called after its place.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Final

from sfn_dsl.definition.definition import SettingPlaces, Source, TemplateFacts
from sfn_dsl.definition.pointers import child
from sfn_dsl.errors import SourceError
from sfn_dsl.expressions.placeholders import (
    filled_in,
    is_placeholder,
    is_whole_placeholder,
    names_in,
    substitution_text,
)
from sfn_dsl.interop.template_resources import (
    machines_of_versions,
    roles_in_profiles,
    types_of,
)
from sfn_dsl.interop.template_text import filled, is_call, texts_in

_WHOLE: Final = r"[0-9]{1,9}"
_TYPE: Final = "type"
_NO_VALUE: Final = "AWS::NoValue"
_NO_TEXT: Final = ("AWS::SSM::Parameter::Value", "List<", "CommaDelimitedList")


def substitutions(properties: Mapping[str, Any], pointer: str, template: Source) -> dict[str, str]:
    """The values of DefinitionSubstitutions as text, in which placeholders may be left."""
    return dict(texts_in(properties.get("DefinitionSubstitutions"), pointer, template))


def facts(
    resource: Mapping[str, Any],
    pointer: str,
    template: Source,
    resources: Mapping[str, Any],
    parameters: Any = None,
) -> TemplateFacts:
    """What a template says of the placeholders in the definition of one of its resources."""
    properties = resource["Properties"]
    types, versioned = types_of(resources), machines_of_versions(resources, template)
    read = settings(properties, pointer, template)
    written = {
        name: child(pointer, member)
        for name, (members, _) in _SETTINGS.items()
        for member in reversed(members)
        if not _is_nothing(properties.get(member))
    }
    variables = _unambiguous(_variables(properties, pointer, template))
    return TemplateFacts(
        {**variables, **substitutions(properties, pointer, template)},
        types,
        tuple(name for name in written if _is_unread(name, properties, read)),
        dict(_parameters(parameters)),
        SettingPlaces(template, written),
        roles_in_profiles(resources, template),
        versioned,
    )


def _is_unread(name: str, properties: Mapping[str, Any], read: Mapping[str, Any]) -> bool:
    if name in read:
        return _is_untyped(read[name])
    given = (properties.get(member) for member in _SETTINGS[name][0])
    return name != _TYPE or any(isinstance(each, dict) for each in given)


def _is_untyped(value: Any) -> bool:
    """Tell whether a structure has a placeholder where it takes no text."""
    return isinstance(value, dict) and any(
        name in _NOT_TEXT and isinstance(member, str) for name, member in value.items()
    )


def _is_nothing(value: Any) -> bool:
    """Tell whether a property is left out; ``AWS::NoValue`` removes it."""
    return value is None or value == {"Ref": _NO_VALUE}


def _parameters(parameters: Any) -> Iterator[tuple[str, str | None]]:
    """The parameters, with the defaults that AWS uses as text where no value is given.

    The default of an SSM parameter is the name of what holds the value, and that of a list is none.
    """
    for name, each in parameters.items() if isinstance(parameters, dict) else ():
        told = each if isinstance(each, dict) else {}
        is_text = not str(told.get("Type", "")).startswith(_NO_TEXT)
        yield name, substitution_text(told.get("Default")) if is_text else None


def _variables(value: Any, pointer: str, template: Source) -> Iterator[tuple[str, str]]:
    """The values of the variables that calls of Fn::Sub have, as text."""
    if isinstance(value, list):
        for element in value:
            yield from _variables(element, pointer, template)
    if not isinstance(value, dict):
        return
    match value.get("Fn::Sub"):
        case [str(), dict() as own]:
            yield from texts_in(own, pointer, template)
    for member in value.values():
        yield from _variables(member, pointer, template)


def _unambiguous(texts: Iterable[tuple[str, str]]) -> dict[str, str]:
    """The texts by their names, without those that several calls have with several values."""
    found: dict[str, set[str]] = {}
    for name, text in texts:
        found.setdefault(name, set()).add(text)
    return {name: text for name, (text, *others) in found.items() if not others}


def settings(properties: Mapping[str, Any], pointer: str, template: Source) -> dict[str, Any]:
    """The settings in the properties of a machine, by name and in AWS's form."""
    found: dict[str, Any] = {}
    for name, (members, read) in _SETTINGS.items():
        for member in members:
            value = _known(properties.get(member), child(pointer, member), template, member)
            is_known = value is not None and value != f"${{{member}}}"
            setting = read(value) if is_known else None
            if name == _TYPE and not is_placeholder(setting):
                continue  # it is that of the definition
            if setting is not None:
                found.setdefault(name, setting)
    return found


def _known(value: Any, pointer: str, template: Source, place: str) -> Any:
    """A value with placeholders; what has none becomes one that says where it is."""
    if _is_nothing(value):
        return None
    if isinstance(value, dict) and not is_call(value):
        members = {
            name: _known(each, child(pointer, name), template, f"{place}.{name}")
            for name, each in value.items()
        }
        return {name: each for name, each in members.items() if each is not None}
    if isinstance(value, list):
        return [
            _known(each, child(pointer, index), template, f"{place}[{index}]")
            for index, each in enumerate(value)
            if not _is_nothing(each)
        ]
    try:
        return filled(value, pointer, template)
    except SourceError:
        return f"${{{place}}}"


def with_texts(settings: Mapping[str, Any], texts: Mapping[str, str]) -> dict[str, Any]:
    """The settings with placeholders filled in, without those that AWS cannot take then."""
    read = {
        name: _SETTINGS[name][1](filled_in(value, texts)) if name in _SETTINGS else value
        for name, value in settings.items()
    }
    return {name: value for name, value in read.items() if value is not None}


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
    shape = {name: _coerced(member, types[name]) for name, member in shape.items()}
    fits = all(
        type(member) is types[name] or is_whole_placeholder(member)
        for name, member in shape.items()
    )
    return shape if fits else None


def _coerced(value: Any, kind: type) -> Any:
    """A value as CloudFormation takes it, to which ``"true"`` is true and ``"60"`` a number."""
    if kind is bool and isinstance(value, str):
        return {"true": True, "false": False}.get(value.lower(), value)
    if kind is int and isinstance(value, str) and re.fullmatch(_WHOLE, value):
        return int(value)
    return value


def _logging(value: Any) -> Any:
    shape = _of_types(value, level=str, includeExecutionData=bool, destinations=list)
    groups = (shape or {}).get("destinations", [])
    if not isinstance(groups, list):
        return shape
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
        pairs = [each for each in value if isinstance(each, dict) and "Value" in each]
        value = {each["Key"]: each["Value"] for each in pairs if isinstance(each.get("Key"), str)}
    if not isinstance(value, dict) or not all(isinstance(name, str) for name in value):
        return None
    texts = {name: substitution_text(each) for name, each in value.items()}
    return {name: text for name, text in texts.items() if text is not None}


_NOT_TEXT: Final = (
    *("includeExecutionData", "destinations", "enabled", "kmsDataKeyReusePeriodSeconds"),
)
# The properties that CloudFormation and SAM have for each setting.
_SETTINGS: Final[Mapping[str, tuple[tuple[str, ...], Callable[[Any], Any]]]] = {
    _TYPE: (("StateMachineType", "Type"), _text),
    "name": (("StateMachineName", "Name"), _text),
    "role": (("RoleArn", "Role"), _text),
    "logging": (("LoggingConfiguration", "Logging"), _logging),
    "tracing": (("TracingConfiguration", "Tracing"), _tracing),
    "encryption": (("EncryptionConfiguration",), _encryption),
    "tags": (("Tags",), _tags),
}
