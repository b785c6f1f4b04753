"""AWS as far as a deployment sees it, held in memory: an `Api` without a network.

It keeps to what is known of Step Functions: a creation is idempotent by name, text, type and
settings and ignores another role or other tags; an update replaces what it is given; describing
may tell the old state for a while; a machine being deleted keeps its name until it is gone.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import attrs

from sfn_dsl.aws.api import (
    Caller,
    ListedMachine,
    Machine,
    RefusalError,
    Role,
    Shape,
    Simulated,
    Verdict,
)
from sfn_dsl.aws.retry import Timing

from .model_of_versions import ModelOfVersions

ACCOUNT = "123456789012"
TRUST = {
    "Statement": [
        {
            "Effect": "Allow",
            "Principal": {"Service": "states.amazonaws.com"},
            "Action": "sts:AssumeRole",
        }
    ]
}
WRITES = (
    *("create_state_machine", "update_state_machine", "tag_resource", "untag_resource"),
    *("delete_state_machine", "publish_state_machine_version", "delete_state_machine_version"),
    *("create_state_machine_alias", "update_state_machine_alias"),
)


class Killed(BaseException):
    """The process was killed here; nothing may catch it."""


class FakeTime:
    """A clock that only sleeping moves."""

    def __init__(self) -> None:
        self.seconds = 1_000_000.0
        self.slept: list[float] = []

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.seconds += seconds

    @property
    def timing(self) -> Timing:
        return Timing(sleep=self.sleep, now=lambda: self.seconds, chance=lambda: 0.5)


@attrs.define
class ModelOfAws(ModelOfVersions):
    """The model. `lag` is for how many descriptions the state before a change is still told.

    `kill` is (n, when): the n-th call from 0 on raises `Killed`, before or after it has its
    effect. `refusals` are answers given once each, in order, to calls of their operation. Roles
    have `inline` policies by name, and have those of the `managed` ones `attached` that are listed;
    what the `simulator` says of an action is said of it on any resource.
    """

    revisions: int = 0
    verdicts: list[Verdict] = attrs.Factory(list)
    region: str = "us-east-1"
    partition: str = "aws"
    account: str = ACCOUNT
    lag: int = 0
    kill: tuple[int, str] | None = None
    refusals: list[RefusalError] = attrs.Factory(list)
    roles: dict[str, Role] = attrs.Factory(dict)
    inline: dict[str, dict[str, Shape]] = attrs.Factory(dict)
    managed: dict[str, Shape] = attrs.Factory(dict)
    attached: dict[str, list[str]] = attrs.Factory(dict)
    simulator: dict[str, Simulated] = attrs.Factory(dict)
    machines: dict[str, Machine] = attrs.Factory(dict)
    tags: dict[str, dict[str, str]] = attrs.Factory(dict)
    calls: list[str] = attrs.Factory(list)
    _stale: dict[str, list[Machine | None]] = attrs.Factory(dict)

    def role(self, name: str, path: str = "/", **facts: Any) -> str:
        """Have a role that Step Functions may assume, and return its ARN."""
        arn = f"arn:{self.partition}:iam::{self.account}:role{path}{name}"
        self.roles[name] = Role(arn, **{"created": 0.0, "trust": TRUST, **facts})
        return arn

    @property
    def writes(self) -> list[str]:
        return [call for call in self.calls if call in WRITES]

    def get_caller_identity(self) -> Caller:
        with self._call("get_caller_identity", "GetCallerIdentity"):
            return Caller(self.account, f"arn:{self.partition}:iam::{self.account}:user/me")

    def get_role(self, name: str) -> Role | None:
        with self._call("get_role", "GetRole"):
            return self.roles.get(name)

    def list_attached_role_policies(self, name: str) -> Iterator[str]:
        with self._call("list_attached_role_policies", "ListAttachedRolePolicies"):
            yield from self.attached.get(name, ())

    def list_role_policies(self, name: str) -> Iterator[str]:
        with self._call("list_role_policies", "ListRolePolicies"):
            yield from self.inline.get(name, ())

    def get_role_policy(self, name: str, policy: str) -> object:
        with self._call("get_role_policy", "GetRolePolicy"):
            return self.inline[name][policy]

    def get_policy_version(self, arn: str) -> object:
        with self._call("get_policy_version", "GetPolicyVersion"):
            return self.managed[arn]

    def simulate_principal_policy(
        self, arn: str, *, actions: Sequence[str], resource: str, context: Mapping[str, str]
    ) -> Iterator[Simulated]:
        with self._call("simulate_principal_policy", "SimulatePrincipalPolicy"):
            yield from [self.simulator[action] for action in actions if action in self.simulator]

    def describe_state_machine(self, arn: str) -> Machine | None:
        with self._call("describe_state_machine", "DescribeStateMachine"):
            stale = self._stale.get(arn)
            if stale:
                return stale.pop(0)
            machine = self.machines.get(arn) or self.version(arn)
            return machine and _described(machine)

    def list_state_machines(self) -> Iterator[ListedMachine]:
        with self._call("list_state_machines", "ListStateMachines"):
            yield from [
                ListedMachine(machine.arn, machine.name) for machine in self.machines.values()
            ]

    def validate_state_machine_definition(
        self,
        definition: str,
        type: str,  # noqa: A002 - AWS's name for it
    ) -> Sequence[Verdict]:
        with self._call("validate_state_machine_definition", "ValidateStateMachineDefinition"):
            return self.verdicts

    def create_state_machine(
        self,
        *,
        name: str,
        definition: str,
        role: str,
        type: str,  # noqa: A002 - AWS's name for it
        settings: Mapping[str, Any],
        tags: Mapping[str, str],
    ) -> str:
        arn = f"arn:{self.partition}:states:{self.region}:{self.account}:stateMachine:{name}"
        made = Machine(arn, name, type, "ACTIVE", definition, role, settings)
        with self._call("create_state_machine", "CreateStateMachine"):
            held = self.machines.get(arn)
            if held is None:
                self._change(arn, made)
                self.tags[arn] = dict(tags)
            elif held.is_deleting:
                raise RefusalError("CreateStateMachine", "StateMachineDeleting", "being deleted")
            elif _described(attrs.evolve(held, role=role, revision=None)) != _described(made):
                said = f"State Machine Already Exists: '{arn}'"
                raise RefusalError("CreateStateMachine", "StateMachineAlreadyExists", said)
            return arn

    def update_state_machine(
        self, arn: str, *, settings: Mapping[str, Any] | None = None, **parts: Any
    ) -> None:
        with self._call("update_state_machine", "UpdateStateMachine"):
            given = {name: part for name, part in parts.items() if part is not None}
            assert given or settings, "AWS refuses an update of nothing"
            if arn not in self.machines:
                said = f"State Machine Does Not Exist: '{arn}'"
                raise RefusalError("UpdateStateMachine", "StateMachineDoesNotExist", said)
            held = self.machines[arn]
            changed = attrs.evolve(held, **given, settings={**held.settings, **(settings or {})})
            if changed != self.machines[arn]:
                self.revisions += 1
                changed = attrs.evolve(changed, revision=f"revision-{self.revisions}")
            self._change(arn, changed)

    def delete_state_machine(self, arn: str) -> None:
        with self._call("delete_state_machine", "DeleteStateMachine"):
            machine = self.machines.pop(arn, None)
            if machine is not None:
                going = attrs.evolve(_described(machine), status="DELETING")
                self._stale[arn] = list(itertools.repeat(going, self.lag))
                self.forget_versions(arn)

    def list_tags_for_resource(self, arn: str) -> Mapping[str, str]:
        with self._call("list_tags_for_resource", "ListTagsForResource"):
            return dict(self.tags.get(arn, {}))

    def tag_resource(self, arn: str, tags: Mapping[str, str]) -> None:
        with self._call("tag_resource", "TagResource"):
            if len(self.tags[arn] | dict(tags)) > 50:
                raise RefusalError("TagResource", "TooManyTags", "too many")
            self.tags[arn] |= tags

    def untag_resource(self, arn: str, keys: Sequence[str]) -> None:
        with self._call("untag_resource", "UntagResource"):
            assert not any(key.startswith("aws:") for key in keys)
            for key in keys:
                self.tags[arn].pop(key, None)

    def _change(self, arn: str, machine: Machine) -> None:
        held = self.machines.get(arn)
        self._stale[arn] = list(itertools.repeat(held and _described(held), self.lag))
        self.machines[arn] = machine

    def _call(self, name: str, operation: str) -> _Call:
        return _Call(self, name, operation)


@attrs.define
class _Call:
    """One call: counted, perhaps refused, perhaps the one at which the process dies."""

    aws: ModelOfAws
    name: str
    operation: str

    def __enter__(self) -> None:
        if self._dies("before"):
            raise Killed
        for refusal in self.aws.refusals:
            if refusal.operation == self.operation:
                self.aws.calls.append(self.name)
                self.aws.refusals.remove(refusal)
                raise refusal

    def __exit__(self, error: object, *_: object) -> None:
        dies = self._dies("after")
        self.aws.calls.append(self.name)
        if dies:
            raise Killed

    def _dies(self, when: str) -> bool:
        return self.aws.kill == (len(self.aws.calls), when)


def _described(machine: Machine) -> Machine:
    """A machine with the defaults that AWS puts into its answers."""
    return attrs.evolve(
        machine,
        settings={
            "logging": {"level": "OFF", "includeExecutionData": False},
            "tracing": {"enabled": False},
            "encryption": {"type": "AWS_OWNED_KEY"},
            **machine.settings,
        },
    )
