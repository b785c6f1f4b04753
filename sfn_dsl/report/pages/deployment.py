"""Codes of workflows whose settings AWS does not take, and of what AWS says of a definition."""

from __future__ import annotations

from typing import Final

from sfn_dsl.report.pages.page import Page

PAGES: Final = (
    Page(
        "SFN901",
        "unusable-name",
        "The name of a state machine is valid.",
        """\
At most 80 characters, without whitespace, brackets, wildcards or control characters. AWS refuses to
create the machine.

Bad::

    from sfn_dsl import StateMachine, Succeed, Workflow

    orders = Workflow("nightly orders", StateMachine([Succeed("Done")]), role="OrdersRole")

Good::

    from sfn_dsl import StateMachine, Succeed, Workflow

    orders = Workflow("nightly-orders", StateMachine([Succeed("Done")]), role="OrdersRole")
""",
    ),
    Page(
        "SFN902",
        "unloggable-name",
        "The name of a state machine has only letters, digits, ``-`` and ``_``.",
        """\
AWS accepts other characters, but CloudWatch does not accept their logs and metrics.

Bad::

    from sfn_dsl import StateMachine, Succeed, Workflow

    orders = Workflow("aufträge", StateMachine([Succeed("Done")]), role="OrdersRole")

Good::

    from sfn_dsl import StateMachine, Succeed, Workflow

    orders = Workflow("auftraege", StateMachine([Succeed("Done")]), role="OrdersRole")
""",
    ),
    Page(
        "SFN903",
        "unusable-role",
        "A workflow names an IAM role.",
        """\
Step Functions assumes it to run the workflow. Write its name, which is looked up in the account of
the target, or its ARN.

Bad::

    from sfn_dsl import StateMachine, Succeed, Workflow

    orders = Workflow("orders", StateMachine([Succeed("Done")]), role="")

Good::

    from sfn_dsl import StateMachine, Succeed, Workflow

    orders = Workflow("orders", StateMachine([Succeed("Done")]), role="OrdersRole")
""",
    ),
    Page(
        "SFN904",
        "placeholder-left",
        "Nothing that is deployed contains a placeholder.",
        """\
``YOUR_ACCOUNT`` stands for the account while none is known. Give ``--account``, and build ARNs from
the workflow's target. For ``${Name}`` of a deployment tool, give ``--substitute Name=value``.

Bad::

    from sfn_dsl import StateMachine, Succeed, Target, Workflow, workflow


    @workflow
    def orders(target: Target) -> Workflow:
        role = "arn:aws:iam::YOUR_ACCOUNT:role/OrdersRole"
        return Workflow("orders", StateMachine([Succeed("Done")]), role=role)

Good::

    from sfn_dsl import StateMachine, Succeed, Target, Workflow, workflow


    @workflow
    def orders(target: Target) -> Workflow:
        role = f"arn:aws:iam::{target.account}:role/OrdersRole"
        return Workflow("orders", StateMachine([Succeed("Done")]), role=role)
""",
    ),
    Page(
        "SFN905",
        "unusable-logging",
        "Logging has a level and a log group that match.",
        """\
A level other than OFF requires the ARN of a log group, which ends with ``:*``.

Bad::

    from sfn_dsl import Logging, StateMachine, Succeed, Workflow

    machine = StateMachine([Succeed("Done")])
    orders = Workflow("orders", machine, role="OrdersRole", logging=Logging("ALL"))

Good::

    from sfn_dsl import Logging, StateMachine, Succeed, Workflow

    machine = StateMachine([Succeed("Done")])
    group = "arn:aws:logs:us-east-1:123456789012:log-group:/orders:*"
    logging = Logging("ALL", log_group=group)
    orders = Workflow("orders", machine, role="OrdersRole", logging=logging)
""",
    ),
    Page(
        "SFN906",
        "unusable-tags",
        "Tags are within the limits of AWS.",
        """\
The message says which of the limits of number, length and characters is exceeded. Names that begin
with ``aws:`` are AWS's own.

Bad::

    from sfn_dsl import StateMachine, Succeed, Workflow

    machine = StateMachine([Succeed("Done")])
    orders = Workflow("orders", machine, role="OrdersRole", tags={"aws:team": "orders"})

Good::

    from sfn_dsl import StateMachine, Succeed, Workflow

    machine = StateMachine([Succeed("Done")])
    orders = Workflow("orders", machine, role="OrdersRole", tags={"team": "orders"})
""",
    ),
    Page(
        "SFN907",
        "too-large-to-deploy",
        "The definition that is sent is at most 1 MiB.",
        """\
The text counts as it is sent, with what is substituted. Split the machine, and start the parts with
``states:startExecution.sync:2``.

Bad::

    a machine with ten thousand states that have parameters of their own

Good::

    a machine that starts executions of ten machines with a thousand states each
""",
    ),
    Page(
        "SFN908",
        "rejected-by-aws",
        "AWS accepts the definition.",
        """\
The message is from AWS, with its code; the place is that of the state which AWS names. AWS checks
what is known only there, such as a service that the region does not have.

Bad::

    a definition that calls a service which the region does not have

Good::

    a definition that calls services of the region
""",
    ),
    Page(
        "SFN909",
        "warned-by-aws",
        "AWS has no warnings about the definition.",
        """\
The message is a warning from AWS, with its code. The definition is deployed all the same.

Bad::

    a definition that AWS accepts with a warning, such as a JSONata expression that it cannot check

Good::

    a definition that AWS accepts without one
""",
    ),
    Page(
        "SFN910",
        "unusable-encryption",
        "Encryption has a KMS key, and a reuse period that AWS accepts.",
        """\
The key is the customer's: keys of AWS's own, ``alias/aws/...``, cannot be used by state machines. A
data key can be reused for 60 to 900 seconds.

Bad::

    from sfn_dsl import Encryption, StateMachine, Succeed, Workflow

    machine = StateMachine([Succeed("Done")])
    encryption = Encryption("alias/orders", data_key_reuse_seconds=30)
    orders = Workflow("orders", machine, role="OrdersRole", encryption=encryption)

Good::

    from sfn_dsl import Encryption, StateMachine, Succeed, Workflow

    machine = StateMachine([Succeed("Done")])
    encryption = Encryption("alias/orders", data_key_reuse_seconds=300)
    orders = Workflow("orders", machine, role="OrdersRole", encryption=encryption)
""",
    ),
    Page(
        "SFN911",
        "unknown-setting",
        "The settings of a template are known when it is deployed.",
        """\
A setting depends on what only CloudFormation knows, such as another resource. It is left as it is
deployed. Give the value with ``--substitute``, or write it out.

Bad::

    TracingConfiguration: !If [IsProduction, {Enabled: true}, {Enabled: false}]

Good::

    TracingConfiguration:
      Enabled: true
""",
    ),
)
