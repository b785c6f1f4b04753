"""What the pages of docs/reference/api document: each name, the value behind it, and its text."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from textwrap import dedent
from types import FunctionType
from typing import Any, Final

import attrs

PAGES: Final = Path(__file__).parents[2] / "docs" / "reference" / "api"

_DIRECTIVE: Final = re.compile(
    r"^\.\. auto(module|class|function|exception):: ([\w.]+)(?:\(\))?\n((?:   :.*\n)*)",
    re.MULTILINE,
)
_TYPE: Final = re.compile(r"^\.\. py:(?:type|data):: (\w+)$", re.MULTILINE)
_SECTION: Final = re.compile(r"^(Args|Attributes|Raises|Returns|Yields|Example:):\n", re.MULTILINE)
_ENTRY: Final = re.compile(r"^ {4}\*{0,2}(\w+): ((?:.|\n {8})*)", re.MULTILINE)


@attrs.frozen(repr=False)
class Documented:
    """A class or a function that a page documents, under the name that stands there."""

    page: str
    name: str
    value: Any

    def __repr__(self) -> str:
        return self.name

    @property
    def text(self) -> str:
        """Its own docstring, without indentation; "" for none."""
        own = self.value.__doc__ if isinstance(self.value, type) else inspect.getdoc(self.value)
        return inspect.cleandoc(own or "")

    @property
    def parameters(self) -> list[str]:
        """The names of what it is called with."""
        return list(inspect.signature(self.value).parameters)

    def section(self, title: str) -> str:
        """A section of its docstring, "" where it has none."""
        parts = _SECTION.split(self.text)
        return dict(zip(parts[1::2], parts[2::2], strict=True)).get(title, "")

    def described(self, title: str) -> dict[str, str]:
        """The names that a section describes, each with its text on one line."""
        return {name: " ".join(text.split()) for name, text in _ENTRY.findall(self.section(title))}

    @property
    def members(self) -> Iterator[tuple[str, Any]]:
        """The public methods and properties that a class of this package has."""
        for kind in self.value.__mro__ if isinstance(self.value, type) else ():
            if kind.__module__.startswith("sfn_dsl"):
                for name, value in vars(kind).items():
                    if not name.startswith("_") and isinstance(
                        value, (property, classmethod, staticmethod, FunctionType)
                    ):
                        yield f"{kind.__name__}.{name}", value


def value_of(name: str) -> Any:
    """The value of a dotted name."""
    module, _, last = name.rpartition(".")
    try:
        return getattr(import_module(module), last)
    except ModuleNotFoundError:
        return getattr(value_of(module), last)


def documented() -> list[Documented]:
    """Everything that the pages document, in their order."""
    return [each for page in sorted(PAGES.rglob("*.rst")) for each in _of_page(page)]


def types() -> list[str]:
    """The names of types and constants that the pages describe themselves."""
    return [
        name for page in PAGES.rglob("*.rst") for name in _TYPE.findall(page.read_text("utf-8"))
    ]


def _of_page(page: Path) -> Iterator[Documented]:
    for kind, name, options in _DIRECTIVE.findall(page.read_text("utf-8")):
        if kind != "module":
            yield Documented(page.stem, name, value_of(name))
        elif ":no-members:" not in options:
            module = import_module(name)
            for each in functions_of(module):
                yield Documented(page.stem, f"{name}.{each}", getattr(module, each))


def functions_of(module: Any) -> list[str]:
    """The public functions of a module."""
    given = getattr(module, "__all__", None)
    return given or [
        name
        for name, value in vars(module).items()
        if inspect.isfunction(value)
        and value.__module__ == module.__name__
        and not name.startswith("_")
    ]


def example_of(one: Documented) -> str:
    """The program under "Example", "" for none."""
    return dedent(one.section("Example:"))
