"""One deployment under way: looking at AWS, carrying steps out, waiting until AWS shows them."""

from __future__ import annotations

from collections.abc import Callable

import attrs

from sfn_dsl.aws.api import Api, Machine, RefusalError
from sfn_dsl.aws.retry import CONFLICT_SECONDS, Answer, Tell, Timing, attempts, persisting
from sfn_dsl.deployment.desired import Desired, definition_text
from sfn_dsl.deployment.errors import statements
from sfn_dsl.deployment.errors.messages import explained
from sfn_dsl.deployment.errors.reasons import Reason, reason
from sfn_dsl.deployment.plan import Actual, Create, Delete, Plan, Step, Tag, Untag, Update, plan
from sfn_dsl.deployment.release import execute as releasing
from sfn_dsl.deployment.release.spec import MoveAlias, Prune, Publish, Released, ReleaseStep
from sfn_dsl.deployment.roles import lookup as roles
from sfn_dsl.diagnostics import Diagnostic
from sfn_dsl.errors import DeploymentError

DELETING_SECONDS = 300.0
KEY_SECONDS = 15.0
SETTLING_SECONDS = 60.0
APART_SECONDS = 10.0
RELEASE_STEPS = (Publish, MoveAlias, Prune)


@attrs.frozen
class Run:
    """What a deployment works with; ``desired`` has its role as an ARN."""

    api: Api
    arn: str
    desired: Desired
    findings: tuple[Diagnostic, ...]
    timing: Timing
    tell: Tell
    replace: bool = False

    def planned(self, *, waiting: bool) -> Plan:
        """The plan for what AWS holds now.

        A machine that is being deleted is waited for, or else counts as gone already.
        """
        actual = self._observed(waiting)
        made = plan(self.arn, self.desired, actual, replace=self.replace)
        return attrs.evolve(made, findings=self.findings)

    def carry_out(self, todo: Plan, done: list[Step]) -> Plan:
        """Carry steps out, noting each in `done`, and return the plan for what is left of them.

        A machine that was just made is looked at again, because AWS answers a creation of what is
        there already as if it had made it, and keeps the role and the tags it had. When somebody
        else makes or deletes the machine in between, what is left is planned from there. A release
        waits until AWS shows the machine, and goes step by step, as each needs what came of the
        last.
        """
        for step in todo.steps:
            if isinstance(step, RELEASE_STEPS):
                return (
                    self._release(step, done)
                    if step is todo.steps[0]
                    else self._machine_shown(todo)
                )
            surprise = self._carry_out(step)
            if surprise is None:
                done.append(step)
            if isinstance(step, Delete):
                return self._shown(lambda left: not left.deletes)
            if surprise is Reason.GONE:
                return self._shown(lambda left: left.actual is None or left.wants_more_than(todo))
            if isinstance(step, Create):
                return self._shown(lambda left: left.actual is not None)
        return self._machine_shown(todo)

    def persist(self, call: Callable[[], Answer]) -> Answer:
        """The answer of a call, made again while it is refused for a reason that may pass."""
        return persisting(call, self._patience, self.timing)

    def _machine_shown(self, todo: Plan) -> Plan:
        """The plan for what is left when AWS shows the machine: only a release, or what others did.

        The latter is planned from there, so that no mixture of two deployments stays; after a while
        left to chance, so that the two do not undo each other's changes in step.
        """
        left = self._shown(
            lambda left: (
                all(isinstance(step, RELEASE_STEPS) for step in left.steps)
                or left.wants_more_than(todo)
            )
        )
        if left.wants_more_than(todo):
            self.tell("somebody else changed the machine meanwhile; planning again from there")
            self.timing.sleep(APART_SECONDS * self.timing.chance())
        return left

    def _release(self, step: ReleaseStep, done: list[Step]) -> Plan:
        try:
            done.append(releasing.carry_out(self, step))
        except RefusalError as refusal:
            raise self._explained(refusal) from refusal
        return self._shown(lambda left: type(step) not in map(type, left.steps))

    def observed(self) -> Actual | None:
        """What AWS holds now; None for no machine, and for one that is being deleted."""
        return self._observed(waiting=False)

    def _observed(self, waiting: bool) -> Actual | None:
        for _ in attempts(self.timing, DELETING_SECONDS if waiting else 0):
            machine = self._described()
            if machine is None or not (machine.is_going and waiting):
                break
            self.tell(f"{Reason.DELETING.value}; waiting for up to {DELETING_SECONDS:.0f} seconds")
        if machine is None or (machine.is_going and not waiting):
            return None
        if machine.is_going:
            raise self._explained(RefusalError("CreateStateMachine", "StateMachineDeleting", ""))
        return self._with_surroundings(machine)

    def _with_surroundings(self, machine: Machine) -> Actual | None:
        """The machine with its tags, versions and aliases, as far as the workflow names them."""
        try:
            tagged = self.desired.tags is not None
            tags = self.api.list_tags_for_resource(self.arn) if tagged else {}
            release = self.desired.release
            released = releasing.released(self.api, self.arn, release) if release else Released()
            return Actual(machine, tags, released)
        except RefusalError as refusal:
            if reason(refusal) is Reason.GONE:
                return None
            raise self._explained(refusal) from refusal

    def _described(self) -> Machine | None:
        try:
            return self.api.describe_state_machine(self.arn)
        except RefusalError as refusal:
            if reason(refusal) is Reason.DENIED:
                raise self._unseen(refusal) from refusal
            raise self._explained(refusal) from refusal

    def _carry_out(self, step: Step) -> Reason | None:
        """None when the step was carried out; why not, when AWS holds what was not planned for."""
        try:
            self.persist(lambda: self._call(step))
        except RefusalError as refusal:
            why = reason(refusal)
            if why is (Reason.EXISTS if isinstance(step, Create) else Reason.GONE):
                return why
            raise self._explained(refusal) from refusal
        return None

    def _call(self, step: Step) -> None:
        match step:
            case Delete():
                self._delete()
            case Create():
                self._create()
            case Update():
                parts = step.parts
                definition = parts.pop("definition", None)
                text = definition_text(definition) if definition is not None else None
                self.api.update_state_machine(self.arn, definition=text, **parts)
            case Tag():
                self.api.tag_resource(self.arn, step.tags)
            case Untag():
                self.api.untag_resource(self.arn, step.keys)

    def _delete(self) -> None:
        """Delete the machine if it is still one to be replaced: another's new one is not."""
        machine = self._described()
        if machine is None or machine.is_going or machine.type == self.desired.type:
            said = "somebody else has replaced it already"
            raise RefusalError("DeleteStateMachine", "StateMachineDoesNotExist", said)
        self.api.delete_state_machine(self.arn)

    def _create(self) -> None:
        made = self.api.create_state_machine(
            name=self.desired.name,
            definition=definition_text(self.desired.definition),
            role=self.desired.role,
            type=self.desired.type,
            logging=self.desired.logging,
            tracing=self.desired.tracing,
            encryption=self.desired.encryption,
            tags=self.desired.tags or {},
        )
        if made != self.arn:
            raise DeploymentError(
                f"AWS made the state machine as {made!r}, not as {self.arn!r}; delete it, and "
                "give the account that the credentials belong to, or none"
            )

    def _patience(self, refusal: RefusalError) -> float:
        """For how many seconds from the first refusal it is worth while to try again."""
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
            self.tell(f"{why.value}; trying again for up to {seconds:.0f} seconds")
        return seconds

    def _shown(self, is_shown: Callable[[Plan], bool]) -> Plan:
        """The plan for what is left, as soon as AWS shows what was done.

        DescribeStateMachine may tell the old state for some seconds after a change.
        """
        for _ in attempts(self.timing, SETTLING_SECONDS):
            left = self.planned(waiting=True)
            if is_shown(left):
                return left
            self.tell(
                f"waiting for AWS to show the change, for up to {SETTLING_SECONDS:.0f} seconds"
            )
        raise DeploymentError(
            f"{SETTLING_SECONDS:.0f} seconds after AWS took the change, it does not show it in the "
            f"state machine {self.desired.name!r} (left to do: {left.summary}); unless somebody "
            "else took it back, run this again, which goes on from there"
        )

    def _explained(self, refusal: RefusalError) -> Exception:
        return explained(refusal, self.arn, self.desired)

    def _unseen(self, refusal: RefusalError) -> DeploymentError:
        """The error for a machine that may not be described, with what the list of machines tells.

        The machine may well be there, in another account than was meant.
        """
        allow = statements.allow("states:DescribeStateMachine", resource=self.arn)
        message = "these credentials may not describe the state machine"
        try:
            named = [m.arn for m in self.api.list_state_machines() if m.name == self.desired.name]
        except DeploymentError:
            return DeploymentError(
                f"{message} {self.arn!r}; add to the policy of whoever deploys: {allow}",
                code=refusal.code,
            )
        if named and self.arn not in named:
            hint = f"did you mean the one of account {named[0].split(':')[4]!r}? Give that account"
        else:
            hint = f"add to the policy of whoever deploys: {allow}"
        there = "which is there" if self.arn in named else "which is not there"
        return DeploymentError(f"{message} {self.arn!r}, {there}; {hint}", code=refusal.code)
