"""Python source of definitions: equal when compiled, and as the formatter and mypy want it."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sfn_dsl import Definition, SourceError, read_json
from sfn_dsl.cli.main import sfn
from sfn_dsl.diagnostics import has_errors
from sfn_dsl.importer import Deployable, python_source
from sfn_dsl.importer.layout import quoted
from sfn_dsl.loading import load
from sfn_dsl.schema import check

EXAMPLES = sorted((Path(__file__).parents[1] / "compiler/goldens").glob("*.asl.json"))


def same(a: Any, b: Any) -> bool:
    """Tell whether two documents are equal, with booleans apart from numbers."""
    return json.dumps(a, sort_keys=True) == json.dumps(b, sort_keys=True) or (
        (
            isinstance(a, type(b))
            and (
                (isinstance(a, dict) and a.keys() == b.keys() and all(same(a[k], b[k]) for k in a))
                or (isinstance(a, list) and len(a) == len(b) and all(map(same, a, b)))
            )
        )
        or (a == b and not isinstance(a, (bool, dict, list)) and not isinstance(b, bool))
    )


def compiled(source: str, folder: Path) -> dict[str, Any]:
    file = folder / "imported.py"
    file.write_text(source, encoding="utf-8")
    return load(f"{file}:machine").definition.document


def bin_(name: str) -> str:
    return str(Path(sys.executable).parent / name)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda file: file.stem)
def test_an_imported_definition_compiles_to_an_equal_one(
    example: Path, golden: Callable[[Path, str], None], tmp_path: Path
) -> None:
    definition = read_json(example.read_bytes())
    source = python_source(definition)
    assert same(compiled(source, tmp_path), definition.document)
    name = example.name.removesuffix(".asl.json").replace(".", "_in_")
    golden(Path(__file__).parent / "goldens" / f"{name}.py", source)


def test_the_reference_workflow_becomes_a_workflow(
    root: Path, golden: Callable[[Path, str], None], tmp_path: Path
) -> None:
    reference = read_json((root / "workflows/backup.asl.json").read_bytes(), "backup.asl.json")
    source = python_source(reference, Deployable("enhanced-backup", "StepFunctionsBackupRole"))
    golden(Path(__file__).parent / "goldens/backup.py", source)
    (tmp_path / "backup.py").write_text(source)
    loaded = load(str(tmp_path / "backup.py"))
    assert loaded.workflow is not None
    assert (loaded.workflow.name, loaded.workflow.role) == (
        "enhanced-backup",
        "StepFunctionsBackupRole",
    )
    assert loaded.definition.document == reference.document


@pytest.mark.slow
def test_every_public_definition_that_the_schema_accepts_comes_back_equal(
    data: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "sources"
    folder.mkdir()
    for number, file in enumerate(sorted((data / "corpus/definitions").glob("*.json"))):
        definition = read_json(file.read_bytes(), file.name)
        if has_errors(check(definition)):
            continue
        source = python_source(definition)
        assert same(compiled(source, tmp_path), definition.document), file.name
        (folder / f"m{number}.py").write_text(source, encoding="utf-8")
    assert len(list(folder.iterdir())) > 500
    formatted = subprocess.run(
        [bin_("ruff"), "format", "--isolated", "--check", str(folder)],
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert formatted.returncode == 0, formatted.stdout
    typed = subprocess.run(
        [bin_("mypy"), "--strict", "--cache-dir", str(tmp_path / "cache"), str(folder)],
        capture_output=True,
        text=True,
        timeout=600,
    )
    assert typed.returncode == 0, typed.stdout


NASTY = st.text() | st.sampled_from(
    [
        '"',
        "'",
        '"""',
        "\\",
        "\\N{BULLET}",
        "{}",
        "{x}",
        "%s",
        "\n",
        "\r\n",
        "\0",
        "\ud800",
        "\u202e",
        "#",
        "import os",
        "__import__('os').system('true')",
        "class",
        "None",
        "machine",
        "path",
        "💥",
    ]
)


@given(
    st.lists(NASTY.filter(lambda text: 0 < len(text) <= 80), min_size=1, max_size=4, unique=True),
    NASTY,
)
def test_what_strings_hold_stays_inside_their_quotes(names: list[str], text: str) -> None:
    states = {
        name: {"Type": "Pass", "Comment": text, "Result": {text: [text, name]}, "Next": following}
        for name, following in pairwise(names)
    }
    states[names[-1]] = {"Type": "Fail", "Error": text, "Cause": text}
    document = {"Comment": text, "StartAt": names[0], "States": states}
    source = python_source(Definition(document))
    tree = ast.parse(source)
    calls = {
        node.func.id
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    }
    assert calls <= {"Pass", "Fail", "StateMachine"}
    assert all(isinstance(node, (ast.Expr, ast.ImportFrom, ast.Assign)) for node in tree.body), (
        source
    )
    namespace: dict[str, Any] = {"__name__": "imported"}
    exec(compile(tree, "imported.py", "exec"), namespace)  # noqa: S102 - what was just checked
    from sfn_dsl import compile_machine

    assert compile_machine(namespace["machine"]).document == document


@given(NASTY)
def test_a_string_literal_is_the_string(text: str) -> None:
    literal = quoted(text)
    assert ast.literal_eval(literal) == text
    assert literal.isprintable()
    assert literal[0] == literal[-1]


def test_a_repeated_policy_and_a_repeated_resource_become_constants() -> None:
    retry = [{"ErrorEquals": ["Lambda.ServiceException"], "MaxAttempts": 6}]
    arn = "arn:aws:lambda:us-east-1:123456789012:function:charge-card"
    task = {"Type": "Task", "Resource": arn, "Retry": retry}
    states = {"A": {**task, "Next": "B"}, "B": {**task, "Next": "C"}, "C": {"Type": "Succeed"}}
    source = python_source(Definition({"StartAt": "A", "States": states}))
    assert f'CHARGE_CARD = "{arn}"' in source
    assert 'LAMBDA_RETRY = [Retry("Lambda.ServiceException", max_attempts=6)]' in source
    assert 'a = Task("A", resource=CHARGE_CARD, retry=LAMBDA_RETRY)' in source
    assert "machine = StateMachine([a >> b >> c])" in source


def test_targets_are_written_before_what_leads_to_them_but_in_circles() -> None:
    states = {
        "Ask": {
            "Type": "Choice",
            "Choices": [{"Variable": "$.n", "IsNull": True, "Next": "Wait"}],
            "Default": "Done",
        },
        "Wait": {"Type": "Wait", "Seconds": 5, "Next": "Ask"},
        "Done": {"Type": "Succeed"},
    }
    source = python_source(Definition({"StartAt": "Ask", "States": states}))
    assert 'wait = Wait("Wait", seconds=5, next="Ask")' in source
    assert '[When(path("$.n").is_null(), wait)], default=done' in source


def test_a_definition_that_is_unfinished_can_be_imported_all_the_same(tmp_path: Path) -> None:
    document = {"StartAt": "A", "States": {"A": {"Type": "Pass", "Next": "Later"}}}
    source = python_source(Definition(document))
    assert "checked=False" in source
    assert compiled(source, tmp_path) == document


@pytest.mark.parametrize(
    ("state", "pointer"),
    [
        ({"Type": "Goto"}, "/States/A/Type"),
        ({"Type": "Pass", "Foo": 1, "End": True}, "/States/A/Foo"),
        (
            {"Type": "Pass", "Parameters": {"a.$": "$.a", "a": 1}, "End": True},
            "/States/A/Parameters",
        ),
        ({"Type": "Pass", "Parameters": {"a.$": "hello"}, "End": True}, "/States/A/Parameters"),
        ({"Type": "Choice", "Choices": [{"Variable": "$.a", "Next": "A"}]}, "/States/A/Choices"),
        ({"Type": "Map", "ItemProcessor": {}, "End": True}, "/States/A/ItemProcessor"),
        ({"Type": "Pass", "End": False, "Next": "A"}, "/States/A/End"),
    ],
)
def test_what_cannot_be_said_is_an_error_that_names_the_place(
    state: dict[str, Any], pointer: str
) -> None:
    with pytest.raises(SourceError) as raised:
        python_source(Definition({"StartAt": "A", "States": {"A": state}}))
    (finding,) = raised.value.diagnostics
    assert (finding.code, finding.pointer) == ("SFN130", pointer)


def test_the_command_writes_a_file_or_prints(root: Path, tmp_path: Path) -> None:
    from click.testing import CliRunner

    reference = str(root / "workflows/backup.asl.json")
    out = tmp_path / "backup.py"
    assert CliRunner().invoke(sfn, ["import", reference, "-o", str(out)]).exit_code == 0
    printed = CliRunner().invoke(sfn, ["import", reference])
    assert printed.stdout == out.read_text()
    half = CliRunner().invoke(sfn, ["import", reference, "--name", "x"])
    assert half.exit_code == 2
    assert "give --name and --role" in half.stderr


def nested(levels: int) -> Definition:
    state = {"Type": "Pass", "Result": json.loads("[" * levels + "1" + "]" * levels), "End": True}
    return read_json(json.dumps({"StartAt": "A", "States": {"A": state}}))


def test_nesting_that_python_does_not_read_is_told() -> None:
    assert compile(python_source(nested(60)), "imported.py", "exec")
    for levels in (220, 400):
        with pytest.raises(SourceError, match="it is nested too deeply for Python"):
            python_source(nested(levels))


@pytest.mark.parametrize("odd", [None, True, 0, 1.5, "", [], {}, [None], [[]]])
def test_whatever_stands_for_a_target_is_written_or_told(odd: object) -> None:
    state = {"Type": "Choice", "Choices": odd, "Catch": [{"Next": odd}], "Next": odd}
    definition = Definition({"StartAt": odd, "States": {"A": state | {"Default": odd}}})
    with pytest.raises(SourceError, match="this cannot be written in Python"):
        python_source(definition)
