"""A Map reads what its reader can, and knows where its results go.

``s3:getObject`` takes 'Bucket' and 'Key', and an 'InputType' in 'ReaderConfig' unless it reads an
inventory; ``s3:listObjectsV2`` takes a 'Bucket', and so does ``s3:putObject`` with a 'Prefix'. AWS
checks the names when a machine is created. It accepts a version of a Parquet file and two columns
of one name, and the reader fails, which is a warning. (ASL reference, sections
7.3, 7.5 and 11.2, row 31.)

Bad::

    {"StartAt": "A", "States": {"A": {"Type": "Map", "End": true,
      "ItemReader": {"Resource": "arn:aws:states:::s3:getObject",
                     "Parameters": {"Bucket": "b", "Key": "k"}},
      "ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"},
                        "StartAt": "B", "States": {"B": {"Type": "Pass", "End": true}}}}}}

Good::

    {"StartAt": "A", "States": {"A": {"Type": "Map", "End": true,
      "ItemReader": {"Resource": "arn:aws:states:::s3:getObject",
                     "ReaderConfig": {"InputType": "JSON"},
                     "Parameters": {"Bucket": "b", "Key": "k"}},
      "ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"},
                        "StartAt": "B", "States": {"B": {"Type": "Pass", "End": true}}}}}}
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from sfn_dsl._unset import UNSET
from sfn_dsl.advice import Advice
from sfn_dsl.arns import read_integration
from sfn_dsl.definition.states import StatePlace
from sfn_dsl.diagnostics import Severity
from sfn_dsl.expressions.jsonata import is_jsonata
from sfn_dsl.language.fields import QueryLanguage
from sfn_dsl.lint.states import states
from sfn_dsl.lint.subject import Finding, Subject
from sfn_dsl.service_models import call_problems

CODE = "SFN714"

_GET: Final = "s3:getObject"
_READERS: Final = (_GET, "s3:listObjectsV2")
_WRITER: Final = "s3:putObject"
_NOT_CSV: Final = ("JSON", "JSONL", "PARQUET")
_TYPES: Final = "'CSV', 'JSON', 'JSONL', 'PARQUET' or 'MANIFEST'"


def check(subject: Subject) -> Iterator[Finding]:
    """Every reader and writer of a Map that lacks something, or is given what it does not take."""
    for place in states(subject):
        reader, writer = (_part(place, field) for field in ("ItemReader", "ResultWriter"))
        if reader and (action := _action(reader)) in _READERS:
            yield from _of_reader(place, action, reader, subject.advice)
        if writer and _action(writer) == _WRITER:
            yield from _of_writer(place, writer)


def _part(place: StatePlace, field: str) -> dict[str, Any] | None:
    part = place.state.get(field)
    return part if isinstance(part, dict) else None


def _action(part: dict[str, Any]) -> str:
    resource = part.get("Resource")
    call = read_integration(resource) if isinstance(resource, str) else None
    return call.action if call and not call.suffix else ""


def _of_reader(
    place: StatePlace, action: str, reader: dict[str, Any], advice: Advice
) -> Iterator[Finding]:
    field = place.payload_field
    given = _given(place, reader)
    if given is UNSET:
        message = f"'{action}' has no {advice.field(field)}; add it with what to read"
        yield Finding(place.at("ItemReader"), message)
    elif isinstance(given, dict):
        yield from _of_parameters(place, action, given)
    elif given is not None:
        message = f"{advice.field(field)} of '{action}' is not an object; write one"
        yield Finding(place.at("ItemReader", field), message)
    config = reader.get("ReaderConfig", {})
    if isinstance(config, dict):
        yield from _of_config(place, action, config, advice)
        if config.get("InputType") == "PARQUET" and isinstance(given, dict):
            yield from _of_version(place, given)


def _given(place: StatePlace, value: dict[str, Any]) -> Any:
    """The parameters, None where they are not known, UNSET where there are none."""
    of_other = "Arguments" if place.language is QueryLanguage.JSONPATH else "Parameters"
    given = value.get(place.payload_field, None if of_other in value else UNSET)
    if isinstance(given, str) and (is_jsonata(given) or "${" in given):
        return None
    if isinstance(given, dict) and any("${" in name for name in given):
        return None
    return given


def _of_parameters(place: StatePlace, action: str, given: dict[str, Any]) -> Iterator[Finding]:
    # A literal and a path of the same name are reported by another rule.
    once = {name: value for name, value in given.items() if f"{name}.$" not in given}
    for problem in call_problems(f"aws-sdk:{action}", UNSET, once):
        if problem.is_of_action:
            continue
        message = problem.message.replace(f"'aws-sdk:{action}'", f"'{action}'", 1)
        name = str(problem.path[0])
        there = next((key for key in (name, f"{name}.$") if key in given), None)
        path = (there,) if there else ()
        yield Finding(place.at("ItemReader", place.payload_field, *path), message)


def _of_config(
    place: StatePlace, action: str, config: dict[str, Any], advice: Advice
) -> Iterator[Finding]:
    where = ("ItemReader", "ReaderConfig")
    if action == _GET and "InputType" not in config and "ManifestType" not in config:
        at = place.at(*where) if config else place.at("ItemReader")
        holder = advice.field("ReaderConfig")
        message = f"'{_GET}' has no {advice.field('InputType')}; add one to {holder}: {_TYPES}"
        yield Finding(at, message)
    if "CSVDelimiter" in config and config.get("InputType") in _NOT_CSV:
        message = (
            f"{advice.field('CSVDelimiter')} is of no effect on the format "
            f"'{config['InputType']}'; remove it"
        )
        yield Finding(place.at(*where, "CSVDelimiter"), message, Severity.WARNING)
    if twice := _twice(config.get("CSVHeaders")):
        message = f"two columns are called '{twice}', and the reader fails; rename one of them"
        yield Finding(place.at(*where, "CSVHeaders"), message, Severity.WARNING)


def _twice(names: Any) -> str | None:
    if not isinstance(names, list):
        return None
    texts = [name for name in names if isinstance(name, str) and "${" not in name]
    return next((name for at, name in enumerate(texts) if name in texts[:at]), None)


def _of_version(place: StatePlace, given: dict[str, Any]) -> Iterator[Finding]:
    for name in ("VersionId", "VersionId.$"):
        if name in given:
            message = (
                "a version of a Parquet file cannot be read, and the reader fails; remove "
                "'VersionId'"
            )
            at = place.at("ItemReader", place.payload_field, name)
            yield Finding(at, message, Severity.WARNING)


def _of_writer(place: StatePlace, writer: dict[str, Any]) -> Iterator[Finding]:
    given = _given(place, writer)
    if not isinstance(given, dict):
        # That there are none, or no object, is for the schema to say.
        return
    names = {name.removesuffix(".$") for name in given}
    at = place.at("ResultWriter", place.payload_field)
    if "Bucket" not in names:
        yield Finding(at, f"'{_WRITER}' requires 'Bucket', which is missing; add it")
    if "Prefix" not in names:
        message = f"'{_WRITER}' requires 'Prefix', which is missing; add it"
        yield Finding(at, message, Severity.WARNING)
