"""A notebook that is run by the real thing: ipykernel, over loopback, as Jupyter does."""

from __future__ import annotations

import os
import warnings
from typing import Any

import pytest

from .pages import elements, texts

nbclient = pytest.importorskip("nbclient", reason="part of the extra dev")
v4 = pytest.importorskip("nbformat.v4", reason="part of the extra dev")

pytestmark = pytest.mark.slow

IMPORTS = """\
from sfn_dsl import Choice, Pass, StateMachine, Succeed, When, Workflow
from sfn_dsl import diff, path, simulate, validate
machine = StateMachine([Pass("First", next="Done"), Succeed("Done")])"""
WORKFLOW = 'hello = Workflow("hello", machine, role="R")\nhello'
CHANGES = 'diff(machine, StateMachine([Succeed("Done")]))'
EXECUTION = 'simulate(hello, {"a": 1})'
MISTAKE = """\
first = Pass("A", next="B")
StateMachine([first])"""
DROPPED = """\
a, b = Pass("A"), Pass("B", end=True)
a >> b
StateMachine([a, b])"""
FINDINGS = """\
ends = [Succeed("D"), Succeed("E")]
validate(StateMachine([Choice("C", [When(path("$.a") == 1, "D")], default="D"), *ends]))"""
PLACES = "print(first.origin.position)"
CELLS = [IMPORTS, WORKFLOW, CHANGES, EXECUTION, MISTAKE, DROPPED, FINDINGS, PLACES]
UNKNOWN = (
    "state 'A' goes to 'B', which is not a state of the same machine; "
    "add that state to the machine's list"
)
# The same text once more, and what was made the first time.
CELLS += ["kept = first", MISTAKE, "print(kept.origin.position, first.origin.position)"]


@pytest.fixture(scope="module")
def outputs(tmp_path_factory: pytest.TempPathFactory) -> list[Any]:
    """The output of each cell, by the order of the cells."""
    home = str(tmp_path_factory.mktemp("home"))
    own = {"IPYTHONDIR": home, "JUPYTER_RUNTIME_DIR": home, "HOME": home}
    notebook = v4.new_notebook(cells=[v4.new_code_cell(cell) for cell in CELLS])
    client = nbclient.NotebookClient(
        notebook, timeout=60, startup_timeout=60, allow_errors=True, kernel_name="python3"
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of libraries, about each other
        client.execute(env={**os.environ, **own}, cwd=home)
    return [cell.outputs[0] if cell.outputs else None for cell in notebook.cells]


def of(outputs: list[Any], cell: str) -> Any:
    return outputs[CELLS.index(cell)]


# Few tests: each worker that runs one of them starts a kernel.
def test_the_kernel_gets_a_page_a_picture_and_text(outputs: list[Any]) -> None:
    for cell, kind in ((WORKFLOW, "Workflow("), (CHANGES, "Changes("), (EXECUTION, "<Execution")):
        data = of(outputs, cell)["data"]
        assert set(data) == {"text/plain", "text/html", "image/svg+xml"}
        assert data["text/plain"].startswith(kind)
        assert elements(data["text/html"])
        assert elements(data["image/svg+xml"])


def test_what_is_wrong_names_the_cell_by_its_number_and_shows_its_line(outputs: list[Any]) -> None:
    error = of(outputs, MISTAKE)
    assert error["ename"] == "AuthoringError"
    assert error["traceback"] == [
        "AuthoringError:",
        f"In[5]:1:9: error SFN175 {UNKNOWN}",
        '    1 | first = Pass("A", next="B")',
        "      |         ^",
    ]
    assert of(outputs, DROPPED)["traceback"][1].startswith("In[6]:2:1: error SFN173 ")
    findings = "".join(texts(elements(of(outputs, FINDINGS)["data"]["text/html"]), "li"))
    assert "In[7]:1:23: error SFN203 state 'E' is unreachable" in findings
    assert '1 | ends = [Succeed("D"), Succeed("E")]' in findings
    # The same text has the same name when it is run again; what was made before keeps its number.
    assert of(outputs, PLACES)["text"] == "In[5]:1:9\n"
    assert outputs[-1]["text"] == "In[5]:1:9 In[10]:1:9\n"
