"""The eight types of state (ASL reference, section 1.4).

Fields are named as in the States Language, in snake_case. The value decides the spelling:
``timeout_seconds=60`` writes ``TimeoutSeconds``, ``timeout_seconds=path("$.limit")`` writes
``TimeoutSecondsPath``, and ``jsonata("...")`` writes ``"{% ... %}"``. Leaving a field out writes
nothing, and None writes ``null``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal, TypedDict

import attrs

from sfn_dsl._unset import UNSET, Unset
from sfn_dsl.errors import AuthoringError, AuthoringTypeError, Mistake
from sfn_dsl.expressions.intrinsics import Intrinsic
from sfn_dsl.expressions.jsonata import Jsonata
from sfn_dsl.expressions.operands import PathOperand
from sfn_dsl.expressions.paths import Path
from sfn_dsl.expressions.placeholders import Placeholder
from sfn_dsl.expressions.templates import Frozen
from sfn_dsl.model import converters as convert
from sfn_dsl.model.handlers import Catch, Retry, When
from sfn_dsl.model.integration import Credentials, Integration
from sfn_dsl.model.machine import StateMachine
from sfn_dsl.model.state import Chain, ClosedChain, EndState, FlowState, State, target_name
from sfn_dsl.sequences import elements

if TYPE_CHECKING:
    # Most workflows use none of these, so a Map checks the names of their classes instead.
    from sfn_dsl.model.distributed import ItemBatcher, ItemReader, ProcessorConfig, ResultWriter


def _retriers(value: Sequence[Retry] | Unset) -> tuple[Retry, ...] | Unset:
    return value if isinstance(value, Unset) else _all(value, Retry, "retry")


def _catchers(value: Sequence[Catch] | Unset) -> tuple[Catch, ...] | Unset:
    return value if isinstance(value, Unset) else _all(value, Catch, "catch")


def _rules(value: Sequence[When]) -> tuple[When, ...]:
    return _all(value, When, "choices")


def _branches(value: Sequence[StateMachine]) -> tuple[StateMachine, ...]:
    return _all(value, StateMachine, "branches")


def _all(values: Any, kind: type[Any], field: str) -> tuple[Any, ...]:
    """The elements of a list of handlers, rules or machines, or the only one."""
    if isinstance(values, kind):
        return (values,)
    return elements(values, field, f"{kind.__name__}(...)", kind)


def _processor(value: StateMachine | Unset) -> StateMachine | Unset:
    if not isinstance(value, (StateMachine, Unset)):
        raise AuthoringTypeError(f"a Map runs a StateMachine([...]) for each item, not {value!r}")
    return value


def _credentials(value: Credentials | Unset) -> Credentials | Unset:
    if not isinstance(value, (Credentials, Unset)):
        raise AuthoringTypeError(f"write credentials=Credentials(role_arn), not {value!r}")
    return value


def _default(target: State | Chain | ClosedChain | str | Unset) -> str | Unset:
    return target if isinstance(target, Unset) else target_name(target)


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


def _part(state: Map, field: attrs.Attribute[Any], value: object) -> None:
    expected = "".join(word.capitalize() for word in field.name.split("_"))
    if value is not UNSET and type(value).__name__ != expected:
        raise AuthoringTypeError(f"write {field.name}={expected}(...), not {value!r}")


@attrs.frozen(repr=False, eq=False)
class Map(WorkState):
    """A state that runs a machine once for each item (ASL reference, section 7).

    It runs in the same execution by default; with ``ProcessorConfig("DISTRIBUTED", ...)`` each item
    or batch has a child execution. ``iterator`` is the older name of ``item_processor``; exactly
    one of them is required. ``max_concurrency`` 0 means no limit. Raises AuthoringError for a value
    that is not valid.
    """

    item_processor: StateMachine | Unset = attrs.field(
        default=UNSET, kw_only=True, converter=_processor
    )
    processor_config: ProcessorConfig | Unset = attrs.field(
        default=UNSET, kw_only=True, validator=_part
    )
    iterator: StateMachine | Unset = attrs.field(default=UNSET, kw_only=True, converter=_processor)
    items_path: Path | Unset | None = attrs.field(
        default=UNSET, kw_only=True, converter=convert.reference_path
    )
    items: Frozen = attrs.field(default=UNSET, kw_only=True, converter=convert.items)
    item_reader: ItemReader | Unset = attrs.field(default=UNSET, kw_only=True, validator=_part)
    item_selector: Frozen = attrs.field(
        default=UNSET, kw_only=True, converter=convert.item_selector
    )
    item_batcher: ItemBatcher | Unset = attrs.field(default=UNSET, kw_only=True, validator=_part)
    max_concurrency: int | Path | Jsonata | Placeholder | Unset = attrs.field(
        default=UNSET, kw_only=True, converter=convert.integer
    )
    tolerated_failure_percentage: float | Path | Jsonata | Placeholder | Unset = attrs.field(
        default=UNSET, kw_only=True, converter=convert.number
    )
    tolerated_failure_count: int | Path | Jsonata | Placeholder | Unset = attrs.field(
        default=UNSET, kw_only=True, converter=convert.integer
    )
    label: str | Unset = attrs.field(default=UNSET, kw_only=True, converter=convert.plain_text)
    result_writer: ResultWriter | Unset = attrs.field(default=UNSET, kw_only=True, validator=_part)

    @item_processor.validator
    def _one_processor(self, _: object, processor: StateMachine | Unset) -> None:
        if (processor is UNSET) is (self.iterator is UNSET):
            raise AuthoringError(
                f"Map '{self.name}' needs exactly one machine to run for each item; "
                "write item_processor=StateMachine([...])",
                code=Mistake.CONFLICTING_ARGUMENTS,
            )


@attrs.frozen(repr=False, eq=False)
class Pass(FlowState):
    """A state that makes data: ``result`` is literal, ``parameters`` may contain paths."""

    input_path: Path | Unset | None = attrs.field(
        default=UNSET, kw_only=True, converter=convert.path
    )
    parameters: Frozen = attrs.field(default=UNSET, kw_only=True, converter=convert.parameters)
    result: Any = attrs.field(default=UNSET, kw_only=True, converter=convert.literal)
    result_path: Path | Unset | None = attrs.field(
        default=UNSET, kw_only=True, converter=convert.result_path
    )
    output_path: Path | Unset | None = attrs.field(
        default=UNSET, kw_only=True, converter=convert.path
    )
    output: Frozen = attrs.field(default=UNSET, kw_only=True, converter=convert.output)
    assign: Frozen = attrs.field(default=UNSET, kw_only=True, converter=convert.assign)


@attrs.frozen(repr=False, eq=False)
class Wait(FlowState):
    """A state that waits for a number of ``seconds``, or until a ``timestamp`` (RFC 3339).

    Raises AuthoringError unless exactly one of them is given. (ASL reference, section 1.4.)
    """

    seconds: int | Path | Jsonata | Placeholder | Unset = attrs.field(
        default=UNSET, kw_only=True, converter=convert.integer
    )
    timestamp: str | Path | Jsonata | Unset = attrs.field(
        default=UNSET, kw_only=True, converter=convert.timestamp
    )
    input_path: Path | Unset | None = attrs.field(
        default=UNSET, kw_only=True, converter=convert.path
    )
    output_path: Path | Unset | None = attrs.field(
        default=UNSET, kw_only=True, converter=convert.path
    )
    output: Frozen = attrs.field(default=UNSET, kw_only=True, converter=convert.output)
    assign: Frozen = attrs.field(default=UNSET, kw_only=True, converter=convert.assign)

    @seconds.validator
    def _one_duration(self, _: object, seconds: object) -> None:
        if (seconds is UNSET) is (self.timestamp is UNSET):
            raise AuthoringError(
                f"Wait '{self.name}' needs one of 'seconds' and 'timestamp'; write one of them",
                code=Mistake.CONFLICTING_ARGUMENTS,
            )


@attrs.frozen(repr=False, eq=False)
class Choice(EndState):
    """A state that goes to the target of the first rule whose condition is true, else ``default``.

    ASL reference, section 5. Raises AuthoringError when there are no rules.
    """

    choices: tuple[When, ...] = attrs.field(converter=_rules)
    default: str | Unset = attrs.field(default=UNSET, kw_only=True, converter=_default)
    input_path: Path | Unset | None = attrs.field(
        default=UNSET, kw_only=True, converter=convert.path
    )
    output_path: Path | Unset | None = attrs.field(
        default=UNSET, kw_only=True, converter=convert.path
    )
    output: Frozen = attrs.field(default=UNSET, kw_only=True, converter=convert.output)
    assign: Frozen = attrs.field(default=UNSET, kw_only=True, converter=convert.assign)

    @choices.validator
    def _some(self, _: object, choices: tuple[When, ...]) -> None:
        if not choices:
            raise AuthoringError(
                f"Choice '{self.name}' has no rules; write at least one When(condition, target)",
                code=Mistake.MISSING_ARGUMENT,
            )


@attrs.frozen(repr=False, eq=False)
class Succeed(EndState):
    """A state that ends its machine, branch or iteration with success."""

    input_path: Path | Unset | None = attrs.field(
        default=UNSET, kw_only=True, converter=convert.path
    )
    output_path: Path | Unset | None = attrs.field(
        default=UNSET, kw_only=True, converter=convert.path
    )
    output: Frozen = attrs.field(default=UNSET, kw_only=True, converter=convert.output)


@attrs.frozen(repr=False, eq=False)
class Fail(EndState):
    """A state that ends its machine, branch or iteration with an error."""

    error: str | Path | Intrinsic | Jsonata | Unset = attrs.field(
        default=UNSET, kw_only=True, converter=convert.text
    )
    cause: str | Path | Intrinsic | Jsonata | Unset = attrs.field(
        default=UNSET, kw_only=True, converter=convert.text
    )
