"""Where a project deploys to, as its pyproject.toml says."""

from __future__ import annotations

from pathlib import Path

import pytest

from sfn_dsl import Target
from sfn_dsl.configuration.document import line_of
from sfn_dsl.configuration.targets import Environment, load_environment, read_environment
from sfn_dsl.errors import SfnError

PROD = """\
[project]
name = "flows"

[tool.sfn_dsl.targets.prod]
account = "123456789012"
region = "eu-west-1"

[tool.sfn_dsl.targets.dev]
account = "210987654321"
region = "cn-north-1"
partition = "aws-cn"
role = "DevRole"
profile = "dev"
endpoint = "http://127.0.0.1:4566"

[tool.sfn_dsl.targets.dev.parameters]
topic = "alerts"
hours = 6
tables = ["a", "b"]
"""


def test_a_target_needs_an_account_and_a_region_only() -> None:
    assert read_environment("prod", PROD, "pyproject.toml") == Environment(
        Target("123456789012", "eu-west-1", name="prod")
    )


def test_a_target_may_say_how_it_is_reached_and_what_workflows_are_handed() -> None:
    assert read_environment("dev", PROD, "pyproject.toml") == Environment(
        Target(
            "210987654321",
            "cn-north-1",
            "aws-cn",
            name="dev",
            role="DevRole",
            parameters={"topic": "alerts", "hours": 6, "tables": ["a", "b"]},
        ),
        profile="dev",
        endpoint="http://127.0.0.1:4566",
    )


def test_the_partition_is_the_regions_unless_given() -> None:
    text = PROD.replace('partition = "aws-cn"\n', "")
    assert read_environment("dev", text, "pyproject.toml").target.partition == "aws-cn"


def test_a_mistake_in_one_target_does_not_keep_another_from_use() -> None:
    broken = PROD.replace('region = "cn-north-1"', "region = 3")
    assert read_environment("prod", broken, "pyproject.toml").target.name == "prod"


# What stands in place of what, and what is said of it.
MISTAKES = [
    ('account = "123456789012"', "account = 123456789012", "5: 'account' is a string, in quotes"),
    ('account = "123456789012"', 'account = "12"', "5: '12' is not a valid account; write"),
    ('account = "123456789012"\n', "", "4: [tool.sfn_dsl.targets.prod] has no 'account'; write"),
    ('region = "eu-west-1"', 'region = "europe"', "6: 'europe' is not a valid region; write"),
    ('region = "eu-west-1"', 'regoin = "eu-west-1"', "4: unknown key 'regoin' in [tool.sfn_dsl.ta"),
    ('region = "eu-west-1"', 'region = "eu-west-1"\nrole = ""', "7: '' is not a valid role; write"),
    (
        'region = "eu-west-1"',
        'region = "eu-west-1"\nendpoint = "user:secret@host"',
        "7: the endpoint is not a valid URL; write endpoint = ",
    ),
    (
        'region = "eu-west-1"',
        'region = "eu-west-1"\nparameters = 3',
        "7: 'parameters' is a table; write [tool.sfn_dsl.targets.prod.parameters]",
    ),
    ("targets.prod]", "targets.prd]", "4: there is no target 'prod'; did you mean 'prd'?"),
    ("[tool.sfn_dsl.targets.prod]", "[tool.sfn_dsl.targets]\nprod = 3\n[other]", "5: the target"),
]


@pytest.mark.parametrize(("right", "wrong", "said"), MISTAKES)
def test_a_mistake_is_reported_at_its_line_with_what_to_write(
    right: str, wrong: str, said: str
) -> None:
    assert right in PROD
    with pytest.raises(SfnError) as refusal:
        read_environment("prod", PROD.replace(right, wrong, 1), "pyproject.toml")
    assert str(refusal.value).startswith(f"pyproject.toml:{said}")
    assert "secret" not in str(refusal.value)


def test_targets_that_are_not_a_table_are_reported() -> None:
    with pytest.raises(SfnError, match=r"p.toml:2: 'targets' is a table of tables; write \["):
        read_environment("prod", "[tool.sfn_dsl]\ntargets = 3\n", "p.toml")


def test_an_unknown_target_is_reported_with_those_there_are() -> None:
    with pytest.raises(SfnError, match="no target 'staging'; give one of 'prod', 'dev'"):
        read_environment("staging", PROD, "pyproject.toml")
    with pytest.raises(SfnError, match=r"no target 'staging'; write \[tool"):
        read_environment("staging", "[tool.sfn_dsl]\n", "pyproject.toml")


def test_the_file_is_found_from_a_folder_upwards(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    inner = tmp_path / "flows" / "nightly"
    inner.mkdir(parents=True)
    with pytest.raises(SfnError, match=r"no pyproject.toml .* write \[tool.sfn_dsl.targets.prod\]"):
        load_environment("prod", inner)
    (tmp_path / "pyproject.toml").write_text(PROD.replace('"eu-west-1"', "1"))
    with pytest.raises(SfnError, match="^pyproject.toml:6: 'region' is a string"):
        load_environment("prod", inner)
    (tmp_path / "pyproject.toml").write_text(PROD)
    assert load_environment("prod", inner).target.region == "eu-west-1"


@pytest.mark.parametrize(
    ("text", "wanted", "line"),
    [
        ("[a]\n[a.b]\nc = 1\n", "a b c", 3),
        ("[a]\nb.c = 1\n", "a b c", 2),
        ("[a]\nb = { c = 1 }\n", "a b c", 2),
        ("[a]\n# b = 1\n'b' = 1\n", "a b", 3),
        ("[a.'b c']\nd = 1\n", "a|b c|d", 2),
        ("[x]\nb = 1\n[a]\nb = 1\n", "a b", 4),
        ("[[a]]\nb = 1\n", "a b", 2),
        ("x = [\n  [1, 2],\n]\n[a]\nb = 1\n", "a b", 5),
        ("[a]\nother = 1\n", "a b c", 1),
        ("[x]\n[a.b.c]\nd = 1\n[a.b.e]\n", "a b", 2),
        ("", "a b", 1),
    ],
)
def test_the_line_of_a_key_is_found_however_the_table_is_written(
    text: str, wanted: str, line: int
) -> None:
    assert line_of(text, *(wanted.split("|") if "|" in wanted else wanted.split())) == line
