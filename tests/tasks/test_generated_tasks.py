"""The generated modules and page are what the table says, and cost no more than they must."""

from __future__ import annotations

import importlib.util
import re
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from sfn_dsl import StateMachine, compile_machine

MISTAKES = Path(__file__).with_name("mistakes.py")


@pytest.fixture(scope="module")
def generator(root: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("generator", root / "scripts/generate_tasks.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


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
    "sfn_dsl.language.integrations",
    "sfn_dsl.service_models",
    "sfn_dsl.tasks.checking",
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
    check = "import sys; print([n for n in sys.modules if n.startswith('sfn_dsl.tasks.')])"
    found = printed(f"from sfn_dsl.tasks import sns\n{check}")
    assert found == "['sfn_dsl.tasks.service', 'sfn_dsl.tasks.sns']\n"


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


def printed(program: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", program], check=True, capture_output=True, text=True, timeout=60
    )
    assert done.stderr == ""
    return done.stdout
