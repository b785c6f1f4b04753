"""One value of each kind that a notebook shows."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

from sfn_dsl import Definition, Target, diff, draw, load, simulate, validate
from sfn_dsl.aws.api import Machine
from sfn_dsl.definition import canonical_text
from sfn_dsl.deployment.deploy import Deployment
from sfn_dsl.deployment.desired import Desired
from sfn_dsl.deployment.drift import Drift
from sfn_dsl.deployment.plan import Actual, Plan, plan
from sfn_dsl.iam.review.review import Review
from sfn_dsl.loading import author_value

ARN: Final = "arn:aws:states:us-east-1:123456789012:stateMachine:nightly"
ROLE: Final = "arn:aws:iam::123456789012:role/nightly"


def documents(root: Path) -> tuple[dict[str, Any], dict[str, Any]]:
    """The reference definition, and one with a state less, one more and one that is changed."""
    old = json.loads((root / "workflows/backup.asl.json").read_text())
    new = json.loads((root / "workflows/backup.asl.json").read_text())
    del new["States"]["CheckBackupSuccess"]
    new["States"]["BackupTables"] |= {"TimeoutSeconds": 300, "Next": "Lost"}
    new["States"]["Lost"] = {"Type": "Pass", "End": True}
    return old, new


def planned(old: dict[str, Any] | None, new: dict[str, Any]) -> Plan:
    """The plan of a deployment of a new document, where an old one is deployed or nothing."""
    desired = Desired("nightly", Definition(new), ROLE)
    if old is None:
        return plan(ARN, desired, None)
    text = canonical_text(old)
    machine = Machine(ARN, "nightly", "STANDARD", "ACTIVE", definition=text, role=ROLE, settings={})
    return plan(ARN, desired, Actual(machine))


def values(root: Path) -> dict[str, Any]:
    """The values by the names of their kinds."""
    old, new = documents(root)
    source = str(root / "workflows/backup.py")
    loaded = load(source)
    workflow = loaded.workflow
    assert workflow is not None
    builder = author_value(source)
    made = planned(old, new)
    changes = diff(Definition(old), Definition(new))
    answers = {"BackupTables": {"statusCode": 200, "body": "done"}, "sns:publish": {}}
    return {
        "Workflow": workflow,
        "WorkflowBuilder": builder,
        "StateMachine": workflow.machine,
        "Definition": loaded.definition,
        "LoadedSource": loaded,
        "Changes": changes,
        "Findings": validate(Definition(new)),
        "Drawing": draw(builder, Target(), against=Definition(new)),
        "Execution": simulate(loaded, {"when": "now"}, tasks=answers),
        "Plan": made,
        "Deployment": Deployment("updated", ARN, made, made.steps),
        "Drift": Drift(ARN, made.desired, made.actual, changes=changes),
        "Review": Review("nightly", ARN, None, ()),
    }
