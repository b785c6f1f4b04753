"""The page without a browser: what it tells, that it is one file, and that texts stay text."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from sfn_dsl.errors import SfnError
from sfn_dsl.graph import Mark, Overlay
from sfn_dsl.graph.svg import as_svg
from sfn_dsl.report.histories import read_history
from sfn_dsl.review.documents import read_plan, read_role
from sfn_dsl.review.page import as_page
from sfn_dsl.review.retries import timetable
from sfn_dsl.review.runs import run_told
from tests.graph.machines import HOSTILE, ORDERS, graph, hostile_machine

from .conftest import Write, facts_of

BACKUP = "workflows/backup.py"


class _Page(HTMLParser):
    """The elements of a page, and its text by the article that it stands in."""

    def __init__(self, file: Path) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.articles: dict[str, str] = {}
        self.scripts: dict[str, str] = {"script": "", "style": ""}
        self._article = self._inside = ""
        self.feed(file.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        self.elements.append((tag, found))
        if tag == "article":
            self._article = found["id"]
            self.articles[self._article] = ""
        self._inside = tag if tag in self.scripts else ""

    def handle_endtag(self, tag: str) -> None:
        self._article = "" if tag == "article" else self._article
        self._inside = ""

    def handle_data(self, data: str) -> None:
        if self._article:
            self.articles[self._article] += f" {data}"
        if self._inside:
            self.scripts[self._inside] += data


def words(text: str) -> str:
    return " ".join(text.split())


def test_the_page_of_a_state_shows_all_of_it(page: Write, root: Path) -> None:
    told = words(_Page(page(str(root / BACKUP))).articles["/States/BackupTables"])
    assert "Task lambda:enhanced-dynamodb-backup" in told
    assert (
        "Attempt After the one before Total wait 1 at once 0 s 2 2 s 2 s 3 4 s 6 s 4 8 s 14 s"
        in told
    )
    assert "lambda:InvokeFunction on arn:aws:lambda:us-east-1:YOUR_ACCOUNT:function:" in told
    # The author's lines, numbered as in the file.
    lines = (root / BACKUP).read_text().splitlines()
    start = next(at for at, line in enumerate(lines, 1) if "back_up = Task(" in line)
    assert f'{start} back_up = Task( {start + 1} "BackupTables",' in told
    assert '"ErrorEquals": ["States.TaskFailed"]' in told


def test_changes_are_told_at_the_states_that_have_them(page: Write, root: Path) -> None:
    document = json.loads((root / "workflows/backup.asl.json").read_text())
    document["States"]["BackupTables"]["TimeoutSeconds"] = 300
    del document["States"]["CheckBackupSuccess"]
    document["States"]["BackupTables"]["Next"] = "SendSuccessNotification"
    told = _Page(page(document, str(root / BACKUP))).articles
    assert "TimeoutSeconds 300 (was 99999999 by default)" in words(told["/States/BackupTables"])
    assert "removed" in told["-/States/CheckBackupSuccess"]
    assert '"NumericEquals": 200' in told["-/States/CheckBackupSuccess"]
    assert "/States/CheckBackupSuccess" not in told


def test_the_states_inside_of_a_state_are_told_by_themselves(page: Write) -> None:
    told = _Page(page(ORDERS)).articles
    assert '"States": "… 1 state"' in told["/States/Each"]
    assert "States.Timeout, Own → Reject → End" in words(told["/States/Both"])
    assert "Pack" in told["/States/Each/ItemProcessor/States/Pack"]
    assert "in Each, each item" in words(told["/States/Each/ItemProcessor/States/Pack"])
    assert "no such state" in words(told["/States/Nowhere"])


def test_the_policy_of_the_page_allows_its_own_script_and_styles_only(page: Write) -> None:
    found = _Page(page(ORDERS))
    (policy,) = (
        attributes["content"]
        for tag, attributes in found.elements
        if attributes.get("http-equiv") == "Content-Security-Policy"
    )
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    hashes = {
        name: base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        for name, text in found.scripts.items()
    }
    assert rules == {
        "default-src": "'none'",
        "script-src": f"'sha256-{hashes['script']}'",
        "style-src": f"'sha256-{hashes['style']}'",
        "img-src": "data:",
        "base-uri": "'none'",
        "form-action": "'none'",
    }


def test_no_rule_of_the_page_is_about_what_is_in_a_picture(root: Path) -> None:
    """A picture has its own rules, and classes that the page may use too."""
    svg = as_svg(graph(ORDERS), Overlay("Marks", {"/States/Each": Mark("added", "added")}))
    classes = {name for each in re.findall(r'class="([^"]*)"', svg) for name in each.split()}
    style = (root / "sfn_dsl/review/page/page.css").read_text()
    selectors = re.findall(r"([^{};]+)\{", re.sub(r"@media[^{]*\{", "", style))
    for selector in (each.strip() for group in selectors for each in group.split(",")):
        last = selector.split()[-1]
        if classes & set(re.findall(r"\.([\w-]+)", last)):
            assert selector.startswith(".sfn ") or last.startswith("span.") or ".diff " in selector


def assert_is_closed(found: _Page) -> None:
    """Nothing in a page leads out of it, runs in it or styles it but its own parts."""
    for tag, attributes in found.elements:
        assert tag not in {"img", "iframe", "object", "embed", "form", "base", "image", "use"}, tag
        assert not [name for name in attributes if name.startswith("on") or name == "style"]
        for name in ("href", "src", "xlink:href", "action"):
            assert attributes.get(name, "#")[0] == "#" or attributes[name] == "data:,"
    tags = [tag for tag, _ in found.elements]
    assert (tags.count("script"), tags.count("style")) == (1, 1)


def test_a_hostile_machine_makes_a_page_of_its_own_parts_only(page: Write) -> None:
    for what, against in ((hostile_machine(), ORDERS), (ORDERS, hostile_machine())):
        found = _Page(page(what, against))
        assert_is_closed(found)
        ids = [attributes["id"] for _, attributes in found.elements if "id" in attributes]
        assert len(ids) == len(set(ids))
        assert len(found.articles) >= len(HOSTILE)


def test_what_turns_the_reading_around_is_shown_as_an_escape(page: Write) -> None:
    text = page(hostile_machine()).read_text(encoding="utf-8")
    assert not re.search("[\u202a-\u202e\u2066-\u2069\x00\x07\x1b]", text)
    assert r"right \u202e to left \u2066 isolated" in text


@pytest.mark.slow
def test_a_page_of_a_hundred_states_has_less_than_a_megabyte(page: Write, data: Path) -> None:
    (large,) = (data / "corpus/definitions").glob("OrcaBus__service-dragen-wgts-dna*populate*")
    document = json.loads(large.read_text())
    file = page(document, {**document, "States": dict(list(document["States"].items())[1:])})
    assert len(_Page(file).articles) > 100
    assert file.stat().st_size < 1_000_000


def test_without_jinja_the_page_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "jinja2", None)
    with pytest.raises(SfnError, match=r"run pip install '\.\[review\]' in a checkout"):
        as_page(facts_of("workflows/backup.asl.json"))


def test_a_workflow_that_cannot_be_simulated_says_why(page: Write) -> None:
    text = page({"StartAt": "A", "States": {"A": {"Type": "Nonsense"}}}).read_text()
    assert "It cannot be simulated with plausible answers: " in text


@pytest.mark.parametrize(
    ("retrier", "attempts", "more"),
    [
        ({}, [("1 s", "1 s"), ("2 s", "3 s"), ("4 s", "7 s")], 0),
        ({"MaxAttempts": 0}, [], 0),
        (
            {"IntervalSeconds": 30, "BackoffRate": 3, "MaxDelaySeconds": 100, "MaxAttempts": 3},
            [("30 s", "30 s"), ("0:01:30", "0:02:00"), ("0:01:40", "0:03:40")],
            0,
        ),
        (
            {"JitterStrategy": "FULL", "MaxAttempts": 2},
            [("0 to 1 s", "0 to 1 s"), ("0 to 2 s", "0 to 3 s")],
            0,
        ),
        (
            {"BackoffRate": 1, "MaxAttempts": 99_999_999},
            [("1 s", f"{n} s") for n in range(1, 11)],
            99_999_989,
        ),
        ({"IntervalSeconds": "x"}, [], 0),
    ],
)
def test_the_timetable_says_when_each_attempt_is_made(
    retrier: dict[str, Any], attempts: list[tuple[str, str]], more: int
) -> None:
    (told,) = timetable({"Retry": [{"ErrorEquals": ["E"], **retrier}]})
    first = [("at once", "0 s")] if attempts else []
    assert [(each.wait, each.total) for each in told.attempts] == first + attempts
    assert told.more == more
    assert [each.number for each in told.attempts] == list(range(1, len(told.attempts) + 1))


@pytest.mark.parametrize("odd", [None, 1, [1], [{}], [{"ErrorEquals": 1}], {"a": 1}])
def test_odd_retriers_raise_nothing(odd: Any) -> None:
    assert isinstance(timetable({"Retry": odd}), tuple)


def test_a_history_as_aws_prints_it_becomes_steps() -> None:
    at = "2026-01-01T00:00:0{}+00:00"
    events = [
        {"id": 1, "previousEventId": 0, "type": "ExecutionStarted", "timestamp": at.format(0)},
        {
            "id": 2,
            "previousEventId": 1,
            "type": "TaskStateEntered",
            "timestamp": at.format(1),
            "stateEnteredEventDetails": {"name": "Tell", "input": '{"a":1}'},
        },
        {
            "id": 3,
            "previousEventId": 2,
            "type": "TaskFailed",
            "timestamp": at.format(3),
            "taskFailedEventDetails": {"error": "Own", "cause": "x" * 2_000},
        },
    ]
    told = run_told(graph(ORDERS), read_history(json.dumps({"events": events}), "h"), "From 'h'")
    place = "/States/Both/Branches/0/States/Tell"
    assert [(step.seconds, step.name, step.state) for step in told.steps] == [
        (0.0, "", ""),
        (1.0, "Tell", place),
        (3.0, "Tell", place),
    ]
    assert told.steps[1].details == (("input", '{\n  "a": 1\n}'),)
    assert told.steps[2].is_failure
    assert told.steps[2].details[1][1].endswith("… (1000 more characters)")
    assert told.summary == "not ended after 3 s: 3 events"


def test_odd_members_of_a_plan_and_of_a_role_raise_nothing() -> None:
    odd: tuple[Any, ...] = (None, [], {}, 1.5, "\ud800")
    for value in odd:
        steps = [value, {"step": value, "x": value}, {"step": "update", "parts": {"a": value}}]
        plan = {"action": value, "name": value, "steps": steps}
        assert read_plan(json.dumps(plan), "p").lines
        permissions = [value, {"outcome": value, "action": value}]
        role = {"suffices": None, "permissions": permissions, "findings": permissions}
        assert len(read_role(json.dumps(role), "r").lines) >= 1


def test_odd_events_raise_nothing() -> None:
    odd = [{}, {"id": 1, "previousEventId": 9, "type": "?", "timestamp": "x"}, {"timestamp": 1e30}]
    assert len(run_told(graph(ORDERS), odd, "x").steps) == 3
