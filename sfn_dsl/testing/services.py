"""Answers that services give, or might (see `engine`)."""

from sfn_dsl.answers.services.plausible import answers_like_service
from sfn_dsl.answers.services.real_clients import real

__all__ = ["answers_like_service", "real"]
