"""Recognizes objects of the AWS Data Science SDK (``stepfunctions``), which is never imported here.

Importing it takes seconds and imports sagemaker. Whoever has one of its objects has imported it
already, so its objects are known by the module of their class. Looking for attributes would not do,
since the SDK's states return None for any attribute.
"""

from __future__ import annotations

from types import FunctionType
from typing import Any, Final

PACKAGE: Final = "stepfunctions"
_WORKFLOW: Final = "Workflow"
_TEMPLATE: Final = "WorkflowTemplate"


def is_of_sdk(obj: object) -> bool:
    """Return whether an object is of a class of the SDK, or of one that is derived from such."""
    return any(each.__module__.partition(".")[0] == PACKAGE for each in type(obj).__mro__)


def is_sdk_workflow(obj: object) -> bool:
    """Return whether an object is an SDK ``Workflow`` or a template of one, subclasses included.

    The templates are ``TrainingPipeline`` and ``InferencePipeline``.
    """
    return sdk_class(type(obj), _WORKFLOW, _TEMPLATE) is not None


def sdk_workflow(obj: Any) -> Any:
    """The ``Workflow`` that an object is, or that is in a template."""
    return obj.workflow if sdk_class(type(obj), _TEMPLATE) else obj


def sdk_class(cls: type, *names: str) -> type | None:
    """The first class of the SDK with one of the names among a class and its bases."""
    for each in cls.__mro__:
        if each.__name__ in names and each.__module__.partition(".")[0] == PACKAGE:
            return each
    return None


def promises_sdk_workflow(function: object) -> bool:
    """Return whether a function is annotated to return a workflow of the SDK.

    An annotation that is text is looked up by its names, and not evaluated.
    """
    if not isinstance(function, FunctionType):
        return False
    said = function.__annotations__.get("return")
    if isinstance(said, str):
        first, *others = said.strip("'\" ").split(".")
        said = function.__globals__.get(first)
        for name in others:
            said = getattr(said, name, None)
    return isinstance(said, type) and sdk_class(said, _WORKFLOW, _TEMPLATE) is not None
