"""Whether Step Functions may assume a role, by the role's trust policy."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from sfn_dsl.iam.evaluation.conditions import Context, conditions_hold
from sfn_dsl.iam.evaluation.coverage import ALL, NONE, Extent, Match, either, every
from sfn_dsl.iam.evaluation.documents import Document, Statement
from sfn_dsl.iam.evaluation.evaluate import (
    Answer,
    Outcome,
    action_matched,
    allowing,
    denial,
    denying,
    named,
    permission,
)

ASSUME = "sts:AssumeRole"
SERVICE = "states.amazonaws.com"


def trust(document: Document, context: Context, region: str) -> Answer:
    """Whether Step Functions of a region may assume the role, in the context of a machine."""
    match = partial(_matched, context=context, region=region)
    denied = denial(denying([document], match))
    if denied.outcome is Outcome.DENIED:
        return denied
    allowed = either(allowing([document], match))
    if allowed.extent is Extent.NONE:
        return Answer(Outcome.MISSING, _reason(document, region))
    return permission(allowed, denied)


def _matched(statement: Statement, context: Context, region: str) -> Match:
    action = action_matched(statement.actions, ASSUME)
    return every([action, _names(statement, region), conditions_hold(statement, context)])


def _names(statement: Statement, region: str) -> Match:
    """Whether the principals of a statement are, or contain, Step Functions."""
    is_named = any(_is_states(kind, text, region) for kind, text in statement.principals)
    return ALL if is_named != statement.excludes_principals else NONE


def _is_states(kind: str, text: str, region: str) -> bool:
    if text == "*":
        return kind in ("*", "AWS", "Service")
    return kind == "Service" and (text == SERVICE or text.startswith(f"states.{region}.amazonaws."))


def _reason(document: Document, region: str) -> str:
    """Why a trust policy does not let Step Functions in: a condition, or whom it names instead."""
    allowing = [one for one in document.statements if one.allows]
    for one in allowing:
        if _names(one, region).extent is Extent.ALL and one.conditions:
            keys = _and(f"'{condition.key}'" for condition in one.conditions)
            return f"the condition of {named(one, document)} on {keys} does not hold"
    texts = dict.fromkeys(text for one in allowing for _, text in one.principals)
    return f"{document.name} names {_and(map(repr, texts)) or 'nobody'}"


def _and(texts: Iterable[str]) -> str:
    return " and ".join(dict.fromkeys(texts))
