"""A review as one page in HTML, which asks for nothing from the network."""

from sfn_dsl.review.page.rendering import as_page

__all__ = ["as_page"]
