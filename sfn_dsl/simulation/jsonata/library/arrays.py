"""Functions on arrays, and those that take functions."""

from __future__ import annotations

from typing import Any, Final

from sfn_dsl.simulation.data.java import utf16
from sfn_dsl.simulation.jsonata.errors import JsonataError
from sfn_dsl.simulation.jsonata.evaluation import Evaluation
from sfn_dsl.simulation.jsonata.library.functions import Native, call
from sfn_dsl.simulation.jsonata.library.sorting import merge_sorted
from sfn_dsl.simulation.jsonata.values import (
    UNDEFINED,
    Function,
    Sequence,
    appended,
    is_plain_number,
    stored,
    truth,
)


def map_(ev: Evaluation, items: list[Any], function: Any) -> Sequence:
    """``$map``: what a function gives for each item; undefined is left out."""
    made = Sequence()
    ev.spend(len(items))
    alone = function.arity < 2
    for index, item in enumerate(items):
        args = [item] if alone else arguments(function, item, index, items)
        value = call(ev, function, args)
        if value is not UNDEFINED:
            made.append(stored(value))
    ev.weigh(made)
    return made


def filter_(ev: Evaluation, items: list[Any], function: Any) -> Sequence:
    """``$filter``: the items for which a function gives true."""
    made = Sequence()
    for index, item in enumerate(items):
        ev.spend(1)
        if truth(call(ev, function, arguments(function, item, index, items))):
            made.append(item)
    return made


def single(ev: Evaluation, items: list[Any], function: Any) -> Any:
    """``$single``: the one item for which a function gives true."""
    found = items if function is UNDEFINED else filter_(ev, items, function)
    if len(found) > 1:
        raise JsonataError("D3138")
    if not found:
        raise JsonataError("D3139")
    return found[0]


def reduce_(ev: Evaluation, items: list[Any], function: Any, start: Any) -> Any:
    """``$reduce``: a function of what there is so far and the next item."""
    if function.arity < 2:
        raise JsonataError("D3050")
    first = 1 if start is UNDEFINED and items else 0
    value = items[0] if first else start
    for index in range(first, len(items)):
        ev.spend(1)
        value = call(ev, function, [value, items[index], index, items][: function.arity])
    return value


def sort(ev: Evaluation, items: list[Any], function: Any) -> list[Any]:
    """``$sort``: by a function that says that its second argument goes first, or by value."""
    if len(items) <= 1:
        return items
    if function is not UNDEFINED:
        return merge_sorted(ev, items, lambda left, right: truth(call(ev, function, [left, right])))
    ev.spend(len(items))
    if all(map(is_plain_number, items)):
        return sorted(items)
    if all(isinstance(item, str) for item in items):
        return sorted(items, key=utf16)
    raise JsonataError("D3070")


def append(ev: Evaluation, first: Any, second: Any) -> Any:
    """``$append``."""
    made = appended(first, second)
    if isinstance(made, list):
        ev.allot(len(made))
    return made


def reverse(ev: Evaluation, items: list[Any]) -> list[Any]:
    """``$reverse``."""
    ev.allot(len(items))
    return items[::-1] if len(items) > 1 else items


def shuffle(ev: Evaluation, items: list[Any]) -> list[Any]:
    """``$shuffle``, by the random numbers of the execution."""
    ev.allot(len(items))
    ev.spend(len(items) // 2)
    made = list(items)
    ev.roots.random.shuffle(made)
    return made


def distinct(ev: Evaluation, value: Any) -> Any:
    """``$distinct``: the first of items that are equal."""
    if not isinstance(value, list) or len(value) <= 1:
        return value
    ev.spend(len(value))
    found = {_key(item): item for item in reversed(value)}
    made = [found[key] for key in dict.fromkeys(map(_key, value))]
    return Sequence(made) if type(value) is Sequence else made


def zip_(ev: Evaluation, *arrays: Any) -> list[Any]:
    """``$zip``: arrays of the first items, the second items and so on."""
    if not all(isinstance(each, list) for each in arrays):
        return []
    made = [list(items) for items in zip(*arrays, strict=False)]
    for each in made:
        ev.weigh(each)
    ev.weigh(made)
    return made


def arguments(function: Any, item: Any, place: Any, whole: Any) -> list[Any]:
    """As many of an item, its index or key, and what it is in, as the function declares."""
    arity = function.arity
    if arity >= 3:
        return [item, place, whole]
    return [item, place] if arity == 2 else [item]


def _key(value: Any) -> Any:
    """What two equal values have in common, to look it up by."""
    if isinstance(value, list):
        return ("array", tuple(map(_key, value)))
    if isinstance(value, dict):
        return ("object", frozenset((name, _key(each)) for name, each in value.items()))
    if value is True or value is False:
        return ("boolean", value)
    return id(value) if isinstance(value, Function) else value


FUNCTIONS: Final = (
    Native("map", "<af>", 2, map_),
    Native("filter", "<af>", 2, filter_),
    Native("single", "<af?>", 2, single),
    Native("reduce", "<afj?:j>", 3, reduce_),
    Native("sort", "<af?:a>", 2, sort),
    Native("append", "<xx:a>", 2, append, strict=False),
    Native("reverse", "<a:a>", 1, reverse),
    Native("shuffle", "<a:a>", 1, shuffle),
    Native("distinct", "<x:x>", 1, distinct),
    Native("zip", "<a+>", 0, zip_, strict=False),
)
