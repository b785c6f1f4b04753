"""What a state reads, and what it hands on each way out, in the order of sections 2.1 and 2.2."""

from __future__ import annotations

from typing import Any, Final, NamedTuple

from sfn_dsl.definition.pointers import within
from sfn_dsl.definition.scopes import Transition, nested_machines
from sfn_dsl.lint.dataflow.choices import read_rules, tested
from sfn_dsl.lint.dataflow.flow import Flow
from sfn_dsl.lint.dataflow.reads import Read, read_path
from sfn_dsl.lint.dataflow.results import result_of
from sfn_dsl.lint.dataflow.shapes import (
    LISTING,
    NOTHING,
    UNKNOWN,
    Member,
    Record,
    Shape,
    assume,
    record,
    without_doubt,
    write,
)
from sfn_dsl.lint.dataflow.templates import (
    ERROR_OUTPUT,
    Sight,
    dynamic,
    jsonata_shape,
    literal,
    template,
)

_WORKING: Final = ("Task", "Parallel", "Map")
_MOST_TESTED: Final = 200
_PATH_FIELDS: Final = (
    "SecondsPath",
    "TimestampPath",
    "TimeoutSecondsPath",
    "HeartbeatSecondsPath",
    "MaxConcurrencyPath",
    "ToleratedFailureCountPath",
    "ToleratedFailurePercentagePath",
)
_INNER_TEMPLATES: Final = (
    ("ItemReader", "Parameters"),
    ("ResultWriter", "Parameters"),
    ("ItemBatcher", "BatchInput"),
)


class Passage(NamedTuple):
    """What becomes of a state's input: the reads, the flow on each way out, and that inwards."""

    reads: list[Read]
    exits: dict[str, Flow]
    inner: dict[str, Flow]


class Crossing(NamedTuple):
    """A state about to be passed: where it stands, what it says, its ways out, and its input."""

    pointer: str
    state: dict[str, Any]
    ways: list[Transition]
    flow: Flow

    def at(self, *fields: str) -> str:
        """The pointer of a field."""
        return within(self.pointer, *fields)


def pass_jsonpath(crossing: Crossing) -> Passage:
    """A JSONPath state."""
    state, flow, reads = crossing.state, crossing.flow, list[Read]()
    entry = Sight(flow.data, flow.variables, reads, of_input=True)
    kind = state.get("Type")
    if kind == "Fail":
        for field in ("ErrorPath", "CausePath"):
            dynamic(entry, crossing.at(field), state.get(field))
        return Passage(reads, {}, {})
    effective = _through(entry, crossing, "InputPath")
    inside = Sight(effective, flow.variables, reads, state.get("InputPath", "$") == "$")
    work = _work(inside, crossing)
    if kind == "Choice":
        read_rules(inside, crossing.at("Choices"), state.get("Choices"))
    result = _result(state, work, effective)
    flow = _having_read(flow, reads)
    done = _done(crossing, flow, reads, result, effective)
    exits = _exits(crossing, flow, done, Sight(effective, flow.variables, reads))
    return Passage(reads, exits, _inner(crossing, work))


def _through(sight: Sight, crossing: Crossing, field: str) -> Shape:
    path = crossing.state.get(field, "$")
    return NOTHING if path is None else sight.at(crossing.at(field), path)


def _work(sight: Sight, crossing: Crossing) -> Shape:
    """What the work is given; an iteration of a Map gets its item, of which nothing is known."""
    state = crossing.state
    for field in _PATH_FIELDS:
        if field in state:
            sight.at(crossing.at(field), state[field])
    if "Credentials" in state:
        template(sight, crossing.at("Credentials"), state["Credentials"])
    is_map = state.get("Type") == "Map"
    if is_map:
        _read_items(sight, crossing)
    for field in ("ItemSelector", "Parameters"):
        if field in state:
            return template(sight, crossing.at(field), state[field])
    return UNKNOWN if is_map else sight.data


def _read_items(sight: Sight, crossing: Crossing) -> None:
    state = crossing.state
    if "ItemsPath" in state and "ItemReader" not in state:
        sight.at(crossing.at("ItemsPath"), state["ItemsPath"])
    for outer, field in _INNER_TEMPLATES:
        holder = state.get(outer)
        if isinstance(holder, dict) and field in holder:
            template(sight, crossing.at(outer, field), holder[field])


def _result(state: dict[str, Any], work: Shape, effective: Shape) -> Shape:
    kind = state.get("Type")
    if kind == "Task":
        return result_of(state)
    if kind == "Parallel" or (kind == "Map" and "ResultWriter" not in state):
        return LISTING
    if kind == "Pass":
        return literal(state["Result"]) if "Result" in state else work
    return UNKNOWN if kind == "Map" else effective


def _having_read(flow: Flow, reads: list[Read]) -> Flow:
    """The flow after the reads: a state that got so far has found what it had to find."""
    data, variables = flow.data, flow.variables
    for read in reads:
        if read.certain and read.variable is not None:
            variables = assume(variables, (read.variable,))
        elif read.certain and read.of_input:
            data = assume(data, read.steps)
    return flow._replace(data=data, variables=variables)


def _done(
    crossing: Crossing, flow: Flow, reads: list[Read], result: Shape, effective: Shape
) -> Flow:
    """The flow when the state has done its work."""
    state = crossing.state
    selected = result
    if "ResultSelector" in state:
        sight = Sight(result, flow.variables, reads)
        selected = template(sight, crossing.at("ResultSelector"), state["ResultSelector"])
    if state.get("Type") in (*_WORKING, "Pass"):
        data = _placed(flow.data, state, selected)
    else:
        data = effective if state.get("InputPath", "$") != "$" else flow.data
    data = _through(Sight(data, flow.variables, reads), crossing, "OutputPath")
    sight = Sight(result, flow.variables, reads)
    if state.get("Type") == "Choice":
        return flow._replace(data=data, variables=_assigned_by_rule(crossing, flow, sight))
    return flow._replace(data=data, variables=_assigned(crossing, flow, sight))


def _placed(data: Shape, holder: dict[str, Any], value: Shape, *, caught: bool = False) -> Shape:
    """The data after ResultPath put a value into it."""
    text = holder.get("ResultPath", "$")
    if text is None:
        return data
    path = read_path(text)
    if path is None or path.steps is None or not path.is_into_data:
        return UNKNOWN
    return write(data, path.steps, value, caught=caught)


def _assigned(crossing: Crossing, flow: Flow, sight: Sight | None, *fields: str) -> Shape:
    """The variables after the Assign of a state, a rule or a catcher; None in sight is JSONata."""
    holder: Any = crossing.state
    for field in fields:
        holder = holder[int(field)] if isinstance(holder, list) else holder[field]
    assign = holder.get("Assign") if isinstance(holder, dict) else None
    if not isinstance(assign, dict) or not isinstance(flow.variables, Record):
        return flow.variables
    pointer = crossing.at(*fields, "Assign")
    made = template(sight, pointer, assign) if sight else jsonata_shape(assign)
    if not isinstance(made, Record) or made.is_open:
        return UNKNOWN
    members = {**flow.variables.members, **made.members}
    return record(members, is_open=flow.variables.is_open, lacking=flow.variables.lacking)


def _assigned_by_rule(crossing: Crossing, flow: Flow, sight: Sight, *fields: str) -> Shape:
    """The variables after the Assign of a Choice rule, or of the state, which is the Default's.

    ``sight`` is that of the tests. What they ask for is taken to be there behind them, and which of
    the rules holds is not known, so nothing that an Assign reads is certain to be read.
    """
    behind = Sight(_told_apart(crossing, sight.data), without_doubt(flow.variables), [])
    variables = _assigned(crossing, flow, behind, *fields)
    sight.reads.extend(read._replace(certain=False) for read in behind.reads)
    return variables


def _exits(crossing: Crossing, flow: Flow, done: Flow, sight: Sight) -> dict[str, Flow]:
    """The flow on each way out of a JSONPath state, by the pointer of the transition.

    ``sight`` is that of the state's work.
    """
    is_choice = crossing.state.get("Type") == "Choice"
    behind = _tested(crossing, done) if is_choice else done
    found: dict[str, Flow] = {}
    for way in crossing.ways:
        field, index = _field(crossing, way)
        if field == "Catch":
            found[way.pointer] = _caught(crossing, flow, index, sight.reads)
        elif field == "Choices":
            variables = _assigned_by_rule(crossing, flow, sight, "Choices", index)
            found[way.pointer] = behind._replace(variables=variables).trusted()
        else:
            found[way.pointer] = behind
    return found


def _tested(crossing: Crossing, flow: Flow) -> Flow:
    """The flow behind the tests of a Choice; of data that is handed on as it is."""
    data = flow.data
    if all(crossing.state.get(field, "$") == "$" for field in ("InputPath", "OutputPath")):
        data = _told_apart(crossing, data)
    return flow._replace(data=data).trusted()


def _told_apart(crossing: Crossing, data: Shape) -> Shape:
    """The effective input of a Choice behind its tests."""
    for steps in tested(crossing.state.get("Choices"))[:_MOST_TESTED]:
        data = assume(data, steps, even_where_missing=True)
    return without_doubt(data)


def _caught(crossing: Crossing, flow: Flow, index: str, reads: list[Read]) -> Flow:
    """The flow into a catcher's target: the error is put into the raw input (section 2.4)."""
    catcher = crossing.state["Catch"][int(index)]
    sight = Sight(ERROR_OUTPUT, flow.variables, [])
    path = read_path(catcher.get("ResultPath", "$"))
    steps = path.steps if path else None
    caught = flow.caught
    if steps and isinstance(steps[0], str):
        caught = flow.with_caught(steps[0])
    variables = _assigned(crossing, flow, sight, "Catch", index)
    # A catcher reads only when there is something to catch.
    reads.extend(read._replace(certain=False) for read in sight.reads)
    return Flow(_placed(flow.data, catcher, ERROR_OUTPUT, caught=True), variables, caught)


def _field(crossing: Crossing, way: Transition) -> tuple[str, str]:
    """The field of the state that a transition stands in, and its index there."""
    parts = way.pointer[len(crossing.pointer) + 1 :].split("/")
    return parts[0], parts[1] if len(parts) > 1 else ""


def _inner(crossing: Crossing, work: Shape) -> dict[str, Flow]:
    """The flow into the branches, or into an iteration."""
    state, flow = crossing.state, crossing.flow
    batcher = state.get("ItemBatcher")
    if isinstance(batcher, dict):
        batch = {"BatchInput": Member(UNKNOWN)} if "BatchInput" in batcher else {}
        work = record({"Items": Member(LISTING), **batch})
    found = {}
    for pointer, machine in nested_machines(crossing.pointer, state):
        variables = flow.variables if isinstance(machine, dict) else UNKNOWN
        mode = _mode(machine)
        if mode == "DISTRIBUTED":
            variables = NOTHING
        elif mode not in (None, "INLINE"):
            variables = UNKNOWN
        found[pointer] = Flow(work, variables, flow.caught)
    return found


def _mode(machine: Any) -> object:
    config = machine.get("ProcessorConfig") if isinstance(machine, dict) else None
    return config.get("Mode") if isinstance(config, dict) else None


def pass_jsonata(crossing: Crossing) -> Passage:
    """A JSONata state: what its expressions give is not known, but the keys around them are."""
    state, flow = crossing.state, crossing.flow
    work = flow.data
    if state.get("Type") == "Map":
        work = jsonata_shape(state["ItemSelector"]) if "ItemSelector" in state else UNKNOWN
    elif "Arguments" in state:
        work = jsonata_shape(state["Arguments"])
    result = _result(state, flow.data, flow.data)
    exits = {way.pointer: _jsonata_exit(crossing, result, way) for way in crossing.ways}
    if state.get("Type") == "Choice":
        exits = {pointer: exit_.trusted() for pointer, exit_ in exits.items()}
    return Passage([], exits, _inner(crossing, work))


def _jsonata_exit(crossing: Crossing, result: Shape, way: Transition) -> Flow:
    field, index = _field(crossing, way)
    holder: dict[str, Any] = crossing.state
    fields: tuple[str, ...] = ()
    if field in ("Catch", "Choices"):
        holder, fields = crossing.state[field][int(index)], (field, index)
    default = {"Catch": ERROR_OUTPUT, "Choices": crossing.flow.data}.get(field, result)
    data = jsonata_shape(holder["Output"]) if "Output" in holder else default
    variables = _assigned(crossing, crossing.flow, None, *fields)
    return crossing.flow._replace(data=data, variables=variables)
