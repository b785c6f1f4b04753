"""What a notebook is given to show: each kind of value in the forms of IPython's protocol."""

from __future__ import annotations

import copy
import pickle
import re
import subprocess
import sys
from importlib.metadata import PackageNotFoundError
from typing import Any, NoReturn

import pytest

from sfn_dsl import (
    AuthoringError,
    Changes,
    Definition,
    Pass,
    StateMachine,
    Target,
    Workflow,
    diff,
    simulate,
    workflow,
)
from sfn_dsl.graph.svg import graphviz
from sfn_dsl.notebook import mime_bundle
from tests.graph.machines import HOSTILE, hostile_machine

from .pages import elements, texts

KINDS = (
    *("Workflow", "WorkflowBuilder", "StateMachine", "Definition", "LoadedSource", "Changes"),
    *("Findings", "Drawing", "Execution", "Plan", "Deployment", "Drift", "Review"),
)
WITHOUT_PICTURE = ("Findings", "Review")
SVG, HTML, PLAIN = "image/svg+xml", "text/html", "text/plain"
RULE = re.compile(r"([^{}]+)\{[^{}]*\}")
MANY = {f"S{n}": {"Type": "Pass", "Next": f"S{n + 1}"} for n in range(mime_bundle.MOST_STATES)}


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_of_value_is_shown_as_text_as_a_page_and_as_a_picture(
    shown: dict[str, Any], kind: str
) -> None:
    value = shown[kind]
    forms = value._repr_mimebundle_()
    assert forms[PLAIN].startswith(repr(value))
    assert elements(forms[HTML])
    if kind in WITHOUT_PICTURE:
        assert set(forms) == {PLAIN, HTML}
        assert value._repr_svg_() is None
    else:
        assert set(forms) == {PLAIN, HTML, SVG}
        assert "BackupTables" in "".join(texts(elements(forms[SVG]), "text"))
        assert forms[SVG] in forms[HTML]
        assert value._repr_svg_().startswith("<svg ")
    assert value._repr_html_().startswith("<div>")


def test_the_page_of_a_workflow_has_its_settings(shown: dict[str, Any]) -> None:
    facts = texts(elements(shown["Workflow"]._repr_html_()), "tr")
    assert facts == [
        "commentEnhanced Backup Orchestration - Simplified",
        "typeSTANDARD",
        "roleStepFunctionsBackupRole",
    ]


def test_the_page_of_changes_lists_them_by_state_and_draws_both_definitions(
    shown: dict[str, Any],
) -> None:
    page = elements(shown["Changes"]._repr_html_())
    assert texts(page, "strong") == ["4 changes: 2 added, 1 changed, 1 removed"]
    assert [entry.split()[0] for entry in texts(page, "li")] == [
        "BackupTables",
        "CheckBackupSuccess",
        "Lost",
    ]
    drawn = texts(page, "text")
    assert {"+ added", "\N{MINUS SIGN} removed", "~ changed: Next, TimeoutSeconds"} <= set(drawn)


def test_changes_alone_are_listed_without_a_picture(shown: dict[str, Any]) -> None:
    part = shown["Changes"][:1]
    assert SVG not in part._repr_mimebundle_()
    assert "1 change" in part._repr_html_()
    assert "no semantic difference" in Changes()._repr_html_()


def test_changes_know_what_was_compared_and_that_turns_around_with_them() -> None:
    old, new = (Definition({"StartAt": name}) for name in "ab")
    changes = diff(old, new)
    assert (changes.old, changes.new) == (old, new)
    assert (changes.reversed().old, changes.reversed().new) == (new, old)
    assert changes == Changes(changes.items)
    assert pickle.loads(pickle.dumps(changes)).new == new  # noqa: S301  # made here


def test_the_page_of_an_execution_has_its_end_its_data_and_its_events(
    shown: dict[str, Any],
) -> None:
    page = elements(shown["Execution"]._repr_html_())
    assert texts(page, "strong") == ["Execution SUCCEEDED"]
    facts = dict(re.findall(r"(input|output)(.*)", "\n".join(texts(page, "tr")[:2])))
    assert facts == {"input": "{", "output": "{}"}
    assert texts(page, "summary") == ["14 events"]
    events = [row for row in texts(page, "tr") if "Entered" in row]
    assert [name for row in events for name in re.findall(r"Entered([A-Z]\w+?)input", row)] == [
        "BackupTables",
        "CheckBackupSuccess",
        "SendSuccessNotification",
    ]
    assert "\N{CHECK MARK} reached" in texts(page, "text")


def test_a_failed_execution_says_why_and_marks_where() -> None:
    fail = {"Type": "Fail", "Error": "Own", "Cause": "<b>because</b>\nof it"}
    definition = Definition({"StartAt": "F", "States": {"F": fail}})
    page = elements(simulate(definition)._repr_html_())
    assert texts(page, "strong") == ["Execution FAILED"]
    assert texts(page, "td")[:2] == ["Own", "<b>because</b>\nof it"]
    assert "\N{MULTIPLICATION SIGN} failed here" in texts(page, "text")


def test_the_page_of_a_plan_has_its_steps_and_a_picture_of_what_changes(
    shown: dict[str, Any],
) -> None:
    plan = elements(shown["Plan"]._repr_html_())
    assert texts(plan, "strong")[0].startswith("update state machine 'nightly'")
    assert "+ /States/BackupTables/TimeoutSeconds  300" in texts(plan, "pre")[0]
    assert "\N{MINUS SIGN} removed" in texts(plan, "text")


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_no_text_of_an_author_is_more_than_text(text: str) -> None:
    definition = Definition(
        {
            "Comment": text,
            "StartAt": text,
            "States": {text: {"Type": "Fail", "Error": text, "Cause": text, "Comment": text}},
        }
    )
    for value in (definition, diff(Definition({"StartAt": "x"}), definition)):
        forms = value._repr_mimebundle_()
        assert all(form.encode() for form in forms.values())
        assert elements(forms[HTML])
        assert elements(forms[SVG])


def test_no_data_of_an_execution_is_more_than_text() -> None:
    fail = {"Type": "Fail", "ErrorPath": "$[0]", "CausePath": "$[0]"}
    definition = Definition({"StartAt": "F", "States": {"F": fail}})
    for text in (each for each in HOSTILE if each.isascii()):
        page = elements(simulate(definition, [text])._repr_html_())
        assert texts(page, "pre")


def test_a_machine_that_is_hostile_throughout_is_shown() -> None:
    assert elements(Definition(hostile_machine())._repr_html_())


def test_settings_stay_text() -> None:
    machine = StateMachine([Pass("A", end=True)], comment="</style><script>")
    value = Workflow("<script>", machine, role="<b>", tags={"<i>": '"&'})
    page = elements(value._repr_html_())
    assert texts(page, "strong") == ["<script>"]
    assert {"<b>", "</style><script>", '[{"key": "<i>", "value": "\\"&"}]'} <= set(
        texts(page, "td")
    )


def test_the_rules_of_a_picture_hold_for_it_alone() -> None:
    value = Definition({"StartAt": "A", "States": {"A": {"Type": "Succeed"}}})
    pages = [elements(value._repr_html_()) for _ in range(2)]
    names = [element.get("class") for page in pages for element in page if "}svg" in element.tag]
    ids = [element.get("id") for page in pages for element in page if element.get("id")]
    assert len(set(names)) == 2
    assert len(set(ids)) == len(ids) == 4
    for page, name in zip(pages, names, strict=True):
        (sheet,) = texts(page, "style")
        sheet = sheet.replace("@media(prefers-color-scheme:dark){", "").replace("}}", "}")
        selectors = [each for rule in RULE.findall(sheet) for each in rule.strip().split(",")]
        assert len(selectors) > 30
        assert all(f".{name}" in selector for selector in selectors)


def test_a_picture_follows_the_theme_of_the_notebook() -> None:
    svg = Definition({"StartAt": "A", "States": {"A": {"Type": "Succeed"}}})._repr_svg_()
    assert svg is not None
    assert re.search(r'\[data-jp-theme-light="false"\] \.sfn-[\w-]+,.*\{--ground:#0f141a', svg)
    assert re.search(r'\[data-jp-theme-light="true"\] \.sfn-[\w-]+,.*\{--ground:#fff', svg)


def test_without_the_extra_the_graph_is_text_and_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def missing(_: str) -> NoReturn:
        raise PackageNotFoundError

    monkeypatch.setattr(graphviz, "distribution", missing)
    forms = StateMachine([Pass("A", end=True)])._repr_mimebundle_()
    assert set(forms) == {PLAIN, HTML}
    for form in (forms[PLAIN], *texts(elements(forms[HTML]), "div")):
        assert "Start → A\nA  Pass\n  → End" in form
        assert "run pip install '.[svg]' in a checkout of sfn_dsl" in form


def test_a_graph_that_is_too_large_is_text_and_says_so() -> None:
    last = f"S{mime_bundle.MOST_STATES}"
    definition = Definition({"StartAt": "S0", "States": {**MANY, last: {"Type": "Succeed"}}})
    forms = definition._repr_mimebundle_()
    assert SVG not in forms
    page = elements(forms[HTML])
    (note,) = texts(page, "em")
    assert note == (
        "301 states, and more than 300 are not drawn here; "
        "write sfn_dsl.draw(...).save('graph.svg')"
    )
    assert "… (203 more lines)" in texts(page, "pre")[-1]


def test_a_workflow_that_cannot_be_built_is_shown_with_its_error() -> None:
    def dangling(_: Target) -> Workflow:
        return Workflow("x", StateMachine([Pass("A", next="B")]), role="R")

    def failing(_: Target) -> Workflow:
        raise KeyError("<b>")

    for function, said in ((dangling, "error SFN175 state 'A' goes to 'B'"), (failing, "KeyError")):
        forms = workflow(function)._repr_mimebundle_()
        assert set(forms) == {PLAIN, HTML}
        assert said in forms[PLAIN]
        assert said in texts(elements(forms[HTML]), "pre")[0]


def test_the_line_of_what_cannot_be_built_is_shown() -> None:
    def dangling(_: Target) -> Workflow:
        return Workflow("x", StateMachine([Pass("A", next="B")]), role="R")

    told = workflow(dangling)._repr_mimebundle_()[PLAIN].splitlines()
    assert told[-2].endswith('return Workflow("x", StateMachine([Pass("A", next="B")]), role="R")')
    assert told[-1].index("^") == told[-2].index('Pass("A"')


def test_showing_never_raises(monkeypatch: pytest.MonkeyPatch, shown: dict[str, Any]) -> None:
    def broken(*_: object) -> NoReturn:
        raise RuntimeError

    for document in ([], None, {"States": 3}, {"States": {"A": None}}, {"StartAt": {}}):
        assert Definition(document)._repr_mimebundle_()[PLAIN]  # type: ignore[arg-type]  # odd
    monkeypatch.setattr(mime_bundle, "_forms", broken)
    assert shown["Plan"]._repr_mimebundle_() == {PLAIN: "Plan, which cannot be shown: RuntimeError"}
    assert shown["Plan"]._repr_html_() is None


def test_only_what_is_asked_for_is_made(shown: dict[str, Any]) -> None:
    value = shown["Definition"]
    assert set(value._repr_mimebundle_(include=[SVG])) == {PLAIN, SVG}
    assert set(value._repr_mimebundle_(include={PLAIN, HTML}, exclude={HTML})) == {PLAIN}
    assert set(value._repr_mimebundle_(exclude=(SVG,))) == {PLAIN, HTML}
    assert value._repr_mimebundle_(include=[PLAIN]) == {PLAIN: repr(value)}


def test_a_value_is_otherwise_as_it_was(shown: dict[str, Any]) -> None:
    for kind in ("Workflow", "StateMachine", "Definition", "Changes", "Plan"):
        value = shown[kind]
        assert pickle.loads(pickle.dumps(value)) == value  # noqa: S301  # made here
        assert copy.copy(value) == value
        assert not hasattr(value, "__dict__")
        assert [name for name in dir(value) if "mime" in name] == ["_repr_mimebundle_"]


def test_findings_are_a_list(shown: dict[str, Any]) -> None:
    findings = shown["Findings"]
    assert isinstance(findings, list)
    assert repr(findings) == repr(list(findings))
    assert findings == list(findings)
    assert "no findings" in type(findings)()._repr_html_()


def test_ipython_shows_an_error_with_the_line_it_is_about() -> None:
    with pytest.raises(AuthoringError) as caught:
        StateMachine([Pass("A", next="B"), Pass("B")])
    name, first, line, caret = caught.value._render_traceback_()
    assert name == "AuthoringError:"
    assert "test_outputs.py" in first
    assert "error SFN172 state 'B' has neither 'next' nor 'end'" in first
    assert line.index('Pass("B")') == caret.index("^")


def test_showing_is_only_loaded_when_something_is_shown() -> None:
    program = """
import sys
from sfn_dsl import Pass, StateMachine, compile_machine, diff
machine = StateMachine([Pass("A", end=True)])
repr(machine), diff(compile_machine(machine), compile_machine(machine))
ours = ("sfn_dsl.notebook", "sfn_dsl.graph", "sfn_dsl.drawing", "IPython")
print([name for name in ours if name in sys.modules])
machine._repr_mimebundle_()
heavy = ("IPython", "boto3", "jsonschema", "sfn_dsl.deployment", "sfn_dsl.simulation.run")
print([name for name in heavy if name in sys.modules])
"""
    done = subprocess.run(
        [sys.executable, "-c", program], check=True, capture_output=True, text=True, timeout=60
    )
    assert done.stdout == "[]\n[]\n"
