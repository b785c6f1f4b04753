"""Findings as other programs read them: GitHub's annotations, SARIF, baselines."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sfn_dsl import Diagnostic, Severity
from sfn_dsl.errors import SfnError
from sfn_dsl.origin import Position
from sfn_dsl.report.baseline import baseline_text, key_of, read_baseline, stable_name
from sfn_dsl.report.formats import annotation, sarif_log

FINDING = Diagnostic(
    "SFN203",
    Severity.ERROR,
    "state 'B' is never reached",
    "/States/B",
    Position("a b/x.json", 5, 3),
)


def test_an_annotation_names_the_place_and_the_code() -> None:
    assert annotation(FINDING) == (
        "::error file=a b/x.json,line=5,col=3,title=SFN203::state 'B' is never reached  [/States/B]"
    )


def test_severities_are_githubs() -> None:
    for severity, command in (("warning", "::warning "), ("info", "::notice ")):
        found = Diagnostic("SFN503", Severity(severity), "advice")
        assert annotation(found) == f"{command}title=SFN503::advice"


def test_what_would_end_a_property_or_the_command_is_escaped() -> None:
    odd = Diagnostic("SFN1", Severity.ERROR, "100%\r\n: a, b", "", Position("a,b:c%.json", 1, 1))
    assert annotation(odd) == (
        "::error file=a%2Cb%3Ac%25.json,line=1,col=1,title=SFN1::100%25%0D%0A: a, b"
    )


def test_files_in_the_current_folder_are_named_from_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    inside = Diagnostic("SFN1", Severity.ERROR, "m", "", Position(f"{tmp_path}/d/x.json", 1, 1))
    assert "file=d/x.json," in annotation(inside)
    for name in ("<standard input>", "arn:aws:states:us-east-1:1:stateMachine:x"):
        outside = Diagnostic("SFN1", Severity.ERROR, "m", "", Position(name, 1, 1))
        assert annotation(outside) == "::error title=SFN1::m"


def closed(required: list[str], **properties: Any) -> dict[str, Any]:
    """The schema of an object that has only these properties."""
    return {
        "type": "object",
        "required": required,
        "properties": properties,
        "additionalProperties": False,
    }


TEXT = {"type": "string", "minLength": 1}
MESSAGE = closed(["text"], text=TEXT, markdown=TEXT)
PLACE = closed(
    ["artifactLocation", "region"],
    artifactLocation=closed(["uri"], uri={"type": "string", "format": "uri-reference"}),
    region=closed(
        ["startLine"],
        startLine={"type": "integer", "minimum": 1},
        startColumn={"type": "integer", "minimum": 1},
    ),
)
# What the SARIF 2.1.0 standard says of the properties that are written here.
SARIF = closed(
    ["version", "runs"],
    **{"$schema": TEXT},
    version={"const": "2.1.0"},
    runs={
        "type": "array",
        "items": closed(
            ["tool", "results"],
            tool=closed(
                ["driver"],
                driver=closed(
                    ["name"],
                    name=TEXT,
                    semanticVersion=TEXT,
                    rules={
                        "type": "array",
                        "uniqueItems": True,
                        "items": closed(
                            ["id"],
                            id=TEXT,
                            name=TEXT,
                            shortDescription=MESSAGE,
                            fullDescription=MESSAGE,
                            help=MESSAGE,
                        ),
                    },
                ),
            ),
            columnKind={"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
            results={
                "type": "array",
                "items": closed(
                    ["message"],
                    ruleId=TEXT,
                    ruleIndex={"type": "integer", "minimum": -1},
                    level={"enum": ["none", "note", "warning", "error"]},
                    message=MESSAGE,
                    locations={
                        "type": "array",
                        "items": closed(
                            [],
                            physicalLocation=PLACE,
                            logicalLocations={
                                "type": "array",
                                "uniqueItems": True,
                                "items": closed(
                                    [], name={"type": "string"}, fullyQualifiedName=TEXT
                                ),
                            },
                        ),
                    },
                    partialFingerprints={"type": "object", "additionalProperties": TEXT},
                ),
            },
        ),
    },
)


def log_of(*found: Diagnostic) -> dict[str, Any]:
    log = sarif_log((key_of(finding, "x.json"), finding) for finding in found)
    jsonschema.Draft202012Validator(SARIF).validate(json.loads(json.dumps(log)))
    return log


def test_a_result_names_its_rule_and_both_its_places() -> None:
    (run,) = log_of(FINDING)["runs"]
    (result,) = run["results"]
    rule = run["tool"]["driver"]["rules"][result["ruleIndex"]]
    assert rule["id"] == result["ruleId"] == "SFN203"
    assert rule["name"] == "UnreachableState"
    assert "Bad:" in rule["help"]["text"]
    assert "```json" in rule["help"]["markdown"]
    assert result["level"] == "error"
    (location,) = result["locations"]
    assert location["physicalLocation"]["artifactLocation"]["uri"] == "a%20b/x.json"
    assert location["physicalLocation"]["region"] == {"startLine": 5, "startColumn": 3}
    assert location["logicalLocations"] == [{"name": "B", "fullyQualifiedName": "/States/B"}]


def test_a_log_without_findings_and_findings_without_places_are_sarif_too() -> None:
    (run,) = log_of()["runs"]
    assert run["results"] == []
    nowhere = Diagnostic("SFN106", Severity.WARNING, "m")
    piped = Diagnostic("SFN000", Severity.INFO, "m", "/", Position("<standard input>", 1, 1))
    (first, second) = log_of(nowhere, piped)["runs"][0]["results"]
    assert first["locations"] == [{}]
    assert (second["level"], "ruleIndex" in second) == ("note", False)
    assert "physicalLocation" not in second["locations"][0]


def test_a_fingerprint_does_not_change_when_lines_move() -> None:
    moved = Diagnostic(
        FINDING.code, FINDING.severity, FINDING.message, FINDING.pointer, Position("x", 99, 1)
    )
    other = Diagnostic(FINDING.code, FINDING.severity, FINDING.message, "/States/C")
    first, second, third = (
        result["partialFingerprints"]
        for result in log_of(FINDING, moved, other)["runs"][0]["results"]
    )
    assert first == second != third


def test_a_file_elsewhere_is_named_by_an_absolute_uri() -> None:
    found = Diagnostic("SFN203", Severity.ERROR, "m", "", Position("/else where/x.json", 1, 1))
    (result,) = log_of(found)["runs"][0]["results"]
    place = result["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "file:///else%20where/x.json"


def test_a_file_whose_name_is_not_utf_8_is_named_by_its_bytes() -> None:
    found = Diagnostic("SFN203", Severity.ERROR, "m", "", Position("\udcff.json", 1, 1))
    (result,) = log_of(found)["runs"][0]["results"]
    place = result["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "%FF.json"


@given(st.text(max_size=20), st.text(max_size=20))
def test_any_finding_is_sarif_and_one_annotation(pointer: str, message: str) -> None:
    found = Diagnostic("SFN203", Severity.ERROR, message or "m", pointer, Position("x.json", 1, 1))
    log_of(found)
    shown = annotation(found)
    assert "\n" not in shown
    assert "\r" not in shown


def test_a_baseline_is_read_back_as_it_was_written() -> None:
    keys = {key_of(FINDING, "x.json"), key_of(FINDING, "\ud800.json")}
    text = baseline_text([*keys, *keys])
    assert read_baseline(text.encode(), "base.json") == keys
    assert text == baseline_text(reversed(list(keys)))


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"{", "'b.json' is not a baseline: "),
        (b"\xff", "'b.json' is not a baseline: "),
        (b"[]", "'b.json' is not a baseline of version 1"),
        (b'{"version": 2, "findings": []}', "'b.json' is not a baseline of version 1"),
        (b'{"version": 1, "findings": {}}', "'b.json' is not a baseline of version 1"),
        (b'{"version": 1, "findings": [1]}', "a finding in 'b.json' does not have the "),
        (b'{"version": 1, "findings": [{"code": 1}]}', "a finding in 'b.json' does not have the "),
    ],
)
def test_what_is_not_a_baseline_is_reported(data: bytes, message: str) -> None:
    with pytest.raises(SfnError) as refusal:
        read_baseline(data, "b.json")
    assert str(refusal.value).startswith(message)
    assert str(refusal.value).endswith("write it with 'sfn validate --write-baseline FILE'")


def test_a_source_has_one_name_wherever_the_command_is_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert stable_name("flows/x.json", str(tmp_path)) == "flows/x.json"
    assert stable_name(f"{tmp_path}/flows/x.json", str(tmp_path)) == "flows/x.json"
    assert stable_name("./flows/w.py:nightly", str(tmp_path / "flows")) == "w.py:nightly"
    assert stable_name("t.yaml#One", str(tmp_path)) == "t.yaml#One"
    for other in ("-", "arn:aws:states:us-east-1:1:stateMachine:x"):
        assert stable_name(other, str(tmp_path)) == other
