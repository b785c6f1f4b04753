"""The tools that need no AWS, as functions; each takes any value that holds a workflow.

The functions that call AWS are in `sfn_dsl.deployment.api` and `sfn_dsl.deployment.deployed_api`.
"""

from __future__ import annotations

from typing import Any

import attrs

from sfn_dsl import validation
from sfn_dsl._unset import Unset
from sfn_dsl.comparison import Changes
from sfn_dsl.comparison import diff as compare_definitions
from sfn_dsl.definition import Definition
from sfn_dsl.diagnostics import Diagnostic, Findings
from sfn_dsl.errors import AuthoringTypeError
from sfn_dsl.iam.policy.document import policy
from sfn_dsl.iam.requirements.derive import derive
from sfn_dsl.iam.requirements.workflow import machine_at
from sfn_dsl.importer import Deployable, python_source
from sfn_dsl.model.resources import ByResource, known_arns
from sfn_dsl.model.settings import SETTINGS
from sfn_dsl.model.workflow import Workflow
from sfn_dsl.workflow_values import AnyTarget, Built, WorkflowValue, build, definition_of, target_of


def compile_workflow(workflow: WorkflowValue, target: AnyTarget | None = None) -> Definition:
    """The definition that Step Functions takes, as Amazon States Language (ASL).

    Args:
        workflow: Any value that holds a workflow: a `Workflow`, a function decorated with
            ``@workflow``, a `StateMachine`, a `Definition`, what `load` returned, or an object of
            the AWS Data Science SDK.
        target: The account, region and partition to build it for, or the name of a target of the
            project. If omitted, the placeholder account ``YOUR_ACCOUNT`` in us-east-1.

    Returns:
        The document with the author's line for each part of it. ``canonical_text(x.document)`` is
        its text for review, the same on every run.

    Raises:
        AuthoringError: The workflow cannot be built as it is written.
        SfnError: The project has no target of that name.

    Example::

        machine = StateMachine([Wait("Pause", seconds=5) >> Succeed("Done")])
        definition = compile_workflow(machine, Target("123456789012", "eu-west-1"))
    """
    return definition_of(workflow, target)


def validate(
    workflow: WorkflowValue, target: AnyTarget | None = None, *, strict: bool = False
) -> list[Diagnostic]:
    """The findings about a workflow, by the JSON Schema of ASL and by the lint rules.

    Args:
        workflow: Any value that holds a workflow, as for `compile_workflow`.
        target: What to build it for.
        strict: Add advice on good practice, of severity info.

    Returns:
        The findings in the order of the text; `Diagnostic.code` has a page, see ``sfn explain``.

    Raises:
        AuthoringError: The workflow cannot be built as it is written. Nothing else is raised,
            whatever the definition contains.

    Example::

        machine = StateMachine([Wait("Pause", seconds=5) >> Succeed("Done")])
        assert validate(machine) == []
    """
    return Findings(validation.validate(definition_of(workflow, target), strict=strict))


def diff(a: WorkflowValue, b: WorkflowValue, target: AnyTarget | None = None) -> Changes:
    """The semantic differences between two workflows: what has to change in ``a`` to make it ``b``.

    The order of keys, 2 and 2.0, and a default that is written out make no difference; the order of
    Choices, Retry and Catch does.

    Args:
        a: The old workflow: any value, as for `compile_workflow`.
        b: The new workflow.
        target: What to build both for.

    Returns:
        The changes as values; empty, and false, for two workflows that mean the same.

    Raises:
        AuthoringError: One of them cannot be built as it is written.

    Example::

        old = StateMachine([Wait("Pause", seconds=5, end=True)])
        new = StateMachine([Wait("Pause", seconds=6, end=True)])
        assert repr(diff(old, new)) == "Changes(1: changed /States/Pause/Seconds 5 -> 6)"
    """
    return compare_definitions(definition_of(a, target), definition_of(b, target))


def to_python(
    workflow: WorkflowValue,
    target: AnyTarget | None = None,
    *,
    name: str | None = None,
    role: str | None = None,
) -> str:
    """Python source that compiles to an equal definition, as ``ruff format`` writes it.

    Args:
        workflow: Any value that holds a workflow, as for `compile_workflow`.
        target: What to build it for.
        name: The name of the state machine. Defaults to that of the workflow.
        role: The name or the ARN of its role. Defaults to that of the workflow.

    Returns:
        The text of a Python file. With a name and a role it defines a function decorated with
        ``@workflow``, otherwise the state machine alone.

    Raises:
        AuthoringError: The workflow cannot be built as it is written, or only one of name and role
            is known.
        SourceError: A part of the definition cannot be written in Python.

    Example::

        definition = read_json('{"StartAt": "Done", "States": {"Done": {"Type": "Succeed"}}}')
        print(to_python(definition))
    """
    built = build(workflow, target)
    return python_source(built.definition, deployable(built, name, role))


def policy_of(
    workflow: WorkflowValue,
    target: AnyTarget | None = None,
    *,
    name: str = "",
    resources: ByResource | None = None,
) -> dict[str, Any]:
    """The least-privilege IAM policy document for the role of a workflow.

    What the definition does not say becomes a wildcard. Permissions that are unknown are missing
    from the policy; ``sfn policy`` reports them.

    Args:
        workflow: Any value that holds a workflow, as for `compile_workflow`.
        target: The account and region that the ARNs in the policy name.
        name: The name of the state machine, which permissions of a distributed Map and of a KMS key
            contain. Defaults to that of the workflow.
        resources: ARNs of resources that the definition leaves open, by the name that the notes of
            ``sfn policy`` have for them.

    Returns:
        The policy document, ready for ``json.dumps``.

    Raises:
        AuthoringError: The workflow cannot be built as it is written.
        SfnError: An entry of ``resources`` is not a resource and its ARNs.

    Example::

        alerts = "arn:aws:sns:eu-west-1:123456789012:alerts"
        publish = sns.publish("Publish", topic_arn=alerts, message="hello", end=True)
        policy = policy_of(StateMachine([publish]))
        assert policy["Statement"][0]["Action"] == ["sns:Publish"]
    """
    built = build(workflow, target)
    machine = machine_at(target_of(target), built.workflow, built.definition, name=name)
    machine = attrs.evolve(machine, resources=known_arns(resources or {}))
    return policy(derive(built.definition, machine))


def deployable(built: Built, name: str | None, role: str | None) -> Deployable | None:
    """The workflow that an imported source defines, None for a state machine alone.

    Name, role and settings are those of the workflow, unless given. Raises AuthoringTypeError where
    only one of name and role is known.
    """
    workflow = built.workflow
    if workflow is not None:
        return _deployable_of(workflow, name or workflow.name, role or workflow.role)
    told = built.definition.settings if built.sdk_workflow is not None else {}
    name, role = name or told.get("name"), role or told.get("role")
    if (name is None) is not (role is None):
        raise AuthoringTypeError(
            "a workflow has both a name and a role, and only one of them is given; write "
            "name='...' and role='...', or neither for the state machine alone"
        )
    tags = {"tags": told["tags"]} if "tags" in told else {}
    return Deployable(name, role, tags) if name is not None and role is not None else None


def _deployable_of(workflow: Workflow, name: str, role: str) -> Deployable:
    values = {setting.name: getattr(workflow, setting.name) for setting in SETTINGS}
    given = {
        key: value
        for key, value in values.items()
        if not isinstance(value, Unset) and key != "role" and (key, value) != ("type", "STANDARD")
    }
    return Deployable(name, role, given)
