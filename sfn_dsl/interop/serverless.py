"""Reading the state machines of the plugin serverless-step-functions in a ``serverless.yml``.

Its variables are filled in as far as files say their values; CloudFormation's functions in it
become placeholders, as in a template. (README of serverless-step-functions.)
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import attrs

from sfn_dsl.definition.definition import Definition, MachineType, type_names
from sfn_dsl.definition.pointers import child
from sfn_dsl.definition.reading import refuse_nesting
from sfn_dsl.errors import SourceError, refuse
from sfn_dsl.expressions.placeholders import as_plain_text
from sfn_dsl.interop.choosing import NO_SUCH_MACHINE, chosen
from sfn_dsl.interop.serverless_variables import UNKNOWN_YET, Node, Placed, ReadFile, Variables
from sfn_dsl.interop.template_files import is_definition
from sfn_dsl.interop.template_settings import facts, settings
from sfn_dsl.interop.template_text import definition_of_text, filled, pieces

KEY: Final = "stepFunctions"
_MACHINES: Final = "stateMachines"
_DEFINITION: Final = "definition"
_ADD: Final = f"add one below '{KEY}: {_MACHINES}:'"

# What the plugin calls each property of the resource that it makes, and of the structures in them.
_PROPERTIES: Final = {
    "name": "StateMachineName",
    "role": "RoleArn",
    "type": "StateMachineType",
    "loggingConfig": "LoggingConfiguration",
    "tracingConfig": "TracingConfiguration",
    "encryptionConfig": "EncryptionConfiguration",
    "tags": "Tags",
}


def is_service(document: Mapping[str, Any]) -> bool:
    """Return whether a document is a ``serverless.yml``: what the plugin reads, or a service.

    Each service has a name and a provider. (Serverless Framework, "Serverless.yml Reference".)
    """
    return KEY in document or (
        "service" in document and "provider" in document and not is_definition(dict(document))
    )


def read_serverless(
    root: Definition,
    name: str | None,
    directory: Path,
    read: ReadFile,
    values: Mapping[str, str],
) -> Definition:
    """The definition of one state machine in a ``serverless.yml``: the one named, or the only one.

    Files in variables are relative to ``directory``; ``read`` reads their text. ``values`` are
    those of variables that no file defines. Raises SourceError as
    `sfn_dsl.interop.cloudformation.read_template` does.
    """
    try:
        variables = Variables(root, directory, read, values)
        machines = _machines(variables, root)
        place = f"/{KEY}" if KEY in root.document else ""
        add = _ADD if machines else _what_to_add(variables)
        key = chosen(root.source, name, list(machines), place, add)
        return _definition(variables, machines[key], key, root)
    except RecursionError:
        refuse_nesting(root.source.locate(f"/{KEY}"))


def _what_to_add(variables: Variables) -> str:
    kinds = {str(one["Type"]) for one in _resources(variables).values()}
    if "AWS::StepFunctions::StateMachine" not in kinds:
        return _ADD
    return (
        "those below 'resources:' are CloudFormation's: read them from the template that "
        f"'serverless package' writes, or {_ADD}"
    )


def _machines(variables: Variables, root: Definition) -> dict[str, Node]:
    """The state machines by their keys, which may stand in several objects of a list."""
    found = variables.at(KEY, _MACHINES)
    if found is None:
        return {}
    listed = found.value if isinstance(found.value, list) else [None]
    groups = [
        variables.member(found, index) if isinstance(found.value, list) else found
        for index in range(len(listed))
    ]
    machines: dict[str, Node] = {}
    for group in groups:
        if group is None or not isinstance(group.value, dict):
            node = group or found
            refuse(
                UNKNOWN_YET,
                f"the state machines are {_shown(node.value)}, and stand in no file; write them "
                "in this file, or in one that ${file(...)} names",
                node.position,
            )
        for key in group.value:
            if (machine := variables.member(group, key)) is not None:
                machines[key] = machine
    return machines


def _shown(value: Any) -> str:
    return repr(value) if isinstance(value, str) else type_names[type(value)]


def _definition(variables: Variables, machine: Node, key: str, root: Definition) -> Definition:
    written = variables.member(machine, _DEFINITION)
    if written is None:
        refuse(
            NO_SUCH_MACHINE,
            f"'{key}' has no definition; write one below '{_DEFINITION}:'",
            machine.position,
        )
    places: dict[str, Node] = {}
    value = variables.whole(written, "", places)
    source = Placed(root.source.name, places)
    if isinstance(value, str) and not value.lstrip().startswith("${"):
        found = definition_of_text(pieces(value, "", written.source), _shifted(written))
    else:
        found = Definition(_object(value, source), source)
    told = _settings(variables, machine, root)
    return attrs.evolve(found, **told)


def _shifted(node: Node) -> Placed:
    """A text that stands alone, as the source of the definition in it."""
    return Placed(node.source.name, {"": node})


def _object(value: Any, source: Placed) -> dict[str, Any]:
    document = filled(value, "", source)
    if isinstance(document, str):
        refuse(
            UNKNOWN_YET,
            f"the definition is {document!r:.80}, which is not known until it is deployed; write "
            "it in this file, or in one that ${file(...)} names",
            source.locate(""),
        )
    if not isinstance(document, dict) or not is_definition(document):
        said = "it has neither 'StartAt' nor 'States'" if isinstance(document, dict) else "it is "
        said += "" if isinstance(document, dict) else type_names[type(document)]
        refuse("SFN105", f"this is not a definition: {said}; write one", source.locate(""))
    return document


def _settings(variables: Variables, machine: Node, root: Definition) -> dict[str, Any]:
    """Type, settings and resources, as a template would have them."""
    places: dict[str, Node] = {}
    properties: dict[str, Any] = {}
    for name, member in _PROPERTIES.items():
        written = variables.member(machine, name)
        if written is not None:
            properties[member] = as_plain_text(variables.whole(written, child("", member), places))
    _shape(properties, variables, machine)
    source = Placed(root.source.name, {"": machine, **places})
    resource = {"Type": "AWS::StepFunctions::StateMachine", "Properties": properties}
    return {
        "machine_type": _type(properties.get("StateMachineType", "STANDARD")),
        "settings": settings(properties, "", source),
        "template": attrs.evolve(
            facts(resource, "", source, _resources(variables)), parameters=dict(variables.used)
        ),
    }


def _shape(properties: dict[str, Any], variables: Variables, machine: Node) -> None:
    """Give the properties the shapes that CloudFormation has for them."""
    logging = properties.get("LoggingConfiguration")
    if isinstance(logging, dict) and isinstance(logging.get("destinations"), list):
        groups = [
            {"cloudWatchLogsLogGroup": {"logGroupArn": one}} for one in logging["destinations"]
        ]
        properties["LoggingConfiguration"] = {**logging, "destinations": groups}
    inherits = variables.member(machine, "inheritGlobalTags")
    shared = None if inherits and inherits.value is False else variables.at("provider", "tags")
    own = properties.get("Tags", {})
    if shared is not None and isinstance(own, dict):
        tags = as_plain_text(variables.whole(shared, "/provider/tags", {}))
        if isinstance(tags, dict) and (tags or own):
            properties["Tags"] = {**tags, **own}


def _type(value: Any) -> MachineType | None:
    if value in ("STANDARD", "EXPRESS"):
        return "EXPRESS" if value == "EXPRESS" else "STANDARD"
    return None


def _resources(variables: Variables) -> Mapping[str, Any]:
    """The resources of the service: its functions, by their names there and in CloudFormation."""
    found: dict[str, Any] = {}
    try:
        functions = variables.at("functions")
        for name in functions.value if functions and isinstance(functions.value, dict) else ():
            logical_id = name[:1].upper() + name[1:].replace("-", "Dash").replace("_", "Underscore")
            for one in (name, f"{logical_id}LambdaFunction"):
                found[one] = {"Type": "AWS::Lambda::Function"}
        resources = variables.at("resources", "Resources")
        for name in resources.value if resources and isinstance(resources.value, dict) else ():
            each = variables.member(resources, name) if resources else None
            kind = variables.member(each, "Type") if each else None
            if kind is not None:
                found[name] = {"Type": kind.value}
    except SourceError:  # what is wrong elsewhere in the service is not about the definition
        return found
    return found
