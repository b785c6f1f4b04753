"""What a state reads, and what it passes on along each transition.

ASL reference, sections 2.1 to 2.3.
"""

from __future__ import annotations

from typing import Any, Final

from sfn_dsl.definition.scopes import NESTING, Transition
from sfn_dsl.language import fields as table
from sfn_dsl.lint.dataflow.reads import Read, read_path
from sfn_dsl.lint.dataflow.shapes import (
    NOTHING,
    UNKNOWN,
    Shape,
    assume,
    without_doubt,
    write,
)
from sfn_dsl.lint.dataflow.templates import (
    ERROR_OUTPUT,
    DataScope,
    Steps,
    Test,
    dynamic,
    jsonata_shape,
    read_rules,
    read_template,
    template,
    tested,
    tests_of,
)
from sfn_dsl.lint.dataflow.visits import (
    Flow,
    Transfer,
    Visit,
    assigned,
    inner_flows,
    result_shape,
)

# The types whose ResultPath puts a result into the data.
_PLACING: Final = ("Task", "Parallel", "Map", "Pass")
_MOST_TESTED: Final = 200
# Those of a Fail state may also be calls of intrinsic functions, and are read apart.
_FAIL_PATHS: Final = ("ErrorPath", "CausePath")
_PATH_FIELDS: Final = tuple(
    dict.fromkeys(
        field.path_twin
        for fields in table.STATES.values()
        for field in fields
        if field.path_twin and field.path_twin not in _FAIL_PATHS
    )
)
_PATH_FIELD_NAMES: Final = frozenset(_PATH_FIELDS)
_INNER_TEMPLATES: Final = (
    ("ItemReader", "Parameters"),
    ("ResultWriter", "Parameters"),
    ("ItemBatcher", "BatchInput"),
)


def transfer_jsonpath(visit: Visit) -> Transfer:
    """What a JSONPath state reads and passes on."""
    state, flow = visit.state, visit.flow
    reads: list[Read] = []
    entry = DataScope(flow.data, flow.variables, reads, of_input=True)
    kind = state.get("Type")
    if kind == "Fail":
        for field in _FAIL_PATHS:
            dynamic(entry, visit.at(field), state.get(field))
        return Transfer(reads, {}, {})
    effective, inside = flow.data, entry
    if "InputPath" in state:
        effective = _through(entry, visit, "InputPath")
        inside = DataScope(effective, flow.variables, reads, state["InputPath"] == "$")
    work = _work(inside, visit)
    if kind == "Choice":
        tests = tests_of(visit.at("Choices"), state.get("Choices"))
        read_rules(inside, tests)
        flow = _after_reading(flow, reads)
        exits = _exits_of_choice(visit, flow, reads, effective, tests)
    else:
        flow = _after_reading(flow, reads)
        done = _done(visit, flow, reads, result_shape(state, work, effective), effective)
        exits = _exits(visit, flow, done, reads)
    inner = {} if NESTING.isdisjoint(state) else inner_flows(visit, work)
    return Transfer(reads, exits, inner)


def _through(scope: DataScope, visit: Visit, field: str) -> Shape:
    path = visit.state.get(field, "$")
    if path == "$":
        return scope.data
    return NOTHING if path is None else scope.at(visit.at(field), path)


def _work(scope: DataScope, visit: Visit) -> Shape:
    """The input of the work; an iteration of a Map receives an item, of which nothing is known."""
    state = visit.state
    if not _PATH_FIELD_NAMES.isdisjoint(state):
        for field in _PATH_FIELDS:
            if field in state:
                scope.at(visit.at(field), state[field])
    if "Credentials" in state:
        template(scope, visit.at("Credentials"), state["Credentials"])
    is_map = state.get("Type") == "Map"
    if is_map:
        _read_items(scope, visit)
    for field in ("ItemSelector", "Parameters"):
        if field in state:
            if state.get("Type") != "Task":
                return template(scope, visit.at(field), state[field])
            # The shape of what a task is given does not matter.
            read_template(scope, visit.at(field), state[field])
            break
    return UNKNOWN if is_map else scope.data


def _read_items(scope: DataScope, visit: Visit) -> None:
    state = visit.state
    if "ItemsPath" in state and "ItemReader" not in state:
        scope.at(visit.at("ItemsPath"), state["ItemsPath"])
    for outer, field in _INNER_TEMPLATES:
        holder = state.get(outer)
        if isinstance(holder, dict) and field in holder:
            template(scope, visit.at(f"{outer}/{field}"), holder[field])


def _after_reading(flow: Flow, reads: list[Read]) -> Flow:
    """The flow after the reads: a state that gets past them has found what it reads."""
    if not reads:
        return flow
    data, variables = flow.data, flow.variables
    for read in reads:
        if read.certain and read.variable is not None:
            variables = assume(variables, (read.variable,))
        elif read.certain and read.of_input:
            data = assume(data, read.steps)
    return flow.knowing(data, variables)


def _done(visit: Visit, flow: Flow, reads: list[Read], result: Shape, effective: Shape) -> Flow:
    """The flow once the state has done its work."""
    state, variables = visit.state, flow.variables
    selected = result
    if "ResultSelector" in state:
        scope = DataScope(result, variables, reads)
        selected = template(scope, visit.at("ResultSelector"), state["ResultSelector"])
    if state.get("Type") in _PLACING:
        data = _placed(flow.data, state, selected)
    else:
        data = effective if state.get("InputPath", "$") != "$" else flow.data
    if "OutputPath" in state:
        data = _through(DataScope(data, variables, reads), visit, "OutputPath")
    if "Assign" in state:
        scope = DataScope(result, variables, reads)
        variables = assigned(visit.pointer, state, variables, scope)
    return flow.knowing(data, variables)


def _placed(data: Shape, holder: dict[str, Any], value: Shape, *, caught: bool = False) -> Shape:
    """The data after ResultPath has put a value into it."""
    if "ResultPath" not in holder:
        return value
    text = holder["ResultPath"]
    if text is None:
        return data
    path = read_path(text)
    if path is None or path.steps is None or not path.is_into_data:
        return UNKNOWN
    return write(data, path.steps, value, caught=caught)


def _exits(visit: Visit, flow: Flow, done: Flow, reads: list[Read]) -> dict[str, Flow]:
    """The flow along each transition of a JSONPath state, by the transition's pointer."""
    found: dict[str, Flow] = {}
    for way in visit.ways:
        if way.field != "Catch":
            found[way.pointer] = done
        else:
            found[way.pointer] = _caught(*visit.holder(way), flow, reads)
    return found


def _exits_of_choice(
    visit: Visit, flow: Flow, reads: list[Read], effective: Shape, tests: list[Test]
) -> dict[str, Flow]:
    """The same of a Choice state: what its tests distinguish is assumed to be known behind it."""
    state, steps = visit.state, tested(tests)[:_MOST_TESTED]
    scope = DataScope(effective, flow.variables, reads)
    if "ResultSelector" in state:
        template(scope, visit.at("ResultSelector"), state["ResultSelector"])
    data = effective if state.get("InputPath", "$") != "$" else flow.data
    data = _through(DataScope(data, flow.variables, reads), visit, "OutputPath")
    by_default = _assigned_by_rule(visit.pointer, state, flow, scope, steps)
    if all(state.get(field, "$") == "$" for field in ("InputPath", "OutputPath")):
        data = _distinguished(steps, data)
    default = flow.knowing(data, by_default).trusted()
    plain = default.knowing(default.data, without_doubt(flow.variables))
    found: dict[str, Flow] = {}
    for way in visit.ways:
        pointer, holder = visit.holder(way)
        if way.nth is None:
            found[way.pointer] = default
        elif way.field == "Catch":
            found[way.pointer] = _caught(pointer, holder, flow, reads)
        elif "Assign" in holder:
            variables = _assigned_by_rule(pointer, holder, flow, scope, steps)
            found[way.pointer] = plain.knowing(plain.data, without_doubt(variables))
        else:
            found[way.pointer] = plain
    return found


def _assigned_by_rule(
    pointer: str, holder: Any, flow: Flow, scope: DataScope, steps: list[Steps]
) -> Shape:
    """The variables after the Assign of a Choice rule, or of the state, which is the Default's.

    ``scope`` is that of the tests, ``steps`` what they test, which is assumed to exist. Which of
    the rules matches is not known, so nothing that an Assign reads is certain to be read.
    """
    if "Assign" not in holder:
        return flow.variables
    data = _distinguished(steps, scope.data)
    behind = DataScope(data, without_doubt(flow.variables), [])
    variables = assigned(pointer, holder, flow.variables, behind)
    scope.reads.extend(read.in_doubt() for read in behind.reads)
    return variables


def _distinguished(steps: list[Steps], data: Shape) -> Shape:
    """The data of a Choice after its tests."""
    for each in steps:
        data = assume(data, each, even_where_missing=True)
    return without_doubt(data)


def _caught(pointer: str, catcher: dict[str, Any], flow: Flow, reads: list[Read]) -> Flow:
    """The flow to a catcher's target: the error is put into the raw input (section 2.4)."""
    path = read_path(catcher.get("ResultPath", "$"))
    steps = path.steps if path else None
    caught = flow.caught
    if steps and isinstance(steps[0], str):
        caught = flow.with_caught(steps[0])
    variables = flow.variables
    if "Assign" in catcher:
        scope = DataScope(ERROR_OUTPUT, variables, [])
        variables = assigned(pointer, catcher, variables, scope)
        # A catcher reads only if there is something to catch.
        reads.extend(read.in_doubt() for read in scope.reads)
    return Flow(_placed(flow.data, catcher, ERROR_OUTPUT, caught=True), variables, caught)


def transfer_variables(visit: Visit) -> Transfer:
    """What a state of a machine that is all in JSONata passes on.

    Only JSONPath reads what is known of the data.
    """
    flow = visit.flow
    exits = {
        way.pointer: flow.knowing(UNKNOWN, assigned(*visit.holder(way), flow.variables, None))
        for way in visit.ways
    }
    if visit.state.get("Type") == "Choice":
        exits = {pointer: exit_.trusted() for pointer, exit_ in exits.items()}
    inner = {} if NESTING.isdisjoint(visit.state) else inner_flows(visit, UNKNOWN)
    return Transfer([], exits, inner)


def transfer_jsonata(visit: Visit) -> Transfer:
    """What a JSONata state passes on: of its templates the keys are known, not the values."""
    state, flow = visit.state, visit.flow
    work = flow.data
    if state.get("Type") == "Map":
        work = jsonata_shape(state["ItemSelector"]) if "ItemSelector" in state else UNKNOWN
    elif "Arguments" in state:
        work = jsonata_shape(state["Arguments"])
    result = result_shape(state, flow.data, flow.data)
    exits = {way.pointer: _jsonata_exit(visit, result, way) for way in visit.ways}
    if state.get("Type") == "Choice":
        exits = {pointer: exit_.trusted() for pointer, exit_ in exits.items()}
    inner = {} if NESTING.isdisjoint(state) else inner_flows(visit, work)
    return Transfer([], exits, inner)


def _jsonata_exit(visit: Visit, result: Shape, way: Transition) -> Flow:
    flow = visit.flow
    pointer, holder = visit.holder(way)
    default = {"Catch": ERROR_OUTPUT, "Choices": flow.data}.get(way.field, result)
    data = jsonata_shape(holder["Output"]) if "Output" in holder else default
    return Flow(data, assigned(pointer, holder, flow.variables, None), flow.caught)
