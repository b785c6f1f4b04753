"""The calls to AWS that a deployment needs, and the values that they return.

Everything above sees AWS through `Api` alone, so it runs the same with boto3 and with a model of
AWS in memory. Any call may raise DeploymentError for what is wrong before AWS can answer
(credentials, region, endpoint), and `RefusalError` for an answer that is an error.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Protocol

import attrs

from sfn_dsl.arns import read_arn
from sfn_dsl.definition import MachineType as MachineType
from sfn_dsl.errors import DeploymentError
from sfn_dsl.model.settings import given

Shape = Mapping[str, Any]
"""A structure of the AWS API, with the member names AWS gives it."""


class RefusalError(DeploymentError):
    """AWS answered a call with an error.

    It is a DeploymentError itself, so one that nothing explains better still names the call, the
    code and what AWS says. ``said`` is AWS's text alone.
    """

    def __init__(self, operation: str, code: str, said: str) -> None:
        self.operation = operation
        self.said = said
        super().__init__(
            f"AWS refuses {operation} with {code or 'an error without a code'}: {said}", code=code
        )


class UnsupportedError(DeploymentError):
    """The endpoint is not AWS, and does not know versions and aliases."""


@attrs.frozen
class Machine:
    """A state machine as DescribeStateMachine returns it.

    ``definition`` is the JSON text as it was sent. ``settings`` are its configurations by the names
    that `sfn_dsl.model.settings` gives them, without those that AWS left out. ``revision`` is the
    id that AWS gives to each content of a machine, None until its first update. ``description`` is
    that of a version.
    """

    arn: str
    name: str
    type: str
    status: str
    definition: str = attrs.field(repr=False)
    role: str
    settings: Mapping[str, Any] = attrs.field(factory=dict, converter=given)
    revision: str | None = None
    description: str | None = None

    @property
    def is_deleting(self) -> bool:
        """Return whether the machine is being deleted; its name is free only after that."""
        return self.status == "DELETING"


@attrs.frozen
class ListedMachine:
    """One machine of ListStateMachines."""

    arn: str
    name: str


@attrs.frozen
class Verdict:
    """One diagnostic of ValidateStateMachineDefinition.

    ``severity`` is ``ERROR`` or ``WARNING``; ``location`` is such as ``/States/Pause/Seconds``,
    empty if AWS returns none.
    """

    severity: str
    code: str
    message: str
    location: str = ""


@attrs.frozen
class Role:
    """A role as IAM's GetRole returns it.

    ``created`` is in seconds since the epoch, None when unknown. ``trust`` is the document that
    says who may assume the role, ``boundary`` the ARN of its permissions boundary, if it has one.
    """

    arn: str
    created: float | None = None
    trust: Shape = attrs.field(factory=dict)
    boundary: str | None = None


@attrs.frozen
class Simulated:
    """What IAM's simulator answers for one action on one resource.

    ``decision`` is ``allowed``, ``explicitDeny`` or ``implicitDeny``. ``missing`` are the context
    keys that the policies look at and that were not given, ``policies`` those that decided;
    ``by_boundary`` and ``by_organization`` are None where there is no such limit.
    """

    action: str
    decision: str
    missing: tuple[str, ...] = ()
    policies: tuple[str, ...] = ()
    by_boundary: bool | None = None
    by_organization: bool | None = None


@attrs.frozen
class Caller:
    """The account and identity of the credentials, as STS returns them."""

    account: str
    arn: str

    @property
    def partition(self) -> str:
        """The partition of the account."""
        return read_arn(self.arn).partition


@attrs.frozen
class Version:
    """One version of ListStateMachineVersions; ``created`` in seconds since the epoch."""

    number: int
    created: float


@attrs.frozen(order=True)
class Route:
    """How many of a hundred executions started by an alias go to a version.

    Attributes:
        version: The number of the version.
        weight: The percentage.
    """

    version: int
    weight: int = 100


@attrs.frozen
class Alias:
    """An alias as DescribeStateMachineAlias returns it.

    ``routes`` are one or two, by version, none of which has the weight 0.
    """

    name: str
    routes: tuple[Route, ...]
    description: str = ""


@attrs.frozen
class Execution:
    """One execution of ListExecutions; ``started`` in seconds since the epoch."""

    status: str
    started: float


class VersionCalls(Protocol):
    """The calls about versions and aliases, the part of `Api` that a release needs."""

    def publish_state_machine_version(
        self, arn: str, *, revision: str, description: str | None
    ) -> int:
        """Publish the machine as it is as a version, and return its number.

        AWS answers with the version there is when the revision has one already, and refuses with
        ConflictException when the machine has another revision than the one given. The revision of
        a machine that was never updated is ``INITIAL``.
        """

    def list_state_machine_versions(self, arn: str) -> Iterator[Version]:
        """The versions of a machine."""

    def delete_state_machine_version(self, arn: str, number: int) -> None:
        """Delete a version; a missing one is no error, one that an alias points at a conflict."""

    def list_state_machine_aliases(self, arn: str) -> Iterator[str]:
        """The names of the aliases of a machine."""

    def describe_state_machine_alias(self, arn: str, name: str) -> Alias | None:
        """An alias of a machine, None when there is none."""

    def create_state_machine_alias(
        self, arn: str, name: str, routes: Sequence[Route], *, description: str
    ) -> None:
        """Create an alias; the same again is no error, and with other routes a conflict."""

    def update_state_machine_alias(
        self, arn: str, name: str, routes: Sequence[Route], *, description: str
    ) -> float:
        """Point an alias at other versions, and return when, in seconds since the epoch.

        Routes and description change together or not at all.
        """

    def list_executions(self, arn: str, number: int) -> Iterator[Execution]:
        """The executions of a version, the last started first, page after page."""

    def describe_alarms(self, names: Sequence[str]) -> Mapping[str, str]:
        """The states of CloudWatch alarms, ``OK``, ``ALARM`` or ``INSUFFICIENT_DATA``, by name."""


class Api(VersionCalls, Protocol):
    """The calls, named as in AWS's own API."""

    @property
    def region(self) -> str:
        """The region whose state machines the calls are about."""

    @property
    def partition(self) -> str:
        """The partition that the region belongs to: ``aws``, ``aws-cn``, ..."""

    def get_caller_identity(self) -> Caller:
        """Whose credentials are in use."""

    def get_role(self, name: str) -> Role | None:
        """The role of this name (without a path), None when there is none."""

    def list_attached_role_policies(self, name: str) -> Iterator[str]:
        """The ARNs of the managed policies of a role."""

    def list_role_policies(self, name: str) -> Iterator[str]:
        """The names of the inline policies of a role."""

    def get_role_policy(self, name: str, policy: str) -> object:
        """The document of an inline policy."""

    def get_policy_version(self, arn: str) -> object:
        """The document of a managed policy, in its default version, which GetPolicy names."""

    def simulate_principal_policy(
        self, arn: str, *, actions: Sequence[str], resource: str, context: Mapping[str, str]
    ) -> Iterator[Simulated]:
        """What IAM would decide for actions of a role on a resource, with these context keys."""

    def describe_state_machine(self, arn: str) -> Machine | None:
        """The machine, None when there is none.

        It may be out of date for some seconds after a change.
        """

    def list_state_machines(self) -> Iterator[ListedMachine]:
        """Every machine of the account in the region, page after page as they are requested."""

    def validate_state_machine_definition(
        self,
        definition: str,
        type: MachineType,  # noqa: A002 - AWS's name for it
    ) -> Sequence[Verdict]:
        """What AWS finds in a definition, a hundred errors and warnings at most.

        Called once and not retried, as a deployment can do without.
        """

    def create_state_machine(
        self,
        *,
        name: str,
        definition: str,
        role: str,
        type: MachineType,  # noqa: A002 - AWS's name for it
        settings: Mapping[str, Any],
        tags: Mapping[str, str],
    ) -> str:
        """Create a machine and return its ARN; settings that are missing are AWS's defaults.

        If a machine of that name has the same definition text, type and settings, AWS answers as
        if it had created it, and ignores a different role or tags. With any other text it refuses
        with StateMachineAlreadyExists.
        """

    def update_state_machine(
        self,
        arn: str,
        *,
        definition: str | None = None,
        role: str | None = None,
        settings: Mapping[str, Any] | None = None,
    ) -> None:
        """Replace the given parts, all at once; what is missing stays as it is."""

    def delete_state_machine(self, arn: str) -> None:
        """Begin to delete a machine, with its versions and aliases; none of it is no error.

        AWS completes it once the running executions have ended.
        """

    def list_tags_for_resource(self, arn: str) -> Mapping[str, str]:
        """The tags of a machine."""

    def tag_resource(self, arn: str, tags: Mapping[str, str]) -> None:
        """Add tags, or replace their values."""

    def untag_resource(self, arn: str, keys: Sequence[str]) -> None:
        """Remove tags; a missing key is no error."""
