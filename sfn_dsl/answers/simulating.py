"""Running a workflow here, in virtual time: `simulate`."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from types import NoneType
from typing import Any, Final, Literal

from sfn_dsl.answers.errors import AnswerError
from sfn_dsl.answers.json_values import json_copy
from sfn_dsl.answers.local_objects import LocalObjects
from sfn_dsl.answers.lookup import prepare_tasks
from sfn_dsl.definition import Definition
from sfn_dsl.definition.filling import fill_in
from sfn_dsl.diagnostics import Severity
from sfn_dsl.errors import AuthoringError, AuthoringTypeError, InvalidDefinitionError
from sfn_dsl.model.target import Target
from sfn_dsl.schema import check
from sfn_dsl.schema.numbers import unfilled_number
from sfn_dsl.simulation import tell
from sfn_dsl.simulation.effects import Objects
from sfn_dsl.simulation.events import Event
from sfn_dsl.simulation.execution import Execution, execution_of
from sfn_dsl.simulation.limits import Limits
from sfn_dsl.simulation.program import Program, prepare
from sfn_dsl.simulation.roots import new_uuid
from sfn_dsl.simulation.run import Run
from sfn_dsl.simulation.single import alone, single
from sfn_dsl.simulation.sizes import is_larger
from sfn_dsl.simulation.world import Names, World
from sfn_dsl.workflow_values import AnyTarget, WorkflowValue, build, target_of

START: Final = datetime(2025, 1, 1, 10, tzinfo=UTC)
"""When executions start that are given no other time."""

# Executions take years; the dates of Python, and of ISO 8601, end with the year 9999.
_LAST_YEAR: Final = 9000
_ACCOUNT: Final = "123456789012"
_NAME: Final = re.compile(r"[^\s<>{}\[\]?*\"#%\\^|~`$&,;:/\x00-\x1f\x7f-\x9f]{1,80}")


def simulate(
    source: WorkflowValue,
    input: Any = None,  # noqa: A002  # AWS's name for it
    *,
    tasks: object = None,
    objects: Any = None,
    target: AnyTarget | None = None,
    substitutions: Mapping[str, str] | None = None,
    machine_type: Literal["STANDARD", "EXPRESS"] | None = None,
    name: str = "simulated",
    machine_name: str | None = None,
    role: str | None = None,
    account: str = _ACCOUNT,
    start: datetime = START,
    seed: int | str = 0,
    history: bool = True,
    limits: Limits | None = None,
    state: str | None = None,
    variables: Mapping[str, Any] | None = None,
    on_event: Callable[[Event], None] | None = None,
) -> Execution:
    """Run a workflow here, as AWS would run it, in virtual time.

    The same arguments give the same history, byte for byte, unless an answer brings in something
    else. Nothing is waited for, and nothing is called but what the answers call. (ASL reference,
    sections 2 to 9 and 12.)

    Args:
        source: Any value that holds a workflow: a `Workflow`, a function decorated with
            ``@workflow``, a `StateMachine`, a `Definition`, what `load` returned, or an object of
            the AWS Data Science SDK.
        input: The input, a JSON value; ``{}`` for None, as on AWS.
        tasks: The answers to the tasks: a mapping from names of states or resources to answers, see
            ``sfn_dsl.testing``.
        objects: What S3 holds for the readers of distributed Maps: a mapping from buckets to keys
            to contents, or a folder that holds one folder for each bucket.
        target: The account, region and partition to build the workflow for.
        substitutions: The values of placeholders, such as ``{"Topic": "arn:aws:sns:..."}``.
        machine_type: STANDARD or EXPRESS, where the source does not say it.
        name: The name of the execution.
        machine_name: The name of the state machine, by default that of the workflow.
        role: The ARN of its role, as the context object shows it.
        account: The account of the ARNs of machine and execution.
        start: When the execution starts, with a time zone.
        seed: What random numbers, UUIDs and jitter come from.
        history: Whether to keep events, calls and path. Without them, memory does not grow with
            the number of transitions.
        limits: AWS's limits, to change some of them.
        state: The name of a state to run alone, with its retriers and catchers; ``next_state``
            of the execution says where it leads.
        variables: The values of variables at the start.
        on_event: Called with each event when it happens.

    Returns:
        What became of the execution. A workflow that fails raises nothing.

    Raises:
        AuthoringError: The workflow cannot be built or run as it is written, or the input is
            larger than an execution takes.
        InvalidDefinitionError: The definition does not follow the schema.
        AnswerError: An answer is not valid, or a task has none; the message says what to write.
    """
    _check_arguments(name, start, seed, machine_type, state, limits)
    built = build(source, target)
    definition = built.definition
    if substitutions:
        definition = fill_in(definition, substitutions)
    machine = machine_name or (built.workflow.name if built.workflow else None) or "StateMachine"
    _check_names(name, start)
    is_express = (machine_type or definition.machine_type) == "EXPRESS"
    names = _names(machine, name, role, account, target_of(target), seed if is_express else None)
    world = World(
        start=start.timestamp(),
        tasks=prepare_tasks(tasks, definition),
        objects=_objects(objects),
        seed=seed,
        limits=limits or Limits(),
        keeps_history=history,
        on_event=on_event,
    )
    program = _program(definition)
    only = None if state is None else single(program.machine, state)
    run = Run(world, names, is_express=is_express)
    run.variables.update(_json(dict(variables or {}), "a variable"))
    run.start(
        program.machine if only is None else alone(only),
        _input(input, world.limits),
        program.timeout,
    )
    world.run(lambda: run.is_over)
    execution = execution_of(run, definition, None if only is None else only.target)
    tell(execution)
    return execution


_PROGRAMS: Final[dict[str, Program]] = {}
_MOST_PROGRAMS: Final = 256


def _program(definition: Definition) -> Program:
    """A prepared definition; one that is the same, letter by letter, is not prepared twice."""
    try:
        text = json.dumps(definition.document)
    except RecursionError:  # which the schema refuses, with the place
        text = ""
    program = _PROGRAMS.get(text)
    if program is None:
        found = check(definition)
        if any(finding.severity is Severity.ERROR for finding in found):
            raise InvalidDefinitionError(found)
        if "${" in text:
            _check_filled_in(definition)
        if len(_PROGRAMS) >= _MOST_PROGRAMS:
            _PROGRAMS.clear()
        program = _PROGRAMS[text] = prepare(definition)
    return program


def _check_filled_in(definition: Definition) -> None:
    """Refuse what is not known; in the place of text, a placeholder may stand for itself."""
    if unfilled := unfilled_number(definition):
        pointer, wanted = unfilled
        raise AuthoringError(
            f"{pointer} is a placeholder, and {wanted} is needed to run the workflow; give its "
            "value in substitutions="
        )


def _objects(objects: Any) -> Objects:
    if hasattr(objects, "read") and hasattr(objects, "list"):
        found: Objects = objects
        return found
    return LocalObjects({} if objects is None else objects)


def _names(
    machine: str, name: str, role: str | None, account: str, place: Target, seed: int | str | None
) -> Names:
    """What the execution and what belongs to it are called; of an Express one there is a seed.

    A UUID tells Express executions of one name apart, the same one for a seed.
    """
    around = f"arn:{place.partition}:states:{place.region}:{account}"
    execution = f"{around}:execution:{machine}:{name}"
    if seed is not None:
        own = new_uuid(random.Random(seed))  # noqa: S311  # no secret
        execution = f"{around}:express:{machine}:{name}:{own}"
    return Names(
        machine=f"{around}:stateMachine:{machine}",
        execution=execution,
        name=name,
        role=role or f"arn:{place.partition}:iam::{account}:role/{machine}Role",
        region=place.region,
        account=account,
    )


def _check_arguments(
    name: object, start: object, seed: object, machine_type: object, state: object, limits: object
) -> None:
    """Refuse what a type checker would, before it goes wrong in the middle of a run."""
    for argument, value, kind, example in (
        ("name", name, str, '"monday"'),
        ("start", start, datetime, "datetime(2025, 1, 1, tzinfo=UTC)"),
        ("seed", seed, (int, str), "a whole number or text"),
        ("state", state, (str, NoneType), "the name of a state"),
        ("limits", limits, (Limits, NoneType), "Limits(payload=1000)"),
    ):
        if not isinstance(value, kind):
            raise AuthoringTypeError(f"{argument}={value!r} cannot be used; write {example}")
    if machine_type not in (None, "STANDARD", "EXPRESS"):
        raise AuthoringError(
            f'machine_type={machine_type!r} is none; write "STANDARD" or "EXPRESS"'
        )


def _check_names(name: str, start: datetime) -> None:
    if not _NAME.fullmatch(name):
        raise AuthoringError(
            f"{name!r} is not a name of an execution; write 1 to 80 characters without blanks and "
            'without any of <>{}[]?*"#%\\^|~`$&,;:/'
        )
    if start.tzinfo is None:
        raise AuthoringError(f"{start!r} has no time zone; write datetime(..., tzinfo=UTC)")
    if start.year > _LAST_YEAR:
        raise AuthoringError(f"{start!r} is too far away; write a year up to {_LAST_YEAR}")


def _json(value: Any, what: str) -> Any:
    """A value as JSON has it, apart from that of the caller."""
    try:
        return json_copy(value, what)
    except AnswerError as error:
        raise AuthoringTypeError(str(error)) from None


def _input(value: Any, limits: Limits) -> Any:
    """The input of the execution, which may not be larger than AWS takes."""
    data = _json({} if value is None else value, "the input")
    if is_larger(data, limits.payload):
        raise AuthoringError(
            f"the input is larger than the {limits.payload} bytes that an execution takes; make it "
            "smaller, or set limits=Limits(payload=...)"
        )
    return data
