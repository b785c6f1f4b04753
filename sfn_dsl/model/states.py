"""The types of state that do no work: Pass, Wait, Choice, Succeed and Fail.

Fields are named as in the States Language, in snake_case. The value decides the spelling:
``timeout_seconds=60`` writes ``TimeoutSeconds``, ``timeout_seconds=path("$.limit")`` writes
``TimeoutSecondsPath``, and ``jsonata("...")`` writes ``"{% ... %}"``. Leaving a field out writes
nothing, and None writes ``null``. (ASL reference, section 1.4.)
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import attrs

from sfn_dsl._unset import UNSET, Unset
from sfn_dsl.errors import AuthoringError, Mistake
from sfn_dsl.expressions.intrinsics import Intrinsic
from sfn_dsl.expressions.jsonata import Jsonata
from sfn_dsl.expressions.paths import Path
from sfn_dsl.expressions.placeholders import Placeholder
from sfn_dsl.expressions.templates import Frozen
from sfn_dsl.model import converters as convert
from sfn_dsl.model.handlers import When
from sfn_dsl.model.state import Chain, ClosedChain, EndState, FlowState, State, target_name
from sfn_dsl.sequences import instances


def _rules(value: Sequence[When]) -> tuple[When, ...]:
    return instances(value, When, "choices")


def _default(target: State | Chain | ClosedChain | str | Unset) -> str | Unset:
    return target if isinstance(target, Unset) else target_name(target)


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
