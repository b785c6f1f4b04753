"""What no schema can say about a definition, one rule a page."""

from sfn_dsl.lint.engine import lint

__all__ = ["lint"]
