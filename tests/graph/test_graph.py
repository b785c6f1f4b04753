"""The graph of a definition: what its nodes and edges say."""

from __future__ import annotations

import pytest

from sfn_dsl.graph import Edge
from sfn_dsl.graph.build import MOST_LEVELS
from sfn_dsl.graph.words import condition_text, detail_of

from .machines import ORDERS, Document, graph


def test_transitions_are_listed_in_the_order_in_which_they_are_tried() -> None:
    edges = [edge for edge in graph(ORDERS).machine.edges if edge.source == "/States/Check"]
    assert edges == [
        Edge(
            "/States/Check/Choices/0/Next",
            "/States/Check",
            "/States/Each",
            "choice",
            '$.total > 3 and not ($.name == "x")',
        ),
        Edge(
            "/States/Check/Choices/1/Next",
            "/States/Check",
            "/States/Both",
            "choice",
            "$.late is not present",
        ),
        Edge("/States/Check/Default", "/States/Check", "/States/Reject", "default", "Default"),
    ]


def test_a_machine_begins_and_ends_with_edges_that_have_one_state() -> None:
    edges = graph(ORDERS).machine.edges
    assert [edge.target for edge in edges if edge.kind == "start"] == ["/States/Check"]
    assert [edge.source for edge in edges if edge.kind == "end"] == [
        "/States/Both",
        "/States/Reject",
    ]


def test_branches_and_processors_are_machines_inside_their_state() -> None:
    titles = {machine.pointer: machine.title for machine in graph(ORDERS).machines()}
    assert titles == {
        "": "",
        "/States/Each/ItemProcessor": "each item",
        "/States/Both/Branches/0": "branch 1",
        "/States/Both/Branches/1": "branch 2",
    }


def test_a_state_without_a_route_and_a_target_without_a_state_are_told_apart() -> None:
    nodes = {node.name: node for node in graph(ORDERS).nodes()}
    assert not nodes["Forgotten"].is_reachable
    assert not nodes["Nowhere"].is_defined
    assert [node.name for node in nodes.values() if not node.is_reachable] == ["Forgotten"]


def test_what_is_not_a_state_is_shown_as_such() -> None:
    nodes = graph({"StartAt": "A", "States": {"A": 5, "B": None}}).nodes()
    assert [(node.name, node.detail, node.is_defined) for node in nodes] == [
        ("A", "not an object", False),
        ("B", "not an object", False),
    ]


def test_what_is_inside_an_unreachable_state_is_unreachable_too() -> None:
    inner = {"StartAt": "In", "States": {"In": {"Type": "Pass", "End": True}}}
    lost = {"Type": "Map", "ItemProcessor": inner, "End": True}
    states = {"A": {"Type": "Pass", "End": True}, "Lost": lost}
    nodes = {node.name: node for node in graph({"StartAt": "A", "States": states}).nodes()}
    assert (nodes["A"].is_reachable, nodes["In"].is_reachable) == (True, False)


@pytest.mark.parametrize(
    ("state", "detail"),
    [
        (
            {"Type": "Task", "Resource": "arn:aws:states:::aws-sdk:s3:listBuckets"},
            "aws-sdk:s3:listBuckets",
        ),
        (
            {"Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage.sync"},
            "sqs:sendMessage.sync",
        ),
        (
            {"Type": "Task", "Resource": "arn:aws:lambda:eu-west-1:123456789012:function:f:1"},
            "lambda:f",
        ),
        ({"Type": "Task", "Resource": "${Function.Arn}"}, "${Function.Arn}"),
        ({"Type": "Wait", "TimestampPath": "$.at"}, "until $.at"),
        ({"Type": "Wait", "Seconds": "{% $n * 2 %}"}, "$n * 2 s"),
        ({"Type": "Fail", "Error": "Gone"}, "Gone"),
        ({"Type": "Pass"}, ""),
    ],
)
def test_what_a_state_does_is_said_in_aws_words(state: Document, detail: str) -> None:
    assert detail_of(state) == detail


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        ({"Condition": "{% $x > 1 %}"}, "$x > 1"),
        ({"Condition": '{% /* why */ $x = "/* a */" /* end %}'}, '$x = "/* a */"'),
        ({"Condition": "{% /* nothing else */ %}"}, "{% /* nothing else */ %}"),
        ({"Variable": "$.a", "StringMatches": "b*"}, '$.a matches "b*"'),
        ({"Variable": "$.a", "NumericLessThanEqualsPath": "$.b"}, "$.a <= $.b"),
        ({"Variable": "$.a", "IsNull": True}, "$.a is null"),
        (
            {"Or": [{"Variable": "$.a", "BooleanEquals": True}, {"And": []}]},
            "$.a == true or ()",
        ),
        ({"Next": "A"}, "…"),
    ],
)
def test_conditions_are_written_as_people_read_them(rule: Document, text: str) -> None:
    assert condition_text(rule) == text


@pytest.mark.parametrize(
    "document",
    [
        {},
        [],
        None,
        {"StartAt": 1, "States": {"A": None, "B": {"Type": 3, "Next": ["x"], "Choices": 1}}},
        {"States": {"A": {"Branches": {}, "ItemProcessor": 1, "Catch": [1, {"Next": "A"}]}}},
    ],
)
def test_odd_documents_have_graphs(document: object) -> None:
    graph(document)


def test_machines_deeper_than_any_picture_are_left_out() -> None:
    machine: Document = {"StartAt": "A", "States": {"A": {"Type": "Pass", "End": True}}}
    for _ in range(500):
        state = {"Type": "Map", "ItemProcessor": machine, "End": True}
        machine = {"StartAt": "A", "States": {"A": state}}
    assert len(list(graph(machine).nodes())) == MOST_LEVELS
