"""TestState and ValidateStateMachineDefinition: trying a definition without creating a machine."""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable, Mapping
from typing import Any, Final

import attrs

from sfn_dsl.definition import Definition
from sfn_dsl.definition.text import canonical_text
from sfn_dsl.errors import AuthoringError
from sfn_dsl.local.stepfunctions.calling import ApiError, Caller, Operation
from sfn_dsl.local.stepfunctions.machines.roles import Roles, check_role
from sfn_dsl.local.stepfunctions.machines.verdicts import ERROR, check_definition, verdicts_of
from sfn_dsl.simulation import test_state
from sfn_dsl.simulation.effects import Tasks

_MOST_DIAGNOSTICS: Final = 100


@attrs.frozen
class Trials:
    """The two operations; ``tasks`` gives what answers the task of a state without a mock."""

    roles: Roles
    tasks: Callable[[Caller], Tasks]

    def operations(self) -> Mapping[str, Operation]:
        """By AWS's names."""
        return {
            "TestState": self.test_state,
            "ValidateStateMachineDefinition": self.validate_state_machine_definition,
        }

    def validate_state_machine_definition(
        self, caller: Caller, request: Mapping[str, Any]
    ) -> Mapping[str, Any]:
        """What AWS finds in a definition: errors, and warnings where they are asked for."""
        found = verdicts_of(request["definition"], request.get("type") or "STANDARD")
        has_errors = any(each.severity == ERROR for each in found)
        if request.get("severity") != "WARNING":
            found = [each for each in found if each.severity == ERROR]
        most = request.get("maxResults") or _MOST_DIAGNOSTICS
        return {
            "result": "FAIL" if has_errors else "OK",
            "diagnostics": [each.as_api() for each in found[:most]],
            "truncated": len(found) > most,
        }

    def test_state(self, caller: Caller, request: Mapping[str, Any]) -> Mapping[str, Any]:
        """Run one state: with its mock, or with what the local service answers."""
        role = request.get("roleArn")
        if role is not None and not request.get("mock"):
            check_role(self.roles, caller, role, caller.arn("stateMachine", "TestState"))
        try:
            return test_state.answer(
                request,
                tasks=self.tasks(caller),
                check=_check,
                account=caller.account,
                region=caller.region,
                partition=caller.partition,
                start=time.time(),
                seed=str(uuid.uuid4()),
            )
        except test_state.RefusedError as refusal:
            raise ApiError(refusal.code, refusal.message) from None
        except AuthoringError as error:
            said = f"Invalid State Machine Definition: '{error.message}'"
            raise ApiError("InvalidDefinition", said) from None


def _check(definition: Definition) -> None:
    """Refuse a state that AWS would not create."""
    try:
        check_definition(canonical_text(definition.document), "STANDARD")
    except ApiError as refusal:
        raise test_state.RefusedError(refusal.code, refusal.message) from None
