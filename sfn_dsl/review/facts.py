"""What a review tells of a workflow, gathered from the tools, before it is a comment or a page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

import attrs

from sfn_dsl.comparison import Changes, diff
from sfn_dsl.definition import Definition
from sfn_dsl.diagnostics import Diagnostic
from sfn_dsl.graph import Graph, Overlay, graph_of
from sfn_dsl.iam.requirements.derive import derive
from sfn_dsl.iam.requirements.model import Requirements
from sfn_dsl.iam.requirements.workflow import machine_at
from sfn_dsl.model.target import Target
from sfn_dsl.report.change_pictures import changes_picture
from sfn_dsl.report.overlays import findings_overlay
from sfn_dsl.review.documents import PlanDocument, RoleDocument
from sfn_dsl.review.grants import GrantChanges, grant_changes
from sfn_dsl.review.runs import RunTold
from sfn_dsl.validation import validate
from sfn_dsl.workflow_values import LoadedSource


@attrs.frozen(eq=False)
class Comparison:
    """What a workflow changes compared with a reference, whose name is `reference`.

    ``old`` is the reference's definition.
    ``graph`` shows both definitions, and ``overlay`` marks in it what is not the same. ``known``
    are the findings that the reference has too.
    """

    reference: str
    old: Definition
    changes: Changes
    graph: Graph
    overlay: Overlay
    grants: GrantChanges
    known: frozenset[Diagnostic]

    def is_new(self, finding: Diagnostic) -> bool:
        """Return whether the reference does not have a finding."""
        return finding not in self.known


@attrs.frozen(eq=False, kw_only=True)
class ReviewFacts:
    """A workflow under review; ``name`` is how its source was given.

    What was not asked for is None: a comparison without a reference, the plan, the review of the
    role, a run.
    """

    name: str
    definition: Definition
    graph: Graph
    findings: tuple[Diagnostic, ...]
    requirements: Requirements
    comparison: Comparison | None = None
    plan: PlanDocument | None = None
    role: RoleDocument | None = None
    run: RunTold | None = None

    @property
    def states(self) -> int:
        """How many states there are."""
        return sum(node.is_defined for node in self.graph.nodes())

    @property
    def findings_overlay(self) -> Overlay:
        """The states that findings are about."""
        return findings_overlay(self.findings)


def gather(
    loaded: LoadedSource,
    target: Target,
    *,
    reference: LoadedSource | None = None,
    plan: PlanDocument | None = None,
    role: RoleDocument | None = None,
    run: RunTold | None = None,
) -> ReviewFacts:
    """The facts of a workflow, compared with a reference if one is given."""
    findings = tuple(validate(loaded.definition))
    graph = graph_of(loaded.definition)
    requirements = _requirements(loaded, target)
    comparison = None
    if reference is not None:
        changes = diff(reference.definition, loaded.definition)
        both, overlay = changes_picture(graph_of(reference.definition), graph, changes)
        comparison = Comparison(
            reference.source,
            reference.definition,
            changes,
            both,
            overlay,
            grant_changes(_requirements(reference, target), requirements),
            _known(validate(reference.definition), findings),
        )
    return ReviewFacts(
        name=loaded.source,
        definition=loaded.definition,
        graph=graph,
        findings=findings,
        requirements=requirements,
        comparison=comparison,
        plan=plan,
        role=role,
        run=run,
    )


def _requirements(loaded: LoadedSource, target: Target) -> Requirements:
    return derive(loaded.definition, machine_at(target, loaded.workflow, loaded.definition))


def _known(before: Iterable[Diagnostic], now: Sequence[Diagnostic]) -> frozenset[Diagnostic]:
    """The findings of now that were there before: as many as there were with the same words."""
    left = Counter((finding.code, finding.message) for finding in before)
    known = []
    for finding in now:
        key = (finding.code, finding.message)
        if left[key]:
            left[key] -= 1
            known.append(finding)
    return frozenset(known)
