"""The tasks file: answers in YAML and JSON, and the skeleton of one."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from sfn_dsl.answers.files.skeleton import skeleton, skeleton_text
from sfn_dsl.answers.files.tasks_file import _KINDS
from sfn_dsl.answers.lookup import prepare_tasks
from sfn_dsl.simulation.effects import Failed, Hangs, Outcome, Succeeded
from sfn_dsl.testing import AnswerError, UnansweredTaskError, read_tasks, simulate

from .calls import a_call, a_definition

P = "arn:aws:states:::"
FUNCTION = "arn:aws:lambda:eu-west-1:123456789012:function:pay"


def outcomes(file: Path, calls: int = 1, resource: str = f"{P}sns:publish") -> list[Outcome]:
    """What the task ``Announce`` is answered at each call, by a tasks file."""
    tasks = prepare_tasks(read_tasks(file), a_definition(Announce=resource))
    return [tasks.start(a_call(resource, attempt=nth + 1)) for nth in range(calls)]


def test_yaml_and_json_say_the_same(tmp_path: Path) -> None:
    yaml, as_json = tmp_path / "tasks.yaml", tmp_path / "tasks.json"
    yaml.write_text(
        "sns:publish:\n"
        "  answers:\n"
        "    - fails: {error: Busy, cause: later}\n"
        "    - after: 5\n"
        "      output: {MessageId: '1'}\n"
        "  repeat_last: true\n"
    )
    answers = [
        {"fails": {"error": "Busy", "cause": "later"}},
        {"after": 5, "output": {"MessageId": "1"}},
    ]
    as_json.write_text(json.dumps({"sns:publish": {"answers": answers, "repeat_last": True}}))
    expected = [
        Failed("Busy", "later"),
        Succeeded({"MessageId": "1"}, after=5),
        Succeeded({"MessageId": "1"}, after=5),
    ]
    assert outcomes(yaml, calls=3) == outcomes(as_json, calls=3) == expected


@pytest.mark.parametrize(
    ("text", "resource", "expected"),
    [
        ("Announce: {output: null}", f"{P}sns:publish", Succeeded(None)),
        ("Announce: {output: [1, 2.5]}", f"{P}sns:publish", Succeeded([1, 2.5])),
        ("Announce: {returns: {a: 1}}", FUNCTION, Succeeded({"a": 1})),
        ("Announce: {fails: Busy}", f"{P}sns:publish", Failed("Busy")),
        (
            "Announce: {fails: {error: E, cause: {code: 1}, phase: submit}}",
            f"{P}sns:publish",
            Failed("E", '{"code":1}', phase="submit"),
        ),
        ("Announce: {fails: {cause: why}}", f"{P}sns:publish", Failed(None, "why")),
        ("Announce: {hangs: true}", f"{P}sns:publish", Hangs()),
        (
            "Announce: {submitted: {MessageId: '1'}, after: 3600, output: {ok: true}}",
            f"{P}sqs:sendMessage.waitForTaskToken",
            Succeeded({"ok": True}, after=3600, submitted={"MessageId": "1"}),
        ),
        ("'*': {output: 1}", f"{P}sns:publish", Succeeded(1)),
    ],
)
def test_each_kind_of_answer_is_said_by_one_member(
    tmp_path: Path, text: str, resource: str, expected: Outcome
) -> None:
    file = tmp_path / "tasks.yml"
    file.write_text(text)
    assert outcomes(file, resource=resource) == [expected]


def test_a_handler_is_found_beside_the_file(tmp_path: Path) -> None:
    (tmp_path / "pay").mkdir()
    (tmp_path / "pay" / "app.py").write_text(
        "import os\n"
        "def run(event, context):\n"
        "    return [os.environ['STAGE'], context.memory_limit_in_mb]\n"
    )
    file = tmp_path / "tasks.yaml"
    file.write_text(
        "Announce: {handler: app.run, folder: pay, environment: {STAGE: test}, memory: 512}"
    )
    assert outcomes(file, resource=FUNCTION) == [Succeeded(["test", "512"])]


def test_a_plausible_answer_may_be_asked_for(tmp_path: Path) -> None:
    file = tmp_path / "tasks.yaml"
    file.write_text("'sns:*': {like_service: true}")
    [outcome] = outcomes(file)
    assert isinstance(outcome, Succeeded)
    assert set(outcome.output) == {"MessageId", "SdkHttpMetadata", "SdkResponseMetadata"}


def test_a_workflow_may_be_nested_with_answers_of_its_own(tmp_path: Path) -> None:
    child = {"StartAt": "Pay", "States": {"Pay": {"Type": "Task", "Resource": FUNCTION}}}
    child["States"]["Pay"]["End"] = True  # type: ignore[index]  # the dict is one of dicts
    (tmp_path / "child.asl.json").write_text(json.dumps(child))
    file = tmp_path / "tasks.yaml"
    file.write_text(
        "Announce:\n"
        "  nested: child.asl.json\n"
        "  tasks:\n"
        "    Pay: {after: 60, output: {paid: true}}\n"
    )
    [outcome] = outcomes(file, resource=f"{P}states:startExecution.sync:2")
    assert isinstance(outcome, Succeeded)
    assert (outcome.output["Output"], outcome.after) == ({"paid": True}, 60)
    loaded: list[str] = []
    read_tasks(file, load=loaded.append)
    assert loaded == [str(tmp_path / "child.asl.json")]


def test_a_mock_config_file_is_known_by_its_names(tmp_path: Path) -> None:
    file = tmp_path / "MockConfigFile.json"
    config = {
        "StateMachines": {"Shop": {"TestCases": {"Good": {"Announce": "Sent"}}}},
        "MockedResponses": {"Sent": {"0": {"Return": {"MessageId": "1"}}}},
    }
    file.write_text(json.dumps(config))
    assert outcomes(file) == [Succeeded({"MessageId": "1"})]
    assert list(read_tasks(file, test_case="Good")) == ["Announce"]
    with pytest.raises(AnswerError, match="there is no test case 'Bad'; write 'Good'"):
        read_tasks(file, test_case="Bad")
    with pytest.raises(UnansweredTaskError, match="ends with call 0"):
        outcomes(file, calls=2)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[1]", ":1:1: a tasks file is an object; write 'NameOfAState"),
        ("{}", "a tasks file is empty; write 'NameOfAState"),
        ("Pay: 3", ":1:1: an answer is an object, not a number; write {output: ...}"),
        ("Pay: {}", ":1:1: an answer is empty"),
        ("Pay: {outptu: 1}", ":1:7: an answer has no 'outptu'; write 'output'"),
        ("Pay: {after: 3}", "an answer has nothing that the task gives; write one of output, "),
        ("Pay: {output: 1, hangs: true}", "has 'output' and 'hangs'; write one of output, "),
        ("Pay: {output: 1, folder: x}", "an answer with 'output' has no 'folder'"),
        ("Pay: {hangs: yes}", "write true in its place, or remove it"),
        ("Pay: {hangs: true, after: 3}", "a task that hangs has no end to wait for"),
        ("Pay: {fails: 3}", ":1:7: 'fails' is an object, not a number"),
        ("Pay: {fails: {name: E}}", "'fails' has no 'name'"),
        ("Pay: {fails: {error: 3}}", ":1:15: this is a number; write text in its place"),
        ("Pay: {fails: States.ALL}", "no task fails with 'States.ALL'"),
        ("Pay: {fails: {error: E, phase: end}}", 'write "task", "start" or "submit"'),
        ("Pay: {answers: 1}", "'answers' is an array, not a number; write [A, B]"),
        ("Pay: {answers: []}", "answers() takes one answer for each call"),
        ("Pay: {answers: [{output: 1}, 2]}", ":1:30: an answer is an object, not a number"),
        ("Pay: {output: 1, after: soon}", "a number from 0 on, not 'soon'"),
        ("Pay: {handler: app.run, folder: nowhere}", "there is no folder"),
        ("Pay: {handler: app.run, timeout: -1}", "write a number above 0 in its place"),
        ("Pay: {handler: 3}", "write text in its place"),
        ("Pay: {nested: nowhere.asl.json}", "nowhere.asl.json: cannot be read"),
        ("Pay: {output: 1}\nPay: {output: 2}", ":2:1: "),
        ("Pay: {output: 1", "tasks.yaml:"),
    ],
)
def test_a_mistake_is_told_with_its_place_and_what_to_write(
    tmp_path: Path, text: str, message: str
) -> None:
    file = tmp_path / "tasks.yaml"
    file.write_text(text)
    with pytest.raises(AnswerError) as e:
        read_tasks(file)
    assert message in str(e.value)
    assert str(file.parent) in str(e.value)


def test_the_tasks_file_of_the_page_can_be_read(root: Path, tmp_path: Path) -> None:
    page = (root / "docs/reference/answers.md").read_text()
    text = page.partition("```yaml tasks.yaml\n")[2].partition("```")[0]
    (tmp_path / "functions/reserve").mkdir(parents=True)
    (tmp_path / "tasks.yaml").write_text(text)
    loaded: list[str] = []
    answers = read_tasks(tmp_path / "tasks.yaml", load=loaded.append)
    assert len(answers) == text.count("\n\n") + 1
    assert loaded == [str(tmp_path / "shipping.asl.json")]
    named = set(re.findall(r"^\| `(\w+)` \|", page.partition("## A tasks file")[2], re.MULTILINE))
    assert named == set(_KINDS)


def test_a_tasks_file_has_no_test_cases(tmp_path: Path) -> None:
    file = tmp_path / "tasks.yaml"
    file.write_text("Pay: {output: 1}")
    with pytest.raises(AnswerError, match="which has no test cases"):
        read_tasks(file, test_case="Good")


SHOP = a_definition(
    Pay={
        "Resource": f"{P}lambda:invoke",
        "Parameters": {"FunctionName": "pay", "Payload.$": "$"},
        "End": False,
        "Next": "true",
    },
    true={
        "Resource": f"{P}sns:publish",
        "Parameters": {"TopicArn": "t", "Message.$": "$.Payload"},
    },
    Approve={"Resource": f"{P}sqs:sendMessage.waitForTaskToken", "Parameters": {}},
    Train={"Resource": f"{P}glue:startJobRun.sync", "Parameters": {"JobName": "train"}},
    Pack="arn:aws:states:eu-west-1:123456789012:activity:pack",
    **{"Each: item": {"Type": "Map", "ItemProcessor": {"StartAt": "Ship", "States": {}}}},
)
SHOP.document["States"]["Each: item"]["ItemProcessor"]["States"] = {
    "Ship": {"Type": "Task", "Resource": f"{P}states:startExecution.sync:2", "End": True}
}


def test_a_skeleton_has_an_answer_for_each_task_and_can_be_read(tmp_path: Path) -> None:
    answers = skeleton(SHOP)
    assert list(answers) == ["Pay", "true", "Approve", "Train", "Pack", "Ship"]
    assert answers["Pay"] == {"returns": {}}
    assert list(answers["true"]["output"]) == ["MessageId"]
    assert answers["Train"]["output"]["JobRunState"] == "SUCCEEDED"
    assert answers["Ship"]["output"]["Status"] == "SUCCEEDED"
    for name, as_json in (("tasks.yaml", False), ("tasks.json", True)):
        file = tmp_path / name
        file.write_text(skeleton_text(SHOP, as_json=as_json))
        assert prepare_tasks(read_tasks(file), SHOP)
    text = skeleton_text(SHOP)
    assert "Pay:  # lambda:invoke of pay\n  returns: {}\n" in text
    assert '"true":  # sns:publish\n' in text
    assert "Approve:  # sqs:sendMessage.waitForTaskToken: what SendTaskSuccess gives\n" in text


def test_what_is_about_the_request_is_in_a_skeleton_where_the_definition_speaks_of_it() -> None:
    state = {"Resource": f"{P}sns:publish", "OutputPath": "$.SdkHttpMetadata.HttpStatusCode"}
    answer = skeleton(a_definition(Tell=state))["Tell"]["output"]
    assert answer["SdkHttpMetadata"]["HttpStatusCode"] == 200


def test_a_definition_without_tasks_has_an_empty_skeleton() -> None:
    definition = a_definition(Stop={"Type": "Succeed"})
    assert skeleton_text(definition) == "# This definition has no tasks.\n"
    assert json.loads(skeleton_text(definition, as_json=True)) == {}


def test_an_execution_runs_with_the_answers_of_its_skeleton(tmp_path: Path) -> None:
    definition = a_definition(
        Pay={"Resource": FUNCTION, "Next": "Tell"}, Tell={"Resource": f"{P}sns:publish"}
    )
    del definition.document["States"]["Pay"]["End"]
    definition.document["States"]["Tell"]["Parameters"] = {"TopicArn": "t", "Message": "m"}
    file = tmp_path / "tasks.yaml"
    file.write_text(skeleton_text(definition))
    run = simulate(definition, tasks=read_tasks(file))
    assert (run.status, run.path) == ("SUCCEEDED", ["Pay", "Tell"])
