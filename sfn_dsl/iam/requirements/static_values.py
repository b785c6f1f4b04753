"""The static value of a string: what is known of it before an execution runs.

A literal is fully known. Of an expression, its parts are: the template of ``States.Format``, the
strings that a JSONata expression joins or chooses between, the values assigned to a variable. The
rest is computed at run time and is ``*``, IAM's wildcard. (ASL reference, sections 4.1 and 9.)
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Final

from sfn_dsl.errors import AuthoringError
from sfn_dsl.expressions.intrinsics import Intrinsic, parse_intrinsic
from sfn_dsl.expressions.jsonata import is_jsonata, parsed
from sfn_dsl.expressions.paths import Path
from sfn_dsl.language.fields import QueryLanguage

DYNAMIC: Final = "*"

_MOST: Final = 32
_DEEPEST: Final = 8
_ANYTHING: Final = (DYNAMIC,)

Texts = tuple[str, ...]
Assigned = tuple[Any, QueryLanguage, bool]
"""A value given to a variable, its query language, and whether it is an expression of JSONPath."""


class Variables:
    """The values that a definition assigns to each variable, anywhere.

    Different scopes may use the same name; the values of all of them count.
    """

    def __init__(self, assigned: Mapping[str, tuple[Assigned, ...]] | None = None) -> None:
        self._assigned = assigned or {}
        self._known: dict[tuple[str, int], Texts] = {}

    def texts(self, name: str, depth: int) -> Texts:
        """The possible values of a variable."""
        if depth > _DEEPEST or name not in self._assigned:
            return _ANYTHING
        key = name, depth
        if key not in self._known:
            self._known[key] = _united(
                texts_of(value, language, self, is_path_expression=is_expression, depth=depth + 1)
                for value, language, is_expression in self._assigned[name]
            )
        return self._known[key]


def texts_of(
    value: Any,
    language: QueryLanguage,
    variables: Variables,
    *,
    is_path_expression: bool = False,
    depth: int = 0,
) -> Texts:
    """The possible values of a part of a payload, with ``*`` for what is computed at run time.

    ``is_path_expression`` says that the name of the value ends in ``.$``.
    """
    if not isinstance(value, str):
        return _ANYTHING
    if is_path_expression:
        return _of_path_expression(value, variables, depth)
    if language is QueryLanguage.JSONATA and is_jsonata(value):
        return _united([_of_node(parsed(value[2:-2]).tree, variables, depth)])
    return (value,)


def _of_path_expression(text: str, variables: Variables, depth: int) -> Texts:
    try:
        if text.startswith("$"):
            return _of_argument(Path(text), variables, depth)
        return _united([_of_argument(parse_intrinsic(text), variables, depth)])
    except AuthoringError:
        return _ANYTHING


def _of_argument(argument: Any, variables: Variables, depth: int) -> Texts:
    if isinstance(argument, str):
        return (argument,)
    if isinstance(argument, Path):
        name = argument.text[1:]
        return variables.texts(name, depth) if name.isidentifier() else _ANYTHING
    if isinstance(argument, Intrinsic) and argument.function == "States.Format":
        return _formatted(argument, variables, depth)
    return _ANYTHING


def _formatted(call: Intrinsic, variables: Variables, depth: int) -> Texts:
    template, *arguments = call.arguments
    if not isinstance(template, str) or depth > _DEEPEST:
        return _ANYTHING
    pieces = template.split("{}")
    if len(pieces) != len(arguments) + 1:
        return _ANYTHING
    pieces = [piece.replace("\\{", "{").replace("\\}", "}") for piece in pieces]
    parts: list[Texts] = [(pieces[0],)]
    for argument, piece in zip(arguments, pieces[1:], strict=True):
        parts += [_of_argument(argument, variables, depth + 1), (piece,)]
    return _joined(parts)


def _of_node(node: Any, variables: Variables, depth: int) -> Texts:
    visit = _VISITS.get(str(getattr(node, "type", None)))
    # With a filter or a grouping, the value is not that of the node alone.
    is_plain = not any(getattr(node, part, None) for part in ("predicate", "stages", "group"))
    return visit(node, variables, depth + 1) if visit and is_plain and depth < 99 else _ANYTHING


def _of_string(node: Any, _: Variables, __: int) -> Texts:
    return (str(node.value),)


def _of_concatenation(node: Any, variables: Variables, depth: int) -> Texts:
    if node.value != "&":
        return _ANYTHING
    return _joined([_of_node(part, variables, depth) for part in (node.lhs, node.rhs)])


def _of_condition(node: Any, variables: Variables, depth: int) -> Texts:
    branches = (node.then, getattr(node, "_else", None))
    return _united(_of_node(branch, variables, depth) for branch in branches)


def _of_block(node: Any, variables: Variables, depth: int) -> Texts:
    parts = list(node.expressions or [])
    return _of_node(parts[0], variables, depth) if len(parts) == 1 else _ANYTHING


def _of_variable(node: Any, variables: Variables, depth: int) -> Texts:
    return variables.texts(str(node.value), depth)


def _of_path(node: Any, variables: Variables, depth: int) -> Texts:
    steps = list(node.steps or [])
    return _of_node(steps[0], variables, depth) if len(steps) == 1 else _ANYTHING


_VISITS: Final[Mapping[str, Callable[[Any, Variables, int], Texts]]] = {
    "string": _of_string,
    "binary": _of_concatenation,
    "condition": _of_condition,
    "block": _of_block,
    "variable": _of_variable,
    "path": _of_path,
}


def _united(found: Iterable[Texts]) -> Texts:
    """All possible values; just ``*`` if there are too many, or one of them is ``*``."""
    texts = tuple(dict.fromkeys(itertools.chain.from_iterable(found)))
    return _ANYTHING if len(texts) > _MOST or DYNAMIC in texts else texts


def _joined(parts: list[Texts]) -> Texts:
    def combinations() -> Iterator[str]:
        for chosen in itertools.product(*parts):
            yield _single_wildcards("".join(chosen))

    found = tuple(dict.fromkeys(itertools.islice(combinations(), _MOST + 1)))
    return _ANYTHING if len(found) > _MOST else found


def _single_wildcards(text: str) -> str:
    while "**" in text:
        text = text.replace("**", "*")
    return text
