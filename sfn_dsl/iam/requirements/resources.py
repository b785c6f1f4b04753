"""Resources of the table of permissions, filled with what a definition shows of them."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping
from typing import Final

import attrs

from sfn_dsl.iam.arns import is_arn, is_placeholder, segments, tail
from sfn_dsl.iam.machine import Machine
from sfn_dsl.iam.requirements.parsers import READINGS, Whole
from sfn_dsl.iam.requirements.payload import Payload, Shown
from sfn_dsl.iam.requirements.static_values import DYNAMIC

_HOLE: Final = re.compile(r"\{([A-Z][\w.~]*)(?:\|(\w+))?(=[^}]*)?\}")
_TEXT_OF_ANOTHER_TOOL: Final = re.compile(r"_+\w*|[^$]*[<>{}\[\]%#].*", re.DOTALL)
_UNPRINTABLE: Final = re.compile(r"[^\x21-\x7e]")
_TAKE_ARNS: Final = ("NodeRole", "Role")
_ACCESS_POINT: Final = ":accesspoint/"
_MOST: Final = 64


@attrs.frozen
class Resource:
    """One resource, and why it is wider than it might be; empty where it is not."""

    arn: str
    widened: str = ""


@attrs.frozen
class _Piece:
    """What stands for a parameter in a resource; ``whole`` says that it is all of the resource."""

    text: str
    widened: str = ""
    whole: bool = False
    owner: tuple[str, ...] = ()


def resources(template: str, payload: Payload, machine: Machine) -> tuple[Resource, ...]:
    """The resources that a template stands for in one task."""
    holes = list(_HOLE.finditer(template))
    choices = [_pieces(hole, payload) for hole in holes]
    combinations = itertools.islice(itertools.product(*choices), _MOST + 1)
    found = dict.fromkeys(_resource(template, holes, pieces, machine) for pieces in combinations)
    if len(found) > _MOST:
        reason = f"state '{payload.state}' may name more than {_MOST} of them"
        return (Resource(machine.filled(_HOLE.sub(DYNAMIC, template)), reason),)
    return tuple(found)


def filled_condition(
    condition: Mapping[str, Mapping[str, str]], payload: Payload
) -> tuple[dict[str, dict[str, str]], str]:
    """A condition with the task's own values in it, and why it says less than it might.

    What an execution decides is no value to compare with, so that part is left out.
    """
    found: dict[str, dict[str, str]] = {}
    why = ""
    for operator, keys in condition.items():
        for key, template in keys.items():
            value, reason = _value(template, payload)
            if reason and not (operator == "StringLike" and value.strip(DYNAMIC)):
                why = why or reason
                continue
            found.setdefault(operator, {})[key] = value
    return found, why


def _value(template: str, payload: Payload) -> tuple[str, str]:
    hole = _HOLE.fullmatch(template)
    if hole is None:
        return template, ""
    found = payload.find(hole[1])
    if len(found) != 1 or len(found[0].texts) != 1:
        return DYNAMIC, f"the '{hole[1]}' of state '{payload.state}' is not one text"
    (text,) = found[0].texts
    return text, _why(found[0], payload) if DYNAMIC in text else ""


def _pieces(hole: re.Match[str], payload: Payload) -> list[_Piece]:
    path, reading, default = hole.groups()
    shown = payload.find(path)
    if default is None:
        # Of the objects in a list, those without the member name no resource.
        shown = tuple(one for one in shown if one.texts) or shown
    found = [piece for one in shown for piece in _of_shown(one, reading, default, payload)]
    return found or [_Piece(DYNAMIC, f"state '{payload.state}' has no '{path}'")]


def _of_shown(
    shown: Shown, reading: str | None, default: str | None, payload: Payload
) -> Iterator[_Piece]:
    texts = shown.texts
    if not texts:
        if default is None:
            why = f"state '{payload.state}' has no '{shown.name}'"
            yield from _read(DYNAMIC, reading, why, why)
            return
        texts = (default[1:],)
    for text in texts:
        why = _why(shown, payload) if shown.is_dynamic else ""
        yield from _of_text(text, shown, reading, why, payload)


def _of_text(
    text: str, shown: Shown, reading: str | None, why: str, payload: Payload
) -> Iterator[_Piece]:
    unreadable = (
        f"'{shown.name}' of state '{payload.state}' is '{text}', which does not say which one"
    )
    if _TEXT_OF_ANOTHER_TOOL.fullmatch(text):
        yield from _read(DYNAMIC, reading, unreadable, unreadable)
    elif text.startswith("arn:") and not _is_usable(text):
        yield from _read(DYNAMIC, reading, why or unreadable, unreadable)
    elif reading is None and _stands_for_arn(text, shown.name):
        yield _Piece(_printable(text), why, whole=True)
    else:
        yield from _read(_printable(text), reading, why, unreadable)


def _read(text: str, reading: str | None, why: str, unreadable: str) -> Iterator[_Piece]:
    """The pieces that a reading makes of a text."""
    read = READINGS[reading](text) if reading else (text,)
    owner = tuple(segments(text)[1:5]) if text.startswith("arn:") else ()
    for piece in read:
        yield _Piece(piece, why, whole=isinstance(piece, Whole), owner=owner)
    if not read:
        yield _Piece(DYNAMIC, why or unreadable)


def _stands_for_arn(text: str, name: str) -> bool:
    # A placeholder in the place of an ARN is one; a name would be refused when it is filled in.
    takes_arns = name.removesuffix(".$").endswith("Arn") or name in _TAKE_ARNS
    return is_arn(text) or (takes_arns and is_placeholder(text))


def _is_usable(arn: str) -> bool:
    """Tell whether an ARN shows at least whose resource of which service it is."""
    parts = segments(arn)
    return len(parts) == 6 and DYNAMIC not in parts[2] and bool(parts[2])


def _why(shown: Shown, payload: Payload) -> str:
    return f"'{shown.name}' of state '{payload.state}' is worked out when it runs"


def _printable(text: str) -> str:
    # IAM's wildcard for one character stands for what an ARN cannot hold.
    return _UNPRINTABLE.sub("?", text)


def _resource(
    template: str, holes: list[re.Match[str]], pieces: tuple[_Piece, ...], machine: Machine
) -> Resource:
    widened = next((piece.widened for piece in pieces if piece.widened), "")
    whole = next((piece for piece in pieces if piece.whole), None)
    if whole is not None and len(holes) == 1:
        return Resource(_completed(machine.filled(whole.text), template, machine), widened)
    if whole is not None and _ACCESS_POINT in whole.text:
        rest = _written(template[holes[0].end() :], _moved(holes[1:], holes[0].end()), pieces[1:])
        return Resource(f"{whole.text}/object{rest}", widened)
    text = _written(template, [hole.span() for hole in holes], pieces)
    owner = next((piece.owner for piece in pieces if piece.owner), ())
    return Resource(_in_account_of(owner, text, machine), widened)


def _written(template: str, spans: list[tuple[int, int]], pieces: tuple[_Piece, ...]) -> str:
    """A template with a piece in each place; of an ARN only what tells the resource."""
    text = ""
    at = 0
    for (start, end), piece in zip(spans, pieces, strict=True):
        text += template[at:start] + (tail(piece.text) if piece.whole else piece.text)
        at = end
    return text + template[at:]


def _moved(holes: list[re.Match[str]], by: int) -> list[tuple[int, int]]:
    return [(hole.start() - by, hole.end() - by) for hole in holes]


def _completed(arn: str, template: str, machine: Machine) -> str:
    """An ARN whose partition, region and account are the machine's where it says none."""
    if not arn.startswith("arn:"):
        return arn
    if not template.startswith("arn:"):
        return arn
    parts, like = segments(arn), segments(template)
    own = (machine.partition, parts[2], machine.region, machine.account)
    for index in (1, 3, 4):
        says_nothing = not parts[index] or (index == 1 and DYNAMIC in parts[index])
        if says_nothing and like[index]:
            parts[index] = own[index - 1]
    return ":".join(parts)


def _in_account_of(owner: tuple[str, ...], template: str, machine: Machine) -> str:
    """A resource beside the one that an ARN names: in the same account and region."""
    if owner:
        partition, _, region, account = owner
        machine = attrs.evolve(
            machine,
            partition=machine.partition if DYNAMIC in partition else partition,
            region=region or machine.region,
            account=account or machine.account,
        )
    return machine.filled(template)
