"""What is written on nodes and edges: conditions, errors, what a state does; and it stays text."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any, Final

from sfn_dsl.arns import arn_fields, read_arn, read_integration
from sfn_dsl.definition.text import one_line
from sfn_dsl.graph.graph import Edge, Node
from sfn_dsl.graph.overlay import SIGNS, Mark
from sfn_dsl.language.comparisons import OPERATORS, TYPE_TESTS, Relation

LONGEST_LINE: Final = 60
"""The most characters of a line in a diagram."""

_SIGNS: Final = {
    Relation.EQUALS: "==",
    Relation.LESS_THAN: "<",
    Relation.GREATER_THAN: ">",
    Relation.LESS_THAN_EQUALS: "<=",
    Relation.GREATER_THAN_EQUALS: ">=",
    Relation.MATCHES: "matches",
}
_TESTS: Final = {name: f"is {name.removeprefix('Is').lower()}" for name in TYPE_TESTS}
_DEEPEST: Final = 20
_MOST_PARTS: Final = 50

# A comment of JSONata, or a text, in which the same is no comment; the end ends what is not closed.
_COMMENT: Final = re.compile(
    r"""(?P<text>"(?:\\.|[^"\\])*(?:"|\Z)|'(?:\\.|[^'\\])*(?:'|\Z))|/\*.*?(?:\*/|\Z)""", re.DOTALL
)

_WAITS: Final = (
    ("Seconds", "{} s"),
    ("SecondsPath", "{} s"),
    ("Timestamp", "until {}"),
    ("TimestampPath", "until {}"),
)


def shortened(text: str, most: int) -> str:
    """Text as one line of at most so many characters, safe to show.

    What turns the order of what is read around, or steers a terminal, is written as an escape.
    """
    line = one_line(text[: most + 1])
    return line if len(line) <= most and len(text) <= most else f"{line[: most - 1]}…"


def condition_text(rule: Any, depth: int = 0) -> str:
    """The condition of a Choice rule: ``$.n > 3 and not ($.name == "x")``, or its JSONata."""
    if not isinstance(rule, Mapping) or depth > _DEEPEST:
        return "…"
    if "Condition" in rule:
        return _expression(rule["Condition"])
    for word in ("And", "Or"):
        if isinstance(parts := rule.get(word), list):
            texts = [_enclosed(part, depth) for part in parts[:_MOST_PARTS]]
            more = ["…"] if len(parts) > _MOST_PARTS else []
            return f" {word.lower()} ".join((*texts, *more))
    if "Not" in rule:
        return f"not ({condition_text(rule['Not'], depth + 1)})"
    return _comparison(rule)


def _enclosed(rule: Any, depth: int) -> str:
    text = condition_text(rule, depth + 1)
    is_joined = isinstance(rule, Mapping) and ("And" in rule or "Or" in rule)
    return f"({text})" if is_joined else text


def _comparison(rule: Mapping[str, Any]) -> str:
    variable = _plain(rule.get("Variable"))
    for name, value in rule.items():
        if name in _TESTS:
            test = _TESTS[name]
            return f"{variable} {test.replace('is ', 'is not ', 1) if value is False else test}"
        if name in OPERATORS:
            operator = OPERATORS[name]
            operand = _plain(value) if operator.operand_is_path else _json(value)
            return f"{variable} {_SIGNS[operator.relation]} {operand}"
    return "…"


def errors_text(catcher: Any) -> str:
    """The errors of a catcher: ``States.Timeout, States.TaskFailed``."""
    errors = catcher.get("ErrorEquals") if isinstance(catcher, Mapping) else None
    return ", ".join(map(_plain, errors)) if isinstance(errors, list) else "…"


def detail_of(state: Mapping[str, Any]) -> str:
    """What a state does, in a few words: ``sns:publish``, ``60 s``; "" where its type says all."""
    match state.get("Type"):
        case "Task":
            return _call(state.get("Resource"))
        case "Wait":
            for field, text in _WAITS:
                if field in state:
                    return text.format(_expression(state[field]))
            return ""
        case "Fail":
            return _expression(state.get("Error", state.get("ErrorPath", "")))
        case "Map":
            return "distributed" if _is_distributed(state) else ""
    return ""


def _is_distributed(state: Mapping[str, Any]) -> bool:
    processor = state.get("ItemProcessor")
    config = processor.get("ProcessorConfig") if isinstance(processor, Mapping) else None
    return isinstance(config, Mapping) and config.get("Mode") == "DISTRIBUTED"


def _call(resource: object) -> str:
    """What a Task calls, without the parts of the ARN that say nothing."""
    if not isinstance(resource, str):
        return ""
    call = read_integration(resource)
    if call is not None:
        return f"{call.action}{call.suffix}"
    arn = read_arn(resource)
    if arn.is_function or arn.is_activity:
        kind, name = arn_fields(arn.resource)[:2]
        return f"{'lambda' if arn.is_function else kind}:{name}"
    return arn.resource or resource


def _expression(value: object) -> str:
    """A value, of JSONata what is between the marks, without comments."""
    text = _plain(value)
    if text.startswith("{%") and text.endswith("%}"):
        return _COMMENT.sub(lambda found: found["text"] or "", text[2:-2]).strip() or text
    return text


def _plain(value: object) -> str:
    return value if isinstance(value, str) else _json(value)


def _json(value: object) -> str:
    try:
        return json.dumps(value, ensure_ascii=False)
    except (TypeError, ValueError, RecursionError):
        return "…"


def visible(name: str) -> str:
    """The name of a state, in quotes where it could not be seen."""
    return name if name.strip() else f'"{name}"'


def subtitle(node: Node) -> str:
    """The line under a state's name: its type, and what it does."""
    return "  ".join(filter(None, (node.type, node.detail)))


def warning_of(node: Node) -> str:
    """What is wrong with a state's place in the graph, "" where nothing is."""
    return "" if node.is_reachable else "unreachable"


def edge_text(edge: Edge) -> str:
    """What is written on a transition, in full; "" where the arrow says all."""
    return f"Catch {edge.label}" if edge.kind == "catch" else edge.label


def marked(text: str, mark: Mark | None) -> str:
    """Text with its mark: the sign, the words of the mark, and the text."""
    if mark is None:
        return text
    told = f"{SIGNS[mark.kind]} {mark.label}".rstrip()
    return f"{told}{': ' if mark.label else ' '}{text}" if text else told


def node_lines(node: Node, mark: Mark | None) -> list[str]:
    """The lines of a state in diagrams: its name, its type and details, its warning, its mark."""
    lines = [shortened(visible(node.name), LONGEST_LINE), shortened(subtitle(node), LONGEST_LINE)]
    if warning_of(node):
        lines.append(warning_of(node))
    if mark:
        lines.append(shortened(marked("", mark), LONGEST_LINE))
    return [line for line in lines if line.strip()]
