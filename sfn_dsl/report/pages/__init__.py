"""The pages of the codes that are of no lint rule: those of reading, authoring and deploying.

A lint rule's page is its docstring. Tests hold the examples here to what they say.
"""

from __future__ import annotations

from typing import Final

from sfn_dsl.report.pages import (
    arguments,
    deployment,
    document,
    flow,
    permissions,
    python_files,
    runtime_values,
    schema,
)
from sfn_dsl.report.pages.page import Page as Page

PAGES: Final[tuple[Page, ...]] = (
    *document.PAGES,
    *schema.PAGES,
    *python_files.PAGES,
    *arguments.PAGES,
    *flow.PAGES,
    *runtime_values.PAGES,
    *deployment.PAGES,
    *permissions.PAGES,
)
