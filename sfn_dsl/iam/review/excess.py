"""What a role allows beyond what a state machine requires, statement by statement."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import attrs

from sfn_dsl.iam.evaluation.calls import RequiredAccess
from sfn_dsl.iam.evaluation.coverage import Coverage, either
from sfn_dsl.iam.evaluation.documents import PolicyDocument, Statement
from sfn_dsl.iam.evaluation.evaluate import statement_match, statement_name
from sfn_dsl.iam.evaluation.patterns import action_pattern, arn_pattern, compare_patterns
from sfn_dsl.iam.policy.document import statements


@attrs.frozen
class Excess:
    """A statement that allows more than is required, and the statements to replace it with.

    ``narrowed`` is empty if nothing that the statement allows is required.
    """

    statement: str
    allows: str
    narrowed: tuple[dict[str, Any], ...] = ()


def find_excess(
    documents: Sequence[PolicyDocument], required: Sequence[RequiredAccess]
) -> tuple[Excess, ...]:
    """The statements of policies that could be narrowed without losing required access."""
    found = (
        _excess(statement, statement_name(statement, document), required)
        for document in documents
        for statement in document.statements
        if statement.allows
    )
    return tuple(one for one in found if one)


def _excess(statement: Statement, name: str, required: Sequence[RequiredAccess]) -> Excess | None:
    used = [
        one
        for one in required
        if statement_match(statement, one.request).coverage is not Coverage.NONE
    ]
    if used and not _is_wider(statement, used):
        return None
    narrowed = statements(one.narrowed for one in used)
    condition = statement.written.get("Condition")
    if condition:
        narrowed = [{**one, "Condition": condition} for one in narrowed]
    return Excess(name, _allows(statement), tuple(narrowed))


def _is_wider(statement: Statement, used: Sequence[RequiredAccess]) -> bool:
    if statement.actions.inverted or statement.resources.inverted:
        return True
    actions = [one.request.action for one in used]
    resources = [one.request.resource for one in used]
    return any(not _is_action_used(text, actions) for text in statement.actions.texts) or any(
        not _is_resource_used(text, resources) for text in statement.resources.texts
    )


def _is_action_used(text: str, actions: Sequence[str]) -> bool:
    granted = action_pattern(text)
    matches = (compare_patterns(granted, action_pattern(one)) for one in actions)
    return either(matches).coverage is Coverage.ALL


def _is_resource_used(text: str, resources: Sequence[str]) -> bool:
    granted = arn_pattern(text)
    matches = (compare_patterns(granted, arn_pattern(one)) for one in resources)
    return either(matches).coverage is Coverage.ALL


def _allows(statement: Statement) -> str:
    """What a statement allows, in words: ``'s3:*' on '*'``."""
    return " on ".join(_elements(statement))


def _elements(statement: Statement) -> Iterator[str]:
    for elements in (statement.actions, statement.resources):
        texts = [repr(text) for text in elements.texts]
        listed_texts = texts if len(texts) < 4 else [*texts[:2], f"{len(texts) - 2} more"]
        listed = (
            " and ".join(filter(None, [", ".join(listed_texts[:-1]), listed_texts[-1]]))
            if listed_texts
            else "none"
        )
        yield f"all except {listed}" if elements.inverted else listed
