"""What a project asks for in its pyproject.toml."""

from __future__ import annotations

from pathlib import Path

import pytest

from sfn_dsl import Diagnostic, Severity
from sfn_dsl.configuration.document import configuration_file
from sfn_dsl.configuration.findings import (
    Configuration,
    load_configuration,
    read_configuration,
    state_of,
)
from sfn_dsl.errors import SfnError

KNOWN = ["SFN201", "SFN203", "SFN401", "SFN503"]


def configured(text: str) -> Configuration:
    return read_configuration(f"[tool.sfn_dsl]\n{text}", "pyproject.toml", KNOWN)


def finding(
    code: str = "SFN203", pointer: str = "/States/A", severity: Severity = Severity.ERROR
) -> Diagnostic:
    return Diagnostic(code, severity, "something", pointer)


def test_without_a_table_everything_but_advice_is_reported() -> None:
    found = [finding(), finding(severity=Severity.INFO), finding(severity=Severity.WARNING)]
    plain = read_configuration("[project]\nname = 'x'\n", "pyproject.toml", KNOWN)
    assert plain == Configuration()
    assert plain.reported(plain.kept(found)) == [found[0], found[2]]
    assert plain.reported(found, strict=True) == found


def test_advice_is_selected_by_code_and_by_family() -> None:
    advice = [finding(code, severity=Severity.INFO) for code in KNOWN]
    assert configured('select = ["SFN2", "SFN503"]').reported(advice) == [
        advice[0],
        advice[1],
        advice[3],
    ]


def test_that_there_is_more_to_find_is_never_left_out() -> None:
    more = finding("SFN109", "", Severity.INFO)
    assert Configuration().reported([more]) == [more]


def test_codes_and_families_are_ignored() -> None:
    found = [finding(code) for code in KNOWN]
    assert configured('ignore = ["SFN20", "SFN401"]').kept(found) == [found[3]]
    assert configured('ignore = ["SFN9"]').kept(found) == found


STATE = """
[[tool.sfn_dsl.ignores]]
code = "SFN203"
state = "In"
reason = "started by hand"
"""


@pytest.mark.parametrize(
    ("pointer", "is_covered"),
    [
        ("/States/In", True),
        ("/States/In/Next", True),
        ("/States/Fork/Branches/0/States/In/Next", True),
        ("/States/Each/ItemProcessor/States/In", True),
        ("/States/In/Branches/0/States/Other", False),
        ("/States/Inside", False),
        ("/States/A/Parameters/States/In", False),
        ("", False),
    ],
)
def test_an_ignore_by_state_covers_that_state_at_any_depth_and_no_state_inside_it(
    pointer: str, is_covered: bool
) -> None:
    configuration = configured(STATE)
    assert (configuration.kept([finding(pointer=pointer)]) == []) is is_covered
    assert configuration.kept([finding("SFN201", pointer)])


def test_an_ignore_by_pointer_covers_that_part_and_what_is_in_it() -> None:
    ignore = '[[tool.sfn_dsl.ignores]]\ncode = "SFN203"\npointer = "/States/A"\nreason = "why"\n'
    found = [finding(pointer=p) for p in ("/States/A", "/States/A/Next", "/States/AB", "")]
    assert configured(ignore).kept(found) == found[2:]
    whole = configured(ignore.replace("/States/A", ""))
    assert whole.kept(found) == found[:3]


def test_an_ignore_that_covers_nothing_is_stale_and_says_where_it_stands() -> None:
    configuration = configured("# a comment\n" + STATE + STATE.replace('"In"', '"Out"'))
    assert list(configuration.stale([finding(pointer="/States/Out")])) == [
        Diagnostic(
            "SFN140",
            Severity.INFO,
            "the ignore of SFN203 at 'In' matches no finding; remove it",
            position=configuration.ignores[0].position,
        )
    ]
    first, second = configuration.ignores
    assert str(first.position) == "pyproject.toml:4:1"
    assert str(second.position) == "pyproject.toml:9:1"


def test_the_innermost_state_of_a_pointer_is_found_with_its_name_unescaped() -> None:
    assert state_of("/States/a~1b/Next") == "a/b"
    assert state_of("/States/A/Iterator/States/B/Iterator/States/C") == "C"
    assert state_of("/States") is None
    assert state_of("/StartAt") is None


MISTAKES = {
    'selct = ["SFN203"]': "unknown key 'selct' in [tool.sfn_dsl]; did you mean 'select'?",
    "zzz = 1": "unknown key 'zzz' in [tool.sfn_dsl]; write one of select, ignore, ignores",
    'select = "SFN203"': "'select' in [tool.sfn_dsl] is a list of codes",
    "ignore = [203]": "'ignore' in [tool.sfn_dsl] is a list of codes",
    'ignore = ["SFN230"]': "names 'SFN230', which is not a known code; did you mean 'SFN203'?",
    'ignore = ["unreachable"]': "which is not a known code; run 'sfn explain' for a list",
    'ignore = [""]': "names '', which is not a known code",
    "ignores = 3": "'ignores' is a list of tables; write [[tool.sfn_dsl.ignores]]",
    STATE.replace("reason", "reasons"): "unknown key 'reasons' in [[tool.sfn_dsl.ignores]]; did",
    STATE.replace("started by hand", " "): "has no 'reason'; say why SFN203 is ignored",
    STATE.replace('reason = "started by hand"', ""): "has no 'reason'",
    STATE.replace('state = "In"', ""): "has one place; write either 'state' or 'pointer'",
    STATE + 'pointer = "/States/In"': "has one place; write either 'state' or 'pointer'",
    STATE.replace('"SFN203"', '"SFN2"'): "names 'SFN2', which is not a known code",
    STATE.replace('code = "SFN203"', ""): "has no 'code'; write one",
    STATE.replace('"In"', "1"): "'state' in [[tool.sfn_dsl.ignores]] is a string; put it in quotes",
    STATE.replace('"SFN203"', "[1]"): "'code' in [[tool.sfn_dsl.ignores]] is a string",
    "select = [": "pyproject.toml is not valid TOML",
    f"select = {'[' * 3_000}": "pyproject.toml is nested too deeply to be read",
    f"select = {'9' * 5_000}": "pyproject.toml:2: a number has too many digits to be read; shorten",
    f"\n\n[tool.x]\nx = [\n-{'9_9' * 2_500}]": "pyproject.toml:6: a number has too many digits to",
}


@pytest.mark.parametrize("text", MISTAKES)
def test_a_mistake_is_reported_with_what_to_write(text: str) -> None:
    with pytest.raises(SfnError) as refusal:
        configured(text)
    assert MISTAKES[text] in str(refusal.value)
    assert str(refusal.value).startswith("pyproject.toml")


@pytest.mark.parametrize("text", ["tool = 3", "tool.sfn_dsl = 3"])
def test_a_table_of_another_type_is_passed_over_or_reported(text: str) -> None:
    if text == "tool = 3":
        assert read_configuration(text, "p.toml", KNOWN) == Configuration()
    else:
        with pytest.raises(SfnError, match="p.toml: 'tool.sfn_dsl' is not a table"):
            read_configuration(text, "p.toml", KNOWN)


def test_the_nearest_file_with_the_table_is_the_one_that_holds(tmp_path: Path) -> None:
    inner = tmp_path / "flows" / "nightly"
    inner.mkdir(parents=True)
    (tmp_path / "pyproject.toml").write_text('[tool.sfn_dsl]\nselect = ["SFN203"]\n')
    (tmp_path / "flows" / "pyproject.toml").write_text('[project]\ndependencies = ["sfn_dsl"]\n')
    found = configuration_file(inner)
    assert found == tmp_path / "pyproject.toml"
    assert load_configuration(found, KNOWN, "p").select == ("SFN203",)
    (inner / "pyproject.toml").write_text("[tool.sfn_dsl]\n")
    assert configuration_file(inner) == inner / "pyproject.toml"


def test_a_file_that_is_not_utf_8_is_reported(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_bytes(b"[tool.sfn_dsl]\n# \xff\n")
    with pytest.raises(SfnError, match="is not UTF-8 text"):
        configuration_file(tmp_path)
