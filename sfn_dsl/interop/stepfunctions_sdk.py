"""Workflows of the AWS Data Science SDK (``stepfunctions`` on PyPI), read as definitions.

The SDK is never imported here: it costs seconds and brings sagemaker along. Whoever holds one of
its objects has imported it already, so its objects are known by the module their class comes from.
Looking for attributes instead would not do: the SDK's states answer None to any attribute at all.

Four habits of the SDK that a caller has to know:

* A ``Workflow`` makes a boto3 client when it is constructed. That calls nothing, but raises
  ``NoRegionError`` where no region is configured, unless the author passes ``client=``.
* A ``Workflow`` takes its definition down when it is constructed. What is done to its states
  later is not in it, neither here nor in what the SDK itself creates.
* Its service steps take the partition of their ``arn:aws:states:::`` resource from the region of
  the environment, whatever client the workflow was given.
* Importing it writes to standard output, through a log handler that keeps the stream for good, and
  sets the root logger to ERROR. Standard output has to be redirected while a source is loaded.
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

UNREADABLE = "SFN120"

_PACKAGE = "stepfunctions"
_WORKFLOW = "Workflow"
_GRAPH = "Graph"
# What has no graph yet: the SDK makes one of it, as its Workflow does.
_BRANCHES = ("State", "Chain")
_PLACEHOLDER = "Placeholder"


@attrs.frozen
class WorkflowFacts:
    """What an SDK workflow says beside its definition, as it would be created with.

    ``role`` is the ARN as the author gave it, None when there is none; ``tags`` keep their order.
    """

    name: str
    role: str | None
    tags: Mapping[str, str]


def is_sdk_workflow(obj: object) -> bool:
    """Tell whether an object is an SDK ``Workflow``, of a subclass too."""
    return _sdk_class(obj, _WORKFLOW) is not None


def is_sdk_object(obj: object) -> bool:
    """Tell whether `definition_of` reads an object: a ``Workflow``, graph, ``Chain`` or state."""
    return _sdk_class(obj, _WORKFLOW, _GRAPH, *_BRANCHES) is not None


def definition_of(obj: object, source: Source | None = None) -> Definition:
    """The definition that the SDK would send to AWS for one of its objects.

    Members and states stand in the SDK's order. Raises SourceError for an object that holds no
    definition, and for a definition that the SDK cannot write as JSON.
    """
    document = _plain(_sdk_document(obj))
    return Definition(document, source or Unlocated(_name_of(obj)))


def workflow_facts(obj: object) -> WorkflowFacts:
    """The name, the role and the tags of an SDK ``Workflow``.

    Raises SourceError for any other object, and for values that AWS could not take as such.
    """
    if not is_sdk_workflow(obj):
        raise _trouble(
            f"{_described(obj)} is no workflow; give a Workflow of the stepfunctions SDK"
        )
    workflow: Any = obj
    if not isinstance(workflow.name, str):
        raise _trouble(f"the workflow's name is {workflow.name!r}; write a string")
    if not isinstance(workflow.role, str | None):
        raise _trouble(f"the workflow's role is {workflow.role!r}; write the role's ARN")
    return WorkflowFacts(workflow.name, workflow.role, dict(map(_tag, workflow.tags or ())))


def _sdk_class(obj: object, *names: str) -> type | None:
    """The first class of the SDK with one of the names among those that an object is of."""
    for cls in type(obj).__mro__:
        if cls.__name__ in names and _is_of_sdk(cls):
            return cls
    return None


def _is_of_sdk(cls: type) -> bool:
    return cls.__module__.partition(".")[0] == _PACKAGE


def _sdk_document(obj: Any) -> Any:
    """The document as the SDK has it, in which its placeholders may still stand."""
    if not is_sdk_object(obj):
        raise _trouble(
            f"{_described(obj)} holds no definition; give a Workflow, a graph, a Chain or a state "
            "of the stepfunctions SDK"
        )
    try:
        return _sdk_graph(obj).to_dict()
    except Exception as error:
        raise _trouble(
            f"the stepfunctions SDK cannot build the definition of {_name_of(obj)!r}: "
            f"{type(error).__name__}: {error}; correct it where it is written"
        ) from error


def _sdk_graph(obj: Any) -> Any:
    if is_sdk_workflow(obj):
        return obj.definition
    branch = _sdk_class(obj, *_BRANCHES)
    if branch is None:
        return obj
    return sys.modules[branch.__module__].Graph(obj)


def _plain(document: Any) -> dict[str, Any]:
    """The document as the SDK's JSON text would read: plain values, shared with nothing."""
    try:
        plain = json.loads(json.dumps(document, allow_nan=False))
    except RecursionError as error:
        raise _trouble("the definition is too deeply nested for JSON; nest it less") from error
    except (TypeError, ValueError) as error:
        unknown = (f"the definition cannot be written as JSON: {error}; write plain values", "")
        raise _trouble(*next(_places_not_json(document), unknown)) from error
    if not isinstance(plain, dict):
        raise _trouble(f"the definition is {_described(document)}; it must be an object")
    return plain


def _places_not_json(document: Any) -> Iterator[tuple[str, str]]:
    """The values that are not JSON, outer ones first, as (message, pointer)."""
    pending = [("", document)]
    seen: set[int] = set()
    for pointer, value in pending:
        if isinstance(value, dict | list | tuple):
            if id(value) not in seen:  # a value that holds itself has no end
                seen.add(id(value))
                pending.extend(_members(pointer, value))
        elif _sdk_class(value, _PLACEHOLDER) is not None:
            yield _on_placeholder(value), pointer
        elif not _is_json_scalar(value):
            yield f"{_described(value)} is not JSON; write a plain JSON value", pointer


def _members(pointer: str, value: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(value, dict):
        return ((child(pointer, str(key)), member) for key, member in value.items())
    return ((child(pointer, index), element) for index, element in enumerate(value))


def _on_placeholder(placeholder: Any) -> str:
    path = placeholder.to_jsonpath()
    return (
        f"the stepfunctions SDK leaves the placeholder {path!r} as it is here, since it only looks "
        "at the members of objects in 'parameters'; write its path, by to_jsonpath()"
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
            raise _trouble(f"tag {tag!r} is none; write {{'key': '...', 'value': '...'}}")


def _name_of(obj: Any) -> str:
    """What the author calls an SDK object: its name, or the name of the state it starts with."""
    if is_sdk_workflow(obj):
        return str(obj.name)
    if _sdk_class(obj, "State") is not None:
        return str(obj.state_id)
    return type(obj).__name__


def _described(obj: object) -> str:
    return f"{type(obj).__name__!r} object {obj!r:.80}"


def _trouble(message: str, pointer: str = "") -> SourceError:
    return SourceError([Diagnostic(UNREADABLE, Severity.ERROR, message, pointer)])
