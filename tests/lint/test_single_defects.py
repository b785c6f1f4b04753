"""Each single defect is found, once, and where it is."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from sfn_dsl import Definition, Severity, read_json, validate

from .defects import DEFECTS as OF_ALL_KINDS
from .defects_of_data import DATA_DEFECTS
from .examples import definitions

DEFECTS = {**OF_ALL_KINDS, **DATA_DEFECTS}


@pytest.mark.parametrize("defect", DEFECTS)
def test_a_single_defect_is_one_finding_at_its_place(defect: str) -> None:
    document, pointer = DEFECTS[defect]
    found = validate(Definition(document))
    assert [finding.pointer for finding in found] == [pointer], found


def test_what_a_machine_never_read_is_not_a_defect_of_what_it_was_given() -> None:
    document, _ = DEFECTS["the result replaces what is read"]
    document["States"]["A"]["ResultPath"] = "$.kept"
    assert validate(Definition(document)) == []


def test_every_collected_defect_is_found_and_no_sound_definition_is_flagged(data: Path) -> None:
    folder = data / "lint"
    with (folder / "index.csv").open(encoding="utf-8") as stream:
        collected = {row["file"] for row in csv.DictReader(stream)}
    flagged = set()
    for kind in ("defects", "good"):
        for name, document in definitions(folder / kind):
            found = validate(Definition(document))
            if any(finding.severity is not Severity.INFO for finding in found):
                flagged.add(f"{kind}/{name}")
    assert flagged == {name for name in collected if name.startswith("defects/")}


def test_the_reference_workflow_has_the_defect_that_it_is_known_for(data: Path) -> None:
    (file,) = (data / "seed").glob("*.json")
    (finding,) = validate(read_json(file.read_bytes()))
    assert finding.pointer == "/States/BackupFailureHandler/Parameters/Message.$"
    assert "'CheckBackupSuccess', by its Default" in finding.message
