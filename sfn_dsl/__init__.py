"""Write, review, validate, compare and deploy AWS Step Functions workflows in Python.

Each public name is loaded when it is first used, so that a workflow's file costs no more than the
names it imports, and none of boto3, jsonschema or click.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sfn_dsl import intrinsics as intrinsics
    from sfn_dsl._unset import UNSET as UNSET
    from sfn_dsl._version import __version__ as __version__
    from sfn_dsl.aws import (
        Deployment as Deployment,
    )
    from sfn_dsl.aws import (
        deploy as deploy,
    )
    from sfn_dsl.compiler import compile_machine as compile_machine
    from sfn_dsl.definition import (
        Definition as Definition,
    )
    from sfn_dsl.definition import (
        canonical_text as canonical_text,
    )
    from sfn_dsl.diagnostics import (
        Diagnostic as Diagnostic,
    )
    from sfn_dsl.diagnostics import (
        Severity as Severity,
    )
    from sfn_dsl.diff import diff as diff
    from sfn_dsl.errors import (
        AuthoringError as AuthoringError,
    )
    from sfn_dsl.errors import (
        DeploymentError as DeploymentError,
    )
    from sfn_dsl.errors import (
        InvalidDefinitionError as InvalidDefinitionError,
    )
    from sfn_dsl.errors import (
        SfnError as SfnError,
    )
    from sfn_dsl.errors import (
        SourceError as SourceError,
    )
    from sfn_dsl.expressions.conditions import (
        all_of as all_of,
    )
    from sfn_dsl.expressions.conditions import (
        any_of as any_of,
    )
    from sfn_dsl.expressions.jsonata import jsonata as jsonata
    from sfn_dsl.expressions.operands import (
        context as context,
    )
    from sfn_dsl.expressions.operands import (
        path as path,
    )
    from sfn_dsl.expressions.operands import (
        variable as variable,
    )
    from sfn_dsl.language.error_names import States as States
    from sfn_dsl.model.handlers import (
        Catch as Catch,
    )
    from sfn_dsl.model.handlers import (
        Retry as Retry,
    )
    from sfn_dsl.model.handlers import (
        When as When,
    )
    from sfn_dsl.model.integration import Credentials as Credentials
    from sfn_dsl.model.machine import StateMachine as StateMachine
    from sfn_dsl.model.states import (
        Choice as Choice,
    )
    from sfn_dsl.model.states import (
        Fail as Fail,
    )
    from sfn_dsl.model.states import (
        Map as Map,
    )
    from sfn_dsl.model.states import (
        Parallel as Parallel,
    )
    from sfn_dsl.model.states import (
        Pass as Pass,
    )
    from sfn_dsl.model.states import (
        Succeed as Succeed,
    )
    from sfn_dsl.model.states import (
        Task as Task,
    )
    from sfn_dsl.model.states import (
        Wait as Wait,
    )
    from sfn_dsl.model.workflow import (
        Encryption as Encryption,
    )
    from sfn_dsl.model.workflow import (
        Logging as Logging,
    )
    from sfn_dsl.model.workflow import (
        Target as Target,
    )
    from sfn_dsl.model.workflow import (
        Workflow as Workflow,
    )
    from sfn_dsl.model.workflow import (
        workflow as workflow,
    )
    from sfn_dsl.validation import validate as validate

_HOMES = {
    "sfn_dsl._unset": ("UNSET",),
    "sfn_dsl._version": ("__version__",),
    "sfn_dsl.aws": (
        "Deployment",
        "deploy",
    ),
    "sfn_dsl.compiler": ("compile_machine",),
    "sfn_dsl.definition": (
        "Definition",
        "canonical_text",
    ),
    "sfn_dsl.diagnostics": (
        "Diagnostic",
        "Severity",
    ),
    "sfn_dsl.diff": ("diff",),
    "sfn_dsl.errors": (
        "AuthoringError",
        "DeploymentError",
        "InvalidDefinitionError",
        "SfnError",
        "SourceError",
    ),
    "sfn_dsl.expressions.conditions": (
        "all_of",
        "any_of",
    ),
    "sfn_dsl.expressions.jsonata": ("jsonata",),
    "sfn_dsl.expressions.operands": (
        "context",
        "path",
        "variable",
    ),
    "sfn_dsl.language.error_names": ("States",),
    "sfn_dsl.model.handlers": (
        "Catch",
        "Retry",
        "When",
    ),
    "sfn_dsl.model.integration": ("Credentials",),
    "sfn_dsl.model.machine": ("StateMachine",),
    "sfn_dsl.model.states": (
        "Choice",
        "Fail",
        "Map",
        "Parallel",
        "Pass",
        "Succeed",
        "Task",
        "Wait",
    ),
    "sfn_dsl.model.workflow": (
        "Encryption",
        "Logging",
        "Target",
        "Workflow",
        "workflow",
    ),
    "sfn_dsl.validation": ("validate",),
}
_HOME_OF = {name: module for module, names in _HOMES.items() for name in names}

__all__ = sorted((*_HOME_OF, "intrinsics"))


def __getattr__(name: str) -> object:
    if name == "intrinsics":
        return import_module("sfn_dsl.intrinsics")
    if name not in _HOME_OF:
        raise AttributeError(f"module 'sfn_dsl' has no attribute '{name}'")
    value = getattr(import_module(_HOME_OF[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return __all__
