"""Verdicts recorded when state machines were created, updated and validated, asked of an endpoint.

The cases of one recorded test share a machine, so they are asked together: first what AWS accepted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

import attrs

from recordings.cases import Case, Compare
from recordings.endpoint import Endpoint, Refusal

_VERDICT = re.compile(r"([A-Z][A-Z_]+): .*? at (/[^',]*|null|\[)", re.DOTALL)
_SETTINGS = ("loggingConfiguration", "tracingConfiguration", "publish")


@attrs.define
class CreateScore:
    """How many verdicts are AWS's: accepted, or refused with the same code at the same place.

    ``texts`` counts those that are so in every word.
    """

    cases: int = 0
    equal: int = 0
    texts: int = 0
    differences: list[dict[str, str]] = attrs.Factory(list)


def score_creating(cases: Sequence[Case], endpoint: Endpoint, compare: Compare) -> CreateScore:
    """Ask an endpoint for every verdict."""
    score = CreateScore()
    ordered = sorted(cases, key=lambda case: (_test(case), not _is_accepted(case), case.id))
    for _, group in groupby(ordered, _test):
        with endpoint.machines():
            for case in group:
                _add(score, case, _verdict_of(case, endpoint), compare)
    return score


def _test(case: Case) -> str:
    return str(case.content["source_test"])


def _is_accepted(case: Case) -> bool:
    return bool(case.expected.get("accepted"))


def _add(score: CreateScore, case: Case, actual: Mapping[str, Any], compare: Compare) -> None:
    score.cases += 1
    wanted, given = _essence(case.expected), _essence(actual)
    same, first = compare(wanted, given)
    score.equal += same
    score.texts += compare(dict(case.expected), dict(actual))[0]
    if not same:
        score.differences.append({"case": case.id, "first": first})


def _essence(verdict: Mapping[str, Any]) -> dict[str, Any]:
    """What of a verdict has to be the same."""
    if "diagnostics" in verdict:
        places = [[each["code"], each.get("location")] for each in verdict["diagnostics"]]
        return {"result": verdict["result"], "diagnostics": places}
    if verdict.get("accepted"):
        return {"accepted": True}
    places = [list(found) for found in _VERDICT.findall(verdict.get("message", ""))]
    return {"accepted": False, "code": verdict["code"], "places": places}


def _verdict_of(case: Case, endpoint: Endpoint) -> dict[str, Any]:
    try:
        answer = _ask(case, endpoint)
    except Refusal as refusal:
        return {"accepted": False, "code": refusal.code, "message": refusal.message}
    if case.content["operation"] == "validate_state_machine_definition":
        return {
            name: answer[name] for name in ("diagnostics", "result", "truncated") if name in answer
        }
    return {"accepted": True}


def _ask(case: Case, endpoint: Endpoint) -> Mapping[str, Any]:
    content = case.content
    definition = content.get("definition_text", "")
    match content["operation"]:
        case "validate_state_machine_definition":
            request = {"definition": definition, "type": content["type"]}
        case "update_state_machine":
            arn = endpoint.a_machine() + _qualifier(case)
            request = {"stateMachineArn": arn, "definition": definition, **_given(content)}
        case _:
            endpoint.make_log_groups(_log_groups(content))
            request = {
                "name": content["name"],
                "definition": definition,
                "roleArn": endpoint.role,
                "type": content["type"],
                **_given(content),
            }
            if "version description" in case.expected.get("message", "").lower():
                # The recordings have no descriptions of versions; this one was refused for its own.
                request["versionDescription"] = "a description"
    return endpoint.ask(content["operation"], **request)


def _qualifier(case: Case) -> str:
    """What followed the machine's name in the ARN, which only AWS's text still has."""
    found = re.search(r"(:\d+)'$", case.expected.get("message", ""))
    return found[1] if found else ""


def _given(content: Mapping[str, Any]) -> dict[str, Any]:
    return {name: content[name] for name in _SETTINGS if name in content}


def _log_groups(content: Mapping[str, Any]) -> Iterator[str]:
    for each in (content.get("loggingConfiguration") or {}).get("destinations") or ():
        arn = each.get("cloudWatchLogsLogGroup", {}).get("logGroupArn", "")
        yield arn.partition(":log-group:")[2].removesuffix(":*")
