"""Changes to definitions that keep most of their structure, so that they reach deep into the tools.

A mutation takes a generator of random numbers and a document that it may change, and returns the
document. What it writes is what people, generators and attackers write: a field of another state, a
value of another type, a name that Python folds, a text that repeats one piece many times.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any, Final

from sfn_dsl.language import fields
from sfn_dsl.language.comparisons import BOOLEAN_OPERATORS, OPERATORS, TYPE_TESTS
from sfn_dsl.language.intrinsics import FUNCTIONS

Mutation = Callable[[random.Random, dict[str, Any]], dict[str, Any]]

MOST_REPEATED: Final = 20_000
MOST_CHARACTERS: Final = 1_000_000

PIECES: Final = (
    *("a", "A", "_", "-", "0", " ", "\n", ".", ":", "/", "\\", "$", "'", '"', "[", "(", ",", "*"),
    *(
        "${",
        "${a",
        "$.",
        "{%",
        "{%$",
        "%}",
        "[ ",
        "\\'",
        "[?(",
        "['",
        "a.",
        "Aa",
        "_a",
        "-a",
        "\u00e9",
    ),
    *("States.", "States.Format(", "States.Array(", "$states.", "/*", "States/", "*a", "1,", "{}"),
    *(
        "arn:",
        "sqs.",
        "\u202e",
        "\ud800",
        "\uff11",
        "..",
        "$$",
        "~1",
        "?",
        "SELECT * FROM ",
        "$$.a",
    ),
)
_BEFORE: Final = ("", "", "$", "$.a[", "{%", "{% ", "arn:aws:sns:us-east-1:123456789012:", "s3://")
_AFTER: Final = ("", "", "!", "]", " %}", "')", "}")
_TEXTS: Final = (
    *("", "$", "$$", "$.a", "$['a b']", "$.a[*]", "$.a[1:2]", "$v.x", "$$.Execution.Id", "${X}"),
    *(
        "a${X}b",
        "${A}${B}",
        "{% $states.input.a %}",
        "{% $x := 1 %}",
        "{%%}",
        "{% %}",
        "States.ALL",
    ),
    *("States.Format('{}', $.a)", "States.Array(1,1e999)", "States.UUID()", "States.Nope($.a)"),
    *(
        "2030-01-31T00:00:00Z",
        "2030-02-31T00:00:60Z",
        "x" * 81,
        "class",
        "machine",
        "\uff21",
        "\ufb01",
        "\0",
    ),
    *(
        "orders-1",
        "orders-\uff11",
        "arn:aws:states:::lambda:invoke",
        "arn:aws:states:::sns:publish",
    ),
    *("arn:aws:states:::aws-sdk:s3:getObject", "arn:aws:states:::states:startExecution.sync:2"),
    *("arn:aws:states:::aws-sdk:sqs:sendMessage.waitForTaskToken", "arn:aws:states:::x:y.sync"),
    *("arn:${AWS::Partition}:states:::sqs:sendMessage", "arn:aws:states:::http:invoke", "\\"),
)
_SCALARS: Final = (
    *(None, True, False, 0, 1, -1, 1.0, 1.5, -0.0, 2**63, 10**30, 10**400, 1e308, 99999999),
)
_NAMES: Final = (
    *(field.name for state in fields.STATES.values() for field in state),
    *(field.path_twin for state in fields.STATES.values() for field in state if field.path_twin),
    *(field.name for rows in (fields.MACHINE, fields.RETRIER, fields.CATCHER) for field in rows),
    *(*OPERATORS, *TYPE_TESTS, *BOOLEAN_OPERATORS, "Variable", "Condition", "a.$", "a.$.$", "a/b~"),
)


def copied(value: Any) -> Any:
    """A copy of a JSON value, nested as deeply as it may be."""
    whole: list[Any] = [value]
    pending: list[tuple[Any, Any]] = [(whole, 0)]
    while pending:
        holder, key = pending.pop()
        part = holder[key]
        if isinstance(part, dict):
            part = holder[key] = dict(part)
            pending += [(part, name) for name in part]
        elif isinstance(part, list):
            part = holder[key] = list(part)
            pending += [(part, index) for index in range(len(part))]
    return whole[0]


def size(value: Any) -> int:
    """About how many characters a JSON value takes."""
    return sum(10 + (len(h[k]) if isinstance(h[k], str) else 0) for h, k in places([value]))


def places(document: Any) -> list[tuple[Any, Any]]:
    """Every member and element: the object or array that has it, and its name or index."""
    found, pending = [], [document]
    while pending:
        holder = pending.pop()
        inside = holder.items() if isinstance(holder, dict) else enumerate(holder)
        for key, value in inside:
            found.append((holder, key))
            if isinstance(value, (dict, list)):
                pending.append(value)
    return found


def repeated_text(rng: random.Random) -> str:
    """One piece many times over, between a beginning and an end that some pattern looks for."""
    piece = rng.choice(PIECES)
    length = rng.choice((30, 300, 3_000, MOST_REPEATED))
    return rng.choice(_BEFORE) + piece * (length // len(piece)) + rng.choice(_AFTER)


def any_text(rng: random.Random) -> str:
    """A text that means something somewhere, alone or beside another one."""
    kind = rng.randrange(8)
    if kind == 0:
        return repeated_text(rng)
    if kind == 1:
        return rng.choice(_TEXTS) + rng.choice(_TEXTS)
    if kind == 2:
        function = rng.choice([*FUNCTIONS])
        return f"{function}({', '.join(rng.choice(_TEXTS) for _ in range(rng.randrange(4)))})"
    return rng.choice(_TEXTS)


def any_value(rng: random.Random, depth: int = 3) -> Any:
    """Any JSON value, not large."""
    kind = rng.randrange(7)
    if kind < 3 or not depth:
        return any_text(rng)
    if kind == 3:
        return rng.choice(_SCALARS)
    if kind == 4:
        return [any_value(rng, depth - 1) for _ in range(rng.randrange(4))]
    names = [rng.choice(_NAMES) if rng.random() < 0.7 else any_text(rng) for _ in range(3)]
    return {name: any_value(rng, depth - 1) for name in names[: rng.randrange(4)]}


def replace(rng: random.Random, document: dict[str, Any]) -> dict[str, Any]:
    """Another value in some place."""
    holder, key = rng.choice(places(document))
    holder[key] = any_value(rng)
    return document


def replace_text(rng: random.Random, document: dict[str, Any]) -> dict[str, Any]:
    """Another text where one stands."""
    texts = [(h, k) for h, k in places(document) if isinstance(h[k], str)]
    if texts:
        holder, key = rng.choice(texts)
        holder[key] = any_text(rng)
    return document


def remove(rng: random.Random, document: dict[str, Any]) -> dict[str, Any]:
    """One member or element less."""
    holder, key = rng.choice(places(document))
    del holder[key]
    return document


def add(rng: random.Random, document: dict[str, Any]) -> dict[str, Any]:
    """A member of the language, or another, in some object."""
    objects = [document, *(h[k] for h, k in places(document) if isinstance(h[k], dict))]
    holder = rng.choice(objects)
    holder[rng.choice(_NAMES)] = any_value(rng)
    return document


def graft(rng: random.Random, document: dict[str, Any]) -> dict[str, Any]:
    """A part of the document in the place of another one."""
    every = places(document)
    holder, key = rng.choice(every)
    other, name = rng.choice(every)
    holder[key] = copied(other[name])
    return document


def swap(rng: random.Random, document: dict[str, Any]) -> dict[str, Any]:
    """Elements of an array, or members of an object, in another order or twice."""
    holders = [h[k] for h, k in places(document) if isinstance(h[k], (dict, list)) and h[k]]
    if not holders:
        return document
    holder = rng.choice(holders)
    if isinstance(holder, list):
        holder.insert(rng.randrange(len(holder) + 1), copied(rng.choice(holder)))
        rng.shuffle(holder)
    else:
        members = [*holder.items()]
        rng.shuffle(members)
        holder.clear()
        holder.update(members)
    return document


def rename(rng: random.Random, document: dict[str, Any]) -> dict[str, Any]:
    """A state under another name; what leads to it may follow, or not."""
    blocks = [h[k] for h, k in places(document) if k == "States" and isinstance(h[k], dict)]
    blocks = [block for block in blocks if block]
    if not blocks:
        return document
    states = rng.choice(blocks)
    old = rng.choice([*states])
    new = rng.choice((f"{old} 2", any_text(rng)[:80], old.upper()))
    renamed = {(new if name == old else name): state for name, state in states.items()}
    states.clear()
    states.update(renamed)
    if rng.random() < 0.7:
        for holder, key in places(document):
            if key in ("Next", "Default", "StartAt") and holder[key] == old:
                holder[key] = new
    return document


def nest(rng: random.Random, document: dict[str, Any]) -> dict[str, Any]:
    """A part inside many objects or arrays."""
    holder, key = rng.choice(places(document))
    for _ in range(rng.choice((5, 60, 200, 450))):
        holder[key] = [holder[key]] if rng.random() < 0.5 else {"a": holder[key]}
    return document


def multiply(rng: random.Random, document: dict[str, Any]) -> dict[str, Any]:
    """Many rules, elements or states of one kind."""
    lists = [h[k] for h, k in places(document) if isinstance(h[k], list) and h[k]]
    blocks = [h[k] for h, k in places(document) if k == "States" and isinstance(h[k], dict)]
    times = rng.choice((10, 100, 1_000))
    if lists and rng.random() < 0.6:
        chosen = rng.choice(lists)
        if size(chosen) * times < 400_000:
            chosen *= times
    elif blocks and (states := rng.choice(blocks)):
        name, state = rng.choice([*states.items()])
        for number in range(times):
            if size(state) * times < 400_000:
                states[f"{name[:60]} {number}"] = copied(state)
    return document


MUTATIONS: Final[tuple[Mutation, ...]] = (
    *(replace, replace, replace_text, replace_text, replace_text, remove, add, add),
    *(graft, graft, swap, rename, rename, nest, multiply),
)


def mutated(rng: random.Random, document: dict[str, Any], most: int = 4) -> dict[str, Any]:
    """A copy of a document after some mutations; not larger than Step Functions takes."""
    made: dict[str, Any] = copied(document)
    for _ in range(rng.randint(1, most)):
        if places(made):
            changed = rng.choice(MUTATIONS)(rng, copied(made))
            made = changed if size(changed) <= MOST_CHARACTERS else made
    return made


def damaged(rng: random.Random, text: str) -> str:
    """A text in which some characters are missing, doubled or others."""
    for _ in range(rng.randint(1, 3)):
        at = rng.randrange(len(text) + 1)
        end = min(len(text), at + rng.choice((1, 1, 2, 20, 200)))
        piece = rng.choice(
            (
                "",
                text[at:end] * 2,
                rng.choice(PIECES),
                "NaN",
                "1" * 5_000,
                "1e999",
                "[" * 3_000,
                "\0",
            )
        )
        text = text[:at] + piece + text[end:]
    return text
