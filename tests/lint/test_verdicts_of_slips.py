"""What AWS accepts, and what is hardly meant: paths, names and placeholders with a slip in them."""

from __future__ import annotations

from typing import Any

import pytest

from sfn_dsl import Definition, read_json, validate

from .verdicts import END, FUNCTION, jsonata, machine, mapped, template, verdicts


def choosing(**rule: Any) -> dict[str, Any]:
    return machine(A={"Type": "Choice", "Choices": [{**rule, "Next": "B"}], "Default": "B"}, B=END)


@pytest.mark.parametrize(
    ("operand", "is_path"),
    [
        ("$.b", True),
        ("$$.Execution.Name", True),
        ("$.b[0].c", True),
        ("$", False),
        ("$5", False),
        ("$b", False),
        ("${B}", False),
        ("costs $.5", False),
    ],
)
def test_an_operand_that_is_a_path_is_compared_as_text(operand: str, is_path: bool) -> None:
    for name in ("StringEquals", "StringLessThan", "StringGreaterThanEquals"):
        test = {"Variable": "$.a", name: operand}
        expected = [f"warning SFN405 /States/A/Choices/0/{name} NO_PATH"] if is_path else []
        assert verdicts(choosing(**test)) == expected
        nested = [f"warning SFN405 /States/A/Choices/0/And/0/Not/{name} NO_PATH"]
        found = verdicts(choosing(And=[{"Not": test}]))
        assert found == (nested if is_path else [])


def test_a_variable_that_exists_is_a_path_too_and_an_operand_of_a_path_is_one() -> None:
    test = {"Variable": "$.a", "StringEquals": "$b", "Next": "B"}
    choice = {"Type": "Choice", "Choices": [test], "Default": "B"}
    states = machine(S={"Type": "Pass", "Assign": {"b": "x"}, "Next": "A"}, A=choice, B=END)
    assert verdicts(states) == ["warning SFN405 /States/A/Choices/0/StringEquals NO_PATH"]
    assert verdicts(choosing(Variable="$.a", StringEqualsPath="$.b")) == []


@pytest.mark.parametrize(
    ("output", "places"),
    [
        ({"a.$": "$.a"}, ["a.$"]),
        ({"a.$": "{% $states.input.a %}"}, ["a.$"]),
        ({"a.$": 5, "b": [{"c.$": "States.UUID()"}]}, ["a.$", "b/0/c.$"]),
        ({"a": "{% 1 %}", "price.$x": 1, ".$.": 2}, []),
        ({"Definition": {"States": {"A": {"Parameters": {"a.$": "text"}}}}}, []),
    ],
)
def test_a_member_with_a_dollar_in_jsonata_is_called_so(output: Any, places: list[str]) -> None:
    expected = [f"warning SFN315 /States/A/Output/{place}" for place in places]
    assert sorted(verdicts(jsonata(output))) == sorted(expected)


def test_a_parameter_with_a_dollar_in_jsonata_is_one_that_no_service_has() -> None:
    def called(resource: str, **arguments: Any) -> list[str]:
        task = {"Type": "Task", "Resource": resource, "Arguments": arguments, "End": True}
        return verdicts({"QueryLanguage": "JSONata", **machine(A=task)})

    lambda_ = "arn:aws:states:::lambda:invoke"
    given = {"FunctionName": "f", "Payload.$": "$"}
    assert called(lambda_, **given) == ["error SFN315 /States/A/Arguments/Payload.$"]
    assert called(lambda_, FunctionName="f", Payload={"a.$": "$.a"}) == [
        "warning SFN315 /States/A/Arguments/Payload/a.$"
    ]
    assert called(FUNCTION, **{"a.$": "$.a"}) == ["warning SFN315 /States/A/Arguments/a.$"]


def test_such_a_member_is_fine_in_jsonpath() -> None:
    assert verdicts(template(**{"a.$": "$.a"})) == []


def test_a_member_with_a_dollar_is_translated() -> None:
    file = read_json(
        '{"QueryLanguage": "JSONata", "StartAt": "A", "States": {"A": {"Type": "Pass", "End": true,'
        ' "Output": {"a.$": "$$.Execution.Input.b[0]"}}}}'
    )
    (finding,) = validate(file)
    assert finding.message.endswith('write "a": "{% $states.context.Execution.Input.b[0] %}"')


@pytest.mark.parametrize(
    ("text", "is_open"),
    [
        ("${Name", True),
        ("arn:aws:s3:::${Bucket", True),
        ("${A}-${B", True),
        ("${A-${B}", True),
        ("${AWS::Region", True),
        ("${Name}", False),
        ("${A}-${AWS::Region}", False),
        ("a ${ b", False),
        ("${", False),
        ("${1", False),
        ("for (;;) { f(`${x}`) }", False),
        ("echo ${A:-none} $B", False),
        ("{Name", False),
    ],
)
def test_a_placeholder_that_is_not_closed_stays_as_it_is(text: str, is_open: bool) -> None:
    expected = ["warning SFN316 /States/A/Parameters/a"] if is_open else []
    assert verdicts(template(a=text)) == expected
    assert verdicts(jsonata({"a": f"{{% '{text}' %}}"})) == (
        ["warning SFN316 /States/A/Output/a"] if is_open else []
    )


def test_what_is_not_closed_hides_nothing_else() -> None:
    assert sorted(verdicts(jsonata("{% ${Name & 1 %}"))) == [
        "error SFN601 /States/A/Output INVALID_JSONATA_EXPRESSION",
        "warning SFN316 /States/A/Output",
    ]


def test_an_unclosed_placeholder_is_told_wherever_it_stands_but_in_a_comment() -> None:
    resource = "arn:aws:lambda:eu-west-1:123456789012:function:${Resize"
    task = {"Type": "Task", "Resource": resource, "Comment": "${Why", "End": True}
    assert verdicts(machine(A=task)) == ["warning SFN316 /States/A/Resource"]


@pytest.mark.parametrize(
    ("path", "is_slip"),
    [
        ("$.Execution.Id", True),
        ("$.Execution.Input.order", True),
        ("$.StateMachine.Name", True),
        ("$.State.EnteredTime", True),
        ("$.Task.Token", True),
        ("$.Map.Item.Value", True),
        ("$.Map.Item.Value.id", True),
        ("$['Execution']['Id']", True),
        ("States.Format('{}', $.Execution.Name)", True),
        ("$$.Execution.Id", False),
        ("$.State.Name", False),
        ("$.Execution", False),
        ("$.Execution.Status", False),
        ("$.execution.Id", False),
        ("$.detail.Execution.Id", False),
    ],
)
def test_the_context_object_has_two_dollar_signs(path: str, is_slip: bool) -> None:
    expected = ["warning SFN317 /States/A/Parameters/x.$"] if is_slip else []
    assert verdicts(template(**{"x.$": path})) == expected


def test_the_item_of_a_map_is_in_the_context_object() -> None:
    found = verdicts(mapped(ItemSelector={"item.$": "$.Map.Item.Value"}))
    assert found == ["warning SFN317 /States/M/ItemSelector/item.$"]


def test_where_the_data_is_known_to_lack_it_the_context_object_is_named_too() -> None:
    reading = {"Type": "Pass", "Parameters": {"x.$": "$.Execution.Id"}, "End": True}
    given = {"Type": "Pass", "Parameters": {"a": 1}, "Next": "B"}
    (finding,) = validate(Definition(machine(A=given, B=reading)))
    assert finding.code == "SFN320"
    assert finding.message.endswith("write '$$.Execution.Id' for the context object")


def test_what_the_definition_writes_itself_is_in_the_data() -> None:
    reading = {"Type": "Pass", "Parameters": {"x.$": "$.Execution.Id"}, "End": True}
    given = {"Type": "Pass", "Parameters": {"Execution.$": "$$.Execution"}, "Next": "B"}
    assert verdicts(machine(A=given, B=reading)) == []
    called = {"Type": "Task", "Resource": FUNCTION, "ResultPath": "$.Execution", "Next": "B"}
    assert verdicts(machine(A=called, B=reading)) == []


BIG = "x" * 262_200


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        (machine(A={"Type": "Pass", "Result": BIG, "End": True}), "/States/A/Result"),
        (machine(A={"Type": "Pass", "Result": ["é" * 131_100], "End": True}), "/States/A/Result"),
        (template(a=BIG), "/States/A/Parameters"),
        (jsonata({"a": BIG, "b": "{% 1 %}"}), "/States/A/Output"),
        (mapped(ItemSelector={"a": BIG}), "/States/M/ItemSelector"),
        (machine(A={"Type": "Pass", "Assign": {"a": BIG}, "End": True}), "/States/A/Assign"),
        (machine(A={"Type": "Pass", "Result": BIG[:262_100], "End": True}), ""),
        (machine(A={"Type": "Pass", "Result": BIG, "ResultPath": None, "End": True}), ""),
        (jsonata(f"{{% '{BIG}' ~> $length %}}"), ""),
        (machine(A={"Type": "Pass", "Comment": BIG, "End": True}), ""),
        (template(a="${Text}" + BIG), ""),
    ],
)
def test_a_literal_over_the_limit_of_the_data_fails_whenever_it_is_reached(
    document: Any, expected: str
) -> None:
    assert verdicts(document) == ([f"error SFN806 {expected}"] if expected else [])


def catching(resource: str, error: str) -> list[str]:
    retry = [{"ErrorEquals": [error]}]
    task = {"Type": "Task", "Resource": resource, "Parameters": {"A.$": "$"}, "Retry": retry}
    found = verdicts(machine(A={**task, "End": True}))
    return [line for line in found if "ErrorEquals" in line]


NEVER = ["warning SFN713 /States/A/Retry/0/ErrorEquals/0"]
SDK = "arn:aws:states:::aws-sdk"


@pytest.mark.parametrize(
    ("resource", "error", "expected"),
    [
        (f"{SDK}:dynamodb:getItem", "DynamoDB.ResourceNotFoundException", NEVER),
        (f"{SDK}:dynamodb:getItem", "DynamoDb.ResourceNotfoundException", NEVER),
        (f"{SDK}:dynamodb:getItem", "dynamodb.ThrottlingException", NEVER),
        (f"{SDK}:sfn:startExecution", "SFN.ExecutionAlreadyExistsException", NEVER),
        (f"{SDK}:rds:startDBInstance", "Rds.DBInstanceNotFoundException", NEVER),
        ("arn:aws:states:::dynamodb:getItem", "DynamoDb.ResourceNotFoundException", NEVER),
        ("arn:aws:states:::sqs:sendMessage.waitForTaskToken", "Sqs.SdkClientException", NEVER),
        ("arn:aws:states:::lambda:invoke", "Lambda.serviceException", NEVER),
        (FUNCTION, "lambda.TooManyRequestsException", NEVER),
        (f"{SDK}:dynamodb:getItem", "DynamoDb.ResourceNotFoundException", []),
        (f"{SDK}:dynamodb:getItem", "DynamoDb.SomethingNewException", []),
        (f"{SDK}:rds:startDBInstance", "Rds.DbInstanceNotFoundException", []),
        (f"{SDK}:s3:getObject", "S3.NoSuchKeyException", []),
        ("arn:aws:states:::dynamodb:getItem", "DynamoDB.AmazonDynamoDBException", []),
        ("arn:aws:states:::ecs:runTask", "ECS.AmazonECSException", []),
        ("arn:aws:states:::lambda:invoke", "Lambda.ServiceException", []),
        ("arn:aws:states:::lambda:invoke", "lambda.MyOwnError", []),
        (FUNCTION, "OrderNotFound", []),
    ],
)
def test_an_error_name_in_the_wrong_case_never_matches(
    resource: str, error: str, expected: list[str]
) -> None:
    assert catching(resource, error) == expected
