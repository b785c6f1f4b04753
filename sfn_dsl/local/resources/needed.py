"""The resources that workflows name: functions, topics, queues, tables, buckets and so on.

They are read from the permissions that a definition requires of its role, which name the resources
that it touches. What a definition leaves open, or has elsewhere, is told and not made.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final, TypeGuard

import attrs

from sfn_dsl.arns import read_arn
from sfn_dsl.definition import Definition
from sfn_dsl.definition.scopes import scopes
from sfn_dsl.iam.requirements.derive import derive
from sfn_dsl.iam.requirements.model import Machine, Requirements

_PLACEHOLDER_ACCOUNTS: Final = ("YOUR_ACCOUNT", "${AWS::AccountId}", "")
_PLACEHOLDER_REGIONS: Final = ("${AWS::Region}", "")
_DEFAULT_BUS: Final = "default"
_CREATES: Final = "Create"
_AFTER_THE_KIND: Final = re.compile("[:/]")  # in "log-group:/aws/lambda/f", "table/orders/index/i"
_KEY_MEMBERS: Final = ("Key", "Item")
_USUAL_KEYS: Final = (("id",), ("pk", "sk"), ("PK", "SK"), ("pk",), ("PK",))


@attrs.frozen(order=True)
class Table:
    """A table, and its key: the names of one or two attributes with their types, such as S."""

    name: str
    key: tuple[tuple[str, str], ...] = (("id", "S"),)


@attrs.frozen
class Named:
    """What a definition names, each with the region it is in; ``notes`` say what is not made."""

    functions: frozenset[tuple[str, str, str]] = frozenset()
    """Region, name and qualifier, "" for none."""

    topics: frozenset[tuple[str, str]] = frozenset()
    queues: frozenset[tuple[str, str]] = frozenset()
    tables: frozenset[tuple[str, Table]] = frozenset()
    buckets: frozenset[tuple[str, str]] = frozenset()
    buses: frozenset[tuple[str, str]] = frozenset()
    log_groups: frozenset[tuple[str, str]] = frozenset()
    activities: frozenset[tuple[str, str]] = frozenset()
    notes: tuple[str, ...] = ()


def named_by(
    definition: Definition, machine: Machine, logging: Mapping[str, Any] | None = None
) -> tuple[Named, Requirements]:
    """What a definition names as a machine of an account and a region; and what its role needs.

    ``logging`` is the machine's logging configuration, as AWS has it.
    """
    requirements = derive(definition, machine)
    created = {
        resource
        for permission in requirements.permissions
        if permission.action.partition(":")[2].startswith(_CREATES)
        for resource in permission.resources
    }
    reader = _Reader(definition, machine, created)
    for permission in requirements.permissions:
        for resource in permission.resources:
            reader.read(" at ".join((permission.action, *permission.pointers[:1])), resource)
    for destination in (logging or {}).get("destinations") or ():
        group = (destination.get("cloudWatchLogsLogGroup") or {}).get("logGroupArn", "")
        reader.read("logs", str(group))
    for scope in scopes(definition.document):
        for state in scope.states.values():
            if read_arn(str(state.get("Resource"))).is_activity:
                reader.read("an activity", str(state["Resource"]))
    return reader.named(), requirements


class _Reader:
    def __init__(self, definition: Definition, machine: Machine, created: Iterable[str]) -> None:
        """Take what to read for; ``created`` are the ARNs of what the workflow creates itself."""
        self._machine = machine
        self._created = {_kind_and_name(*_service_and_resource(arn)) for arn in created}
        self._keys = dict(_keys(definition))
        self._found: dict[str, set[Any]] = {
            field.name: set() for field in attrs.fields(Named) if field.name != "notes"
        }
        self._notes: dict[str, None] = {}

    def named(self) -> Named:
        """What was read."""
        found = {name: frozenset(values) for name, values in self._found.items()}
        return Named(**found, notes=tuple(self._notes))

    def read(self, action: str, resource: str) -> None:
        """Read one resource of an action, which is told with the place that it is needed at."""
        arn = read_arn(resource)
        name = arn.resource
        region = arn.region if arn.region not in _PLACEHOLDER_REGIONS else self._machine.region
        found = _kind_and_name(arn.service, name)
        if "${" in (resource if found is None else name) or (found and "*" in found[1]):
            self._note(f"{action} on a resource that the definition leaves open: nothing is made")
            return
        if found is None:
            return
        if found in self._created:
            return
        kind, name = found
        if arn.account not in (*_PLACEHOLDER_ACCOUNTS, self._machine.account):
            self._note(f"'{resource}' is in another account, which the local AWS has not")
            return
        if kind == "functions":
            function, _, qualifier = name.partition(":")
            self._found[kind].add((region, function, qualifier))
        elif kind == "tables":
            self._found[kind].add((region, self._keys.get(name, Table(name))))
        elif not (kind == "buses" and name == _DEFAULT_BUS):
            self._found[kind].add((region, name))

    def _note(self, text: str) -> None:
        self._notes[text] = None


def _service_and_resource(text: str) -> tuple[str, str]:
    arn = read_arn(text)
    return arn.service, arn.resource


def _kind_and_name(service: str, resource: str) -> tuple[str, str] | None:
    """Which kind of resource an ARN names, and its name; None for what is not made."""
    kind, _, rest = _AFTER_THE_KIND.sub(":", resource, count=1).partition(":")
    match service, kind:
        case "lambda", "function":
            return "functions", rest.removesuffix(":*")
        case "sns", _:
            return "topics", resource
        case "sqs", _:
            return "queues", resource
        case "dynamodb", "table":
            return "tables", rest.partition("/")[0]
        case "s3", _:
            return "buckets", resource.partition("/")[0]
        case "events", "event-bus":
            return "buses", rest
        case "logs", "log-group":
            return "log_groups", rest.removesuffix(":*")
        case "states", "activity":
            return "activities", rest
    return None


def _keys(definition: Definition) -> Iterator[tuple[str, Table]]:
    """The tables of which a task writes the key out, by their names; the first task counts."""
    seen = set()
    for scope in scopes(definition.document):
        for state in scope.states.values():
            fields = state.get("Arguments", state.get("Parameters"))
            if not _is(fields):
                continue
            name = fields.get("TableName")
            for member in _KEY_MEMBERS:
                item = fields.get(member)
                if isinstance(name, str) and name not in seen and _is(item):
                    seen.add(name)
                    yield name, Table(name, _key(item, whole=member == "Key"))


def _is(value: object) -> TypeGuard[dict[str, Any]]:
    return isinstance(value, dict)


def _key(attributes: Mapping[str, Any], *, whole: bool) -> tuple[tuple[str, str], ...]:
    """The key in the attributes of an item: all of a Key, the usual names of an Item."""
    types = {name.removesuffix(".$"): _type(value) for name, value in attributes.items()}
    names: Iterable[str] = types
    if not whole:
        usual = (each for each in _USUAL_KEYS if all(name in types for name in each))
        names = next(usual, tuple(types)[:1])
    return tuple((name, types[name]) for name in names)[:2] or Table("").key


def _type(value: object) -> str:
    kinds = [key.removesuffix(".$") for key in value] if isinstance(value, dict) else []
    return kinds[0] if kinds and kinds[0] in ("S", "N", "B") else "S"
