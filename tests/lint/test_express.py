"""The type of a machine is known wherever the source says it, and decides what it may do."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from sfn_dsl import Definition, Map, StateMachine, Task, Workflow, validate
from sfn_dsl.cli.main import sfn
from sfn_dsl.definition import MachineType

from .control_flow import machine

SYNC = {
    "Type": "Task",
    "End": True,
    "Resource": "arn:aws:states:::glue:startJobRun.sync",
    "Parameters": {"JobName": "nightly"},
}
POINTER = "/States/A/Resource"


def errors(document: object, machine_type: MachineType | None) -> list[tuple[str, str]]:
    definition = Definition(document, machine_type=machine_type)  # type: ignore[arg-type]  # odd ones too
    return [(finding.code, finding.pointer) for finding in validate(definition)]


def test_a_job_is_waited_for_in_a_standard_machine_only() -> None:
    assert errors(machine(A=SYNC), "EXPRESS") == [("SFN803", POINTER)]
    assert errors(machine(A=SYNC), "STANDARD") == []
    assert errors(machine(A=SYNC), None) == []


def test_an_express_machine_is_advised_to_become_a_standard_one() -> None:
    (finding,) = validate(Definition(machine(A=SYNC), machine_type="EXPRESS"))
    assert finding.message == ("an EXPRESS machine cannot use '.sync'; make it a STANDARD machine")
    assert finding.aws_code == "SCHEMA_VALIDATION_FAILED"


def test_a_distributed_map_of_an_express_machine_is_one_error_whatever_it_holds() -> None:
    inner = {**machine(I=SYNC), "ProcessorConfig": {"Mode": "DISTRIBUTED"}}
    inner["ProcessorConfig"]["ExecutionType"] = "STANDARD"
    document = machine(A={"Type": "Map", "End": True, "ItemProcessor": inner})
    place = "/States/A/ItemProcessor/ProcessorConfig/Mode"
    assert errors(document, "EXPRESS") == [("SFN803", place)]


def test_a_workflow_s_type_is_that_of_its_definition() -> None:
    task = Task("A", resource="arn:aws:states:::glue:startJobRun.sync", end=True)
    nightly = StateMachine([Map("M", item_processor=StateMachine([task]), end=True)])
    codes = {each.code for each in validate(Workflow("n", nightly, role="r", type="EXPRESS"))}
    assert "SFN803" in codes
    assert "SFN803" not in {each.code for each in validate(Workflow("n", nightly, role="r"))}


def properties(name: str, machine_type: str) -> dict[str, object]:
    return {"Definition": machine(A=SYNC), "RoleArn": "r", name: machine_type}


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        ("AWS::StepFunctions::StateMachine", "StateMachineType"),
        ("AWS::Serverless::StateMachine", "Type"),
    ],
)
def test_a_template_s_type_is_that_of_its_definition(kind: str, name: str, tmp_path: Path) -> None:
    for machine_type in ("EXPRESS", "STANDARD"):
        made = {"Type": kind, "Properties": properties(name, machine_type)}
        template = tmp_path / "template.json"
        template.write_text(json.dumps({"Resources": {"M": made}}))
        done = CliRunner().invoke(sfn, ["validate", str(template)])
        assert ("SFN803" in done.stdout) is (machine_type == "EXPRESS")


def test_a_bare_definition_s_type_is_given_as_an_option(tmp_path: Path) -> None:
    file = tmp_path / "x.asl.json"
    file.write_text(json.dumps(machine(A=SYNC)))
    assert CliRunner().invoke(sfn, ["validate", str(file)]).exit_code == 0
    done = CliRunner().invoke(sfn, ["validate", str(file), "--type", "EXPRESS"])
    assert done.exit_code == 1
    assert f"[{POINTER}; AWS: SCHEMA_VALIDATION_FAILED]" in done.stdout
