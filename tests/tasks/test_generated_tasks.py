"""The generated modules and page are what the table says, and cost no more than they must."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from sfn_dsl import StateMachine, compile_machine
from sfn_dsl.language.services import MODULES

MISTAKES = Path(__file__).with_name("mistakes.py")


def test_the_files_are_what_the_script_writes(generator: ModuleType) -> None:
    for file, text in generator.generated().items():
        assert file.read_text(encoding="utf-8") == text, f"run scripts/generate_tasks.py: {file}"


def test_the_example_of_the_page_compiles(generator: ModuleType) -> None:
    example = re.search(r"```python\n(.*?)```", generator.PAGE.read_text("utf-8"), re.DOTALL)
    assert example
    names: dict[str, object] = {}
    exec(example[1], names)  # noqa: S102  # the repository's own documentation
    machine = names["machine"]
    assert isinstance(machine, StateMachine)
    assert set(compile_machine(machine).document["States"]) == {"Load", "Tell"}


HEAVY = (
    "sfn_dsl.language.services",
    "sfn_dsl.service_models",
    "botocore",
    "difflib",
)


@pytest.mark.parametrize(
    "program",
    [
        "from sfn_dsl.tasks import sns",
        "from sfn_dsl.tasks import lambda_, sagemaker",
        "from sfn_dsl.tasks import aws_sdk, activity",
        "import sfn_dsl.tasks; sfn_dsl.tasks.sns",
        "from sfn_dsl.tasks import sns; sns.publish('A', topic_arn='t', message={'n': 1})",
        "from sfn_dsl.tasks import lambda_; lambda_.invoke('A', function_name='f', payload={})",
    ],
)
def test_neither_the_table_nor_a_model_is_loaded_until_a_check_needs_it(program: str) -> None:
    check = f"import sys; print([name for name in {HEAVY} if name in sys.modules])"
    assert printed(f"{program}\n{check}") == "[]\n"


def test_one_service_does_not_load_the_others() -> None:
    assert loaded_services("sfn_dsl.tasks", "from sfn_dsl.tasks import sns") == ["sns"]


def test_one_action_does_not_load_the_tables_of_other_services() -> None:
    package = "sfn_dsl.language.services"
    program = f"from {package} import ACTIONS; ACTIONS['sns:publish']; ACTIONS.get('no:such')"
    assert loaded_services(package, program) == ["sns"]


def test_checking_a_call_does_not_import_botocore() -> None:
    program = "from sfn_dsl.tasks import aws_sdk; aws_sdk('A', 's3', 'listBuckets', {})"
    assert printed(f"{program}\nimport sys; print('botocore' in sys.modules)") == "False\n"


@pytest.mark.slow
def test_mypy_finds_each_mistake_and_nothing_else(root: Path) -> None:
    arguments = ["--strict", "--no-pretty", str(MISTAKES)]
    done = subprocess.run(
        [sys.executable, "-m", "mypy", *arguments],
        cwd=root,
        capture_output=True,
        text=True,
        timeout=300,
    )
    found = re.findall(r"mistakes\.py:(\d+): error: .*\[([a-z-]+)\]", done.stdout)
    lines = MISTAKES.read_text().splitlines()
    marked = [
        (str(n), m[1])
        for n, line in enumerate(lines, 1)
        if (m := re.search(r"# E: ([a-z-]+)", line))
    ]
    assert found == marked, done.stdout


def loaded_services(package: str, program: str) -> list[str]:
    """The services whose modules in a package a program loads."""
    names = printed(f"{program}\nimport sys; print(*sys.modules)").split()
    return [name for name in MODULES.values() if f"{package}.{name}" in names]


def printed(program: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", program], check=True, capture_output=True, text=True, timeout=60
    )
    assert done.stderr == ""
    return done.stdout
