"""Machines with some parts changed, and what a deployment would do with them."""

from __future__ import annotations

from typing import Any, TypeVar

import attrs

from sfn_dsl.aws.api import Api, Machine
from sfn_dsl.deployment.deploy import deploy_desired
from sfn_dsl.deployment.desired import Desired, MakeDesired
from sfn_dsl.deployment.plan import Plan
from sfn_dsl.model.settings import configuration

Held = TypeVar("Held", Desired, Machine)


def plan_desired(make_desired: MakeDesired, api: Api, **options: Any) -> Plan:
    return deploy_desired(make_desired, api, dry_run=True, **options).plan


def evolved(machine: Held, **parts: Any) -> Held:
    """The machine with other parts; its configurations by their own names."""
    names = {setting.name for setting in configuration()}
    settings = {name: part for name, part in parts.items() if name in names}
    fields = {name: part for name, part in parts.items() if name not in names}
    return attrs.evolve(machine, **{"settings": {**machine.settings, **settings}, **fields})
