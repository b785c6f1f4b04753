"""The reference workflow compiles to its reference definition, to the byte."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from sfn_dsl import Severity, Target, canonical_text, compile_machine, diff, read_json, validate
from sfn_dsl.loading import load


def test_it_compiles_to_the_reference_byte_for_byte(root: Path) -> None:
    compiled = load(str(root / "workflows/backup.py")).definition
    assert (
        canonical_text(compiled.document).encode()
        == (root / "workflows/backup.asl.json").read_bytes()
    )


def test_it_is_equal_to_the_reference_by_meaning(root: Path) -> None:
    compiled = load(str(root / "workflows/backup.py")).definition
    reference = read_json((root / "workflows/backup.asl.json").read_bytes())
    assert not diff(compiled, reference)


def test_its_one_defect_is_found(root: Path) -> None:
    loaded = load(str(root / "workflows/backup.py"))
    assert loaded.workflow is not None
    (finding,) = validate(loaded.workflow)
    assert (finding.code, finding.severity) == ("SFN322", Severity.WARNING)
    assert finding.pointer == "/States/BackupFailureHandler/Parameters/Message.$"


def test_the_target_fills_in_account_region_and_partition(root: Path) -> None:
    target = Target("123456789012", "cn-north-1", "aws-cn")
    loaded = load(str(root / "workflows/backup.py"), target)
    states = loaded.definition.document["States"]
    assert states["BackupTables"]["Resource"] == (
        "arn:aws-cn:lambda:cn-north-1:123456789012:function:enhanced-dynamodb-backup"
    )
    assert states["BackupFailureHandler"]["Resource"] == "arn:aws-cn:states:::sns:publish"


def test_building_it_twice_gives_equal_workflows(root: Path) -> None:
    first, second = (load(str(root / "workflows/backup.py")).workflow for _ in range(2))
    assert first == second
    assert first is not None
    assert compile_machine(first.machine) == compile_machine(first.machine)


@pytest.mark.slow
def test_the_text_is_the_same_under_every_hash_seed(root: Path) -> None:
    texts = {
        subprocess.run(
            [sys.executable, "-m", "sfn_dsl", "compile", "workflows/backup.py"],
            cwd=root,
            env={**os.environ, "PYTHONHASHSEED": str(seed)},
            check=True,
            capture_output=True,
            timeout=60,
        ).stdout
        for seed in range(20)
    }
    assert texts == {(root / "workflows/backup.asl.json").read_bytes()}
