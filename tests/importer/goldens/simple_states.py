"""A state machine."""

from sfn_dsl import Fail, Pass, StateMachine, Succeed, Wait, intrinsics, path

literal = Pass(
    "Literal",
    result={"a.$": "kept as it is", "list": [], "none": None},
    result_path="$.x",
)
shaped = Pass("Shaped", input_path=None, parameters={"id": intrinsics.uuid()})
null = Pass("Null", result=None)
seconds = Wait("Seconds", seconds=0)
seconds_from_data = Wait("SecondsFromData", seconds=path("$.pause"))
until = Wait("Until", timestamp="2030-01-31T08:30:00Z")
until_from_data = Wait("UntilFromData", timestamp=path("$.start"), output_path="$.rest")
done = Succeed("Done", comment="good", input_path="$.result", output_path="$.value")
plain = Fail("Plain", error="E", cause="because")
computed = Fail(
    "Computed",
    error=path("$.error"),
    cause=intrinsics.format("at {}", path("$.at")),
)
bare = Fail("Bare")
machine = StateMachine(
    [
        literal
        >> shaped
        >> null
        >> seconds
        >> seconds_from_data
        >> until
        >> until_from_data
        >> done,
        plain,
        computed,
        bare,
    ],
)
