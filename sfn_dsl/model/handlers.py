"""Error handlers of states and rules of a Choice: `Retry`, `Catch` and `When`."""

from __future__ import annotations

from typing import Literal

import attrs

from sfn_dsl._unset import UNSET, Unset
from sfn_dsl.errors import AuthoringError, AuthoringTypeError, Mistake
from sfn_dsl.expressions.conditions import Condition
from sfn_dsl.expressions.jsonata import Jsonata
from sfn_dsl.expressions.paths import Path
from sfn_dsl.expressions.placeholders import Placeholder
from sfn_dsl.expressions.runtime_value import refuse_uncalled
from sfn_dsl.expressions.templates import Frozen
from sfn_dsl.model import converters as convert
from sfn_dsl.model.state import target_name, written
from sfn_dsl.origin import Origin, here


@attrs.frozen(repr=False)
class Retry:
    """When and how often a failed state is retried (ASL reference, sections 6.1 and 6.2).

    ``error_equals`` is one error name or several. The wait before the k-th retry is
    ``interval_seconds * backoff_rate ** (k - 1)`` seconds, at most ``max_delay_seconds``; with
    ``jitter_strategy="FULL"`` it is a random part of that. AWS's defaults are 1 second, 3 attempts
    and a rate of 2. Raises AuthoringError for error names or numbers that are not valid.

    A retry policy that several states share is a constant: ``retry=POLICY``.
    """

    error_equals: tuple[str, ...] = attrs.field(converter=convert.error_names)
    interval_seconds: int | Placeholder | Unset = attrs.field(
        default=UNSET, kw_only=True, converter=convert.plain_integer
    )
    max_attempts: int | Placeholder | Unset = attrs.field(
        default=UNSET, kw_only=True, converter=convert.plain_integer
    )
    backoff_rate: float | Placeholder | Unset = attrs.field(
        default=UNSET, kw_only=True, converter=convert.plain_number
    )
    max_delay_seconds: int | Placeholder | Unset = attrs.field(
        default=UNSET, kw_only=True, converter=convert.plain_integer
    )
    jitter_strategy: Literal["FULL", "NONE"] | Unset = attrs.field(default=UNSET, kw_only=True)
    comment: str | Unset = attrs.field(default=UNSET, kw_only=True, converter=convert.plain_text)
    origin: Origin = attrs.field(factory=here, eq=False, kw_only=True)

    def __repr__(self) -> str:
        return written(self, "error_equals")


@attrs.frozen(repr=False)
class Catch:
    """Where execution continues when a state fails and is not retried (ASL reference, section 6.1).

    ``error_equals`` is one error name or several, ``next`` a state or its name. The error output,
    ``{"Error": ..., "Cause": ...}``, replaces the input unless ``result_path`` says where in the
    input it is put; None drops it.
    """

    error_equals: tuple[str, ...] = attrs.field(converter=convert.error_names)
    next: str = attrs.field(converter=target_name)
    result_path: Path | Unset | None = attrs.field(
        default=UNSET, kw_only=True, converter=convert.result_path
    )
    output: Frozen = attrs.field(default=UNSET, kw_only=True, converter=convert.output)
    assign: Frozen = attrs.field(default=UNSET, kw_only=True, converter=convert.assign)
    comment: str | Unset = attrs.field(default=UNSET, kw_only=True, converter=convert.plain_text)
    origin: Origin = attrs.field(factory=here, eq=False, kw_only=True)

    def __repr__(self) -> str:
        return written(self, "error_equals", "next")


def _condition(
    value: Condition | Jsonata | Placeholder | bool,
) -> Condition | Jsonata | Placeholder | bool:
    refuse_uncalled(value)
    if not isinstance(value, (Condition, Jsonata, Placeholder, bool)):
        raise AuthoringTypeError(
            f"{value!r} is not a condition; write one such as path('$.n') > 3",
            code=Mistake.NOT_A_CONDITION,
        )
    if isinstance(value, bool):
        _refuse_identity(value)
    return value


def _refuse_identity(value: bool) -> None:
    """Raise AuthoringTypeError for ``path(...) is True``, which Python decides without asking."""
    # Parses the author's source; a rule that has a boolean for its condition is rare.
    from sfn_dsl.expressions.decided import instead_of_identity

    if instead := instead_of_identity():
        raise AuthoringTypeError(
            f"the condition is {value}, since Python decides 'is' itself; write {instead}",
            code=Mistake.DECIDED_BY_PYTHON,
        )


@attrs.frozen(repr=False)
class When:
    """One rule of a Choice: if the condition is true, execution continues at ``next``.

    ``next`` is a state or its name. In a JSONata state the condition may also be a JSONata
    expression or a boolean. (ASL reference, section 5.)
    """

    condition: Condition | Jsonata | Placeholder | bool = attrs.field(converter=_condition)
    next: str = attrs.field(converter=target_name)
    output: Frozen = attrs.field(default=UNSET, kw_only=True, converter=convert.output)
    assign: Frozen = attrs.field(default=UNSET, kw_only=True, converter=convert.assign)
    comment: str | Unset = attrs.field(default=UNSET, kw_only=True, converter=convert.plain_text)
    origin: Origin = attrs.field(factory=here, eq=False, kw_only=True)

    def __repr__(self) -> str:
        return written(self, "condition", "next")

    def __attrs_post_init__(self) -> None:
        inner = self.condition.comment if isinstance(self.condition, Condition) else UNSET
        if inner is not UNSET and self.comment is not UNSET:
            raise AuthoringError(
                "the condition and the rule both have a comment, and a rule can have one; "
                "write one of them",
                code=Mistake.CONFLICTING_ARGUMENTS,
            )
