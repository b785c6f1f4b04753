"""Which differences in writing are differences in meaning."""

from __future__ import annotations

from typing import Any

import pytest

from sfn_dsl.comparison import Added, Changed, Moved, Removed, Renamed

from .scopes_to_compare import compare, one_state, task

INNER = {"StartAt": "I", "States": {"I": {"Type": "Succeed"}}}
MAP = {"Type": "Map", "End": True}
RETRIER = {"ErrorEquals": ["States.ALL"]}
CATCHER = {"ErrorEquals": ["States.ALL"], "Next": "A"}
READER = {"Resource": "arn:aws:states:::s3:getObject"}


def _retry(**members: Any) -> dict[str, Any]:
    return one_state(task("f", Retry=[{**RETRIER, **members}]))


def _catch(**members: Any) -> dict[str, Any]:
    return one_state(task("f", Catch=[{**CATCHER, **members}]))


def _read(**members: Any) -> dict[str, Any]:
    return one_state({**MAP, "ItemReader": {**READER, **members}})


SAME = {
    "the query language of the machine": ({}, {"QueryLanguage": "JSONPath"}),
    "the version": ({}, {"Version": "1.0"}),
    "the query language of a state": (
        {"QueryLanguage": "JSONata", **one_state({"Type": "Pass"})},
        {"QueryLanguage": "JSONata", **one_state({"Type": "Pass", "QueryLanguage": "JSONata"})},
    ),
    "the paths of a state": (
        one_state(task("f")),
        one_state(task("f", InputPath="$", OutputPath="$", ResultPath="$")),
    ),
    "the timeout of a task": (one_state(task("f")), one_state(task("f", TimeoutSeconds=99999999))),
    "no retriers and catchers": (one_state(task("f")), one_state(task("f", Retry=[], Catch=[]))),
    "all of a retrier": (
        _retry(),
        _retry(IntervalSeconds=1, MaxAttempts=3, BackoffRate=2, JitterStrategy="NONE"),
    ),
    "the result path of a catcher": (_catch(), _catch(ResultPath="$")),
    "the items path of a map": (one_state(MAP), one_state({**MAP, "ItemsPath": "$"})),
    "the concurrency of a map": (one_state(MAP), one_state({**MAP, "MaxConcurrency": 0})),
    "the tolerance of a map": (
        one_state(MAP),
        one_state({**MAP, "ToleratedFailureCount": 0, "ToleratedFailurePercentage": 0.0}),
    ),
    "the mode of a processor": (
        one_state({**MAP, "ItemProcessor": INNER}),
        one_state({**MAP, "ItemProcessor": {**INNER, "ProcessorConfig": {"Mode": "INLINE"}}}),
    ),
    "the configuration of a reader": (
        _read(),
        _read(ReaderConfig={"Transformation": "NONE", "CSVDelimiter": "COMMA"}),
    ),
    "the legacy name of the processor": (
        one_state({**MAP, "Iterator": INNER}),
        one_state({**MAP, "ItemProcessor": INNER}),
    ),
    "the legacy name of the item selector": (
        one_state({**MAP, "Parameters": {"a": 1}}),
        one_state({**MAP, "ItemSelector": {"a": 1}}),
    ),
    "the order of error names": (
        _retry(ErrorEquals=["A", "B"]),
        _retry(ErrorEquals=["B", "A"]),
    ),
    "an error name said twice": (_retry(ErrorEquals=["A"]), _retry(ErrorEquals=["A", "A"])),
    "how a number is written": (
        one_state({"Type": "Pass", "Result": {"n": [2, 0]}}),
        one_state({"Type": "Pass", "Result": {"n": [2.0, -0.0]}}),
    ),
}

DIFFERENT = {
    "null and left out": (one_state(task("f")), one_state(task("f", ResultPath=None))),
    "null and the default": (
        one_state(task("f", ResultPath="$")),
        one_state(task("f", ResultPath=None)),
    ),
    "true and 1": (
        one_state({"Type": "Pass", "Result": {"a": [True]}}),
        one_state({"Type": "Pass", "Result": {"a": [1]}}),
    ),
    "false and 0": (
        one_state({"Type": "Pass", "Result": False}),
        one_state({"Type": "Pass", "Result": 0}),
    ),
    "a default of JSONPath in a JSONata state": (
        one_state(task("f", QueryLanguage="JSONata")),
        one_state(task("f", QueryLanguage="JSONata", ResultPath="$")),
    ),
    "a default beside the path that takes its place": (
        one_state({**MAP, "MaxConcurrencyPath": "$.n"}),
        one_state({**MAP, "MaxConcurrencyPath": "$.n", "MaxConcurrency": 0}),
    ),
    "what is a default elsewhere, inside a payload": (
        one_state(task("f", Parameters={})),
        one_state(task("f", Parameters={"ResultPath": "$", "MaxAttempts": 3})),
    ),
    "a member that this type of state does not have": (
        one_state({"Type": "Succeed"}),
        one_state({"Type": "Succeed", "ResultPath": "$"}),
    ),
    "no parameters and empty parameters": (
        one_state(task("f")),
        one_state(task("f", Parameters={})),
    ),
    "the legacy name of the item selector outside of a map": (
        one_state(task("f", Parameters={"a": 1})),
        one_state(task("f", ItemSelector={"a": 1})),
    ),
    "inline and distributed": (
        one_state({**MAP, "ItemProcessor": INNER}),
        one_state({**MAP, "ItemProcessor": {**INNER, "ProcessorConfig": {"Mode": "DISTRIBUTED"}}}),
    ),
    "the order of retriers": (
        one_state(task("f", Retry=[{"ErrorEquals": ["A"]}, {"ErrorEquals": ["B"]}])),
        one_state(task("f", Retry=[{"ErrorEquals": ["B"]}, {"ErrorEquals": ["A"]}])),
    ),
    "the order in a payload's array": (
        one_state({"Type": "Pass", "Result": ["A", "B"]}),
        one_state({"Type": "Pass", "Result": ["B", "A"]}),
    ),
    "a comment": (one_state(task("f")), one_state(task("f", Comment="why"))),
    "a state's language, when the machine's changes under it": (
        {"QueryLanguage": "JSONPath", **one_state({"Type": "Pass", "QueryLanguage": "JSONPath"})},
        {"QueryLanguage": "JSONata", **one_state({"Type": "Pass"})},
    ),
}


@pytest.mark.parametrize(("old", "new"), list(SAME.values()), ids=list(SAME))
def test_these_two_ways_of_writing_mean_the_same(old: Any, new: Any) -> None:
    assert not compare(old, new)
    assert not compare(new, old)


@pytest.mark.parametrize(("old", "new"), list(DIFFERENT.values()), ids=list(DIFFERENT))
def test_these_two_do_not_mean_the_same(old: Any, new: Any) -> None:
    changes = compare(old, new)
    assert changes
    assert compare(new, old) == changes.reversed()
    assert not compare(changes.apply(old), new)


def test_a_changed_value_is_one_change_with_both_values() -> None:
    assert list(compare(_retry(MaxAttempts=3), _retry(MaxAttempts=5))) == [
        Changed("/States/A/Retry/0/MaxAttempts", "/States/A/Retry/0/MaxAttempts", 3, 5)
    ]


def test_what_was_left_out_is_added_with_the_default_it_had() -> None:
    (change,) = compare(_retry(), _retry(MaxAttempts=5))
    assert change == Added("/States/A/Retry/0/MaxAttempts", 5, "/States/A/Retry/0", default=3)


def test_what_is_left_out_now_is_removed_with_the_default_it_has() -> None:
    (change,) = compare(_retry(MaxAttempts=5), _retry())
    assert change == Removed("/States/A/Retry/0/MaxAttempts", 5, "/States/A/Retry/0", default=3)


def test_another_error_name_is_one_removed_and_one_added() -> None:
    old, new = _retry(ErrorEquals=["A", "B"]), _retry(ErrorEquals=["C", "A"])
    assert [type(change) for change in compare(old, new)] == [Removed, Added]


def test_two_retriers_that_change_places_are_one_move() -> None:
    (change,) = compare(*DIFFERENT["the order of retriers"])
    assert isinstance(change, Moved)


def test_changes_inside_a_processor_are_found_through_its_legacy_name() -> None:
    step = {"StartAt": "I", "States": {"I": {"Type": "Succeed", "Comment": "now said"}}}
    (change,) = compare(
        one_state({**MAP, "Iterator": INNER}), one_state({**MAP, "ItemProcessor": step})
    )
    assert change == Added(
        "/States/A/ItemProcessor/States/I/Comment", "now said", "/States/A/Iterator/States/I"
    )


def test_an_iterator_that_becomes_distributed_is_renamed_and_keeps_its_states() -> None:
    distributed = {**INNER, "ProcessorConfig": {"Mode": "DISTRIBUTED"}}
    old = one_state({**MAP, "Iterator": INNER})
    changes = compare(old, one_state({**MAP, "ItemProcessor": distributed}))
    assert [type(change) for change in changes] == [Renamed, Added]
    assert changes.apply(old)["States"]["A"]["ItemProcessor"] == distributed


def test_finishing_a_migration_to_jsonata_changes_the_language_of_the_machine() -> None:
    state = {"Type": "Pass", "QueryLanguage": "JSONata", "Output": 1}
    changes = compare(one_state(state), {"QueryLanguage": "JSONata", **one_state(state)})
    assert [change.as_json()["new_pointer"] for change in changes] == ["/QueryLanguage"]


def test_no_tolerance_beside_another_tolerance_is_a_limit_and_not_the_default() -> None:
    only = one_state({**MAP, "ToleratedFailureCount": 5})
    both = one_state({**MAP, "ToleratedFailureCount": 5, "ToleratedFailurePercentage": 0})
    assert compare(only, both)
    assert compare(both, only)
