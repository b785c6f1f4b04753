"""A state machine."""

from sfn_dsl import (
    Catch,
    Credentials,
    Retry,
    StateMachine,
    States,
    Succeed,
    Task,
    context,
    intrinsics,
    path,
    variable,
)

done = Succeed("Done")
charge = Task(
    "Charge",
    comment="Takes the money",
    resource="arn:aws:states:us-east-1:123456789012:activity:charge",
    credentials=Credentials(
        intrinsics.format("arn:aws:iam::{}:role/payer", path("$.account")),
    ),
    input_path="$.order",
    parameters={
        "amount": path("$.total"),
        "execution": context("Execution.Id"),
        "rate": variable("rates.eur"),
        "note": intrinsics.format("order {}", path("$.id")),
        "nested": {"list": [1, 2.0, "three", None, {"deep": path("$.lines[*].sku")}]},
    },
    timeout_seconds=path("$.limits.timeout"),
    heartbeat_seconds=30,
    result_selector={"receipt": path("$.receipt")},
    result_path="$.payment",
    output_path=None,
    assign={"paid": path("$.receipt.amount"), "currency": "EUR"},
    retry=[
        Retry(
            [States.TIMEOUT, "Payment.Busy"],
            interval_seconds=1,
            max_attempts=5,
            backoff_rate=1.5,
            max_delay_seconds=60,
            jitter_strategy="FULL",
            comment="The bank is slow at night",
        ),
        Retry(States.TASK_FAILED, max_attempts=0),
    ],
    catch=[
        Catch("Payment.Refused", done, result_path=None, comment="not our problem"),
        Catch(States.ALL, done, result_path="$.failure", assign={"failed": True}),
    ],
)
machine = StateMachine(
    [charge >> done],
    comment="Charging",
    version="1.0",
    timeout_seconds=3600,
)
