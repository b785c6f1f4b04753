"""A review as a comment on a pull request."""

from sfn_dsl.review.markdown.comment import as_markdown

__all__ = ["as_markdown"]
