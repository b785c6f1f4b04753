"""The calls about state machines, and whose they are, over boto3: a part of `BotoApi`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sfn_dsl.arns import read_arn
from sfn_dsl.aws import serialize
from sfn_dsl.aws.api import (
    Caller,
    ListedMachine,
    Machine,
    MachineType,
    RefusalError,
    Role,
    Verdict,
)
from sfn_dsl.aws.boto.connection import Connection
from sfn_dsl.model.target import is_account


class BotoMachineCalls(Connection):
    """The calls that deploy a machine, and those that find its account and its role."""

    def get_caller_identity(self) -> Caller:
        """Whose credentials are in use; STS answers without any permission."""
        with self._asking("GetCallerIdentity"):
            answer = self._sibling("sts").get_caller_identity()
            caller = Caller(answer["Account"], answer["Arn"])
            if not is_account(caller.account):
                raise ValueError(caller.account)
            return caller

    def get_role(self, name: str) -> Role | None:
        """The role of this name, None for IAM's NoSuchEntity."""
        try:
            with self._asking("GetRole"):
                role = serialize.role(self._sibling("iam").get_role(RoleName=name)["Role"])
                _require_same(role.arn.rpartition("/")[2], name)
                return role
        except RefusalError as refusal:
            if refusal.code == "NoSuchEntity":
                return None
            raise

    def describe_state_machine(self, arn: str) -> Machine | None:
        """The machine, None for StateMachineDoesNotExist."""
        try:
            with self._asking("DescribeStateMachine"):
                machine = serialize.machine(
                    self._stepfunctions.describe_state_machine(stateMachineArn=arn)
                )
                _require_same(machine.arn, arn)
                _require_same(machine.name, read_arn(arn).resource.split(":")[1])
                return machine
        except RefusalError as refusal:
            if refusal.code == "StateMachineDoesNotExist":
                return None
            raise

    def list_state_machines(self) -> Iterator[ListedMachine]:
        """Every machine, by as many calls as there are pages of a hundred."""
        with self._asking("ListStateMachines"):
            for page in self._stepfunctions.get_paginator("list_state_machines").paginate():
                for machine in page["stateMachines"]:
                    yield ListedMachine(machine["stateMachineArn"], machine["name"])

    def validate_state_machine_definition(
        self,
        definition: str,
        type: MachineType,  # noqa: A002 - AWS's name for it
    ) -> Sequence[Verdict]:
        """What AWS finds in a definition; none where this botocore does not know the call."""
        client: Any = self._trying_once()
        operation = "ValidateStateMachineDefinition"
        if operation not in client.meta.service_model.operation_names:
            return ()
        takes = client.meta.service_model.operation_model(operation).input_shape.members
        more = {"severity": "WARNING", "maxResults": 100} if "severity" in takes else {}
        with self._asking(operation):
            answer = client.validate_state_machine_definition(
                definition=definition, type=type, **more
            )
            found = [serialize.verdict(diagnostic) for diagnostic in answer["diagnostics"]]
            has_error = any(verdict.severity == "ERROR" for verdict in found)
            if (answer["result"] == "FAIL") is not has_error:
                raise ValueError(answer["result"])
            return found

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
        """Create a machine and return its ARN."""
        request: dict[str, Any] = {
            "name": name,
            "type": type,
            **serialize.parts(definition, role, settings),
        }
        if tags:
            request["tags"] = serialize.tag_list(tags)
        with self._asking("CreateStateMachine"):
            return self._stepfunctions.create_state_machine(**request)["stateMachineArn"]

    def update_state_machine(
        self,
        arn: str,
        *,
        definition: str | None = None,
        role: str | None = None,
        settings: Mapping[str, Any] | None = None,
    ) -> None:
        """Replace the given parts in one call."""
        parts = serialize.parts(definition, role, settings or {})
        with self._asking("UpdateStateMachine"):
            answer = self._stepfunctions.update_state_machine(stateMachineArn=arn, **parts)
            _ = answer["updateDate"]  # there is none where it is not AWS that answers

    def delete_state_machine(self, arn: str) -> None:
        """Begin to delete a machine."""
        with self._asking("DeleteStateMachine"):
            self._stepfunctions.delete_state_machine(stateMachineArn=arn)

    def list_tags_for_resource(self, arn: str) -> Mapping[str, str]:
        """The tags of a machine."""
        with self._asking("ListTagsForResource"):
            answer = self._stepfunctions.list_tags_for_resource(resourceArn=arn)
            return {tag["key"]: tag["value"] for tag in answer["tags"]}

    def tag_resource(self, arn: str, tags: Mapping[str, str]) -> None:
        """Add tags, or replace their values."""
        with self._asking("TagResource"):
            self._stepfunctions.tag_resource(resourceArn=arn, tags=serialize.tag_list(tags))

    def untag_resource(self, arn: str, keys: Sequence[str]) -> None:
        """Remove tags."""
        with self._asking("UntagResource"):
            self._stepfunctions.untag_resource(resourceArn=arn, tagKeys=list(keys))


def _require_same(answered: str, asked: str) -> None:
    """Raise ValueError for an answer about something else than what was asked for."""
    if answered != asked:
        raise ValueError(answered)
