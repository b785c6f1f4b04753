"""From what a command is given as SOURCE to a definition, and to a workflow where it is one.

A source is a Python file (``workflows/backup.py``, or ``workflows/backup.py:name`` for one of
several workflows in it), a JSON or YAML file (``x.asl.yaml``), a template (``template.yaml``, or
``template.yaml#LogicalId`` for one of several state machines in it), the ARN of a state machine, or
``-`` for JSON on standard input. Loading a Python file runs it; loading anything else runs nothing.
"""
# ruff: noqa: PTH110, PTH112, PTH123

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING, Any

import attrs

from sfn_dsl.definition import Definition, Unlocated
from sfn_dsl.errors import refuse
from sfn_dsl.model.target import Target

if TYPE_CHECKING:
    from sfn_dsl.model.workflow import Workflow, WorkflowBuilder

# What runs and compiles a Python source is imported by the functions that do so: a definition that
# is data needs neither.
_STANDARD_INPUT = "-"


@attrs.frozen
class Loaded:
    """What a source gave: a definition, and the workflow it is of, when the source has one."""

    definition: Definition
    workflow: Workflow | None = None


def load(source: str, target: Target | None = None) -> Loaded:
    """What a source gives when it is built for a target.

    Raises SourceError for a source from which no definition can be had.
    """
    target = Target() if target is None else target
    file, name = _split(source)
    if file.endswith(".py"):
        return _built(author_value(source), file, target, name)
    if source.startswith("arn:"):
        # Only this source needs AWS, and what speaks to it.
        from sfn_dsl.aws.connecting import deployed_definition

        return Loaded(deployed_definition(source))
    return Loaded(_read(source))


def author_value(source: str) -> Any:
    """The workflow that a Python file holds: as it stands there, not yet built for a target.

    Raises SourceError when the file cannot be run or does not hold exactly one.
    """
    from sfn_dsl.python_files import run_file

    file, name = _split(source)
    _readable(file)
    values = run_file(file)
    return _chosen(values, file, name) if name else _only(values, file)


def load_each(file: str, target: Target) -> Iterator[tuple[str, Callable[[], Loaded]]]:
    """How to name each workflow or machine of a Python file, and what gives it, built for a target.

    Raises SourceError when the file cannot be run, and what builds one when that fails.
    """
    values = _own_values(file)
    for name, value in values.items():
        source = file if len(values) == 1 else f"{file}:{name}"
        yield source, partial(_built, value, file, target, name)


def workflows_in(file: str) -> dict[str, Workflow | WorkflowBuilder]:
    """The workflows that a Python file makes, by their names; there may be none.

    Raises SourceError when the file cannot be run.
    """
    from sfn_dsl.model.workflow import Workflow, WorkflowBuilder

    return {
        name: value
        for name, value in _own_values(file).items()
        if isinstance(value, (Workflow, WorkflowBuilder))
    }


def _own_values(file: str) -> dict[str, Any]:
    """What there is to load in a Python file; what it imports from beside it is another file's."""
    from sfn_dsl.python_files import imported_beside, run_file

    values = run_file(file)
    foreign = {id(value) for module in imported_beside(file) for value in vars(module).values()}
    return {
        name: values[name] for name in _workflow_names(values) if id(values[name]) not in foreign
    }


def require_file(source: str) -> None:
    """Raise SourceError for a JSON or YAML source that names no file."""
    if source != _STANDARD_INPUT:
        _readable(_file_and_logical_id(source)[0])


def file_of(source: str) -> str:
    """The file that a source names, without the name of a workflow in it."""
    return _split(source)[0]


def _read(source: str) -> Definition:
    """The definition that a file or standard input holds, itself or in a template."""
    file, logical_id = _file_and_logical_id(source)
    data = _bytes(file)
    if logical_id is None and file.endswith(".json"):
        from sfn_dsl.definition.reading import read_json

        found = read_json(data, _named(file))
        if "Resources" not in found.document or "States" in found.document:
            return found
    # Most sources do without what reads templates and YAML.
    from pathlib import Path

    from sfn_dsl.interop.cloudformation import read_definition, read_template

    if logical_id is None:
        return read_definition(data, _named(file), Path(file).parent)
    return read_template(data, _named(file), logical_id or None, Path(file).parent)


def _file_and_logical_id(source: str) -> tuple[str, str | None]:
    file, mark, logical_id = source.rpartition("#")
    return (file, logical_id) if mark and not os.path.exists(source) else (source, None)


def _split(source: str) -> tuple[str, str]:
    file, colon, name = source.rpartition(":")
    return (file, name) if colon and file.endswith(".py") else (source, "")


def _readable(file: str) -> None:
    if not file:
        refuse("SFN106", "the name of the source is empty; name a file", None)
    if os.path.isdir(file):
        refuse("SFN106", f"'{file}' is a directory; name a file in it", None)
    if not os.path.exists(file):
        refuse("SFN106", f"there is no file '{file}'; check the name and the directory", None)


def _bytes(source: str) -> bytes:
    if source == _STANDARD_INPUT:
        return sys.stdin.buffer.read()
    _readable(source)
    try:
        with open(source, "rb") as stream:
            return stream.read()
    except OSError as error:
        refuse("SFN106", f"'{source}' cannot be read: {error.strerror}", None)


def _named(source: str) -> str:
    return "<standard input>" if source == _STANDARD_INPUT else source


def _is_workflow(value: object) -> bool:
    from sfn_dsl.model.machine import StateMachine
    from sfn_dsl.model.workflow import Workflow, WorkflowBuilder

    # Of whatever else an author's file holds, the class that it claims to be is not asked for.
    if issubclass(type(value), (WorkflowBuilder, Workflow, StateMachine)):
        return True
    if "stepfunctions" not in sys.modules:
        return False
    from sfn_dsl.interop.stepfunctions_sdk import is_sdk_workflow

    return is_sdk_workflow(value)


def _is_sdk_object(value: object) -> bool:
    from sfn_dsl.interop.stepfunctions_sdk import is_sdk_object

    return is_sdk_object(value)


def _chosen(values: dict[str, Any], file: str, name: str) -> Any:
    if name not in values:
        known = ", ".join(_workflow_names(values)) or "none"
        refuse("SFN108", f"'{file}' holds no '{name}'; its workflows: {known}", None)
    value = values[name]
    if not _is_workflow(value) and not _is_sdk_object(value):
        refuse(
            "SFN108",
            f"'{name}' of '{file}' is no workflow but {type(value).__name__}; name a function "
            "marked with @workflow",
            None,
        )
    return value


def _only(values: dict[str, Any], file: str) -> Any:
    names = _workflow_names(values)
    if not names:
        refuse(
            "SFN108",
            f"'{file}' holds no workflow; mark a function that takes a Target and returns a "
            "Workflow with @workflow",
            None,
        )
    if len(names) > 1:
        refuse(
            "SFN108",
            f"'{file}' holds {len(names)} workflows: {', '.join(names)}; say which, as in "
            f"'{file}:{names[0]}'",
            None,
        )
    return values[names[0]]


def _workflow_names(values: dict[str, Any]) -> list[str]:
    """The names of the workflows; a machine counts only where there is nothing better.

    A machine that is a part of another one, as a Map's processor is, is none of its own.
    """
    from sfn_dsl.model.machine import StateMachine, machines_inside

    found = {id(value): name for name, value in values.items() if _is_workflow(value)}
    machines = {key for key, name in found.items() if isinstance(values[name], StateMachine)}
    chosen = found.keys() - machines
    if not chosen:
        parts = (machines_inside(values[found[key]]) for key in machines)
        chosen = found.keys() - {id(part) for inside in parts for part in inside}
    return [name for key, name in found.items() if key in chosen]


def _built(value: Any, file: str, target: Target, name: str) -> Loaded:
    from sfn_dsl.compiler import compile_machine, compile_workflow
    from sfn_dsl.model.machine import StateMachine
    from sfn_dsl.model.workflow import Workflow, WorkflowBuilder
    from sfn_dsl.python_files import running

    with running(file):
        built = value(target) if isinstance(value, WorkflowBuilder) else value
        if isinstance(built, Workflow):
            return Loaded(compile_workflow(built, partition=target.partition), built)
        if isinstance(built, StateMachine):
            return Loaded(compile_machine(built, partition=target.partition))
    from sfn_dsl.interop.stepfunctions_sdk import definition_of

    return Loaded(definition_of(built, Unlocated(f"{file}:{name}".rstrip(":"))))
