"""To AWS, by the credentials of an account, and to one machine there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sfn_dsl.arns import read_arn
from sfn_dsl.aws.accounts import require_place
from sfn_dsl.aws.api import Api
from sfn_dsl.aws.building import Buildable, maker
from sfn_dsl.aws.deploy import placed
from sfn_dsl.aws.differences import held_definition
from sfn_dsl.configuration.targets import Environment
from sfn_dsl.definition import Definition
from sfn_dsl.errors import DeploymentError

if TYPE_CHECKING:
    import boto3
    from mypy_boto3_stepfunctions import SFNClient


def connected(
    environment: Environment | None = None,
    *,
    client: SFNClient | None = None,
    session: boto3.Session | None = None,
    region: str | None = None,
) -> Api:
    """The calls to AWS, by the credentials of an environment's account where one is given.

    Raises DeploymentError for credentials of another account, before anything is changed.
    """
    # boto3 costs more to load than everything else here together.
    from sfn_dsl.aws.boto import connect

    if environment is None:
        return connect(client=client, session=session, region=region)
    target = environment.target
    try:
        api = connect(
            client=client,
            session=session,
            region=target.region,
            profile=environment.profile,
            endpoint=environment.endpoint,
        )
    except DeploymentError as error:
        raise DeploymentError(f"target {target.name!r}: {error.message}") from error
    require_place(api, target)
    return api


def deployed_definition(arn: str) -> Definition:
    """The definition that AWS holds for the state machine of an ARN.

    Raises DeploymentError when there is none, or when AWS cannot be asked.
    """
    machine = connected(region=read_arn(arn).region or None).describe_state_machine(arn)
    if machine is None:
        raise DeploymentError(f"there is no state machine '{arn}'; check the ARN and the account")
    return held_definition(machine)


def located(
    workflow: Buildable | str,
    account: str | None = None,
    region: str | None = None,
    environment: Environment | None = None,
) -> tuple[Api, str]:
    """The calls to AWS, and the ARN of a workflow's state machine; an ARN is its own.

    Raises DeploymentError for an ARN of anything else, and for one of another region than given or
    of another place than the environment's.
    """
    place = environment.target if environment else None
    if not isinstance(workflow, str):
        api = connected(environment, region=region)
        return api, placed(maker(workflow, place), api, place.account if place else account)[0]
    arn = read_arn(workflow)
    if arn.machine_name is None:
        raise DeploymentError(
            f"'{workflow}' is not the ARN of a state machine; write it without a version or an "
            "alias at its end"
        )
    if region not in (None, arn.region):
        raise DeploymentError(
            f"'{workflow}' is of region {arn.region}, and not {region}; leave out --region"
        )
    if place is not None and (place.region, place.account) != (arn.region, arn.account):
        raise DeploymentError(
            f"'{workflow}' is not of target {place.name!r}, which is account {place.account} in "
            f"{place.region}; leave out --target, or choose another one"
        )
    return connected(environment, region=arn.region), workflow
