"""Does a role suffice for a machine: what is allowed, what is not, and what is allowed besides."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

import attrs

from sfn_dsl.arns import PLACEHOLDER_ACCOUNT
from sfn_dsl.definition import Definition
from sfn_dsl.iam.evaluation.calls import Asked, Identity, asked, assuming
from sfn_dsl.iam.evaluation.documents import Document
from sfn_dsl.iam.evaluation.evaluate import Answer, Outcome, Policies, answer
from sfn_dsl.iam.evaluation.trust import trust
from sfn_dsl.iam.requirements.model import Delegated, Requirements, Unknown
from sfn_dsl.iam.review.excess import Excess, excess
from sfn_dsl.iam.review.needs import is_generous, only, watched

_PLACEHOLDERS: Final = re.compile(rf"\$\{{[^{{}}]*\}}|\b{PLACEHOLDER_ACCOUNT}\b")
_LACKS = (Outcome.MISSING, Outcome.DENIED)


@attrs.frozen
class HeldRole:
    """A role as IAM holds it; ``trust`` is None where only its policies are in question."""

    name: str
    policies: Policies
    trust: Document | None = None


@attrs.frozen
class Checked:
    """What was asked for, and the answer; ``simulated`` tells whether AWS itself gave it."""

    asked: Asked
    answer: Answer
    simulated: bool = False


@attrs.frozen
class Review:
    """What came of holding a role to what a machine asks of it.

    ``unknown`` are the parts of the definition whose permissions nobody can say. ``excess`` is what
    the role allows besides, as far as they are known. ``delegated`` is asked of other roles, which
    are not looked at.
    """

    role: str
    machine: str
    trust: Answer | None
    checks: tuple[Checked, ...]
    excess: tuple[Excess, ...] = ()
    unknown: tuple[Unknown, ...] = ()
    delegated: tuple[Delegated, ...] = ()

    @property
    def answers(self) -> tuple[Answer, ...]:
        """All answers, that about trust first."""
        trusted = () if self.trust is None else (self.trust,)
        return (*trusted, *(checked.answer for checked in self.checks))

    @property
    def lacks(self) -> bool:
        """Tell whether something is surely wrong: the trust policy, or a permission."""
        return any(one.outcome in _LACKS for one in self.answers)

    @property
    def is_sure(self) -> bool:
        """Tell whether nothing is unknown."""
        return not (self.unknown or any(one.outcome is Outcome.UNKNOWN for one in self.answers))


def review(
    requirements: Requirements,
    role: HeldRole,
    identity: Identity,
    definition: Definition,
    simulated: Sequence[Answer | None] = (),
    *,
    is_final: bool = False,
) -> Review:
    """Hold a role to what a machine asks of it.

    A placeholder may stand for anything, unless ``is_final`` says that the definition is what AWS
    is handed: then nothing ever takes its place.

    ``simulated`` are the answers of AWS itself to what `asked` gives, in the same order, and None
    where it gave none; these are evaluated here, as is everything when there are no answers at all.
    """
    wanted = asked(requirements, identity)
    told = watched(requirements)
    answers = simulated or [None] * len(wanted)
    checks = (
        Checked(one, answer(one.call, role.policies) if given is None else given, given is not None)
        for one, given in zip(wanted, answers, strict=True)
    )
    return Review(
        role.name,
        identity.machine,
        None if role.trust is None else trust(role.trust, assuming(identity), identity.region),
        tuple(
            _softened(one if is_final else _undecided(one, role.policies), definition, told)
            for one in checks
            if _counts(one, definition)
        ),
        excess(role.policies.documents, wanted),
        requirements.unknown,
        requirements.delegated,
    )


def _counts(checked: Checked, definition: Definition) -> bool:
    """Tell whether something is to be reported: not what is neither needed nor allowed."""
    call, permission = checked.asked.call, checked.asked.permission
    is_allowed = checked.answer.outcome is Outcome.ALLOWED
    return is_allowed or not is_generous(permission, call.resource, definition)


def _undecided(checked: Checked, policies: Policies) -> Checked:
    """The same, but unknown where only a placeholder keeps a statement from allowing it."""
    call = checked.asked.call
    held = list(dict.fromkeys(_PLACEHOLDERS.findall(call.resource)))
    if checked.answer.outcome is not Outcome.MISSING or not held:
        return checked
    anything = attrs.evolve(call, resource=_PLACEHOLDERS.sub("*", call.resource))
    if answer(anything, policies).outcome is Outcome.MISSING:
        return checked
    stands = "stands" if len(held) == 1 else "stand"
    names = " and ".join(f"'{one}'" for one in held)
    why = f"{names} {stands} for what only a deployment knows"
    return attrs.evolve(checked, answer=Answer(Outcome.UNKNOWN, why, checked.answer.lacking))


def _softened(checked: Checked, definition: Definition, told: frozenset[str]) -> Checked:
    """The same, but unknown where the role lacks what is needed only at times."""
    when = only(checked.asked.permission, definition, told)
    if checked.answer.outcome not in _LACKS or not when:
        return checked
    why = f"{checked.answer.why}, and it is needed only {when}"
    return attrs.evolve(checked, answer=Answer(Outcome.UNKNOWN, why, checked.answer.lacking))
