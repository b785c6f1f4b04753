"""The `Workflow` of an imported machine: its name, role and settings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import attrs

from sfn_dsl._unset import Unset
from sfn_dsl.arns import read_arn
from sfn_dsl.importer.context import Context
from sfn_dsl.importer.layout import Call, Dict, Node, Text, quoted
from sfn_dsl.model.target import Target


@attrs.frozen
class Deployable:
    """What makes a workflow of a machine: the name it is deployed under, its role, settings.

    ``settings`` are those of `Workflow` by its keywords, as an author writes them; what is missing
    is left out of the source. ARNs of ``place`` are written with ``target.arn(...)``, so that the
    workflow can be deployed elsewhere too; other ARNs as they are.
    """

    name: str
    role: str
    settings: Mapping[str, Any] = attrs.field(factory=dict)
    place: Target | None = None


def workflow_call(context: Context, deployable: Deployable) -> Call:
    """The expression that makes the workflow, inside a function of a ``target``."""
    return Call("Workflow", list(_arguments(context, deployable)))


def _arguments(context: Context, deployable: Deployable) -> Iterator[tuple[str, Node]]:
    yield "", Text(quoted(deployable.name))
    yield "", Text("machine")
    yield "role", Text(quoted(deployable.role))
    for name, value in deployable.settings.items():
        yield name, _written(context, value, deployable.place)


def _written(context: Context, value: Any, place: Target | None) -> Node:
    """A setting as its author writes it: a text, a number, names and values, or a class's call."""
    if isinstance(value, str):
        return _arn(value, place)
    if isinstance(value, Mapping):
        return Dict([(quoted(key), Text(quoted(text))) for key, text in value.items()])
    if not attrs.has(type(value)):
        return Text(repr(value))
    return Call(context.use(type(value).__name__), list(_fields(context, value, place)))


def _fields(context: Context, value: Any, place: Target | None) -> Iterator[tuple[str, Node]]:
    """The arguments that make a value, without those that are as by default."""
    for field in attrs.fields(type(value)):
        given = getattr(value, field.name)
        if not isinstance(given, Unset) and given != field.default:
            yield field.name if field.kw_only else "", _written(context, given, place)


def _arn(text: str, place: Target | None) -> Node:
    """An ARN, by the target where it is one of its account and region."""
    arn = read_arn(text)
    if place is None or place.arn(arn.service, arn.resource) != text:
        return Text(quoted(text))
    return Call("target.arn", [("", Text(quoted(part))) for part in (arn.service, arn.resource)])
