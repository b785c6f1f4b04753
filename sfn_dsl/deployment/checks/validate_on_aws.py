"""AWS's own validation of a definition, asked before anything is changed.

It knows rules that are checked nowhere else, and AWS does not keep the definition. Where AWS may
not be asked, or an emulator does not know the call, the checks made here have to suffice.
"""

from __future__ import annotations

from typing import Final

import attrs

from sfn_dsl.aws.api import Api, RefusalError
from sfn_dsl.aws.errors import BUSY
from sfn_dsl.aws.retry import OnProgress
from sfn_dsl.deployment.desired import definition_text
from sfn_dsl.deployment.errors.definition import finding_of
from sfn_dsl.deployment.errors.reasons import Reason, reason
from sfn_dsl.deployment.plan import Create, Plan, Update
from sfn_dsl.diagnostics import Diagnostic, has_errors
from sfn_dsl.errors import DeploymentError, InvalidDefinitionError

_NOT_ALLOWED: Final = (Reason.DENIED, Reason.FORBIDDEN)


def validated(plan: Plan, api: Api, on_progress: OnProgress) -> Plan:
    """The plan with what AWS finds in its definition, if that is to be sent.

    Raises InvalidDefinitionError for what AWS calls an error.
    """
    if not any(map(_sends_definition, plan.steps)):
        return plan
    found = _found(plan, api, on_progress)
    if has_errors(found):
        raise InvalidDefinitionError([*plan.findings, *found])
    return attrs.evolve(plan, findings=(*plan.findings, *found))


def _sends_definition(step: object) -> bool:
    return isinstance(step, Create) or (isinstance(step, Update) and "definition" in step.parts)


def _found(plan: Plan, api: Api, on_progress: OnProgress) -> list[Diagnostic]:
    definition = plan.desired.definition
    try:
        verdicts = api.validate_state_machine_definition(
            definition_text(definition), plan.desired.type
        )
    except DeploymentError as error:
        if isinstance(error, RefusalError) and reason(error) in _NOT_ALLOWED:
            on_progress(
                "AWS did not validate the definition, as these credentials may not do "
                "states:ValidateStateMachineDefinition; it was checked here"
            )
        elif error.code in BUSY:
            on_progress(
                "AWS did not validate the definition, as there are too many requests; it was "
                "checked here"
            )
        elif error.code is None:  # not an answer of AWS's, nor of an emulator that lacks the call
            on_progress(f"AWS did not validate the definition ({error}); it was checked here")
        return []
    return [finding_of(verdict, definition) for verdict in verdicts]
