"""Coverage: what counts, what makes two executions executions of one workflow, and the formats."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from sfn_dsl import (
    Choice,
    Definition,
    Pass,
    StateMachine,
    Succeed,
    Target,
    Task,
    When,
    Workflow,
    load,
    path,
    read_json,
    workflow,
)
from sfn_dsl.testing import Execution, answers, fails, simulate
from sfn_dsl.testing.coverage import Coverage, coverage_text, write_report
from sfn_dsl.testing.coverage.coverage import Counts
from sfn_dsl.testing.coverage.items import KINDS, items_of
from sfn_dsl.testing.coverage.text import percent_text

FUNCTION = "arn:aws:lambda:us-east-1:123456789012:function:work"
HANDLED = {
    "Type": "Task",
    "Resource": FUNCTION,
    "Retry": [{"ErrorEquals": ["Slow"]}, {"ErrorEquals": ["Busy"]}],
    "Catch": [
        {"ErrorEquals": ["Busy"], "Next": "Sort"},
        {"ErrorEquals": ["States.ALL"], "Next": "Sort"},
    ],
    "Next": "Sort",
}
SORT = {
    "Type": "Choice",
    "Choices": [
        {"Variable": "$.x", "IsPresent": True, "Next": "Each"},
        {"Variable": "$.y", "IsPresent": True, "Next": "Done"},
    ],
    "Default": "Done",
}
EVERYTHING: dict[str, Any] = {
    "StartAt": "Work",
    "States": {
        "Work": HANDLED,
        "Sort": SORT,
        "Each": {
            "Type": "Map",
            "ItemsPath": "$.x",
            "ItemProcessor": {
                "StartAt": "a/b",
                "States": {"a/b": {"Type": "Pass", "End": True}},
            },
            "Next": "Both",
        },
        "Both": {
            "Type": "Parallel",
            "Branches": [
                {"StartAt": "Rest", "States": {"Rest": {"Type": "Wait", "Seconds": 5, "End": True}}}
            ],
            "Next": "Done",
        },
        "Done": {"Type": "Succeed"},
    },
}


def written(tmp_path: Path, name: str = "machine.asl.json") -> Path:
    file = tmp_path / name
    file.write_text(json.dumps(EVERYTHING, indent=2), encoding="utf-8")
    return file


def covered(root: Path, *executions: Execution) -> Coverage:
    coverage = Coverage(root)
    for execution in executions:
        coverage.record(execution)
    return coverage


def counts_of(coverage: Coverage) -> dict[str, tuple[int, int]]:
    return {kind: tuple(coverage.counts(kind)) for kind in KINDS}


def test_each_kind_of_part_is_counted(tmp_path: Path) -> None:
    source = load(str(written(tmp_path)))
    first = simulate(source, tasks={"Work": {"x": [1, 2]}})
    coverage = covered(tmp_path, first)
    assert counts_of(coverage) == {
        "states": (7, 7),
        "transitions": (6, 10),
        "rules": (1, 3),
        "retriers": (0, 2),
        "catchers": (0, 2),
    }

    coverage.record(simulate(source, tasks={"Work": answers(fails("Busy"), fails("Slow"), {})}))
    assert counts_of(coverage)["retriers"] == (2, 2)
    assert counts_of(coverage)["rules"] == (2, 3)

    coverage.record(simulate(source, tasks={"Work": fails("Busy")}))
    coverage.record(simulate(source, tasks={"Work": fails("Other")}))
    coverage.record(simulate(source, tasks={"Work": {"y": 1}}))
    assert coverage.counts() == Counts(24, 24)
    assert [one.executions for one in coverage.workflows] == [5]


@pytest.mark.parametrize("answer", [{"x": [1, 2]}, {"y": 1}, fails("Busy"), fails("Other"), {}])
def test_whatever_an_execution_reaches_can_be_covered(tmp_path: Path, answer: object) -> None:
    run = simulate(load(str(written(tmp_path))), tasks={"Work": answer})
    assert run.reached <= {item.pointer for item in items_of(run.definition)}


def test_a_part_that_no_test_reaches_is_listed_once_with_its_line(tmp_path: Path) -> None:
    run = simulate(load(str(written(tmp_path))), tasks={"Work": {}})
    lines = written(tmp_path).read_text().splitlines()
    text = coverage_text(covered(tmp_path, run))
    listed = [line.strip() for line in text.partition("not reached:\n")[2].splitlines()]
    assert [line.partition(": ")[2] for line in listed] == [
        "retrier 1 of 'Work' (Slow)",
        "retrier 2 of 'Work' (Busy)",
        "catcher 1 of 'Work' (Busy)",
        "catcher 2 of 'Work' (States.ALL)",
        "rule 1 of 'Sort'",
        "rule 2 of 'Sort'",
        "state 'Each'",
        "state 'a/b'",
        "state 'Both'",
        "state 'Rest'",
    ]
    places = [line.partition(": ")[0].split(":") for line in listed]
    assert {file for file, _ in places} == {"machine.asl.json"}
    assert [lines[int(line) - 1].strip() for _, line in places[-4:]] == [
        '"Each": {',
        '"a/b": {',
        '"Both": {',
        '"Rest": {',
    ]


def test_lines_of_yaml_are_those_of_its_author(tmp_path: Path) -> None:
    file = tmp_path / "machine.asl.yaml"
    file.write_text(
        "StartAt: A\nStates:\n  A:\n    Type: Choice\n    Choices:\n"
        "      - {Variable: $.x, IsPresent: true, Next: B}\n"
        "    Default: C\n  B:\n    Type: Succeed\n  C:\n    Type: Succeed\n"
    )
    text = coverage_text(covered(tmp_path, simulate(load(str(file)))))
    assert "machine.asl.yaml:6: rule 1 of 'A'" in text
    assert "machine.asl.yaml:8: state 'B'" in text


@workflow
def placed(target: Target) -> Workflow:
    done = Succeed("Done")
    work = Task("Work", resource=target.arn("lambda", "function:work"))
    return Workflow("placed", StateMachine([work >> done]), role="r")


def test_a_source_built_for_several_targets_and_loaded_twice_is_one_workflow() -> None:
    here = Path(__file__)
    targets = [Target("123456789012", "eu-west-1"), Target("210987654321", "cn-north-1", "aws-cn")]
    runs = [simulate(placed, tasks={"Work": 1}, target=target) for target in targets]
    loaded = load(f"{here}:placed")
    runs.append(simulate(loaded, tasks={"Work": fails("X")}))
    coverage = covered(here.parent, *runs)
    (one,) = coverage.workflows
    assert (one.key.name, one.key.source, one.executions) == ("placed", here.name, 3)


def named(name: str, *, is_longer: bool = False) -> Workflow:
    states = [Pass("Start") >> Succeed("More")] if is_longer else [Succeed("Start")]
    return Workflow(name, StateMachine(states), role="r")


def test_one_function_that_builds_two_workflows_has_two() -> None:
    runs = [simulate(each) for each in (named("nightly"), named("weekly"), named("nightly"))]
    coverage = covered(Path(__file__).parent, *runs)
    assert [(one.key.name, one.executions) for one in coverage.workflows] == [
        ("nightly", 2),
        ("weekly", 1),
    ]


def test_a_function_that_adds_states_on_request_has_a_workflow_for_each_set_of_states() -> None:
    runs = [simulate(named("nightly", is_longer=is_longer)) for is_longer in (False, True)]
    coverage = covered(Path(__file__).parent, *runs)
    assert [one.counts("states") for one in coverage.workflows] == [(1, 1), (2, 2)]


def test_a_definition_without_a_file_is_covered_by_pointers(tmp_path: Path) -> None:
    coverage = covered(tmp_path, simulate(Definition(EVERYTHING), tasks={"Work": {}}))
    assert "StateMachine /States/Each: state 'Each'" in coverage_text(coverage)
    write_report(coverage, "lcov", tmp_path / "lcov.info")
    assert (tmp_path / "lcov.info").read_text() == ""


def test_only_the_sources_asked_for_are_recorded(tmp_path: Path) -> None:
    (tmp_path / "flows").mkdir()
    mine, other = written(tmp_path / "flows"), written(tmp_path)
    coverage = Coverage(tmp_path, [tmp_path / "flows"])
    for source in (load(str(mine)), load(str(other)), read_json(other.read_bytes())):
        coverage.record(simulate(source, tasks={"Work": {}}))
    assert [one.key.source for one in coverage.workflows] == ["flows/machine.asl.json"]


def test_what_processes_counted_adds_up(tmp_path: Path) -> None:
    source = load(str(written(tmp_path)))
    runs = [simulate(source, tasks={"Work": answer}) for answer in ({"x": [1]}, fails("Busy"))]
    together = covered(tmp_path, *runs)
    summed = Coverage(tmp_path)
    for run in runs:
        summed.add(json.loads(json.dumps(covered(tmp_path, run).report())))
    assert summed.report() == together.report()
    assert coverage_text(summed) == coverage_text(together)


def test_the_json_report_has_every_part_with_its_line_and_count(tmp_path: Path) -> None:
    run = simulate(load(str(written(tmp_path))), tasks={"Work": {}})
    write_report(covered(tmp_path, run, run), "json", tmp_path / "out" / "coverage.json")
    report = json.loads((tmp_path / "out" / "coverage.json").read_bytes())
    assert report["version"] == 1
    assert report["totals"]["states"] == {"covered": 3, "total": 7}
    assert report["totals"]["percent"] == round(100 * 6 / 24, 2)
    (one,) = report["workflows"]
    assert (one["name"], one["source"], one["line"]) == ("StateMachine", "machine.asl.json", 1)
    assert one["executions"] == 2
    assert one["items"][0] == {
        "kind": "states",
        "pointer": "/States/Work",
        "state": "Work",
        "title": "state 'Work'",
        "owner": "/States/Work",
        "within": "",
        "file": "machine.asl.json",
        "line": 4,
        "count": 2,
    }
    nested = [item for item in one["items"] if item["state"] == "a/b"]
    assert nested[0]["pointer"] == "/States/Each/ItemProcessor/States/a~1b"


def test_lcov_has_states_as_functions_and_ways_as_branches(tmp_path: Path) -> None:
    done = Succeed("Done")
    choice = Choice("IsReady", [When(path("$.ready") == True, done)], default="Later")  # noqa: E712  # a condition
    run = simulate(StateMachine([choice, done, Pass("Later", next=done)]), {"ready": True})
    write_report(covered(Path(__file__).parent, run), "lcov", tmp_path / "lcov.info")
    records = (tmp_path / "lcov.info").read_text().splitlines()
    first = next(iter(records[2:])).removeprefix("FN:").partition(",")[0]
    assert records[1] == f"SF:{Path(__file__).name}"
    assert f"FN:{first},StateMachine.Done" in records
    assert "FNDA:0,StateMachine.Later" in records
    # The rule was taken, the Default and the way on from Later were not.
    assert (records.count("BRF:3"), records.count("BRH:1")) == (1, 1)
    assert records[-3:] == ["LF:3", "LH:2", "end_of_record"]


def test_cobertura_agrees_with_lcov(tmp_path: Path) -> None:
    coverage = covered(tmp_path, simulate(load(str(written(tmp_path))), tasks={"Work": {}}))
    write_report(coverage, "xml", tmp_path / "coverage.xml")
    write_report(coverage, "lcov", tmp_path / "lcov.info")
    whole = ElementTree.parse(tmp_path / "coverage.xml").getroot()  # noqa: S314  # written above
    lcov = [line.split(":") for line in (tmp_path / "lcov.info").read_text().splitlines()]
    lcov = [record for record in lcov if len(record) > 1]
    sums = {name: value for name, value, *_ in lcov if name in ("LF", "LH", "BRF", "BRH")}
    assert sums == {
        "LF": whole.get("lines-valid"),
        "LH": whole.get("lines-covered"),
        "BRF": whole.get("branches-valid"),
        "BRH": whole.get("branches-covered"),
    }
    (file,) = whole.iter("class")
    hits = {line.get("number"): line.get("hits") for line in file.iter("line")}
    assert hits == {
        value.split(",")[0]: value.split(",")[1] for name, value, *_ in lcov if name == "DA"
    }


def test_only_what_is_covered_wholly_is_covered_by_a_hundred_percent() -> None:
    assert percent_text(Counts(9999, 10000)) == "99%"
    assert percent_text(Counts(10000, 10000)) == "100%"


def test_a_long_list_of_what_was_missed_is_cut() -> None:
    states = [Succeed(f"S{number}") for number in range(150)]
    ends = [When(path("$.n") == number, state) for number, state in enumerate(states)]
    machine = StateMachine([Choice("Pick", ends, default=states[0]), *states])
    text = coverage_text(covered(Path(__file__).parent, simulate(machine)))
    # Of 150 states and as many rules, and the Default, a hundred are listed.
    assert "and 201 others; the JSON report has them all" in text
    assert len(text.splitlines()) < 110


def test_without_an_execution_the_text_says_so(tmp_path: Path) -> None:
    assert coverage_text(Coverage(tmp_path)) == "no workflow was simulated"
