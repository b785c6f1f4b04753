"""A deployed machine, as the source that an author would have to write for it."""

from __future__ import annotations

import re

import attrs

from sfn_dsl.arns import read_arn, role_name
from sfn_dsl.aws.api import Api, Machine, RefusalError
from sfn_dsl.aws.retry import OnProgress
from sfn_dsl.counting import counted
from sfn_dsl.definition import Definition, canonical_text
from sfn_dsl.deployment.differences import deployed_definition
from sfn_dsl.deployment.errors.reasons import Reason, reason
from sfn_dsl.deployment.plan import Actual
from sfn_dsl.errors import DeploymentError
from sfn_dsl.importer import Deployable, python_source
from sfn_dsl.model.settings import TAGS, TYPE, to_author
from sfn_dsl.model.target import Target
from sfn_dsl.spelling import nearest


@attrs.frozen
class Pulled:
    """A deployed machine as Python source.

    Attributes:
        arn: The ARN of the state machine.
        definition: Its definition.
        deployable: Its name, its role and its settings.
        source: The text of a Python file.
        notes: What in the source works in this account and region only.
    """

    arn: str
    definition: Definition
    deployable: Deployable
    source: str
    notes: tuple[str, ...] = ()

    def __repr__(self) -> str:
        return f"Pulled({self.arn!r}, {counted(self.source.count(chr(10)), 'line')})"


def pulled(machine: str, api: Api, place: Target, on_progress: OnProgress) -> Pulled:
    """A machine that is given by name or by ARN, as Python source.

    Raises DeploymentError where there is none, with the name that may have been meant.
    """
    actual = deployed(api, arn_of(machine, place), on_progress)
    deployable = deployable_of(actual, api, place)
    definition = deployed_definition(actual.machine)
    return Pulled(
        actual.machine.arn,
        definition,
        deployable,
        python_source(definition, deployable),
        tuple(_notes(deployable, canonical_text(definition.document), place)),
    )


def require_machine(machine: str) -> None:
    """Raise DeploymentError for a name without any letter, as of a variable that is not set."""
    if not machine.strip():
        raise DeploymentError("the name of the machine is empty; write its name or its ARN")


def arn_of(machine: str, place: Target) -> str:
    """The ARN of a machine that is given by name or by ARN.

    Raises DeploymentError for an ARN of something else, or of another place.
    """
    require_machine(machine)
    if not machine.startswith("arn:"):
        return place.arn("states", f"stateMachine:{machine}")
    name = read_arn(machine).machine_name
    if name is None:
        raise DeploymentError(
            f"{machine!r} is not the ARN of a state machine; write its name, or "
            f"{place.arn('states', 'stateMachine:<name>')!r}"
        )
    if place.arn("states", f"stateMachine:{name}") != machine:
        raise DeploymentError(
            f"{machine!r} is not in account {place.account!r} and region {place.region!r}; use "
            "credentials of its account, or correct the ARN"
        )
    return machine


def deployed(api: Api, arn: str, on_progress: OnProgress) -> Actual:
    """A deployed machine, and its tags if they may be listed.

    Raises DeploymentError where there is none, with the name that may have been meant.
    """
    machine = api.describe_state_machine(arn)
    if machine is None or machine.is_deleting:
        why = "is being deleted" if machine else "does not exist"
        raise DeploymentError(f"the state machine {arn!r} {why}; {_advice(api, arn)}")
    try:
        return Actual(machine, api.list_tags_for_resource(arn))
    except RefusalError as refusal:
        if reason(refusal) is not Reason.DENIED:
            raise
        on_progress("these credentials may not list the machine's tags, so the source has none")
        return Actual(machine)


def deployable_of(actual: Actual, api: Api, place: Target) -> Deployable:
    """Name, role and settings of a machine, each left out where it is AWS's default."""
    machine = actual.machine
    values = {**machine.settings, TYPE.name: machine.type, TAGS.name: actual.tags}
    return Deployable(
        machine.name,
        _role(machine, api),
        settings=to_author(values),
        place=attrs.evolve(place, name="", role="", parameters={}),
    )


def _role(machine: Machine, api: Api) -> str:
    """The role's name where IAM finds that role by it, so that it works in any account; or its ARN.

    A role that is gone, or that these credentials may not look up, is known by its ARN only.
    """
    name = role_name(machine.role)
    try:
        role = api.get_role(name)
    except DeploymentError:
        return machine.role
    return name if role is not None and role.arn == machine.role else machine.role


def _advice(api: Api, arn: str) -> str:
    name = read_arn(arn).machine_name or ""
    try:
        near = nearest(name, [machine.name for machine in api.list_state_machines()])
    except DeploymentError:
        near = None
    meant = near and near != name
    return f"did you mean '{near}'?" if meant else "check the name, the account and the region"


def _notes(deployable: Deployable, definition: str, place: Target) -> list[str]:
    """What of the source works in this account and region only."""
    own = re.escape(f":{place.region}:{place.account}:")
    literal = len(re.findall(rf'"arn:[a-z-]+:[a-z0-9-]+{own}', definition))
    notes = []
    if literal:
        notes.append(
            f"the definition has {counted(literal, 'ARN')} of account {place.account} in "
            f"{place.region}, copied as they are; to deploy it elsewhere too, build the state "
            "machine inside the function and write target.arn(...)"
        )
    if deployable.role.startswith("arn:"):
        notes.append(
            f"IAM does not find the role by its name, so its ARN is written: {deployable.role}"
        )
    return notes
