"""What a definition reads of its data, by the names of members: what they may be, what they hold.

This is not a full analysis: it looks for paths in texts. A text that only looks like a path adds a
member that nobody needs, which the search removes again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from enum import Enum
from itertools import islice
from typing import Any, Final

import attrs

from sfn_dsl.language.comparisons import OPERATORS, Relation
from sfn_dsl.review.trial.paths import data_steps, path_of, paths_in

MOST_CANDIDATES: Final = 16
_MOST_NAMES: Final = 300
_MOST_CONSTANTS: Final = 6  # of one expression
_LONGEST_NAME: Final = 100
_LARGEST_NUMBER: Final = 1e15
_MOST_PASSES: Final = 3  # a value is seldom handed on more often
_TYPES: Final = ("S", "N", "B", "BOOL", "NULL", "M", "L", "SS", "NS", "BS")  # of DynamoDB
_DEEPEST: Final = 100
ROOT: Final = ""
"""The name of the input itself, which may be an array."""


class Kind(Enum):
    """What the value of a member may be besides a scalar."""

    ABSENT = "absent"
    OBJECT = "object"
    OBJECTS = "an array of objects"
    TEXTS = "an array of texts"
    JSON = "the JSON text of an object"


Candidate = Kind | str | int | float | bool | None
"""What a member may be."""

_TIME: Final = "2025-01-01T10:00:00Z"
_OTHERS: Final[tuple[Candidate, ...]] = (1, Kind.OBJECT, Kind.OBJECTS, Kind.TEXTS, _TIME, Kind.JSON)
_FIELDS: Final[Mapping[str, Candidate]] = {
    "InputPath": Kind.OBJECT,
    "OutputPath": Kind.OBJECT,
    "ItemsPath": Kind.OBJECTS,
    "Items": Kind.OBJECTS,
    "SecondsPath": 1,
    "Seconds": 1,
    "TimeoutSecondsPath": 60,
    "HeartbeatSecondsPath": 30,
    "MaxConcurrencyPath": 1,
    "TimestampPath": _TIME,
    "Timestamp": _TIME,
}
_FUNCTIONS: Final[Mapping[str, Candidate]] = {
    **dict.fromkeys(("ArrayLength", "ArrayContains", "ArrayGetItem", "ArrayPartition"), Kind.TEXTS),
    **dict.fromkeys(("ArrayUnique", "count", "join"), Kind.TEXTS),
    **dict.fromkeys(("map", "filter", "each", "append", "distinct", "sort"), Kind.OBJECTS),
    **dict.fromkeys(("MathAdd", "MathRandom", "sum", "number", "abs", "round", "floor"), 1),
    **dict.fromkeys(("StringToJson", "parse", "eval"), Kind.JSON),
    **dict.fromkeys(("JsonMerge", "merge", "keys", "lookup"), Kind.OBJECT),
    "toMillis": _TIME,
}
_CALL: Final = re.compile(r"(?:States\.|\$)(\w+)\(\s*(?=\$)")
_NAME: Final = re.compile(r"[\w-]+")
_CONSTANT: Final = re.compile(
    r"'([^']*)'|\"([^\"]*)\"|(?<![\w.$])(-?\d{1,15}(?:\.\d{1,9})?)(?![\w.])"
)
_VARIATIONS: Final[Mapping[Relation, tuple[int, ...]]] = {
    Relation.GREATER_THAN: (1, 0),
    Relation.LESS_THAN: (-1, 0),
}


@attrs.define
class Member:
    """A member: what it may be, in the order of trying, and the names of what is read of it."""

    candidates: list[Candidate] = attrs.field(factory=list)
    children: dict[str, None] = attrs.field(factory=dict)

    def may_be(self, *candidates: Candidate) -> None:
        """Add what it may be, after what is known already."""
        for each in candidates[:MOST_CANDIDATES]:
            if len(self.candidates) < MOST_CANDIDATES and not any(
                each == known and type(each) is type(known) for known in self.candidates
            ):
                self.candidates.append(each)


class Reads:
    """The members that a definition reads, by name."""

    def __init__(self, document: Any) -> None:
        self.members: dict[str, Member] = {}
        self._sources: dict[str, dict[str, None]] = {}
        self._walk("", document, 0)
        self._pass_on()
        for name, member in self.members.items():
            if member.children:
                member.may_be(Kind.OBJECT, Kind.OBJECTS, Kind.JSON)
            member.may_be(name, *_OTHERS, True, Kind.ABSENT)
        self.members[ROOT] = Member([Kind.OBJECT, Kind.OBJECTS, Kind.TEXTS])

    @property
    def names(self) -> list[str]:
        """The names of all members."""
        return [name for name in self.members if name != ROOT]

    def _member(self, name: str) -> Member:
        """What is known of a name; it may be one that nothing is known of yet."""
        is_full = len(self.members) >= _MOST_NAMES and name not in self.members
        if is_full or len(name) > _LONGEST_NAME:
            return Member()
        return self.members.setdefault(name, Member())

    def _pass_on(self) -> None:
        """What is read of a member is read of those that it is written from."""
        for _ in range(_MOST_PASSES):
            for name, sources in self._sources.items():
                known = self.members.get(name, Member())
                for source in sources:
                    self._member(source).may_be(*known.candidates)
                    self._member(source).children |= known.children

    def named(self, value: Any) -> list[str]:
        """The names of all that a part of the definition reads, each once."""
        found: dict[str, None] = {}
        for text in _texts(value, 0):
            for steps in paths_in(text):
                found |= dict.fromkeys(step for step in reversed(steps) if step)
        for name in list(found):
            found |= self._sources.get(name, {})
        return [*(name for name in found if name in self.members), ROOT]

    def _walk(self, field: str, value: Any, depth: int) -> None:
        if depth > _DEEPEST:
            return
        if isinstance(value, dict):
            for name, part in value.items():
                self._walk(name, part, depth + 1)
            self._compare(value)
        elif isinstance(value, list):
            for part in value:
                self._walk(field, part, depth + 1)
        elif isinstance(value, str) and "$" in value:
            self._read(field, value)

    def _read(self, field: str, text: str) -> None:
        paths = list(paths_in(text))
        for steps in paths:
            self._follow(steps)
        if field == "Condition" or "[?" in text:
            constants = tuple(islice(_constants(text), _MOST_CONSTANTS))
            for name in dict.fromkeys(step for steps in paths for step in steps[-2:] if step):
                self._member(name).may_be(*constants)
        self._call(text)
        whole = text.removeprefix("{%").removesuffix("%}").strip()
        if len(paths) == 1 and paths[0][-1] and path_of(text).fullmatch(whole):
            self._hand_on(field, text, paths[0][-1])

    def _call(self, text: str) -> None:
        """What functions take as their first argument."""
        for found in _CALL.finditer(text):
            argument = path_of(text).match(text, found.end())
            steps = data_steps(argument[0]) if argument else ()
            if found[1] in _FUNCTIONS and steps and steps[-1]:
                self._member(steps[-1]).may_be(_FUNCTIONS[found[1]])

    def _hand_on(self, field: str, text: str, read: str) -> None:
        """A field that is a path: what it has to be, or the member that is written from it."""
        written = field.removesuffix(".$")
        is_template = written != field or text.startswith("{%")
        if field in _FIELDS:
            self._member(read).may_be(_FIELDS[field])
        elif is_template and _NAME.fullmatch(written) and written not in (*_TYPES, read):
            self._sources.setdefault(written, {})[read] = None

    def _follow(self, steps: tuple[str, ...]) -> None:
        """The members on a path; "" is a step into an array."""
        before: Member | None = None
        for step in steps:
            if step:
                member = self._member(step)
                if before is not None:
                    before.children[step] = None
                before = member
            elif before is not None:
                before.may_be(Kind.OBJECTS, Kind.TEXTS)

    def _compare(self, rule: Mapping[str, Any]) -> None:
        """What the comparison of a Choice rule, if it is one, compares a member with."""
        variable = rule.get("Variable")
        steps = next(paths_in(variable), ()) if isinstance(variable, str) else ()
        names = [step for step in steps if step]
        for name, operand in rule.items() if names else ():
            if name in OPERATORS and isinstance(operand, (str, int, float)):
                self._member(names[-1]).may_be(*_fitting(name, operand))
            elif name == "IsPresent" and operand is False:
                self._member(names[-1]).may_be(Kind.ABSENT)
            elif name == "IsNull" and operand is True:
                self._member(names[-1]).may_be(None)


def _fitting(operator: str, operand: Any) -> Iterator[Candidate]:
    relation = OPERATORS[operator].relation
    if OPERATORS[operator].operand_is_path:
        return
    if isinstance(operand, bool):
        yield from (operand, not operand)
    elif isinstance(operand, (int, float)):
        if abs(operand) < _LARGEST_NUMBER:
            yield from (operand + by for by in _VARIATIONS.get(relation, (0, 1)))
    elif relation is Relation.MATCHES:
        yield operand.replace("*", "x")
    else:
        yield operand


def _constants(text: str) -> Iterator[Candidate]:
    for found in _CONSTANT.finditer(text):
        one, other, number = found.groups()
        if number is None:
            yield one if one is not None else other
        else:
            read = float(number)
            yield from (read, read + 1) if read % 1 else (int(read), int(read) + 1)


def _texts(value: Any, depth: int) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, (dict, list)) and depth < _DEEPEST:
        for part in value.values() if isinstance(value, dict) else value:
            yield from _texts(part, depth + 1)
