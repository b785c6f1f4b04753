"""Which account the credentials belong to, and whether that is the one that is meant."""

from __future__ import annotations

from sfn_dsl.aws.api import Api
from sfn_dsl.errors import DeploymentError
from sfn_dsl.model.target import Target


def place_of(api: Api, account: str | None = None) -> Target:
    """Where calls go to: the account is that of the credentials unless given."""
    if account is not None:
        return Target(account, api.region, api.partition)
    caller = api.get_caller_identity()
    return Target(caller.account, api.region, caller.partition)


def require_place(api: Api, target: Target) -> None:
    """Raise DeploymentError for credentials of another account or partition than a target's."""
    found = place_of(api)
    called = f"target {target.name!r}" if target.name else "the target"
    if found.account != target.account:
        raise DeploymentError(
            f"{called} is account {target.account!r}, and these credentials are of account "
            f"{found.account!r}; use a profile of account {target.account!r} (profile = ... in "
            "the target, or AWS_PROFILE), or choose another target"
        )
    if found.region != target.region:
        raise DeploymentError(
            f"{called} is in region {target.region!r}, and the client in {found.region!r}; create "
            "the client for that region, or leave it out"
        )
    if found.partition != target.partition:
        raise DeploymentError(
            f"{called} is in partition {target.partition!r}, and these credentials are of "
            f"{found.partition!r}; correct 'partition' in the target, or use other credentials"
        )
