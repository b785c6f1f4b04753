"""The `Workflow` of an imported machine: its name, role and settings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import attrs

from sfn_dsl._unset import Unset
from sfn_dsl.arns import read_arn
from sfn_dsl.importer.context import Context
from sfn_dsl.importer.layout import Call, Dict, Node, Text, quoted
from sfn_dsl.model.workflow import Encryption, Logging, Target


@attrs.frozen
class Deployable:
    """What makes a workflow of a machine: the name it is deployed under, its role, settings.

    What is None is omitted. ARNs in the account and region of ``place`` are written with
    ``target.arn(...)``, so that the workflow can be deployed elsewhere; other ARNs as they are.
    """

    name: str
    role: str
    type: str = "STANDARD"
    logging: Logging | None = None
    tracing: bool | None = None
    encryption: Encryption | None = None
    tags: Mapping[str, str] | None = None
    place: Target | None = None


def workflow_call(context: Context, deployable: Deployable) -> Call:
    """The expression that makes the workflow, inside a function of a ``target``."""
    return Call("Workflow", list(_arguments(context, deployable)))


def _arguments(context: Context, deployable: Deployable) -> Iterator[tuple[str, Node]]:
    yield "", Text(quoted(deployable.name))
    yield "", Text("machine")
    yield "role", Text(quoted(deployable.role))
    if deployable.type != "STANDARD":
        yield "type", Text(quoted(deployable.type))
    if deployable.logging is not None:
        yield "logging", _logging(context, deployable.logging, deployable.place)
    if deployable.tracing is not None:
        yield "tracing", Text(repr(deployable.tracing))
    if deployable.encryption is not None:
        yield "encryption", _encryption(context, deployable.encryption, deployable.place)
    if deployable.tags is not None:
        tags = deployable.tags.items()
        yield "tags", Dict([(quoted(key), Text(quoted(value))) for key, value in tags])


def _logging(context: Context, logging: Logging, place: Target | None) -> Call:
    arguments: list[tuple[str, Node]] = [("", Text(quoted(logging.level)))]
    if not isinstance(logging.log_group, Unset):
        arguments.append(("log_group", _arn(logging.log_group, place)))
    if logging.include_execution_data:
        arguments.append(("include_execution_data", Text("True")))
    return Call(context.use("Logging"), arguments)


def _encryption(context: Context, encryption: Encryption, place: Target | None) -> Call:
    arguments = [("", _arn(encryption.kms_key, place))]
    seconds = encryption.data_key_reuse_seconds
    if seconds != attrs.fields(Encryption).data_key_reuse_seconds.default:
        arguments.append(("data_key_reuse_seconds", Text(repr(seconds))))
    return Call(context.use("Encryption"), arguments)


def _arn(text: str, place: Target | None) -> Node:
    """An ARN, by the target where it is one of its account and region."""
    arn = read_arn(text)
    if place is None or place.arn(arn.service, arn.resource) != text:
        return Text(quoted(text))
    return Call("target.arn", [("", Text(quoted(part))) for part in (arn.service, arn.resource)])
