"""Keeps Python from deciding or printing values that are known only while an execution runs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NoReturn

from sfn_dsl.errors import AuthoringTypeError


class RuntimeValue:
    """A value that is computed while an execution runs.

    ``and``, ``or``, ``not`` and ``if`` would take it for true and ignore the rest, and an f-string
    would put its Python representation into the definition; all of them raise AuthoringTypeError.
    """

    __slots__ = ()

    if TYPE_CHECKING:
        # Said to be false so that mypy (warn_unreachable) finds what follows "and" or "if".
        def __bool__(self) -> Literal[False]: ...

    else:

        def __bool__(self) -> NoReturn:
            raise AuthoringTypeError(
                f"{self!r} is decided by Step Functions, not by Python; combine conditions with "
                "'&', '|' and '~' in place of 'and', 'or' and 'not', each side in parentheses"
            )

    def __str__(self) -> str:
        raise AuthoringTypeError(
            f"{self!r} is known only while an execution runs, so it cannot become part of a "
            "string; write intrinsics.format('... {} ...', value), or jsonata('...')"
        )

    def __format__(self, spec: str) -> str:
        return str(self)
