"""What AWS was recorded to say of definitions, and what is found in them here."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from sfn_dsl import Definition, Severity, SourceError, read_json, validate
from sfn_dsl.diagnostics import Diagnostic, has_errors

IN_MESSAGE = re.compile(r"'([A-Z_]+): .* at (/[^']*)'")


def recorded(data: Path, folder: str) -> Iterator[tuple[str, dict[str, Any]]]:
    files = sorted((data / "conformance" / folder).glob("*.json"))
    assert files
    for file in files:
        case = json.loads(file.read_text(encoding="utf-8"))
        if case.get("about", "definition") == "definition":
            yield file.name, case


def found(case: dict[str, Any]) -> list[Diagnostic]:
    try:
        document = read_json(case["definition_text"]).document
    except SourceError as error:
        return list(error.diagnostics)
    return validate(Definition(document, machine_type=case["type"]))


def verdict(expected: dict[str, Any]) -> list[tuple[str, str]]:
    """AWS's codes of what it rejects, each with the place it names."""
    if "diagnostics" in expected:
        return [(each["code"], each.get("location", "")) for each in expected["diagnostics"]]
    message = IN_MESSAGE.search(expected.get("message", ""))
    return [(message[1], message[2])] if message else []


def test_what_aws_rejects_is_an_error_with_its_code_at_its_place(data: Path) -> None:
    rejected = 0
    for name, case in recorded(data, "create"):
        for code, location in verdict(case["expected"]):
            rejected += 1
            errors = [each for each in found(case) if each.severity is Severity.ERROR]
            assert {error.aws_code for error in errors} == {code}, name
            # AWS names texts that it cannot read by their own position, and the whole by a slash.
            place = location.rstrip("/") if location.startswith("/") else ""
            assert all(f"{error.pointer}/".startswith(f"{place}/") for error in errors), name
    assert rejected >= 8


def test_what_aws_accepts_has_no_error(data: Path) -> None:
    for folder in ("create", "executions"):
        for name, case in recorded(data, folder):
            expected = case["expected"]
            if folder == "executions" or expected.get("accepted") or expected.get("result") == "OK":
                definition = Definition(case["definition"], machine_type=case["type"])
                assert not has_errors(validate(definition)), name


@pytest.mark.parametrize(
    ("document", "code", "aws_code"),
    [
        ({"StartAt": "A" * 81, "States": {"A" * 81: {"Type": "Succeed"}}}, "SFN115", "STATE_NAME"),
        ({"StartAt": "B", "States": {"A": {"Type": "Succeed"}}}, "SFN201", "TRANSITION_TARGET"),
        ({"StartAt": "A", "States": {"A": {"Type": "Pass", "Next": "A"}}}, "SFN204", "END_STATE"),
    ],
)
def test_an_error_has_the_code_that_aws_has_for_it(
    document: dict[str, Any], code: str, aws_code: str
) -> None:
    (finding,) = [each for each in validate(Definition(document)) if each.code == code]
    assert finding.aws_code.endswith(aws_code)
    assert f"AWS: {finding.aws_code}]" in str(finding)
    assert finding.as_json()["aws_code"] == finding.aws_code
