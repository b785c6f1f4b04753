"""Aliases of state machines: names that point at one version, or at two by weights."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, Final

import attrs

from sfn_dsl.local.stepfunctions.calling import ApiError, Caller, Operation
from sfn_dsl.local.stepfunctions.machines.arns import MachineArn, invalid_arn, read_machine_arn
from sfn_dsl.local.stepfunctions.machines.lookup import Lookup, now
from sfn_dsl.local.stepfunctions.machines.store import Alias
from sfn_dsl.local.stepfunctions.machines.versions import quota_exceeded
from sfn_dsl.local.stepfunctions.paging import page

MAX_ALIASES: Final = 100

_Routes = tuple[tuple[str, int], ...]


class Aliases:
    """The operations on aliases."""

    def __init__(self, lookup: Lookup) -> None:
        self._lookup = lookup
        self._store = lookup.store

    def operations(self) -> Mapping[str, Operation]:
        """By AWS's names."""
        return {
            "CreateStateMachineAlias": self.create_state_machine_alias,
            "UpdateStateMachineAlias": self.update_state_machine_alias,
            "DescribeStateMachineAlias": self.describe_state_machine_alias,
            "ListStateMachineAliases": self.list_state_machine_aliases,
            "DeleteStateMachineAlias": self.delete_state_machine_alias,
        }

    def create_state_machine_alias(
        self, caller: Caller, request: Mapping[str, Any]
    ) -> Mapping[str, Any]:
        """Create an alias, or find that it is there just so."""
        machine, routes = _routes(request["routingConfiguration"])
        moment = now()
        made = Alias(
            machine=machine,
            name=request["name"],
            routes=routes,
            created=moment,
            updated=moment,
            description=request.get("description"),
        )
        with self._store.database.transaction():
            self._lookup.active(machine)
            self._check_exist(routes)
            found = self._store.alias(made.arn)
            if found is None:
                if len(self._store.aliases(machine)) >= MAX_ALIASES:
                    raise quota_exceeded(machine, f"aliases is {MAX_ALIASES}")
                self._store.put_alias(made)
                found = made
            elif (found.routes, found.description) != (made.routes, made.description):
                raise ApiError(
                    "ConflictException",
                    "Failed to create alias because an alias with the same name and a different "
                    "routing configuration already exists.",
                    status=409,
                )
        return {"stateMachineAliasArn": found.arn, "creationDate": found.created}

    def update_state_machine_alias(
        self, caller: Caller, request: Mapping[str, Any]
    ) -> Mapping[str, Any]:
        """Point an alias at other versions, or describe it otherwise."""
        arn = _alias_arn(request["stateMachineAliasArn"])
        given, description = request.get("routingConfiguration"), request.get("description")
        if given is None and description is None:
            raise ApiError(
                "ValidationException",
                "Either the routingConfiguration or the description must be specified",
            )
        with self._store.database.transaction():
            changed = self._alias(arn)
            self._lookup.active(arn.machine)
            if given is not None:
                machine, routes = _routes(given)
                if machine != arn.machine:
                    raise _invalid_routes(
                        "must contain versions of the alias's state machine", [machine]
                    )
                self._check_exist(routes)
                changed = attrs.evolve(changed, routes=routes)
            if description is not None:
                changed = attrs.evolve(changed, description=description)
            changed = attrs.evolve(changed, updated=now())
            self._store.put_alias(changed)
        return {"updateDate": changed.updated}

    def describe_state_machine_alias(
        self, caller: Caller, request: Mapping[str, Any]
    ) -> Mapping[str, Any]:
        """An alias, with where it points."""
        alias = self._alias(_alias_arn(request["stateMachineAliasArn"]))
        described = {} if alias.description is None else {"description": alias.description}
        return {
            "stateMachineAliasArn": alias.arn,
            "name": alias.name,
            **described,
            "routingConfiguration": [
                {"stateMachineVersionArn": arn, "weight": weight} for arn, weight in alias.routes
            ],
            "creationDate": alias.created,
            "updateDate": alias.updated,
        }

    def list_state_machine_aliases(
        self, caller: Caller, request: Mapping[str, Any]
    ) -> Mapping[str, Any]:
        """The aliases of a machine, the newest first; of a version, those that point at it."""
        arn = read_machine_arn(request["stateMachineArn"])
        self._lookup.active(arn.machine)
        items = [
            (each.arn, {"stateMachineAliasArn": each.arn, "creationDate": each.created})
            for each in self._store.aliases(arn.machine)
            if not arn.is_qualified or arn.text in dict(each.routes)
        ]
        found, more = page("ListStateMachineAliases", caller, request, items)
        return {"stateMachineAliases": found, **more}

    def delete_state_machine_alias(
        self, caller: Caller, request: Mapping[str, Any]
    ) -> Mapping[str, Any]:
        """Delete an alias; the versions stay. One that is gone already may be deleted."""
        self._store.delete_alias(_alias_arn(request["stateMachineAliasArn"]).text)
        return {}

    def _alias(self, arn: MachineArn) -> Alias:
        found = self._store.alias(arn.text)
        # A machine that has been deleted has taken its aliases with it.
        if self._lookup.machine(arn.machine) is None or found is None:
            raise _not_found()
        return found

    def _check_exist(self, routes: _Routes) -> None:
        for arn, _ in routes:
            named = read_machine_arn(arn)
            if self._store.version(named.machine, named.version or 0) is None:
                raise _not_found()


def _alias_arn(text: str) -> MachineArn:
    arn = read_machine_arn(text)
    if arn.alias is None:
        raise invalid_arn(text)
    return arn


def _not_found() -> ApiError:
    return ApiError("ResourceNotFound", "Request references a resource that does not exist.")


def _routes(given: Sequence[Mapping[str, Any]]) -> tuple[str, _Routes]:
    """Where an alias is to point, and the machine of the versions there."""
    arns = [each["stateMachineVersionArn"] for each in given]
    weights = [each["weight"] for each in given]
    named = [read_machine_arn(arn) for arn in arns]
    if any(each.version is None for each in named):
        raise _invalid_routes("must contain state machine version ARN", arns)
    if len(set(arns)) < len(arns):
        raise _invalid_routes("must contain distinct state machine version ARNs", arns)
    if len({each.machine for each in named}) > 1:
        raise _invalid_routes("must contain versions of the same state machine", arns)
    if sum(weights) != 100:
        raise ApiError(
            "ValidationException",
            f"Sum of routing configuration weights must equal 100. Received: {json.dumps(weights)}",
        )
    return named[0].machine, tuple(zip(arns, weights, strict=True))


def _invalid_routes(what: str, arns: Sequence[str]) -> ApiError:
    received = ", ".join(f"'{arn}'" for arn in arns)
    return ApiError("ValidationException", f"Routing configuration {what}. Received: [{received}]")
