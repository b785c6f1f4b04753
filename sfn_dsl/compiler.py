"""From what an author wrote to what Step Functions takes.

The table of fields has the spelling and the order of all attributes; this module only reads it.
It emits exactly what the author wrote: no default is added, and the same machine always gives the
same document. Nested machines are compiled from a list of pending work, so nesting costs no
recursion.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any, Final

import attrs

from sfn_dsl._unset import UNSET
from sfn_dsl.definition.definition import Authored, Definition, without_collecting
from sfn_dsl.definition.pointers import child
from sfn_dsl.errors import AuthoringError, AuthoringTypeError, Mistake, refuse_all
from sfn_dsl.expressions.choice_rules import rule_test
from sfn_dsl.expressions.conditions import Condition
from sfn_dsl.expressions.intrinsics import Intrinsic
from sfn_dsl.expressions.jsonata import Jsonata
from sfn_dsl.expressions.jsonata_translation import (
    Root,
    UnsupportedInJsonataError,
    condition_in_jsonata,
)
from sfn_dsl.expressions.paths import Path
from sfn_dsl.expressions.placeholders import Placeholder, placeholder_text
from sfn_dsl.expressions.templates import (
    ForeignExpressionError,
    expression_text,
    thaw_json,
    thaw_template,
)
from sfn_dsl.language import fields as table
from sfn_dsl.language.fields import Field, Kind, QueryLanguage, snake_case
from sfn_dsl.model.handlers import Catch, Retry, When
from sfn_dsl.model.integration import Integration, ServiceParameters
from sfn_dsl.model.machine import StateMachine
from sfn_dsl.model.state import State
from sfn_dsl.model.work_states import WorkState
from sfn_dsl.model.workflow import Workflow
from sfn_dsl.origin import Origin


def compile_machine(machine: StateMachine, *, partition: str = "aws") -> Definition:
    """The definition of a machine, with the author's line for each state, handler and rule.

    Args:
        machine: The machine.
        partition: The partition of the ARNs of service tasks, such as ``"aws-cn"``.

    Returns:
        The definition; exactly what the author wrote, without defaults.

    Raises:
        AuthoringError: A field or an expression is not part of the state's query language; the
            error has the author's line.
        AuthoringTypeError: It is not a StateMachine.

    Example::

        definition = compile_machine(StateMachine([Wait("Pause", seconds=5) >> Succeed("Done")]))
        assert definition.document["StartAt"] == "Pause"
    """
    if not isinstance(machine, StateMachine):
        raise AuthoringTypeError(
            f"a StateMachine is required, not a value of type {type(machine).__name__}; write "
            "StateMachine([...]), or workflow.machine"
        )
    with without_collecting():
        return _Compilation(partition, _language(machine.query_language)).run(machine)


def compile_workflow(workflow: Workflow, *, partition: str = "aws") -> Definition:
    """The definition of a workflow's machine, with the machine's type.

    Raises what `compile_machine` raises.
    """
    definition = compile_machine(workflow.machine, partition=partition)
    return attrs.evolve(definition, machine_type=workflow.type)


def _language(name: Any) -> QueryLanguage:
    return QueryLanguage.JSONPATH if name is UNSET else QueryLanguage(name)


@attrs.define
class _Compilation:
    """One run: the document that grows, the author's lines, and the machines still to do.

    Fields do not depend on each other here, so the mistakes in all of them are told at once.
    """

    partition: str
    default_language: QueryLanguage
    mistakes: list[AuthoringError] = attrs.field(factory=list)
    origins: dict[str, Origin] = attrs.field(factory=dict)
    pending: list[tuple[StateMachine, dict[str, Any], str]] = attrs.field(factory=list)

    def run(self, machine: StateMachine) -> Definition:
        document: dict[str, Any] = {}
        self.pending.append((machine, document, ""))
        while self.pending:
            self.machine(*self.pending.pop())
        refuse_all(self.mistakes)
        return Definition(document, Authored(machine.origin, self.origins))

    def machine(self, machine: StateMachine, written: dict[str, Any], pointer: str) -> None:
        self.origins[pointer] = machine.origin
        for field, attribute, _ in _MACHINE:
            value = getattr(machine, attribute)
            if value is not UNSET:
                written[field.name] = _number(value)
        written["StartAt"] = machine.start
        states = written["States"] = {}
        for state in machine.states:
            states[state.name] = self.state(state, child(f"{pointer}/States", state.name))

    def state(self, state: State, pointer: str) -> dict[str, Any]:
        language = (
            self.default_language
            if state.query_language is UNSET
            else _language(state.query_language)
        )
        kind = type(state).__name__
        written: dict[str, Any] = {"Type": kind}
        self.origins[pointer] = state.origin
        place = _Place(self, state, pointer, language)
        return place.members(state, _state_rows(kind), written)


@attrs.define
class _Place:
    """Where in the document something is being written: whose it is, and in which language."""

    run: _Compilation
    state: State
    pointer: str
    language: QueryLanguage
    handler: Catch | When | None = None

    def root(self, field: Field) -> Root:
        """What ``$`` refers to in a field (ASL reference, sections 2.1, 2.3 and 2.4)."""
        if field.name not in _ON_RESULT:
            return "input"
        if isinstance(self.handler, Catch):
            return "errorOutput"
        return "result" if self.handler is None and isinstance(self.state, WorkState) else "input"

    def members(self, value: Any, rows: _Rows, written: dict[str, Any]) -> dict[str, Any]:
        """Write what an object's attributes hold, in the order of its fields."""
        for field, attribute, write in rows:
            member = getattr(value, attribute)
            if member is UNSET:
                continue
            try:
                if field.only is not None and field.only is not self.language:
                    field = self._other_name(field, attribute, member, value)
                name, text = write(self, field, member)
            except ForeignExpressionError as found:
                self.run.mistakes.append(self._foreign(attribute, found))
            except AuthoringError as mistake:
                self.run.mistakes.append(mistake)
            else:
                written[name] = text
        return written

    def _other_name(self, field: Field, attribute: str, value: Any, owner: Any) -> Field:
        """The field in this query language, for the one value that both have."""
        if isinstance(value, ServiceParameters):
            return _ARGUMENTS
        only = field.only.value if field.only else ""
        instead = _counterpart(type(owner).__name__, attribute, self.language)
        raise AuthoringError(
            f"'{attribute}' of '{self.state.name}' belongs to {only} states, and this one is in "
            f"{self.language.value}; {instead}, or write query_language='{only}'",
            self.state.origin,
            code=Mistake.OTHER_LANGUAGE_ARGUMENT,
        )

    def _foreign(self, attribute: str, found: ForeignExpressionError) -> AuthoringError:
        return AuthoringError(
            f"'{attribute}' of '{self.state.name}' contains {found.named}; {found.why}",
            self.state.origin,
            code=Mistake.OTHER_LANGUAGE_ARGUMENT,
        )


_ARGUMENTS: Final = Field("Arguments", Kind.TEMPLATE)

# What to write in the other query language in place of a field that is in one of them only.
_OUTPUT: Final = "write output=..., with jsonata('$states.result')"
_COUNTERPARTS: Final[dict[QueryLanguage, dict[str, str]]] = {
    QueryLanguage.JSONATA: {
        "parameters": "write arguments=..., with jsonata('...') for what is worked out",
        "Pass.parameters": "write output=..., with jsonata('...') for what is worked out",
        "Map.parameters": "write item_selector=..., with jsonata('...') for what is worked out",
        "result_selector": _OUTPUT,
        "result_path": _OUTPUT,
        "Pass.result_path": "write output=...",
        "Catch.result_path": "write output=..., with jsonata('$states.errorOutput')",
        "output_path": "write output=jsonata('...')",
        "result": "write output=...",
        "input_path": "write jsonata('$states.input...') where the input is used",
        "items_path": "write items=jsonata('$states.input...')",
    },
    QueryLanguage.JSONPATH: {
        "arguments": "write parameters=..., with path('...') for what is worked out",
        "output": "write output_path=path('...')",
        "Task.output": "write result_selector=..., result_path=... or output_path=...",
        "Parallel.output": "write result_selector=..., result_path=... or output_path=...",
        "Map.output": "write result_selector=..., result_path=... or output_path=...",
        "Pass.output": "write parameters=..., result_path=... or output_path=...",
        "Catch.output": "write result_path=...",
        "When.output": "write a Pass state that the rule goes to",
        "items": "write items_path=path('...')",
    },
}


def _counterpart(owner: str, attribute: str, language: QueryLanguage) -> str:
    known = _COUNTERPARTS[language]
    return known.get(f"{owner}.{attribute}") or known.get(attribute, "leave it out")


# In these fields of a state that does work, "$" is the work's result.
_ON_RESULT: Final = frozenset({"ResultSelector", "Output", "Assign"})

_Written = tuple[str, Any]


def _constant(place: _Place, field: Field, value: Any) -> _Written:
    if isinstance(value, Integration):
        return field.name, value.arn(place.run.partition)
    return field.name, _number(value)


def _number(value: Any) -> Any:
    """A number or list, or the placeholder for one."""
    return placeholder_text(value) if isinstance(value, Placeholder) else value


def _value(place: _Place, field: Field, value: Any) -> _Written:
    if not isinstance(value, (Path, Intrinsic, Jsonata)):
        return _constant(place, field, value)
    text = expression_text(value, place.language, place.root(field))
    is_path = place.language is QueryLanguage.JSONPATH
    return (field.path_twin if is_path and field.path_twin else field.name), text


def _path(place: _Place, field: Field, value: Path | None) -> _Written:
    return field.name, None if value is None else value.text


def _template(place: _Place, field: Field, value: Any) -> _Written:
    text = thaw_template(value, place.language, place.root(field))
    is_path = isinstance(value, (Path, Intrinsic)) and place.language is QueryLanguage.JSONPATH
    return f"{field.name}.$" if is_path else field.name, text


def _json(place: _Place, field: Field, value: Any) -> _Written:
    return field.name, thaw_json(value)


def _list(place: _Place, field: Field, value: Any) -> _Written:
    return field.name, list(value)


def _handlers(place: _Place, field: Field, value: Any) -> _Written:
    return field.name, [
        _located(place, f"{field.name}/{index}", handler, _HANDLERS[field.kind])
        for index, handler in enumerate(value)
    ]


def _located(place: _Place, name: str, value: Any, rows: _Rows) -> dict[str, Any]:
    """An object that the author wrote on a line of its own, with its place noted."""
    place.run.origins[f"{place.pointer}/{name}"] = value.origin
    if isinstance(value, Retry):
        return place.members(value, rows, {})
    written: dict[str, Any] = {}
    if isinstance(value, When):
        try:
            written = _test(place, value)
        except AuthoringError as mistake:
            place.run.mistakes.append(mistake)
    inside = _Place(place.run, place.state, place.pointer, place.language, value)
    return inside.members(value, rows, written)


def _test(place: _Place, rule: When) -> dict[str, Any]:
    condition = rule.condition
    if isinstance(condition, Condition):
        if place.language is QueryLanguage.JSONPATH:
            return rule_test(condition)
        try:
            return {"Condition": f"{{% {condition_in_jsonata(condition)} %}}"}
        except UnsupportedInJsonataError as unsupported:
            raise AuthoringError(
                f"a rule of '{place.state.name}' contains {unsupported}, which has no "
                "counterpart in JSONata; write When(jsonata(...), ...)",
                rule.origin,
                code=Mistake.OTHER_LANGUAGE_ARGUMENT,
            ) from None
    if place.language is QueryLanguage.JSONPATH:
        said, code = (
            (f"has the condition {condition}, which Python decided", Mistake.DECIDED_BY_PYTHON)
            if isinstance(condition, bool)
            else (
                "has a JSONata condition, which a JSONPath state cannot decide",
                Mistake.OTHER_LANGUAGE_ARGUMENT,
            )
        )
        raise AuthoringError(
            f"a rule of '{place.state.name}' {said}; write a comparison such as path('$.n') > 3",
            rule.origin,
            code=code,
        )
    text = condition.text if isinstance(condition, Jsonata) else _number(condition)
    return {"Condition": text}


def _object(place: _Place, field: Field, value: Any) -> _Written:
    return field.name, place.members(value, _rows(field.fields), {})


def _machine(place: _Place, field: Field, value: StateMachine) -> _Written:
    written: dict[str, Any] = {}
    config = getattr(place.state, "processor_config", UNSET)
    if config is not UNSET:
        members = place.members(config, _rows(table.PROCESSOR_CONFIG), {})
        written["ProcessorConfig"] = members
    place.run.pending.append((value, written, f"{place.pointer}/{field.name}"))
    return field.name, written


def _machines(place: _Place, field: Field, value: tuple[StateMachine, ...]) -> _Written:
    branches: list[dict[str, Any]] = [{} for _ in value]
    for index, machine in enumerate(value):
        pointer = f"{place.pointer}/{field.name}/{index}"
        place.run.pending.append((machine, branches[index], pointer))
    return field.name, branches


_WRITERS: Final[dict[Kind, Callable[[_Place, Field, Any], _Written]]] = {
    Kind.CONSTANT: _constant,
    Kind.VALUE: _value,
    Kind.PATH: _path,
    Kind.REFERENCE_PATH: _path,
    Kind.TEMPLATE: _template,
    Kind.JSON: _json,
    Kind.TARGET: _constant,
    Kind.ERROR_NAMES: _list,
    Kind.RETRIERS: _handlers,
    Kind.CATCHERS: _handlers,
    Kind.RULES: _handlers,
    Kind.MACHINES: _machines,
    Kind.MACHINE: _machine,
    Kind.OBJECT: _object,
}

# The fields of one kind of object, each with its attribute's name and what writes its value.
_Rows = tuple[tuple[Field, str, Callable[["_Place", Field, Any], _Written]], ...]


def _rows(fields: tuple[Field, ...]) -> _Rows:
    return tuple((field, snake_case(field.name), _WRITERS[field.kind]) for field in fields)


@cache
def _state_rows(kind: str) -> _Rows:
    return _rows(tuple(field for field in table.STATES[kind] if field.name != "Type"))


_ELSEWHERE: Final = frozenset({"ProcessorConfig", "StartAt", "States"})
_MACHINE: Final = _rows(tuple(field for field in table.MACHINE if field.name not in _ELSEWHERE))
_HANDLERS: Final = {
    Kind.RETRIERS: _rows(table.RETRIER),
    Kind.CATCHERS: _rows(table.CATCHER),
    Kind.RULES: _rows(table.RULE),
}
