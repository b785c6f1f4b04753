"""Whatever holds a workflow in Python, and what becomes of it when it is built for a target.

Every tool takes the same values: a `Workflow`, a function decorated with ``@workflow``, a
`StateMachine`, a `Definition`, what `load` returned, and the objects of the AWS Data Science SDK.
Here they become a `Definition`, which is all that the tools see, and the workflow around it.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, partial
from pathlib import Path
from types import FunctionType, MethodType
from typing import TYPE_CHECKING, Any, Final, Protocol, TypeAlias

import attrs

from sfn_dsl._notebook_display import NotebookDisplay
from sfn_dsl.definition import Definition
from sfn_dsl.errors import AuthoringTypeError, Mistake

if TYPE_CHECKING:
    from sfn_dsl.configuration.targets import Environment
    from sfn_dsl.model.machine import StateMachine
    from sfn_dsl.model.target import Target
    from sfn_dsl.model.workflow import Workflow, WorkflowBuilder


# What may return a workflow without having been decorated.
_FUNCTIONS: Final = (FunctionType, MethodType, partial)


class SdkWorkflow(Protocol):
    """A ``Workflow`` of the AWS Data Science SDK, by the attributes that it is read by."""

    name: Any
    role: Any
    tags: Any
    definition: Any


@attrs.frozen
class Built:
    """A workflow built for a target.

    ``workflow`` is None where nothing says name, role and settings: for a bare definition and for
    a state machine. ``sdk_workflow`` is the SDK's object that the definition came from, if any.
    """

    definition: Definition
    workflow: Workflow | None = None
    sdk_workflow: Any = None


@attrs.frozen(repr=False)
class LoadedSource(NotebookDisplay):
    """What `load` found in a source: its definition, and the workflow where there is one.

    Both are built for the target that was given to `load`. The tools build them again for their own
    target, so that a source loaded once can be deployed to several accounts.

    Attributes:
        source: The source as it was given to `load`.
        build: Builds it for another target.
        built: What was built for the target of `load`.
    """

    source: str
    build: Callable[[Target], Built] = attrs.field(eq=False)
    built: Built

    @property
    def definition(self) -> Definition:
        """The definition, built for the target of `load`."""
        return self.built.definition

    @property
    def workflow(self) -> Workflow | None:
        """The workflow around it, None for a bare definition or state machine."""
        return self.built.workflow

    def __repr__(self) -> str:
        return f"LoadedSource({self.source!r})"


WorkflowValue: TypeAlias = (
    "Workflow | WorkflowBuilder | StateMachine | Definition | LoadedSource | SdkWorkflow"
    " | Callable[[], Workflow | SdkWorkflow] | Callable[[Target], Workflow | SdkWorkflow]"
)
"""What every tool takes."""


AnyTarget: TypeAlias = "Target | Environment | str"
"""A target, or the NAME of one in ``[tool.sfn_dsl.targets.NAME]``."""


def target_of(target: AnyTarget | None) -> Target:
    """The target that is meant; by default the placeholder account ``YOUR_ACCOUNT`` in us-east-1.

    Raises what `environment_for` raises.
    """
    from sfn_dsl.model.target import Target

    if target is None:
        return _default_target()
    return target if isinstance(target, Target) else environment_for(target).target


@cache
def _default_target() -> Target:
    from sfn_dsl.model.target import Target

    return Target()


def environment_for(target: AnyTarget) -> Environment:
    """The target that is meant, with how to connect to it.

    A name is looked up in the nearest pyproject.toml from the working directory upwards. Raises
    AuthoringTypeError for what is not a target, SfnError for a name that the project does not have.
    """
    # Only a named target needs what reads the project's configuration.
    from sfn_dsl.configuration.targets import Environment, load_environment
    from sfn_dsl.model.target import Target

    if isinstance(target, str):
        return load_environment(target, Path.cwd())
    if not isinstance(target, (Target, Environment)):
        raise AuthoringTypeError(
            f"{target!r} is not a target; write target=Target('123456789012', 'eu-west-1'), or the "
            "name of a target of the project"
        )
    return target if isinstance(target, Environment) else Environment(target)


def build(value: WorkflowValue, target: AnyTarget | None = None) -> Built:
    """Build a value for a target, by default for the placeholder account.

    Raises AuthoringError for what cannot be built as it is written, AuthoringTypeError for a value
    that holds no workflow, and SourceError for an SDK object that holds no definition.
    """
    if isinstance(value, Definition):
        return Built(value)
    # What holds data alone needs neither the authoring model nor the compiler.
    from sfn_dsl.compiler import compile_machine, compile_workflow
    from sfn_dsl.model.machine import StateMachine
    from sfn_dsl.model.workflow import Workflow, WorkflowBuilder

    place = target_of(target)
    if isinstance(value, LoadedSource):
        return value.build(place)
    built = value(place) if isinstance(value, WorkflowBuilder) else value
    if isinstance(built, _FUNCTIONS):
        built = called(built, place)
    if isinstance(built, Workflow):
        return Built(compile_workflow(built, partition=place.partition), built)
    if isinstance(built, StateMachine):
        return Built(compile_machine(built, partition=place.partition))
    return _built_by_sdk(built)


def require_value(value: object) -> None:
    """Raise AuthoringTypeError for a value that holds no workflow; nothing is built yet."""
    from sfn_dsl.model.machine import StateMachine
    from sfn_dsl.model.workflow import Workflow, WorkflowBuilder

    known = (Definition, LoadedSource, StateMachine, Workflow, WorkflowBuilder, *_FUNCTIONS)
    if not isinstance(value, known) and not _is_of_sdk(value):
        raise _no_workflow(value)


def definition_of(value: WorkflowValue, target: AnyTarget | None = None) -> Definition:
    """The definition that a value holds, built for a target. Raises what `build` raises."""
    return build(value, target).definition


def called(function: Callable[..., Any], target: Target) -> Any:
    """What a function without a decorator returns, for a target if it takes one.

    Raises AuthoringTypeError for a function that needs more, and if it returns no workflow.
    """
    import inspect

    from sfn_dsl.model.workflow import Workflow

    name = getattr(function, "__name__", "function")
    parameters = inspect.signature(function).parameters.values()
    kinds = (inspect.Parameter.POSITIONAL_ONLY, inspect.Parameter.POSITIONAL_OR_KEYWORD)
    needed = [one for one in parameters if one.default is one.empty and one.kind in kinds]
    takes_target = any(one.name == "target" for one in parameters) or bool(needed)
    if len(needed) > 1:
        raise AuthoringTypeError(
            f"'{name}' needs {len(needed)} arguments; write def {name}(target: Target), or call it",
            code=Mistake.UNUSABLE_BUILDER,
        )
    built = function(target) if takes_target else function()
    if not isinstance(built, Workflow) and not _is_of_sdk(built):
        raise AuthoringTypeError(
            f"'{name}' returned {built!r:.80}; return a Workflow(...) from it",
            code=Mistake.UNUSABLE_BUILDER,
        )
    return built


def _is_of_sdk(value: object) -> bool:
    from sfn_dsl.model.sdk import is_of_sdk

    if not is_of_sdk(value):
        return False
    # Only whoever uses the SDK pays for reading its objects.
    from sfn_dsl.interop.stepfunctions_sdk import is_sdk_object

    return is_sdk_object(value)


def _built_by_sdk(value: object) -> Built:
    if not _is_of_sdk(value):
        raise _no_workflow(value)
    from sfn_dsl.interop.stepfunctions_sdk import definition_of
    from sfn_dsl.model.sdk import is_sdk_workflow, sdk_workflow

    workflow = sdk_workflow(value) if is_sdk_workflow(value) else None
    return Built(definition_of(value), sdk_workflow=workflow)


def _no_workflow(value: object) -> AuthoringTypeError:
    if isinstance(value, dict):
        return AuthoringTypeError(
            "a Definition is required, not a dict; write Definition(document), or read_json(text), "
            "which keeps the places"
        )
    return AuthoringTypeError(
        f"{value!r:.80} is not a workflow; write a Workflow, a function decorated with @workflow, "
        "a StateMachine, a Definition, or load('workflows/backup.py')"
    )
