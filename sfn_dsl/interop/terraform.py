"""Reading the state machines in what ``terraform show -json`` prints of a plan or a state.

A value that is unknown until the plan is applied is left out of it. Where it is a setting, a
placeholder named after what it depends on stands for it; a definition cannot be read without.
(Terraform, "JSON Output Format".)
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

import attrs

from sfn_dsl.definition.definition import Definition, MachineType, Source, TemplateFacts
from sfn_dsl.definition.pointers import child
from sfn_dsl.errors import refuse
from sfn_dsl.interop.choosing import NO_SUCH_MACHINE, chosen
from sfn_dsl.interop.template_settings import settings
from sfn_dsl.interop.template_text import UNKNOWN_YET, definition_of_text, pieces

_KEYS: Final = ("planned_values", "values")
_VERSION: Final = "format_version"
_STATE_FILE: Final = frozenset({"version", "terraform_version", "serial", "lineage"})
_REQUIRED: Final = ("name", "role_arn")
_TYPE: Final = "aws_sfn_state_machine"
_ADD: Final = f"plan one that has a resource of type {_TYPE}"
_DEFINITION: Final = "definition"

# The provider's arguments, each with the property of a template that holds the same.
_PROPERTIES: Final = {
    "name": "StateMachineName",
    "role_arn": "RoleArn",
    "logging_configuration": "LoggingConfiguration",
    "tracing_configuration": "TracingConfiguration",
    "encryption_configuration": "EncryptionConfiguration",
    "tags": "Tags",
}
_SETTINGS: Final = {
    "name": "name",
    "role_arn": "role",
    "logging_configuration": "logging",
    "tracing_configuration": "tracing",
    "encryption_configuration": "encryption",
    "tags": "tags",
}


@attrs.frozen
class _Resource:
    """A resource of the plan and its pointer; ``path`` names the modules around it."""

    address: str
    values: Mapping[str, Any]
    pointer: str
    path: tuple[str, ...]
    name: str


def is_terraform(document: Mapping[str, Any]) -> bool:
    """Return whether a document is a plan, or a state, which may be empty; or Terraform's own file.

    Each has the version of its format; ``values`` may be missing. (Terraform, "JSON Output Format",
    "State Representation".)
    """
    state = document.get("values")
    return (
        "planned_values" in document
        or (isinstance(state, dict) and "root_module" in state)
        or isinstance(document.get(_VERSION), str)
        or is_state_file(document)
    )


def is_state_file(document: Mapping[str, Any]) -> bool:
    """Return whether a document is Terraform's own file of a state, ``terraform.tfstate``."""
    return document.keys() >= _STATE_FILE


def read_terraform(root: Definition, address: str | None) -> Definition:
    """The definition of one state machine in a plan or a state: the one named, or the only one.

    Raises SourceError if there is no such state machine (SFN108), for a definition that is unknown
    until the plan is applied (SFN121), and as reading the definition's text does.
    """
    if is_state_file(root.document):
        refuse(
            NO_SUCH_MACHINE,
            f"'{root.source.name}' is Terraform's own file of a state, whose format may change; "
            "give what 'terraform show -json' prints",
            root.source.locate(""),
        )
    key = next((key for key in _KEYS if key in root.document), "")
    top = root.document.get(key)
    module = top.get("root_module") if isinstance(top, dict) else None
    found = {one.address: one for one in _resources(module, f"/{key}/root_module", ())}
    name = chosen(root.source, address, list(found), f"/{key}" if key else "", _ADD)
    return _definition(found[name], _Plan(root.document, root.source))


def _resources(module: Any, pointer: str, path: tuple[str, ...]) -> Iterator[_Resource]:
    if not isinstance(module, dict):
        return
    for index, one in enumerate(_list(module.get("resources"))):
        if isinstance(one, dict) and one.get("type") == _TYPE and one.get("mode") != "data":
            values = one.get("values")
            yield _Resource(
                str(one.get("address", one.get("name", index))),
                values if isinstance(values, dict) else {},
                f"{pointer}/resources/{index}",
                path,
                str(one.get("name", "")),
            )
    for index, inner in enumerate(_list(module.get("child_modules"))):
        if isinstance(inner, dict):
            # "module.outer.module.inner[0]" is called "inner" in the configuration of "outer".
            called = str(inner.get("address", "")).rpartition("module.")[2].partition("[")[0]
            yield from _resources(inner, f"{pointer}/child_modules/{index}", (*path, called))


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


@attrs.frozen
class _Plan:
    """The whole plan, which also says what each value depends on."""

    document: Mapping[str, Any]
    source: Source

    def is_unknown(self, resource: _Resource, name: str) -> bool:
        """Return whether an argument, or a part of it, is unknown until the plan is applied."""
        for change in _list(self.document.get("resource_changes")):
            if isinstance(change, dict) and change.get("address") == resource.address:
                unknown = _member(change, "change", "after_unknown", name)
                return _holds_true(unknown)
        return False

    def references(self, resource: _Resource, name: str) -> list[str]:
        """What the expression of an argument refers to, the most precise names only."""
        module = _member(self.document, "configuration", "root_module")
        for call in resource.path:
            module = _member(module, "module_calls", call, "module")
        for one in _list(_member(module, "resources")):
            is_it = isinstance(one, dict) and one.get("type") == _TYPE
            if is_it and one.get("name") == resource.name:
                found = [str(each) for each in _named(_member(one, "expressions", name))]
                return [
                    each
                    for each in dict.fromkeys(found)
                    if not any(other.startswith((f"{each}.", f"{each}[")) for other in found)
                ]
        return []


def _member(value: Any, *names: str) -> Any:
    for name in names:
        value = value.get(name) if isinstance(value, dict) else None
    return value


def _named(expression: Any) -> Iterator[Any]:
    """The references in an expression, which may be a block or a list of blocks."""
    if isinstance(expression, dict):
        yield from _list(expression.get("references"))
        for value in expression.values():
            yield from _named(value)
    elif isinstance(expression, list):
        for value in expression:
            yield from _named(value)


def _holds_true(value: Any) -> bool:
    if isinstance(value, dict):
        return any(map(_holds_true, value.values()))
    if isinstance(value, list):
        return any(map(_holds_true, value))
    return value is True


def _definition(resource: _Resource, plan: _Plan) -> Definition:
    pointer = f"{resource.pointer}/values"
    text = resource.values.get(_DEFINITION)
    if not isinstance(text, str):
        references = plan.references(resource, _DEFINITION)
        why = f": it depends on {', '.join(references)}" if references else ""
        refuse(
            UNKNOWN_YET,
            f"the definition of '{resource.address}' is not known until the plan is applied{why}; "
            "apply that first, or read the deployed state machine by its ARN",
            plan.source.locate(resource.pointer),
        )
    found = definition_of_text(pieces(text, child(pointer, _DEFINITION), plan.source), plan.source)
    properties, unread = _properties(resource, plan)
    return attrs.evolve(
        found,
        machine_type=_type(resource.values.get("type")),
        settings=settings(properties, pointer, plan.source),
        template=TemplateFacts(unread=unread),
    )


def _properties(resource: _Resource, plan: _Plan) -> tuple[dict[str, Any], tuple[str, ...]]:
    """The settings as a template would have them, and those that are not known yet."""
    properties: dict[str, Any] = {}
    unread: list[str] = []
    # What the provider's default_tags add is in "tags_all" alone.
    values = {**resource.values, "tags": resource.values.get("tags_all")}
    if not isinstance(values["tags"], dict):
        values["tags"] = resource.values.get("tags")
    for name, member in _PROPERTIES.items():
        value = _shaped(name, values.get(name))
        is_missing = name in _REQUIRED and value is None
        if is_missing or plan.is_unknown(resource, name):
            if name not in _REQUIRED:
                unread.append(_SETTINGS[name])
                continue
            value = f"${{{_placeholder(resource, name, plan)}}}"
        if value is not None:
            properties[member] = value
    return properties, tuple(unread)


def _placeholder(resource: _Resource, name: str, plan: _Plan) -> str:
    references = plan.references(resource, name)
    return references[0] if len(references) == 1 else f"{resource.address}.{name}"


def _shaped(name: str, value: Any) -> Any:
    """A setting in the shape that a template has, whose blocks are objects in lists of one."""
    if not name.endswith("_configuration"):
        return value if value != {} else None
    block = value[0] if isinstance(value, list) and value else None
    if not isinstance(block, dict):
        return None
    members = {_camel(key): each for key, each in block.items() if each is not None}
    group = members.pop("logDestination", None)
    if name == "logging_configuration" and isinstance(group, str) and group:
        members["destinations"] = [{"cloudWatchLogsLogGroup": {"logGroupArn": group}}]
    return members


def _camel(name: str) -> str:
    first, *others = name.split("_")
    return first + "".join(word.capitalize() for word in others)


def _type(value: Any) -> MachineType | None:
    if value in (None, "STANDARD"):
        return "STANDARD"
    return "EXPRESS" if value == "EXPRESS" else None
