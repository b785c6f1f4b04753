"""Small inputs that once crashed, hung, lost a part or got a wrong verdict, through the commands.

They are read where SFN_DSL_DATA has them, in ``reports``; a table there says what is right of each
and why. Run with ``-v`` for a line a file.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path
from typing import Final, NamedTuple

import pytest
from click.testing import CliRunner, Result

from sfn_dsl import SfnError, diff, load
from sfn_dsl.cli.main import sfn
from sfn_dsl.cli.output import COULD_NOT_RUN

MOST_SECONDS: Final = 5
"""The processor time that no input may take."""


class Row(NamedTuple):
    """What a command answers to a file."""

    file: str
    exit_code: int
    says: tuple[str, ...] = ()
    never: tuple[str, ...] = ()


@pytest.fixture
def reports(data: Path) -> Path:
    folder = data / "reports"
    if not folder.is_dir():
        pytest.skip("no reported inputs")
    return folder


def run(*arguments: str | Path) -> Result:
    began = time.process_time()
    done = CliRunner().invoke(sfn, [str(argument) for argument in arguments])
    assert time.process_time() - began < MOST_SECONDS
    return done


def hold(row: Row, done: Result) -> None:
    output, exit_code = done.output, done.exit_code
    if isinstance(done.exception, SfnError):  # which the program turns into its message
        output, exit_code = f"{output}{done.exception}", COULD_NOT_RUN
    elif not isinstance(done.exception, SystemExit):
        assert done.exception is None
    assert exit_code == row.exit_code, output
    for text in row.says:
        assert text in output
    for text in row.never:
        assert text not in output


INVALID: Final = "SCHEMA_VALIDATION_FAILED"
UNSUPPORTED: Final = "UNSUPPORTED_JSONATA_EXPRESSION"
NOWHERE: Final = "MISSING_TRANSITION_TARGET"
NO_END: Final = "MISSING_END_STATE"

VALIDATED = [
    Row("crash-duplicate-then-broken.json", 1, ("error SFN104 ", ":1:13:")),
    Row("crash-hex.asl.yaml", 1, ("error SFN103 ", ":5:14:", "too many digits")),
    Row("crash-intrinsic-digits.json", 1, ("error SFN302 ", ":1:66:")),
    Row("crash-validate-nested600.json", 1, ("error SFN801 ",)),
    Row("hang-validate-braces.json", 0),
    Row("slow-validate-choice2000.json", 0),
    Row("uri-traversal.yaml", 1, ("error SFN106 ", "outside the template's folder"), ("PATH=",)),
    Row("number-quoted-placeholder.json", 0, ("warning SFN113 ", "${WaitSeconds}")),
    Row("number-unquoted-substitution.yaml", 0, ("nothing found",)),
    Row("format-lone-brace-after.json", 1, ("error SFN302 ",), ("AWS:",)),
    Row("format-json-quoted.json", 1, ("error SFN302 ",), ("AWS:",)),
    Row("format-backslash-placeholder-false-error.json", 0, ("nothing found",)),
    Row("format-backslash-placeholder-no-value.json", 1, ("SFN302 ", "1 placeholder"), ("AWS:",)),
    Row("refpath-maxconcurrencypath-context.json", 1, ("SFN116 ", f"AWS: {INVALID}")),
    Row("refpath-toleratedcountpath-context.json", 1, ("SFN116 ", f"AWS: {INVALID}")),
    Row("querylanguage-in-itemprocessor.json", 1, ("error SFN110 ", f"AWS: {INVALID}")),
    Row("resource-placeholder-02.json", 1, ("error SFN701 ", f"AWS: {INVALID}")),
    Row("resource-placeholder-03.json", 1, ("error SFN701 ", f"AWS: {INVALID}")),
    Row("resource-placeholder-05.json", 1, ("error SFN701 ", f"AWS: {INVALID}")),
    Row("nested-unknown-static.json", 1, ("error SFN704 ", "'Static'")),
    Row("nested-ecs-lowercase.json", 1, ("error SFN704 ", "'AwsvpcConfiguration'")),
    Row("choice-operand-path.json", 0, ("warning SFN405 ", "AWS: NO_PATH")),
    Row("jsonata-wildcard.json", 0, ("warning SFN605 ",), ("AWS:",)),
    Row("jsonata-dollar-member.json", 0, ("'parcel.$'", "'shop.$'"), ("error",)),
    Row("mathadd-timestamp.json", 1, ("error SFN302 ", "timestamp"), ("AWS:",)),
    Row("single-dollar-context.asl.json", 0, ("'$$.Map.Item.Value'", "'$$.Execution.Id'")),
    Row("loop-with-unreachable-end.json", 1, ("warning SFN204 ", f"AWS: {NOWHERE}"), (NO_END,)),
    Row("heartbeat-equals-timeout.json", 0, ("warning SFN502 ",), ("AWS:",)),
    Row("accepted-unreachable-pair.asl.json", 0, ("warning SFN203 ",), ("AWS:",)),
    Row("accepted-end-only-in-a-branch.asl.json", 0, ("warning SFN204 ",), ("AWS:",)),
    Row("rejected-states-foo.asl.json", 1, ("error SFN604 ", f"AWS: {UNSUPPORTED}")),
    Row("rejected-coalesce.asl.json", 1, ("error SFN601 ", "2.0.6")),
    Row("rejected-sdk-task-without-arguments.asl.json", 1, ("error SFN704 ", "'Arguments'")),
    Row("rejected-missing-idempotency-token.asl.json", 1, ("error SFN704 ", "'ClientToken'")),
    Row("code-of-broken-jsonata.asl.json", 1, ("AWS: INVALID_JSONATA_EXPRESSION",)),
    Row("error-name-in-wrong-case.asl.json", 0, ("warning SFN713 ", "'DynamoDb.Resource")),
]


@pytest.mark.parametrize("row", VALIDATED, ids=lambda row: row.file)
def test_a_reported_input_gets_its_verdict(row: Row, reports: Path) -> None:
    hold(row, run("validate", reports / row.file))


POLICIES = {
    "policy-alias-sync.json": ('"arn:aws:states:us-east-1:111122223333:stateMachine:next"',),
    "policy-rekognition-s3.json": ("s3:GetObject", "arn:aws:s3:::photos/*"),
    "policy-redshiftdata-secret.json": ("secretsmanager:GetSecretValue", ":secret:s-abc"),
    "policy-rdsdata.asl.json": ("secretsmanager:GetSecretValue", ":secret:s-abcdef"),
    "policy-rdsdata-secret.asl.json": ("secretsmanager:GetSecretValue", ":secret:s-AbCdEf"),
    "policy-sam-logging.yaml": ("logs:CreateLogDelivery", "xray:PutTraceSegments"),
    "policy-map-flatten.asl.json": ("s3:GetObject", "arn:aws:s3:::b/p/*"),
    "policy-http.py": (":stateMachine:api", "states:HTTPEndpoint", "states:HTTPMethod"),
    "policy-agentcore-harness.asl.json": ("bedrock-agentcore:InvokeAgentRuntime",),
    "policy-cross-account.asl.json": ("role/x', which a task assumes, must allow glue:",),
    "policy-eks-nodegroup.asl.json": ("iam:GetRole", '"iam:PassedToService": "eks.amazonaws.com"'),
    "policy-cost-explorer.asl.json": ('"ce:GetCostAndUsage"],\n      "Resource": ["*"]',),
    "policy-comprehend.asl.json": ('"comprehend:DetectEntities"],\n      "Resource": ["*"]',),
    "policy-scheduler-dynamic-target.asl.json": ("iam:PassRole", "may hold a role"),
    "policy-ssm-public-document.asl.json": ("arn:aws:ssm:us-east-1::document/AWS-RunShellScript",),
    "policy-ec2-create-tags.asl.json": (":instance/i-0123456789abcdef0",),
    "policy-s3control.json": ("s3:PutAccountPublicAccessBlock",),
}


@pytest.mark.parametrize("file", POLICIES)
def test_a_reported_definition_gets_the_policy_that_works(file: str, reports: Path) -> None:
    said = run("policy", reports / file).output
    for text in POLICIES[file]:
        assert text in said


EQUAL = [
    *("nfkc1.json", "import-double-dollar.json", "import-refused-chain3000.json"),
    *("import-unloadable-dollar-in-jsonata.json",),
]
REFUSED = [
    Row("crash-import-dollar-nontext.json", 2, (":1:97:", "/States/A/Parameters")),
    Row("crash-import-empty-and.json", 2, (":1:53:", "/States/C/Choices")),
    Row("import-drops-or-and-not.asl.json", 2, (":1:53:", "/States/x/Choices")),
    Row("import-drops-processorconfig.asl.json", 2, (":1:2:", "/ProcessorConfig")),
    Row("import-rewrites-variable-rule.asl.json", 2, (":1:81:", "/States/s/Choices")),
    Row("import-unequal-startat.json", 2, (":1:2:", "/StartAt")),
    Row("import-unloadable-no-resource.json", 2, (":1:29:", "/States/A")),
]


@pytest.mark.parametrize("file", EQUAL)
def test_a_reported_definition_is_imported_as_an_equal_one(
    file: str, reports: Path, tmp_path: Path
) -> None:
    workflow = tmp_path / "workflow.py"
    assert run("import", reports / file, "-o", workflow).exit_code == 0
    assert not diff(load(reports / file), load(workflow))


@pytest.mark.parametrize("row", REFUSED, ids=lambda row: row.file)
def test_what_cannot_be_imported_is_refused_with_its_place(
    row: Row, reports: Path, tmp_path: Path
) -> None:
    workflow = tmp_path / "workflow.py"
    hold(row, run("import", reports / row.file, "-o", workflow))
    assert not workflow.exists()


@pytest.mark.parametrize("file", ["hang-policy-wildcards.json", "hang-policy-placeholders.json"])
def test_a_reported_policy_is_derived_in_a_moment(file: str, reports: Path) -> None:
    assert "sns:Publish" in run("policy", reports / file).output


def test_a_reported_comparison_is_the_same_from_either_side(reports: Path) -> None:
    one, other = (load(reports / f"diff-asym-{side}.json") for side in "ab")
    assert diff(one, other).reversed() == diff(other, one)


@pytest.mark.slow
def test_a_reported_placeholder_is_not_deployed(reports: Path) -> None:
    deploy = ["deploy", str(reports / "deploy-placeholder.json"), "--name", "orders"]
    local = [sys.executable, "-m", "sfn_dsl", "local", "--", sys.executable, "-m", "sfn_dsl"]
    done = subprocess.run(
        [*local, *deploy, "--role", "StepFunctionsBackupRole", "--format", "json"],
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == COULD_NOT_RUN, done.stderr
    assert json.loads(done.stdout)["action"] == "refused"
    assert "${Topic}" in done.stdout
