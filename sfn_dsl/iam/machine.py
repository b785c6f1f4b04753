"""The machine whose role is asked about: where it lives, and what is set beside its definition."""

from __future__ import annotations

from typing import Final

import attrs

from sfn_dsl.arns import PLACEHOLDER_ACCOUNT

NO_NAME: Final = "the machine's name is not known; say it with --name"
"""Why what is named after the machine is wide."""


@attrs.frozen(kw_only=True)
class Machine:
    """A state machine as far as its role's permissions depend on it.

    ``account`` may be a placeholder, which then stands in every resource. ``name`` is empty where
    it is not known, as for a bare definition. ``kms_key`` is the key that the machine is encrypted
    with, empty for a key of AWS's own.
    """

    account: str = PLACEHOLDER_ACCOUNT
    region: str = "us-east-1"
    partition: str = "aws"
    name: str = ""
    logging: bool = False
    tracing: bool = False
    kms_key: str = ""

    def filled(self, template: str) -> str:
        """A resource's template with the machine's partition, region and account in it."""
        return (
            template.replace("{partition}", self.partition)
            .replace("{region}", self.region)
            .replace("{account}", self.account)
        )
