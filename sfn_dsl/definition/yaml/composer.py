"""From YAML text to nodes that know where they were written.

The nodes are composed here from PyYAML's parsing events. PyYAML's own composer cannot be used: it
recurses for each level of nesting (in C, before 6.0.4, until the interpreter crashes), it forgets
where an alias is, it lets a value contain itself, and it does not tell a written tag from one
that it resolved. Aliases and merge keys (``<<``) are resolved here; names that are given twice or
are not text are refused. In a template the last of several members of one name counts, as it does
for CloudFormation's tools, and is noted.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from typing import Any, Final, NoReturn

import attrs

from sfn_dsl._version import how_to_install
from sfn_dsl.definition.json_text import JsonText
from sfn_dsl.definition.reading import refuse_nesting, refuse_repeated
from sfn_dsl.definition.yaml.scalars import fits, plain_value, readable_tag, tagged_value
from sfn_dsl.errors import refuse

# Both are more than any definition has. The parser takes quadratic time for depth alone.
_DEEPEST: Final = 500
_MOST_MERGED: Final = 100_000

# PyYAML has two parsers, which report these characters differently, and not always with the place.
_UNWRITABLE: Final = "[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"
# What PyYAML says since 6.0.4, before it has reported the values around.
_TOO_DEEP: Final = "maximum nesting depth"
_ADVICE: Final = "look at the indentation, brackets and quotes here"


NOT_REPEATED: Final[Mapping[str, int]] = {}


@attrs.define(eq=False)
class Node:
    """A scalar, an array or an object, and the character it starts at.

    ``value`` is a scalar's JSON value, an array's list of nodes or an object's dict of nodes, each
    node with the place of its element or key; a merged member keeps its own place. ``depth`` is how
    many objects and arrays are nested in the node, itself included. A scalar has its ``text`` and
    the ``style`` it was written in: ``"`` and ``'`` quoted, ``|`` and ``>`` a block, else plain.
    ``repeated`` are the names that an object has more than once, each with the place of the last.
    """

    start: int
    value: Any
    depth: int = 0
    text: str = ""
    style: str = ""
    repeated: Mapping[str, int] = NOT_REPEATED

    @property
    def is_scalar(self) -> bool:
        """Return whether this is neither an array nor an object."""
        return not isinstance(self.value, (list, dict))


Placed = tuple[int, Node]


def composed(text: JsonText, functions: Mapping[str, str] | None = None) -> Node:
    """The node that YAML text holds.

    ``functions`` are the tags that a template may have, each with the name of the member it is
    short for; names that are not text are then read as they are written, as CloudFormation does.
    Raises SourceError, with the place, for what is not one YAML document with JSON's types.
    """
    root = _Composer(text, functions).composed(_events(text))
    if root is None:
        refuse("SFN103", "this is empty; write 'StartAt: ...' and 'States: ...'", text.at(0))
    return root


@attrs.define
class _Open:
    """An object or array that is being read: what it has so far, names and members in turn."""

    event: Any
    is_object: bool
    children: list[Placed] = attrs.field(factory=list)


class _Composer:
    """One reading: what is open, the anchors that can be repeated, and the root in the end."""

    def __init__(self, text: JsonText, functions: Mapping[str, str] | None) -> None:
        self._text = text
        self._functions = functions or {}
        self._any_name = functions is not None
        self._root: Node | None = None
        self._open: list[_Open] = []
        self._anchors: dict[str, Node] = {}
        self._merged = 0

    def composed(self, events: Iterator[Any]) -> Node | None:
        for event in events:
            step = _STEPS.get(type(event).__name__)
            if step is not None:
                step(self, event)
        return self._root

    def document(self, event: Any) -> None:
        if self._root is not None:
            self._refuse(
                "SFN103",
                "a second document starts here, and a file holds one; write one file for each",
                event.start_mark.index,
            )

    def alias(self, event: Any) -> None:
        place = event.start_mark.index
        node = self._anchors.get(event.anchor)
        if node is None:
            self._refuse(
                "SFN103",
                f"'*{event.anchor}' refers to no complete value before it; write '&{event.anchor}' "
                "before the value to repeat",
                place,
            )
        self._add(place, node)

    def scalar(self, event: Any) -> None:
        start = event.start_mark.index
        value = self._value(event, start)
        self._put(event, Node(start, value, text=event.value, style=event.style or ""))

    def object(self, event: Any) -> None:
        self._begin(event, is_object=True)

    def array(self, event: Any) -> None:
        self._begin(event, is_object=False)

    def end(self, _: Any) -> None:
        done = self._open.pop()
        depth = 1 + max((node.depth for _, node in done.children), default=0)
        node = Node(done.event.start_mark.index, done.children, depth)
        if done.is_object:
            node.value, node.repeated = self._members(done.children)
        self._put(done.event, node)

    def _begin(self, event: Any, *, is_object: bool) -> None:
        start = event.start_mark.index
        if event.tag not in self._functions and not fits(event.tag, is_object=is_object):
            self._refuse_tag(event.tag, start)
        # What contains itself would have no end, so an anchor counts from its value's end on.
        self._anchors.pop(event.anchor, None)
        if len(self._open) == _DEEPEST:
            refuse_nesting(self._text.at(start))
        self._open.append(_Open(event, is_object))

    def _put(self, event: Any, node: Node) -> None:
        start = node.start
        if function := self._functions.get(event.tag):
            node = Node(start, {function: (start, node)}, 1 + node.depth)
        if event.anchor:
            self._anchors[event.anchor] = node
        self._add(start, node)

    def _add(self, place: int, node: Node) -> None:
        # An alias adds the depth of its value to where it is.
        if len(self._open) + node.depth > _DEEPEST:
            refuse_nesting(self._text.at(place))
        if self._open:
            self._open[-1].children.append((place, node))
        else:
            self._root = node

    def _value(self, event: Any, start: int) -> Any:
        """What a scalar is in JSON."""
        text, tag = event.value, event.tag
        try:
            if tag is None:
                value = plain_value(text) if event.implicit[0] else text
            else:
                value = text if tag in self._functions else tagged_value(text, tag)
        except KeyError:
            self._refuse_tag(tag, start)
        except ValueError:
            self._refuse("SFN103", _not_of_its_type(tag), start)
        if isinstance(value, float) and not math.isfinite(value):
            self._refuse("SFN103", f"{text} is not JSON; write a number, or null", start)
        return value

    def _members(self, children: list[Placed]) -> tuple[dict[str, Placed], Mapping[str, int]]:
        own: dict[str, Placed] = {}
        repeated: dict[str, int] = {}
        merged: dict[str, Placed] | None = None
        for (place, key), (_, node) in zip(children[::2], children[1::2], strict=True):
            merges = key.is_scalar and key.text == "<<" and not key.style
            name = "<<" if merges else self._name(key, place)
            if name in own and self._any_name:
                repeated[name] = place
            elif name in own or (merges and merged is not None):
                refuse_repeated(name, self._text.at(place))
            if merges:
                merged = self._merge(node, place)
            else:
                own[name] = (place, node)
        return (merged or {}) | own, repeated or NOT_REPEATED

    def _name(self, key: Node, place: int) -> str:
        if key.is_scalar and (isinstance(key.value, str) or self._any_name):
            return key.text
        shown = f"'{key.text or 'null'}'" if key.is_scalar else "not text at all"
        return self._refuse(
            "SFN103", f"a name is text, and this is {shown}; put it in quotes", place
        )

    def _merge(self, node: Node, place: int) -> dict[str, Placed]:
        """What an object adds, or what several add, of which the first counts most."""
        merged: dict[str, Placed] = {}
        sources = [part for _, part in node.value] if isinstance(node.value, list) else [node]
        for source in sources:
            if not isinstance(source.value, dict):
                self._refuse(
                    "SFN103",
                    "'<<' merges the members of an object; write '<<: *name' of one",
                    place,
                )
            self._merged += len(source.value)
            if self._merged > _MOST_MERGED:
                self._refuse("SFN801", "'<<' merges too much; write the members themselves", place)
            for name, placed in source.value.items():
                merged.setdefault(name, placed)
        return merged

    def _refuse_tag(self, tag: str, place: int) -> NoReturn:
        instead = "write the value without it"
        if not self._any_name:
            instead += ", or name a template's state machine as FILE#LogicalId"
        message = f"the tag '{readable_tag(tag)}' is not supported here; {instead}"
        self._refuse("SFN103", message, place)

    def _refuse(self, code: str, message: str, place: int) -> NoReturn:
        refuse(code, message, self._text.at(place))


_STEPS: Final = {
    "DocumentStartEvent": _Composer.document,
    "AliasEvent": _Composer.alias,
    "ScalarEvent": _Composer.scalar,
    "MappingStartEvent": _Composer.object,
    "SequenceStartEvent": _Composer.array,
    "MappingEndEvent": _Composer.end,
    "SequenceEndEvent": _Composer.end,
}


def _not_of_its_type(tag: str | None) -> str:
    if tag is None:
        return "this number has too many digits to be read; put it in quotes"
    return f"this does not match the tag '{readable_tag(tag)}'; write the value without the tag"


def _events(text: JsonText) -> Iterator[Any]:
    """The events of parsing a text: where each scalar, object and array starts and ends.

    Raises SourceError for text that is not YAML, and when PyYAML is not installed.
    """
    try:
        # Few sources are YAML, and the others need not load its parser.
        import yaml
    except ImportError:
        refuse("SFN106", f"reading YAML needs PyYAML; {how_to_install('yaml')}", None)
    if found := re.search(_UNWRITABLE, text.text):
        number = ord(found[0])
        escape = f'"\\u{number:04x}" in double quotes'
        message = f"the character U+{number:04X} cannot stand in YAML; write {escape}"
        refuse("SFN103", message, text.at(found.start()))
    loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        yield from yaml.parse(text.text, Loader=loader)
    except yaml.MarkedYAMLError as error:
        _refuse_marked(text, error)
    except (yaml.YAMLError, ValueError, OverflowError) as error:
        if _TOO_DEEP in str(error):
            refuse_nesting(text.at(0))
        # The parser written in Python lets some of what it calls raise as it does.
        refuse("SFN103", f"this is not YAML: {error}; {_ADVICE}", text.at(0))


def _refuse_marked(text: JsonText, error: Any) -> NoReturn:
    mark = error.problem_mark or error.context_mark
    place = min(mark.index, len(text.text)) if mark else 0
    problem = error.problem or error.context or "it cannot be parsed"
    if _TOO_DEEP in problem:
        refuse_nesting(text.at(place))
    if "cannot start any token" not in problem:
        message = f"this is not YAML: {problem}; {_ADVICE}"
    elif text.text.startswith("\t", place):
        message = "a tab cannot indent YAML; indent with spaces"
    else:
        message = f"'{text.text[place : place + 1]}' cannot start a value; put the value in quotes"
    refuse("SFN103", message, text.at(place))
