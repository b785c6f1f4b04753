"""Bringing a workflow to AWS: what to do, as a plan, and doing it.

boto3 is loaded by `sfn_dsl.aws.boto` alone, which nothing here imports before AWS is to be asked.
"""
