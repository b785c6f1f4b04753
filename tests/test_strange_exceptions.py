"""An author's exception may do anything when it is looked at: there is one message, and exit 2."""

from __future__ import annotations

from pathlib import Path

import pytest

from sfn_dsl.cli.main import main

# What a file raises in its last line, and what is said of it.
STRANGE = {
    "a code that has no repr": (
        "class C:\n    def __repr__(self): raise ValueError\nraise SystemExit(C())",
        "the code exited the program (which cannot be shown) instead of",
    ),
    "a repr that exits": (
        "class C:\n    def __repr__(self): raise SystemExit(3)\nraise SystemExit(C())",
        "the code exited the program (which cannot be shown) instead of",
    ),
    "an exit without a code": (
        "class E(SystemExit):\n    code = property(lambda self: 1 / 0)\nraise E",
        "the code exited the program (which cannot be shown) instead of",
    ),
    "an attribute of nothing": (
        "class E(AttributeError):\n    obj = property(lambda self: 1 / 0)\nraise E('no a')",
        "E: no a",
    ),
    "an attribute that exits": (
        (
            "def leave(self): raise SystemExit(3)\n"
            "class E(AttributeError):\n    obj = name = property(leave)\nraise E('no a')"
        ),
        "E: no a",
    ),
    "an error of syntax at no place": (
        "raise SyntaxError('odd', (5, 'a', 'b', 't'))",
        "this is not valid Python: odd",
    ),
    "an error of syntax before the file": (
        "raise SyntaxError('odd', ('', -5, -1, None))",
        "this is not valid Python: odd",
    ),
    "an error of syntax without a text": (
        "class E(SyntaxError):\n    msg = lineno = property(lambda self: 1 / 0)\nraise E",
        "this is not valid Python: which cannot be shown",
    ),
    "a name that is a number": ("e = NameError('x')\ne.name = 5\nraise e", "NameError: x"),
    "a module that is a number": ("e = ImportError('x', name=5)\nraise e", "ImportError: x"),
    "a text that formats itself": (
        (
            "class S(str):\n    def __format__(self, spec): raise ValueError\n"
            "class E(Exception):\n    def __str__(self): return S('odd')\nraise E"
        ),
        "E: odd",
    ),
    "a text that is none": (
        "class E(Exception):\n    def __str__(self): return 5\nraise E",
        "E, which cannot be shown: its __str__ raises TypeError",
    ),
    "a text that exits": (
        "class E(Exception):\n    def __str__(self): raise SystemExit(3)\nraise E",
        "E, which cannot be shown: its __str__ raises SystemExit",
    ),
    "a class that exits": (
        (
            "class M(type):\n    def __getattribute__(self, name): raise SystemExit(3)\n"
            "class E(Exception, metaclass=M): pass\nraise E"
        ),
        "error SFN107 E",
    ),
    "an instance that exits": (
        "class E(Exception):\n    def __getattribute__(self, name): raise SystemExit(3)\nraise E",
        "error SFN107 E",
    ),
    "a mistake of authoring without a message": (
        (
            "from sfn_dsl.errors import AuthoringError\n"
            "class E(AuthoringError):\n    message = position = property(lambda self: 1 / 0)\n"
            "    def __init__(self): pass\nraise E"
        ),
        "error SFN107 which cannot be shown",
    ),
    "what only generators raise": ("raise GeneratorExit", "GeneratorExit"),
    "several at once": ("raise BaseExceptionGroup('odd', [SystemExit(3)])", "odd"),
    "one that is its own cause": ("e = ValueError('x')\ne.__context__ = e\nraise e", "ValueError"),
    "a module without a name": ("__name__ = 5\nraise ValueError('x')", "ValueError: x"),
}


@pytest.mark.parametrize("debug", [[], ["--debug"]])
@pytest.mark.parametrize("at", ["import", "build"])
@pytest.mark.parametrize("case", STRANGE)
def test_a_strange_exception_is_one_message(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], case: str, at: str, debug: list[str]
) -> None:
    text, said = STRANGE[case]
    file = tmp_path / "w.py"
    if at == "build":
        inner = text.replace("\n", "\n    ")
        text = f"from sfn_dsl import workflow\n@workflow\ndef w(target):\n    {inner}\n"
    file.write_text(text)
    with pytest.raises(SystemExit) as ended:
        main([*debug, "compile", str(file)])
    shown = capsys.readouterr()
    assert ended.value.code == 2
    last = shown.err.splitlines()[-1]
    assert said in last
    assert last.startswith((f"{file}:", "error SFN107", "error SFN150"))
    assert len(shown.err.splitlines()) == 1 or debug


def test_a_traceback_has_its_lines_and_each_is_safe_to_show(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "w.py"
    file.write_text("raise ValueError('one\\n::error::two\\x1b[31m\\n##[add-mask]x')\n")
    with pytest.raises(SystemExit):
        main(["--debug", "compile", str(file)])
    lines = capsys.readouterr().err.splitlines()
    assert lines[0] == "Traceback (most recent call last):"
    assert "ValueError: one" in lines
    assert "\\x3a:error::two\\x1b[31m" in lines
    assert "\\x23#[add-mask]x" in lines
