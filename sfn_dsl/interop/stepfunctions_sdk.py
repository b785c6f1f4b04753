"""Reading workflows of the AWS Data Science SDK (``stepfunctions`` on PyPI) as definitions.

How its objects are told from others is in `sfn_dsl.model.sdk`.

Callers need to know about the SDK:

* A ``Workflow`` creates a boto3 client when it is constructed. The client makes no call, but raises
  ``NoRegionError`` if no region is configured, unless the author passes ``client=``.
* A ``Workflow`` copies its definition when it is constructed. Later changes to its states are not
  in it, neither here nor in the state machine that the SDK creates.
* Service steps take the partition of their ``arn:aws:states:::`` resource from the region in the
  environment, whichever client the workflow has.
* Importing it writes to standard output, through a log handler that keeps the stream, and sets the
  level of the root logger to ERROR. Redirect standard output while loading a source.
"""

from __future__ import annotations

import json
import math
import sys
from collections.abc import Iterator, Mapping
from typing import Any

import attrs

from sfn_dsl.definition.definition import Definition, Source, Unlocated
from sfn_dsl.definition.pointers import child
from sfn_dsl.diagnostics import Diagnostic, Severity
from sfn_dsl.errors import SourceError
from sfn_dsl.model.sdk import is_sdk_workflow, sdk_class, sdk_workflow

__all__ = ["WorkflowFacts", "definition_of", "is_sdk_object", "is_sdk_workflow", "workflow_facts"]

UNREADABLE = "SFN120"

_GRAPH = "Graph"
# These have no graph yet; the SDK builds one, as its Workflow does.
_BRANCHES = ("State", "Chain")
_PLACEHOLDER = "Placeholder"


@attrs.frozen
class WorkflowFacts:
    """The settings with which an SDK workflow would be created, without its definition.

    ``role`` is the ARN as the author wrote it, or None; ``tags`` keep their order.
    """

    name: str
    role: str | None
    tags: Mapping[str, str]


def is_sdk_object(obj: object) -> bool:
    """Return whether `definition_of` accepts an object: a workflow, graph, ``Chain`` or state."""
    return is_sdk_workflow(obj) or _sdk_class(obj, _GRAPH, *_BRANCHES) is not None


def definition_of(obj: object, source: Source | None = None) -> Definition:
    """The definition that the SDK would send to AWS for one of its objects.

    Members and states are in the SDK's order. Raises SourceError for an object without a
    definition, and for a definition that the SDK cannot write as JSON. The definition of a workflow
    has its name, role and tags as settings, where AWS takes them.
    """
    document = _plain(_sdk_document(obj))
    return Definition(document, source or Unlocated(_name_of(obj)), settings=_settings(obj))


def _settings(obj: object) -> dict[str, Any]:
    if not is_sdk_workflow(obj):
        return {}
    try:
        facts = workflow_facts(obj)
    except SourceError:  # told by what needs them
        return {}
    given = {"name": facts.name, "role": facts.role, "tags": facts.tags}
    return {name: value for name, value in given.items() if value}


def workflow_facts(obj: object) -> WorkflowFacts:
    """The name, the role and the tags of an SDK ``Workflow``.

    Raises SourceError for any other object, and for values of types that AWS does not accept.
    """
    if not is_sdk_workflow(obj):
        raise _error(
            f"{_described(obj)} is not a workflow; give a Workflow of the stepfunctions SDK"
        )
    workflow = sdk_workflow(obj)
    if not isinstance(workflow.name, str):
        raise _error(f"the workflow's name is {workflow.name!r}; write a string")
    if not isinstance(workflow.role, str | None):
        raise _error(f"the workflow's role is {workflow.role!r}; write the role's ARN")
    return WorkflowFacts(workflow.name, workflow.role, dict(map(_tag, workflow.tags or ())))


def _sdk_class(obj: object, *names: str) -> type | None:
    """The first class of the SDK with one of the names in the MRO of an object's class."""
    return sdk_class(type(obj), *names)


def _sdk_document(obj: Any) -> Any:
    """The document as the SDK has it, which may still contain placeholder objects."""
    if not is_sdk_object(obj):
        raise _error(
            f"{_described(obj)} has no definition; give a Workflow, a graph, a Chain or a state "
            "of the stepfunctions SDK"
        )
    try:
        return _sdk_graph(obj).to_dict()
    except Exception as error:
        raise _error(
            f"the stepfunctions SDK cannot build the definition of {_name_of(obj)!r}: "
            f"{type(error).__name__}: {error}; correct the workflow"
        ) from error


def _sdk_graph(obj: Any) -> Any:
    if is_sdk_workflow(obj):
        return sdk_workflow(obj).definition
    branch = _sdk_class(obj, *_BRANCHES)
    if branch is None:
        return obj
    return sys.modules[branch.__module__].Graph(obj)


def _plain(document: Any) -> dict[str, Any]:
    """The document as in the SDK's JSON text: plain values, shared with nothing else."""
    try:
        plain = json.loads(json.dumps(document, allow_nan=False))
    except RecursionError as error:
        raise _error("the definition is nested too deeply for JSON; nest it less") from error
    except (TypeError, ValueError) as error:
        unknown = (f"the definition cannot be written as JSON: {error}; write plain values", "")
        raise _error(*next(_places_not_json(document), unknown)) from error
    if not isinstance(plain, dict):
        raise _error(f"the definition is {_described(document)}; it must be an object")
    return plain


def _places_not_json(document: Any) -> Iterator[tuple[str, str]]:
    """The values that are not JSON, outer ones first, as (message, pointer)."""
    pending = [("", document)]
    seen: set[int] = set()
    for pointer, value in pending:
        if isinstance(value, dict | list | tuple):
            if id(value) not in seen:  # a value may contain itself
                seen.add(id(value))
                pending.extend(_members(pointer, value))
        elif _sdk_class(value, _PLACEHOLDER) is not None:
            yield _about_placeholder(value), pointer
        elif not _is_json_scalar(value):
            yield f"{_described(value)} is not JSON; write a plain JSON value", pointer


def _members(pointer: str, value: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(value, dict):
        return ((child(pointer, str(key)), member) for key, member in value.items())
    return ((child(pointer, index), element) for index, element in enumerate(value))


def _about_placeholder(placeholder: Any) -> str:
    path = placeholder.to_jsonpath()
    return (
        f"the stepfunctions SDK does not replace the placeholder {path!r} here, since it only "
        "looks at members of objects in 'parameters'; write its path with to_jsonpath()"
    )


def _is_json_scalar(value: Any) -> bool:
    if isinstance(value, float):
        return math.isfinite(value)
    return isinstance(value, str | int | None)


def _tag(tag: Any) -> tuple[str, str]:
    match tag:
        case {"key": str(key), "value": str(value)}:
            return key, value
        case _:
            raise _error(f"{tag!r} is not a valid tag; write {{'key': '...', 'value': '...'}}")


def _name_of(obj: Any) -> str:
    """What the author calls an SDK object: its name, or the name of the state it starts with."""
    if is_sdk_workflow(obj):
        return str(sdk_workflow(obj).name)
    if _sdk_class(obj, "State") is not None:
        return str(obj.state_id)
    return type(obj).__name__


def _described(obj: object) -> str:
    return f"{type(obj).__name__!r} object {obj!r:.80}"


def _error(message: str, pointer: str = "") -> SourceError:
    return SourceError([Diagnostic(UNREADABLE, Severity.ERROR, message, pointer)])
