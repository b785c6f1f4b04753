"""Carrying out a deployment: looking at AWS, taking the steps, waiting until AWS shows them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import attrs

from sfn_dsl.aws.api import Machine, RefusalError
from sfn_dsl.aws.retry import attempts
from sfn_dsl.deployment.attempt import DELETING_SECONDS, Attempt
from sfn_dsl.deployment.checks.stacks import require_no_stack
from sfn_dsl.deployment.desired import definition_text
from sfn_dsl.deployment.errors.messages import allow_statement
from sfn_dsl.deployment.errors.reasons import Reason, reason
from sfn_dsl.deployment.plan import (
    Actual,
    Create,
    Delete,
    Plan,
    Step,
    Tag,
    Untag,
    Update,
    plan,
    step_in_words,
)
from sfn_dsl.deployment.progress import StepFinished, StepStarted
from sfn_dsl.deployment.release import execute as release
from sfn_dsl.deployment.release.spec import MoveAlias, Prune, Publish, Released, ReleaseStep
from sfn_dsl.diagnostics import Diagnostic
from sfn_dsl.errors import DeploymentError
from sfn_dsl.model.settings import ROLE

SETTLING_SECONDS: Final = 60.0
APART_SECONDS: Final = 10.0
RELEASE_STEPS: Final = (Publish, MoveAlias, Prune)


@attrs.frozen
class Executor(Attempt):
    """An attempt that can look at AWS, plan, and carry the plan out."""

    findings: tuple[Diagnostic, ...] = ()
    replace: bool = False
    adopt: bool = False

    def planned(self, *, waiting: bool) -> Plan:
        """The plan for what is deployed now.

        A machine that is being deleted is waited for, or else counts as deleted already.
        """
        actual = self._observed(waiting)
        made = plan(self.arn, self.desired, actual, replace=self.replace)
        return attrs.evolve(made, findings=self.findings)

    def carry_out(self, todo: Plan, done: list[Step]) -> Plan:
        """Carry steps out, noting each in `done`, and return the plan for what is left of them.

        A machine that was just created is looked at again, because AWS answers a creation of what
        exists already as if it had created it, and keeps the role and the tags it had. When
        somebody else creates or deletes the machine in between, what is left is planned from there.
        A release waits until AWS shows the machine, and goes step by step, as each needs the result
        of the one before.
        """
        for step in todo.steps:
            if isinstance(step, RELEASE_STEPS):
                return (
                    self._release(step, done)
                    if step is todo.steps[0]
                    else self._machine_shown(todo)
                )
            self.on_event(StepStarted(self._in_words(step)))
            surprise = self._carry_out(step)
            if surprise is None:
                done.append(step)
                self.on_event(StepFinished(self._in_words(step)))
            if isinstance(step, Delete):
                return self._shown(lambda left: not left.deletes)
            if surprise is Reason.GONE:
                return self._shown(lambda left: left.actual is None or left.changes_more_than(todo))
            if isinstance(step, Create):
                return self._shown(lambda left: left.actual is not None)
        return self._machine_shown(todo)

    def require_allowed(self, todo: Plan) -> None:
        """Raise for a plan that changes a machine of a CloudFormation stack, unless it may."""
        if not self.adopt:
            require_no_stack(self, todo)

    def observed(self) -> Actual | None:
        """What is deployed now; None for no machine, and for one that is being deleted."""
        return self._observed(waiting=False)

    def _machine_shown(self, todo: Plan) -> Plan:
        """The plan for what is left when AWS shows the machine: a release, or what others changed.

        The latter is planned from there, so that no mixture of two deployments stays; after a
        random time, so that the two do not undo each other's changes in step.
        """
        left = self._shown(
            lambda left: (
                all(isinstance(step, RELEASE_STEPS) for step in left.steps)
                or left.changes_more_than(todo)
            )
        )
        if left.changes_more_than(todo):
            self.on_progress("somebody else changed the machine meanwhile; planning again")
            self.timing.sleep(APART_SECONDS * self.timing.chance())
        return left

    def _release(self, step: ReleaseStep, done: list[Step]) -> Plan:
        self.on_event(StepStarted(self._in_words(step)))
        try:
            done.append(release.carry_out(self, step))
        except RefusalError as refusal:
            raise self.explained(refusal) from refusal
        self.on_event(StepFinished(self._in_words(step)))
        return self._shown(lambda left: not any(_is_same(step, other) for other in left.steps))

    def _in_words(self, step: Step) -> str:
        return step_in_words(step, self.desired)

    def _observed(self, waiting: bool) -> Actual | None:
        for _ in attempts(self.timing, DELETING_SECONDS if waiting else 0):
            machine = self._described()
            if machine is None or not (machine.is_deleting and waiting):
                break
            clause = Reason.DELETING.clause
            self.on_progress(f"{clause}; waiting for up to {DELETING_SECONDS:.0f} seconds")
        if machine is None or (machine.is_deleting and not waiting):
            return None
        if machine.is_deleting:
            raise self.explained(RefusalError("CreateStateMachine", "StateMachineDeleting", ""))
        return self._with_surroundings(machine)

    def _with_surroundings(self, machine: Machine) -> Actual | None:
        """The machine with its tags, versions and aliases, as far as the workflow names them."""
        try:
            is_tagged = self.desired.tags is not None
            tags = self.api.list_tags_for_resource(self.arn) if is_tagged else {}
            spec = self.desired.release
            released = release.released(self.api, self.arn, spec) if spec else Released()
            return Actual(machine, tags, released)
        except RefusalError as refusal:
            if reason(refusal) is Reason.GONE:
                return None
            raise self.explained(refusal) from refusal

    def _described(self) -> Machine | None:
        try:
            return self.api.describe_state_machine(self.arn)
        except RefusalError as refusal:
            if reason(refusal) is Reason.DENIED:
                raise self._not_described(refusal) from refusal
            raise self.explained(refusal) from refusal

    def _carry_out(self, step: Step) -> Reason | None:
        """None when the step was carried out, otherwise why the plan does not fit AWS any more."""
        try:
            self.persist(lambda: self._call(step))
        except RefusalError as refusal:
            why = reason(refusal)
            if why is (Reason.EXISTS if isinstance(step, Create) else Reason.GONE):
                return why
            raise self.explained(refusal) from refusal
        return None

    def _call(self, step: Step) -> None:
        match step:
            case Delete():
                self._delete()
            case Create():
                self._create()
            case Update():
                parts = step.parts
                definition, role = parts.pop("definition", None), parts.pop(ROLE.name, None)
                text = definition_text(definition) if definition is not None else None
                self.api.update_state_machine(self.arn, definition=text, role=role, settings=parts)
            case Tag():
                self.api.tag_resource(self.arn, step.tags)
            case Untag():
                self.api.untag_resource(self.arn, step.keys)

    def _delete(self) -> None:
        """Delete the machine if it is still one to replace: another's new one is not."""
        machine = self._described()
        if machine is None or machine.is_deleting or machine.type == self.desired.type:
            said = "somebody else has replaced it already"
            raise RefusalError("DeleteStateMachine", "StateMachineDoesNotExist", said)
        self.api.delete_state_machine(self.arn)

    def _create(self) -> None:
        made = self.api.create_state_machine(
            name=self.desired.name,
            definition=definition_text(self.desired.definition),
            role=self.desired.role,
            type=self.desired.type,
            settings=self.desired.settings,
            tags=self.desired.tags or {},
        )
        if made != self.arn:
            raise DeploymentError(
                f"AWS created the state machine as {made!r}, not as {self.arn!r}; delete it, and "
                "give the account that the credentials belong to, or none"
            )

    def _shown(self, is_shown: Callable[[Plan], bool]) -> Plan:
        """The plan for what is left, as soon as AWS shows what was done.

        DescribeStateMachine may return the old state for some seconds after a change.
        """
        for _ in attempts(self.timing, SETTLING_SECONDS):
            left = self.planned(waiting=True)
            if is_shown(left):
                return left
            self.on_progress(
                f"waiting for AWS to show the change, for up to {SETTLING_SECONDS:.0f} seconds"
            )
        raise DeploymentError(
            f"{SETTLING_SECONDS:.0f} seconds after AWS accepted the change, it does not show it in "
            f"the state machine {self.desired.name!r} (left to do: {left.summary}); unless "
            "somebody else reverted it, run this again, which continues from there"
        )

    def _not_described(self, refusal: RefusalError) -> DeploymentError:
        """The error for a machine that may not be described, with what the list of machines says.

        The machine may well exist, in another account than was meant.
        """
        allow = allow_statement("states:DescribeStateMachine", resource=self.arn)
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
        there = "which exists" if self.arn in named else "which does not exist"
        return DeploymentError(f"{message} {self.arn!r}, {there}; {hint}", code=refusal.code)


def _is_same(done: ReleaseStep, left: Step) -> bool:
    """Tell whether what was done is left to do; versions are pruned at the end as well."""
    if isinstance(done, Prune):
        return isinstance(left, Prune) and not set(done.versions).isdisjoint(left.versions)
    return type(done) is type(left)
