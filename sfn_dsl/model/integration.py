"""How a task calls a service: the action, its parameters, and the role that it assumes."""

from __future__ import annotations

from typing import Literal

import attrs

from sfn_dsl._unset import UNSET, Unset
from sfn_dsl.errors import AuthoringError, Mistake
from sfn_dsl.expressions.intrinsics import Intrinsic
from sfn_dsl.expressions.jsonata import Jsonata
from sfn_dsl.expressions.operands import PathOperand
from sfn_dsl.expressions.paths import Path
from sfn_dsl.expressions.templates import Frozen, Object, as_written, freeze_template

Pattern = Literal["sync", "sync:2", "task_token"]

_SUFFIXES = {UNSET: "", "sync": ".sync", "sync:2": ".sync:2", "task_token": ".waitForTaskToken"}


@attrs.frozen(repr=False)
class Integration:
    """A service and action, such as ``sns:publish``, and whether to wait for more than the answer.

    The ARN depends on the partition that the workflow is built for, so it is written by the
    compiler. (ASL reference, sections 8.1 and 8.2.)
    """

    action: str
    wait: Pattern | Unset = attrs.field(default=UNSET)

    @wait.validator
    def _known(self, _: object, wait: object) -> None:
        if wait not in _SUFFIXES:
            known = ", ".join(repr(name) for name in _SUFFIXES if name is not UNSET)
            raise AuthoringError(
                f"{wait!r} is not a valid pattern; write one of {known}",
                code=Mistake.UNUSABLE_ARGUMENT,
            )

    def arn(self, partition: str) -> str:
        """The resource's ARN in a partition, such as ``arn:aws:states:::sns:publish``."""
        return f"arn:{partition}:states:::{self.action}{_SUFFIXES[self.wait]}"

    def __repr__(self) -> str:
        return repr(self.arn("aws"))


def _role_arn(value: str | PathOperand | Path | Intrinsic | Jsonata) -> Frozen:
    return freeze_template(value, "role_arn")


@attrs.frozen(repr=False)
class Credentials:
    """The role that a task assumes in place of the state machine's own, also in another account.

    See
    https://docs.aws.amazon.com/step-functions/latest/dg/concepts-access-cross-acct-resources.html.

    Args:
        role_arn: ``RoleArn``: the ARN of the role, or a path, an intrinsic call or a JSONata
            expression that gives it.

    Example::

        credentials = Credentials("arn:aws:iam::210987654321:role/CrossAccount")
    """

    role_arn: Frozen = attrs.field(converter=_role_arn)

    def __repr__(self) -> str:
        return f"Credentials({as_written(self.role_arn)})"


class ServiceParameters(Object):
    """What a service task passes to its service, under the field name of the query language.

    It is ``Parameters`` in a JSONPath state and ``Arguments`` in a JSONata state.
    """

    __slots__ = ()
