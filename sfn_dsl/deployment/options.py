"""What a deployment asks beforehand, and what it may do."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

import attrs

from sfn_dsl.deployment.execute import Run
from sfn_dsl.diagnostics import Diagnostic

ReviewRole = Callable[[Run], Sequence[Diagnostic]]
"""Finds what the role lacks; raises DeploymentError for what must not be deployed without."""


@attrs.frozen
class Terms:
    """The terms of a deployment.

    With ``replace`` a machine of another type is deleted and made anew. ``ask_aws`` is for AWS's
    own validation of the definition, ``review`` for what the role lacks.
    """

    replace: bool = False
    ask_aws: bool = True
    review: ReviewRole = lambda _: ()


USUAL: Final = Terms()
