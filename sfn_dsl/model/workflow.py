"""What is deployed: `Workflow` with its settings, and the `workflow` decorator."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from operator import attrgetter
from typing import Any, Literal, cast

import attrs

from sfn_dsl._notebook_display import NotebookDisplay
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
class Workflow(NotebookDisplay):
    """A state machine to deploy: its name, its definition, the role it runs with, and settings.

    Settings that are omitted are AWS's defaults, and a deploy resets them to these. Whether AWS
    takes the name and the settings is checked when the workflow is deployed. See
    https://docs.aws.amazon.com/step-functions/latest/apireference/API_CreateStateMachine.html.

    Args:
        name: The name of the state machine on AWS, 1 to 80 characters.
        machine: The definition.
        role: The name or the ARN of the IAM role that executions run with (``roleArn``).
        type: ``"STANDARD"`` or ``"EXPRESS"``. AWS cannot change the type of a state machine.
        logging: What executions log (``loggingConfiguration``). If omitted, nothing.
        tracing: Whether executions are traced with X-Ray (``tracingConfiguration``). If omitted,
            they are not.
        encryption: The customer managed key (``encryptionConfiguration``). If omitted, a key that
            AWS owns.
        tags: All tags that the state machine should have, values by key. If omitted, its tags are
            left alone; an empty mapping removes them.
        origin: Where it was written, for messages. Leave it out: the line of the call is noted by
            itself.

    Raises:
        AuthoringTypeError: A value is of the wrong type.
        AuthoringError: The type is not valid.

    Example::

        nightly = Workflow(
            "nightly",
            StateMachine([Wait("Pause", seconds=5) >> Succeed("Done")]),
            role="StepFunctionsBackupRole",
            logging=Logging("OFF"),
            tags={"team": "data"},
        )
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
class WorkflowBuilder(NotebookDisplay):
    """A function that builds a workflow for a target; made by the `workflow` decorator.

    Every tool takes it, and builds it for the target of the call. The function may also return a
    workflow of the AWS Data Science SDK.

    Args:
        function: The function that was decorated.
    """

    function: Callable[[Target], Workflow]

    def __repr__(self) -> str:
        return f"<workflow {self.name!r}>"

    # The function cannot be pickled by its name, which is now this builder's.
    def __reduce__(self) -> tuple[Callable[[str, str], object], tuple[str, str]]:
        return _named, (self.function.__module__, self.function.__qualname__)

    # Nor can one that is in no module, as that of a file that was loaded.
    def __copy__(self) -> WorkflowBuilder:
        return self

    def __deepcopy__(self, _: object) -> WorkflowBuilder:
        return self

    @property
    def name(self) -> str:
        """The name of the function."""
        return getattr(self.function, "__name__", "workflow")

    def __call__(self, target: Target | None = None) -> Workflow:
        """The workflow for a target.

        Args:
            target: The account, region and partition to build for. If omitted, the placeholder
                account ``YOUR_ACCOUNT`` in us-east-1.

        Raises:
            AuthoringTypeError: The function returns anything but a workflow.
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

    Args:
        function: A function of a `Target` that returns a `Workflow`.

    Returns:
        A value that every tool takes. Called with a target, it gives the workflow for it; called
        without, the one for the placeholder account ``YOUR_ACCOUNT`` in us-east-1.

    Raises:
        AuthoringTypeError: It decorates anything but a function.

    Example::

        @workflow
        def nightly(target: Target) -> Workflow:
            notify = Task("Notify", resource=target.arn("lambda", "function:notify"), end=True)
            return Workflow("nightly", StateMachine([notify]), role="NightlyRole")
    """
    if not callable(function) or isinstance(function, type):
        raise AuthoringTypeError(
            f"@workflow decorates a function, not {function!r}", code=Mistake.UNUSABLE_BUILDER
        )
    return WorkflowBuilder(function)
