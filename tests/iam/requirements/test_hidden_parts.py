"""Placeholders in place of whole parts of a definition: nothing is known of what these need."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from sfn_dsl.cli.main import sfn

from ..asking import asked, states, task

PASS = {"StartAt": "B", "States": {"B": {"Type": "Pass", "End": True}}}
READER = {"Resource": "arn:aws:states:::s3:getObject", "Parameters": {"Bucket": "b", "Key": "k"}}


def a_map(**fields: Any) -> dict[str, Any]:
    return {"Type": "Map", "ItemProcessor": PASS, "End": True, **fields}


def processing(config: Any) -> dict[str, Any]:
    return a_map(ItemProcessor={**PASS, "ProcessorConfig": config})


HIDDEN: list[tuple[dict[str, Any], str]] = [
    ({"StartAt": "A", "States": "${X}"}, "/States"),
    ({"StartAt": "A"}, ""),
    (states(A="${X}"), "/States/A"),  # type: ignore[arg-type]  # that is the point
    (states(A=[]), "/States/A"),  # type: ignore[arg-type]  # that is the point
    (states(A={**task("sns:publish"), "Type": "${X}"}), "/States/A/Type"),
    (states(A={"End": True}), "/States/A"),
    (states(A={"Type": "Parallel", "Branches": "${X}"}), "/States/A/Branches"),
    (states(A={"Type": "Parallel", "Branches": [PASS, "${X}"]}), "/States/A/Branches/1"),
    (states(A={"Type": "Parallel"}), "/States/A"),
    (states(A=a_map(ItemProcessor="${X}")), "/States/A/ItemProcessor"),
    (states(A={"Type": "Map", "Iterator": "${X}"}), "/States/A/Iterator"),
    (states(A={"Type": "Map"}), "/States/A"),
    (
        states(A=a_map(ItemProcessor={"StartAt": "B", "States": "${X}"})),
        "/States/A/ItemProcessor/States",
    ),
    (states(A=a_map(ItemReader="${X}")), "/States/A/ItemReader"),
    (states(A=a_map(ResultWriter="${X}")), "/States/A/ResultWriter"),
    (states(A=processing("${X}")), "/States/A/ItemProcessor/ProcessorConfig"),
    (states(A=processing({"Mode": "${X}"})), "/States/A/ItemProcessor/ProcessorConfig"),
]


@pytest.mark.parametrize(("document", "pointer"), HIDDEN, ids=[where for _, where in HIDDEN])
def test_a_part_that_is_hidden_is_unknown(document: dict[str, Any], pointer: str) -> None:
    (found,) = asked(document).unknown
    assert found.pointer == pointer
    assert "known" in found.reason
    if "${X}" in json.dumps(document):
        assert found.reason.startswith("'${X}' stands for")


def test_what_is_beside_a_hidden_part_is_still_found() -> None:
    found = asked(states(A=task("sns:publish", {"PhoneNumber": "1"}), B="${B}"))  # type: ignore[arg-type]  # that is the point
    assert [one.action for one in found.permissions] == ["sns:Publish"]
    assert len(found.unknown) == 1


@pytest.mark.parametrize(
    "config", ["${R}", {"InputType": "${R}"}, {"ManifestType": "${R}"}, {"Transformation": "${R}"}]
)
def test_a_reader_that_may_read_further_objects_is_pointed_out(config: Any) -> None:
    found = asked(states(A=a_map(ItemReader={**READER, "ReaderConfig": config})))
    assert "'${R}' may stand for a manifest" in found.notes[0].reason


def test_what_is_written_out_hides_nothing() -> None:
    whole = a_map(
        ItemReader={**READER, "ReaderConfig": {"InputType": "CSV"}},
        ItemProcessor={**PASS, "ProcessorConfig": {"Mode": "DISTRIBUTED"}},
        ResultWriter={"WriterConfig": {"OutputType": "JSON"}},
        Label="l",
    )
    found = asked(states(A=whole, B={"Type": "Parallel", "Branches": [PASS]}))
    assert (found.unknown, found.notes) == ((), ())


def test_the_commands_do_not_say_that_nothing_is_needed(tmp_path: Path) -> None:
    machine, allowed = tmp_path / "m.asl.json", tmp_path / "p.json"
    machine.write_text('{"StartAt": "A", "States": "${States}"}')
    allowed.write_text('{"Version": "2012-10-17", "Statement": []}')
    policy = CliRunner().invoke(sfn, ["policy", str(machine)])
    assert policy.exit_code == 1
    assert "'${States}' stands for the states" in policy.output
    assert "no permissions are needed" not in policy.output
    role = CliRunner().invoke(sfn, ["role", str(machine), "--policy", str(allowed)])
    assert role.exit_code == 0
    assert "may suffice" in role.output
    assert "what the machine needs is not known: '${States}' stands for the states" in role.output
