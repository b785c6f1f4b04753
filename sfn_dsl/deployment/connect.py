"""Connecting to AWS: by which credentials, to which target, and to which machine there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

from sfn_dsl.arns import read_arn
from sfn_dsl.aws.account import place_of, require_place
from sfn_dsl.aws.api import Api
from sfn_dsl.configuration.targets import Environment
from sfn_dsl.definition import Definition
from sfn_dsl.deployment.build import Buildable, build_for_target, maker
from sfn_dsl.deployment.differences import deployed_definition as definition_of
from sfn_dsl.deployment.template import values_of
from sfn_dsl.errors import AuthoringTypeError, DeploymentError
from sfn_dsl.model.target import Target
from sfn_dsl.workflow_values import AnyTarget, environment_for


class StepFunctionsClient(Protocol):
    """A boto3 client of Step Functions: ``boto3.client("stepfunctions")``.

    boto3 has no types itself, so it is told apart by its ``meta``.
    """

    @property
    def meta(self) -> Any:
        """Its region, endpoint and partition."""


class BotoSession(Protocol):
    """A boto3 session: ``boto3.Session(profile_name="prod")``."""

    def client(self, *args: Any, **kwargs: Any) -> Any:
        """A client of a service.

        Args:
            *args: What boto3 takes.
            **kwargs: What boto3 takes.
        """


def environment_of(
    target: AnyTarget | None, account: str | None = None, region: str | None = None
) -> Environment | None:
    """The target that was chosen, None for the one that the credentials belong to.

    Raises DeploymentError for an account or a region in addition to a target, and what
    `environment_for` raises.
    """
    if target is None:
        return None
    if account is not None or region is not None:
        raise DeploymentError(
            "a target already has an account and a region; give target= alone, or account= and "
            "region= without it"
        )
    return environment_for(target)


def connected(
    environment: Environment | None = None,
    *,
    client: StepFunctionsClient | None = None,
    session: BotoSession | None = None,
    region: str | None = None,
) -> Api:
    """The calls to AWS, by the credentials of an environment's account where one is given.

    Raises DeploymentError for credentials of another account, before anything is changed.
    """
    _require_boto3(client, session)
    # boto3 costs more to load than everything else here together.
    from sfn_dsl.aws.boto.client import connect

    given: dict[str, Any] = {"client": client, "session": session}
    if environment is None:
        return connect(**given, region=region)
    target = environment.target
    try:
        api = connect(
            **given,
            region=target.region,
            profile=environment.profile,
            endpoint=environment.endpoint,
        )
    except DeploymentError as error:
        if type(error.__cause__).__name__ == "ProfileNotFound" and environment.profile is not None:
            raise DeploymentError(
                f"target {target.name!r}: there is no AWS profile {environment.profile!r}; correct "
                f"'profile' in [tool.sfn_dsl.targets.{target.name}], or add it to ~/.aws/config"
            ) from error
        raise DeploymentError(f"target {target.name!r}: {error.message}") from error
    require_place(api, target)
    return api


def _require_boto3(client: object, session: object) -> None:
    if client is not None and not hasattr(client, "meta"):
        raise AuthoringTypeError(
            f"{client!r:.80} is not a client; write client=boto3.client('stepfunctions')"
        )
    if session is not None and not hasattr(session, "client"):
        raise AuthoringTypeError(f"{session!r:.80} is not a session; write boto3.Session()")


def connected_to(
    environment: Environment | None,
    account: str | None,
    region: str | None,
    *,
    client: StepFunctionsClient | None = None,
    session: BotoSession | None = None,
) -> tuple[Api, Target]:
    """The calls to AWS, and the target that they go to.

    The account is that of the credentials unless one is given.
    """
    api = connected(environment, client=client, session=session, region=region)
    return api, environment.target if environment else place_of(api, account)


def deployed_definition(arn: str) -> Definition:
    """The definition of the state machine of an ARN.

    Raises DeploymentError when there is none, or when AWS cannot be reached.
    """
    machine = connected(region=read_arn(arn).region or None).describe_state_machine(arn)
    if machine is None:
        raise DeploymentError(
            f"the state machine '{arn}' does not exist; check the ARN and the account"
        )
    return definition_of(machine)


def located(
    workflow: Buildable | str,
    account: str | None = None,
    region: str | None = None,
    environment: Environment | None = None,
    *,
    name: str | None = None,
    client: StepFunctionsClient | None = None,
    session: BotoSession | None = None,
    substitutions: Mapping[str, str] | None = None,
) -> tuple[Api, str]:
    """The calls to AWS, and the ARN of a workflow's state machine; an ARN stays as it is.

    A ``name`` goes before the workflow's own, which is then not built. Raises DeploymentError for
    an ARN of anything else, for one with a name beside it, and for one of another region than given
    or of another place than the environment's.
    """
    place = environment.target if environment else None
    if not isinstance(workflow, str):
        make = maker(workflow, place, substitutions=substitutions)
        if name is not None:
            api, at = connected_to(environment, account, region, client=client, session=session)
            named = values_of(substitutions, at).filled(name)
            return api, at.arn("states", f"stateMachine:{named}")
        api = connected(environment, client=client, session=session, region=region)
        return api, build_for_target(make, api, place.account if place else account)[0]
    arn = read_arn(workflow)
    if arn.machine_name is None:
        raise DeploymentError(
            f"'{workflow}' is not the ARN of a state machine; write it without a version or an "
            "alias at its end"
        )
    if name is not None:
        raise DeploymentError(
            f"'{workflow}' is the ARN of a state machine, which has its name; leave out name"
        )
    if region not in (None, arn.region):
        raise DeploymentError(
            f"'{workflow}' is in region {arn.region}, not {region}; leave out --region"
        )
    if place is not None and (place.region, place.account) != (arn.region, arn.account):
        raise DeploymentError(
            f"'{workflow}' is not of target {place.name!r}, which is account {place.account} in "
            f"{place.region}; leave out --target, or choose another one"
        )
    return connected(environment, client=client, session=session, region=arn.region), workflow
