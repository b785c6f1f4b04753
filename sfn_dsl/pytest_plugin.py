"""The pytest plugin: `simulate`, `local_aws`, the runs of a failed test, coverage of workflows.

pytest loads it wherever this package is installed, so it imports nothing but pytest until a
workflow is simulated or coverage is asked for. ``-p no:sfn`` turns it off.
"""

from __future__ import annotations

import argparse
import json
from collections import deque
from collections.abc import Callable, Generator, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pytest

from sfn_dsl.simulation import listening

if TYPE_CHECKING:
    from sfn_dsl.local import LocalAWS
    from sfn_dsl.simulation.execution import Execution
    from sfn_dsl.testing.coverage import Coverage

_FORMATS: Final = ("text", "json", "lcov", "xml")
_SENT: Final = "sfn_dsl_coverage"
_MOST_RUNS: Final = 5


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the options of coverage."""
    group = parser.getgroup("sfn", "coverage of Step Functions workflows")
    group.addoption(
        "--sfn-cov",
        action="store_true",
        help="show which states, transitions, Choice rules, retriers and catchers were reached",
    )
    group.addoption(
        "--sfn-cov-source",
        action="append",
        default=[],
        metavar="PATH",
        help="only count workflows written in this file or folder; may be repeated",
    )
    group.addoption(
        "--sfn-cov-report",
        action="append",
        default=[],
        type=_report_option,
        metavar="FORMAT[:FILE]",
        help="text (default), json:FILE, lcov:FILE or xml:FILE (Cobertura); may be repeated",
    )
    group.addoption(
        "--sfn-cov-fail-under",
        type=_percent_option,
        metavar="PERCENT",
        help="fail if less of the workflows is reached",
    )


def pytest_configure(config: pytest.Config) -> None:
    """Listen to the executions that the tests simulate."""
    config.addinivalue_line(
        "markers",
        "local_aws(**options): how the fixture local_aws runs, as sfn_dsl.testing.local_aws "
        "takes it",
    )
    config.pluginmanager.register(_Runs(config), "sfn-runs")
    option = config.option
    asked = option.sfn_cov or option.sfn_cov_source or option.sfn_cov_report
    if (asked or option.sfn_cov_fail_under is not None) and not option.collectonly:
        config.pluginmanager.register(_Measuring(config), "sfn-coverage")


@pytest.fixture(scope="session", name="simulate")
def _simulate() -> Callable[..., Execution]:
    """`sfn_dsl.testing.simulate`, which runs a workflow here in virtual time."""
    from sfn_dsl.testing import simulate

    return simulate


@pytest.fixture(name="local_aws")
def _local_aws(request: pytest.FixtureRequest) -> Iterator[LocalAWS]:
    """The embedded AWS, with an empty account for each test and executions in fast time.

    ``@pytest.mark.local_aws(time="real", sources=[...])`` says otherwise, with the arguments of
    `sfn_dsl.testing.local_aws`. It needs the extra ``local``.
    """
    from sfn_dsl.testing import local_aws

    marker = request.node.get_closest_marker("local_aws")
    with local_aws(**(marker.kwargs if marker else {})) as aws:
        yield aws


def _report_option(text: str) -> str:
    name, _, file = text.partition(":")
    if name not in _FORMATS:
        raise argparse.ArgumentTypeError(f"'{name}' is not one of {', '.join(_FORMATS)}")
    if bool(file) == (name == "text"):
        instead = "text" if name == "text" else f"{name}:FILE"
        raise argparse.ArgumentTypeError(f"write {instead}, not '{text}'")
    return text


def _percent_option(text: str) -> float:
    try:
        percent = float(text)
    except ValueError:
        percent = -1.0
    if not 0 <= percent <= 100:
        raise argparse.ArgumentTypeError(f"'{text}' is not a number from 0 to 100")
    return percent


def _listen(config: pytest.Config, listener: Callable[[Execution], None]) -> None:
    """Tell a listener of all executions until pytest ends."""
    stack = ExitStack()
    stack.enter_context(listening(listener))
    config.add_cleanup(stack.close)


class _Runs:
    """Adds what a failed test simulated to its report: the last executions of it."""

    def __init__(self, config: pytest.Config) -> None:
        self._last: deque[Execution] = deque(maxlen=_MOST_RUNS)
        self._count = 0
        self._root = config.rootpath
        _listen(config, self._note)

    def _note(self, execution: Execution) -> None:
        self._last.append(execution)
        self._count += 1

    @pytest.hookimpl(hookwrapper=True)
    def pytest_runtest_protocol(self) -> Generator[None]:
        self._last.clear()
        self._count = 0
        yield
        self._last.clear()

    @pytest.hookimpl(hookwrapper=True)
    def pytest_runtest_makereport(self) -> Generator[None, Any]:
        outcome = yield
        report = outcome.get_result()
        if report.failed and self._last:
            from sfn_dsl.testing.run_report import runs_text

            text = runs_text(tuple(self._last), self._count, self._root)
            report.sections.append(("Simulated executions", text))


class _Measuring:
    """Counts what the executions of a test run reach.

    A worker of pytest-xdist sends its counts to the process that started it, which adds them up.
    """

    def __init__(self, config: pytest.Config) -> None:
        from sfn_dsl.testing.coverage import Coverage

        self._config = config
        self._option = config.option
        self._is_worker = hasattr(config, "workerinput")
        sources = [config.invocation_params.dir / each for each in self._option.sfn_cov_source]
        for written, path in zip(self._option.sfn_cov_source, sources, strict=True):
            if not path.exists():
                raise pytest.UsageError(f"--sfn-cov-source: there is no '{written}'")
        self._coverage: Coverage = Coverage(config.rootpath, sources)
        self._silent: set[str] = set()
        self._notes: list[str] = []
        _listen(config, self._coverage.record)

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodeready(self, node: Any) -> None:
        self._silent.add(node.gateway.id)

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: Any) -> None:
        sent = getattr(node, "workeroutput", {}).get(_SENT)
        if sent is not None:
            self._silent.discard(node.gateway.id)
            self._coverage.add(json.loads(sent))

    @pytest.hookimpl(tryfirst=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        if self._is_worker:
            output: dict[str, Any] = self._config.workeroutput  # type: ignore[attr-defined]  # xdist's
            output[_SENT] = json.dumps(self._coverage.report())
            return
        is_short = self._is_short()
        is_written = self._write_reports()
        if (is_short or not is_written) and session.exitstatus in (
            pytest.ExitCode.OK,
            pytest.ExitCode.NO_TESTS_COLLECTED,
        ):
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: Any) -> None:
        from sfn_dsl.testing.coverage import coverage_text

        asked = self._option.sfn_cov_report
        if not asked or "text" in asked:
            terminalreporter.ensure_newline()
            terminalreporter.section("coverage of workflows", sep="-")
            terminalreporter.write_line(coverage_text(self._coverage))
        for note in self._notes:
            terminalreporter.write_line(note)

    def _is_short(self) -> bool:
        """Return whether too little was reached, and note what to say about it."""
        if self._silent:
            workers = ", ".join(sorted(self._silent))
            self._notes.append(f"these workers ended without sending their coverage: {workers}")
        least = self._option.sfn_cov_fail_under
        if least is None:
            return False
        counts = self._coverage.counts()
        percent = counts.percent if counts.total else 0.0
        if percent >= least:
            return False
        # Rounded down, so that what is short of a whole number does not show as that number.
        shown = int(percent * 100) / 100
        self._notes.append(f"FAIL: {shown:g}% of the workflows is reached, less than {least:g}%")
        return True

    def _write_reports(self) -> bool:
        from sfn_dsl.errors import SfnError
        from sfn_dsl.testing.coverage import write_report

        for report in self._option.sfn_cov_report:
            name, _, file = report.partition(":")
            if name == "text":
                continue
            path = self._config.invocation_params.dir / Path(file)
            try:
                write_report(self._coverage, name, path)
            except SfnError as error:
                self._notes.append(f"FAIL: {error}")
                return False
            self._notes.append(f"coverage of workflows written to {file}")
        return True
