"""Rules for what a schema cannot express, one rule a page."""

from sfn_dsl.lint.engine import lint

__all__ = ["lint"]
