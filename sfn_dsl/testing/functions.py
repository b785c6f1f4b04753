"""Answers by the code of a Lambda function (see `engine`)."""

from sfn_dsl.answers.functions.handlers import handler

__all__ = ["handler"]
