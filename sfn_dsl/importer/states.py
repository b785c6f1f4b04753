"""States, handlers and rules of a definition as the calls that make them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from sfn_dsl.definition.pointers import child
from sfn_dsl.definition.scopes import Scope
from sfn_dsl.errors import AuthoringError
from sfn_dsl.expressions.jsonata import is_jsonata
from sfn_dsl.expressions.placeholders import Unquoted
from sfn_dsl.importer import expressions as expr
from sfn_dsl.importer.context import Context, UnsupportedFieldError
from sfn_dsl.importer.layout import Call, Dict, List, Node, Text, literal, quoted
from sfn_dsl.importer.service_tasks import service_task
from sfn_dsl.language import fields as table
from sfn_dsl.language.fields import Field, Kind, QueryLanguage, snake_case

Arguments = list[tuple[str, Node]]

_INTEGERS: Final = table.NUMBERS - {"BackoffRate", "ToleratedFailurePercentage"}

_CLASSES: Final = {
    "Credentials": "Credentials",
    "ItemReader": "ItemReader",
    "ReaderConfig": "ReaderConfig",
    "ItemBatcher": "ItemBatcher",
    "ResultWriter": "ResultWriter",
    "WriterConfig": "WriterConfig",
    "ProcessorConfig": "ProcessorConfig",
}


def state_call(context: Context, pointer: str, name: str, state: dict[str, Any]) -> Node:
    """The call that makes a state, without a transition that its chain makes."""
    kind = str(state.get("Type"))
    if kind not in table.STATES:
        raise UnsupportedFieldError(child(pointer, "Type"), f"{kind!r} is not a valid state type")
    writer = _Writer(context, pointer, context.language_of(state))
    fields = tuple(field for field in table.STATES[kind] if field.name != "Type")
    _require(pointer, state, fields)
    if (
        kind == "Task"
        and not context.is_plain(pointer)
        and (task := _service_task(writer, name, state, fields)) is not None
    ):
        return task
    arguments = writer.arguments(state, fields, frozenset({"Type"}))
    if kind == "Choice":
        arguments.sort(key=lambda argument: argument[0] != "choices")
        arguments[0] = ("", arguments[0][1])
    return Call(context.use(kind), [("", Text(quoted(name))), *arguments])


def _require(pointer: str, value: dict[str, Any], fields: tuple[Field, ...]) -> None:
    for field in fields:
        if field.required and field.name not in value:
            raise UnsupportedFieldError(pointer, f"'{field.name}' is missing; add it")


def _service_task(
    writer: _Writer, name: str, state: dict[str, Any], fields: tuple[Field, ...]
) -> Call | None:
    given = "Arguments" if writer.language is QueryLanguage.JSONATA else "Parameters"
    resource, parameters = state.get("Resource"), state.get(given)
    if given in state and parameters is None:
        return None
    pointer = child(writer.pointer, given)
    try:
        task = service_task(writer.context, name, resource, parameters, writer.template)
    except AuthoringError as error:
        raise UnsupportedFieldError(pointer, error.message) from error
    if task is None:
        return None
    options = writer.arguments(state, fields, frozenset({"Type", "Resource", given}))
    return Call(task.function, [*task.arguments, *options])


def retry_list(context: Context, retriers: list[dict[str, Any]]) -> Node:
    """A list of retriers, for a constant of the file."""
    writer = _Writer(context, "", context.language)
    return List([_handler(writer, "Retry", table.RETRIER, retrier, "") for retrier in retriers])


def machine_arguments(context: Context, scope: Scope, checked: bool) -> Arguments:
    """The arguments of a machine other than its states."""
    writer = _Writer(context, scope.pointer, context.language)
    # The ProcessorConfig of a Map's machine is written with the Map.
    is_processor = scope.pointer.endswith(("/ItemProcessor", "/Iterator"))
    known = frozenset({"States", "StartAt"}) | ({"ProcessorConfig"} if is_processor else set())
    fields = tuple(field for field in table.MACHINE if field.name != "ProcessorConfig")
    arguments = writer.arguments(scope.machine, fields, known)
    start = scope.machine.get("StartAt")
    if not isinstance(start, str):
        where = child(scope.pointer, "StartAt") if "StartAt" in scope.machine else scope.pointer
        raise UnsupportedFieldError(where, "'StartAt' is the name of a state; write one")
    if start != next(iter(scope.states), None):
        arguments.insert(0, ("start_at", context.target(start)))
    return arguments if checked else [*arguments, ("checked", Text("False"))]


class _Writer:
    """Writes the fields of one state, or of an object inside it, as arguments."""

    def __init__(self, context: Context, pointer: str, language: QueryLanguage) -> None:
        self.context = context
        self.pointer = pointer
        self.language = language

    def arguments(
        self, value: dict[str, Any], fields: tuple[Field, ...], known: frozenset[str]
    ) -> Arguments:
        """The arguments for the fields of a table; ``known`` fields are written elsewhere."""
        names = {field.name: (field, False) for field in fields}
        names |= {field.path_twin: (field, True) for field in fields if field.path_twin}
        found: Arguments = []
        for name, member in value.items():
            if name in known:
                continue
            if name not in names:
                raise UnsupportedFieldError(
                    child(self.pointer, name),
                    f"'{name}' is not a field of the States Language here",
                )
            field, is_twin = names[name]
            found += self._argument(field, is_twin, member, child(self.pointer, name))
        return found

    def _argument(self, field: Field, is_twin: bool, value: Any, pointer: str) -> Arguments:
        try:
            node = (
                expr.dynamic_value(value, self.context)
                if is_twin
                else _NODES[field.kind](self, field, value, pointer)
            )
            beside = self._processor_config(field, value)
        except (AuthoringError, TypeError, ValueError, KeyError, AttributeError) as error:
            said = error.message if isinstance(error, AuthoringError) else "its form is not known"
            raise UnsupportedFieldError(pointer, said) from error
        return [(snake_case(field.name), node), *beside]

    def _processor_config(self, field: Field, value: Any) -> Arguments:
        if field.kind is not Kind.MACHINE or "ProcessorConfig" not in value:
            return []
        where = child(child(self.pointer, field.name), "ProcessorConfig")
        inside = _Writer(self.context, where, self.language)
        config = Field("ProcessorConfig", Kind.OBJECT, fields=table.PROCESSOR_CONFIG)
        return [("processor_config", _object(inside, config, value["ProcessorConfig"], ""))]

    def inside(self, pointer: str) -> _Writer:
        """A writer of an object of the same state."""
        return _Writer(self.context, pointer, self.language)

    def template(self, value: Any) -> Node:
        """A payload template, or JSON with JSONata in it, as a Python display."""
        if isinstance(value, dict):
            return self._object(value)
        if isinstance(value, list):
            return List([self.template(element) for element in value])
        if not isinstance(value, str) or isinstance(value, Unquoted):
            return expr.plain_json(value, self.context)
        if self.language is QueryLanguage.JSONATA and is_jsonata(value):
            return expr.jsonata_call(value, self.context)
        return self.context.text(value)

    def _object(self, value: dict[str, Any]) -> Node:
        members = [self._member(key, member) for key, member in value.items()]
        if len({name for name, _ in members}) != len(members):
            raise AuthoringError("a member is in one object twice, with '.$' and without")
        return Dict(members)

    def _member(self, key: str, value: Any) -> tuple[str, Node]:
        if self.language is QueryLanguage.JSONPATH and key.endswith(".$"):
            name = key if key.endswith(".$.$") else key[:-2]
            return quoted(name), expr.dynamic_value(value, self.context)
        return quoted(key), self.template(value)


def _constant(writer: _Writer, field: Field, value: Any, pointer: str) -> Node:
    if field.name == "End" and value is not True:
        raise AuthoringError("'End' is true or omitted; omit it from a state that has 'Next'")
    if isinstance(value, float) and value.is_integer() and field.name in _INTEGERS:
        return literal(int(value))
    if isinstance(value, str) and field.name in table.NUMBERS:
        return expr.placeholder_call(value, writer.context, "a number")
    return writer.context.text(value) if isinstance(value, str) else literal(value)


def _value(writer: _Writer, field: Field, value: Any, pointer: str) -> Node:
    if writer.language is QueryLanguage.JSONATA and is_jsonata(value):
        return expr.jsonata_call(value, writer.context)
    return _constant(writer, field, value, pointer)


def _path(writer: _Writer, field: Field, value: Any, pointer: str) -> Node:
    return literal(value)


def _template(writer: _Writer, field: Field, value: Any, pointer: str) -> Node:
    return writer.template(value)


def _json(writer: _Writer, field: Field, value: Any, pointer: str) -> Node:
    if field.name == "CSVHeaders" and isinstance(value, str):
        return expr.placeholder_call(value, writer.context, "a list")
    return expr.plain_json(value, writer.context)


def _target(writer: _Writer, field: Field, value: Any, pointer: str) -> Node:
    return writer.context.target(value)


def _error_names(writer: _Writer, field: Field, value: Any, pointer: str) -> Node:
    names = [writer.context.error_name(name) for name in value]
    return names[0] if len(names) == 1 and value[0] else List(names)


def _retriers(writer: _Writer, field: Field, value: Any, pointer: str) -> Node:
    lifted = writer.context.policy(value)
    if lifted is not None:
        return lifted
    return List(
        [
            _handler(writer, "Retry", table.RETRIER, retrier, f"{pointer}/{index}")
            for index, retrier in enumerate(value)
        ]
    )


def _catchers(writer: _Writer, field: Field, value: Any, pointer: str) -> Node:
    return List(
        [
            _handler(writer, "Catch", table.CATCHER, catcher, f"{pointer}/{index}")
            for index, catcher in enumerate(value)
        ]
    )


def _handler(
    writer: _Writer, name: str, fields: tuple[Field, ...], value: dict[str, Any], pointer: str
) -> Node:
    _require(pointer, value, fields)
    arguments = dict(writer.inside(pointer).arguments(value, fields, frozenset()))
    positional = [("", arguments.pop("error_equals"))]
    if name == "Catch":
        positional.append(("", arguments.pop("next")))
    return Call(writer.context.use(name), [*positional, *arguments.items()])


def _rules(writer: _Writer, field: Field, value: Any, pointer: str) -> Node:
    return List([_rule(writer, rule, f"{pointer}/{index}") for index, rule in enumerate(value)])


def _rule(writer: _Writer, rule: dict[str, Any], pointer: str) -> Node:
    _require(pointer, rule, table.RULE)
    said = {field.name for field in table.RULE}
    test = {name: value for name, value in rule.items() if name not in said}
    arguments = dict(writer.inside(pointer).arguments(rule, table.RULE, frozenset(test)))
    positional = [("", _test(writer, test)), ("", arguments.pop("next"))]
    return Call(writer.context.use("When"), [*positional, *arguments.items()])


def _test(writer: _Writer, test: dict[str, Any]) -> Node:
    if writer.language is QueryLanguage.JSONPATH:
        return expr.condition(test, writer.context)
    if set(test) != {"Condition"}:
        raise AuthoringError("a rule of a JSONata state has a 'Condition' and no other test")
    condition = test["Condition"]
    if not isinstance(condition, str):
        return literal(condition)
    if is_jsonata(condition):
        return expr.jsonata_call(condition, writer.context)
    return expr.placeholder_call(condition, writer.context, "a condition")


def _machine(writer: _Writer, field: Field, value: Any, pointer: str) -> Node:
    return writer.context.machine(pointer)


def _machines(writer: _Writer, field: Field, value: Any, pointer: str) -> Node:
    return List([writer.context.machine(f"{pointer}/{index}") for index in range(len(value))])


def _object(writer: _Writer, field: Field, value: Any, pointer: str) -> Node:
    inside = writer.inside(pointer)
    if field.name == "Credentials":
        return Call(writer.context.use("Credentials"), [("", _role(inside, value, pointer))])
    arguments = inside.arguments(value, field.fields, frozenset())
    return Call(writer.context.use(_CLASSES[field.name]), arguments)


def _role(writer: _Writer, value: dict[str, Any], pointer: str) -> Node:
    if set(value) == {"RoleArn.$"} and writer.language is QueryLanguage.JSONPATH:
        return expr.dynamic_value(value["RoleArn.$"], writer.context)
    if set(value) != {"RoleArn"}:
        raise UnsupportedFieldError(pointer, "'Credentials' can only have 'RoleArn'")
    return writer.template(value["RoleArn"])


_NODES: Final[dict[Kind, Callable[[_Writer, Field, Any, str], Node]]] = {
    Kind.CONSTANT: _constant,
    Kind.VALUE: _value,
    Kind.PATH: _path,
    Kind.REFERENCE_PATH: _path,
    Kind.TEMPLATE: _template,
    Kind.JSON: _json,
    Kind.TARGET: _target,
    Kind.ERROR_NAMES: _error_names,
    Kind.RETRIERS: _retriers,
    Kind.CATCHERS: _catchers,
    Kind.RULES: _rules,
    Kind.MACHINES: _machines,
    Kind.MACHINE: _machine,
    Kind.OBJECT: _object,
}
