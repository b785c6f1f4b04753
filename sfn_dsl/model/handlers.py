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
    """When and how often a failed state is retried.

    The wait before the k-th retry is ``interval_seconds * backoff_rate ** (k - 1)`` seconds, at
    most ``max_delay_seconds``. Each retrier counts its own attempts, until the state is left. A
    policy that several states share is a constant: ``retry=[PATIENT]``. See
    https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html. (ASL
    reference, sections 6.1 and 6.2.)

    Args:
        error_equals: ``ErrorEquals``: the name of an error, or a list of names; `States` has the
            reserved ones. ``States.ALL`` must be alone, in the last retrier.
        interval_seconds: ``IntervalSeconds``: the seconds before the first retry, 1 to 99999999. If
            omitted, 1.
        max_attempts: ``MaxAttempts``: how many retries at most, 0 to 99999999; 0 never retries. If
            omitted, 3.
        backoff_rate: ``BackoffRate``: what the wait is multiplied by after each retry, at least 1.
            If omitted, 2.
        max_delay_seconds: ``MaxDelaySeconds``: the longest wait between two attempts, 1 to 31622400
            seconds. If omitted, waits grow without limit.
        jitter_strategy: ``JitterStrategy``: ``"FULL"`` waits for a random part of the computed
            time, so that retries of many executions are spread out; ``"NONE"`` waits for exactly
            that time. If omitted, ``"NONE"``.
        comment: ``Comment``: text that Step Functions ignores.
        origin: Where it was written, for messages. Leave it out: the line of the call is noted by
            itself.

    Raises:
        AuthoringError: The error names or a number are not valid.
        AuthoringTypeError: A value is of the wrong type.

    Example::

        PATIENT = Retry(
            [States.TIMEOUT, "Busy"],
            interval_seconds=2,
            max_attempts=5,
            max_delay_seconds=60,
            jitter_strategy="FULL",
        )
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
    """Where execution continues when a state fails and is not retried.

    The error output is ``{"Error": ..., "Cause": ...}``. See
    https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html. (ASL
    reference, section 6.1.)

    Args:
        error_equals: ``ErrorEquals``: the name of an error, or a list of names; `States` has the
            reserved ones. ``States.ALL`` must be alone, in the last catcher.
        next: ``Next``: the state that follows, given as a state, a chain or a name.
        result_path: ``ResultPath``, JSONPath only: where in the state's input the error output is
            put, as a path of names and indices. If omitted, it replaces the input; None drops it
            and keeps the input.
        output: ``Output``, JSONata only: what is passed on; the error output is
            ``$states.errorOutput``. If omitted, the error output.
        assign: ``Assign``: variables for later states, as values by name. In JSONPath, ``$`` in it
            is the error output. If omitted, sets none.
        comment: ``Comment``: text that Step Functions ignores.
        origin: Where it was written, for messages. Leave it out: the line of the call is noted by
            itself.

    Raises:
        AuthoringError: The error names, the target or the path are not valid.
        AuthoringTypeError: A value is of the wrong type.

    Example::

        catch = Catch([States.TIMEOUT, "Payment.Refused"], "Refused", result_path="$.failure")
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
    """One rule of a `Choice`: if its condition is true, execution continues at ``next``.

    See https://docs.aws.amazon.com/step-functions/latest/dg/state-choice.html. (ASL reference,
    section 5.)

    Args:
        condition: A comparison of a `path`, or several combined by ``&``, ``|`` and ``~``; in a
            JSONata state also a JSONata expression (``Condition``), True or False.
        next: ``Next``: the state that follows, given as a state, a chain or a name.
        output: ``Output``, JSONata only: what is passed on if this rule is taken. If omitted, the
            input.
        assign: ``Assign``: variables for later states if this rule is taken, as values by name. If
            omitted, sets none.
        comment: ``Comment``: text that Step Functions ignores. A condition's own comment is the
            same field.
        origin: Where it was written, for messages. Leave it out: the line of the call is noted by
            itself.

    Raises:
        AuthoringError: Both the condition and the rule have a comment, or a value is not valid.
        AuthoringTypeError: The condition is none, such as one that Python has decided already.

    Example::

        When((path("$.tries") > 3) & path("$.strict").is_present(), "GiveUp")
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
