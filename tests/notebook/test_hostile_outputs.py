"""What a notebook is given of values that raise anything, and whose texts steer terminals."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import ModuleType
from typing import Any

import pytest

from sfn_dsl import (
    AuthoringError,
    Definition,
    Pass,
    StateMachine,
    Target,
    Workflow,
    diff,
    validate,
    workflow,
)
from sfn_dsl.simulation.execution import Execution
from sfn_dsl.testing import simulate

STEERING = "a\x1b]8;;https://x\x07b\x1b[31m\n\u202e\x9bc\x00\r##[error]d"
SVG, HTML, PLAIN = "image/svg+xml", "text/html", "text/plain"


class MuteError(Exception):
    def __str__(self) -> str:
        raise SystemExit(3)


class Own(BaseException):
    pass


class OddError(AuthoringError):
    message = position = property(lambda self: 1 / 0)  # type: ignore[assignment]  # it is odd

    def __init__(self) -> None:
        pass


class UntoldError(Exception):
    diagnostics = (1, 2)


def raising(error: BaseException) -> Callable[[Target], Workflow]:
    def failing(_: Target) -> Workflow:
        raise error

    return workflow(failing)


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (ValueError("no luck"), "SFN107 ValueError: no luck"),
        (MuteError(), "SFN107 MuteError, which cannot be shown: its __str__ raises SystemExit"),
        (SystemExit(3), "SFN153 the code exited the program (3)"),
        (Own("no luck"), "SFN107 Own: no luck"),
        (BaseExceptionGroup("two", [SystemExit(1)]), "SFN107 BaseExceptionGroup: two"),
        (GeneratorExit(), "SFN107 GeneratorExit"),
        (UntoldError("no luck"), "SFN107 UntoldError: no luck"),
    ],
    ids=lambda value: type(value).__name__,
)
def test_whatever_a_function_raises_is_told_with_its_line(error: BaseException, said: str) -> None:
    value: Any = raising(error)
    forms = value._repr_mimebundle_()
    first, line, caret = forms[PLAIN].splitlines()[-3:]
    assert "test_hostile_outputs.py:" in first
    assert f"error {said}" in first
    assert line.index("raise error") == caret.index("^")
    assert "raise error" in forms[HTML]


def test_an_error_that_does_not_even_know_its_place_is_told() -> None:
    value: Any = raising(OddError())
    assert "error SFN107 which cannot be shown" in value._repr_mimebundle_()[PLAIN]


def test_a_function_is_interrupted_as_everywhere_else() -> None:
    value: Any = raising(KeyboardInterrupt())
    with pytest.raises(KeyboardInterrupt):
        value._repr_mimebundle_()


def test_a_function_that_fails_runs_once_when_it_is_shown() -> None:
    runs = []

    @workflow
    def failing(_: Target) -> Workflow:
        runs.append(1)
        raise ValueError

    value: Any = failing
    forms = value._repr_mimebundle_()  # IPython then asks for what is not there
    assert SVG not in forms
    assert value._repr_svg_() is None
    assert len(runs) == 1
    assert value._repr_svg_() is None  # asked by somebody else, it runs
    assert len(runs) == 2


def steered() -> dict[str, Any]:
    """Values with texts that a terminal would follow, in all that is text in them."""
    fail = {"Type": "Fail", "Error": STEERING, "Cause": STEERING, "Comment": STEERING}
    document: dict[str, Any] = {"StartAt": STEERING, "States": {STEERING: fail}}
    other = {"StartAt": "B", "States": {STEERING: {**fail, "Error": "x"}, "B": fail}}
    definition, changed = Definition(document), Definition({"Comment": STEERING, **other})
    changes = diff(definition, changed)

    @workflow
    def failing(_: Target) -> Workflow:
        raise ValueError(STEERING)

    return {
        "definition": definition,
        "changes": changes,
        **{f"change {number}": change for number, change in enumerate(changes)},
        "execution": simulate(definition),
        "machine": StateMachine([Pass(STEERING, end=True)], comment=STEERING),
        "failing": failing,
    }


def test_no_text_steers_the_terminal_of_a_notebook_or_of_python() -> None:
    for name, value in steered().items():
        assert repr(value).isprintable(), name
        if hasattr(value, "_repr_mimebundle_"):
            plain = value._repr_mimebundle_()[PLAIN]
            assert plain.replace("\n", "").isprintable(), name
            assert "##[error]" not in plain, name


def test_the_repr_of_an_execution_counts_its_states() -> None:
    execution = simulate(Definition({"StartAt": "A", "States": {"A": {"Type": "Succeed"}}}))
    assert isinstance(execution, Execution)
    assert repr(execution) == "<Execution of 1 state: SUCCEEDED>"


def test_a_notebook_keeps_no_more_than_the_beginning_of_a_long_text() -> None:
    ends = {f"S{n}": {"Type": "Pass", "End": True} for n in range(1000)}
    findings: Any = validate(Definition({"StartAt": "S0", "States": ends}))
    assert len(findings) == 999
    for text in findings._repr_mimebundle_().values():
        assert len(text) < 25_000
    assert " more characters)" in findings._repr_mimebundle_()[PLAIN]


def test_an_error_steers_no_terminal() -> None:
    with pytest.raises(AuthoringError) as caught:
        StateMachine([Pass(STEERING)])
    assert all(line.isprintable() for line in caught.value._render_traceback_())


def asked(_: object = None) -> None:
    raise RuntimeError


@pytest.mark.parametrize(
    "members",
    [
        {},
        {"get_ipython": asked},
        {"get_ipython": object},
        {"get_ipython": lambda: type("S", (), {"display_formatter": None})},
    ],
    ids=["nothing", "one that raises", "no shell", "no formatter"],
)
def test_another_ipython_than_those_known_shows_everything(
    members: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    module = ModuleType("IPython")
    vars(module).update(members)
    monkeypatch.setitem(sys.modules, "IPython", module)
    forms = StateMachine([Pass("A", end=True)])._repr_mimebundle_()
    assert set(forms) == {PLAIN, HTML, SVG}
