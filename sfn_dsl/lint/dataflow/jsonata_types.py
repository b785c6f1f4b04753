"""Of what type the value of a JSONata expression is, where the expression alone decides it.

And the calls of JSONata's own functions that fail whatever the data is. (ASL reference, sections
9.1 to 9.3.)
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final, NamedTuple

from sfn_dsl.counting import counted

UNKNOWN: Final = "any"
FUNCTION: Final = "function"


class Constant(NamedTuple):
    """The type of an expression's value, ``UNKNOWN`` where that depends, and a literal itself."""

    kind: str = UNKNOWN
    value: Any = None


NOT_KNOWN: Final = Constant()


class Signature(NamedTuple):
    """What a function takes, a letter for each argument, and the type of what it gives.

    ``s`` is a string, ``n`` a number, ``x`` anything. ``fewest`` are required. The first may be
    the context item where ``is_contextual``.
    """

    takes: str
    fewest: int
    gives: str
    is_contextual: bool = False


# fmt: off
SIGNATURES: Final[Mapping[str, Signature]] = {
    name: Signature(takes, fewest, gives, contextual)
    for names, takes, fewest, gives, contextual in (
        ("sum average max min", "x", 1, "number", False),
        ("count", "x", 1, "number", False),
        ("string", "xx", 1, "string", True),
        ("substring", "snn", 2, "string", True),
        ("substringBefore substringAfter", "ss", 2, "string", True),
        ("lowercase uppercase trim", "s", 1, "string", True),
        ("length", "s", 1, "number", True),
        ("pad", "sns", 2, "string", True),
        ("contains", "sx", 2, "boolean", True),
        ("split", "sxn", 2, "array", True),
        ("replace", "sxxn", 3, "string", True),
        ("join", "xs", 1, "string", False),
        ("formatNumber", "nsx", 2, "string", True),
        ("formatBase", "nn", 1, "string", True),
        ("formatInteger", "ns", 2, "string", True),
        ("parseInteger", "ss", 2, "number", True),
        ("number", "x", 1, "number", True),
        ("floor ceil abs sqrt", "n", 1, "number", True),
        ("round", "nn", 1, "number", True),
        ("power", "nn", 2, "number", True),
        ("boolean not", "x", 1, "boolean", True),
        ("exists", "x", 1, "boolean", False),
        ("type", "x", 1, "string", False),
        ("toMillis", "ss", 1, "number", True),
        ("fromMillis", "nss", 1, "string", True),
        ("now", "ss", 0, "string", False),
        ("millis", "", 0, "number", False),
        ("base64encode base64decode", "s", 1, "string", True),
        ("encodeUrl encodeUrlComponent decodeUrl decodeUrlComponent", "s", 1, "string", True),
    )
    for name in names.split()
}
# fmt: on
"""Those of JSONata 2.0.6 whose arguments and value are of fixed types."""

_LETTERS: Final = {"s": "string", "n": "number"}
_BOOLEAN: Final = ("=", "!=", "<", "<=", ">", ">=", "in", "and", "or")
_ARITHMETIC: Final = ("+", "-", "*", "/", "%")
_UNARY: Final = {"[": "array", "{": "object", "-": "number"}
_DEEPEST: Final = 50


def constant(node: Any, own: frozenset[str] = frozenset(), levels: int = _DEEPEST) -> Constant:
    """The type of a node's value; ``own`` are the names that the expression binds itself."""
    kind = getattr(node, "type", None)
    parts = ("predicate", "stages", "group", "focus", "index")
    if not levels or kind is None or any(getattr(node, part, None) for part in parts):
        return NOT_KNOWN
    if kind in ("string", "number"):
        return Constant(kind, node.value)
    if kind == "value":
        is_null = node.value is None
        return Constant("null" if is_null else "boolean", node.value)
    if kind in ("lambda", "partial"):
        return Constant(FUNCTION)
    if kind == "unary":
        return Constant(_UNARY.get(node.value, UNKNOWN))
    if kind == "binary":
        return Constant(_of_operator(node.value))
    if kind == "block" and node.expressions:
        return constant(node.expressions[-1], own, levels - 1)
    if kind == "bind":
        return constant(node.rhs, own, levels - 1)
    if kind == "condition":
        return _of_either(node, own, levels)
    if kind == "function" and node.procedure.type == "variable":
        name = str(node.procedure.value)
        signature = None if name in own else SIGNATURES.get(name)
        return Constant(signature.gives if signature else UNKNOWN)
    return NOT_KNOWN


def _of_operator(operator: str) -> str:
    if operator == "&":
        return "string"
    if operator in _BOOLEAN:
        return "boolean"
    return "number" if operator in _ARITHMETIC else UNKNOWN


def _of_either(node: Any, own: frozenset[str], levels: int) -> Constant:
    other = getattr(node, "_else", None)
    if other is None:
        return NOT_KNOWN
    one, two = (constant(part, own, levels - 1) for part in (node.then, other))
    return Constant(one.kind if one.kind == two.kind else UNKNOWN)


def misuse(
    name: str, arguments: list[Any], *, given: int, has_context: bool, own: frozenset[str]
) -> Iterator[str]:
    """Why a call of one of JSONata's own functions fails, each in a message.

    ``given`` are the arguments that come from elsewhere, as ``~>`` hands them on.
    """
    signature = SIGNATURES.get(name)
    if signature is None or name in own:
        return
    amount, most = len(arguments) + given, len(signature.takes)
    fewest = signature.fewest - (signature.is_contextual and has_context)
    if not fewest <= amount <= most:
        yield f"'${name}' takes {_count(signature.fewest, most)}, not {amount}; correct the call"
        return
    if signature.is_contextual and has_context and amount < most:
        # The context item may be the first argument.
        return
    for letter, argument in zip(signature.takes[given:], arguments, strict=False):
        wanted, found = _LETTERS.get(letter), constant(argument, own)
        if wanted and found.kind not in (wanted, UNKNOWN):
            shown = f"the {found.kind} {found.value!r}" if found.value is not None else found.kind
            yield f"'${name}' takes a {wanted}, not {_article(shown)}; convert it"


def _article(shown: str) -> str:
    return shown if shown.startswith("the ") else f"{'an' if shown[0] in 'ao' else 'a'} {shown}"


def _count(fewest: int, most: int) -> str:
    return counted(fewest, "argument") if fewest == most else f"{fewest} to {most} arguments"
