"""The states of a definition, wherever they stand."""

from __future__ import annotations

from typing import Any

import pytest

from sfn_dsl.arns import Integration
from sfn_dsl.definition.scopes import scopes
from sfn_dsl.definition.states import StatePlace, language_of, states_of
from sfn_dsl.language.fields import QueryLanguage

JSONATA, JSONPATH = QueryLanguage.JSONATA, QueryLanguage.JSONPATH
CALL = {
    "Type": "Task",
    "Resource": "arn:aws:states:::sns:publish.waitForTaskToken",
    "QueryLanguage": "JSONPath",
    "Credentials": {"RoleArn": "arn:aws:iam::123456789012:role/Other"},
    "Parameters": {},
}
DOCUMENT: dict[str, Any] = {
    "QueryLanguage": "JSONata",
    "States": {
        "Each/One": {"Type": "Map", "ItemProcessor": {"States": {"Call": CALL}}},
        "Odd": 1,
        "Last": {"Type": "Succeed"},
    },
}


def found() -> list[StatePlace]:
    return list(states_of(DOCUMENT, scopes(DOCUMENT)))


def test_a_state_has_its_place_and_its_own_language_or_that_of_the_whole() -> None:
    assert [(place.pointer, place.language) for place in found()] == [
        ("/States/Each~1One", JSONATA),
        ("/States/Last", JSONATA),
        ("/States/Each~1One/ItemProcessor/States/Call", JSONPATH),
    ]


@pytest.mark.parametrize("odd", [None, [], {}, {"QueryLanguage": "SQL"}, {"QueryLanguage": []}])
def test_what_names_no_language_has_the_one_around_it(odd: object) -> None:
    assert [language_of(odd, each) for each in QueryLanguage] == list(QueryLanguage)


def test_a_part_of_a_state_is_read_without_asking_for_its_shape_first() -> None:
    call = found()[-1]
    assert call.text("Credentials", "RoleArn") == "arn:aws:iam::123456789012:role/Other"
    assert call.text("Credentials") is None
    assert call.part("Resource", "RoleArn") is None
    assert call.at("Credentials", "RoleArn").endswith("/Call/Credentials/RoleArn")


def test_a_state_calls_the_service_that_its_resource_names() -> None:
    assert [place.call for place in found()] == [
        None,
        None,
        Integration("aws", "sns:publish", ".waitForTaskToken"),
    ]
