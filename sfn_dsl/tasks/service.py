"""What all service tasks share: the options of a Task, and how it is made of parameters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sfn_dsl._unset import UNSET, Unset
from sfn_dsl.errors import AuthoringError, Mistake
from sfn_dsl.expressions.jsonata import Jsonata, is_jsonata
from sfn_dsl.expressions.placeholders import is_placeholder
from sfn_dsl.expressions.templates import freeze_template
from sfn_dsl.model.converters import Template
from sfn_dsl.model.integration import Integration, Pattern, ServiceParameters
from sfn_dsl.model.sequences import is_text
from sfn_dsl.model.work_states import Task
from sfn_dsl.model.work_states import TaskOptions as TaskOptions


def service_task(
    name: str,
    action: str,
    parameters: Mapping[str, Any],
    options: TaskOptions,
    *,
    wait: Pattern | Unset = UNSET,
    nested: Sequence[str] = (),
    lists: Sequence[str] = (),
) -> Task:
    """A task that calls a service's action; parameters left `UNSET` are left out.

    They are written as ``Parameters`` in a JSONPath state and as ``Arguments`` in a JSONata one.
    ``nested`` are the parameters whose members are checked against the service's model, which is
    loaded only when one of them is given; ``lists`` are those that the service takes lists for.
    """
    known = TaskOptions.__annotations__
    if not options.keys() <= known.keys():
        # Loaded only to explain a mistake.
        from sfn_dsl.tasks.checking import refuse_option

        refuse_option(action, min(options.keys() - known.keys()), known)
    for key in lists:
        value = parameters[key]
        # What is wrong with an object is told where its members are checked.
        if not (_may_be_list(value) or (key in nested and isinstance(value, Mapping))):
            # Loaded only to explain a mistake.
            from sfn_dsl.tasks.checking import refuse_no_list

            refuse_no_list(action, key, value)
    in_jsonata = options.get("query_language") == "JSONata"
    given = ServiceParameters(
        (key, freeze_template(value, key, in_jsonata=in_jsonata))
        for key, value in parameters.items()
        if value is not UNSET
    )
    if any(isinstance(given.get(key), (dict, tuple)) for key in nested):
        # Loads the table of integrations and a service's model.
        from sfn_dsl.tasks.checking import refuse_members

        refuse_members(name, action, given)
    return Task(name, resource=Integration(action, wait), parameters=given, **options)


def _may_be_list(value: object) -> bool:
    """Return whether a value is a list, or becomes one when it is filled in or worked out."""
    if isinstance(value, str):
        return is_placeholder(value) or is_jsonata(value)
    return not (is_text(value) or isinstance(value, (bool, int, float, Mapping)))


def exactly_one(name: str, options: TaskOptions, /, **arguments: Template | Unset) -> None:
    """Refuse a call in which not exactly one of several arguments is given."""
    if not options.keys() <= TaskOptions.__annotations__.keys():
        return  # one of them is misspelt, perhaps, which `service_task` tells
    given = [argument for argument, value in arguments.items() if value is not UNSET]
    if len(given) != 1:
        *most, last = (f"'{argument}'" for argument in arguments)
        raise AuthoringError(
            f"'{name}' takes one of {', '.join(most)} and {last}, and {len(given)} are given; "
            "write exactly one of them",
            code=Mistake.CONFLICTING_ARGUMENTS,
        )


def given_whole(value: Template | Unset, options: TaskOptions) -> dict[str, Any]:
    """The whole payload of a task, as the fields of a `Task`.

    An object is valid in either query language, a single expression only as ``Arguments``.
    """
    if value is UNSET:
        return {}
    in_jsonata = options.get("query_language") == "JSONata"
    frozen = freeze_template(value, "parameters", in_jsonata=in_jsonata)
    if isinstance(frozen, dict):
        return {"parameters": ServiceParameters(frozen)}
    return {"arguments" if in_jsonata or isinstance(frozen, Jsonata) else "parameters": frozen}
