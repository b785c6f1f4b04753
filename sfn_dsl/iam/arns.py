"""The functions of `sfn_dsl.arns` under the name that the modules here import them by."""

from sfn_dsl.arns import is_arn, is_placeholder, says_arn, segments, tail

__all__ = ["is_arn", "is_placeholder", "says_arn", "segments", "tail"]
