"""What a deployment would do."""

from __future__ import annotations

from typing import Any

from sfn_dsl.aws.api import Api
from sfn_dsl.deployment.deploy import deploy_desired
from sfn_dsl.deployment.desired import MakeDesired
from sfn_dsl.deployment.plan import Plan


def plan_desired(make_desired: MakeDesired, api: Api, **options: Any) -> Plan:
    return deploy_desired(make_desired, api, dry_run=True, **options).plan
