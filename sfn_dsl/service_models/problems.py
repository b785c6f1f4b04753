"""What is wrong with a service call: its action, its pattern, its parameters.

The table of integrations knows the parameters of the optimized integrations; the services' models
know what is inside them, and everything that ``aws-sdk`` calls. Parameters may be written as in a
definition (``Name.$`` with a path) or as in a frozen template. A value that is known only while the
execution runs is never a problem, nor is one that Step Functions converts: objects to text, and
text to numbers.
"""

from __future__ import annotations

import enum
from collections import deque
from collections.abc import Container, Iterator, Mapping
from functools import cache, lru_cache
from typing import Any, Final, NamedTuple

from sfn_dsl._unset import UNSET
from sfn_dsl.arns import AWS_SDK
from sfn_dsl.language.integrations import Action, Parameter
from sfn_dsl.language.services import ACTIONS
from sfn_dsl.service_models.models import (
    Members,
    ServiceModel,
    Shape,
    find_service,
    has_models,
    load,
    parameter_name,
    service_names,
)
from sfn_dsl.service_models.names import NOT_OFFERED, RETIRED, meant_service
from sfn_dsl.service_models.values import Computed, computed, is_one_of, misfit
from sfn_dsl.spelling import nearest

Path = tuple[str | int, ...]

_PLACEHOLDER: Final = "${"
_LISTED: Final = 6
_LONGEST_GUESSED: Final = 50
_INWARD: Final = ("structure", "map", "list")
_HOLDERS: Final = (dict, list, tuple, Mapping)
# Services that refuse a call without its idempotency token; Step Functions fills in none.
_DEMANDING: Final = ("scheduler",)
# Parameters of optimized integrations that take any JSON, whatever their service takes.
_JSON: Final = ("Message", "MessageBody", "Input", "Detail")
_NOTHING: Final[Shape] = {"type": "structure", "members": {}}


class ProblemKind(enum.Enum):
    """What is wrong with a call."""

    UNKNOWN_SERVICE = "no such service"
    UNSEEN_SERVICE = "a service that the installed models do not have"
    UNKNOWN_ACTION = "no such action"
    UNSUPPORTED_ACTION = "an action that Step Functions cannot call"
    UNSUPPORTED_WAIT = "a pattern that the integration does not support"
    UNKNOWN_PARAMETER = "no such parameter"
    UNLISTED_PARAMETER = "a parameter of the service that its integration is not known to take"
    REPEATED_PARAMETER = "a parameter given twice"
    MISSING_PARAMETER = "a required parameter is missing"
    EXCLUSIVE_PARAMETERS = "not exactly one of several parameters"
    WRONG_VALUE = "not one of the allowed values"
    DEMANDED_PARAMETER = "a parameter that the service demands, though its model does not"
    WRONG_SHAPE = "a value of another type, such as an object for an array"
    WRONG_RESULT = "a call of an intrinsic function that gives another type"
    NOT_ONE_MEMBER = "not exactly one member of an object that takes one"


class Problem(NamedTuple):
    """One problem of a call.

    ``name`` is the service, action, pattern or parameter in question, and ``path`` leads to it in
    the parameters, without any ``.$``; a missing parameter is where it should be.
    """

    kind: ProblemKind
    message: str
    name: str
    path: Path = ()

    @property
    def is_of_action(self) -> bool:
        """Return whether the action itself cannot be called, whatever its parameters."""
        return self.kind in _OF_ACTION


RUNNING: Final = frozenset(
    (ProblemKind.DEMANDED_PARAMETER, ProblemKind.WRONG_RESULT, ProblemKind.NOT_ONE_MEMBER)
)
"""What AWS accepts when a machine is created; the call is refused when it is made."""

_OF_ACTION: Final = (
    ProblemKind.UNKNOWN_SERVICE,
    ProblemKind.UNSEEN_SERVICE,
    ProblemKind.UNKNOWN_ACTION,
    ProblemKind.UNSUPPORTED_ACTION,
)


def call_problems(
    action: str, wait: object = UNSET, parameters: Mapping[str, Any] | None = None
) -> Iterator[Problem]:
    """All problems of a task that calls an action.

    ``action`` is what follows in a resource, without its pattern: ``sns:publish`` or
    ``aws-sdk:s3:getObject``; ``wait`` is the pattern, ``UNSET`` for none. ``parameters`` are None
    if they are known only when the execution runs.
    """
    if action.startswith(AWS_SDK):
        yield from _sdk_problems(action.removeprefix(AWS_SDK), wait, parameters)
        return
    row = ACTIONS.get(action)
    if row is None:
        near = nearest(action, ACTIONS)
        instead = f"write '{near}'" if near else f"write '{AWS_SDK}{action}'"
        message = f"there is no optimized integration '{action}'; {instead}"
        yield Problem(ProblemKind.UNKNOWN_ACTION, message, action)
        return
    if wait is not UNSET:
        yield from _wait_problems(action, wait, row.waits)
    if parameters is not None:
        yield from _parameter_problems(row, parameters)
        yield from _value_problems(_checked_of(action), parameters)


def is_known(action: str) -> bool:
    """Return whether an action is of a service that there is anything to check calls against."""
    service = action.removeprefix(AWS_SDK).partition(":")[0]
    return action in ACTIONS or (action.startswith(AWS_SDK) and find_service(service) is not None)


def nested_problems(row: Action, given: Mapping[str, Any]) -> Iterator[Problem]:
    """The problems inside the parameters of an optimized integration that hold objects."""
    checked = _checked(row, {each.name for each in row.parameters if each.nested})
    return _value_problems(checked, given)


class _Checked(NamedTuple):
    """The shapes of those parameters of an integration whose values are checked, by name.

    ``texts`` are the names for which any text is right, as nearly all that are given are.
    """

    call: _Call
    shapes: Mapping[str, Shape]
    texts: frozenset[str]


@cache
def _checked_of(action: str) -> _Checked | None:
    """The parameters whose values are those of the operation behind an integration."""
    row = ACTIONS[action]
    own = () if row.wrapper else row.parameters
    return _checked(row, {each.name for each in own if each.nested or each.name not in _JSON})


def _checked(row: Action, names: Container[str]) -> _Checked | None:
    folder, _, operation = row.operation.partition(":")
    model = load(folder) if folder else None
    if model is None or operation not in model.operations:
        return None
    call = _Call(model, row.id, optimized=True)
    members = call.members(model.input_of(operation) or _NOTHING)
    shapes = {name: shape for name, shape in members.shapes.items() if name in names}
    own = {name: model.shapes[shape] for name, shape in row.shapes.items()}
    return _Checked(call, {**shapes, **own}, members.texts - own.keys())


def _value_problems(checked: _Checked | None, given: Mapping[str, Any]) -> Iterator[Problem]:
    """The problems of the values of some parameters of an optimized integration."""
    if checked is None:
        return
    call, shapes, texts = checked
    for key, literal in given.items():
        name, value = key, literal
        if key.endswith(".$"):
            if (result := computed(literal)) is None:
                continue
            name, value = key.removesuffix(".$"), result
        shape = shapes.get(name)
        if shape is not None and not (name in texts and isinstance(value, str)):
            yield from _shape_problems(call, shape, value, (name,))


@cache
def _parameters_of(action: str) -> Mapping[str, Parameter]:
    """The parameters of an optimized integration, by name."""
    return {parameter.name: parameter for parameter in ACTIONS[action].parameters}


def action_problem(service: str, action: str, model: ServiceModel) -> Problem | None:
    """Why no task can call an action of a service by aws-sdk, None if one can."""
    # Only definitions with calls by aws-sdk need the table.
    from sfn_dsl.language.aws_sdk.actions import UNSUPPORTED

    if model.operation_of(action) is not None:
        if f"{service}:{action}" not in UNSUPPORTED:
            return None
        message = (
            f"Step Functions cannot call '{service}:{action}'; invoke a function that calls it"
        )
        return Problem(ProblemKind.UNSUPPORTED_ACTION, message, action)
    near = nearest(action, model.actions())
    instead = f"write '{near}'" if near else "write one that it has, or install a newer botocore"
    message = f"the service '{service}' has no action '{action}'; {instead}"
    return Problem(ProblemKind.UNKNOWN_ACTION, message, action)


class _Call(NamedTuple):
    """What is called: the service's model, and its name in messages (``ecs:runTask``).

    The optimized integrations take members as the service spells them (``BOOL``), the calls by
    ``aws-sdk`` as Java does (``Bool``), both with a capital.
    """

    model: ServiceModel
    name: str
    optimized: bool = False

    def spellings(self, shape: Shape) -> Mapping[str, str]:
        """The member of a structure that each name refers to."""
        return self.model.spellings(shape, as_the_service=self.optimized)

    def members(self, shape: Shape) -> Members:
        """The members of a structure by those names."""
        return self.model.members(shape, as_the_service=self.optimized)


def _sdk_problems(
    call: str, wait: object, parameters: Mapping[str, Any] | None
) -> Iterator[Problem]:
    """The problems of a call of any service; of one without a model, only that it has none."""
    service, _, action = call.partition(":")
    if wait not in (UNSET, "task_token"):
        yield from _wait_problems(AWS_SDK + call, wait, ("task_token",))
        return
    if _PLACEHOLDER in service or not has_models():
        return
    if service in NOT_OFFERED:
        message = f"Step Functions does not offer the service '{service}'; call it in a function"
        yield Problem(ProblemKind.UNKNOWN_SERVICE, message, service)
        return
    model = find_service(service)
    if model is None:
        yield _service_problem(service)
        return
    if _PLACEHOLDER in action:
        return
    problem, operation = action_problem(service, action, model), model.operation_of(action)
    if problem is not None:
        yield problem
    elif operation is not None and parameters is not None:
        shape = model.input_of(operation) or _NOTHING
        yield from _shape_problems(_Call(model, call), shape, parameters, ())
        if service in _DEMANDING:
            yield from _token_problems(call, shape, parameters)


def _token_problems(call: str, shape: Shape, given: Mapping[str, Any]) -> Iterator[Problem]:
    """The idempotency token of a service that demands one, though its model calls it optional."""
    names = {key.removesuffix(".$") for key in given}
    for member, what in shape["members"].items():
        name = parameter_name(member)
        if what.get("idempotencyToken") and name not in names:
            message = (
                f"'{call}' is refused without a '{name}', and Step Functions fills in none; add one"
            )
            yield Problem(ProblemKind.DEMANDED_PARAMETER, message, name, (name,))


@lru_cache(maxsize=256)
def _service_problem(service: str) -> Problem:
    """A misspelt service, or one that the models do not have, since they are older or newer."""
    meant = meant_service(service)
    if meant:
        message = f"there is no service '{service}' to call by aws-sdk; write '{meant}'"
        return Problem(ProblemKind.UNKNOWN_SERVICE, message, service)
    if service in RETIRED:
        message = f"AWS has closed the service '{service}'; remove the task"
        return Problem(ProblemKind.UNSEEN_SERVICE, message, service)
    near = nearest(service, service_names()) if len(service) <= _LONGEST_GUESSED else None
    instead = f"did you mean '{near}'? If not, " if near else ""
    message = (
        f"the installed botocore has no service '{service}'; {instead}install one that has it to "
        "check the call"
    )
    return Problem(ProblemKind.UNSEEN_SERVICE, message, service)


def _wait_problems(call: str, wait: object, waits: tuple[str, ...]) -> Iterator[Problem]:
    if wait is not UNSET and wait not in waits:
        listed = " or ".join(f"wait='{pattern}'" for pattern in waits)
        instead = f"write {listed}" if listed else "remove it"
        message = f"'{call}' cannot wait for '{wait}'; {instead}"
        yield Problem(ProblemKind.UNSUPPORTED_WAIT, message, str(wait))


def _parameter_problems(row: Action, parameters: Mapping[str, Any]) -> Iterator[Problem]:
    given = [key.removesuffix(".$") for key in parameters]
    if _are_plain(row, parameters, given):
        return
    known = _parameters_of(row.id)
    for name in dict.fromkeys(given):
        if name not in known:
            yield _unknown_parameter(row, name)
        elif given.count(name) > 1:
            message = f"'{row.id}' is given '{name}' twice; remove one of the two"
            yield Problem(ProblemKind.REPEATED_PARAMETER, message, name, (name,))
        elif not _may_be(parameters.get(name, UNSET), known[name].choices):
            listed = " or ".join(f"'{choice}'" for choice in known[name].choices)
            value = f"{parameters[name]!r} is not a valid '{name}' of '{row.id}'"
            yield Problem(ProblemKind.WRONG_VALUE, f"{value}; write {listed}", name, (name,))
    for name, parameter in known.items():
        if parameter.required and name not in given:
            yield _missing(row.id, (name,))
    for group in row.one_of:
        present = tuple(name for name in group if name in given)
        if len(present) != 1:
            listed = " or ".join(f"'{name}'" for name in group)
            message = f"'{row.id}' takes exactly one of its receivers; write {listed}"
            yield Problem(ProblemKind.EXCLUSIVE_PARAMETERS, message, group[0], present[:1])


def _are_plain(row: Action, parameters: Mapping[str, Any], given: list[str]) -> bool:
    """Return whether parameters are known to be right, as most are, of an action without groups."""
    if row.one_of:
        return False
    plain, demanded = _plain_parameters_of(row.id)
    names = set(given)
    return len(names) == len(parameters) and demanded <= names <= plain


@cache
def _plain_parameters_of(action: str) -> tuple[frozenset[str], frozenset[str]]:
    """The parameters without a list of values, and those that are required."""
    known = _parameters_of(action).values()
    plain = frozenset(each.name for each in known if not each.choices)
    return plain, frozenset(each.name for each in known if each.required)


def _unknown_parameter(row: Action, name: str) -> Problem:
    """A parameter that the table does not list; the integration may have gained it since."""
    folder, _, operation = row.operation.partition(":")
    model = load(folder) if folder else None
    taken = model.input_of(operation) if model and operation in model.operations else None
    if model and taken and name in _Call(model, row.id, optimized=True).spellings(taken):
        message = (
            f"'{row.id}' is not known to take '{name}', though its service does; remove it, or "
            "call the service by aws-sdk"
        )
        return Problem(ProblemKind.UNLISTED_PARAMETER, message, name, (name,))
    return _unknown(row.id, (name,), [parameter.name for parameter in row.parameters])


def _may_be(value: Any, choices: tuple[str, ...]) -> bool:
    """Return whether a value can be one of the choices; an expression can."""
    if not choices or value is UNSET or value in choices:
        return True
    literal = isinstance(value, (int, float, Mapping, list, tuple)) or value is None
    return not literal and not (isinstance(value, str) and not value.startswith("{%"))


# What is yet to be checked: a value, the shape it should have, and where it is.
_Part = tuple[Shape, Any, Path]


def _shape_problems(call: _Call, shape: Shape, value: Any, path: Path) -> Iterator[Problem]:
    """Compare a value and all its parts with a shape; a list of pending parts bounds the stack."""
    pending: deque[_Part] = deque([(shape, value, path)])
    while pending:
        shape, value, path = pending.popleft()
        if isinstance(value, Computed):
            yield from _result_problems(call, shape, value, path)
        elif found := misfit(shape, value):
            if call.optimized and path[-1] in _JSON:
                continue
            expected, given, written = found
            said = f"'{call.name}' takes {expected} as '{_dotted(path)}', not {given}"
            message = f"{said}; write {written}"
            yield Problem(ProblemKind.WRONG_SHAPE, message, str(path[-1]), path)
        elif (
            shape["type"] not in _INWARD or not isinstance(value, _HOLDERS) or shape.get("document")
        ):
            continue
        elif shape["type"] == "structure":
            if not _has_plain_members(call, shape, value):
                yield from _member_problems(call, shape, value, path)
            pending.extend(_members(call, shape, value, path))
        else:
            inner = call.model.shapes[(shape.get("value") or shape["member"])["shape"]]
            pending.extend((inner, element, (*path, at)) for at, element in _elements(value))


def _has_plain_members(call: _Call, shape: Shape, value: Any) -> bool:
    """Return whether the names in a value are known to be right, as most are."""
    members = call.members(shape)
    given = {key.removesuffix(".$") for key in value}
    if len(given) != 1 and is_one_of(shape):
        return False
    return members.required <= given <= members.shapes.keys()


def _member_problems(call: _Call, shape: Shape, value: Any, path: Path) -> Iterator[Problem]:
    names = call.spellings(shape)
    given = [key.removesuffix(".$") for key in value]
    if any(_PLACEHOLDER in name for name in given):
        return
    for name in given:
        if name not in names:
            yield _unknown(call.name, (*path, name), names)
    if is_one_of(shape) and len(given) != 1:
        message = (
            f"'{call.name}' takes one member in '{_dotted(path)}', not {len(given)}; write one"
        )
        yield Problem(ProblemKind.NOT_ONE_MEMBER, message, str(path[-1]), path)
    present = {names.get(name) for name in given}
    for member in shape.get("required", ()):
        # Only the optimized integrations fill in an idempotency token.
        is_filled_in = call.optimized and shape["members"][member].get("idempotencyToken")
        if member not in present and not is_filled_in:
            yield _missing(call.name, (*path, parameter_name(member)))


def _members(call: _Call, shape: Shape, value: Any, path: Path) -> Iterator[_Part]:
    members = call.members(shape)
    for name, part in value.items():
        # Most are strings where strings are wanted.
        if name in members.shapes and not (name in members.texts and isinstance(part, str)):
            yield members.shapes[name], part, (*path, name)
        elif name.endswith(".$") and (result := computed(part)):
            bare = name.removesuffix(".$")
            if bare in members.shapes:
                yield members.shapes[bare], result, (*path, bare)


def _result_problems(call: _Call, shape: Shape, value: Computed, path: Path) -> Iterator[Problem]:
    found = misfit(shape, value.sample)
    if found is None or (call.optimized and path[-1] in _JSON):
        return
    expected, given, _ = found
    instead = "convert it with 'States.Format'" if expected == "a string" else "write another call"
    message = (
        f"'{call.name}' takes {expected} as '{_dotted(path)}', and '{value.function}' gives "
        f"{given}; {instead}"
    )
    yield Problem(ProblemKind.WRONG_RESULT, message, str(path[-1]), path)


def _elements(value: Any) -> Iterator[tuple[str | int, Any]]:
    yield from value.items() if isinstance(value, (dict, Mapping)) else enumerate(value)


def _missing(call: str, path: Path) -> Problem:
    message = f"'{call}' requires '{_dotted(path)}', which is missing; add it"
    return Problem(ProblemKind.MISSING_PARAMETER, message, str(path[-1]), path)


def _unknown(call: str, path: Path, names: Mapping[str, object] | list[str]) -> Problem:
    """A name that does not exist, with the one that was most likely meant."""
    near = nearest(str(path[-1]), names)
    if near:
        instead = f"write '{near}'"
    elif 0 < len(names) <= _LISTED:
        listed = " or ".join(f"'{known}'" for known in sorted(names))
        instead = f"write {listed}, or remove it"
    else:
        instead = "remove it"
    message = f"'{call}' has no parameter '{_dotted(path)}'; {instead}"
    return Problem(ProblemKind.UNKNOWN_PARAMETER, message, str(path[-1]), path)


def _dotted(path: Path) -> str:
    """A path as messages show it: ``Overrides.ContainerOverrides[0].Name``."""
    steps = (f"[{step}]" if isinstance(step, int) else f".{step}" for step in path)
    return "".join(steps).removeprefix(".")
