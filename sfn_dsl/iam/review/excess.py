"""What a role allows beyond what a machine needs, statement by statement."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import attrs

from sfn_dsl.iam.evaluation import pattern_text
from sfn_dsl.iam.evaluation.calls import Asked
from sfn_dsl.iam.evaluation.coverage import Extent, either
from sfn_dsl.iam.evaluation.documents import Document, Statement
from sfn_dsl.iam.evaluation.evaluate import matched, named
from sfn_dsl.iam.evaluation.patterns import compared
from sfn_dsl.iam.policy.wanted import statements


@attrs.frozen
class Excess:
    """A statement that allows more than is needed, and statements that would do in its place.

    There are none to put in its place when nothing that it allows is needed.
    """

    statement: str
    allows: str
    narrowed: tuple[dict[str, Any], ...] = ()


def excess(documents: Sequence[Document], wanted: Sequence[Asked]) -> tuple[Excess, ...]:
    """The statements of policies that could be narrowed without a loss."""
    found = (
        _excess(statement, named(statement, document), wanted)
        for document in documents
        for statement in document.statements
        if statement.allows
    )
    return tuple(one for one in found if one)


def _excess(statement: Statement, name: str, wanted: Sequence[Asked]) -> Excess | None:
    used = [one for one in wanted if matched(statement, one.call).extent is not Extent.NONE]
    if used and not _is_wider(statement, used):
        return None
    narrowed = statements(used)
    condition = statement.written.get("Condition")
    if condition:
        narrowed = [{**one, "Condition": condition} for one in narrowed]
    return Excess(name, _allows(statement), tuple(narrowed))


def _is_wider(statement: Statement, used: Sequence[Asked]) -> bool:
    if statement.actions.inverted or statement.resources.inverted:
        return True
    actions = [one.call.action for one in used]
    resources = [one.call.resource for one in used]
    return any(not _is_action_used(text, actions) for text in statement.actions.texts) or any(
        not _is_resource_used(text, resources) for text in statement.resources.texts
    )


def _is_action_used(text: str, actions: Sequence[str]) -> bool:
    held = pattern_text.action(text)
    return either(compared(held, pattern_text.action(one)) for one in actions).extent is Extent.ALL


def _is_resource_used(text: str, resources: Sequence[str]) -> bool:
    held = pattern_text.arn(text)
    return either(compared(held, pattern_text.arn(one)) for one in resources).extent is Extent.ALL


def _allows(statement: Statement) -> str:
    """What a statement says it allows: ``'s3:*' on '*'``."""
    return " on ".join(_elements(statement))


def _elements(statement: Statement) -> Iterator[str]:
    for elements in (statement.actions, statement.resources):
        texts = [repr(text) for text in elements.texts]
        shown = texts if len(texts) < 4 else [*texts[:2], f"{len(texts) - 2} more"]
        listed = " and ".join(filter(None, [", ".join(shown[:-1]), shown[-1]])) if shown else "none"
        yield f"all but {listed}" if elements.inverted else listed
