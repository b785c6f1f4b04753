"""The JSONata expressions of each state: where they stand, and what they name.

A name is a variable, a function, a member of ``$states`` or a bare name, as the syntax tree of the
JSONata parser has it. A name that the expression binds itself counts as bound in all of it, and
what may never be evaluated is marked so. (ASL reference, sections 1.5 and 9.)
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any, Final, NamedTuple

import attrs

from sfn_dsl.expressions.jsonata import parse
from sfn_dsl.language.context_object import MEMBERS
from sfn_dsl.lint.dataflow.jsonata_types import NOT_KNOWN, Constant, constant, misuse
from sfn_dsl.lint.expressions import Sort
from sfn_dsl.lint.subject import Subject


@attrs.define(eq=False)
class Stated:
    """An expression: its pointer, the state it belongs to, and its path in that state."""

    pointer: str
    text: str
    owner: str
    state: dict[str, Any]
    fields: tuple[str, ...]
    expression: Expression


def stated(subject: Subject) -> Sequence[Stated]:
    """Every JSONata expression that can be parsed."""
    return subject.once(_stated)


def _stated(subject: Subject) -> Iterator[Stated]:
    for each in subject.stating:
        for place in each.places:
            if place.sort is not Sort.JSONATA:
                continue
            text = place.text[2:-2].strip()
            expression = read_expression(text)
            if expression is not None:
                fields = tuple(place.pointer[len(each.pointer) + 1 :].split("/"))
                yield Stated(place.pointer, text, each.pointer, each.state, fields, expression)


# Those of JSONata 2.0.6 without $eval, and those that AWS added (ASL reference, section 9.1).
# fmt: off
FUNCTIONS: Final = frozenset({
    "abs", "append", "assert", "average", "base64decode", "base64encode", "boolean", "ceil",
    "clone", "contains", "count", "decodeUrl", "decodeUrlComponent", "distinct", "each",
    "encodeUrl", "encodeUrlComponent", "error", "exists", "filter", "floor", "formatBase",
    "formatInteger", "formatNumber", "fromMillis", "join", "keys", "length", "lookup",
    "lowercase", "map", "match", "max", "merge", "millis", "min", "not", "now", "number", "pad",
    "parseInteger", "power", "reduce", "replace", "reverse", "round", "shuffle", "sift",
    "single", "sort", "split", "spread", "sqrt", "string", "substring", "substringAfter",
    "substringBefore", "sum", "toMillis", "trim", "type", "uppercase", "zip", "partition",
    "range", "hash", "random", "uuid", "parse",
})
# fmt: on


@attrs.frozen
class Expression:
    """What one expression names; ``bare`` are the uses of a context item where there is none.

    ``wild`` are the wildcards there, ``*`` and ``**``. ``variables`` maps each to whether the
    expression has no value without it. ``states`` are the names after ``$states.``. ``texts`` are
    the operands of arithmetic that are text, whatever the data is. ``constant`` is the type of the
    value, and ``misuses`` are the calls that fail, where the expression alone decides.
    """

    variables: dict[str, bool] = attrs.field(factory=dict)
    calls: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    bare: tuple[str, ...] = ()
    wild: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()
    constant: Constant = NOT_KNOWN
    misuses: tuple[str, ...] = ()


class _Spot(NamedTuple):
    """A node of the tree: has it a context item, and does the whole value depend on it?"""

    node: Any
    has_context: bool = False
    is_sure: bool = True


def read_expression(text: str) -> Expression | None:
    """What the text between ``{%`` and ``%}`` names; None if it cannot be parsed."""
    return _read(text)[0]


def refusal_of(text: str) -> str | None:
    """The parser's message for text between ``{%`` and ``%}`` that is not JSONata, else None."""
    return _read(text)[1]


# A definition has at most 1 MB, so that its expressions fit. Their trees would be large.
@lru_cache(maxsize=2**15)
def _read(text: str) -> tuple[Expression | None, str | None]:
    found = parse(text)
    return None if found.tree is None else _Reader().run(found.tree), found.refusal


class _Reader:
    def __init__(self) -> None:
        self._variables: dict[str, bool] = {}
        self._bound: set[str] = set()
        self._asked: set[str] = set()
        self._calls: list[str] = []
        self._states: list[str] = []
        self._bare: list[str] = []
        self._wild: list[str] = []
        self._texts: list[str] = []
        self._called: list[_Spot] = []
        self._handed: set[int] = set()

    def run(self, tree: Any) -> Expression:
        pending = [_Spot(tree)]
        while pending:
            spot = pending.pop()
            if isinstance(spot.node, (list, tuple)):
                pending += [_Spot(part, *spot[1:]) for part in spot.node]
            elif hasattr(spot.node, "type"):
                pending += self._visit(spot)
        own = self._bound | self._asked | FUNCTIONS | {"states", "eval"}
        return Expression(
            {name: sure for name, sure in self._variables.items() if name not in own},
            tuple(name for name in dict.fromkeys(self._calls) if name not in self._bound),
            tuple(dict.fromkeys(self._states)),
            tuple(dict.fromkeys(self._bare)),
            tuple(dict.fromkeys(self._wild)),
            tuple(dict.fromkeys(self._texts)),
            constant(tree, frozenset(self._bound)),
            tuple(dict.fromkeys(self._misuses())),
        )

    def _misuses(self) -> Iterator[str]:
        own = frozenset(self._bound)
        for node, has_context, _ in self._called:
            name, arguments = str(node.procedure.value), list(node.arguments or [])
            given = int(id(node) in self._handed)
            yield from misuse(name, arguments, given=given, has_context=has_context, own=own)

    def _visit(self, spot: _Spot) -> Iterator[_Spot]:
        node = spot.node
        visit = _VISITS.get(str(node.type), _Reader._any)
        yield from visit(self, spot)
        for part in ("predicate", "stages", "group"):
            below = getattr(node, part, None)
            if below is not None:
                yield _Spot(below, has_context=True, is_sure=False)
        for binding in ("focus", "index"):
            name = getattr(node, binding, None)
            if isinstance(name, str):
                self._bound.add(name)

    def _binary(self, spot: _Spot) -> Iterator[_Spot]:
        if spot.node.value in (*_ARITHMETIC, "%"):
            operands = (_text_of(getattr(spot.node, side, None)) for side in ("lhs", "rhs"))
            self._texts += filter(None, operands)
        yield from self._any(spot)

    def _any(self, spot: _Spot) -> Iterator[_Spot]:
        # Arithmetic on nothing gives nothing; most other operations give a value.
        is_sure = spot.is_sure and spot.node.value in _ARITHMETIC
        for part in _PARTS:
            below = getattr(spot.node, part, None)
            if below is not None:
                yield _Spot(below, spot.has_context, is_sure)

    def _variable(self, spot: _Spot) -> Iterator[_Spot]:
        name = spot.node.value
        if name == "$" or (name == "" and not spot.has_context):
            self._bare.append(f"${name}")
        elif name and isinstance(name, str):
            self._variables[name] = self._variables.get(name, False) or spot.is_sure
        yield from ()

    def _name(self, spot: _Spot) -> Iterator[_Spot]:
        if not spot.has_context and isinstance(spot.node.value, str):
            self._bare.append(spot.node.value)
        yield from ()

    def _wildcard(self, spot: _Spot) -> Iterator[_Spot]:
        if not spot.has_context:
            self._wild.append(str(spot.node.value))
        yield from ()

    def _path(self, spot: _Spot) -> Iterator[_Spot]:
        steps = list(spot.node.steps or [])
        yield spot._replace(node=steps[:1])
        yield _Spot(steps[1:], has_context=True, is_sure=False)
        kinds = [(step.type, step.value) for step in steps[:2]]
        if kinds[:1] == [("variable", "states")] and kinds[1:] and kinds[1][0] == "name":
            self._states.append(str(kinds[1][1]))

    def _function(self, spot: _Spot) -> Iterator[_Spot]:
        procedure = spot.node.procedure
        arguments = list(spot.node.arguments or [])
        if procedure.type == "variable" and procedure.value:
            self._calls.append(str(procedure.value))
            if spot.node.type == "function":
                self._called.append(spot)
            if procedure.value == "exists":
                for part in arguments:
                    first = part.steps[0] if part.type == "path" else part
                    if first.type == "variable":
                        self._asked.add(str(first.value))
        else:
            yield spot._replace(node=procedure, is_sure=False)
        yield spot._replace(node=arguments, is_sure=False)

    def _apply(self, spot: _Spot) -> Iterator[_Spot]:
        # What is on the left becomes the first argument.
        self._handed.add(id(spot.node.rhs))
        yield from self._any(spot)

    def _bind(self, spot: _Spot) -> Iterator[_Spot]:
        self._bound.add(str(spot.node.lhs.value))
        yield spot._replace(node=spot.node.rhs, is_sure=False)

    def _lambda(self, spot: _Spot) -> Iterator[_Spot]:
        self._bound |= {str(argument.value) for argument in spot.node.arguments or []}
        # Measured on AWS: a function's body keeps the context item of the place it is written in.
        yield spot._replace(node=spot.node.body, is_sure=False)

    def _inward(self, spot: _Spot) -> Iterator[_Spot]:
        for found in self._any(spot):
            yield found._replace(has_context=True, is_sure=False)


def _text_of(node: Any) -> str | None:
    """An operand that is text whatever the data is: a literal, a time or name of the context."""
    kind = getattr(node, "type", None)
    if kind == "string":
        return f"'{node.value}'"
    if kind == "function":
        name = str(node.procedure.value)
        return f"${name}" if node.procedure.type == "variable" and name in _GIVE_TEXT else None
    steps = [] if kind != "path" else list(node.steps or [])
    names = [str(step.value) for step in steps if step.type in ("variable", "name")]
    if len(names) != len(steps) or names[:2] != ["states", "context"]:
        return None
    member = MEMBERS.get(".".join(names[2:]))
    return f"${'.'.join(names)}" if member and member.kind in ("string", "timestamp") else None


_GIVE_TEXT: Final = frozenset(("now", "string", "uuid", "fromMillis", "formatNumber", "hash"))
_ARITHMETIC: Final = ("+", "-", "*", "/")
_PARTS: Final = (
    "lhs",
    "rhs",
    "expression",
    "expressions",
    "expr",
    "lhs_object",
    "rhs_object",
    "rhs_terms",
    "terms",
    "condition",
    "then",
    "_else",
    "steps",
    "pattern",
    "update",
    "delete",
    "procedure",
    "arguments",
    "body",
)

_VISITS: Final = {
    "variable": _Reader._variable,
    "name": _Reader._name,
    "wildcard": _Reader._wildcard,
    "descendant": _Reader._wildcard,
    "path": _Reader._path,
    "function": _Reader._function,
    "partial": _Reader._function,
    "binary": _Reader._binary,
    "apply": _Reader._apply,
    "bind": _Reader._bind,
    "lambda": _Reader._lambda,
    "filter": _Reader._inward,
    "sort": _Reader._inward,
    "transform": _Reader._inward,
}
