"""What a JSONPath state reads, and what it hands on each way out (sections 2.1 and 2.2)."""

from __future__ import annotations

from typing import Any, Final

from sfn_dsl.lint.dataflow.choices import read_rules, tested
from sfn_dsl.lint.dataflow.crossings import (
    Crossing,
    Passage,
    assigned,
    field_of,
    inner_flows,
    result_shape,
)
from sfn_dsl.lint.dataflow.flow import Flow
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
    Sight,
    dynamic,
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
    result = result_shape(state, work, effective)
    flow = _having_read(flow, reads)
    done = _done(crossing, flow, reads, result, effective)
    exits = _exits(crossing, flow, done, Sight(effective, flow.variables, reads))
    return Passage(reads, exits, inner_flows(crossing, work))


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
        told = _told_apart(crossing, sight.data)
        return flow._replace(data=data, variables=_assigned_by_rule(crossing, flow, sight, told))
    return flow._replace(data=data, variables=assigned(crossing, flow, sight))


def _placed(data: Shape, holder: dict[str, Any], value: Shape, *, caught: bool = False) -> Shape:
    """The data after ResultPath put a value into it."""
    text = holder.get("ResultPath", "$")
    if text is None:
        return data
    path = read_path(text)
    if path is None or path.steps is None or not path.is_into_data:
        return UNKNOWN
    return write(data, path.steps, value, caught=caught)


def _assigned_by_rule(
    crossing: Crossing, flow: Flow, sight: Sight, told: Shape, *fields: str
) -> Shape:
    """The variables after the Assign of a Choice rule, or of the state, which is the Default's.

    ``sight`` is that of the tests, ``told`` the input behind them: what they ask for is taken to be
    there. Which of the rules holds is not known, so nothing that an Assign reads is certain to be
    read.
    """
    behind = Sight(told, without_doubt(flow.variables), [])
    variables = assigned(crossing, flow, behind, *fields)
    sight.reads.extend(read._replace(certain=False) for read in behind.reads)
    return variables


def _exits(crossing: Crossing, flow: Flow, done: Flow, sight: Sight) -> dict[str, Flow]:
    """The flow on each way out of a JSONPath state, by the pointer of the transition.

    ``sight`` is that of the state's work.
    """
    is_choice = crossing.state.get("Type") == "Choice"
    behind = _tested(crossing, done) if is_choice else done
    told = _told_apart(crossing, sight.data) if is_choice else sight.data
    found: dict[str, Flow] = {}
    for way in crossing.ways:
        field, index = field_of(crossing, way)
        if field == "Catch":
            found[way.pointer] = _caught(crossing, flow, index, sight.reads)
        elif field == "Choices":
            variables = _assigned_by_rule(crossing, flow, sight, told, "Choices", index)
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
    variables = assigned(crossing, flow, sight, "Catch", index)
    # A catcher reads only when there is something to catch.
    reads.extend(read._replace(certain=False) for read in sight.reads)
    return Flow(_placed(flow.data, catcher, ERROR_OUTPUT, caught=True), variables, caught)
