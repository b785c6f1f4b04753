"""The types of state that do work, which can fail: Task and Parallel; Map is in `map_state`.

The value of a field decides its spelling, as in `states`. (ASL reference, sections 1.4 and 2.)
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal, TypedDict

import attrs

from sfn_dsl._unset import UNSET, Unset
from sfn_dsl.errors import AuthoringError, AuthoringTypeError, Mistake
from sfn_dsl.expressions.jsonata import Jsonata
from sfn_dsl.expressions.operands import PathOperand
from sfn_dsl.expressions.paths import Path
from sfn_dsl.expressions.placeholders import Placeholder
from sfn_dsl.expressions.templates import Frozen
from sfn_dsl.model import converters as convert
from sfn_dsl.model.handlers import Catch, Retry
from sfn_dsl.model.integration import Credentials, Integration
from sfn_dsl.model.machine import StateMachine
from sfn_dsl.model.sequences import instances
from sfn_dsl.model.state import Chain, ClosedChain, FlowState, State


def _retriers(value: Sequence[Retry] | Unset) -> tuple[Retry, ...] | Unset:
    return value if isinstance(value, Unset) else instances(value, Retry, "retry")


def _catchers(value: Sequence[Catch] | Unset) -> tuple[Catch, ...] | Unset:
    return value if isinstance(value, Unset) else instances(value, Catch, "catch")


def _branches(value: Sequence[StateMachine]) -> tuple[StateMachine, ...]:
    return instances(value, StateMachine, "branches")


def _credentials(value: Credentials | Unset) -> Credentials | Unset:
    if not isinstance(value, (Credentials, Unset)):
        raise AuthoringTypeError(f"write credentials=Credentials(role_arn), not {value!r}")
    return value


def _resource(value: str | Integration) -> str | Integration:
    if not isinstance(value, (str, Integration)) or not value:
        raise AuthoringTypeError(f"'resource' is an ARN, not {value!r}")
    return value


@attrs.frozen(repr=False, eq=False, init=False)
class WorkState(FlowState):
    """What `Task`, `Parallel` and `Map` share: work that can fail, be retried and be caught.

    In JSONPath, ``input_path`` selects from the state's input, ``parameters`` make the input of the
    work, ``result_selector`` shapes its result, ``result_path`` puts that into the state's input,
    and ``output_path`` selects what is passed on. In JSONata, ``arguments`` and ``output`` say it.
    ``assign`` sets variables. (ASL reference, section 2.)

    Attributes:
        input_path: ``InputPath``, JSONPath only: the part of the input that the state works on. If
            omitted, all of it; None makes it an empty object.
        parameters: ``Parameters``, JSONPath only: an object that makes the input of the work; its
            members may be paths and intrinsic calls. If omitted, what ``input_path`` selects.
        result_selector: ``ResultSelector``, JSONPath only: an object that shapes the result, which
            is ``$`` in it. If omitted, the result as it is.
        result_path: ``ResultPath``, JSONPath only: where in the input the result is put, as a path
            of names and indices. If omitted, the result replaces the input; None drops the result
            and keeps the input.
        output_path: ``OutputPath``, JSONPath only: the part of the outcome that is passed on. If
            omitted, all of it; None passes on an empty object.
        output: ``Output``, JSONata only: what is passed on, as JSON with expressions in it. If
            omitted, the result.
        assign: ``Assign``: variables for later states, as values by name. In JSONPath, ``$`` in it
            is the result. If omitted, sets none.
        retry: ``Retry``: a list of `Retry`, tried in order; the first whose names match the error
            decides. If omitted, nothing is retried.
        catch: ``Catch``: a list of `Catch`, tried in order once nothing is retried. If omitted, an
            error ends the machine.
    """

    input_path: Path | Unset | None = attrs.field(
        default=UNSET, kw_only=True, converter=convert.path
    )
    parameters: Frozen = attrs.field(default=UNSET, kw_only=True, converter=convert.parameters)
    result_selector: Frozen = attrs.field(
        default=UNSET, kw_only=True, converter=convert.result_selector
    )
    result_path: Path | Unset | None = attrs.field(
        default=UNSET, kw_only=True, converter=convert.result_path
    )
    output_path: Path | Unset | None = attrs.field(
        default=UNSET, kw_only=True, converter=convert.path
    )
    output: Frozen = attrs.field(default=UNSET, kw_only=True, converter=convert.output)
    assign: Frozen = attrs.field(default=UNSET, kw_only=True, converter=convert.assign)
    retry: tuple[Retry, ...] | Unset = attrs.field(default=UNSET, kw_only=True, converter=_retriers)
    catch: tuple[Catch, ...] | Unset = attrs.field(default=UNSET, kw_only=True, converter=_catchers)


@attrs.frozen(repr=False, eq=False)
class Task(WorkState):
    """A state that calls a function, a service or an activity, and waits for the result.

    The functions in `sfn_dsl.tasks` make tasks whose parameters are checked; this class takes any
    resource. See https://docs.aws.amazon.com/step-functions/latest/dg/state-task.html. (ASL
    reference, section 8.)

    Args:
        name: The state's name, which history, metrics and the console show: 1 to 80 characters,
            unique in the whole machine, nested machines included. It is the state's key in
            ``States``.
        comment: ``Comment``: text that Step Functions ignores.
        query_language: ``QueryLanguage``: ``"JSONPath"`` or ``"JSONata"``. If omitted, the language
            of the whole machine.
        origin: Where it was written, for messages. Leave it out: the line of the call is noted by
            itself.
        next: ``Next``: the state that follows, given as a state, a chain or a name. ``a >> b`` sets
            it. A state has either ``next`` or ``end``.
        end: ``End``: True if the machine ends after this state. A state has either ``next`` or
            ``end``.
        input_path: ``InputPath``, JSONPath only: the part of the input that the state works on. If
            omitted, all of it; None makes it an empty object.
        parameters: ``Parameters``, JSONPath only: an object that makes the input of the work; its
            members may be paths and intrinsic calls. If omitted, what ``input_path`` selects.
        result_selector: ``ResultSelector``, JSONPath only: an object that shapes the result, which
            is ``$`` in it. If omitted, the result as it is.
        result_path: ``ResultPath``, JSONPath only: where in the input the result is put, as a path
            of names and indices. If omitted, the result replaces the input; None drops the result
            and keeps the input.
        output_path: ``OutputPath``, JSONPath only: the part of the outcome that is passed on. If
            omitted, all of it; None passes on an empty object.
        output: ``Output``, JSONata only: what is passed on, as JSON with expressions in it. If
            omitted, the result.
        assign: ``Assign``: variables for later states, as values by name. In JSONPath, ``$`` in it
            is the result. If omitted, sets none.
        retry: ``Retry``: a list of `Retry`, tried in order; the first whose names match the error
            decides. If omitted, nothing is retried.
        catch: ``Catch``: a list of `Catch`, tried in order once nothing is retried. If omitted, an
            error ends the machine.
        resource: ``Resource``: the ARN of what is called, never a path or an expression.
        arguments: ``Arguments``, JSONata only: the input of the work, as an object with expressions
            in it or one expression. If omitted, the state's input.
        timeout_seconds: ``TimeoutSeconds``, or ``TimeoutSecondsPath`` for a path: the most that one
            attempt may take, 1 to 99999999 seconds. If omitted, 99999999.
        heartbeat_seconds: ``HeartbeatSeconds``, or ``HeartbeatSecondsPath`` for a path: the most
            seconds between two heartbeats, less than the timeout. Only activities and tasks with a
            token send heartbeats. If omitted, none are awaited.
        credentials: ``Credentials``: the role that the task assumes. If omitted, the role of the
            state machine.

    Raises:
        AuthoringError: A value is not valid, or both ``next`` and ``end`` are given.
        AuthoringTypeError: A value is of the wrong type.

    Example::

        charge = Task(
            "Charge",
            resource="arn:aws:lambda:eu-central-1:123456789012:function:charge",
            parameters={"amount": path("$.order.total")},
            result_path="$.payment",
            timeout_seconds=30,
            retry=[Retry(States.TIMEOUT, max_attempts=4)],
            end=True,
        )
    """

    resource: str | Integration = attrs.field(kw_only=True, converter=_resource)
    arguments: Frozen = attrs.field(default=UNSET, kw_only=True, converter=convert.arguments)
    timeout_seconds: int | Path | Jsonata | Placeholder | Unset = attrs.field(
        default=UNSET, kw_only=True, converter=convert.integer
    )
    heartbeat_seconds: int | Path | Jsonata | Placeholder | Unset = attrs.field(
        default=UNSET, kw_only=True, converter=convert.integer
    )
    credentials: Credentials | Unset = attrs.field(
        default=UNSET, kw_only=True, converter=_credentials
    )


class TaskOptions(TypedDict, total=False):
    """The fields of a `Task` that every service task takes besides the parameters of its service.

    A misspelt or additional keyword raises AuthoringTypeError, with the nearest one.

    Attributes:
        comment: ``Comment``: text that Step Functions ignores.
        query_language: ``QueryLanguage``: ``"JSONPath"`` or ``"JSONata"``. If omitted, the language
            of the whole machine.
        input_path: ``InputPath``, JSONPath only: the part of the input that the state works on. If
            omitted, all of it; None makes it an empty object.
        timeout_seconds: ``TimeoutSeconds``, or ``TimeoutSecondsPath`` for a path: the most that one
            attempt may take, 1 to 99999999 seconds. If omitted, 99999999.
        heartbeat_seconds: ``HeartbeatSeconds``, or ``HeartbeatSecondsPath`` for a path: the most
            seconds between two heartbeats, less than the timeout. Only activities and tasks with a
            token send heartbeats. If omitted, none are awaited.
        credentials: ``Credentials``: the role that the task assumes. If omitted, the role of the
            state machine.
        result_selector: ``ResultSelector``, JSONPath only: an object that shapes the result, which
            is ``$`` in it. If omitted, the result as it is.
        result_path: ``ResultPath``, JSONPath only: where in the input the result is put, as a path
            of names and indices. If omitted, the result replaces the input; None drops the result
            and keeps the input.
        output_path: ``OutputPath``, JSONPath only: the part of the outcome that is passed on. If
            omitted, all of it; None passes on an empty object.
        output: ``Output``, JSONata only: what is passed on, as JSON with expressions in it. If
            omitted, the result.
        assign: ``Assign``: variables for later states, as values by name. In JSONPath, ``$`` in it
            is the result. If omitted, sets none.
        retry: ``Retry``: a list of `Retry`, tried in order; the first whose names match the error
            decides. If omitted, nothing is retried.
        catch: ``Catch``: a list of `Catch`, tried in order once nothing is retried. If omitted, an
            error ends the machine.
        next: ``Next``: the state that follows, given as a state, a chain or a name. ``a >> b`` sets
            it. A state has either ``next`` or ``end``.
        end: ``End``: True if the machine ends after this state. A state has either ``next`` or
            ``end``.
    """

    comment: str | Unset
    query_language: Literal["JSONPath", "JSONata"] | Unset
    input_path: PathOperand | Path | str | Unset | None
    timeout_seconds: int | PathOperand | Path | Jsonata | Placeholder | Unset
    heartbeat_seconds: int | PathOperand | Path | Jsonata | Placeholder | Unset
    credentials: Credentials | Unset
    result_selector: convert.Template | Unset
    result_path: PathOperand | Path | str | Unset | None
    output_path: PathOperand | Path | str | Unset | None
    output: convert.Template | Unset
    assign: Mapping[str, convert.Template] | Unset
    retry: Sequence[Retry] | Unset
    catch: Sequence[Catch] | Unset
    next: State | Chain | ClosedChain | str | Unset
    end: Literal[True] | Unset


@attrs.frozen(repr=False, eq=False)
class Parallel(WorkState):
    """A state that runs several machines in parallel on the same input.

    Its result is the list of their outputs, in the order of ``branches``. The first branch that
    fails stops the others. See
    https://docs.aws.amazon.com/step-functions/latest/dg/state-parallel.html. (ASL reference,
    section 1.4.)

    Args:
        name: The state's name, which history, metrics and the console show: 1 to 80 characters,
            unique in the whole machine, nested machines included. It is the state's key in
            ``States``.
        comment: ``Comment``: text that Step Functions ignores.
        query_language: ``QueryLanguage``: ``"JSONPath"`` or ``"JSONata"``. If omitted, the language
            of the whole machine.
        origin: Where it was written, for messages. Leave it out: the line of the call is noted by
            itself.
        next: ``Next``: the state that follows, given as a state, a chain or a name. ``a >> b`` sets
            it. A state has either ``next`` or ``end``.
        end: ``End``: True if the machine ends after this state. A state has either ``next`` or
            ``end``.
        input_path: ``InputPath``, JSONPath only: the part of the input that the state works on. If
            omitted, all of it; None makes it an empty object.
        parameters: ``Parameters``, JSONPath only: an object that makes the input of the work; its
            members may be paths and intrinsic calls. If omitted, what ``input_path`` selects.
        result_selector: ``ResultSelector``, JSONPath only: an object that shapes the result, which
            is ``$`` in it. If omitted, the result as it is.
        result_path: ``ResultPath``, JSONPath only: where in the input the result is put, as a path
            of names and indices. If omitted, the result replaces the input; None drops the result
            and keeps the input.
        output_path: ``OutputPath``, JSONPath only: the part of the outcome that is passed on. If
            omitted, all of it; None passes on an empty object.
        output: ``Output``, JSONata only: what is passed on, as JSON with expressions in it. If
            omitted, the result.
        assign: ``Assign``: variables for later states, as values by name. In JSONPath, ``$`` in it
            is the result. If omitted, sets none.
        retry: ``Retry``: a list of `Retry`, tried in order; the first whose names match the error
            decides. If omitted, nothing is retried.
        catch: ``Catch``: a list of `Catch`, tried in order once nothing is retried. If omitted, an
            error ends the machine.
        branches: ``Branches``: a list of machines; each is a scope of its own, and gets the input
            that ``parameters`` or ``arguments`` make.
        arguments: ``Arguments``, JSONata only: the input of the work, as an object with expressions
            in it or one expression. If omitted, the state's input.

    Raises:
        AuthoringError: There are no branches, a value is not valid, or both ``next`` and ``end``
            are given.
        AuthoringTypeError: A value is of the wrong type.

    Example::

        left = StateMachine([Pass("Left", end=True)])
        right = StateMachine([Pass("Right", end=True)])
        both = Parallel("Both", branches=[left, right], end=True)
    """

    branches: tuple[StateMachine, ...] = attrs.field(kw_only=True, converter=_branches)
    arguments: Frozen = attrs.field(default=UNSET, kw_only=True, converter=convert.arguments)

    @branches.validator
    def _some(self, _: object, branches: tuple[StateMachine, ...]) -> None:
        if not branches:
            raise AuthoringError(
                f"Parallel '{self.name}' has no branches; write at least one",
                code=Mistake.MISSING_ARGUMENT,
            )
