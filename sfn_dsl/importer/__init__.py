"""Python source for any definition."""

from sfn_dsl.importer.source import Deployable, python_source

__all__ = ["Deployable", "python_source"]
