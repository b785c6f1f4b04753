"""Codes of roles that do not suffice, or that allow more than is needed."""

from __future__ import annotations

from typing import Final

from sfn_dsl.report.pages.page import Page

PAGES: Final = (
    Page(
        "SFN920",
        "role-not-assumable",
        "Step Functions may assume the role.",
        """\
The role's trust policy must allow ``sts:AssumeRole`` to ``states.amazonaws.com``, and its
conditions, such as one on ``aws:SourceArn``, must hold for the machine. Otherwise no execution
starts.

Bad::

    {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole",
      "Principal": {"Service": "lambda.amazonaws.com"}}]}

Good::

    {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole",
      "Principal": {"Service": "states.amazonaws.com"}}]}
""",
    ),
    Page(
        "SFN921",
        "missing-permission",
        "The role allows everything that the definition needs.",
        """\
No statement of the role's policies, or of its permissions boundary, allows it, so the task would
fail. The message contains the statement to add; ``sfn policy`` writes the whole policy.

Bad::

    {"Version": "2012-10-17", "Statement": []}

Good::

    {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "lambda:InvokeFunction",
      "Resource": "arn:aws:lambda:us-east-1:123456789012:function:load"}]}
""",
    ),
    Page(
        "SFN922",
        "denied-permission",
        "Nothing denies what the definition needs.",
        """\
A ``Deny`` statement overrides every statement that allows. Narrow it.

Bad::

    {"Version": "2012-10-17", "Statement": [
      {"Effect": "Allow", "Action": "sqs:SendMessage",
       "Resource": "arn:aws:sqs:us-east-1:123456789012:orders"},
      {"Effect": "Deny", "Action": "sqs:*", "Resource": "*"}]}

Good::

    {"Version": "2012-10-17", "Statement": [
      {"Effect": "Allow", "Action": "sqs:SendMessage",
       "Resource": "arn:aws:sqs:us-east-1:123456789012:orders"},
      {"Effect": "Deny", "Action": "sqs:DeleteQueue", "Resource": "*"}]}
""",
    ),
    Page(
        "SFN923",
        "undecided-permission",
        "Whether the role allows a call is known before it is made.",
        """\
A statement allows only part of what may be needed, or has a condition on a value that is known only
when the call is made. The message says which.

Bad::

    {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "sqs:SendMessage",
      "Resource": "*", "Condition": {"IpAddress": {"aws:SourceIp": "203.0.113.0/24"}}}]}

Good::

    {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "sqs:SendMessage",
      "Resource": "arn:aws:sqs:us-east-1:123456789012:orders"}]}
""",
    ),
    Page(
        "SFN924",
        "unknown-permission",
        "The permissions that a state needs are known.",
        """\
It is not known which actions it needs: its resource is worked out when it is deployed, or its
service is newer than this package's tables. Look them up, and make sure that the role allows them.

Bad::

    a Task with the resource ${LoadResource}

Good::

    a Task with the resource arn:aws:states:::lambda:invoke
""",
    ),
    Page(
        "SFN925",
        "excess-permission",
        "The role allows nothing that the definition does not need.",
        """\
Reported only by ``sfn role``, as advice: others may use the role too. If none do, remove the
statement.

Bad::

    {"Version": "2012-10-17", "Statement": [
      {"Effect": "Allow", "Action": "sqs:*", "Resource": "*"}]}

Good::

    {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "sqs:SendMessage",
      "Resource": "arn:aws:sqs:us-east-1:123456789012:orders"}]}
""",
    ),
    Page(
        "SFN926",
        "needed-by-running-executions",
        "The role keeps what running executions need.",
        """\
An execution keeps the definition and the role that it was started with, in a standard workflow for
up to a year. What the new definition no longer needs can be removed when those executions have
ended.

Bad::

    a permission removed from the role together with the task that used it

Good::

    the same permission removed once the last execution of the old definition has ended
""",
    ),
)
