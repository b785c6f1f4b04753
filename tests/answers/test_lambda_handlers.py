"""Lambda functions written in Python that answer tasks in this process."""

from __future__ import annotations

import decimal
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sfn_dsl.answers.lookup import prepare_tasks
from sfn_dsl.simulation.effects import Outcome, TaskCall
from sfn_dsl.testing import AnswerError, Failed, Hangs, Succeeded, TaskFailed, handler, submitted

from .calls import a_call, a_definition

INVOKE = "arn:aws:states:::lambda:invoke"
WAITING = f"{INVOKE}.waitForTaskToken"
SDK = "arn:aws:states:::aws-sdk:lambda:invoke"
FUNCTION = "arn:aws:lambda:eu-west-1:123456789012:function:pay"


def outcome(
    function: Any, parameters: Any = None, resource: str = FUNCTION, **options: Any
) -> Outcome:
    """What becomes of a task that calls a function."""
    answer = options.pop("answer", None) or handler(function, **options)
    tasks = prepare_tasks({"Announce": answer}, a_definition(Announce=resource))
    return tasks.start(a_call(resource, parameters))


def output_of(*arguments: Any, **options: Any) -> Any:
    found = outcome(*arguments, **options)
    assert isinstance(found, Succeeded)
    return found.output


def echo(event: Any, context: Any) -> Any:
    return event


def broken(event: Any, context: Any) -> Any:
    raise ValueError("the order has no price")


def returning(value: Any) -> Callable[[Any, Any], Any]:
    return lambda event, context: value


def test_a_function_whose_arn_is_the_resource_gives_the_output_itself() -> None:
    assert output_of(echo, {"orderId": 1}) == {"orderId": 1}


def test_a_function_that_is_invoked_gives_a_payload() -> None:
    output = output_of(echo, {"FunctionName": "pay", "Payload": {"orderId": 1}}, INVOKE)
    assert (output["Payload"], output["StatusCode"]) == ({"orderId": 1}, 200)


@pytest.mark.parametrize(
    ("payload", "event"),
    [(None, {}), ("0.0", 0.0), ('"Hello"', "Hello"), ("[]", []), (5, 5), ({"a": 1}, {"a": 1})],
)
def test_text_is_the_payload_itself_and_null_is_an_empty_object(payload: Any, event: Any) -> None:
    output = output_of(echo, {"FunctionName": "pay", "Payload": payload}, INVOKE)
    assert output["Payload"] == event


def test_a_payload_that_is_not_json_is_refused_by_the_service() -> None:
    failed = outcome(echo, {"FunctionName": "pay", "Payload": "hello"}, INVOKE)
    assert isinstance(failed, Failed)
    assert failed.error == "Lambda.InvalidRequestContentException"
    assert failed.cause
    assert failed.cause.startswith("Could not parse request body into json: ")


def test_an_exception_becomes_the_error_that_aws_gives() -> None:
    failed = outcome(broken, {"FunctionName": "pay"}, INVOKE)
    assert isinstance(failed, Failed)
    assert (failed.error, failed.phase) == ("ValueError", "task")
    cause = json.loads(failed.cause or "")
    assert list(cause) == ["errorMessage", "errorType", "requestId", "stackTrace"]
    assert (cause["errorMessage"], cause["errorType"]) == ("the order has no price", "ValueError")
    [line] = cause["stackTrace"]
    file, _, rest = line.partition(", line ")
    assert file.startswith('  File "/var/task/')
    assert file.endswith('test_lambda_handlers.py"')
    assert rest.partition(",")[2] == (
        ' in broken\n    raise ValueError("the order has no price")\n'
    )


def test_the_cause_is_written_as_lambda_and_the_integration_write_it() -> None:
    invoked = outcome(broken, {"FunctionName": "pay"}, INVOKE)
    direct = outcome(broken)
    assert isinstance(invoked, Failed)
    assert isinstance(direct, Failed)
    assert '","errorType":"ValueError",' in (invoked.cause or "")
    assert '", "errorType": "ValueError", ' in (direct.cause or "")


@pytest.mark.parametrize("value", [{1, 2}, len, float("nan"), b"{", [range(3)]])
def test_a_result_that_is_not_json_is_a_marshal_error(value: object) -> None:
    failed = outcome(returning(value))
    assert isinstance(failed, Failed)
    assert failed.error == "Runtime.MarshalError"
    assert "Unable to marshal response: " in (failed.cause or "")


def test_results_are_json_as_lambda_writes_it() -> None:
    value = {1: (1, 2), "price": decimal.Decimal("1.5"), "count": decimal.Decimal(3)}
    assert output_of(returning(value)) == {"1": [1, 2], "price": 1.5, "count": 3}
    assert output_of(returning(b'{"a": 1}')) == {"a": 1}


async def asynchronous(event: Any, context: Any) -> None: ...


def test_an_async_function_is_a_marshal_error_as_on_aws() -> None:
    failed = outcome(asynchronous)
    assert isinstance(failed, Failed)
    assert "Object of type coroutine is not JSON serializable" in (failed.cause or "")


def test_a_function_that_ends_its_process_is_a_runtime_error() -> None:
    def leave(event: Any, context: Any) -> None:
        sys.exit(3)

    failed = outcome(leave)
    assert isinstance(failed, Failed)
    assert failed.error == "Runtime.ExitError"
    assert "Runtime exited with error: exit status 3" in (failed.cause or "")


def test_the_context_has_what_it_has_on_aws() -> None:
    def tell(event: Any, context: Any) -> Any:
        remaining = context.get_remaining_time_in_millis()
        assert 0 < remaining <= 60_000
        return {
            "name": context.function_name,
            "version": context.function_version,
            "arn": context.invoked_function_arn,
            "memory": context.memory_limit_in_mb,
            "group": context.log_group_name,
            "request": context.aws_request_id,
            "identity": context.identity.cognito_identity_id,
            "client": context.client_context,
            "variable": os.environ["AWS_LAMBDA_FUNCTION_NAME"],
        }

    told = output_of(tell, resource=f"{FUNCTION}:live", timeout=60, memory=512)
    request = told.pop("request")
    assert told == {
        "name": "pay",
        "version": "$LATEST",
        "arn": f"{FUNCTION}:live",
        "memory": "512",
        "group": "/aws/lambda/pay",
        "identity": None,
        "client": None,
        "variable": "pay",
    }
    assert output_of(tell, resource=f"{FUNCTION}:live", timeout=60)["request"] == request
    assert "AWS_LAMBDA_FUNCTION_NAME" not in os.environ


def test_time_and_memory_are_lambdas_defaults_where_they_are_not_given() -> None:
    time, memory = output_of(
        lambda event, context: [context.get_remaining_time_in_millis(), context.memory_limit_in_mb]
    )
    assert 2000 < time <= 3000
    assert memory == "128"


def test_a_function_known_by_its_name_has_the_arn_of_the_executions_account() -> None:
    output = output_of(
        lambda event, context: [context.invoked_function_arn, context.function_version],
        {"FunctionName": "pay", "Qualifier": "7"},
        INVOKE,
    )
    assert output["Payload"] == [f"{FUNCTION}:7", "7"]
    assert output["ExecutedVersion"] == "7"


def test_what_a_function_does_to_its_event_stays_in_the_function() -> None:
    parameters = {"items": [1]}
    output_of(lambda event, context: event["items"].append(2), parameters)
    assert parameters == {"items": [1]}


def test_whoever_invokes_asynchronously_learns_neither_result_nor_failure() -> None:
    seen = []

    def work(event: Any, context: Any) -> None:
        seen.append(event)
        raise ValueError("nobody hears this")

    parameters = {"FunctionName": "pay", "Payload": {"a": 1}, "InvocationType": "Event"}
    output = output_of(work, parameters, INVOKE)
    assert seen == [{"a": 1}]
    assert (output["StatusCode"], output["Payload"], "ExecutedVersion" in output) == (
        202,
        "",
        False,
    )


def test_a_function_with_a_task_token_is_asked_and_does_not_end_the_task() -> None:
    parameters = {"FunctionName": "ask", "Payload": {"token": "token-1"}}
    asked = outcome(echo, parameters, WAITING)
    assert isinstance(asked, Hangs)
    assert asked.submitted["Payload"] == {"token": "token-1"}
    answer = submitted(handler(echo), {"approved": True})
    approved = outcome(None, parameters, WAITING, answer=answer)
    assert isinstance(approved, Succeeded)
    assert (approved.output, approved.submitted) == ({"approved": True}, asked.submitted)
    refused = outcome(broken, parameters, WAITING)
    assert isinstance(refused, Failed)
    assert (refused.error, refused.phase) == ("ValueError", "submit")


def test_the_sdk_integration_gives_text_and_does_not_fail() -> None:
    payload = json.dumps({"a": 1})
    output = output_of(echo, {"FunctionName": "pay", "Payload": payload}, SDK)
    assert output == {"ExecutedVersion": "$LATEST", "Payload": '{"a":1}', "StatusCode": 200}
    failed = output_of(broken, {"FunctionName": "pay"}, SDK)
    assert failed["FunctionError"] == "Unhandled"
    assert json.loads(failed["Payload"])["errorType"] == "ValueError"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two functions of a project, each in a folder of its own, both called app.py."""
    for name in ("pay", "ship"):
        folder = tmp_path / name
        folder.mkdir()
        (folder / "names.py").write_text(f"NAME = '{name}'\n")
        (folder / "app.py").write_text(
            "import os\n"
            "STAGE = os.environ.get('STAGE')\n"
            "def run(event, context):\n"
            "    import names\n"
            "    if event.get('fails'):\n"
            "        raise KeyError(names.NAME)\n"
            "    return [names.NAME, STAGE]\n"
            "LIMIT = 3\n"
        )
    (tmp_path / "needing.py").write_text("import no_such_library\n")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_functions_in_folders_of_their_own_may_have_modules_of_the_same_name(project: Path) -> None:
    before = set(sys.modules)
    for name in ("pay", "ship", "pay"):
        assert output_of("app.run", folder=project / name, environment={"STAGE": "test"}) == [
            name,
            "test",
        ]
    assert not {"app", "names"} & set(sys.modules)
    assert set(sys.modules) - before <= set(sys.stdlib_module_names)
    failed = outcome("app.run", {"fails": True}, folder="pay")
    assert isinstance(failed, Failed)
    [line] = json.loads(failed.cause or "")["stackTrace"]
    assert line.startswith('  File "/var/task/app.py", line 6, in run\n')


def test_a_function_is_imported_by_its_name(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(project)
    (project / "shop").mkdir()
    (project / "shop" / "functions.py").write_text("def run(event, context): 1 / 0\n")
    failed = outcome("shop.functions.run")
    assert isinstance(failed, Failed)
    assert '"/var/task/shop/functions.py"' in json.loads(failed.cause or "")["stackTrace"][0]
    del sys.modules["shop"], sys.modules["shop.functions"]


@pytest.mark.parametrize(
    ("function", "options", "message"),
    [
        ("run", {}, "'run' is not the name of a handler; write handler("),
        ("app.rum", {"folder": "pay"}, "the module 'app' has no 'rum'; write 'app.run'"),
        ("app.LIMIT", {"folder": "pay"}, "is called, and is not a function: 'LIMIT'"),
        ("ap.run", {"folder": "pay"}, "there is no module 'ap' in "),
        ("no_such_package.app.run", {}, 'folder="its folder"'),
        ("needing.run", {"folder": "."}, "cannot be imported: No module named 'no_such_library'"),
        ("app.run", {"folder": "nowhere"}, "there is no folder 'nowhere'"),
        ("sys.exit", {}, "is a module of Python itself"),
        (3, {}, 'write handler("package.module.function")'),
    ],
)
def test_a_handler_that_cannot_be_found_is_told_with_what_to_write(
    project: Path, function: Any, options: dict[str, Any], message: str
) -> None:
    with pytest.raises(AnswerError) as e:
        outcome(function, **options)
    assert message in str(e.value)


def test_a_module_is_imported_for_each_environment_that_it_reads(project: Path) -> None:
    for stage in ("test", "live", "test"):
        output = output_of("app.run", folder="pay", environment={"STAGE": stage})
        assert output == ["pay", stage]


def test_a_function_of_the_call_is_no_handler() -> None:
    with pytest.raises(AnswerError, match="write def handler\\(event, context\\), or give"):
        outcome(lambda call: {"paid": True})


def test_a_failure_of_the_task_is_not_taken_for_the_functions_own() -> None:
    def fail(event: Any, context: Any) -> None:
        raise TaskFailed("Lambda.TooManyRequestsException", "Rate exceeded")

    failed = outcome(fail)
    assert failed == Failed("Lambda.TooManyRequestsException", "Rate exceeded")


def test_only_tasks_that_call_a_function_are_answered_by_one() -> None:
    with pytest.raises(AnswerError, match="which is no Lambda function; write a function of the"):
        outcome(echo, resource="arn:aws:states:::sns:publish")


def test_the_remaining_time_of_a_handler_that_waits_for_its_end_is_never_negative() -> None:
    def spend(event: Any, context: Any) -> int:
        while context.get_remaining_time_in_millis() > 0:
            pass
        remaining: int = context.get_remaining_time_in_millis()
        return remaining

    assert output_of(spend, timeout=0.01) == 0


def test_a_call_is_seen_by_a_class_with_a_method(project: Path) -> None:
    class Shop:
        def run(self, event: Any, context: Any) -> str:
            return "method"

    call: TaskCall = a_call(FUNCTION)
    tasks = prepare_tasks({"pay": handler(Shop().run)}, a_definition(Announce=FUNCTION))
    assert tasks.start(call) == Succeeded("method")
