"""Mistakes of authors whose message says what to write, whatever Python itself says of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from sfn_dsl import (
    AuthoringError,
    AuthoringTypeError,
    Pass,
    StateMachine,
    Succeed,
    intrinsics,
    jsonata,
    load,
    path,
)
from sfn_dsl.errors import SourceError

HEADING = """from sfn_dsl import *
from sfn_dsl import distributed
from sfn_dsl.tasks import lambda_, sns

ARN = "arn:aws:lambda:us-east-1:1:function:f"
a, b = Pass("A"), Succeed("B")
"""


def refused(tmp_path: Path, written: str) -> tuple[str, int]:
    """The message about a file, and the line after its heading."""
    file = tmp_path / "w.py"
    file.write_text(f"{HEADING}{written}\n")
    with pytest.raises(SourceError) as error:
        load(str(file))
    (finding,) = error.value.diagnostics
    assert finding.position is not None
    assert finding.position.file == str(file)
    return finding.message, finding.position.line - HEADING.count("\n")


PARENTHESES = "write each comparison in parentheses, as in (path('$.a') == 1) & (path('$.b') > 2)"


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("path('$.a') == 1 & path('$.b').is_present()", PARENTHESES),
        ("path('$.a') == 1 & (path('$.b') == 2)", PARENTHESES),
        ("path('$.a') == 'x' | path('$.b') == 'y'", PARENTHESES),
        ("True & (path('$.a') == 1)", PARENTHESES),
        ("path('$.a') & path('$.b')", PARENTHESES),
        ("(path('$.a') == 1) ^ (path('$.b') == 1)", PARENTHESES),
        ("~path('$.a') == 1", "as in ~(path('$.a') == 1)"),
        ("'id-' + path('$.a')", "write intrinsics.format('id-{}', path('$.a'))"),
        ("path('$.a') + '-id'", "write intrinsics.format('{}-id', path('$.a'))"),
        ("path('$.a') + 1", "write intrinsics.math_add(path('$.a'), 1)"),
        ("1 + path('$.a')", "write intrinsics.math_add(1, path('$.a'))"),
        ("['a'] + path('$.a')", "write intrinsics.array(...)"),
        ("path('$.a') * 2", "jsonata('...') in a JSONata state"),
        ("2 - path('$.a')", "jsonata('...') in a JSONata state"),
        ("-path('$.a')", "jsonata('...') in a JSONata state"),
        ("path('$.a')[0]", "write path('$.a[0]')"),
        ("path('$.a')['b']", "write path('$.a.b')"),
        ("path('$.a')['b-c']", "write path(\"$.a['b-c']\")"),
        ("path('$.a')[1:3]", "write path('$.a[1:3]')"),
        ("[*path('$.a')]", "write a Map, whose items_path is the list"),
        ("len(path('$.a'))", "write intrinsics.array_length(...)"),
        ("'x' in path('$.a')", "write intrinsics.array_contains(...)"),
        ("int(path('$.a'))", "jsonata('$number(...)') in a JSONata state"),
        ("range(path('$.a'))", "jsonata('$number(...)') in a JSONata state"),
        ("intrinsics.uuid()[0]", "write intrinsics.array_get_item(intrinsics.uuid(), 0)"),
        ("intrinsics.uuid() == 'x'", "or compare a path"),
        ("jsonata('$x')[0]", "write jsonata('$x[0]')"),
        ("jsonata('$x')['y']", "write jsonata('$x.y')"),
        ("jsonata('$x') + 1", "write jsonata('... + ...')"),
        ("jsonata('$x') + 'y'", "write jsonata('... & ...')"),
        ("When(jsonata('$x') == 1, b)", "write the comparison as jsonata('... = ...')"),
        ("When(jsonata('$x') != 'y', b)", "write the comparison as jsonata('... = ...')"),
        ("jsonata('$x') > 1", "write the comparison as jsonata('... > ...')"),
        ("'A' >> b", "write the state itself, or next='B' where it is made"),
        ("[a] >> (Pass('C') >> b)", "write the state itself, or next='C' where it is made"),
        ("a + b", "states are joined by '>>' alone, as in a >> b"),
        ("a | b", "states are joined by '>>' alone, as in a >> b"),
        ("a << b", "states are joined by '>>' alone, as in a >> b"),
        ("(a >> b) << a", "states are joined by '>>' alone, as in a >> b"),
        ("a.next = 'B'", "write next=... where it is made"),
        ("a.next(b)", "or a >> b"),
        ("States.TIMEOUTS", "did you mean 'TIMEOUT'?"),
        ("States.TaskFailed", "did you mean 'TASK_FAILED'?"),
        ("States.ORDER_LOST", "write the name of an error of your own as a string"),
        ("path('$.a').is_presnt()", "did you mean 'is_present'?"),
        ("path('$.order').id", "write path('$.order.id')"),
        ("intrinsics.formt('x')", "did you mean 'format'?"),
        ("sns.publsh('A')", "did you mean 'publish'?"),
        ("distributed.ItemReadr()", "did you mean 'ItemReader'?"),
        ("from sfn_dsl import Taskk", "did you mean 'Task'?"),
        ("from sfn_dsl import ItemReader", "write from sfn_dsl.distributed import ItemReader"),
        ("from sfn_dsl import sqs", "write from sfn_dsl.tasks import sqs"),
        ("from sfn_dsl.tasks import snss", "did you mean 'sns'?"),
        ("import sfn_dsl.task", "did you mean 'sfn_dsl.tasks'?"),
        ("sqs.send_message('A')", "write from sfn_dsl.tasks import sqs"),
        ("ItemReader(resource='x')", "write from sfn_dsl.distributed import ItemReader"),
        ("Retri('x')", "did you mean 'Retry'?"),
        ("StateMachine(Succeed())", "write Succeed('Name')"),
        ("StateMachine(Succeed('A'))", "write StateMachine([Succeed('A')])"),
        ("StateMachine()", "write StateMachine([...])"),
        ("Task('T')", "write Task('Name', resource=...)"),
        ("When(path('$.a') == 1)", "write When(condition, next)"),
        ("Workflow('w')", "write Workflow('Name', StateMachine([...]), role=...)"),
        ("sns.publish('S')", "write publish('Name', message=...)"),
    ],
)
def test_a_mistake_says_what_to_write(written: str, said: str, tmp_path: Path) -> None:
    message, line = refused(tmp_path, written)
    assert said in message
    assert line == 1


@pytest.mark.parametrize(
    ("written", "chain", "line"),
    [
        ("a >> b\nm = StateMachine([a, b])", "a >> b", 1),
        ("c = a >> Pass('C')\nc >> b\nm = StateMachine([c, b])", "c >> b", 2),
        ("def wire(x, y):\n    x >> y\nwire(a, b)\nm = StateMachine([a, b])", "x >> y", 2),
        (
            """def built():
    x, y, z = Pass('X'), Pass('Y'), Pass('Z', end=True)
    y >> z
    x >> z
    return StateMachine([y >> z, x])
m = built()""",
            "x >> z",
            4,
        ),
        (
            """every = [Pass('X'), Pass('Y'), b]
for one, two in zip(every, every[1:]):
    one >> two
m = StateMachine(every)""",
            "one >> two",
            3,
        ),
        ("Pass('0', end=True), a >> b\na >> b >> 5\n", "", 2),
    ],
)
def test_a_chain_that_is_dropped_is_told_as_that(
    written: str, chain: str, line: int, tmp_path: Path
) -> None:
    message, found = refused(tmp_path, written)
    if chain:
        assert f"the chain '{chain}' is in no machine" in message
        assert f"write it in the list, StateMachine([{chain}, ...])" in message
    assert found == line


def test_a_chain_that_no_machine_has_is_told_by_its_variable(tmp_path: Path) -> None:
    message, line = refused(tmp_path, "chain = a >> b\nm = StateMachine([a, b])")
    assert "the chain 'chain' is in no machine" in message
    assert line == 0  # where the state is made


def test_without_a_chain_the_state_is_told() -> None:
    with pytest.raises(AuthoringError, match=r"as in StateMachine\(\[first >> second\]\)$"):
        StateMachine([Pass("Alone"), Succeed("Z")])


@pytest.mark.parametrize(
    ("written", "instead"),
    [
        ("Task('T', resource=ARN, parameters={'x': 1}, {})", "write arguments="),
        ("Task('T', resource=ARN, result_path='$.x', {})", "write output="),
        ("Task('T', resource=ARN, result_selector={'x': 1}, {})", "write output="),
        ("Task('T', resource=ARN, output_path='$.x', {})", "write output="),
        ("Task('T', resource=ARN, input_path='$.x', {})", "write jsonata('$states.input"),
        ("Pass('T', parameters={'x': 1}, {})", "write output="),
        ("Pass('T', result=1, {})", "write output="),
        ("Map('T', item_processor=StateMachine([b]), items_path='$.x', {})", "write items="),
        ("Map('T', item_processor=StateMachine([b]), parameters={'x': 1}, {})", "item_selector="),
        (
            "Task('T', resource=ARN, catch=[Catch(States.ALL, 'T', result_path='$.x')], {})",
            "write output=..., with jsonata('$states.errorOutput')",
        ),
        ("Task('T', resource=ARN, arguments={'x': 1}, end=True)", "write parameters="),
        ("Task('T', resource=ARN, output={'x': 1}, end=True)", "write result_selector="),
        ("Pass('T', output={'x': 1}, end=True)", "write parameters="),
        ("Map('T', item_processor=StateMachine([b]), items=[1], end=True)", "write items_path="),
    ],
)
def test_a_field_of_the_other_query_language_names_its_counterpart(
    written: str, instead: str, tmp_path: Path
) -> None:
    state = written.replace("{})", "query_language='JSONata', end=True)")
    message, line = refused(tmp_path, f"m = StateMachine([{state}])")
    assert instead in message
    assert line == 1


def test_a_mistake_in_plain_python_is_one_of_this_package() -> None:
    for mistake in (
        lambda: 1 & path("$.a"),  # type: ignore[operator]  # the mistake
        lambda: "x" + path("$.a"),  # type: ignore[operator]  # the mistake
        lambda: path("$.a")[0],  # type: ignore[index]  # the mistake
        lambda: jsonata("$x") == 1,  # type: ignore[comparison-overlap]  # the mistake
        lambda: "A" >> Pass("B"),  # type: ignore[operator]  # the mistake
    ):
        with pytest.raises(AuthoringTypeError, match="; write |as in "):
            mistake()


def test_values_are_compared_by_content() -> None:
    assert jsonata("$x") == jsonata("$x")
    assert jsonata("$x") != jsonata("$y")
    assert hash(jsonata("$x")) == hash(jsonata("$x"))
    assert intrinsics.uuid() == intrinsics.uuid()
    assert intrinsics.format("{}", path("$.a")) != intrinsics.format("{}", path("$.b"))
    one = Pass("A", parameters={"x": intrinsics.uuid()}, end=True)
    assert one != Pass("A", parameters={"x": "text"}, end=True)
    assert one == Pass("A", parameters={"x": intrinsics.uuid()}, end=True)
