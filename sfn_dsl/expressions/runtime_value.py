"""Keeps Python from deciding, joining or printing what is known only while an execution runs."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import MethodType
from typing import TYPE_CHECKING, ClassVar, Final, Literal, NoReturn

from sfn_dsl.errors import AuthoringTypeError, Mistake
from sfn_dsl.origin import is_authors

_ARITHMETIC: Final = "intrinsics.math_add(...) for a sum, or jsonata('...') in a JSONata state"
_COMBINED: Final = (
    "combine conditions with '&', '|' and '~' in place of 'and', 'or' and 'not', each side in "
    "parentheses"
)
_CONVERTED: Final = "the value as it is, or jsonata('$number(...)') in a JSONata state"


def _refuse(
    value: object, how: str, instead: str, code: Mistake = Mistake.COMPUTED_BY_PYTHON
) -> NoReturn:
    raise AuthoringTypeError(
        f"{value!r} is known only while an execution runs, so Python cannot {how}; write {instead}",
        code=code,
    )


def _refused(
    how: str, instead: str, code: Mistake = Mistake.COMPUTED_BY_PYTHON
) -> Callable[..., NoReturn]:
    def method(self: RuntimeValue, *_: object) -> NoReturn:
        _refuse(self, how, instead, code)

    return method


def _combined(self: RuntimeValue, other: object) -> NoReturn:
    refuse_uncalled(other)
    raise AuthoringTypeError(
        f"{self!r} is combined with {other!r}, since '&' and '|' bind more tightly than '==' and "
        "'<'; write each comparison in parentheses, as in (path('$.a') == 1) & (path('$.b') > 2)",
        code=Mistake.MISSING_PARENTHESES,
    )


def _inverted(self: RuntimeValue) -> NoReturn:
    raise AuthoringTypeError(
        f"{self!r} is not a condition, and '~' binds more tightly than '=='; write the comparison "
        "in parentheses, as in ~(path('$.a') == 1)",
        code=Mistake.MISSING_PARENTHESES,
    )


def _added(self: RuntimeValue, other: object) -> NoReturn:
    _refuse_sum(self, other, f"{{}}{other}", f"{self!r}, {other!r}")


def _added_to(self: RuntimeValue, other: object) -> NoReturn:
    _refuse_sum(self, other, f"{other}{{}}", f"{other!r}, {self!r}")


def _refuse_sum(value: RuntimeValue, other: object, text: str, terms: str) -> NoReturn:
    if isinstance(other, str):
        joined = f"intrinsics.format({text!r}, {value!r})"
        instead = "jsonata('... & ...')" if value._is_jsonata else joined
        _refuse(value, "join it", instead, Mistake.JOINED_BY_PYTHON)
    if isinstance(other, (list, tuple)):
        _refuse(value, "join it", "intrinsics.array(...)", Mistake.JOINED_BY_PYTHON)
    sum_of = "jsonata('... + ...')" if value._is_jsonata else f"intrinsics.math_add({terms})"
    _refuse(value, "add to it", sum_of)


def _part(self: RuntimeValue, key: object) -> NoReturn:
    _refuse(self, "look into it", self._part(key), Mistake.INDEXED_BY_PYTHON)


class RuntimeValue:
    """A value that is computed while an execution runs.

    ``and``, ``or``, ``not`` and ``if`` would take it for true and ignore the rest, and an f-string
    would put its Python representation into the definition; all of them raise AuthoringTypeError.
    So do operators that Python would refuse without a word on what to write instead.
    """

    __slots__ = ()
    _is_jsonata: ClassVar[bool] = False

    if TYPE_CHECKING:
        # Said to be false so that mypy (warn_unreachable) finds what follows "and" or "if".
        def __bool__(self) -> Literal[False]: ...

    else:

        def __bool__(self) -> NoReturn:
            # Parses the author's source.
            from sfn_dsl.expressions.decided import instead_of_deciding

            instead = instead_of_deciding()
            raise AuthoringTypeError(
                f"{self!r} is decided by Step Functions, not by Python; "
                + (f"write {instead}" if instead else _COMBINED),
                code=Mistake.DECIDED_BY_PYTHON,
            )

        # A type checker finds these missing.
        __add__, __radd__ = _added, _added_to
        __sub__ = __rsub__ = __mul__ = __rmul__ = __truediv__ = __rtruediv__ = _refused(
            "calculate with it", _ARITHMETIC
        )
        __floordiv__ = __rfloordiv__ = __mod__ = __rmod__ = __pow__ = __rpow__ = __neg__ = __sub__
        __and__ = __rand__ = __or__ = __ror__ = __xor__ = __rxor__ = _combined
        __invert__ = _inverted
        __getitem__ = _part
        __iter__ = _refused("go through it", "a Map, whose items_path is the list")
        __len__ = _refused("count it", "intrinsics.array_length(...)")
        __contains__ = _refused("search it", "intrinsics.array_contains(...)")
        __int__ = __float__ = __index__ = _refused("convert it", _CONVERTED)
        __lt__ = __le__ = __gt__ = __ge__ = _refused(
            "compare it",
            "the comparison as jsonata('... > ...'), or compare a path",
            Mistake.MIXED_COMPARISON,
        )

    def __str__(self) -> str:
        raise AuthoringTypeError(
            f"{self!r} is known only while an execution runs, so it cannot become part of a "
            "string; write intrinsics.format('... {} ...', value), or jsonata('...')",
            code=Mistake.JOINED_BY_PYTHON,
        )

    def __format__(self, spec: str) -> str:
        return str(self)

    def _part(self, key: object) -> str:
        """What to write in place of ``value[key]``."""
        return f"jsonata('...[{key!r}]') in a JSONata state"


def refuse_uncalled(value: object) -> None:
    """Raise AuthoringTypeError for a test such as ``path(...).is_present`` that is not called."""
    if isinstance(value, MethodType) and isinstance(value.__self__, RuntimeValue):
        name = f"{value.__self__!r}.{value.__name__}"
        raise AuthoringTypeError(
            f"{name} is not called, and is no condition yet; write {name}()",
            code=Mistake.NOT_A_CONDITION,
        )


def refuse_comparison(value: object, other: object) -> None:
    """Raise AuthoringTypeError where an author compares a value with a literal by ``==``.

    Values are equal by content, so the answer could only be False, which a rule would take for its
    condition. What compares whole workflows is not the author's code, and gets that answer.
    """
    is_literal = isinstance(other, (str, int, float, RuntimeValue)) or other is None
    if is_literal and type(other) is not type(value) and is_authors(sys._getframe(2)):
        instead = "the comparison as jsonata('... = ...'), or compare a path"
        _refuse(value, "compare it", instead, Mistake.MIXED_COMPARISON)
