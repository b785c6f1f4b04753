"""Dependent permissions: what AWS SDK calls need besides the action of their own name.

Some services do part of their work with the caller's rights: they read the object, write the
result or get the credentials that the call names. There is a file of rows for each kind of service,
and each row has its source; ``docs/reference/policy.md`` shows them. What the service authorization
reference lists in general is in `sfn_dsl.language.aws_sdk.dependent_actions`.
"""
