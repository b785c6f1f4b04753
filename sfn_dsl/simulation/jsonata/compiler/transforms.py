"""Transformation of a copy: ``| pattern | update, deletions |``."""

from __future__ import annotations

from typing import Any

from sfn_dsl.simulation.jsonata.compiler.body import Body
from sfn_dsl.simulation.jsonata.errors import JsonataError
from sfn_dsl.simulation.jsonata.evaluation import Evaluation, Frame, Node, Run
from sfn_dsl.simulation.jsonata.library.functions import Native
from sfn_dsl.simulation.jsonata.library.objects import clone
from sfn_dsl.simulation.jsonata.values import UNDEFINED, Function


def transform(node: Node, depth: int, body: Body) -> Run:
    """A function that gives a changed copy of its argument."""
    body.tree.functions = True
    pattern = body.compile(node.pattern, depth + 1)
    update = body.compile(node.update, depth + 1)
    delete = body.compile(node.delete, depth + 1) if node.delete is not None else None

    def make(ev: Evaluation, item: Any, frame: Frame) -> Any:
        def run(ev: Evaluation, value: Any) -> Any:
            if not isinstance(ev.variables.get("clone"), Function) and "clone" in ev.variables:
                raise JsonataError("T2013")
            made = clone(ev, value)
            matches = pattern(ev, made, frame)
            if matches is UNDEFINED:
                return made
            for each in matches if isinstance(matches, list) else [matches]:
                _update(each, update(ev, each, frame))
                if delete is not None:
                    _delete(each, delete(ev, each, frame))
            return made

        return Native(None, "<(oa):o>", 1, run)

    return make


def _update(found: Any, changes: Any) -> None:
    if changes is UNDEFINED:
        return
    if not isinstance(changes, dict):
        raise JsonataError("T2011", value=changes)
    if isinstance(found, dict):
        found.update(changes)


def _delete(found: Any, names: Any) -> None:
    if names is UNDEFINED:
        return
    keys = names if isinstance(names, list) else [names]
    if not all(isinstance(key, str) for key in keys):
        raise JsonataError("T2012", value=names)
    if isinstance(found, dict):
        for key in keys:
            found.pop(key, None)
