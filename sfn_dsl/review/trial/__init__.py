"""A trial run of a workflow of which nothing is known: with data under which it gets to its end."""

from sfn_dsl.review.trial.search import Trial, try_out

__all__ = ["Trial", "try_out"]
