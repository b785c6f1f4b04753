"""From YAML text to nodes, with every way in which that can fail told apart.

The nodes are made from PyYAML's stream of parsing events, not by its constructors: no tag can make
an object, no depth of nesting costs recursion, every key keeps its place, and the parser written in
C is used where it is there. Aliases and merge keys (``<<``) are resolved here; names given twice or
that are no text are refused.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import Any, Final, NoReturn

import attrs

from sfn_dsl.definition.reading import JsonText
from sfn_dsl.definition.yaml_events import refuse_nesting, yaml_events
from sfn_dsl.definition.yaml_positions import ArrayNode, Node, ObjectNode, Placed, ScalarNode
from sfn_dsl.definition.yaml_scalars import (
    fits_collection,
    plain_value,
    readable_tag,
    tagged_value,
)
from sfn_dsl.errors import refuse

# Both are more than any definition has. The parser takes quadratic time for depth alone.
_DEEPEST: Final = 500
_MOST_MERGED: Final = 100_000


def yaml_root(text: str, name: str, functions: Mapping[str, str] | None = None) -> Node:
    """The node that YAML text holds.

    ``functions`` are the tags that a template may have, each with the name of the member it is
    short for; names that are no text are then taken as they are written, as CloudFormation does.
    Raises SourceError, with the place, for what is not one YAML document with JSON's types.
    """
    characters = JsonText(text, name)
    root = _Composer(characters, functions).composed(yaml_events(characters))
    if root is None:
        refuse("SFN103", "this is empty; write 'StartAt: ...' and 'States: ...'", characters.at(0))
    return root


@attrs.define
class _Open:
    """An object or array that is being read: what it has so far, names and members in turn."""

    start: int
    tag: str | None
    anchor: str | None
    is_object: bool
    children: list[Placed] = attrs.field(factory=list)


class _Composer:
    """One reading: what is open, what has a name to be repeated by, and the root in the end."""

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
                f"'*{event.anchor}' repeats nothing that ends before it; write '&{event.anchor}' "
                "before the value to repeat",
                place,
            )
        self._add(place, node)

    def scalar(self, event: Any) -> None:
        start = event.start_mark.index
        node = ScalarNode(start, event.value, self._value(event, start), event.style or "")
        self._put(start, event.tag, event.anchor, node)

    def object(self, event: Any) -> None:
        self._begin(event, is_object=True)

    def array(self, event: Any) -> None:
        self._begin(event, is_object=False)

    def end(self, _: Any) -> None:
        done = self._open.pop()
        depth = 1 + max((node.depth for _, node in done.children), default=0)
        node: Node = (
            ObjectNode(done.start, self._members(done.children), depth)
            if done.is_object
            else ArrayNode(done.start, done.children, depth)
        )
        self._put(done.start, done.tag, done.anchor, node)

    def _begin(self, event: Any, *, is_object: bool) -> None:
        start = event.start_mark.index
        if event.tag not in self._functions and not fits_collection(event.tag, mapping=is_object):
            self._refuse_tag(event.tag, start)
        if event.anchor:
            # What holds itself would have no end, so an anchor counts from its value's end on.
            self._anchors.pop(event.anchor, None)
        if len(self._open) == _DEEPEST:
            refuse_nesting(self._text.at(start))
        self._open.append(_Open(start, event.tag, event.anchor, is_object))

    def _put(self, start: int, tag: str | None, anchor: str | None, node: Node) -> None:
        if function := self._functions.get(tag or ""):
            node = ObjectNode(start, {function: (start, node)}, 1 + node.depth)
        if anchor:
            self._anchors[anchor] = node
        self._add(start, node)

    def _add(self, place: int, node: Node) -> None:
        # An alias brings its own depth to where it stands.
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

    def _members(self, children: list[Placed]) -> dict[str, Placed]:
        own: dict[str, Placed] = {}
        merged: dict[str, Placed] = {}
        merging = False
        for (place, key), (_, node) in zip(children[::2], children[1::2], strict=True):
            name = "<<" if (merges := _is_merge(key)) else self._name(key, place)
            if name in own or (merges and merging):
                self._refuse_repeated(name, place)
            if merges:
                merging = True
                self._merge(merged, node, place)
            else:
                own[name] = (place, node)
        return merged | own

    def _name(self, key: Node, place: int) -> str:
        if isinstance(key, ScalarNode) and (isinstance(key.value, str) or self._any_name):
            return key.text
        shown = f"'{key.text or 'null'}'" if isinstance(key, ScalarNode) else "no text at all"
        return self._refuse(
            "SFN103", f"a name is text, and this is {shown}; put it in quotes", place
        )

    def _merge(self, merged: dict[str, Placed], node: Node, place: int) -> None:
        """Add what an object has, or what several have of which the first counts most."""
        sources = [part for _, part in node.elements] if isinstance(node, ArrayNode) else [node]
        for source in sources:
            if not isinstance(source, ObjectNode):
                self._refuse(
                    "SFN103", "'<<' adds the members of an object; write '<<: *name' of one", place
                )
            self._merged += len(source.members)
            if self._merged > _MOST_MERGED:
                self._refuse("SFN801", "'<<' adds too much; write the members themselves", place)
            for name, placed in source.members.items():
                merged.setdefault(name, placed)

    def _refuse_repeated(self, name: str, place: int) -> NoReturn:
        self._refuse(
            "SFN104",
            f"an object has two members named '{name}', one of which would be lost; rename or "
            "remove one of them",
            place,
        )

    def _refuse_tag(self, tag: str, place: int) -> NoReturn:
        instead = (
            "write the value without it"
            if self._any_name
            else "write the value without it, or name a template's state machine as FILE#LogicalId"
        )
        self._refuse("SFN103", f"the tag '{readable_tag(tag)}' is not read here; {instead}", place)

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


def _is_merge(key: Node) -> bool:
    return isinstance(key, ScalarNode) and key.text == "<<" and not key.style


def _not_of_its_type(tag: str | None) -> str:
    if tag is None:
        return "this number has too many digits to be read; put it in quotes"
    return f"this is not what the tag '{readable_tag(tag)}' says; write the value without the tag"
