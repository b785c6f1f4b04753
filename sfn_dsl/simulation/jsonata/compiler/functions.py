"""Calls, functions that the expression defines, partial application and ``~>``."""

from __future__ import annotations

import re
from typing import Any

from sfn_dsl.simulation.jsonata.compiler.body import Body, Compiled
from sfn_dsl.simulation.jsonata.errors import JsonataError
from sfn_dsl.simulation.jsonata.evaluation import Evaluation, Frame, Node, Run
from sfn_dsl.simulation.jsonata.library.functions import Callee, TailCall, call
from sfn_dsl.simulation.jsonata.library.regexes import Pattern, Regex
from sfn_dsl.simulation.jsonata.library.registry import BUILT_IN
from sfn_dsl.simulation.jsonata.library.signatures import Parameter, Signature
from sfn_dsl.simulation.jsonata.values import UNDEFINED, Function


def regex(node: Node, depth: int, body: Body) -> Run:
    """A regular expression, which is a function that finds its first match."""
    body.tree.functions = True
    parsed = node.value
    flags = parsed.flags
    value = Regex(Pattern(parsed.pattern, bool(flags & re.IGNORECASE), bool(flags & re.MULTILINE)))
    return lambda ev, item, frame: value


class Code:
    """A function's parameters and body, compiled once."""

    __slots__ = ("body", "names", "signature")

    def __init__(self, node: Node, body: Body) -> None:
        self.names = [str(each.value) for each in node.arguments]
        self.body = Compiled(node.body, body.another())
        self.signature = _signature(node)


class Lambda(Callee):
    """A function that the expression defines, with what it closes over."""

    __slots__ = ("arity", "code", "frame", "item")

    def __init__(self, code: Code, item: Any, frame: Frame) -> None:
        self.code = code
        self.item = item
        self.frame = frame
        self.arity = len(code.names)

    def apply(self, ev: Evaluation, args: list[Any], item: Any) -> Any:
        """The value of the body, with the arguments bound to the parameters."""
        code = self.code
        if code.signature is not None:
            args = code.signature.fit(args, item)
        ev.spend(1)
        names = dict(zip(code.names, args, strict=False))
        if len(names) < self.arity:
            names = dict.fromkeys(code.names, UNDEFINED) | names
        return code.body.run(ev, self.item, Frame(self.frame, names))


class Partial(Callee):
    """A function some of whose arguments are given; ``holes`` are the indexes of the others."""

    __slots__ = ("_args", "_function", "_holes", "arity")

    def __init__(self, function: Callee, args: list[Any], holes: list[int]) -> None:
        self._function = function
        self._args = args
        self._holes = holes
        self.arity = len(holes)

    def apply(self, ev: Evaluation, args: list[Any], item: Any) -> Any:
        """The result of the function with all arguments."""
        complete = self._args.copy()
        for index, hole in enumerate(self._holes):
            complete[hole] = args[index] if index < len(args) else UNDEFINED
        return call(ev, self._function, complete, item)


class Chain(Callee):
    """Two functions, one after the other."""

    __slots__ = ("_first", "_second", "arity")

    def __init__(self, first: Any, second: Any) -> None:
        self._first = first
        self._second = second
        self.arity = 1

    def apply(self, ev: Evaluation, args: list[Any], item: Any) -> Any:
        """What the second gives for what the first gives."""
        value = call(ev, self._first, args[:1] or [UNDEFINED])
        return call(ev, self._second, [value])


def lambda_(node: Node, depth: int, body: Body) -> Run:
    """``function($x) { ... }``, or the call that a function's body ends with."""
    if node.thunk:
        return _tail_call(node.body, body)
    body.tree.functions = True
    code = Code(node, body)
    return lambda ev, item, frame: Lambda(code, item, frame)


def _tail_call(node: Node, body: Body) -> Run:
    procedure = body.compile(node.procedure, 1)
    args = [body.compile(each, 1) for each in node.arguments]
    return lambda ev, item, frame: TailCall(procedure, args, item, frame)


def function(node: Node, depth: int, body: Body) -> Run:
    """A call."""
    invoke = _invocation(node, depth, body)
    return lambda ev, item, frame: invoke(ev, item, frame, [])


def _invocation(node: Node, depth: int, body: Body) -> Any:
    """A call as a function that also takes what arguments are already there."""
    find = _procedure(node.procedure, depth, body)
    name = node.procedure.value if node.procedure.type == "variable" else UNDEFINED
    runs = [body.compile(each, depth + 1) for each in node.arguments]

    def invoke(ev: Evaluation, item: Any, frame: Frame, before: list[Any]) -> Any:
        callee = find(ev, item, frame)
        args = before + [run(ev, item, frame) for run in runs]
        outer = ev.depth
        ev.depth = outer + depth
        try:
            result = call(ev, callee, args, item)
        except JsonataError as error:
            error.parts.setdefault("token", name)
            raise
        ev.depth = outer
        return result

    return invoke


def _procedure(node: Node, depth: int, body: Body) -> Run:
    """What is called; a function that is called by its name alone is mostly a mistake."""
    if node.type == "variable" and not node.predicate and node.value not in body.tree.bound:
        body.height = max(body.height, depth + 1)
        name = str(node.value)
        default = BUILT_IN.get(name, UNDEFINED)
        return lambda ev, item, frame: ev.variables.get(name, default)
    run = body.compile(node, depth + 1)
    if node.type != "path":
        return run
    name = str(node.steps[0].value)

    def find(ev: Evaluation, item: Any, frame: Frame) -> Any:
        value = run(ev, item, frame)
        if value is UNDEFINED and _exists(ev, frame, name):
            raise JsonataError("T1005", token=name)
        return value

    return find


def _exists(ev: Evaluation, frame: Frame, name: str) -> bool:
    return isinstance(frame.find(name), Function) or name in BUILT_IN or name in ev.variables


def partial(node: Node, depth: int, body: Body) -> Run:
    """A call with ``?`` for the arguments that are to be given later."""
    body.tree.functions = True
    procedure = body.compile(node.procedure, depth + 1)
    holes = [index for index, each in enumerate(node.arguments) if _is_hole(each)]
    runs = [None if _is_hole(each) else body.compile(each, depth + 1) for each in node.arguments]
    path = node.procedure.steps[0].value if node.procedure.type == "path" else None

    def make(ev: Evaluation, item: Any, frame: Frame) -> Any:
        args = [UNDEFINED if run is None else run(ev, item, frame) for run in runs]
        callee = procedure(ev, item, frame)
        if isinstance(callee, Callee):
            return Partial(callee, args, holes)
        if callee is UNDEFINED and path is not None and _exists(ev, frame, str(path)):
            raise JsonataError("T1007", token=path)
        raise JsonataError("T1008")

    return make


def _is_hole(node: Node) -> bool:
    return bool(node.type == "operator" and node.value == "?")


def apply(node: Node, depth: int, body: Body) -> Run:
    """``value ~> function``, or two functions made one."""
    left = body.compile(node.lhs, depth + 1)
    if node.rhs.type == "function":
        invoke = _invocation(node.rhs, depth, body)
        return lambda ev, item, frame: invoke(ev, item, frame, [left(ev, item, frame)])
    right = body.compile(node.rhs, depth + 1)

    def run(ev: Evaluation, item: Any, frame: Frame) -> Any:
        value = left(ev, item, frame)
        callee = right(ev, item, frame)
        if not isinstance(callee, Callee):
            raise JsonataError("T2006", value=callee)
        if isinstance(value, Callee):
            return Chain(value, callee)
        outer = ev.depth
        ev.depth = outer + depth
        result = call(ev, callee, [value])
        ev.depth = outer
        return result

    return run


def _signature(node: Node) -> Signature | None:
    """The signature of a function that is written with one; it has been parsed already."""
    parsed = node.signature
    if parsed is None:
        return None
    return Signature(
        None,
        [
            Parameter(
                letters=each.regex.rstrip("?+").strip("[]"),
                count="".join(mark for mark in "?+" if each.regex.endswith(mark)),
                context=bool(each.context),
                array=bool(each.array),
                items=each.subtype,
            )
            for each in parsed._params  # the parser keeps nothing else of it
        ],
    )
