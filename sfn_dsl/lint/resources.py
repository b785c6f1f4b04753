"""What a resource with stand-ins in it can still become (ASL reference, section 8.1).

A placeholder stands for any text, and the literal parts beside it are matched with what exists.
Only in an ARN that has all its six parts is it taken to fill no more than its place, since nobody
writes ``arn:${Partition}:sns:...`` for the ARN of a function.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache, lru_cache
from typing import Final

from sfn_dsl.arns import arn_fields, is_partition, read_integration
from sfn_dsl.language.services import ACTIONS, SERVICES
from sfn_dsl.lint.states import CALLBACK, IN_AN_ARN, STAND_IN

SUFFIXES: Final[Mapping[str, str]] = {"sync": ".sync", "sync:2": ".sync:2", "task_token": CALLBACK}
"""How each pattern of an integration is written behind its action."""

_ARN: Final = "arn:"
_PARTS: Final = 6
_FUNCTION: Final = "function:"
_ACTIVITY: Final = "activity:"
_SDK: Final = "aws-sdk"
# What stands before an action: of S3, only a Map has actions of its own.
_CALLED: Final = frozenset((*SERVICES, "s3", _SDK))
# Where text of any length stands for which nothing is known.
_HOLE: Final = "\0"
# Nothing that a task calls has blanks or what opens and closes an expression in its ARN.
_IN_NO_ARN: Final = re.compile(r"\s|\{%|%\}")
# How the name of an action goes on after some of its letters: by a whole word.
_REST_OF_ACTION: Final = re.compile(r"(?:[a-z]+(?=[A-Z])|(?=[A-Z]))\w*|")
# Reading a service's model takes longer than validating a small definition.
_MOST_READ: Final = 4

_Judge = Callable[[str, bool], bool]


def is_expression(text: str) -> bool:
    """Return whether there is a JSONata expression in a text, or half of one."""
    return "{%" in text or "%}" in text


def may_be_worker(text: str) -> bool:
    """Return whether a text with stand-ins can become what a task calls."""
    return _may_be(text, {"lambda": _may_be_function, "states": _may_be_of_states})


def may_be_action(text: str, action: str) -> bool:
    """Return whether a text with stand-ins can become the ARN of an integration's action."""
    return _may_be(text, {"states": lambda resource, placed: _matches(resource, action)})


@lru_cache(maxsize=256)
def unseen_service(resource: str) -> str | None:
    """What stands in a call by ``aws-sdk`` in the place of a service, if no known one fits it."""
    sdk, *call = arn_fields(resource, 3)
    if sdk != _SDK or len(call) < 2:
        return None
    service = _masked(call[0])
    return None if _HOLE not in service or any(_services(service)) else call[0]


def _may_be(text: str, services: Mapping[str, _Judge]) -> bool:
    masked = _masked(text)
    if _HOLE not in masked:
        # A word that another tool replaces may be anything.
        return True
    if _IN_NO_ARN.search(masked) or not _begins(masked, _ARN):
        return False
    fields = masked.split(":", _PARTS - 1)
    if _HOLE in fields[0]:
        return _may_end(masked.split(":")[1:], services)
    if len(fields) < _PARTS:
        # Only what stands before the first stand-in has its place.
        fields = masked.partition(_HOLE)[0].split(":")[:-1]
        placed = True
    else:
        placed = all(fields[3:5])
    _, partition, service, _, _, resource = [*fields, *[""] * _PARTS][:_PARTS]
    if _is_literal(partition) and not is_partition(partition):
        return False
    if not _is_literal(service):
        return True
    if service not in services:
        return False
    if len(fields) < _PARTS:
        return True
    if service == "states" and _HOLE not in resource and read_integration(text):
        # What is known in full is judged as such.
        return "lambda" in services or services[service](resource, placed)
    return services[service](resource, placed)


def _may_end(parts: list[str], services: Mapping[str, _Judge]) -> bool:
    """Whether an ARN that begins with a stand-in can end so: in an action, only in one that is."""
    is_action = len(parts) == (3 if parts[:1] == [_SDK] else 2) and parts[0] in _CALLED
    return not is_action or services["states"](":".join(parts), False)


def _may_be_function(resource: str, placed: bool) -> bool:
    return _begins(resource, _FUNCTION)


def _may_be_of_states(resource: str, placed: bool) -> bool:
    """What stands behind the account in an ARN of Step Functions: an activity or an action."""
    if placed and _begins(resource, _ACTIVITY):
        return True
    return any(_matches(resource, each) for each in _optimized(resource)) or _may_be_sdk(resource)


def _optimized(resource: str) -> Iterator[str]:
    """The optimized integrations with each pattern, of one service where it is known."""
    service = resource.partition(":")[0]
    if _HOLE in service:
        yield from _all_optimized()
    elif service in SERVICES:
        for row in SERVICES[service].actions.values():
            yield from (row.id + suffix for suffix in ("", *map(SUFFIXES.__getitem__, row.waits)))


@cache
def _all_optimized() -> tuple[str, ...]:
    # Reading all services' actions takes longer than validating a small definition.
    suffixes = {row.id: ("", *(SUFFIXES[wait] for wait in row.waits)) for row in ACTIONS.values()}
    return tuple(action + suffix for action, ends in suffixes.items() for suffix in ends)


def _may_be_sdk(resource: str) -> bool:
    if not _begins(resource, f"{_SDK}:"):
        return False
    parts = resource.split(":")
    if len(parts) == 3:
        return _may_be_call(parts[1], parts[2])
    # A stand-in is for the service and a part of the action, or for more.
    return len(parts) < 3 and _may_end_call(parts[-1])


def _may_be_call(service: str, action: str) -> bool:
    from sfn_dsl.service_models import find_service

    if _HOLE not in service:
        found = [service] if find_service(service) else []
    else:
        found = list(_services(service))
    # Of a service that no model has, nothing is known; another rule says so.
    if not found or len(found) > _MOST_READ:
        return True
    return any(
        _matches(action, each + suffix)
        for model in filter(None, map(find_service, found))
        for each in model.actions()
        for suffix in ("", CALLBACK)
    )


def _may_end_call(text: str) -> bool:
    """Whether a call can end so, whatever its service: in a word of an action, or the pattern."""
    action, dot, suffix = text.partition(".")
    if dot:
        return _matches(suffix, CALLBACK[1:])
    rest = action.rpartition(_HOLE)[2]
    if _HOLE not in action:
        return action[:1].islower()
    return CALLBACK.endswith(rest) or _REST_OF_ACTION.fullmatch(rest) is not None


def _services(pattern: str) -> Iterator[str]:
    # Most resources are literal, or name the service that they call.
    from sfn_dsl.service_models import service_names

    return (name for name in service_names() if _matches(pattern, name))


def _masked(text: str) -> str:
    found = STAND_IN.sub(_HOLE, text)
    return IN_AN_ARN.sub(_HOLE, found) if found.startswith(_ARN) else found


def _is_literal(field: str) -> bool:
    return field != "" and _HOLE not in field


def _begins(masked: str, beginning: str) -> bool:
    """Return whether what stands before the first hole can begin so."""
    known, hole, _ = masked.partition(_HOLE)
    return known.startswith(beginning) or (hole != "" and beginning.startswith(known))


@lru_cache(maxsize=256)
def _pattern(masked: str) -> re.Pattern[str]:
    # Holes side by side are one, and a run of anything is cheaper to match when it is.
    parts = re.split(f"{_HOLE}+", masked)
    return re.compile(".*".join(map(re.escape, parts)))


def _matches(masked: str, name: str) -> bool:
    return _pattern(masked).fullmatch(name) is not None
