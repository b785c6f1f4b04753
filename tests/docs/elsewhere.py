"""What pages show and no test of the pages runs or reads, with the reason for each.

Whatever can be run or read here does not belong here.
"""

from __future__ import annotations

DIAGRAM = "a diagram"
ENVIRONMENT = "the tests run in such an environment, and those of the tutorial make one"

# By page and command, or by page and the first line of a block that is no console.
ELSEWHERE = {
    ("CONTRIBUTING.md", "pytest_plugin  fixture, runs of failed tests        cli"): (
        "test_references.py holds it to the package"
    ),
    ("docs/explanation/architecture.md", "many sources                    one waist"): DIAGRAM,
    ("docs/explanation/architecture.md", "command line, pytest plugin"): DIAGRAM,
    ("docs/reference/states/index.md", "input"): DIAGRAM,
    ("docs/how-to/from-the-stepfunctions-sdk.md", "sfn diff tests/interop/sdk_backup.py"): (
        "the SDK is in an environment of its own, where tests/interop compares the two"
    ),
    ("docs/how-to/installing.md", "python3 -m venv .venv"): ENVIRONMENT,
    ("docs/how-to/installing.md", ". .venv/bin/activate"): ENVIRONMENT,
    ("docs/how-to/local.md", "sfn local --for workflows/orders.py --functions handlers"): (
        "its files are the reader's; the tutorial does the same with files of its own"
    ),
    (
        "docs/how-to/notebook.md",
        "AuthoringError:",
    ): "tests/notebook/test_kernel.py runs such a cell",
    ("docs/how-to/terminal.md", "     0.4 s  done     update definition"): (
        "is on a terminal only, for as long as a release takes; tests/cli/live has such steps"
    ),
}


def is_elsewhere(page: str, text: str) -> bool:
    """Tell whether a command, or a block by its first line, is excepted."""
    return any(page == name and text.startswith(start) for name, start in ELSEWHERE)
