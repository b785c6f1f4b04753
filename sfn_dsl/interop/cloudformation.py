"""Reading the definitions of state machines in CloudFormation and SAM templates.

Templates are not evaluated: values from parameters, other resources and exports are kept as
``${Name}``. What DefinitionSubstitutions writes out is filled in, the variables of Fn::Sub are not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path as FilePath
from typing import Any, Final

import attrs

from sfn_dsl.definition.definition import Definition, MachineType, Source, type_names
from sfn_dsl.definition.filling import fill_in
from sfn_dsl.definition.pointers import child
from sfn_dsl.definition.reading import REPEATED, read_json, refuse_nesting, refuse_repeated
from sfn_dsl.definition.yaml.reading import YamlText, read_yaml
from sfn_dsl.diagnostics import Diagnostic, Severity
from sfn_dsl.errors import SourceError, refuse
from sfn_dsl.interop import serverless, terraform
from sfn_dsl.interop.choosing import NO_SUCH_MACHINE, chosen
from sfn_dsl.interop.template_files import is_definition, read_beside, without_text
from sfn_dsl.interop.template_settings import facts, known_texts, settings
from sfn_dsl.interop.template_text import UNKNOWN_YET, definition_of_text, filled, pieces
from sfn_dsl.origin import Position

_YAML_SUFFIXES: Final = frozenset({".yaml", ".yml", ".template"})

_NO_VALUES: Final[Mapping[str, str]] = {}
_TYPES: Final = ("AWS::StepFunctions::StateMachine", "AWS::Serverless::StateMachine")
_REMOTE: Final = ("s3://", "https://", "http://")

# The short forms of functions in YAML templates; each stands for an object with one member.
_SHORT_FORMS: Final = {
    "!Ref": "Ref",
    "!Condition": "Condition",
    **{
        f"!{name}": f"Fn::{name}"
        for name in (
            *("And", "Base64", "Cidr", "Equals", "FindInMap", "GetAtt", "GetAZs", "If"),
            *("ImportValue", "Join", "Length", "Not", "Or", "Select", "Split", "Sub"),
            *("ToJsonString", "Transform"),
        )
    },
}


@attrs.frozen
class _Template:
    """A parsed template, and the directory that its local files are relative to."""

    document: dict[str, Any]
    source: Source
    directory: FilePath


@attrs.frozen
class _Part:
    """The source of a definition that is an object in a larger document."""

    whole: Source
    pointer: str

    @property
    def name(self) -> str:
        """The name of the larger document."""
        return self.whole.name

    def locate(self, pointer: str) -> Position | None:
        """The place in the larger document."""
        return self.whole.locate(self.pointer + pointer)


def read_template(
    data: bytes | str,
    name: str,
    logical_id: str | None,
    directory: FilePath,
    values: Mapping[str, str] = _NO_VALUES,
) -> Definition:
    """The definition of one state machine in a template: the one named, or the only one.

    The template may also be a ``serverless.yml`` or what ``terraform show -json`` prints. It is
    read as YAML if its file name ends so, else as JSON. Files in DefinitionUri are relative to
    ``directory``. ``values`` are those of a service's variables that no file defines. Raises
    SourceError if there is no such state machine (SFN108), for a value that is known only when the
    template is deployed (SFN121), for a file that may not be read (SFN106), and as reading does.
    """
    return _in_template(_parsed(data, name), logical_id, directory, values)


def read_definition(
    data: bytes | str,
    name: str,
    directory: FilePath,
    values: Mapping[str, str] = _NO_VALUES,
) -> Definition:
    """The definition in a file, or that of the only state machine if the file is a template.

    Raises SourceError as `read_template` does.
    """
    found = _parsed(data, name)
    if is_template(found.document):
        return _in_template(found, None, directory, values)
    _refuse_repeats(found)
    # Only templates may use tags, and only definitions have placeholders outside quotes, so a
    # definition that may have either is read again.
    return read_yaml(data, name) if _is_yaml(name) and _may_differ(data) else found


def is_template(document: dict[str, Any]) -> bool:
    """Return whether a document holds state machines rather than being one."""
    return "States" not in document and (
        _is_cloudformation(document)
        or serverless.is_service(document)
        or terraform.is_terraform(document)
    )


def _is_cloudformation(document: dict[str, Any]) -> bool:
    # A template needs resources; one that has none yet says its version, or that it is SAM's.
    transform = document.get("Transform")
    named = transform if isinstance(transform, list) else [transform]
    return (
        "Resources" in document
        or "AWSTemplateFormatVersion" in document
        or any(str(one).startswith("AWS::Serverless-") for one in named)
    )


def _in_template(
    found: Definition, name: str | None, directory: FilePath, values: Mapping[str, str]
) -> Definition:
    if not _is_cloudformation(found.document):
        _refuse_repeats(found)
        if serverless.is_service(found.document):
            return serverless.read_serverless(found, name, directory, _unrepeated, values)
        if terraform.is_terraform(found.document):
            return terraform.read_terraform(found, name)
    return _definition(found, name, directory)


def _is_yaml(name: str) -> bool:
    return FilePath(name).suffix.lower() in _YAML_SUFFIXES


def _may_differ(data: bytes | str) -> bool:
    if isinstance(data, bytes):
        return b"!" in data or b"${" in data
    return "!" in data or "${" in data


def _parsed(data: bytes | str, name: str) -> Definition:
    if _is_yaml(name):
        return read_yaml(data, name, functions=_SHORT_FORMS)
    try:
        return read_json(data, name)
    except SourceError as error:
        if error.diagnostics[0].code != REPEATED:
            raise
        try:  # what reads YAML knows where a name stands twice
            return read_yaml(data, name, functions=_SHORT_FORMS)
        except SourceError:
            raise error from None


def _unrepeated(data: bytes | str, name: str) -> Definition:
    """What a text holds that no tool of CloudFormation reads."""
    found = _parsed(data, name)
    _refuse_repeats(found)
    return found


def _refuse_repeats(found: Definition, pointer: str = "") -> None:
    """Raise SourceError if an object in a part of a template has two members of one name."""
    source = found.source
    if isinstance(source, YamlText):
        for place, name in source.repeated(pointer).items():
            refuse_repeated(name, source.at(place))


def _repeats_around(found: Definition, machine: str) -> Iterator[Diagnostic]:
    """A warning for each name that stands twice elsewhere than in the machine's own resource.

    CloudFormation and SAM take the last one. Raises SourceError for one in the machine's resource,
    and for a second resource of its name.
    """
    source = found.source
    if not isinstance(source, YamlText):
        return
    _refuse_repeats(found, child("/Resources", machine))
    if (place := source.repeated_names("/Resources").get(machine)) is not None:
        refuse_repeated(machine, source.at(place))
    for place, name in source.repeated("").items():
        yield Diagnostic(
            REPEATED,
            Severity.WARNING,
            f"an object of the template has two members named '{name}', of which the last one "
            "counts; rename or remove one of them",
            "",
            source.at(place),
        )


def _definition(found: Definition, logical_id: str | None, directory: FilePath) -> Definition:
    template = _Template(found.document, found.source, directory)
    name = _chosen(template, logical_id)
    around = tuple(_repeats_around(found, name))
    resource = child("/Resources", name)
    properties = template.document["Resources"][name].get("Properties")
    given = [name for name in _READERS if isinstance(properties, dict) and name in properties]
    if len(given) != 1:
        refuse(
            NO_SUCH_MACHINE,
            f"'{name}' has {' and '.join(given) or 'no definition'}; write one of "
            f"{', '.join(_READERS)}",
            template.source.locate(resource),
        )
    pointer = f"{resource}/Properties/{given[0]}"
    try:
        definition = _READERS[given[0]](properties[given[0]], pointer, template)
        resources = template.document["Resources"]
        place = f"{resource}/Properties"
        told = facts(
            resources[name],
            place,
            template.source,
            resources,
            template.document.get("Parameters"),
        )
        return attrs.evolve(
            fill_in(definition, known_texts(told.texts)),
            machine_type=_machine_type(properties),
            settings=settings(properties, place, template.source),
            template=attrs.evolve(told, findings=around),
        )
    except RecursionError:
        refuse_nesting(template.source.locate(pointer))


def _machine_type(properties: dict[str, Any]) -> MachineType | None:
    """The type of the state machine, which SAM calls ``Type``; None if it comes from a parameter.

    Without a type, CloudFormation creates a Standard workflow.
    """
    match properties.get("StateMachineType", properties.get("Type", "STANDARD")):
        case "STANDARD":
            return "STANDARD"
        case "EXPRESS":
            return "EXPRESS"
    return None


def _chosen(template: _Template, logical_id: str | None) -> str:
    """The logical ID of the state machine to read."""
    machines = _machines(template.document.get("Resources"))
    add = f"add a resource of type {' or '.join(_TYPES)}"
    return chosen(template.source, logical_id, machines, "/Resources", add)


def _machines(resources: Any) -> list[str]:
    return [
        logical_id
        for logical_id, resource in (resources.items() if isinstance(resources, dict) else ())
        if isinstance(resource, dict) and resource.get("Type") in _TYPES
    ]


def _object(value: Any, pointer: str, template: _Template) -> Definition:
    document = filled(value, pointer, template.source)
    if not isinstance(document, dict):
        refuse(
            "SFN105",
            f"a definition must be an object, not {type_names[type(document)]}; write an object, "
            "or text in DefinitionString",
            template.source.locate(pointer),
        )
    return Definition(document, _Part(template.source, pointer))


def _text(value: Any, pointer: str, template: _Template) -> Definition:
    if isinstance(value, dict) and value.keys() == {"Fn::ToJsonString"}:
        name = "Fn::ToJsonString"
        return _object(value[name], child(pointer, name), template)
    return definition_of_text(pieces(value, pointer, template.source), template.source)


def _file(value: Any, pointer: str, template: _Template) -> Definition:
    position = template.source.locate(pointer)
    if not isinstance(value, str) or value.startswith(_REMOTE):
        refuse(
            UNKNOWN_YET,
            "the definition is not in a local file, and only local files are read; write a path "
            "relative to the template",
            position,
        )
    path = template.directory / value
    data = read_beside(template.directory, value, position)
    read = read_yaml if _is_yaml(value) else read_json
    try:
        found = read(data, str(path))
    except SourceError as error:
        raise without_text(error, str(path)) from None
    if not is_definition(found.document):
        refuse(
            "SFN106",
            f"'{path}' is not a definition: it has neither 'StartAt' nor 'States'; write the path "
            "of a definition",
            position,
        )
    return found


_READERS: Final[dict[str, Callable[[Any, str, _Template], Definition]]] = {
    "Definition": _object,
    "DefinitionString": _text,
    "DefinitionUri": _file,
    "DefinitionS3Location": _file,
}
