"""Choice rules: comparisons, combinations, assignments, and a way back."""

from sfn_dsl import Choice, Fail, StateMachine, Wait, When, any_of, context, path

count = path("$.count")
again = Wait("Again", seconds=5, next="Decide")
failed = Fail("Failed", error="TooMany", cause="more than ten")
decide = Choice(
    "Decide",
    [
        When((count > 10) & path("$.strict").is_present(), failed, comment="ten is enough"),
        When(any_of(path("$.name").matches("log-*"), ~path("$.ready").is_boolean()), again),
        When(path("$.due").timestamp <= context("State.EnteredTime"), again, assign={"late": True}),
    ],
    default=failed,
    input_path="$.work",
    output_path="$.rest",
    assign={"late": False},
)
machine = StateMachine([decide, again, failed])
