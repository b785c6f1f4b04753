"""Plans, deployments, drift and reviews of roles, as a notebook shows them."""

from __future__ import annotations

from functools import singledispatch
from typing import Any

from sfn_dsl.comparison import Changes
from sfn_dsl.deployment.deploy import Deployment
from sfn_dsl.deployment.drift import Drift
from sfn_dsl.deployment.plan import Plan
from sfn_dsl.deployment.render.drift import as_text as drift_as_text
from sfn_dsl.deployment.render.plan import as_text as plan_as_text
from sfn_dsl.drawing import Drawing, drawing_of_changes
from sfn_dsl.graph import graph_of
from sfn_dsl.iam.review.render import as_text as review_as_text
from sfn_dsl.iam.review.review import Review
from sfn_dsl.notebook import html
from sfn_dsl.notebook.html import Html
from sfn_dsl.notebook.output import Output


@singledispatch
def output_of(value: Any) -> Output:
    """The output for a value."""
    raise TypeError(f"{type(value).__name__} has no picture")


@output_of.register
def _(value: Plan) -> Output:
    text = plan_as_text(value)
    findings = "\n".join(map(str, value.findings))
    after = [html.folded("findings", html.lines(findings))] if findings else []
    return Output(_text(text), _picture(value), after, words=text)


@output_of.register
def _(value: Deployment) -> Output:
    done = "dry run, " if value.dry_run else ""
    text = f"{done}{value.action}: {value.arn}\n{plan_as_text(value.plan)}"
    return Output(_text(text), _picture(value.plan), words=text)


@output_of.register
def _(value: Drift) -> Output:
    text = drift_as_text(value)
    return Output(_text(text), _changed(value.changes), words=text)


@output_of.register
def _(value: Review) -> Output:
    text = review_as_text(value)
    return Output(_text(text), words=text)


def _picture(plan: Plan) -> Drawing:
    """What a plan changes in the definition, or the definition that it deploys."""
    changed = _changed(plan.changes) if plan.changes is not None else None
    return changed or Drawing(graph_of(plan.desired.definition))


def _changed(changes: Changes) -> Drawing | None:
    return drawing_of_changes(changes) if changes else None


def _text(text: str) -> list[Html]:
    """Text with its first line as the heading."""
    first, _, rest = text.rstrip("\n").partition("\n")
    return [html.heading(first), *([html.lines(rest)] if rest else [])]
