"""Policies that authors gave their machines, compared by ``bench/policy.py``."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

TOPIC = {"Ref": "Topic"}
TASK = {
    "Type": "Task",
    "Resource": "arn:aws:states:::sns:publish",
    "Parameters": {"TopicArn": TOPIC, "Message": "m"},
    "End": True,
}


def compared(root: Path, folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, root / "bench/policy.py", folder],
        capture_output=True,
        text=True,
        timeout=300,
    )


def sample(folder: Path, *policies: Any) -> Path:
    definition = {"StartAt": "A", "States": {"A": TASK}}
    properties = {"Definition": definition, "Policies": list(policies)}
    machine = {"Type": "AWS::Serverless::StateMachine", "Properties": properties}
    template = {"Resources": {"M": machine, "Topic": {"Type": "AWS::SNS::Topic"}}}
    (folder / "template.json").write_text(json.dumps(template))
    return folder


def allow(*actions: str) -> dict[str, Any]:
    return {"Statement": [{"Effect": "Allow", "Action": list(actions), "Resource": "*"}]}


def test_what_a_sample_grants_is_derived_or_has_a_reason(root: Path, tmp_path: Path) -> None:
    publish = {"SNSPublishMessagePolicy": {"TopicName": "t"}}
    done = compared(root, sample(tmp_path, publish, allow("sqs:SendMessage", "xray:*")))
    assert done.returncode == 0
    assert "missing sqs:SendMessage (a statement): no task calls this service" in done.stdout
    assert "missing xray:* (a statement): the template does not turn tracing on" in done.stdout


def test_an_action_that_is_missing_without_a_reason_fails(root: Path, tmp_path: Path) -> None:
    done = compared(root, sample(tmp_path, allow("s3:GetObject")))
    assert done.returncode == 1
    assert "missing s3:GetObject (a statement): NO REASON" in done.stdout


@pytest.mark.slow
def test_no_action_of_the_samples_is_missing_without_a_reason(root: Path, data: Path) -> None:
    done = compared(root, data / "policies")
    assert done.returncode == 0, done.stdout
