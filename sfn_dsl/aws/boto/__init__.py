"""The calls of `sfn_dsl.aws.api`, made with boto3."""
