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
from sfn_dsl.model.sequences import instances
from sfn_dsl.model.state import Chain, ClosedChain, EndState, FlowState, State, target_name


def _rules(value: Sequence[When]) -> tuple[When, ...]:
    return instances(value, When, "choices")


def _default(target: State | Chain | ClosedChain | str | Unset) -> str | Unset:
    return target if isinstance(target, Unset) else target_name(target)


@attrs.frozen(repr=False, eq=False)
class Pass(FlowState):
    """A state that makes data, sets variables, or stands in for a state still to be written.

    Its result is ``result`` if that is given, else ``parameters``, else its input. See
    https://docs.aws.amazon.com/step-functions/latest/dg/state-pass.html. (ASL reference, section
    1.4.)

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
        parameters: ``Parameters``, JSONPath only: an object that makes the result; its members may
            be paths and intrinsic calls. If omitted, what ``input_path`` selects.
        result: ``Result``, JSONPath only: plain JSON that is the result, taken literally; None is
            ``null``. If omitted, ``parameters``.
        result_path: ``ResultPath``, JSONPath only: where in the input the result is put, as a path
            of names and indices. If omitted, the result replaces the input; None drops the result
            and keeps the input.
        output_path: ``OutputPath``, JSONPath only: the part of the outcome that is passed on. If
            omitted, all of it; None passes on an empty object.
        output: ``Output``, JSONata only: what is passed on, as JSON with expressions in it. If
            omitted, the input.
        assign: ``Assign``: variables for later states, as values by name. In JSONPath, ``$`` in it
            is the result. If omitted, sets none.

    Raises:
        AuthoringError: A value is not valid, or both ``next`` and ``end`` are given.
        AuthoringTypeError: A value is of the wrong type.

    Example::

        defaults = Pass("Defaults", result={"retries": 3}, result_path="$.settings", end=True)
    """

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
    """A state that waits for some seconds, or until a point in time.

    Exactly one of ``seconds`` and ``timestamp`` is required. See
    https://docs.aws.amazon.com/step-functions/latest/dg/state-wait.html. (ASL reference, section
    1.4.)

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
        seconds: ``Seconds``, or ``SecondsPath`` for a path: how many whole seconds to wait, 0 to
            99999999.
        timestamp: ``Timestamp``, or ``TimestampPath`` for a path: the point in time to wait for, as
            an RFC 3339 string such as ``2030-01-31T08:30:00Z`` or a datetime with a time zone. One
            in the past does not wait.
        input_path: ``InputPath``, JSONPath only: the part of the input that the state works on. If
            omitted, all of it; None makes it an empty object.
        output_path: ``OutputPath``, JSONPath only: the part of the outcome that is passed on. If
            omitted, all of it; None passes on an empty object.
        output: ``Output``, JSONata only: what is passed on, as JSON with expressions in it. If
            omitted, the input.
        assign: ``Assign``: variables for later states, as values by name. In JSONPath, ``$`` in it
            is the input. If omitted, sets none.

    Raises:
        AuthoringError: Not exactly one of ``seconds`` and ``timestamp`` is given, a value is not
            valid, or both ``next`` and ``end`` are given.
        AuthoringTypeError: A value is of the wrong type.

    Example::

        pause = Wait("Pause", seconds=60, next="Check")
        until_due = Wait("UntilDue", timestamp=path("$.due"), end=True)
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
    """A state that goes to the target of the first rule that is true, else to ``default``.

    It takes neither ``next`` nor ``end``, and nothing can follow it with ``>>``. See
    https://docs.aws.amazon.com/step-functions/latest/dg/state-choice.html. (ASL reference, section
    5.)

    Args:
        name: The state's name, which history, metrics and the console show: 1 to 80 characters,
            unique in the whole machine, nested machines included. It is the state's key in
            ``States``.
        choices: ``Choices``: a list of `When`, tested in order.
        comment: ``Comment``: text that Step Functions ignores.
        query_language: ``QueryLanguage``: ``"JSONPath"`` or ``"JSONata"``. If omitted, the language
            of the whole machine.
        origin: Where it was written, for messages. Leave it out: the line of the call is noted by
            itself.
        default: ``Default``: the state that follows if no rule matches, given as a state, a chain
            or a name. If omitted, the execution then fails with ``States.NoChoiceMatched``.
        input_path: ``InputPath``, JSONPath only: the part of the input that the state works on. If
            omitted, all of it; None makes it an empty object.
        output_path: ``OutputPath``, JSONPath only: the part of the outcome that is passed on. If
            omitted, all of it; None passes on an empty object.
        output: ``Output``, JSONata only: what is passed on if the default is taken. If omitted, the
            input.
        assign: ``Assign``: variables for later states if the default is taken, as values by name.
            If omitted, sets none.

    Raises:
        AuthoringError: There are no rules, or a value is not valid.
        AuthoringTypeError: A value is of the wrong type.

    Example::

        decide = Choice("Decide", [When(path("$.status") == "done", "Done")], default="Pause")
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
    """A state that ends its machine, branch or iteration with success.

    See https://docs.aws.amazon.com/step-functions/latest/dg/state-succeed.html. (ASL reference,
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
        input_path: ``InputPath``, JSONPath only: the part of the input that the state works on. If
            omitted, all of it; None makes it an empty object.
        output_path: ``OutputPath``, JSONPath only: the part of the outcome that is passed on. If
            omitted, all of it; None passes on an empty object.
        output: ``Output``, JSONata only: what is passed on, as JSON with expressions in it. If
            omitted, the input.

    Raises:
        AuthoringError: A value is not valid.
        AuthoringTypeError: A value is of the wrong type.
    """

    input_path: Path | Unset | None = attrs.field(
        default=UNSET, kw_only=True, converter=convert.path
    )
    output_path: Path | Unset | None = attrs.field(
        default=UNSET, kw_only=True, converter=convert.path
    )
    output: Frozen = attrs.field(default=UNSET, kw_only=True, converter=convert.output)


@attrs.frozen(repr=False, eq=False)
class Fail(EndState):
    """A state that ends its machine, branch or iteration with an error.

    Inside a `Parallel` or a `Map`, the retriers and catchers of that state handle the error. See
    https://docs.aws.amazon.com/step-functions/latest/dg/state-fail.html. (ASL reference, section
    1.4.)

    Args:
        name: The state's name, which history, metrics and the console show: 1 to 80 characters,
            unique in the whole machine, nested machines included. It is the state's key in
            ``States``.
        comment: ``Comment``: text that Step Functions ignores.
        query_language: ``QueryLanguage``: ``"JSONPath"`` or ``"JSONata"``. If omitted, the language
            of the whole machine.
        origin: Where it was written, for messages. Leave it out: the line of the call is noted by
            itself.
        error: ``Error``, or ``ErrorPath`` for a path or an intrinsic call: the error's name, at
            most 256 characters. Names that begin with ``States.`` are reserved. If omitted, it has
            no name.
        cause: ``Cause``, or ``CausePath`` for a path or an intrinsic call: what happened, for
            people, at most 32,768 characters. If omitted, there is no cause.

    Raises:
        AuthoringError: A value is not valid.
        AuthoringTypeError: A value is of the wrong type.

    Example::

        unpaid = Fail("Unpaid", error="Order.Unpaid", cause="the card was refused")
    """

    error: str | Path | Intrinsic | Jsonata | Unset = attrs.field(
        default=UNSET, kw_only=True, converter=convert.text
    )
    cause: str | Path | Intrinsic | Jsonata | Unset = attrs.field(
        default=UNSET, kw_only=True, converter=convert.text
    )
