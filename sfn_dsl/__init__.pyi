"""The public names, each where it lives: read by type checkers, and by `sfn_dsl` itself."""

from . import intrinsics
from ._unset import UNSET
from ._version import __version__
from .answers.simulating import simulate
from .comparison import Changes
from .compiler import compile_machine
from .definition import Definition, canonical_text
from .definition.reading import read_json
from .deployment.api import deploy, deploy_plan, plan
from .deployment.deploy import Deployment
from .deployment.deployed_api import drift, pull, review_role, rollback
from .deployment.drift import Drift
from .deployment.options import DeployOptions, Release, Shift
from .deployment.plan import Plan
from .deployment.pull import Pulled
from .deployment.saved_plan import SavedPlan, read_plan
from .diagnostics import Diagnostic, Severity
from .drawing import Drawing, draw
from .errors import (
    AuthoringError,
    AuthoringTypeError,
    DeploymentError,
    InsufficientRoleError,
    InvalidDefinitionError,
    RefusedPlanError,
    SfnError,
    SourceError,
)
from .expressions.conditions import all_of, any_of, not_
from .expressions.jsonata import jsonata
from .expressions.operands import compare, context, path, result, state_input, variable
from .expressions.placeholders import placeholder
from .iam.review.review import Review
from .language.error_names import States
from .loading import load
from .model.handlers import Catch, Retry, When
from .model.integration import Credentials
from .model.machine import StateMachine
from .model.map_state import Map
from .model.settings import Encryption, Logging
from .model.states import Choice, Fail, Pass, Succeed, Wait
from .model.target import Target
from .model.work_states import Parallel, Task
from .model.workflow import Workflow, workflow
from .simulation.execution import Execution
from .tools import compile_workflow, diff, policy_of, to_python, validate
from .workflow_values import LoadedSource

__all__ = [
    "UNSET",
    "AuthoringError",
    "AuthoringTypeError",
    "Catch",
    "Changes",
    "Choice",
    "Credentials",
    "Definition",
    "DeployOptions",
    "Deployment",
    "DeploymentError",
    "Diagnostic",
    "Drawing",
    "Drift",
    "Encryption",
    "Execution",
    "Fail",
    "InsufficientRoleError",
    "InvalidDefinitionError",
    "LoadedSource",
    "Logging",
    "Map",
    "Parallel",
    "Pass",
    "Plan",
    "Pulled",
    "RefusedPlanError",
    "Release",
    "Retry",
    "Review",
    "SavedPlan",
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
    "compile_workflow",
    "context",
    "deploy",
    "deploy_plan",
    "diff",
    "draw",
    "drift",
    "intrinsics",
    "jsonata",
    "load",
    "not_",
    "path",
    "placeholder",
    "plan",
    "policy_of",
    "pull",
    "read_json",
    "read_plan",
    "result",
    "review_role",
    "rollback",
    "simulate",
    "state_input",
    "to_python",
    "validate",
    "variable",
    "workflow",
]
