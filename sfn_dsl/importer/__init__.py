"""Python source for any definition."""

from sfn_dsl.importer.source import python_source
from sfn_dsl.importer.workflow import Deployable

__all__ = ["Deployable", "python_source"]
