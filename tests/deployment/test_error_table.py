"""Every error that AWS is known to answer a deployment with, over real HTTP, word for word.

For each: what is said, for how long it is tried again, and that nothing is lost: AWS holds what it
held, and as soon as it takes the call the same deployment goes through.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import attrs
import pytest

from sfn_dsl.aws.api import Api
from sfn_dsl.definition import Definition
from sfn_dsl.errors import InvalidDefinitionError, SfnError
from sfn_dsl.origin import Position

from .backend import ACCOUNT, ARN, BEFORE, ROLE, Backend, deployed
from .model_of_aws import FakeTime
from .proxy import Proxy, Refused, always

GOLDEN = Path(__file__).parent / "goldens" / "refusals.txt"
ME = f"User: arn:aws:sts::{ACCOUNT}:assumed-role/ci/run is not authorized to perform:"
KEY = f"arn:aws:kms:us-east-1:{ACCOUNT}:key/1a2b3c4d-0000-1111-2222-333344445555"
LOG_GROUP = f"arn:aws:logs:us-east-1:{ACCOUNT}:log-group:nightly:*"
NOT_VALID = "Invalid State Machine Definition: "
FAILED = "SCHEMA_VALIDATION_FAILED"
DAY = 86_400


class Lines:
    """A source with a line for each state, and for nothing inside it."""

    name = "nightly.py"

    def locate(self, pointer: str) -> Position | None:
        lines = {"Run the job": 7, "Fork": 9, "a/b": 11, "Say": 13}
        named = [name for name in lines if f"/States/{name.replace('/', '~1')}" in pointer]
        return Position(self.name, lines[named[-1]], 5) if named else None


DOCUMENT: dict[str, Any] = {
    "StartAt": "Run the job",
    "States": {
        "Run the job": {
            "Type": "Task",
            "Resource": "arn:aws:states:::batch:submitJob.sync",
            "Next": "Fork",
        },
        "Fork": {
            "Type": "Parallel",
            "Branches": [
                {"StartAt": "a/b", "States": {"a/b": {"Type": "Pass", "Next": "Say"}}},
            ],
            "Next": "Say",
        },
        "Say": {"Type": "Pass", "End": True},
    },
}
NEW = attrs.evolve(
    BEFORE,
    definition=Definition(DOCUMENT, Lines()),
    settings={
        "logging": {
            "level": "ALL",
            "destinations": [{"cloudWatchLogsLogGroup": {"logGroupArn": LOG_GROUP}}],
        },
        "encryption": {"type": "CUSTOMER_MANAGED_KMS_KEY", "kmsKeyId": KEY},
    },
    tags={"both": "2"},
)


@attrs.frozen
class Case:
    """An answer of AWS's to an operation, and for how many seconds it is tried again."""

    name: str
    operation: str
    code: str
    said: str
    seconds: int = 0
    status: int = 400


CREATE, UPDATE = "CreateStateMachine", "UpdateStateMachine"
DENIED = "AccessDeniedException"
CASES = (
    Case("an old machine of that name", CREATE, "StateMachineDeleting", "Deleting", 300),
    Case("being deleted meanwhile", UPDATE, "StateMachineDeleting", "Deleting", 300),
    Case(
        "role that cannot be assumed",
        CREATE,
        DENIED,
        "Neither the global service principal states.amazonaws.com, nor the regional one is "
        "authorized to assume the provided role.",
        30,
    ),
    Case(
        "role that may not be passed",
        CREATE,
        DENIED,
        f"{ME} iam:PassRole on resource: {ROLE} because no identity-based policy allows the "
        "iam:PassRole action",
    ),
    Case(
        "role that a boundary keeps from being passed",
        UPDATE,
        DENIED,
        f"{ME} iam:PassRole on resource: {ROLE} because no permissions boundary allows the "
        "iam:PassRole action",
    ),
    Case(
        "role that is denied",
        UPDATE,
        DENIED,
        f"{ME} iam:PassRole on resource: {ROLE} with an explicit deny in a service control policy",
    ),
    Case("role of another account", CREATE, DENIED, "Cross-account pass role is not allowed."),
    Case(
        "managed rules",
        CREATE,
        DENIED,
        f"'{ROLE}' is not authorized to create managed-rule.",
    ),
    Case(
        "log destination out of reach",
        UPDATE,
        DENIED,
        "The state machine IAM Role is not authorized to access the Log Destination",
        30,
    ),
    Case(
        "two log destinations",
        CREATE,
        "InvalidLoggingConfiguration",
        "Invalid Logging Configuration: Must specify exactly one Log Destination.",
    ),
    Case(
        "no such log destination",
        UPDATE,
        "InvalidLoggingConfiguration",
        "Invalid Logging Configuration: Log Destination not found.",
    ),
    Case(
        "no room for log destinations",
        CREATE,
        "InvalidLoggingConfiguration",
        "The CloudWatch Logs Resource Policy size was exceeded. We suggest prefixing your "
        "CloudWatch log group name with /aws/vendedlogs/states/.",
    ),
    Case(
        "fault in the definition",
        CREATE,
        "InvalidDefinition",
        f"{NOT_VALID}'{FAILED}: These fields are required: [States] at /'",
    ),
    Case(
        "fault in a branch",
        UPDATE,
        "InvalidDefinition",
        f"{NOT_VALID}'MISSING_TRANSITION_TARGET: Missing 'Next' target: Say at "
        "/States/Fork/Branches[0]/States/a/b/Next, MISSING_END_STATE: Workflow has no terminal "
        "state at null'",
    ),
    Case(
        "faults in quotes of their own",
        CREATE,
        "InvalidDefinition",
        f"{NOT_VALID}''{FAILED}: One thing at /States/Say', '{FAILED}: Another at /States/Fork''",
    ),
    Case(
        "not for Express",
        CREATE,
        "InvalidDefinition",
        f"{NOT_VALID}'{FAILED}: Express state machine does not support '.sync' service "
        "integration at /States/Run the job/Resource'",
    ),
    Case(
        "a text that is cut off",
        CREATE,
        "InvalidDefinition",
        f"{NOT_VALID}'{FAILED}: One thing at /States/Say, {FAILED}: Another at /States/Run the j",
    ),
    Case("another change", UPDATE, "ConflictException", "In progress", 15, status=409),
    Case("too many tags", "TagResource", "TooManyTags", "Too many"),
    Case(
        "tags on creation without the permission",
        CREATE,
        DENIED,
        f"{ME} states:TagResource on resource: {ARN} because no identity-based policy allows the "
        "states:TagResource action",
    ),
    Case(
        "creation without the permission",
        CREATE,
        DENIED,
        f"{ME} states:CreateStateMachine on resource: {ARN} because no session policy allows the "
        "states:CreateStateMachine action",
    ),
    Case("tags that may not be seen", "ListTagsForResource", DENIED, "Not you"),
    Case("invalid ARN", "DescribeStateMachine", "InvalidArn", "Invalid Arn: 'Invalid prefix: x'"),
    Case("invalid name", CREATE, "InvalidName", "Invalid Name: 'nightly'"),
    Case("no tracing here", UPDATE, "InvalidTracingConfiguration", "Not in this region"),
    Case("limit of machines", CREATE, "StateMachineLimitExceeded", "More than 100,000"),
    Case("quota", UPDATE, "ServiceQuotaExceededException", "More than 1,000", status=402),
    Case("type not here", CREATE, "StateMachineTypeNotSupported", "State Machine Type"),
    Case(
        "key that may not be used",
        CREATE,
        "KmsAccessDeniedException",
        f"{ME} kms:GenerateDataKey on resource: {KEY} because no resource-based policy allows the "
        "kms:GenerateDataKey action",
    ),
    Case(
        "key that may not be read with",
        "DescribeStateMachine",
        "KmsAccessDeniedException",
        f"{ME} kms:Decrypt on resource: {KEY.replace('1a2b', 'ffff')} because no resource-based "
        "policy allows the kms:Decrypt action",
    ),
    Case("key switched off", UPDATE, "KmsInvalidStateException", f"{KEY} is disabled."),
    Case("key of another kind", CREATE, "InvalidEncryptionConfiguration", "Not symmetric"),
    Case("busy key", UPDATE, "KmsThrottlingException", "Rate exceeded", 15),
    Case("throttled", UPDATE, "ThrottlingException", "Rate exceeded"),
    Case("throttled role", "GetRole", "Throttling", "Rate exceeded"),
    Case("larger than a request", CREATE, "413", "", status=413),
    Case(
        "invalid value",
        CREATE,
        "ValidationException",
        "1 validation error detected: Value 'x' at 'tags.1.member.key' failed to satisfy "
        "constraint: Member must have length less than or equal to 128",
    ),
    Case("something new", UPDATE, "SomethingNew", "Never heard of"),
)


@pytest.fixture
def old_time() -> FakeTime:
    """A time at which the roles here are old."""
    clock = FakeTime()
    clock.seconds = time.time() + DAY
    return clock


Refuse = Callable[[Case], SfnError]


@pytest.fixture
def refuse(aws: Proxy, impatient: Api, old_time: FakeTime) -> Refuse:
    """Deploy while AWS answers so; an update deploys over a machine that is there."""

    def refuse(case: Case) -> SfnError:
        aws.clear()
        if case.operation != CREATE:
            deployed(BEFORE, impatient)
            aws.clear()
        aws.before = always(case.operation, Refused(case.code, case.said, case.status))
        with pytest.raises(SfnError) as caught:
            deployed(NEW, impatient, timing=old_time.timing)
        return caught.value

    return refuse


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_an_error_is_tried_again_for_its_time_and_loses_nothing(
    case: Case,
    refuse: Refuse,
    aws: Proxy,
    backend: Backend,
    impatient: Api,
    old_time: FakeTime,
) -> None:
    error = refuse(case)
    assert sum(old_time.slept) == pytest.approx(case.seconds)
    assert isinstance(error, InvalidDefinitionError) or error.code == case.code  # type: ignore[attr-defined]  # else it is a DeploymentError
    assert aws.writes in ([], [UPDATE])
    assert (backend.held() is None) == (case.operation == CREATE)

    aws.clear()
    deployed(NEW, impatient)
    assert deployed(NEW, impatient).action == "unchanged"


def test_the_page_on_deploying_names_each_error_that_is_known(root: Path) -> None:
    page = (root / "docs/how-to/deploying.md").read_text(encoding="utf-8")
    known = {case.code for case in CASES} - {
        *("413", "SomethingNew", "Throttling", "ValidationException")
    }
    assert {code for code in known if f"`{code}`" not in page} == set()


@pytest.mark.slow
def test_what_is_said_of_each_error(
    refuse: Refuse, backend: Backend, golden: Callable[[Path, str], None]
) -> None:
    said = []
    for case in CASES:
        backend.furnish()
        text = str(refuse(case)).replace(ACCOUNT, "<account>")
        again = f", tried again for {case.seconds} seconds" if case.seconds else ""
        said.append(f"{case.name}: {case.operation} {case.code}{again}\n{text}\n")
    golden(GOLDEN, "\n".join(said))
