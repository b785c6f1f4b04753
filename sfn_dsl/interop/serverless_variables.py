"""Variables of the Serverless Framework, ``${self:custom.topic}``, as far as files say them.

What is decided elsewhere, such as ``${opt:stage}``, ``${env:KEY}`` and ``${ssm:/path}``, becomes a
placeholder of that name, whatever default it has: another run may give another value. (Serverless
Framework, guide "Variables".)
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import attrs

from sfn_dsl.definition.definition import Definition, Source
from sfn_dsl.definition.pointers import child, parent
from sfn_dsl.definition.yaml.scalars import plain_value
from sfn_dsl.errors import SourceError, refuse
from sfn_dsl.expressions.placeholders import (
    UnquotedInYaml,
    is_whole_placeholder,
    substitution_text,
)
from sfn_dsl.interop.template_files import is_within, read_beside, without_text
from sfn_dsl.origin import Position
from sfn_dsl.spelling import nearest

UNKNOWN_YET: Final = "SFN121"

# "self:name" or "file(path)", and not CloudFormation's "AWS::Region".
_REFERENCE: Final = r"[A-Za-z][\w-]*(?:\(.*\))?(?::(?!:).*)?"
_KIND: Final = r"([A-Za-z][\w-]*)(?:\((.*)\))?(?::(?!:)(.*))?"
_LITERAL: Final = r"""'([^']*)'|"([^"]*)"|(-?\d+(?:\.\d+)?|true|false|null)"""
_CONSTANTS: Final[Mapping[str, Any]] = {"true": True, "false": False, "null": None}
# The pseudo parameters of CloudFormation, which a deploy fills in.
_PSEUDO: Final = {"region": "AWS::Region", "accountId": "AWS::AccountId"}
# Variables that have text for a value, and alternatives that are text.
_TEXT: Final = r"""(?:aws|cf|env|opt|s3|sls|ssm)(?:\([^()]*\))?:(?!:).*|'[^']*'|"[^"]*\""""
_OLD_PSEUDO: Final = r"#\{(AWS::\w+)\}"
_READ: Final = (".json", ".yaml", ".yml")
_MOST_PARTS: Final = 200_000
_VARIABLE: Final = 10  # parts that a variable counts as
_LONGEST: Final = 2**20  # a definition has at most this many bytes
_TOO_MUCH: Final = "SFN801"

ReadFile = Callable[[bytes, str], Definition]


@attrs.frozen
class Node:
    """A value, and where it was written; ``is_final`` if its own variables are filled in."""

    value: Any
    source: Source
    pointer: str
    is_final: bool = False

    @property
    def position(self) -> Position | None:
        """The place of the value."""
        return self.source.locate(self.pointer)


@attrs.frozen
class _Unknown:
    """A value that no file says; ``name`` is that of its placeholder.

    ``is_text`` if the framework takes it from where there is nothing but text.
    """

    name: str
    is_text: bool = False

    @property
    def value(self) -> str:
        """The placeholder where it is the whole value, which may be of any type."""
        text = f"${{{self.name}}}"
        return text if self.is_text else UnquotedInYaml(text)


class Variables:
    """The variables of one ``serverless.yml``; ``values`` are those that the caller knows.

    ``used`` are the names of those that were wanted.
    """

    def __init__(
        self, root: Definition, directory: Path, read: ReadFile, values: Mapping[str, str]
    ) -> None:
        self._values = values
        self.used: dict[str, None] = {}
        self._root = Node(root.document, root.source, "")
        self._directory = directory
        self._read = read
        self._files: dict[str, Node] = {}
        self._open: list[tuple[str, str]] = []
        self._left = _MOST_PARTS

    def at(self, *names: str) -> Node | None:
        """The value of a property of the root, None where there is none."""
        found = self._walked(self._root, names)
        return found if isinstance(found, Node) else None

    def member(self, node: Node, name: str | int) -> Node | None:
        """A member or an element of a value, which may be a variable."""
        if isinstance(node.value, dict) and name in node.value:
            return self.evaluated(_inside(node, name))
        if isinstance(node.value, list) and str(name).isdecimal() and int(name) < len(node.value):
            return self.evaluated(_inside(node, int(name)))
        return None

    def evaluated(self, node: Node) -> Node:
        """What a value is once its variables are filled in; the values inside it stay as written.

        Raises SourceError for a variable that no file defines (SFN121), for variables that refer
        to each other in a circle, and for a file that may not be read (SFN106).
        """
        if node.is_final or not isinstance(node.value, str):
            return node
        text = re.sub(_OLD_PSEUDO, r"${\1}", node.value) if "#{" in node.value else node.value
        if "${" not in text:
            return node if text == node.value else attrs.evolve(node, value=text, is_final=True)
        with self._entered(node):
            pieces = [
                self._variable(piece.text, node) if isinstance(piece, _Variable) else piece
                for piece in _split(text)
            ]
            if len(pieces) == 1 and isinstance(pieces[0], Node):
                return pieces[0]
            if len(pieces) == 1 and isinstance(pieces[0], _Unknown):
                return attrs.evolve(node, value=pieces[0].value, is_final=True)
            texts = [_text(piece, node) for piece in pieces]
            if sum(map(len, texts)) > _LONGEST:
                self._count(self._left + 1, node)
        # What is a placeholder now is not a variable any more.
        return attrs.evolve(node, value="".join(texts), is_final=True)

    def whole(self, node: Node, pointer: str, places: dict[str, Node]) -> Any:
        """A value with all variables inside it filled in.

        ``places`` gets what was written elsewhere than the value around it, by its pointer.
        """
        self._count(1, node)
        found = self.evaluated(node)
        if found is not node or not pointer:
            places[pointer] = found
        value = found.value
        if isinstance(value, dict):
            return {
                name: self.whole(_inside(found, name), child(pointer, name), places)
                for name in value
            }
        if isinstance(value, list):
            return [
                self.whole(_inside(found, index), child(pointer, index), places)
                for index in range(len(value))
            ]
        return _plain(value) if isinstance(value, UnquotedInYaml) else value

    def _count(self, parts: int, node: Node) -> None:
        self._left -= parts
        if self._left < 0:
            message = "the variables stand for more than a definition can hold; refer to less"
            refuse(_TOO_MUCH, message, node.position)

    @contextmanager
    def _entered(self, node: Node) -> Iterator[None]:
        key = (node.source.name, node.pointer)
        if key in self._open:
            refuse(
                UNKNOWN_YET,
                f"the variables in {node.value!r:.80} refer to each other in a circle; write the "
                "value in one of them",
                node.position,
            )
        self._open.append(key)
        try:
            yield
        finally:
            self._open.pop()

    def _variable(self, text: str, node: Node) -> Node | _Unknown | str:
        """What a variable stands for: the first of its alternatives that there is."""
        self._count(_VARIABLE, node)
        choices = [choice.strip() for choice in _separated(text)]
        if not re.fullmatch(_REFERENCE, choices[0], re.DOTALL) or not _is_reference(choices[0]):
            return f"${{{text}}}"  # CloudFormation's own
        found: Node | _Unknown | None = None
        others = choices
        while found is None and others:
            found, others = self._choice(others[0], node), others[1:]
        if found is None:
            refuse(UNKNOWN_YET, self._undefined(choices[0], text), node.position)
        if isinstance(found, _Unknown):
            # What it is without a value of its own is one of the others.
            return attrs.evolve(found, is_text=found.is_text and all(map(_is_text, others)))
        return found

    def _choice(self, choice: str, node: Node) -> Node | _Unknown | None:
        if literal := re.fullmatch(_LITERAL, choice):
            quoted = literal[1] if literal[1] is not None else literal[2]
            value = quoted if quoted is not None else _constant(literal[3])
            return attrs.evolve(node, value=value, is_final=True)
        inner = self._inner(choice, node)
        name = inner.name if isinstance(inner, _Unknown) else inner
        if name in self._values:
            self.used[name] = None
            given = self._values[name]
            value = given if _is_text(choice) else UnquotedInYaml(given)
            return attrs.evolve(node, value=value, is_final=True)
        if isinstance(inner, _Unknown):
            return inner
        found = re.fullmatch(_KIND, inner, re.DOTALL)
        kind, argument, address = found.groups() if found else (None, None, None)
        if kind == "self" and address is not None:
            return self._walked(self._root, _names(address))
        if kind == "file" and argument is not None:
            return self._in_file(argument.strip(), address, node, inner)
        if kind == "aws" and address in _PSEUDO:
            return _Unknown(_PSEUDO[address], is_text=True)
        return _Unknown(inner, is_text=_is_text(inner))

    def _inner(self, choice: str, node: Node) -> str | _Unknown:
        """A variable's text with the variables inside it filled in."""
        if "${" not in choice:
            return choice
        pieces = [
            self._variable(piece.text, node) if isinstance(piece, _Variable) else piece
            for piece in _split(choice)
        ]
        texts = [one.name if isinstance(one, _Unknown) else _text(one, node) for one in pieces]
        text = "".join(texts)
        if any(isinstance(one, _Unknown) for one in pieces) or "${" in text:
            return _Unknown(re.sub(r"[{}$]", "", text))
        return text

    def _walked(self, node: Node, names: tuple[str, ...]) -> Node | _Unknown | None:
        """The value at the end of a path, through whatever variables are on the way."""
        found: Node | None = self.evaluated(node)
        for index, name in enumerate(names):
            assert found is not None  # noqa: S101 - left below
            if isinstance(found.value, str) and found.value.startswith("${"):
                # A part of what is not known is not known either.
                rest = ".".join(names[index:])
                return _Unknown(f"{re.sub(r'[{}$]', '', found.value)}.{rest}")
            found = self.member(found, name)
            if found is None:
                return None
        return found

    def _in_file(
        self, path: str, address: str | None, node: Node, inner: str
    ) -> Node | _Unknown | None:
        if not path.endswith(_READ):
            # What a script gives is known to who runs it.
            return _Unknown(re.sub(r"[{}$]", "", inner))
        place = self._directory / path
        is_inside = is_within(place.resolve(), self._directory, Path.cwd())
        if is_inside and not place.exists():
            return None
        if path not in self._files:
            data = read_beside(self._directory, path, node.position)
            try:
                found = self._read(data, str(place))
            except SourceError as error:
                raise without_text(error, str(place)) from None
            self._files[path] = Node(found.document, found.source, "")
        return self._walked(self._files[path], _names(address or ""))

    def _undefined(self, choice: str, text: str) -> str:
        found = re.fullmatch(_KIND, choice, re.DOTALL)
        kind, argument, address = found.groups() if found else ("", None, None)
        said = f"nothing defines the variable '${{{text}}}'"
        if kind == "file" and argument and not (self._directory / argument.strip()).exists():
            return f"{said}: there is no file '{argument.strip()}'; check the path"
        names = _names(address or "")
        around = self._root if kind == "self" else None
        for index, name in enumerate(names):
            inside = self.member(around, name) if around else None
            if around and inside is None and isinstance(around.value, dict):
                near = nearest(name, map(str, around.value))
                where = f"'{'.'.join(names[:index])}'" if index else "the file"
                hint = f"did you mean '{near}'?" if near else "define it, or write a default"
                return f"{said}: {where} has no '{name}'; {hint}"
            around = inside
        return f"{said}; define it, or write a default"


class Placed:
    """Where the parts of a value are that variables have put together from several files."""

    def __init__(self, name: str, places: Mapping[str, Node]) -> None:
        self.name = name
        self._places = places

    def locate(self, pointer: str) -> Position | None:
        """The place in the file that a part was written in."""
        around = pointer
        while around not in self._places:
            if not around:
                return None
            around = parent(around)
        node = self._places[around]
        return node.source.locate(node.pointer + pointer[len(around) :])


@attrs.frozen
class _Variable:
    """What is between ``${`` and ``}``."""

    text: str


def _split(text: str) -> list[str | _Variable]:
    """A text in pieces: what stands in it, and its variables."""
    pieces: list[str | _Variable] = []
    start = 0
    while (opening := text.find("${", start)) >= 0:
        closing = _closing(text, opening + 2)
        if closing < 0:
            break
        if text[:opening].endswith("\\"):  # an escaped one stands for itself
            pieces += [text[start : opening - 1], text[opening : closing + 1]]
        else:
            pieces += [text[start:opening], _Variable(text[opening + 2 : closing])]
        start = closing + 1
    pieces.append(text[start:])
    return [piece for piece in pieces if piece != ""]


def _closing(text: str, start: int) -> int:
    """The brace that closes a variable, -1 where none does."""
    depth = 0
    for found in re.finditer(r"\$\{|\}", text[start:]):
        if found[0] == "}":
            if not depth:
                return start + found.start()
            depth -= 1
        else:
            depth += 1
    return -1


def _separated(text: str) -> list[str]:
    """The alternatives of a variable, which commas outside quotes and brackets separate."""
    parts, depth, quote, start = [], 0, "", 0
    for index, letter in enumerate(text):
        if quote:
            quote = "" if letter == quote else quote
        elif letter in "'\"":
            quote = letter
        elif letter in "({":
            depth += 1
        elif letter in ")}":
            depth -= 1
        elif letter == "," and not depth:
            parts.append(text[start:index])
            start = index + 1
    return [*parts, text[start:]]


def _is_reference(choice: str) -> bool:
    kind, colon, _ = choice.partition(":")
    return bool(colon) or ("(" in kind and kind.endswith(")"))


def _is_text(choice: str) -> bool:
    return re.fullmatch(_TEXT, choice, re.DOTALL) is not None


def _plain(text: UnquotedInYaml) -> Any:
    """A value that was given as text, as YAML reads it without quotes; a placeholder as it is."""
    if is_whole_placeholder(text):
        return text
    try:
        return plain_value(text)
    except ValueError:
        return str(text)


def _names(address: str) -> tuple[str, ...]:
    return tuple(name for name in address.strip().split(".") if name)


def _constant(text: str) -> Any:
    if text in _CONSTANTS:
        return _CONSTANTS[text]
    return float(text) if "." in text else int(text[:20])


def _inside(node: Node, name: str | int) -> Node:
    return Node(node.value[name], node.source, child(node.pointer, name))


def _text(piece: Node | _Unknown | str, node: Node) -> str:
    """A piece of a text, which a value other than a scalar cannot be."""
    if isinstance(piece, str):
        return piece
    if isinstance(piece, _Unknown):
        return f"${{{piece.name}}}"
    text = substitution_text(piece.value)
    if text is None:
        refuse(
            UNKNOWN_YET,
            f"a variable in {node.value!r:.80} stands for no text; refer to a string or a number",
            node.position,
        )
    return text
