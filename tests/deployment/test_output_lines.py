"""Whatever a name or a value holds, the text of every command has one line for each of its own.

A state, a file or a description with a line break in its name must not begin a line of the output:
the runner of a build takes ``::add-mask::`` there for a command.
"""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Iterator
from contextlib import chdir
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from sfn_dsl.cli.main import main
from sfn_dsl.cli.output import show_error
from sfn_dsl.definition.text import canonical_text, in_lines, one_line
from sfn_dsl.errors import SfnError

COMMAND = re.compile(r"^\s*::|##\w*\[", re.MULTILINE)
HOSTILE = st.lists(
    st.sampled_from(
        [
            *("\n", "\r", "\x85", "\u2028", "\u061c", "\u202e", "\x1b[2J", " ", "a", "b", "$"),
            *("::error file=x::boo", "::add-mask::a", "##[error]", "##vso[task.complete]"),
        ]
    ),
    min_size=1,
    max_size=5,
).map("".join)
WORKFLOW = """
from sfn_dsl import Pass, StateMachine, Workflow

flow = Workflow("flow", StateMachine([Pass({name!r}, result={value!r}, end=True)]), role="Nightly",
    tags={{"a": "b"}})
"""
TEXTS = (
    ("validate", "a.json"),
    ("validate", "a.json", "--format", "github"),
    ("diff", "a.json", "b.json"),
    ("compile", "a.json"),
    ("compile", "b.json", "--check", "a.json"),
    ("import", "b.json"),
    ("policy", "a.json"),
    ("policy", "a.json", "--format", "terraform"),
    ("policy", "a.json", "--format", "explain"),
    ("role", "a.json", "--policy", "policy.json"),
    ("role", "a.json", "--policy", "broken.json"),
    ("plan", "flow.py"),
    ("deploy", "flow.py", "--publish", "--description", "{}"),
    ("deploy", "flow.py", "--alias", "{}"),
    ("versions", "flow.py"),
    ("drift", "other.py"),
    ("drift", "other.py", "--prefix", ""),
    ("plan", "other.py", "flow.py"),
    ("deploy", "other.py"),
    ("rollback", "flow.py", "--alias", "{}"),
    ("pull", "flow"),
    ("explain", "{}"),
    ("{}",),
    ("validate", "{}"),
    ("plan", "{}"),
)


def is_safe(text: str) -> bool:
    return not COMMAND.search(text) and all(c.isprintable() or c == "\n" for c in text)


@given(HOSTILE)
@example("\n::error file=x::boo")
@example("::error file=x::boo")
@example("\u061c")
def test_text_from_data_is_one_line_that_steers_nothing(text: str) -> None:
    shown = one_line(text)
    assert "\n" not in shown
    assert is_safe(shown)
    assert one_line(shown) == shown
    assert in_lines([text, text]) == f"{shown}\n{shown}\n"


def test_what_is_already_safe_stays_as_it_is() -> None:
    for text in ("  ~ /States/Größe  1 → 2", "arn:aws:states:::sns:publish", "# [x]", "## heading"):
        assert one_line(text) == text


def test_every_control_of_the_direction_of_text_is_an_escape_in_json_too() -> None:
    directions = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
    text = canonical_text({"Comment": directions})
    assert text.isascii()
    assert json.loads(text) == {"Comment": directions}


def test_the_message_of_an_error_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    show_error(SfnError("'a\n::error::b' cannot be read"))
    show_error(FileNotFoundError(2, "No such file", "a\n::error::b"))
    assert capsys.readouterr().err == (
        "error: 'a\\n::error::b' cannot be read\nerror: 'a\\n::error::b': no such file\n"
    )


def written(name: str) -> None:
    """Sources in the working directory, in which the name stands wherever a text can stand."""
    for file, seconds, text in (("a", 1, name), ("b", 2, f"x{name}")):
        states: dict[str, Any] = {
            name: {"Type": "Wait", "Seconds": seconds, "Comment": text, "Next": "Call"},
            "Call": {
                "Type": "Task",
                "Resource": "arn:aws:states:::sns:publish",
                "Parameters": {"TopicArn": f"arn:aws:sns:us-east-1:123456789012:{text}"},
                "Next": f"{name}?",
            },
            f"{name}?": {"Type": "Pass", "Parameters": {text: f"same\n::error::\n{text}"}},
        }
        states[f"{name}?"]["End"] = True
        Path(f"{file}.json").write_text(json.dumps({"StartAt": name, "States": states}))
    statement = {"Effect": "Allow", "Action": name, "Resource": name, "Sid": name}
    Path("policy.json").write_text(json.dumps({"Version": "2012-10-17", "Statement": [statement]}))
    Path("broken.json").write_text(json.dumps({"Version": name, "Statement": [{name: name}]}))
    Path("flow.py").write_text(WORKFLOW.format(name=f"S{name}"[:80], value=f"a\n::x::\n{name}"))
    Path("other.py").write_text(WORKFLOW.format(name=f"T{name}"[:80], value=f"b\n::x::\n{name}"))


@pytest.fixture
def said(capfd: pytest.CaptureFixture[str]) -> Iterator[Any]:
    def run(*arguments: str) -> str:
        with pytest.raises(SystemExit):
            main(list(arguments))
        out, err = capfd.readouterr()
        return out + err

    return run


@pytest.mark.slow
@pytest.mark.usefixtures("account")
@settings(max_examples=3, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(HOSTILE)
@example("\n::error file=x::boo")
@example("::add-mask::a\n##[error]")
def test_no_text_of_a_command_has_a_line_that_data_began(said: Any, name: str) -> None:
    with tempfile.TemporaryDirectory() as folder, chdir(folder):
        written(name)
        for arguments in TEXTS:
            text = said(*(part.format(name) for part in arguments))
            if "github" in arguments:
                text = re.sub(r"^::(error|warning|notice) ", "", text, flags=re.MULTILINE)
            # JSON and Python hold what is written in strings of their own.
            own = {"compile", "import", "policy", "pull"} & set(arguments)
            assert is_safe(text.replace("##", "") if own else text), (arguments, text)
            assert not re.search(r"Traceback|bug in sfn", text), (arguments, text)


@pytest.mark.slow
def test_a_file_whose_name_would_be_a_command_is_told_of_in_one_line(
    said: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("::warning::x").mkdir()
    file = "::warning::x/\n::error::x.asl.json"
    Path("::warning::x/\n::error::x.asl.json").write_text('{"StartAt": "A", "States": {}}')
    for arguments in (["validate", file], ["validate", "."], ["plan", file], ["diff", file, file]):
        assert is_safe(said(*arguments)), arguments
