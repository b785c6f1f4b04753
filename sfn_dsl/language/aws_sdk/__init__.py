"""AWS SDK integrations: the IAM action of each call, its resources, and what else it needs.

Most operations need the IAM action of their own name; these tables hold the others. Calls are named
as in a resource, ``service:action``, without the prefix ``aws-sdk``. (Integrations reference,
section "AWS SDK".)
"""
