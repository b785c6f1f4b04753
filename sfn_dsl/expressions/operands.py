"""The functions that name data: ``path``, ``context`` and ``variable``.

Their values are used in payload templates and fields, and are compared to make conditions:
``path("$.n") > 3``. Because ``==`` makes a condition, a workflow stores the plain `Path` instead,
which is equal to another by content.
"""

from __future__ import annotations

import math
import sys
from typing import TYPE_CHECKING, TypeGuard

import attrs

from sfn_dsl.errors import AuthoringError, AuthoringTypeError, Mistake
from sfn_dsl.expressions.conditions import KIND_NAMES, Comparison, Not
from sfn_dsl.expressions.paths import Path
from sfn_dsl.expressions.placeholders import Placeholder
from sfn_dsl.expressions.runtime_value import RuntimeValue
from sfn_dsl.expressions.timestamps import timestamp_text
from sfn_dsl.language.comparisons import OPERATORS, TYPE_TESTS, Relation, ValueKind
from sfn_dsl.spelling import nearest

if TYPE_CHECKING:
    from datetime import datetime


@attrs.frozen(eq=False, repr=False)
class PathOperand(RuntimeValue):
    """A path as an author uses it: as a value in fields, and compared to make a condition.

    ``==``, ``!=``, ``<``, ``<=``, ``>`` and ``>=`` make a `Condition`. The type of the literal
    decides which operator of the States Language that is: ``path("$.n") > 3`` is
    ``NumericGreaterThan``. Two paths are compared as one kind of value, which `string`, `number`,
    `boolean` or `timestamp` names on either side. (ASL reference, sections 3 and 5.1.)

    Made by `path`, `context`, `variable`, `state_input` and `result`.

    Args:
        path: The path itself.
        kind: The kind of value that it is compared as, None if a literal says it.
    """

    path: Path
    kind: ValueKind | None = None

    @property
    def string(self) -> PathOperand:
        """The same path, compared as a string."""
        return PathOperand(self.path, ValueKind.STRING)

    @property
    def number(self) -> PathOperand:
        """The same path, compared as a number."""
        return PathOperand(self.path, ValueKind.NUMBER)

    @property
    def boolean(self) -> PathOperand:
        """The same path, compared as a boolean."""
        return PathOperand(self.path, ValueKind.BOOLEAN)

    @property
    def timestamp(self) -> PathOperand:
        """The same path, compared as an instant, whatever the offset it is written with."""
        return PathOperand(self.path, ValueKind.TIMESTAMP)

    # Comparing builds a condition, where Python's own protocol promises a truth value.
    def __eq__(self, other: str | float | bool | datetime | PathOperand) -> Comparison:  # type: ignore[override]
        return _comparison(self, Relation.EQUALS, other)

    def __ne__(self, other: str | float | bool | datetime | PathOperand) -> Not:  # type: ignore[override]
        return Not(_comparison(self, Relation.EQUALS, other))

    def __lt__(self, other: str | float | datetime | PathOperand) -> Comparison:
        return _comparison(self, Relation.LESS_THAN, other)

    def __gt__(self, other: str | float | datetime | PathOperand) -> Comparison:
        return _comparison(self, Relation.GREATER_THAN, other)

    def __le__(self, other: str | float | datetime | PathOperand) -> Comparison:
        return _comparison(self, Relation.LESS_THAN_EQUALS, other)

    def __ge__(self, other: str | float | datetime | PathOperand) -> Comparison:
        return _comparison(self, Relation.GREATER_THAN_EQUALS, other)

    __hash__ = None  # type: ignore[assignment]  # == builds a condition, so no set can hold these

    def matches(self, pattern: str) -> Comparison:
        r"""Compare a string with a pattern (``StringMatches``).

        Args:
            pattern: The pattern: ``*`` stands for any characters, ``\*`` for a star.

        Raises:
            AuthoringTypeError: The pattern is not a string.
        """
        return _comparison(self.string, Relation.MATCHES, pattern)

    def is_present(self, expected: bool = True) -> Comparison:
        """Test that the path finds something, ``null`` included (``IsPresent``).

        This is the one test that does not fail where the path finds nothing.

        Args:
            expected: False tests that it finds nothing.
        """
        return _type_test(self, "IsPresent", expected)

    def is_null(self, expected: bool = True) -> Comparison:
        """Test that the value, which must exist, is ``null`` (``IsNull``).

        Args:
            expected: False tests that it is not.
        """
        return _type_test(self, "IsNull", expected)

    def is_numeric(self, expected: bool = True) -> Comparison:
        """Test that the value, which must exist, is a number (``IsNumeric``).

        Args:
            expected: False tests that it is not.
        """
        return _type_test(self, "IsNumeric", expected)

    def is_string(self, expected: bool = True) -> Comparison:
        """Test that the value, which must exist, is a string (``IsString``).

        Args:
            expected: False tests that it is not.
        """
        return _type_test(self, "IsString", expected)

    def is_boolean(self, expected: bool = True) -> Comparison:
        """Test that the value, which must exist, is a boolean (``IsBoolean``).

        Args:
            expected: False tests that it is not.
        """
        return _type_test(self, "IsBoolean", expected)

    def is_timestamp(self, expected: bool = True) -> Comparison:
        """Test that the value, which must exist, is an RFC 3339 timestamp (``IsTimestamp``).

        It has no counterpart in JSONata.

        Args:
            expected: False tests that it is not.
        """
        return _type_test(self, "IsTimestamp", expected)

    def __repr__(self) -> str:
        kind = f".{KIND_NAMES[self.kind]}" if self.kind else ""
        return f"{self.path!r}{kind}"

    def _part(self, key: object) -> str:
        if isinstance(key, slice):
            key = ":".join("" if end is None else str(end) for end in (key.start, key.stop))
            return f"path('{self.path.text}[{key}]')"
        step = f".{key}" if isinstance(key, str) and key.isidentifier() else f"[{key!r}]"
        return f"path({self.path.text + step!r})"


def path(text: str) -> PathOperand:
    """A path into the data, as a value in a field and as the left side of a comparison.

    In a JSONata state it is written as ``$states.input`` and what follows, or as ``$states.result``
    where a field sees the result. See
    https://docs.aws.amazon.com/step-functions/latest/dg/amazon-states-language-paths.html. (ASL
    reference, section 3.)

    Args:
        text: The path, which starts with ``$``.

    Returns:
        The path, which comparisons turn into a condition.

    Raises:
        AuthoringError: The text is not a path.

    Example::

        total = path("$.order.total")
        is_large = (total > 1000) & path("$.order.express").is_present()
    """
    return PathOperand(Path(text))


def state_input(text: str = "$") -> PathOperand:
    """A path into the state's input, also in fields that see the result of a JSONata state.

    Args:
        text: The path, which starts with ``$``. If omitted, the whole input.

    Raises:
        AuthoringError: The text is not a path.

    Example::

        pause = Wait("Pause", seconds=5, assign={"order": state_input("$.order.id")}, end=True)
    """
    return PathOperand(Path(text, "input"))


def result(text: str = "$") -> PathOperand:
    """A path into the result of the state's work, in fields that see it: ``assign``, ``output``.

    Args:
        text: The path, which starts with ``$``. If omitted, the whole result.

    Raises:
        AuthoringError: The text is not a path.

    Example::

        assign = {"receipt": result("$.receipt.id")}
    """
    return PathOperand(Path(text, "result"))


def context(text: str = "") -> PathOperand:
    """A path into the context object, what AWS knows of the execution (``$$``).

    See https://docs.aws.amazon.com/step-functions/latest/dg/input-output-contextobject.html. (ASL
    reference, section 3.4.)

    Args:
        text: The names below the context object, such as ``Execution.Id``, ``State.EnteredTime``,
            ``Task.Token`` or ``Map.Item.Value``. If omitted, the whole object.

    Raises:
        AuthoringError: The text is not a path.

    Example::

        parameters = {"run": context("Execution.Id"), "token": context("Task.Token")}
    """
    return PathOperand(Path(f"$$.{text}" if text else "$$"))


def variable(text: str) -> PathOperand:
    """A path that starts from a variable: ``variable("order.id")`` is ``$order.id``.

    See https://docs.aws.amazon.com/step-functions/latest/dg/workflow-variables.html. (ASL
    reference, section 2.5.)

    Args:
        text: The variable's name, and what is meant inside of its value.

    Raises:
        AuthoringError: The text does not begin with a variable's name.

    Example::

        parameters = {"rate": variable("rates.eur")}
    """
    found = Path(f"${text}")
    if found.variable is None:
        raise AuthoringError(
            f"'{text}' does not start with a variable's name; write 'name.member'",
            code=Mistake.MALFORMED_EXPRESSION,
        )
    return PathOperand(found)


def compare(
    operand: PathOperand, operator: str, value: str | float | bool | PathOperand | Placeholder
) -> Comparison:
    """A comparison by an operator's name in the States Language, for what Python cannot write.

    Args:
        operand: The path that is compared (``Variable``).
        operator: The operator's name, such as ``"NumericEquals"`` or ``"StringLessThanPath"``.
        value: What it is compared with; a path for the operators that end with ``Path``.

    Returns:
        The condition, for a `When`.

    Raises:
        AuthoringError: There is no such operator.

    Example::

        at_limit = compare(path("$.n"), "NumericEquals", placeholder("${Limit}"))
    """
    if operator not in OPERATORS and operator not in TYPE_TESTS:
        near = nearest(operator, (*OPERATORS, *TYPE_TESTS))
        hint = f"did you mean '{near}'?" if near else "write one such as 'StringEquals'"
        raise AuthoringError(
            f"'{operator}' is not a comparison operator; {hint}", code=Mistake.UNUSABLE_ARGUMENT
        )
    return Comparison(
        operand.path, operator, value.path if isinstance(value, PathOperand) else value
    )


def _comparison(left: PathOperand, relation: Relation, right: object) -> Comparison:
    kind = _common_kind(left, right)
    operand = _operand(kind, right)
    suffix = "Path" if isinstance(operand, Path) else ""
    operator = f"{kind.value}{relation.value}{suffix}"
    if operator not in OPERATORS:
        raise AuthoringTypeError(
            f"{KIND_NAMES[kind]}s cannot be compared by {relation.value}; "
            "only '==' and '!=' work for booleans, and 'matches' takes a pattern as a string",
            code=Mistake.MIXED_COMPARISON,
        )
    return Comparison(left.path, operator, operand)


def _common_kind(left: PathOperand, right: object) -> ValueKind:
    theirs = right.kind if isinstance(right, PathOperand) else _kind_of(right, left.kind)
    if left.kind and theirs and left.kind is not theirs:
        raise AuthoringTypeError(
            f"a {KIND_NAMES[left.kind]} is compared with a {KIND_NAMES[theirs]}; "
            "both sides must be of one kind",
            code=Mistake.MIXED_COMPARISON,
        )
    kind = left.kind or theirs
    if kind is None:
        raise AuthoringTypeError(
            f"two paths are compared as one kind of value; name it: "
            f"{left.path!r}.number, .string, .boolean or .timestamp",
            code=Mistake.MIXED_COMPARISON,
        )
    return kind


def _kind_of(literal: object, wanted: ValueKind | None) -> ValueKind:
    if isinstance(literal, bool):
        return ValueKind.BOOLEAN
    if isinstance(literal, (int, float)):
        return ValueKind.NUMBER
    if isinstance(literal, str):
        return ValueKind.TIMESTAMP if wanted is ValueKind.TIMESTAMP else ValueKind.STRING
    if _is_datetime(literal):
        return ValueKind.TIMESTAMP
    hint = "; write .is_null()" if literal is None else ""
    raise AuthoringTypeError(
        "a path is compared with a string, number, boolean, datetime or another path, "
        f"not with {literal!r}{hint}",
        code=Mistake.MIXED_COMPARISON,
    )


def _is_datetime(value: object) -> TypeGuard[datetime]:
    # Whoever has made a datetime has loaded its module, which this one does without.
    module = sys.modules.get("datetime")
    return module is not None and isinstance(value, module.datetime)


def _operand(kind: ValueKind, right: object) -> str | int | float | bool | Path:
    if isinstance(right, PathOperand):
        return right.path
    if isinstance(right, str):
        return timestamp_text(right) if kind is ValueKind.TIMESTAMP else right
    if _is_datetime(right):
        return timestamp_text(right)
    if isinstance(right, (int, float)) and math.isfinite(right):
        return right
    raise AuthoringTypeError(
        f"{right!r} cannot be compared with a path; write a string, a finite number, a boolean, "
        "a datetime or a path",
        code=Mistake.MIXED_COMPARISON,
    )


def _type_test(operand: PathOperand, operator: str, expected: bool) -> Comparison:
    return Comparison(operand.path, operator, expected)
