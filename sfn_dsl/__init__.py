"""Write, review, validate, compare and deploy AWS Step Functions workflows in Python.

Each public name is loaded when it is first used, so that a workflow's file costs no more than the
names it imports, and none of boto3, jsonschema or click.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sfn_dsl import intrinsics
    from sfn_dsl._unset import UNSET
    from sfn_dsl._version import __version__
    from sfn_dsl.comparison import diff
    from sfn_dsl.compiler import compile_machine
    from sfn_dsl.definition import Definition, canonical_text
    from sfn_dsl.definition.reading import read_json
    from sfn_dsl.deployment.api import deploy, plan
    from sfn_dsl.deployment.options import DeployOptions, Release, Shift
    from sfn_dsl.diagnostics import Diagnostic, Severity
    from sfn_dsl.errors import (
        AuthoringError,
        DeploymentError,
        InsufficientRoleError,
        InvalidDefinitionError,
        SfnError,
        SourceError,
    )
    from sfn_dsl.expressions.conditions import all_of, any_of, not_
    from sfn_dsl.expressions.jsonata import jsonata
    from sfn_dsl.expressions.operands import compare, context, path, result, state_input, variable
    from sfn_dsl.expressions.placeholders import placeholder
    from sfn_dsl.language.error_names import States
    from sfn_dsl.model.handlers import Catch, Retry, When
    from sfn_dsl.model.integration import Credentials
    from sfn_dsl.model.machine import StateMachine
    from sfn_dsl.model.states import Choice, Fail, Map, Parallel, Pass, Succeed, Task, Wait
    from sfn_dsl.model.workflow import Encryption, Logging, Target, Workflow, workflow
    from sfn_dsl.role_policy import policy_of
    from sfn_dsl.validation import validate

__all__ = [
    "UNSET",
    "AuthoringError",
    "Catch",
    "Choice",
    "Credentials",
    "Definition",
    "DeployOptions",
    "DeploymentError",
    "Diagnostic",
    "Encryption",
    "Fail",
    "InsufficientRoleError",
    "InvalidDefinitionError",
    "Logging",
    "Map",
    "Parallel",
    "Pass",
    "Release",
    "Retry",
    "Severity",
    "SfnError",
    "Shift",
    "SourceError",
    "StateMachine",
    "States",
    "Succeed",
    "Target",
    "Task",
    "Wait",
    "When",
    "Workflow",
    "__version__",
    "all_of",
    "any_of",
    "canonical_text",
    "compare",
    "compile_machine",
    "context",
    "deploy",
    "diff",
    "intrinsics",
    "jsonata",
    "not_",
    "path",
    "placeholder",
    "plan",
    "policy_of",
    "read_json",
    "result",
    "state_input",
    "validate",
    "variable",
    "workflow",
]

# Where each name lives; a test holds this and the imports above to each other.
_HOMES = {
    "sfn_dsl._unset": "UNSET",
    "sfn_dsl._version": "__version__",
    "sfn_dsl.deployment.options": "DeployOptions Release Shift",
    "sfn_dsl.deployment.api": "deploy plan",
    "sfn_dsl.compiler": "compile_machine",
    "sfn_dsl.definition": "Definition canonical_text",
    "sfn_dsl.definition.reading": "read_json",
    "sfn_dsl.diagnostics": "Diagnostic Severity",
    "sfn_dsl.comparison": "diff",
    "sfn_dsl.errors": (
        "AuthoringError DeploymentError InsufficientRoleError InvalidDefinitionError SfnError "
        "SourceError"
    ),
    "sfn_dsl.expressions.conditions": "all_of any_of not_",
    "sfn_dsl.expressions.jsonata": "jsonata",
    "sfn_dsl.expressions.operands": "compare context path result state_input variable",
    "sfn_dsl.expressions.placeholders": "placeholder",
    "sfn_dsl.language.error_names": "States",
    "sfn_dsl.model.handlers": "Catch Retry When",
    "sfn_dsl.model.integration": "Credentials",
    "sfn_dsl.model.machine": "StateMachine",
    "sfn_dsl.model.states": "Choice Fail Map Parallel Pass Succeed Task Wait",
    "sfn_dsl.model.workflow": "Encryption Logging Target Workflow workflow",
    "sfn_dsl.role_policy": "policy_of",
    "sfn_dsl.validation": "validate",
}
_HOME_OF = {name: module for module, names in _HOMES.items() for name in names.split()}


def __getattr__(name: str) -> object:
    if name == "intrinsics":
        return import_module("sfn_dsl.intrinsics")
    if name not in _HOME_OF:
        raise AttributeError(f"module 'sfn_dsl' has no attribute '{name}'")
    value = globals()[name] = getattr(import_module(_HOME_OF[name]), name)
    return value


def __dir__() -> list[str]:
    return __all__
