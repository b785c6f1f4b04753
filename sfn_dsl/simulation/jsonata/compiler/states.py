"""``$states`` and its members, read without making the whole."""

from __future__ import annotations

from typing import Any

from sfn_dsl.simulation.jsonata.compiler.body import Body
from sfn_dsl.simulation.jsonata.evaluation import Evaluation, Frame, Node, Run
from sfn_dsl.simulation.jsonata.states_root import ABSENT
from sfn_dsl.simulation.jsonata.values import UNDEFINED


def states_member(steps: list[Node], body: Body) -> Run | None:
    """The first two steps of a path where they are ``$states`` and a name, else None."""
    if len(steps) < 2 or "states" in body.tree.bound:
        return None
    first, second = steps[:2]
    if first.type != "variable" or first.value != "states" or first.stages or first.predicate:
        return None
    if second.type != "name" or second.stages or second.keep_array or second.group is not None:
        return None
    member: Run = _MEMBERS.get(str(second.value), _nothing)
    return member


def whole(ev: Evaluation, item: Any, frame: Frame) -> Any:
    """``$states`` itself."""
    return ev.states.members(ev.roots)


def _input(ev: Evaluation, item: Any, frame: Frame) -> Any:
    return ev.states.input


def _context(ev: Evaluation, item: Any, frame: Frame) -> Any:
    return ev.roots.context


def _result(ev: Evaluation, item: Any, frame: Frame) -> Any:
    return UNDEFINED if ev.states.result is ABSENT else ev.states.result


def _error_output(ev: Evaluation, item: Any, frame: Frame) -> Any:
    return UNDEFINED if ev.states.error_output is ABSENT else ev.states.error_output


def _nothing(ev: Evaluation, item: Any, frame: Frame) -> Any:
    return UNDEFINED


_MEMBERS: dict[str, Run] = {
    "input": _input,
    "context": _context,
    "result": _result,
    "errorOutput": _error_output,
}
