"""A mistake in Python has the code of its kind, and all mistakes of a machine are told at once."""

from __future__ import annotations

import ast
import json
import pickle
from pathlib import Path

import pytest
from click.testing import CliRunner

from sfn_dsl import AuthoringError, Pass, StateMachine, Succeed, load
from sfn_dsl.cli.main import sfn
from sfn_dsl.diagnostics import Diagnostic
from sfn_dsl.errors import SourceError

HEADING = """from sfn_dsl import *
from sfn_dsl import distributed
from sfn_dsl.tasks import lambda_, sns
a, b = Pass("A"), Succeed("B")
"""


def findings(folder: Path, written: str) -> tuple[Diagnostic, ...]:
    file = folder / "w.py"
    file.write_text(f"{HEADING}{written}\n")
    with pytest.raises(SourceError) as error:
        load(str(file))
    return error.value.diagnostics


@pytest.mark.parametrize(
    ("code", "written"),
    [
        ("SFN107", "raise ValueError('mine')"),
        ("SFN107", "None.name"),
        ("SFN150", "x = ("),
        ("SFN150", " x = 1"),
        ("SFN151", "import nothing_there"),
        ("SFN151", "from . import nothing_there"),
        ("SFN152", "from sfn_dsl import Taskk"),
        ("SFN152", "States.TIMEOUTS"),
        ("SFN152", "import json; json.dmps(1)"),
        ("SFN152", "Retri('x')"),
        ("SFN153", "import sys; sys.exit('no')"),
        ("SFN154", "def f(): return f()\nf()"),
        ("SFN156", "workflow(5)"),
        ("SFN157", "Target().parameter('hours')"),
        ("SFN160", "Pass('P', paramters={})"),
        ("SFN160", "Pass('P', {})"),
        ("SFN160", "sns.publish('S', topic='x', message='m')"),
        ("SFN160", "sns.publish('S', topic_arn='x', message='m', subjct='s')"),
        ("SFN161", "Task('T')"),
        ("SFN161", "Choice('C', [])"),
        ("SFN161", "Retry([])"),
        ("SFN162", "Wait('W')"),
        ("SFN162", "sns.publish('S', message='m')"),
        ("SFN163", "Workflow(5, StateMachine([b]), role='R')"),
        ("SFN163", "Pass('P', comment=5)"),
        ("SFN163", "Parallel('P', branches=[5])"),
        ("SFN164", "distributed.ReaderConfig(csv_headers='a,b')"),
        ("SFN164", "lambda_.invoke('L', function_name='f', retry=5)"),
        ("SFN165", "StateMachine([b], query_language='jsonata')"),
        ("SFN165", "Workflow('w', StateMachine([b]), role='R', type='FAST')"),
        ("SFN166", "path('a.b')"),
        ("SFN166", "intrinsics.parse('States.Uuid()')"),
        ("SFN166", "intrinsics.math_add(1, 'x')"),
        ("SFN166", "placeholder('Name')"),
        ("SFN166", "Pass('P', result_path='$.a[*]')"),
        (
            "SFN167",
            "sns.publish('S', topic_arn='x', message='m', message_attributes={'a': {'X': 1}})",
        ),
        ("SFN168", "Pass('P', result={'a': path('$.a')})"),
        ("SFN168", "Pass('P', parameters={'a.$': '$.a'})"),
        ("SFN169", "m = StateMachine([Choice('C', [When(jsonata('$x'), b)]), b])"),
        ("SFN169", "m = StateMachine([Pass('P', parameters={'a': jsonata('$x')}, end=True)])"),
        ("SFN170", "a.name = 'B'"),
        ("SFN170", "(a >> b).states = ()"),
        ("SFN170", "Pass('P', result={'a': 1}).result['a'] = 2"),
        ("SFN170", "a.next(b)"),
        ("SFN171", "Pass('')"),
        ("SFN171", "StateMachine([a >> b, b])"),
        ("SFN172", "StateMachine([Pass('P')])"),
        ("SFN173", "a >> b\nStateMachine([a, b])"),
        ("SFN174", "Pass('P', next=b, end=True)"),
        ("SFN174", "Pass('P', end=True) >> b"),
        ("SFN175", "StateMachine([b], start_at='C')"),
        ("SFN176", "b >> a"),
        ("SFN176", "'A' >> b"),
        ("SFN176", "a + b"),
        ("SFN180", "path('$.a') == 1 and path('$.b') == 2"),
        ("SFN180", "When(path('$.a') is True, b)"),
        ("SFN180", "m = StateMachine([Choice('C', [When(len('') < 1, b)], default=b), b])"),
        ("SFN181", "path('$.a') == 1 & path('$.b').is_present()"),
        ("SFN182", "When(path('$.a'), b)"),
        ("SFN182", "~path('$.b').is_null"),
        ("SFN183", "path('$.a') == path('$.b')"),
        ("SFN183", "jsonata('$x') == 1"),
        ("SFN184", "f\"{path('$.a')}\""),
        ("SFN184", "', '.join([path('$.a')])"),
        ("SFN185", "path('$.a')[0]"),
        ("SFN185", "path('$.order').id"),
        ("SFN186", "len(path('$.a'))"),
        ("SFN186", "{path('$.a')}"),
    ],
)
def test_a_mistake_has_the_code_of_its_kind(code: str, written: str, tmp_path: Path) -> None:
    found = findings(tmp_path, written)
    assert {finding.code for finding in found} == {code}, found[0].message


def test_a_file_without_a_workflow_has_a_code_of_its_own(tmp_path: Path) -> None:
    (finding,) = findings(tmp_path, "")
    assert finding.code == "SFN155"


def told(folder: Path, written: str) -> list[tuple[str, int]]:
    found = findings(folder, written)
    places = [(one.code, one.position) for one in found]
    lines = HEADING.count("\n")
    return [(code, place.line - lines) for code, place in places if place is not None]


def test_all_states_of_a_machine_are_told_at_once(tmp_path: Path) -> None:
    written = """m = StateMachine([
    Pass("One"),
    Pass("Two", next="Thre"),
    Pass("Three", next="Four"),
    Pass("Three", end=True),
    Choice("Which", [When(path("$.n") > 1, "Nowhere")], default="Nothing"),
])"""
    assert told(tmp_path, written) == [
        ("SFN172", 2),
        ("SFN175", 3),
        ("SFN175", 4),
        ("SFN171", 5),
        ("SFN175", 6),
        ("SFN175", 6),
    ]


def test_all_chains_that_are_dropped_are_told_at_once(tmp_path: Path) -> None:
    written = """c, d = Pass("C"), Succeed("D")
a >> b
c >> d
m = StateMachine([a, b, c, d])"""
    assert told(tmp_path, written) == [("SFN173", 2), ("SFN173", 3)]


def test_all_states_that_do_not_compile_are_told_at_once(tmp_path: Path) -> None:
    written = """m = StateMachine([
    Pass("One", output={"a": 1}, next="Two"),
    Pass("Two", result=1, next="Three"),
    Parallel("Three", end=True, branches=[
        StateMachine([Pass("Four", parameters={"a": jsonata("$x")}, end=True)]),
    ]),
])"""
    assert told(tmp_path, written) == [("SFN169", 2), ("SFN169", 5)]


def test_all_fields_and_rules_that_do_not_compile_are_told_at_once(tmp_path: Path) -> None:
    written = """m = StateMachine([
    Pass("One", output={"a": 1}, parameters={"a": jsonata("$x")}, next="Two"),
    Choice("Two", [
        When(jsonata("$x"), b, output=1),
        When(jsonata("$y"), b),
    ], default=b),
    b,
])"""
    assert told(tmp_path, written) == [
        ("SFN169", 2),
        ("SFN169", 2),
        ("SFN169", 3),
        ("SFN169", 4),
        ("SFN169", 5),
    ]


def test_all_settings_of_a_workflow_are_told_at_once(tmp_path: Path) -> None:
    written = "Workflow('w', StateMachine([b]), role=5, type='FAST', tracing='on')"
    assert told(tmp_path, written) == [("SFN165", 1), ("SFN163", 1), ("SFN163", 1)]


def test_all_that_a_service_would_object_to_is_told_at_once(tmp_path: Path) -> None:
    written = "from sfn_dsl.tasks import aws_sdk\naws_sdk('R', 's3', 'getObject', {'Bukket': 'b'})"
    found = findings(tmp_path, written)
    assert [one.code for one in found] == ["SFN167"] * len(found)
    said = " ".join(one.message for one in found)
    assert "'Bukket'" in said
    assert "'Key'" in said


def test_each_workflow_of_a_file_is_told_what_is_wrong_with_it(tmp_path: Path) -> None:
    builder = "@workflow\ndef {0}(target):\n    return Workflow('{0}', {1}, role='R')\n"
    text = HEADING + builder.format("one", "StateMachine([Pass('P')])")
    text += builder.format("two", "StateMachine([])") + builder.format("three", "b")
    file = tmp_path / "w.py"
    file.write_text(text)
    done = CliRunner().invoke(sfn, ["validate", str(file), "--format", "json"])
    assert [one["code"] for one in json.loads(done.stdout)] == ["SFN172", "SFN161", "SFN163"]


def test_of_very_many_mistakes_the_first_are_told() -> None:
    with pytest.raises(AuthoringError) as error:
        StateMachine([Pass(f"S{index}") for index in range(10_000)])
    assert len(error.value.others) == 19


def test_an_error_has_the_others_with_their_codes_and_lines() -> None:
    with pytest.raises(AuthoringError) as error:
        StateMachine([Pass("A", next="Nowhere"), Pass("A", next="Gone"), Succeed("B")])
    first = error.value
    assert first.code == "SFN171"
    assert [one.code for one in first.others] == ["SFN175", "SFN175"]
    assert "goes to 'Nowhere', which is not a state of the same machine" in first.__notes__[0]
    assert first.__notes__[0].endswith("(SFN175)")
    copy = pickle.loads(pickle.dumps(first))  # noqa: S301 - it was just made here
    assert (str(copy), copy.code) == (str(first), first.code)
    assert [one.code for one in copy.others] == ["SFN175", "SFN175"]


def test_what_authors_call_says_of_each_mistake_which_kind_it_is(root: Path) -> None:
    """An AuthoringTypeError alone is of a kind already: a value of the wrong type."""
    package = root / "sfn_dsl"
    files = [*package.glob("model/*.py"), *package.glob("tasks/*.py"), package / "compiler.py"]
    calls = [
        (file.name, node)
        for file in files
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "AuthoringError"
    ]
    unkind = [
        (name, node.lineno)
        for name, node in calls
        if "code" not in {keyword.arg for keyword in node.keywords}
    ]
    assert len(calls) > 20
    assert not unkind, "give code=Mistake...., with a page in sfn_dsl/report/pages"
