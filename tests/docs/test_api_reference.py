"""The reference of Python names: every public name once, with every argument, and true examples."""

from __future__ import annotations

import ast
import inspect
import re
import subprocess
import sys
import textwrap
from collections import Counter
from collections.abc import Iterator, Mapping
from importlib import import_module
from pathlib import Path
from typing import Any, Final

import attrs
import pytest

import sfn_dsl
from sfn_dsl.language import fields
from sfn_dsl.language.fields import Field, QueryLanguage, snake_case
from sfn_dsl.model.workflow import WorkflowBuilder

from .api_names import PAGES, Documented, documented, example_of, functions_of, types

NAMES: Final = documented()
BY_NAME: Final = {one.name: one for one in NAMES}
MODULES: Final = ("testing", "distributed", "comparison")
STATES: Final = ("Task", "Parallel", "Map", "Pass", "Wait", "Choice", "Succeed", "Fail")
ON_AWS: Final = ("plan", "deploy", "deploy_plan", "drift", "pull", "rollback", "review_role")

# What the same keyword means elsewhere, by the field of the language or by how AWS is called.
DIFFERENT: Final[Mapping[str, tuple[str, ...]]] = {
    "alias": ("drift",),
    "assign": ("Wait", "Choice"),
    "options": ("deploy_plan",),
    "output": ("Pass", "Wait", "Choice", "Succeed"),
    "parameters": ("Map", "Pass"),
    "region": ("deploy_plan", "pull"),
    "role": ("review_role",),
    "workflow": ("rollback", "review_role"),
}


def ids(value: object) -> str:
    return getattr(value, "name", "")


def public_values() -> Iterator[tuple[str, Any]]:
    """Each public name with its value, the functions of `sfn_dsl.tasks` included."""
    for name in sfn_dsl.__all__:
        yield f"sfn_dsl.{name}", getattr(sfn_dsl, name)
    for module in (f"sfn_dsl.{name}" for name in MODULES):
        loaded = import_module(module)
        yield from ((f"{module}.{name}", getattr(loaded, name)) for name in loaded.__all__)
    tasks = import_module("sfn_dsl.tasks")
    for name in tasks.__all__:
        value = getattr(tasks, name)
        if callable(value):
            yield f"sfn_dsl.tasks.{name}", value
        else:
            loaded = import_module(f"sfn_dsl.tasks.{name}")
            names = functions_of(loaded)
            yield from ((f"{loaded.__name__}.{each}", getattr(loaded, each)) for each in names)


def test_every_public_name_is_on_exactly_one_page() -> None:
    pages = Counter(id(one.value) for one in NAMES)
    found = {name: pages[id(value)] for name, value in public_values()}
    own = {f"sfn_dsl.{name}" for name in types()} | {"sfn_dsl.intrinsics"}
    own.add("sfn_dsl.comparison.Change")
    assert {name for name, count in found.items() if count != 1} <= own
    assert [name for name, count in Counter(one.name for one in NAMES).items() if count > 1] == []


def test_what_authors_import_stands_under_the_name_that_they_import_it_by() -> None:
    public = {id(value) for _, value in public_values()}
    names = {name for name, _ in public_values()}
    assert {one.name for one in NAMES if id(one.value) in public} <= names


@pytest.mark.parametrize("one", NAMES, ids=ids)
def test_every_argument_is_described_and_nothing_else(one: Documented) -> None:
    assert list(one.described("Args") or one.described("Attributes")) == wanted(one)
    for name, member in one.members:
        assert inspect.getdoc(member), name
        if inspect.isfunction(member):
            method = Documented(one.page, name, member)
            assert list(method.described("Args")) == method.parameters[1:], name


def test_no_description_is_only_the_name_in_the_api() -> None:
    texts = {
        (one.name, argument): text
        for one in NAMES
        for argument, text in one.described("Args").items()
    }
    assert [key for key, text in texts.items() if re.fullmatch(r"``\w+``\.", text.strip())] == []


def wanted(one: Documented) -> list[str]:
    """What is to be described: arguments, the attributes of an error, or the keys of a dict."""
    value = one.value
    if not isinstance(value, type):
        return one.parameters
    if issubclass(value, BaseException):
        return list(dict.fromkeys(attributes_of(value)))
    if issubclass(value, dict):
        return list(value.__annotations__)
    if hasattr(value, "_fields"):
        return list(value._fields)
    if not attrs.has(value):
        return one.parameters if one.described("Args") else []
    if "__init__" not in vars(value):  # made by its subclasses, which describe all of their fields
        return [field.name for field in attrs.fields(value) if not field.inherited]
    return one.parameters


def attributes_of(error: type) -> Iterator[str]:
    """The public attributes that an error sets when it is made."""
    for kind in reversed(error.__mro__):
        if kind.__module__.startswith("sfn_dsl") and "__init__" in vars(kind):
            tree = ast.parse(textwrap.dedent(inspect.getsource(kind.__init__)))
            for node in ast.walk(tree):
                targets = node.targets if isinstance(node, ast.Assign) else []
                targets = [node.target] if isinstance(node, ast.AnnAssign) else targets
                for target in targets:
                    if isinstance(target, ast.Attribute):
                        yield target.attr


@pytest.mark.parametrize("one", NAMES, ids=ids)
def test_a_text_is_as_sphinx_and_editors_read_it(one: Documented) -> None:
    assert one.text.splitlines()[0].endswith((".", "?")), "a summary is one sentence on one line"
    # Sphinx takes what stands before a colon for a type.
    texts = [one.section("Returns"), one.section("Yields")]
    texts += [inspect.getdoc(each) or "" for _, each in one.members if isinstance(each, property)]
    assert [text for text in texts if ": " in text.splitlines()[:1]] == []
    if isinstance(one.value, type) and issubclass(one.value, BaseException):
        assert "Raised" in one.text, "an error says when it is raised"
    raised = one.described("Raises")
    assert [name for name in raised if not name.endswith("Error")] == []


@pytest.mark.parametrize("group", [STATES, ON_AWS], ids=["states", "functions on AWS"])
def test_what_several_have_is_described_in_the_same_words(group: tuple[str, ...]) -> None:
    texts: dict[str, dict[str, str]] = {}
    for name in group:
        for argument, text in BY_NAME[f"sfn_dsl.{name}"].described("Args").items():
            if name not in DIFFERENT.get(argument, ()):
                texts.setdefault(argument, {})[name] = text
    assert {name: told for name, told in texts.items() if len(set(told.values())) > 1} == {}


def test_options_of_service_tasks_are_described_as_those_of_task() -> None:
    options = BY_NAME["sfn_dsl.tasks.service.TaskOptions"].described("Attributes")
    task = BY_NAME["sfn_dsl.Task"].described("Args")
    assert options == {name: task[name] for name in options}


def test_the_page_on_tests_has_the_fixtures_and_options_of_the_plugin() -> None:
    plugin = inspect.getsource(import_module("sfn_dsl.pytest_plugin"))
    page = (PAGES / "testing.rst").read_text("utf-8")
    named = re.findall(r'@pytest\.fixture\(.*name="(\w+)"', plugin)
    options = re.findall(r'addoption\(\s*"(--[\w-]+)"', plugin)
    assert set(re.findall(r"^   \* - ``([\w-]+)", page, re.MULTILINE)) == {*named, *options}


OBJECTS: Final[Mapping[str, tuple[Field, ...]]] = {
    **{f"sfn_dsl.{name}": fields.STATES[name] for name in STATES},
    "sfn_dsl.StateMachine": tuple(one for one in fields.MACHINE if one.name != "ProcessorConfig"),
    "sfn_dsl.Retry": fields.RETRIER,
    "sfn_dsl.Catch": fields.CATCHER,
    "sfn_dsl.When": fields.RULE,
    "sfn_dsl.Credentials": fields.CREDENTIALS,
    "sfn_dsl.distributed.ItemReader": fields.ITEM_READER,
    "sfn_dsl.distributed.ReaderConfig": fields.READER_CONFIG,
    "sfn_dsl.distributed.ItemBatcher": fields.ITEM_BATCHER,
    "sfn_dsl.distributed.ResultWriter": fields.RESULT_WRITER,
    "sfn_dsl.distributed.WriterConfig": fields.WRITER_CONFIG,
    "sfn_dsl.distributed.ProcessorConfig": fields.PROCESSOR_CONFIG,
}


@pytest.mark.parametrize("name", OBJECTS)
def test_a_field_has_its_name_in_the_language_and_the_query_language_that_has_it(
    name: str,
) -> None:
    described = BY_NAME[name].described("Args")
    for field in OBJECTS[name]:
        if field.name == "Type":
            continue
        text = described[snake_case(field.name)]
        assert text.startswith(f"``{field.name}``")
        assert field.path_twin is None or f"``{field.path_twin}`` for a path" in text
        only = {QueryLanguage.JSONPATH: ["JSONPath only"], QueryLanguage.JSONATA: ["JSONata only"]}
        said = [each for each in ("JSONPath only", "JSONata only") if each in text]
        assert said == (only[field.only] if field.only else [])


EXAMPLES: Final = [one for one in NAMES if example_of(one)] + [
    Documented(one.page, f"{one.name}.{name.rpartition('.')[2]}", member)
    for one in NAMES
    for name, member in one.members
    if inspect.isfunction(member) and example_of(Documented(one.page, name, member))
]


# What the examples use without importing it.
IMPORTS: Final = """\
from sfn_dsl import *
from sfn_dsl import comparison
from sfn_dsl.distributed import *
from sfn_dsl.tasks import activity, aws_sdk, lambda_, sns
from sfn_dsl.testing import *
"""


@pytest.fixture(scope="module")
def names() -> Mapping[str, Any]:
    found: dict[str, Any] = {}
    exec(IMPORTS, found)  # noqa: S102  # above
    return found


@pytest.mark.parametrize("one", EXAMPLES, ids=ids)
def test_an_example_runs(one: Documented, names: Mapping[str, Any]) -> None:
    program = compile(example_of(one), f"<example of {one.name}>", "exec")
    values = dict(names)
    exec(program, values)  # noqa: S102  # the package's own examples
    for value in values.values():
        if isinstance(value, WorkflowBuilder):
            value()


@pytest.mark.slow
def test_type_checkers_find_nothing_in_the_examples(root: Path, tmp_path: Path) -> None:
    file = tmp_path / "examples.py"
    functions = (
        f"\n\ndef _{number}() -> None:  # {one.name}\n{textwrap.indent(example_of(one), '    ')}"
        for number, one in enumerate(EXAMPLES)
    )
    file.write_text(IMPORTS + "".join(functions), encoding="utf-8")
    mypy = (sys.executable, "-m", "mypy", "--strict", str(file))
    done = subprocess.run(mypy, cwd=root, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stdout


def test_the_names_used_most_have_an_example() -> None:
    with_one = {one.name for one in EXAMPLES}
    expected = {
        *(f"sfn_dsl.{name}" for name in STATES if name != "Succeed"),
        *(f"sfn_dsl.{name}" for name in ("Retry", "Catch", "When", "StateMachine", "Workflow")),
        *(f"sfn_dsl.{name}" for name in ("workflow", "Target", "path", "jsonata", "validate")),
    }
    assert expected <= with_one
