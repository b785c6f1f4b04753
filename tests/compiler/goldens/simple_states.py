"""Pass, Wait, Succeed and Fail in all their forms."""

from datetime import UTC, datetime

from sfn_dsl import Fail, Pass, StateMachine, Succeed, Wait, intrinsics, path

chain = (
    Pass("Literal", result={"a.$": "kept as it is", "list": [], "none": None}, result_path="$.x")
    >> Pass("Shaped", parameters={"id": intrinsics.uuid()}, input_path=None)
    >> Pass("Null", result=None)
    >> Wait("Seconds", seconds=0)
    >> Wait("SecondsFromData", seconds=path("$.pause"))
    >> Wait("Until", timestamp=datetime(2030, 1, 31, 8, 30, tzinfo=UTC))
    >> Wait("UntilFromData", timestamp=path("$.start"), output_path="$.rest")
    >> Succeed("Done", input_path="$.result", output_path="$.value", comment="good")
)
plain = Fail("Plain", error="E", cause="because")
computed = Fail("Computed", error=path("$.error"), cause=intrinsics.format("at {}", path("$.at")))
machine = StateMachine([chain, plain, computed, Fail("Bare")])
