"""What is deployed: `Workflow` with its settings, and the `workflow` decorator."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from operator import attrgetter
from typing import Any, Literal, cast

import attrs

from sfn_dsl._unset import UNSET, Unset
from sfn_dsl.errors import AuthoringTypeError, Mistake, refuse_all
from sfn_dsl.expressions.templates import Object
from sfn_dsl.model import settings
from sfn_dsl.model.machine import StateMachine
from sfn_dsl.model.sdk import is_sdk_workflow
from sfn_dsl.model.settings import Encryption, Logging
from sfn_dsl.model.state import written
from sfn_dsl.model.target import Target
from sfn_dsl.origin import Origin, here, of_frame


def _tags(value: Mapping[str, str] | Unset) -> Mapping[str, str] | Unset:
    if isinstance(value, Unset):
        return value
    if not isinstance(value, Mapping) or not all(
        isinstance(part, str) for pair in value.items() for part in pair
    ):
        raise AuthoringTypeError(f"write tags={{'name': 'value'}}, both strings, not {value!r}")
    return Object(value)


def _machine(value: StateMachine) -> StateMachine:
    if not isinstance(value, StateMachine):
        raise AuthoringTypeError(f"a workflow runs a StateMachine([...]), not {value!r}")
    return value


@attrs.frozen(repr=False)
class Workflow:
    """A state machine to deploy: its name, its definition, the role it runs with, and settings.

    ``role`` is the name or the ARN of an IAM role. ``type`` is ``"STANDARD"`` or ``"EXPRESS"``.
    Settings that are omitted are AWS's defaults, and a deploy resets them to these; if ``tags`` are
    omitted, existing tags are left alone. Whether AWS accepts the name is checked when the workflow
    is deployed. Raises AuthoringError for a value of the wrong type.
    """

    name: str
    machine: StateMachine = attrs.field(converter=_machine)
    role: str = attrs.field(kw_only=True)
    type: Literal["STANDARD", "EXPRESS"] = attrs.field(default="STANDARD", kw_only=True)
    logging: Logging | Unset = attrs.field(default=UNSET, kw_only=True)
    tracing: bool | Unset = attrs.field(default=UNSET, kw_only=True)
    encryption: Encryption | Unset = attrs.field(default=UNSET, kw_only=True)
    tags: Mapping[str, str] | Unset = attrs.field(default=UNSET, kw_only=True, converter=_tags)
    origin: Origin = attrs.field(factory=here, eq=False, kw_only=True)

    def __repr__(self) -> str:
        return written(self, "name", "machine")

    def __attrs_post_init__(self) -> None:
        if not isinstance(self.name, str) or not self.name:
            raise AuthoringTypeError(f"a workflow's name is a string, not {self.name!r}")
        faults = (
            setting.fault(getattr(self, setting.name, UNSET)) for setting in settings.SETTINGS
        )
        refuse_all(fault for fault in faults if fault is not None)


@attrs.frozen(repr=False)
class WorkflowBuilder:
    """A function that builds a workflow for a target; made by the `workflow` decorator.

    It may build one of the AWS Data Science SDK.
    """

    function: Callable[[Target], Workflow]

    def __repr__(self) -> str:
        return f"<workflow {self.name!r}>"

    # The function cannot be pickled by its name, which is now this builder's.
    def __reduce__(self) -> tuple[Callable[[str, str], object], tuple[str, str]]:
        return _named, (self.function.__module__, self.function.__qualname__)

    def __deepcopy__(self, _: object) -> WorkflowBuilder:
        return self

    @property
    def name(self) -> str:
        """The name of the function."""
        return getattr(self.function, "__name__", "workflow")

    def __call__(self, target: Target | None = None) -> Workflow:
        """The workflow for a target, by default the placeholder one.

        Raises AuthoringTypeError when the function returns anything but a Workflow.
        """
        target = Target() if target is None else target
        try:
            built: Any = self.function(target)
        except TypeError as error:
            if error.__traceback__ and error.__traceback__.tb_next is None:
                raise AuthoringTypeError(
                    f"'{self.name}' cannot be called with a Target; write "
                    f"def {self.name}(target: Target) -> Workflow:",
                    _first_line(self.function),
                    code=Mistake.UNUSABLE_BUILDER,
                ) from error
            raise
        if not isinstance(built, Workflow) and not is_sdk_workflow(built):
            raise AuthoringTypeError(
                f"'{self.name}' returned {built!r}; end it with 'return Workflow(...)'",
                _first_line(self.function),
                code=Mistake.UNUSABLE_BUILDER,
            )
        return cast("Workflow", built)


def _named(module: str, name: str) -> object:
    """What a module has by a qualified name."""
    return attrgetter(name)(import_module(module))


def _first_line(function: Callable[[Target], Workflow]) -> Origin | None:
    code = getattr(function, "__code__", None)
    return of_frame(code, 0) if code else None


def workflow(function: Callable[[Target], Workflow]) -> WorkflowBuilder:
    """Mark a function that builds a workflow for a `Target`, so that the tools can build it.

    The tools call it with the target that they are used for; without one, with `Target()`. Raises
    AuthoringTypeError for anything but a function.
    """
    if not callable(function) or isinstance(function, type):
        raise AuthoringTypeError(
            f"@workflow decorates a function, not {function!r}", code=Mistake.UNUSABLE_BUILDER
        )
    return WorkflowBuilder(function)
