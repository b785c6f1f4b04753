"""Mistakes of authors whose message says what to write, whatever Python itself says of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from sfn_dsl import (
    AuthoringError,
    AuthoringTypeError,
    Map,
    Pass,
    StateMachine,
    Succeed,
    When,
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
        (
            "When(path('$.a') in ['x', 'y'], b)",
            "write any_of(path('$.a') == 'x', path('$.a') == 'y')",
        ),
        ("When(path('$.a') in ('x',), b)", "write any_of(path('$.a') == 'x')"),
        ("When(path('$.a') not in [1, 2], b)", "write ~any_of(path('$.a') == 1, path('$.a') == 2)"),
        (
            "N = ['x']\nWhen(path('$.a') in N, b)",
            "any_of(*(path('$.a') == each for each in N))",
        ),
        ("path('$.a') in {'x', 'y'}", "write any_of(path('$.a') == 'x', path('$.a') == 'y')"),
        ("path('$.a') in 'xyz'", "known only while an execution runs; write intrinsics.format"),
        ("When(1 < path('$.a') < 5, b)", "write (1 < path('$.a')) & (path('$.a') < 5)"),
        (
            "When(1 <= path('$.a') < path('$.b').number, b)",
            "write (1 <= path('$.a')) & (path('$.a') < path('$.b').number)",
        ),
        ("path('$.a') == 1 and path('$.b') == 2", "write (path('$.a') == 1) & (path('$.b') == 2)"),
        (
            "path('$.a') == 1 or not path('$.b').is_null()",
            "write (path('$.a') == 1) | ~path('$.b').is_null()",
        ),
        (
            "path('$.a') == 1 and path('$.b') in [2] or path('$.c') == 3",
            "write ((path('$.a') == 1) & (any_of(path('$.b') == 2))) | (path('$.c') == 3)",
        ),
        ("not path('$.a') == 1", "write ~(path('$.a') == 1)"),
        ("any([path('$.a') == 1])", "write any_of(...)"),
        (
            "if path('$.a') == 1: pass",
            "write a Choice, as in Choice('Name', [When(path('$.a') ==",
        ),
        ("b if path('$.a') == 1 else a", "Choice('Name', [When(path('$.a') == 1, state)]"),
        ("bool(path('$.a') == 1)", "in place of 'and', 'or' and 'not'"),
        ("When(path('$.a') is True, b)", "write path('$.a') == True"),
        ("When(path('$.a') is not None, b)", "write ~path('$.a').is_null()"),
        ("p = path('$.a')\nWhen(condition=p is None, next=b)", "write p.is_null()"),
        (
            "m = StateMachine([Choice('C', [When(len(ARN) < 1, b)], default=b), b])",
            "has the condition False, which Python decided",
        ),
        ("When(path('$.a').is_present, b)", "write path('$.a').is_present()"),
        ("(path('$.a') == 1) & path('$.b').is_present", "write path('$.b').is_present()"),
        ("path('$.b').is_null & (path('$.a') == 1)", "write path('$.b').is_null()"),
        ("not_(path('$.b').is_null)", "write path('$.b').is_null()"),
        ("~path('$.b').is_null", "a test is called, as in ~path('$.a').is_present()"),
        ("', '.join([path('$.a')])", "write intrinsics.format('{}, {}', first, second)"),
        ("''.join(['a', jsonata('$x')])", "or jsonata('$join(...)') in a JSONata state"),
        ("import json; json.dumps({'a': path('$.a')})", "intrinsics.json_to_string(path('$.a'))"),
        ("import json; json.dumps([intrinsics.uuid()])", "write the object as it is"),
        ("import json; json.dumps(StateMachine([b]))", "write compile_workflow(machine)"),
        ("{path('$.a')}", "a list for several values"),
        ("{path('$.a'): 1}", "text for the name of a member"),
        ("'%d' % path('$.a')", "write intrinsics.format('... {} ...', value)"),
        ("Fail('F', next=b)", "nothing follows a Fail, which ends its machine with an error"),
        ("Fail('F', end=True)", "nothing follows a Fail"),
        ("Succeed('S', next=b)", "nothing follows a Succeed"),
        ("Choice('C', [], next=b)", "write When(condition, state), or default=..."),
        ("Wait('W', parameters={})", "it is for Map and Parallel and Pass and Task"),
        ("Wait('W', seconds='5')", "'seconds' is '5', which is not an integer"),
        ("Wait('W', seconds='5')", "; write seconds=5"),
        ("Wait('W', seconds='${N}')", "write seconds=placeholder('${N}')"),
        ("Wait('W', seconds='$.n')", "write seconds=path('$.n')"),
        ("Wait('W', seconds='{% $n %}')", "write seconds=jsonata('$n')"),
        ("import datetime\nWait('W', seconds=datetime.timedelta(minutes=2))", "write seconds=120"),
        ("Wait('W', seconds='soon')", "'seconds' is 'soon', which is not an integer, a path or a"),
        ("Wait('W', timestamp=5)", "'timestamp' is 5, which is not a timestamp"),
        ("Retry('x', max_attempts='3')", "write max_attempts=3"),
        ("Retry('x', backoff_rate='1.5')", "write backoff_rate=1.5"),
        ("Task('T', resource=ARN, heartbeat_seconds='9')", "'heartbeat_seconds' is '9'"),
        ("lambda_.invoke('T', function_name='f', timeout_seconds='9')", "write timeout_seconds=9"),
        ("distributed.ItemBatcher(max_items_per_batch='9')", "write max_items_per_batch=9"),
        ("Pass('P', comment=5)", "'comment' is 5, which is not a plain string"),
        ("Pass('P', input_path=5)", "'input_path' is 5, which is not a path"),
        ("Fail('F', cause=5)", "'cause' is 5, which is not a string"),
        ("distributed.ReaderConfig(csv_headers='a,b')", "write csv_headers=['a', 'b']"),
        ("distributed.ReaderConfig(csv_headers='a; b;')", "write csv_headers=['a', 'b']"),
        ("distributed.ReaderConfig(csv_headers='a')", "write csv_headers=['a']"),
        ("distributed.ReaderConfig(csv_headers=b'a,b')", "write csv_headers=['a', 'b']"),
        ("Map('M', items='abc', item_processor=StateMachine([b]))", "'items' is a list, and 'abc'"),
        (
            "Map('M', items='$.abc', item_processor=StateMachine([b]))",
            "write items=[...] or items=jsonata('$.abc')",
        ),
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
    assert line == written.count("\n") + 1


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
        ("if a >> b:\n    pass\nm = StateMachine([a, b])", "a >> b", 1),
        ("c = 1 if a >> b else 2\nm = StateMachine([a, b])", "a >> b", 1),
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


def test_what_python_may_decide_while_it_builds_stays() -> None:
    flag, found = True, None
    assert When(flag is True, "B", assign={}).condition is True
    assert When(found is None, "B").condition is True
    chain = None
    for name in "AB":
        chain = chain >> Pass(name) if chain else Pass(name)
    assert [state.name for state in StateMachine([chain >> Succeed("C")]).states] == ["A", "B", "C"]
    assert Map("M", items="${Items}", item_processor=StateMachine([Succeed("S")])).items
