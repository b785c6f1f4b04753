"""The pytest plugin in the project of somebody else: each test runs pytest there."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

pytest_plugins = "pytester"

FLOW = """\
from sfn_dsl import Choice, Pass, StateMachine, Succeed, When, Workflow, path

done = Succeed("Done")
late = Pass("Late", next=done)
machine = StateMachine(
    [
        Choice(
            "IsReady",
            [
                When(path("$.ready") == True, done),
            ],
            default=late,
        ),
        late,
        done,
    ]
)
flow = Workflow("flow", machine, role="r")
"""
READY = """\
from flow import flow

def test_ready(simulate):
    assert simulate(flow, {"ready": True}).path == ["IsReady", "Done"]
"""
LATE = """\
from flow import flow

def test_late(simulate):
    assert simulate(flow, {"ready": False}).path == ["IsReady", "Late", "Done"]
"""


@pytest.fixture
def project(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> pytest.Pytester:
    monkeypatch.setenv("COLUMNS", "90")
    monkeypatch.delenv("PYTEST_ADDOPTS", raising=False)
    (pytester.path / "flow.py").write_text(FLOW)
    (pytester.path / "test_ready.py").write_text(READY)
    return pytester


def run(project: pytest.Pytester, *options: str) -> pytest.RunResult:
    arguments = (sys.executable, "-m", "pytest", "-W", "error", "-p", "no:cacheprovider", *options)
    return project.run(*arguments, timeout=300)


def test_loading_the_plugin_loads_nothing_of_the_simulator() -> None:
    program = (
        "import sys, pytest\nbefore = set(sys.modules)\nimport sfn_dsl.pytest_plugin\n"
        "print(sorted(n for n in set(sys.modules) - before if n.partition('.')[0] in "
        "('sfn_dsl', 'boto3', 'botocore', 'jsonschema_rs', 'click', 'sqlglot', 'attrs')))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout == ("['sfn_dsl', 'sfn_dsl.pytest_plugin', 'sfn_dsl.simulation']\n")


@pytest.mark.slow
def test_a_project_that_never_simulates_sees_nothing_of_the_plugin(
    project: pytest.Pytester,
) -> None:
    (project.path / "test_ready.py").write_text(
        "import sys\n\ndef test_it():\n    assert 'sfn_dsl.testing' not in sys.modules\n"
        "    assert 1 == 2\n"
    )
    result = run(project)
    assert "assert 1 == 2" in result.stdout.str()
    assert "Simulated" not in result.stdout.str()
    assert "workflow" not in result.stdout.str()


@pytest.mark.slow
def test_a_failed_test_shows_its_executions(project: pytest.Pytester) -> None:
    (project.path / "test_ready.py").write_text(
        "from flow import flow\n\n"
        "def test_quiet(simulate):\n    simulate(flow, {'ready': True})\n\n"
        "def test_it(simulate):\n"
        "    simulate(flow, {'ready': False})\n"
        "    assert simulate(flow, {'reddy': True}).status == 'SUCCEEDED'\n"
    )
    result = run(project)
    result.assert_outcomes(passed=1, failed=1)
    result.stdout.fnmatch_lines(
        [
            "*- Simulated executions -*",
            "flow: SUCCEEDED after 0 s (run 1 of 2)",
            '  output  {"ready":false}',
            "  path    IsReady -> Late -> Done",
            "",
            "flow: FAILED after 0 s (run 2 of 2)",
            "  error   States.Runtime",
            "  cause   *",
            "  path    IsReady",
            "  failed  'IsReady' after event 2, ChoiceStateEntered",
            '  input   {"reddy":true}',
            "  source  flow.py:7",
            "    7 |         Choice(",
            "      |         ^",
        ],
        consecutive=True,
    )


@pytest.mark.slow
def test_the_plugin_can_be_turned_off(project: pytest.Pytester) -> None:
    result = run(project, "-p", "no:sfn")
    result.stdout.fnmatch_lines(["*fixture 'simulate' not found*"])
    assert run(project, "-p", "no:sfn", "--sfn-cov").ret == pytest.ExitCode.USAGE_ERROR


@pytest.mark.slow
def test_coverage_is_a_table_with_what_was_not_reached(project: pytest.Pytester) -> None:
    result = run(project, "--sfn-cov")
    assert result.ret == 0
    result.stdout.fnmatch_lines(
        [
            "*- coverage of workflows -*",
            "workflow  states  transitions  rules  retriers  catchers  covered",
            "flow         2/3          1/3    1/2         -         -      50%",
            "",
            "not reached:",
            "  flow.py:4: state 'Late'",
            "  flow.py:7: the Default of 'IsReady'",
            "*1 passed*",
        ],
        consecutive=True,
    )


@pytest.mark.slow
def test_files_without_names_are_told_apart_in_the_table(project: pytest.Pytester) -> None:
    for name in "ab":
        text = f'{{"StartAt": "{name}", "States": {{"{name}": {{"Type": "Succeed"}}}}}}'
        (project.path / f"{name}.asl.json").write_text(text)
    (project.path / "test_ready.py").write_text(
        "from sfn_dsl import load\n"
        "def test_both(simulate):\n"
        "    simulate(load('a.asl.json'))\n"
        "    simulate(load('b.asl.json'))\n"
    )
    done = project.runpytest_subprocess("--sfn-cov")
    done.stdout.re_match_lines([r"^a\.asl\.json .*100%$", r"^b\.asl\.json .*100%$"])


def test_the_workers_of_xdist_reach_the_whole_together(project: pytest.Pytester) -> None:
    (project.path / "test_late.py").write_text(LATE)
    options = ("-n", "2", "--dist", "loadfile", "--sfn-cov-fail-under=100")
    result = run(project, *options, "--sfn-cov-report=json:out/coverage.json")
    assert result.ret == 0
    report = json.loads((project.path / "out/coverage.json").read_bytes())
    assert report["totals"]["all"] == {"covered": 8, "total": 8}
    assert [one["executions"] for one in report["workflows"]] == [2]
    # Only the formats asked for are reported.
    assert "not reached" not in result.stdout.str()


@pytest.mark.slow
def test_a_worker_that_crashed_is_named(project: pytest.Pytester) -> None:
    (project.path / "test_late.py").write_text("import os\n\ndef test_late():\n    os._exit(3)\n")
    result = run(project, "-n", "2", "--dist", "loadfile", "--sfn-cov", "--max-worker-restart=0")
    result.stdout.fnmatch_lines(["these workers ended without sending their coverage: gw?"])


@pytest.mark.slow
@pytest.mark.parametrize(("percent", "code"), [("50", 0), ("50.01", 1), ("0", 0)])
def test_too_little_coverage_fails_the_run(
    project: pytest.Pytester, percent: str, code: int
) -> None:
    result = run(project, f"--sfn-cov-fail-under={percent}")
    assert result.ret == code
    result.assert_outcomes(passed=1)
    said = "FAIL: 50% of the workflows is reached, less than 50.01%"
    assert (said in result.stdout.str()) == bool(code)


@pytest.mark.slow
def test_a_limit_is_not_met_by_simulating_nothing(project: pytest.Pytester) -> None:
    (project.path / "test_ready.py").write_text("def test_it():\n    pass\n")
    result = run(project, "--sfn-cov-fail-under=1")
    assert result.ret == 1
    result.stdout.fnmatch_lines(["no workflow was simulated", "FAIL: 0% of*"])


@pytest.mark.slow
def test_coverage_is_of_the_sources_asked_for(project: pytest.Pytester) -> None:
    (project.path / "flows").mkdir()
    result = run(project, "--sfn-cov-source=flows")
    result.stdout.fnmatch_lines(["no workflow was simulated"])
    assert run(project, "--sfn-cov-source=flow.py", "--sfn-cov-fail-under=50").ret == 0
    missing = run(project, "--sfn-cov-source=nowhere")
    assert missing.ret == pytest.ExitCode.USAGE_ERROR
    missing.stderr.fnmatch_lines(["*--sfn-cov-source: there is no 'nowhere'*"])


@pytest.mark.slow
@pytest.mark.parametrize(
    ("option", "said"),
    [
        ("--sfn-cov-report=html:x", "'html' is not one of text, json, lcov, xml"),
        ("--sfn-cov-report=lcov", "write lcov:FILE, not 'lcov'"),
        ("--sfn-cov-report=text:x", "write text, not 'text:x'"),
        ("--sfn-cov-fail-under=101", "'101' is not a number from 0 to 100"),
    ],
)
def test_an_option_that_is_wrong_says_what_to_write(
    project: pytest.Pytester, option: str, said: str
) -> None:
    result = run(project, option)
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    assert said in result.stderr.str()


@pytest.mark.slow
def test_a_report_that_cannot_be_written_fails_the_run(project: pytest.Pytester) -> None:
    result = run(project, "--sfn-cov-report=xml:flow.py/coverage.xml")
    assert result.ret == 1
    result.stdout.fnmatch_lines(["FAIL: '*/flow.py/coverage.xml' cannot be written: *"])


@pytest.mark.slow
def test_coverage_of_python_works_beside_it(project: pytest.Pytester) -> None:
    pytest.importorskip("pytest_cov")
    result = run(project, "--cov=flow", "--sfn-cov", "-n", "2")
    assert result.ret == 0
    result.stdout.fnmatch_lines_random(["flow.py * 100%", "flow  * 50%"])


@pytest.mark.slow
def test_the_reference_workflow_is_covered_by_its_own_tests(
    project: pytest.Pytester, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(root)
    report = project.path / "coverage.json"
    options = ("--sfn-cov-source=workflows", "--sfn-cov-fail-under=100")
    result = run(project, *options, f"--sfn-cov-report=json:{report}", "tests/workflows")
    assert result.ret == 0
    (backup,) = json.loads(report.read_bytes())["workflows"]
    assert (backup["name"], backup["source"]) == (
        "enhanced-backup-orchestration",
        "workflows/backup.py",
    )
    assert {name: counts for name, counts in backup["totals"].items() if name != "percent"} == {
        "states": {"covered": 4, "total": 4},
        "transitions": {"covered": 6, "total": 6},
        "rules": {"covered": 2, "total": 2},
        "retriers": {"covered": 1, "total": 1},
        "catchers": {"covered": 1, "total": 1},
        "all": {"covered": 14, "total": 14},
    }
