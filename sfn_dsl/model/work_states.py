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
from sfn_dsl.model.state import Chain, ClosedChain, FlowState, State
from sfn_dsl.sequences import instances


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
    """A state whose work can fail, be retried and be caught, and has a result.

    ``input_path`` selects the state's input, ``parameters`` (in JSONata ``arguments``) make the
    input of the work, ``result_selector`` shapes its result, ``result_path`` says where in the
    state's input the result is put, ``output_path`` selects the output; in JSONata ``output`` makes
    the output. ``assign`` sets variables. (ASL reference, section 2.)
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
    """A state that calls a function, a service or an activity (ASL reference, section 8).

    ``resource`` is an ARN; the functions in `sfn_dsl.tasks` write it. ``timeout_seconds`` limits
    the work and ``heartbeat_seconds``, which must be smaller, the time between two heartbeats.
    ``credentials`` name a role to assume. Raises AuthoringError for a value that is not valid.
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
    """What a service task takes in addition to its service's parameters: the fields of `Task`."""

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

    Its result is the list of their outputs, in the order of ``branches``. Raises AuthoringError
    when there are no branches. (ASL reference, section 1.4.)
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
