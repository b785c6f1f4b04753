"""What is refused before AWS hears of it."""

from __future__ import annotations

import json
from typing import Any

import attrs
import pytest

from sfn_dsl.definition import Definition
from sfn_dsl.deployment.checks.preflight import definition_findings, settings_findings
from sfn_dsl.deployment.desired import Desired, definition_text
from sfn_dsl.diagnostics import Diagnostic, Severity
from sfn_dsl.language.limits import DEFINITION_BYTES
from sfn_dsl.origin import Position

from .planning import evolved

STATES = {"Done": {"Type": "Succeed"}}
SOUND = Desired("nightly", Definition({"StartAt": "Done", "States": STATES}), "Nightly")
LOG_GROUP = "arn:aws:logs:us-east-1:123456789012:log-group:nightly:*"


def logging(level: str, *groups: str) -> dict[str, Any]:
    destinations = [{"cloudWatchLogsLogGroup": {"logGroupArn": group}} for group in groups]
    return {"level": level, "destinations": destinations}


def key(name: str, seconds: int = 300) -> dict[str, Any]:
    return {"kmsKeyId": name, "kmsDataKeyReusePeriodSeconds": seconds}


def messages(**fields: Any) -> list[str]:
    findings = settings_findings(evolved(SOUND, **fields))
    assert {finding.severity for finding in findings} <= {Severity.ERROR}
    return [finding.message for finding in findings]


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"name": "a" * 80},
        {"role": "arn:aws:iam::123456789012:role/a/path/Nightly"},
        {"role": "arn:aws-us-gov:iam::123456789012:role/Nightly"},
        {"logging": logging("OFF")},
        {"logging": logging("ERROR", LOG_GROUP)},
        {"encryption": {"type": "AWS_OWNED_KEY"}},
        {"encryption": {"type": "CUSTOMER_MANAGED_KMS_KEY", "kmsKeyId": "alias/nightly"}},
        {"encryption": {"kmsKeyId": "mrk-1a2b", "kmsDataKeyReusePeriodSeconds": 60}},
        {"tags": {}},
        {"tags": {"team name": "data & ops".replace("&", "+"), "größe": "1:2/3=4@5_6-7."}},
        {"tags": {str(number): "" for number in range(50)}},
    ],
)
def test_what_aws_takes_has_no_findings(fields: dict[str, Any]) -> None:
    assert messages(**fields) == []


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("a b", "a space"),
        ("a\tb", "U+0009"),
        ("a\x7fb", "U+007F"),
        ("a\ud800b", "U+D800"),
        ("a\uffffb", "U+FFFF"),
        ("a/b:c/d", "'/', ':'"),
        *((f"a{character}b", f"'{character}'") for character in '<>{}[]?*"#%\\^|~`$&,;:/'),
    ],
)
def test_a_name_is_refused_with_each_character_that_aws_forbids(name: str, shown: str) -> None:
    (message,) = messages(name=name)
    assert f"contains {shown}, which AWS does not allow" in message


@pytest.mark.parametrize("name", ["", "a" * 81])
def test_a_name_is_refused_for_its_length(name: str) -> None:
    (message,) = messages(name=name)
    assert message.endswith(f"has {len(name)} characters; write one of 1 to 80")


@pytest.mark.parametrize("name", ["nächtlich", "nightly.v2", "nightly(2)"])
def test_a_name_that_cloudwatch_cannot_take_is_a_warning(name: str) -> None:
    (finding,) = settings_findings(attrs.evolve(SOUND, name=name))
    assert finding.severity is Severity.WARNING
    assert "CloudWatch" in finding.message


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"role": ""}, "has no role; write the name or the ARN"),
        ({"role": "  "}, "has no role; write the name or the ARN"),
        ({"role": "arn:aws:iam::YOUR_ACCOUNT:role/x"}, "still contains 'YOUR_ACCOUNT'"),
        ({"role": "arn:aws:iam::123456789012:user/x"}, "is not the ARN of an IAM role"),
        ({"role": "arn:aws:iam::12345:role/x"}, "is not the ARN of an IAM role"),
        ({"role": "service-role/x"}, "cannot be the name of an IAM role; write it without a path"),
        ({"logging": logging("SOME", LOG_GROUP)}, "'SOME' is not a level of logging"),
        ({"logging": logging("ALL")}, "has 0 log groups; write exactly one"),
        ({"logging": logging("OFF", LOG_GROUP, LOG_GROUP)}, "has 2 log groups; write exactly one"),
        ({"logging": logging("ALL", LOG_GROUP[:-2])}, "with ':*' at its end"),
        ({"logging": logging("ALL", "nightly:*")}, "write the log group's ARN with ':*'"),
        (
            {"logging": logging("ALL", "arn:aws:logs:x:YOUR_ACCOUNT:log-group:y:*")},
            "still contains 'YOUR_ACCOUNT'",
        ),
        ({"encryption": key("arn:aws:kms:x:YOUR_ACCOUNT:key/1")}, "still contains 'YOUR_ACCOUNT'"),
        ({"encryption": key("my key")}, "cannot be a key; write the ARN or the id"),
        ({"encryption": key("")}, "cannot be a key; write the ARN or the id"),
        ({"encryption": key("1-2", 59)}, "cannot be reused for 59 seconds; write 60 to 900"),
        ({"encryption": key("1-2", 901)}, "cannot be reused for 901 seconds; write 60 to 900"),
        ({"tags": {str(number): "" for number in range(51)}}, "has 51 tags; write at most 50"),
        ({"tags": {"aws:team": ""}}, "which is AWS's own; write another name"),
        ({"tags": {"": ""}}, "has 0 characters; write a name of 1 to 128"),
        ({"tags": {"a" * 129: ""}}, "has 129 characters; write a name of 1 to 128"),
        ({"tags": {"a": "b" * 257}}, "has 257 characters; write at most 256"),
        ({"tags": {"a": "b;c"}}, "write letters, digits, spaces and '_.:/=+-@'"),
    ],
)
def test_a_setting_that_aws_would_refuse_is_named_with_what_to_write(
    fields: dict[str, Any], message: str
) -> None:
    (found,) = messages(**fields)
    assert message in found


def test_findings_are_at_the_line_where_the_workflow_is_written() -> None:
    position = Position("backup.py", 31, 12)
    (finding,) = settings_findings(attrs.evolve(SOUND, role="", position=position))
    assert finding.position == position


class Lines:
    """A source in which every part has a line."""

    name = "backup.py"

    def locate(self, pointer: str) -> Position:
        return Position(self.name, pointer.count("/"), 1)


def found(document: dict[str, Any]) -> list[Diagnostic]:
    definition = Definition(document, Lines())
    return definition_findings(attrs.evolve(SOUND, definition=definition), lambda _: [])


def test_every_string_that_still_holds_the_placeholder_is_found_at_its_place() -> None:
    topic = "arn:aws:sns:us-east-1:YOUR_ACCOUNT:done"
    task = {"Type": "Task", "Resource": topic, "Parameters": {"a/b": [1, f"see {topic}"]}}
    findings = found({"StartAt": "Task", "States": {"Task": task}})
    assert [finding.pointer for finding in findings] == [
        "/States/Task/Resource",
        "/States/Task/Parameters/a~1b/1",
    ]
    assert findings[0].position == Position("backup.py", 3, 1)
    assert findings[0].code == "SFN904"
    assert "build it with target.arn(...)" in findings[0].message


def test_the_findings_of_the_given_check_come_first() -> None:
    finding = Diagnostic("SFN201", Severity.ERROR, "a fault; mend it")
    assert definition_findings(SOUND, lambda _: [finding]) == [finding]


def test_a_definition_that_fits_without_white_space_is_sent_without() -> None:
    document = {"StartAt": "Done", "States": STATES, "Comment": {"a": [[1]] * 100_000}}
    text = definition_text(Definition(document))
    assert "\n" not in text
    assert len(text) < DEFINITION_BYTES
    assert found(document) == []


def test_a_definition_over_the_limit_of_aws_is_refused() -> None:
    findings = found({"StartAt": "Done", "States": STATES, "Comment": "ä" * 524_288})
    assert [finding.code for finding in findings] == ["SFN907"]
    assert "AWS accepts 1,048,576" in findings[0].message


@pytest.mark.parametrize("comment", ["\ud800" * 10, "ä"])
def test_the_text_to_send_can_always_be_encoded(comment: str) -> None:
    for filling in ({}, {"More": [[1]] * 100_000}):
        definition_text(Definition({"Comment": comment, **filling})).encode()


def test_a_definition_nested_more_deeply_than_python_recurses_is_not_an_error() -> None:
    nested: Any = "YOUR_ACCOUNT"
    for _ in range(2_000):
        nested = [nested]
    codes = {finding.code for finding in found({"Comment": nested})}
    # How deep json can go, and so whether the compact text fits, depends on the Python.
    assert "SFN904" in codes


def test_a_definition_that_fits_into_a_request_only_without_white_space_is_sent_without() -> None:
    text = definition_text(Definition({"Comment": {str(n): "" for n in range(60_000)}}))
    assert "\n" not in text
    assert len(json.dumps(text)) < 1_000_000
