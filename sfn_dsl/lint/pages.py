"""What is told of a code: the page of a rule, read from its docstring, as plain text or Markdown.

A page's first line says what should hold. What follows says why, and shows what is Bad and what is
Good, in indented blocks after ``Bad::`` and ``Good::``.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Final

import attrs

from sfn_dsl.lint.engine import Rule

_BLOCK: Final = re.compile(r"::\n\n((?:(?: {4}.*)?(?:\n|$))+)")
_LITERAL: Final = re.compile(r"``(.+?)``")


@attrs.frozen
class Page:
    """What there is to say about one code.

    ``name`` is short and hyphenated, ``title`` the sentence that should hold, ``text`` the rest.
    """

    code: str
    name: str
    title: str
    text: str = ""


def page_of(rule: Rule) -> Page:
    """The page of a rule: its docstring, under the name of its module."""
    name = str(getattr(rule, "__name__", rule.CODE)).rpartition(".")[2].replace("_", "-")
    title, _, text = (rule.__doc__ or name).strip().partition("\n\n")
    return Page(rule.CODE, name, " ".join(title.split()), text)


def as_text(page: Page) -> str:
    """A page for a terminal."""
    return _written(page, f"{page.code} {page.name}", r"'\1'", lambda block: f":\n\n{block}")


def as_markdown(page: Page) -> str:
    """A page as Markdown, its examples as fenced blocks."""
    return _written(page, f"# {page.code} {page.name}", r"`\1`", _fenced)


def in_markdown(sentence: str) -> str:
    """A sentence of a page with its literals as Markdown marks them."""
    return _LITERAL.sub(r"`\1`", sentence)


def _written(page: Page, heading: str, literal: str, block: Callable[[str], str]) -> str:
    parts = [_LITERAL.sub(literal, part) for part in (heading, page.title)]
    # What is split by a pattern with one group has the groups at its odd places.
    pieces = _BLOCK.split(page.text)
    pieces[::2] = [_LITERAL.sub(literal, prose) for prose in pieces[::2]]
    pieces[1::2] = [block(code.rstrip("\n")) + "\n\n" for code in pieces[1::2]]
    return "\n\n".join([*parts, "".join(pieces)]).rstrip("\n") + "\n"


def _fenced(block: str) -> str:
    lines = [line[4:] for line in block.split("\n")]
    code = "\n".join(lines)
    return f":\n\n```{'json' if _is_json(code) else 'text'}\n{code}\n```"


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except ValueError:
        return False
    return True
