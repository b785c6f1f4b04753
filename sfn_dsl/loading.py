"""Loading a SOURCE: its definition, and its workflow if it is Python.

A source is a Python file (``workflows/backup.py``, or ``workflows/backup.py:name`` for one of
several workflows in it), a JSON or YAML file (``x.asl.yaml``), a template (``template.yaml``, or
``template.yaml#LogicalId`` for one of several state machines in it), a ``serverless.yml`` or what
``terraform show -json`` prints (likewise), the ARN of a state machine, or ``-`` for JSON on
standard input. Loading a Python file runs it; loading anything else runs no code.
"""
# ruff: noqa: PTH110, PTH112, PTH114, PTH123

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from types import FunctionType
from typing import Any, NoReturn

from sfn_dsl.definition import Definition, Unlocated
from sfn_dsl.errors import AuthoringTypeError, Mistake, SourceError, refuse
from sfn_dsl.model.target import Target
from sfn_dsl.workflow_values import AnyTarget, Built, LoadedSource, build, target_of

# What runs and compiles a Python source is imported by the functions that do so: a definition that
# is data needs neither.
_STANDARD_INPUT = "-"
# What a JSON file may have that holds state machines rather than being one.
_TEMPLATES = frozenset(
    {
        *("AWSTemplateFormatVersion", "Resources", "Transform", "provider", "stepFunctions"),
        *("format_version", "planned_values", "terraform_version", "values"),
    }
)
_MOST_BYTES = 256 * 2**20  # far beyond any template, which CloudFormation holds to 1 MB


def load(source: str | os.PathLike[str], target: AnyTarget | None = None) -> LoadedSource:
    """Load a SOURCE, as the commands do, and build what it holds for a target.

    Loading a Python file runs it; loading data runs nothing. An ARN is looked up on AWS.

    Args:
        source: A Python file (``workflows/backup.py``, or ``workflows/backup.py:name``), a JSON or
            YAML file, a template (``template.yaml#LogicalId``), a ``serverless.yml#key``, what
            ``terraform show -json`` printed (``plan.json#address``), the ARN of a state machine, or
            ``-`` for JSON on standard input.
        target: What to build it for, or the name of a target of the project; by default the
            placeholder account in us-east-1.

    Returns:
        What every tool takes; its ``definition``, and its ``workflow`` where there is one.

    Raises:
        SourceError: The source cannot be read as a definition; the error says where and why.
        DeploymentError: AWS cannot be reached, or has no machine with that ARN.
        AuthoringTypeError: It is neither a string nor a path.
    """
    if not isinstance(source, (str, os.PathLike)):
        raise AuthoringTypeError(
            f"{source!r:.80} is not a source; write load('workflows/backup.py')"
        )
    return _load(os.fspath(source), target_of(target))


def _load(source: str, target: Target) -> LoadedSource:
    file, name = _split(source)
    if file.endswith(".ipynb"):
        _refuse_notebook(file)
    if file.endswith(".py"):
        return _loaded(source, author_value(source), file, name, target)
    if source.startswith("arn:"):
        # No other source needs the AWS client.
        from sfn_dsl.deployment.connect import deployed_definition

        return _data(source, deployed_definition(source))
    return _data(source, definition_in(source))


def _refuse_notebook(file: str) -> NoReturn:
    _readable(file)
    refuse(
        "SFN106",
        f"'{file}' is a notebook, whose cells are not run from here; move its workflow to a Python "
        "file, which the notebook can import, or make one with 'jupyter nbconvert --to script'",
        None,
    )


def builder_of(source: str, value: Any) -> Callable[[Target], Built]:
    """What builds an author's value for a target; errors point into the author's file."""
    return partial(_built, value, *_split(source))


def _loaded(source: str, value: Any, file: str, name: str, target: Target) -> LoadedSource:
    build_for = partial(_built, value, file, name)
    return LoadedSource(source, build_for, build_for(target))


def _data(source: str, definition: Definition) -> LoadedSource:
    built = Built(definition)
    return LoadedSource(source, partial(_as_built, built), built)


def _as_built(built: Built, _: Target) -> Built:
    """What data gives for any target: itself."""
    return built


def author_value(source: str) -> Any:
    """The workflow in a Python file as its author wrote it, not yet built for a target.

    Raises SourceError if the file cannot be run or does not have exactly one workflow.
    """
    from sfn_dsl.python_files import run_file

    file, name = _split(source)
    _readable(file)
    values = run_file(file)
    return _chosen(values, file, name) if name else _only(values, file)


def load_each(file: str, target: Target) -> Iterator[tuple[str, Callable[[], LoadedSource]]]:
    """How to name each workflow or machine of a Python file, and what gives it, built for a target.

    Raises SourceError when the file cannot be run, and what builds one when that fails.
    """
    values = _own_values(file)
    for name, value in values.items():
        source = file if len(values) == 1 else f"{file}:{name}"
        yield source, partial(_loaded, source, value, file, name, target)


def workflows_in(file: str) -> dict[str, Any]:
    """The workflows in a Python file by name, those of the SDK included; there may be none.

    Raises SourceError if the file cannot be run.
    """
    from sfn_dsl.model.machine import StateMachine

    values = _own_values(file)
    return {name: one for name, one in values.items() if not isinstance(one, StateMachine)}


def _own_values(file: str) -> dict[str, Any]:
    """What can be loaded from a Python file, without what it imports from its project."""
    from sfn_dsl.python_files import run_file

    values = run_file(file)
    return {name: values[name] for name in _own_names(values, file)}


def _own_names(values: dict[str, Any], file: str) -> list[str]:
    """The names of the workflows that a file makes itself."""
    return _workflow_names(_without_imported(values, file), file)


def _without_imported(values: dict[str, Any], file: str) -> dict[str, Any]:
    """What a file defines without the workflows and machines that it imports from other files."""
    from sfn_dsl.python_files import made_elsewhere

    workflows = [value for value in values.values() if _is_workflow(value)]
    foreign = made_elsewhere(workflows, file)
    return {name: value for name, value in values.items() if id(value) not in foreign}


def require_file(source: str) -> None:
    """Raise SourceError if the file of a JSON or YAML source does not exist."""
    file, _ = _file_and_logical_id(source)
    if file != _STANDARD_INPUT:
        _readable(file)


def file_of(source: str) -> str:
    """The file of a source, without the name of a workflow in it."""
    return _split(source)[0]


def definition_in(source: str, values: Mapping[str, str] | None = None) -> Definition:
    """The definition in a file or on standard input, which may be a template.

    ``values`` are those of the variables of a ``serverless.yml`` that no file defines. Raises what
    `load` raises.
    """
    file, logical_id = _file_and_logical_id(source)
    if os.path.islink(file):
        return _linked(file, logical_id, values or {})
    return _definition_in(file, logical_id, values or {})


def _linked(file: str, logical_id: str | None, values: Mapping[str, str]) -> Definition:
    """What a symbolic link leads to, which a stranger may have made to what they may not read."""
    from sfn_dsl.interop.template_files import is_definition, without_text

    try:
        found = _definition_in(file, logical_id, values)
    except SourceError as error:
        raise without_text(error, file) from None
    if not is_definition(found.document):
        message = f"'{file}' is a link to what is not a definition; name a definition or a template"
        refuse("SFN106", message, None)
    return found


def _definition_in(file: str, logical_id: str | None, values: Mapping[str, str]) -> Definition:
    data = _bytes(file)
    if logical_id is None and file.endswith(".json"):
        found = _bare_json(data, _named(file))
        if found is not None:
            return found
    # Most sources do not need what reads templates and YAML.
    from pathlib import Path

    from sfn_dsl.interop.cloudformation import read_definition, read_template

    if logical_id is None:
        return read_definition(data, _named(file), Path(file).parent, values)
    place = Path(file).parent
    return read_template(data, _named(file), logical_id or None, place, values)


def _bare_json(data: bytes, name: str) -> Definition | None:
    """The definition in JSON text, None where it may be a template that has one."""
    from sfn_dsl.definition.reading import REPEATED, read_json

    try:
        found = read_json(data, name)
    except SourceError as error:
        if error.diagnostics[0].code == REPEATED:  # which a template may have, beside its machine
            return None
        raise
    is_bare = "States" in found.document or _TEMPLATES.isdisjoint(found.document)
    return found if is_bare else None


def _file_and_logical_id(source: str) -> tuple[str, str | None]:
    file, mark, logical_id = source.rpartition("#")
    return (file, logical_id) if mark and not os.path.exists(source) else (source, None)


def _split(source: str) -> tuple[str, str]:
    file, colon, name = source.rpartition(":")
    return (file, name) if colon and file.endswith(".py") else (source, "")


def require_name(source: str) -> None:
    """Raise SourceError for a source without a name, such as a variable that is not set gives."""
    if not source.strip():
        refuse("SFN106", "the name of the source is empty; name a file", None)


def _readable(file: str) -> None:
    require_name(file)
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
            data = stream.read(_MOST_BYTES + 1)  # a device may never end
    except OSError as error:
        refuse("SFN106", f"'{source}' cannot be read: {error.strerror}", None)
    if len(data) > _MOST_BYTES:
        message = f"'{source}' has more than {_MOST_BYTES // 2**20} MB; give a smaller file"
        refuse("SFN106", message, None)
    return data


def _named(source: str) -> str:
    return "<standard input>" if source == _STANDARD_INPUT else source


def _is_workflow(value: object) -> bool:
    from sfn_dsl.model.machine import StateMachine
    from sfn_dsl.model.workflow import Workflow, WorkflowBuilder

    # isinstance() would run the __class__ property of any object in the author's file.
    if issubclass(type(value), (WorkflowBuilder, Workflow, StateMachine)):
        return True
    from sfn_dsl.model.sdk import is_sdk_workflow

    return is_sdk_workflow(value)


def _is_sdk_object(value: object) -> bool:
    from sfn_dsl.model.sdk import is_of_sdk

    if not is_of_sdk(value):
        return False
    from sfn_dsl.interop.stepfunctions_sdk import is_sdk_object

    return is_sdk_object(value)


def _chosen(values: dict[str, Any], file: str, name: str) -> Any:
    if name not in values:
        known = ", ".join(_workflow_names(values, file)) or "none"
        refuse("SFN108", f"'{file}' has no '{name}'; its workflows: {known}", None)
    value = values[name]
    is_function = isinstance(value, FunctionType)
    if not is_function and not _is_workflow(value) and not _is_sdk_object(value):
        refuse(
            "SFN108",
            f"'{name}' in '{file}' is not a workflow but {type(value).__name__}; name a function "
            "decorated with @workflow",
            None,
        )
    return value


def _only(values: dict[str, Any], file: str) -> Any:
    # A file that makes none itself may pass one on that it imports.
    names = _own_names(values, file) or _workflow_names(values, file)
    if not names:
        refuse(
            Mistake.MISSING_WORKFLOW.value,
            f"'{file}' has no workflow; decorate a function that takes a Target and returns a "
            "Workflow with @workflow, or name the function that returns one, as in "
            f"'{file}:name'",
            None,
        )
    if len(names) > 1:
        refuse(
            "SFN108",
            f"'{file}' has {len(names)} workflows: {', '.join(names)}; name one, as in "
            f"'{file}:{names[0]}'",
            None,
        )
    return values[names[0]]


def _workflow_names(values: dict[str, Any], file: str) -> list[str]:
    """The names of the workflows, or else of the state machines, or else of the functions.

    A machine that is part of another one, such as the processor of a Map, is left out. Functions
    are those of the file that are annotated to return a workflow of the SDK.
    """
    from sfn_dsl.model.machine import StateMachine, machines_inside
    from sfn_dsl.model.sdk import is_sdk_workflow, promises_sdk_workflow, sdk_workflow

    # A template and the workflow in it are one.
    found = {
        id(sdk_workflow(value) if is_sdk_workflow(value) else value): name
        for name, value in values.items()
        if _is_workflow(value)
    }
    machines = {key for key, name in found.items() if isinstance(values[name], StateMachine)}
    chosen = found.keys() - machines
    if not chosen:
        parts = (machines_inside(values[found[key]]) for key in machines)
        chosen = found.keys() - {id(part) for inside in parts for part in inside}
    names = [name for key, name in found.items() if key in chosen]
    return names or [
        name
        for name, value in values.items()
        if promises_sdk_workflow(value) and value.__code__.co_filename == file
    ]


def _built(value: Any, file: str, name: str, target: Target) -> Built:
    from sfn_dsl.python_files import running

    with running(file):
        if not _is_sdk_object(value):
            built = build(value, target)
            if built.sdk_workflow is None:
                return built
            value = built.sdk_workflow
    from sfn_dsl.interop.stepfunctions_sdk import definition_of
    from sfn_dsl.model.sdk import is_sdk_workflow, sdk_workflow

    definition = definition_of(value, Unlocated(f"{file}:{name}".rstrip(":")))
    workflow = sdk_workflow(value) if is_sdk_workflow(value) else None
    return Built(definition, sdk_workflow=workflow)
