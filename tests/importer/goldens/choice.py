"""A state machine."""

from sfn_dsl import Choice, Fail, StateMachine, Wait, When, context, path

failed = Fail("Failed", error="TooMany", cause="more than ten")
again = Wait("Again", seconds=5, next="Decide")
decide = Choice(
    "Decide",
    [
        When(
            (path("$.count") > 10) & path("$.strict").is_present(),
            failed,
            comment="ten is enough",
        ),
        When(path("$.name").matches("log-*") | ~path("$.ready").is_boolean(), again),
        When(
            path("$.due").timestamp <= context("State.EnteredTime"),
            again,
            assign={"late": True},
        ),
    ],
    input_path="$.work",
    output_path="$.rest",
    assign={"late": False},
    default=failed,
)
machine = StateMachine([decide, again, failed])
