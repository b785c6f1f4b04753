"""Talking to AWS: the calls a deployment makes, their values, retries and rate limits.

Nothing here knows workflows. boto3 is imported by `sfn_dsl.aws.boto` alone, which is loaded when
AWS is to be called and not before.
"""
