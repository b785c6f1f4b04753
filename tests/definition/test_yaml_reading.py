"""Reading YAML: what is text and what is not, what is refused and where, and places."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from sfn_dsl import Definition, SourceError
from sfn_dsl.definition.pointers import child
from sfn_dsl.definition.yaml.reading import read_yaml

TEXT = """\
# An order
StartAt: A
States:
  A:
    Type: Choice
    Choices:
      - {Next: "B~/", Variable: $.x}
      - Next: A
    Default: &again B~/
  "B~/": &pass
    Type: Pass
    End: true
  C:
    <<: *pass
    Next: *again
  D: *pass
"""


@pytest.fixture(params=["C", "Python"])
def parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Either of PyYAML's parsers; the one in C is not there on every machine."""
    if request.param == "Python":
        monkeypatch.delattr(yaml, "CSafeLoader", raising=False)
    elif not hasattr(yaml, "CSafeLoader"):
        pytest.skip("PyYAML was built without libyaml")
    return str(request.param)


def value_of(text: str) -> Any:
    return read_yaml(f"a: {text}\n").document["a"]


@pytest.mark.parametrize(
    "text",
    [
        *("yes", "no", "on", "off", "y", "N", "Yes"),
        *("2030-01-01", "2030-01-01T00:00:00Z", "2030-01-01 00:00:00"),
        *("012345678901", "0o17", "0b11", "089", "1_000", "1:30", "190:20:30", "1e3", "-.5"),
        *("=", "<<", "NaN", "Infinity", "nan", "none", "TrUe", "arn:aws:sns:us-east-1:1:t"),
    ],
)
def test_what_the_versions_of_yaml_disagree_on_stays_the_text_as_written(text: str) -> None:
    assert value_of(text) == text


@pytest.mark.parametrize(
    ("text", "value"),
    [
        *[(text, None) for text in ("", "~", "null", "Null", "NULL")],
        *[(text, True) for text in ("true", "True", "TRUE")],
        *[(text, False) for text in ("false", "False", "FALSE")],
        *[("0", 0), ("-3", -3), ("+3", 3), ("0x1F", 31), ("12345678901234", 12345678901234)],
        *[("1.5", 1.5), ("2.", 2.0), (".5", 0.5), ("1.0e+3", 1000.0), ("-0.0", -0.0)],
        *[("!!str 12", "12"), ("! 12", "12"), ("!!int '12'", 12), ("!!float 1", 1.0)],
        *[("!!map {b: 1}", {"b": 1}), ("!!seq [1]", [1]), ("!!null ''", None)],
        *[("'true'", "true"), ('"1"', "1"), ("|\n  1\n", "1\n"), (">\n  1\n  2\n", "1 2\n")],
    ],
)  # fmt: skip
def test_what_they_agree_on_has_its_type(text: str, value: Any) -> None:
    found = value_of(text)
    assert (found, type(found)) == (value, type(value))


def test_words_are_names_too() -> None:
    assert read_yaml("on: 1\nno: 2\n2030-01-01: 3\n'4': 4\n1:30: 5").document == {
        "on": 1, "no": 2, "2030-01-01": 3, "4": 4, "1:30": 5,
    }  # fmt: skip


LAUGHS = "a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol, lol]\n" + "".join(
    f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]\n" for n in range(1, 10)
)
MERGED_LAUGHS = "a0: &a0 {x: 1}\n" + "".join(
    f"a{n}: &a{n} {{<<: [{', '.join([f'*a{n - 1}'] * 10)}], y{n}: 1}}\n" for n in range(1, 3_000)
)
LONG_CHAIN = "a0: &a0 [x]\n" + "".join(f"a{n}: &a{n} [*a{n - 1}]\n" for n in range(1, 600))


@pytest.mark.parametrize(
    ("data", "code", "line", "column", "message"),
    [
        (b"", "SFN103", 1, 1, "this is empty"),
        (b"# a comment\n", "SFN103", 1, 1, "this is empty"),
        (b"---\n", "SFN105", 2, 1, "this is null"),
        (b"[1]", "SFN105", 1, 1, "this is an array"),
        (b"\n text\n", "SFN105", 2, 2, "this is a string"),
        (b"a: 1\n---\nb: 2\n", "SFN103", 2, 1, "a second document"),
        (b"a: 1\n  b: 2", "SFN103", 2, 4, "not YAML: "),
        (b"a: b: c", "SFN103", 1, 5, "mapping values are not allowed"),
        (b"a:\n\tb: 1", "SFN103", 2, 1, "indent with spaces"),
        (b"a: {% $x %}", "SFN103", 1, 5, "'%' cannot start a value; put the value in quotes"),
        (b"a: @b", "SFN103", 1, 4, "'@' cannot start a value; put the value in quotes"),
        (b"a: '\x07'", "SFN103", 1, 5, 'U+0007 cannot stand in YAML; write "\\u0007"'),
        (b'a:\n "\xe9"', "SFN102", 2, 3, "not UTF-8 text (byte 5 is 0xe9)"),
        ("a: 1".encode("utf-16"), "SFN102", 1, 1, "not UTF-8 text (byte 0 is 0xff)"),
        (b"a: 1\nb: {c: 1,\n  c: 2}", "SFN104", 3, 3, "two members named 'c'"),
        (b'{"a": 1,\n "a": 2}', "SFN104", 2, 2, "two members named 'a'"),
        (b"x: &x {a: 1}\ny:\n  <<: *x\n  <<: *x", "SFN104", 4, 3, "two members named '<<'"),
        (b"a: 1\n2: b", "SFN103", 2, 1, "this is '2'; put it in quotes"),
        (b"null: b", "SFN103", 1, 1, "this is 'null'; put it in quotes"),
        (b"? [a]\n: b", "SFN103", 1, 3, "a name is text"),
        (b"a: .nan", "SFN103", 1, 4, ".nan is not JSON"),
        (b"a: -.inf", "SFN103", 1, 4, "-.inf is not JSON"),
        (b"a: 1.0e+999", "SFN103", 1, 4, "1.0e+999 is not JSON"),
        (b"a: " + b"9" * 5_000, "SFN103", 1, 4, "too many digits"),
        (b'{"a": ' + b"9" * 5_000 + b"}", "SFN103", 1, 7, "too many digits"),
        (b"a: !!python/object/apply:os.system [x]", "SFN103", 1, 4, "'!!python/object/apply:os.sy"),
        (b"a: !!binary aGk=", "SFN103", 1, 4, "the tag '!!binary' is not supported here"),
        (b"a: !!timestamp 2030-01-01", "SFN103", 1, 4, "tag '!!timestamp' is not supported here"),
        (b"a: !!set {b}", "SFN103", 1, 4, "the tag '!!set' is not supported here"),
        (b"a: !!map [b]", "SFN103", 1, 4, "the tag '!!map' is not supported here"),
        (b"a: !!int x", "SFN103", 1, 4, "does not match the tag '!!int'"),
        (b"a: !Sub x", "SFN103", 1, 4, "name a template's state machine as FILE#LogicalId"),
        (b"a: *b", "SFN103", 1, 4, "write '&b' before the value to repeat"),
        (b"a: &b [*b]", "SFN103", 1, 8, "'*b' refers to no complete value before it"),
        (b"a: &b {<<: *b}", "SFN103", 1, 12, "'*b' refers to no complete value before it"),
        (b"a: &b 1\n<<: *b", "SFN103", 2, 1, "'<<' merges the members of an object"),
        (LONG_CHAIN.encode(), "SFN801", 500, 14, "nested too deeply"),
        (LAUGHS.encode(), "SFN801", 1, 1, "expand beyond the maximum size"),
        (MERGED_LAUGHS.encode(), "SFN801", 142, 14, "'<<' merges too much"),
    ],
)  # fmt: skip
def test_what_is_no_definition_is_refused_with_its_place(
    parser: str, data: bytes, code: str, line: int, column: int, message: str
) -> None:
    with pytest.raises(SourceError) as raised:
        read_yaml(data, "x.asl.yaml")
    (finding,) = raised.value.diagnostics
    assert (finding.code, message in finding.message) == (code, True), finding
    position = finding.position
    assert position is not None
    assert (position.file, position.line, position.column) == ("x.asl.yaml", line, column), parser


def test_what_is_nested_too_deeply_for_any_parser_is_refused_where_it_gets_too_deep(
    parser: str,
) -> None:
    with pytest.raises(SourceError) as raised:
        read_yaml(b"a: " + b"[" * 100_000, "x.asl.yaml")
    (finding,) = raised.value.diagnostics
    assert (finding.code, "nested too deeply" in finding.message) == ("SFN801", True), parser
    # Newer parsers count for themselves, and to a depth of their own.
    assert finding.position is not None
    assert finding.position.line == 1
    assert 500 < finding.position.column < 1_100


def test_a_byte_order_mark_is_passed_over() -> None:
    assert read_yaml(b"\xef\xbb\xbfa: 1").document == {"a": 1}
    assert read_yaml("\ufeffa: 1").document == {"a": 1}


def test_json_is_read_as_json_whatever_the_file_is_called() -> None:
    text = '{\n\t"a": 1e3,\n\t"b": "\\ud83d\\ude00"\n}'
    assert read_yaml(text).document == {"a": 1000.0, "b": "😀"}


def test_aliases_repeat_and_merge_keys_add() -> None:
    text = "x: &x {a: 1, b: [2]}\ny: *x\nz:\n  b: 3\n  <<: [*x, {a: 9, c: 4}]\n"
    made = {"a": 1, "b": [2]}
    assert read_yaml(text).document == {"x": made, "y": made, "z": {"a": 1, "b": 3, "c": 4}}


def test_what_is_repeated_is_made_anew() -> None:
    document = read_yaml("x: &x [1]\ny: *x").document
    document["y"].append(2)
    assert document["x"] == [1]


@pytest.mark.parametrize(
    ("pointer", "line", "column"),
    [
        ("", 2, 1),
        ("/StartAt", 2, 1),
        ("/States/A", 4, 3),
        ("/States/A/Choices/0", 7, 9),
        ("/States/A/Choices/0/Variable", 7, 23),
        ("/States/A/Choices/1/Next", 8, 9),
        ("/States/A/Choices/2", 6, 5),
        ("/States/B~0~1/End", 12, 5),
        ("/States/B~0~1/Missing/Deeper", 10, 3),
        ("/States/C/Type", 11, 5),
        ("/States/C/Next", 15, 5),
        ("/States/D", 16, 3),
        ("/States/D/End", 12, 5),
        ("/Nowhere", 2, 1),
    ],
)
def test_each_part_is_located_or_the_nearest_around_it(
    parser: str, pointer: str, line: int, column: int
) -> None:
    position = read_yaml(TEXT, "x.asl.yaml").source.locate(pointer)
    assert position is not None
    assert (position.file, position.line, position.column) == ("x.asl.yaml", line, column), parser


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text()
    | st.from_regex(r"[-+.0-9eExo_:~<=yn]{1,8}", fullmatch=True)
    | st.dates().map(str),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=20,
)


def places(value: Any, pointer: str = "") -> Iterator[tuple[str, str | int]]:
    """Each part's pointer, with its name or index."""
    members = value.items() if isinstance(value, dict) else ()
    elements = enumerate(value) if isinstance(value, list) else ()
    for token, part in [*members, *elements]:
        yield child(pointer, token), token
        yield from places(part, child(pointer, token))


@given(
    st.dictionaries(st.text(), JSON, max_size=4),
    st.sampled_from([None, False, True]),
    st.sampled_from([None, "'", '"', "|"]),
)
def test_any_json_written_as_yaml_reads_back_equal_and_every_part_is_located(
    document: dict[str, Any], flow: bool | None, style: str | None
) -> None:
    # PyYAML tags what it quotes against its type, as in !!int "1".
    text = yaml.safe_dump(document, default_flow_style=flow, default_style=style, sort_keys=False)
    definition = read_yaml(text)
    assert json.dumps(definition.document) == json.dumps(document)
    lines = text.split("\n")
    for pointer, token in places(document):
        position = definition.source.locate(pointer)
        assert position is not None
        rest = "\n".join([lines[position.line - 1][position.column - 1 :], *lines[position.line :]])
        # Alone, a block has lost the indentation that it counts from.
        if isinstance(token, str) and not rest.startswith("|"):
            scalar = next(e for e in yaml.parse(rest) if isinstance(e, yaml.ScalarEvent))
            assert scalar.value == token


@given(st.dictionaries(st.text(), JSON, max_size=4))
def test_any_json_text_is_read_as_json(document: dict[str, Any]) -> None:
    assert read_yaml(json.dumps(document)).document == document


YAML_LIKE = st.lists(
    st.sampled_from(
        [*"{}[],:-?&*!|>'\"%@#ab1.~\n\t <=", "\n  ", ": ", "- ", "!!", "&a ", "*a", "<<"]
    )
).map("".join)


@given(st.text(st.characters()) | YAML_LIKE | st.binary())
def test_whatever_the_text_is_there_is_a_definition_or_a_source_error(data: str | bytes) -> None:
    try:
        definition = read_yaml(data)
    except SourceError:
        return
    json.dumps(definition.document, allow_nan=False)


def test_public_definitions_written_as_yaml_read_back_equal(data: Path) -> None:
    files = sorted((data / "corpus" / "definitions").iterdir())[::7]
    assert len(files) > 100
    dumper = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
    for file in files:
        document = json.loads(file.read_bytes())
        read = read_yaml(yaml.dump(document, Dumper=dumper, sort_keys=False), file.name)
        assert read == Definition(document), file.name


def test_without_pyyaml_the_message_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "yaml", None)
    with pytest.raises(SourceError, match=r"pip install '\.\[yaml\]'"):
        read_yaml("a: 1")


def test_pyyaml_is_loaded_when_yaml_is_read() -> None:
    program = (
        "import sys; from sfn_dsl.definition.yaml.reading import read_yaml as read; "
        "read('{}'); before = 'yaml' in sys.modules; read('a: 1'); "
        "print(before, 'yaml' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], check=True, capture_output=True, timeout=60
    )
    assert done.stdout.split() == [b"False", b"True"]
