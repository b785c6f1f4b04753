"""Roles that are right or wrong by how AWS authorizes calls, from the definition to the review."""

from __future__ import annotations

from typing import Any

from sfn_dsl.definition import Definition
from sfn_dsl.iam.evaluation.calls import Identity
from sfn_dsl.iam.evaluation.documents import read_document
from sfn_dsl.iam.evaluation.evaluate import Policies
from sfn_dsl.iam.requirements.derive import derive
from sfn_dsl.iam.review.findings import findings
from sfn_dsl.iam.review.review import Review, RoleDocuments, review

from ..asking import HERE, states, task

PLACE = "eu-west-1:123456789012"
IDENTITY = Identity(f"arn:aws:states:{PLACE}:stateMachine:nightly")


def allow(action: str, *resources: str, **more: Any) -> dict[str, Any]:
    return {"Effect": "Allow", "Action": action, "Resource": list(resources), **more}


def reviewed(state: dict[str, Any], *statements: dict[str, Any]) -> Review:
    definition = Definition(states(A=state))
    document = read_document({"Version": "2012-10-17", "Statement": list(statements)}, "its policy")
    documents = RoleDocuments("r", Policies((document,)))
    return review(derive(definition, HERE), documents, IDENTITY, definition)


def test_a_start_by_alias_is_allowed_on_the_machine_and_not_on_the_alias() -> None:
    machine = f"arn:aws:states:{PLACE}:stateMachine:next"
    state = task("states:startExecution", {"StateMachineArn": f"{machine}:live"})
    assert reviewed(state, allow("states:StartExecution", machine)).suffices is True
    wrong = reviewed(state, allow("states:StartExecution", f"{machine}:live"))
    assert wrong.suffices is False
    live = {"StringEquals": {"states:StateMachineQualifier": "live"}}
    assert reviewed(state, allow("states:StartExecution", machine, Condition=live)).suffices is True
    other = {"StringEquals": {"states:StateMachineQualifier": "other"}}
    found = reviewed(state, allow("states:StartExecution", machine, Condition=other))
    assert found.suffices is False


def test_an_action_without_resources_in_the_call_is_not_to_be_narrowed() -> None:
    state = task("aws-sdk:comprehend:detectEntities", {"Text": "a", "LanguageCode": "en"})
    found = reviewed(state, allow("comprehend:DetectEntities", "*"))
    assert (found.suffices, found.excess) == (True, ())


def test_an_action_without_resources_in_the_call_is_not_allowed_on_one_alone() -> None:
    state = task("aws-sdk:comprehend:detectEntities", {"Text": "a", "LanguageCode": "en"})
    endpoint = f"arn:aws:comprehend:{PLACE}:entity-recognizer-endpoint/e"
    assert reviewed(state, allow("comprehend:DetectEntities", endpoint)).suffices is False
    assert reviewed(state, allow("comprehend:DetectEntities", "arn:*")).suffices is False
    rest = {"Effect": "Allow", "Action": "comprehend:*", "NotResource": [endpoint]}
    assert reviewed(state, rest).suffices is True
    named = task("aws-sdk:comprehend:detectEntities", {"Text": "a", "EndpointArn": endpoint})
    assert reviewed(named, allow("comprehend:DetectEntities", endpoint)).suffices is True


def test_a_foreign_topic_may_suffice_and_the_account_that_decides_is_named() -> None:
    topic = "arn:aws:sns:eu-west-1:999999999999:t"
    found = reviewed(task("sns:publish", {"TopicArn": topic}), allow("sns:Publish", topic))
    assert found.suffices is None
    assert not found.is_insufficient
    (finding,) = findings(found, Definition({}))
    assert (finding.code, finding.pointer) == ("SFN924", "/States/A")
    assert "decided by account 999999999999" in finding.message


def test_a_distributed_map_without_the_rights_to_watch_its_children_is_a_warning() -> None:
    work = {"ProcessorConfig": {"Mode": "DISTRIBUTED"}, **states(P={"Type": "Succeed"})}
    state = {"Type": "Map", "ItemProcessor": work, "Label": "each", "End": True}
    start = allow("states:StartExecution", f"arn:aws:states:{PLACE}:stateMachine:nightly")
    found = reviewed(state, start)
    assert found.suffices is None
    assert {one.code for one in findings(found, Definition({}))} == {"SFN923"}
    assert reviewed(state).suffices is False


def test_an_endpoint_is_allowed_on_the_machine() -> None:
    state = task("http:invoke", {"ApiEndpoint": "https://a.example", "Method": "GET"})
    action = "states:InvokeHTTPEndpoint"
    own = f"arn:aws:states:{PLACE}:stateMachine:nightly"
    assert reviewed(state, allow(action, own)).suffices is True
    assert reviewed(state, allow(action, f"{own}-2")).suffices is False
