"""Service tasks: one module for each service, one function for each of its actions."""

from sfn_dsl.tasks import lambda_, sns

__all__ = ["lambda_", "sns"]
