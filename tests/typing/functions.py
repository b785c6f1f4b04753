"""Every public function as a user calls it: precise results, and mistakes that mypy finds."""

from __future__ import annotations

from pathlib import Path
from typing import Any, assert_type

from sfn_dsl import (
    Changes,
    Definition,
    Deployment,
    DeployOptions,
    Diagnostic,
    Drift,
    LoadedSource,
    Plan,
    Pulled,
    Review,
    SavedPlan,
    StateMachine,
    Succeed,
    Target,
    Workflow,
    canonical_text,
    compile_machine,
    compile_workflow,
    deploy,
    deploy_plan,
    diff,
    drift,
    load,
    plan,
    policy_of,
    pull,
    read_json,
    read_plan,
    review_role,
    rollback,
    to_python,
    validate,
    workflow,
)


@workflow
def nightly(target: Target) -> Workflow:
    return Workflow("nightly", StateMachine([Succeed("Done")]), role="Nightly")


prod = Target("123456789012", "cn-north-1")
source = load(Path("nightly.py"), "prod")
definition = compile_workflow(nightly, prod)
options = DeployOptions(replace=True)

assert_type(source, LoadedSource)
assert_type(definition, Definition)
assert_type(compile_machine(StateMachine([Succeed("Done")])), Definition)
assert_type(read_json("{}"), Definition)
assert_type(canonical_text(definition.document), str)
assert_type(validate(source, "prod", strict=True), list[Diagnostic])
assert_type(diff(nightly, definition), Changes)
assert_type(to_python(definition, name="nightly", role="Nightly"), str)
assert_type(policy_of(source, prod), dict[str, Any])
assert_type(plan(nightly, target="prod", options=options), Plan)
assert_type(deploy(source, options=options), Deployment)
assert_type(read_plan("{}"), SavedPlan)
assert_type(deploy_plan(plan(nightly)), Deployment)
assert_type(drift(definition, name="nightly", role="Nightly"), Drift)
assert_type(pull("nightly"), Pulled)
assert_type(review_role(nightly), Review)
assert_type(rollback(nightly, "live").new, int)


def plain() -> Workflow:
    return Workflow("plain", StateMachine([Succeed("Done")]), role="Plain")


def for_target(target: Target) -> Workflow:
    return plain()


def number() -> int:
    return 5


assert_type(validate(plain), list[Diagnostic])
assert_type(plan(for_target), Plan)

deploy(number)  # E: arg-type
deploy(5)  # E: arg-type
deploy(nightly, client=5)  # E: arg-type
deploy(nightly, replace=True)  # E: call-arg
plan(nightly, session="default")  # E: arg-type
validate("nightly.py")  # E: arg-type
load(5)  # E: arg-type
deploy_plan(nightly)  # E: arg-type
pull(nightly)  # E: arg-type
DeployOptions(relase=None)  # E: call-arg
Target(123456789012)  # E: arg-type
