"""One deployment in progress: its machine, how it calls AWS, and how long it keeps trying."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import attrs

from sfn_dsl.aws.api import Api, RefusalError
from sfn_dsl.aws.retry import CONFLICT_SECONDS, Answer, Timing, persisting
from sfn_dsl.deployment.desired import Desired
from sfn_dsl.deployment.errors.messages import explained
from sfn_dsl.deployment.errors.reasons import Reason, reason
from sfn_dsl.deployment.progress import OnEvent, Said
from sfn_dsl.deployment.roles import lookup as roles
from sfn_dsl.errors import SfnError

DELETING_SECONDS: Final = 300.0
KEY_SECONDS: Final = 15.0


@attrs.frozen
class Attempt:
    """What every part of a deployment works with; ``desired`` has its role as an ARN."""

    api: Api
    arn: str
    desired: Desired
    timing: Timing
    on_event: OnEvent

    def on_progress(self, sentence: str) -> None:
        """Report a sentence about what is being waited for."""
        self.on_event(Said(sentence))

    def persist(self, call: Callable[[], Answer]) -> Answer:
        """The answer of a call, made again while AWS refuses it for a reason that may pass."""
        return persisting(call, self._patience, self.timing)

    def explained(self, refusal: RefusalError) -> SfnError:
        """The error to raise in place of a refusal, which says what to change."""
        return explained(refusal, self.arn, self.desired)

    def _patience(self, refusal: RefusalError) -> float:
        """For how many seconds from the first refusal the call is worth repeating."""
        why = reason(refusal)
        if why is Reason.DELETING:
            seconds = DELETING_SECONDS
        elif why is Reason.CONFLICT:
            seconds = CONFLICT_SECONDS
        elif why is Reason.KEY_BUSY:
            seconds = KEY_SECONDS
        else:
            seconds = roles.patience(self.api, why, self.desired.role, self.timing.now())
        if seconds:
            self.on_progress(f"{why.clause}; trying again for up to {seconds:.0f} seconds")
        return seconds
