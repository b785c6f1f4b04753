"""Whether a role's policies allow a call, by IAM's own rules.

Nothing is allowed but what a statement allows; what a statement denies is denied, whatever allows
it; and a permission boundary must allow it too. What other policies say (of the resource, of the
organization, of a session) is not looked at.
"""

from __future__ import annotations

import enum
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Final, Literal

import attrs

from sfn_dsl.iam.evaluation import pattern_text
from sfn_dsl.iam.evaluation.conditions import Context, conditions_hold
from sfn_dsl.iam.evaluation.coverage import ALL, Extent, Match, either, every, some
from sfn_dsl.iam.evaluation.documents import Document, Elements, Statement
from sfn_dsl.iam.evaluation.patterns import Pattern, compared


class Outcome(enum.Enum):
    """What a role's policies make of a call; `UNKNOWN` also where they allow only a part."""

    ALLOWED = "allowed"
    DENIED = "denied"
    MISSING = "missing"
    UNKNOWN = "unknown"


Matching = Callable[[Statement], Match]
"""For how much of what is asked a statement speaks."""

Source = Literal["policy", "permission boundary"]

_HELD_IN: Final[Mapping[Source, str]] = {
    "policy": "policies",
    "permission boundary": "permission boundary",
}


@attrs.frozen
class Call:
    """An action on a resource; both may have wildcards, and then stand for many calls at once."""

    action: str
    resource: str
    context: Context = attrs.field(factory=Context)


@attrs.frozen
class Answer:
    """An outcome and, but for what is allowed, how it comes about, as the end of a sentence.

    ``lacking`` names where a statement must be added: the role's policies, its boundary, or both.
    """

    outcome: Outcome
    why: str = ""
    lacking: tuple[Source, ...] = ()


@attrs.frozen
class Policies:
    """What bounds a role: its policies, managed and inline, and its permission boundary."""

    documents: tuple[Document, ...] = ()
    boundary: Document | None = None


def answer(call: Call, policies: Policies) -> Answer:
    """What policies make of a call."""
    match = partial(matched, call=call)
    bounds = () if policies.boundary is None else (policies.boundary,)
    denied = denial(denying((*policies.documents, *bounds), match))
    if denied.outcome is Outcome.DENIED:
        return denied
    allowed = either(allowing(policies.documents, match))
    within = either(allowing(bounds, match)) if bounds else ALL
    by_source: dict[Source, Match] = {"policy": allowed, "permission boundary": within}
    lacking = [source for source, held in by_source.items() if held.extent is Extent.NONE]
    if lacking:
        where = " or of its ".join(_HELD_IN[source] for source in lacking)
        why = f"no statement of its {where} allows it"
        return Answer(Outcome.MISSING, why, tuple(lacking))
    return permission(every([allowed, within]), denied)


def denial(denying: Iterable[tuple[str, Match]]) -> Answer:
    """DENIED when a statement denies all, UNKNOWN where one may deny some, ALLOWED when none does.

    Statements come with how a message names them.
    """
    unsure = []
    for name, match in denying:
        if match.extent is Extent.ALL:
            return Answer(Outcome.DENIED, f"{name} denies it")
        if match.extent is Extent.SOME:
            unsure.append(f"{name} may deny it, as {' and '.join(match.why)}")
    return Answer(Outcome.UNKNOWN, "; ".join(unsure)) if unsure else Answer(Outcome.ALLOWED)


def permission(allowed: Match, denied: Answer) -> Answer:
    """The outcome for what is allowed at least in part, and not surely denied."""
    reasons = [*([denied.why] if denied.why else []), *allowed.why]
    if allowed.extent is Extent.ALL and denied.outcome is Outcome.ALLOWED:
        return Answer(Outcome.ALLOWED)
    return Answer(Outcome.UNKNOWN, "; ".join(dict.fromkeys(reasons)))


def named(statement: Statement, document: Document) -> str:
    """A statement as a message names it."""
    return f"statement {statement.label} of {document.name}"


def matched(statement: Statement, call: Call) -> Match:
    """For how many of the calls a statement speaks."""
    return every(_matches(statement, call))


def _matches(statement: Statement, call: Call) -> Iterator[Match]:
    """What all have to match, each looked at only where those before it do."""
    yield action_matched(statement.actions, call.action)
    variables = call.context.variables if statement.has_variables else None
    resources = [pattern_text.arn(text, variables) for text in statement.resources.texts]
    yield _listed(statement.resources, resources, pattern_text.arn_by_fields(call.resource))
    yield conditions_hold(statement, call.context)


def action_matched(actions: Elements, action: str) -> Match:
    """For how much of an action the Action or NotAction of a statement speaks."""
    held = [pattern_text.action(text) for text in actions.texts]
    return _listed(actions, held, pattern_text.action(action))


def _listed(elements: Elements, held: Sequence[Pattern], asked: Pattern) -> Match:
    match = either(compared(asked, pattern) for pattern in held)
    return ~match if elements.inverted else match


def allowing(documents: Iterable[Document], match: Matching) -> Iterator[Match]:
    """What the statements that allow match; a document with a fault may allow anything."""
    for document in documents:
        yield from (match(statement) for statement in document.statements if statement.allows)
        yield from map(some, document.faults)


def denying(documents: Iterable[Document], match: Matching) -> Iterator[tuple[str, Match]]:
    """What the statements that deny match, each by its name; a fault may deny anything."""
    for document in documents:
        for statement in document.statements:
            if not statement.allows:
                yield named(statement, document), match(statement)
        for fault in document.faults:
            yield document.name, some(fault)
