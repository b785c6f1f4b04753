"""What each code means: the pages of the rules, and a row for each code without a rule.

A rule's page is its docstring. The first line says what should hold; what follows says why, and
shows what is Bad and what is Good, in indented blocks after ``Bad::`` and ``Good::``. Codes of
findings from reading, the schema, importing and deploying have no such page, so they are described
here; a test makes sure that no code of the package is missing.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from functools import cache
from typing import Final

import attrs

from sfn_dsl.lint.rules import rules
from sfn_dsl.lint.subject import Rule

_BLOCK: Final = re.compile(r"::\n\n((?:(?: {4}.*)?(?:\n|$))+)")
_LITERAL: Final = re.compile(r"``(.+?)``")


@attrs.frozen
class Page:
    """The documentation of one code.

    ``name`` is short and hyphenated, ``title`` the sentence that should hold, ``text`` the rest.
    """

    code: str
    name: str
    title: str
    text: str = ""


_UNRULED: Final[tuple[Page, ...]] = (
    Page(
        "SFN101",
        "unfit",
        "A definition matches the schema of the States Language.",
        "It breaks the schema in a way that no other code describes. Compare it with the page of\n"
        "its state type.",
    ),
    Page(
        "SFN102",
        "not-utf-8",
        "A definition is UTF-8 text.",
        "Save the file as UTF-8, the encoding of JSON between systems.",
    ),
    Page(
        "SFN103",
        "not-json",
        "A definition is JSON, or YAML with JSON's types.",
        "The message says where parsing stopped. ``NaN``, comments and trailing commas are not\n"
        "JSON, nor are dates and binary values of YAML.",
    ),
    Page(
        "SFN104",
        "repeated-member",
        "Names in an object are unique.",
        "Most parsers silently keep the last of two members with one name, so a state or a\n"
        "field is\n"
        "lost.",
    ),
    Page(
        "SFN105",
        "not-an-object",
        "A definition is an object.",
        'Write ``{"StartAt": ..., "States": {...}}``.',
    ),
    Page(
        "SFN106",
        "unreadable-source",
        "A source can be read.",
        "The file does not exist, is a directory, is not readable, or needs a library that is not\n"
        "installed.",
    ),
    Page(
        "SFN107",
        "failing-python",
        "A Python source runs.",
        "Loading a ``.py`` source runs it, and this one failed. The position is the author's line.",
    ),
    Page(
        "SFN108",
        "no-such-workflow",
        "A source contains the requested workflow.",
        "If a file contains several, name one: ``flows.py:nightly``, ``template.yaml#Nightly``.",
    ),
    Page(
        "SFN109",
        "more-findings",
        "All findings are reported.",
        "If there are very many findings, only some are reported. Fix those, then check again.",
    ),
    Page(
        "SFN110",
        "unknown-field",
        "An object has only fields of the States Language.",
        "The field is misspelt, or belongs to another type of state. AWS rejects it.",
    ),
    Page(
        "SFN111",
        "other-language",
        "A field belongs to the query language of its state.",
        "JSONPath states have ``InputPath``, ``Parameters``, ``ResultSelector``, ``ResultPath``\n"
        "and ``OutputPath``; JSONata states have ``Arguments`` and ``Output``. Set\n"
        "``QueryLanguage``, or write the other language's field.",
    ),
    Page(
        "SFN112",
        "missing-field",
        "An object has all required fields.",
        "AWS rejects a definition without them.",
    ),
    Page(
        "SFN113",
        "wrong-type",
        "A value has the type that its field takes.",
        "The message names both. A number in quotes is a string.",
    ),
    Page(
        "SFN114",
        "no-such-value",
        "A value is one of those that its field allows.",
        "The message lists them, or names the closest.",
    ),
    Page(
        "SFN115",
        "out-of-range",
        "A number, a string or a list is within its field's limits.",
        "The message says which limit is exceeded.",
    ),
    Page(
        "SFN116",
        "malformed",
        "A string has the format of its field.",
        "Timestamps are RFC 3339 with a capital ``T`` and ``Z`` or an offset, paths begin with\n"
        "``$``, ARNs with ``arn:``.",
    ),
    Page(
        "SFN117",
        "misplaced-field",
        "Fields that exclude each other are not used together.",
        "Keep one of the fields in the message.",
    ),
    Page(
        "SFN118",
        "unknown-state-type",
        "A state has one of the eight types.",
        "Pass, Task, Choice, Wait, Succeed, Fail, Parallel, Map, with a capital letter.",
    ),
    Page(
        "SFN119",
        "jsonpath-in-jsonata-machine",
        "A JSONata machine has no JSONPath states.",
        "A state can set ``QueryLanguage`` to ``JSONata`` in a JSONPath machine, but not the\n"
        "reverse.",
    ),
    Page(
        "SFN120",
        "unreadable-sdk-workflow",
        "A workflow of the AWS Data Science SDK can be converted.",
        "The SDK's own error is in the message.",
    ),
    Page(
        "SFN121",
        "known-at-deployment",
        "A template's definition is known before it is deployed.",
        "A function such as ``Fn::ImportValue`` is used to build the definition itself. Use\n"
        "it only\n"
        "inside values, where it becomes a placeholder.",
    ),
    Page(
        "SFN130",
        "not-importable",
        "A definition that is imported can be written in Python.",
        "``sfn import`` rejects what would not compile back to the same definition.",
    ),
    Page(
        "SFN140",
        "stale-ignore",
        "Every ignore of the configuration matches a finding.",
        "The finding is gone. Remove the ignore from ``[[tool.sfn_dsl.ignores]]``, so that\n"
        "it does\n"
        "not hide the next finding of its code. Only the sources of one run are checked, so name\n"
        "them all.",
    ),
    Page(
        "SFN801",
        "nested-too-deeply",
        "A definition is not nested too deeply.",
        "Split the machine, and start the parts with ``states:startExecution.sync:2``.",
    ),
    Page(
        "SFN901",
        "unusable-name",
        "The name of a state machine is valid.",
        "At most 80 characters, without whitespace, brackets, wildcards or control characters.",
    ),
    Page(
        "SFN902",
        "unloggable-name",
        "The name of a state machine has only letters, digits, ``-`` and ``_``.",
        "AWS accepts other characters, but CloudWatch does not accept their logs and metrics.",
    ),
    Page(
        "SFN903",
        "unusable-role",
        "A workflow names an IAM role.",
        "Write its name or its ARN.",
    ),
    Page(
        "SFN904",
        "placeholder-left",
        "Nothing that is deployed contains a placeholder.",
        "Give ``--account``, or build ARNs from the workflow's target. For ``${Name}`` of a\n"
        "deployment tool, give ``--substitute Name=value``.",
    ),
    Page(
        "SFN905",
        "unusable-logging",
        "Logging has a level and a log group that match.",
        "A level other than OFF requires the ARN of a log group, which ends with ``:*``.",
    ),
    Page(
        "SFN906",
        "unusable-tags",
        "Tags are within the limits of AWS.",
        "The message says which of the limits of number, length and characters is exceeded.",
    ),
    Page(
        "SFN907",
        "too-large-to-deploy",
        "The definition that is sent is at most 1 MiB.",
        "Split the machine.",
    ),
    Page(
        "SFN908",
        "rejected-by-aws",
        "AWS accepts the definition.",
        "The message is from AWS, with its code.",
    ),
    Page(
        "SFN909",
        "warned-by-aws",
        "AWS has no warnings about the definition.",
        "The message is a warning from AWS, with its code. The definition is deployed all\n"
        "the same.",
    ),
    Page(
        "SFN910",
        "unusable-encryption",
        "Encryption has a KMS key, and a reuse period that AWS accepts.",
        "A data key can be reused for 60 to 900 seconds.",
    ),
    Page(
        "SFN911",
        "unknown-setting",
        "The settings of a template are known when it is deployed.",
        "A setting depends on what only CloudFormation knows, such as another resource. It is\n"
        "left as it is deployed. Give the value with ``--substitute``, or write it out.",
    ),
    Page(
        "SFN920",
        "role-not-assumable",
        "Step Functions may assume the role.",
        "The role's trust policy must allow ``sts:AssumeRole`` to ``states.amazonaws.com``, and\n"
        "its conditions, such as one on ``aws:SourceArn``, must hold for the machine.",
    ),
    Page(
        "SFN921",
        "missing-permission",
        "The role allows everything that the definition needs.",
        "No statement of the role's policies, or of its permissions boundary, allows it, so the\n"
        "task would fail. The message contains the statement to add.",
    ),
    Page(
        "SFN922",
        "denied-permission",
        "Nothing denies what the definition needs.",
        "A ``Deny`` statement overrides every statement that allows. Narrow it.",
    ),
    Page(
        "SFN923",
        "undecided-permission",
        "Whether the role allows a call is known before it is made.",
        "A statement allows only part of what may be needed, or has a condition on a value\n"
        "that is\n"
        "known only when the call is made. The message says which.",
    ),
    Page(
        "SFN924",
        "unknown-permission",
        "The permissions that a state needs are known.",
        "It is not known which actions it needs. Look them up, and make sure that the role allows\n"
        "them.",
    ),
    Page(
        "SFN925",
        "excess-permission",
        "The role allows nothing that the definition does not need.",
        "Reported only by ``sfn role``, as advice: others may use the role too.",
    ),
    Page(
        "SFN926",
        "needed-by-running-executions",
        "The role keeps what running executions need.",
        "An execution keeps the definition and the role that it was started with, in a standard\n"
        "workflow for up to a year. What the new definition no longer needs can be removed when\n"
        "those executions have ended.",
    ),
)


@cache
def pages() -> dict[str, Page]:
    """The page of every code, in the order of the codes."""
    found = [*_UNRULED, *map(page_of, rules())]
    return {page.code: page for page in sorted(found, key=lambda page: page.code)}


def is_rule(code: str) -> bool:
    """Return whether a code is that of a lint rule, which has a page with examples."""
    return code in pages() and all(page.code != code for page in _UNRULED)


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
