"""What each code means: the pages of the lint rules, and those of all other codes.

A rule's page is its docstring. The first line says what should hold; what follows says why, and
shows what is Bad and what is Good, in indented blocks after ``Bad::`` and ``Good::``. The pages of
findings from reading, the schema, authoring, importing and deploying are in `sfn_dsl.report.pages`;
a test makes sure that no code of the package is missing.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from functools import cache
from typing import Final, Literal

from sfn_dsl.aws_codes import aws_codes
from sfn_dsl.lint.rules import rules
from sfn_dsl.lint.subject import Rule
from sfn_dsl.report.pages import PAGES
from sfn_dsl.report.pages import Page as Page

_BLOCK: Final = re.compile(r"::\n\n((?:(?: {4}.*)?(?:\n|$))+)")
# Where a fact is from is for those who change a rule: readers do not have that reference.
_ORIGIN: Final = re.compile(r"\s*\(ASL\s+reference[^()]*\)")
_LITERAL: Final = re.compile(r"``(.+?)``")


@cache
def pages() -> dict[str, Page]:
    """The page of every code, in the order of the codes."""
    found = [*PAGES, *map(page_of, rules())]
    return {page.code: page for page in sorted(found, key=lambda page: page.code)}


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
    pieces = _BLOCK.split(_ORIGIN.sub("", page.text))
    pieces[::2] = [_LITERAL.sub(literal, prose) for prose in pieces[::2]]
    pieces[1::2] = [block(code.rstrip("\n")) + "\n\n" for code in pieces[1::2]]
    written = "\n\n".join([*parts, "".join(pieces)]).rstrip("\n") + "\n"
    return written + _LITERAL.sub(literal, _on_aws(page.code))


def _on_aws(code: str) -> str:
    """What a search for AWS's own code should find."""
    theirs = [f"``{each}``" for each in aws_codes(code)]
    return f"\nAWS's code for it: {' or '.join(theirs)}.\n" if theirs else ""


def _fenced(block: str) -> str:
    lines = [line[4:] for line in block.split("\n")]
    code = "\n".join(lines)
    return f":\n\n```{language_of(code)}\n{code}\n```"


def language_of(example: str) -> Literal["json", "python", "console", "text"]:
    """The language of an example: a definition, a file, commands, or words."""
    if example.startswith("$ "):
        return "console"
    if re.match(r"(?:from|import) \w", example):
        return "python"
    try:
        json.loads(example)
    except ValueError:
        return "text"
    return "json"
