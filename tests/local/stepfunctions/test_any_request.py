"""Whatever is asked, the answer has the form that AWS's model gives it, and nothing breaks."""

from __future__ import annotations

import io
import json
import random
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from sfn_dsl.service_models import ServiceModel, load

from .endpoint import ACCOUNT, OTHER, PASS, REGION, ROLE, UNTRUSTING_ROLE, Endpoint, endpoint

AROUND = f"arn:aws:states:{REGION}:{ACCOUNT}"
MACHINE = f"{AROUND}:stateMachine:a"
# What every operation may be refused with, and what the local AWS says of roles.
COMMON = frozenset(
    ("ValidationException", "SerializationException", "AccessDeniedException", "InvalidArn")
)
# Waits for a minute where there is no task.
WAITS = "GetActivityTask"


def model() -> ServiceModel:
    found = load("stepfunctions")
    assert found is not None
    return found


MODEL = model()
NOTHING: Mapping[str, Any] = {"type": "structure", "members": {}}
OPERATIONS = sorted(set(MODEL.operations) - {WAITS})

ARNS = (
    *(MACHINE, f"{MACHINE}:1", f"{MACHINE}:9", f"{MACHINE}:live", f"{MACHINE}/label"),
    *(f"{AROUND}:stateMachine:none", f"{AROUND}:stateMachine:", f"{AROUND}:stateMachine:a:b:c"),
    *(f"{AROUND}:execution:a:run", f"{AROUND}:express:a:run:1", f"{AROUND}:activity:a"),
    *(f"{AROUND}:mapRun:a/label:1", f"{AROUND}:what:a", "arn:", "x", "arn:aws:states:::a"),
    *(ROLE, UNTRUSTING_ROLE, "arn:aws:iam::999999999999:role/x", "arn:aws:s3:::b"),
    AROUND.replace(REGION, "eu-west-1") + ":stateMachine:a",
)
TEXTS = (
    *(PASS, OTHER, "{}", "[]", "null", "", "a", "live", "run", "1", "x" * 300, "\0", "\ud800"),
    *("a\U0001f600", "'; DROP TABLE documents; --", "{% 1 %}", "INITIAL"),
)
OTHERS: tuple[Any, ...] = (None, 5, "x", [], {}, True, 0.5)
REQUESTS = 60


def made(chance: random.Random, shape: Mapping[str, Any], name: str = "") -> Any:
    """A value of a shape, now and then of another one."""
    if chance.random() < 0.03 and name:
        return chance.choice(OTHERS)
    match shape["type"]:
        case "structure":
            required = shape.get("required", ())
            return {
                member: made(chance, MODEL.shapes[each["shape"]], member)
                for member, each in shape["members"].items()
                if chance.random() < (0.98 if member in required else 0.3)
            }
        case "list":
            inner = MODEL.shapes[shape["member"]["shape"]]
            return [made(chance, inner, name) for _ in range(chance.randint(0, 3))]
        case "boolean":
            return chance.random() < 0.5
        case "integer" | "long":
            return chance.choice((0, 1, 50, 100, 1000, 1001, -1, 2**70))
        case "float":
            return chance.choice((0, 0.5, 100, 101, -1))
        case _ if "enum" in shape:
            return chance.choice((*shape["enum"], "OTHER"))
        case _ if name.lower().endswith("arn"):
            return chance.choice((MACHINE, *ARNS))
        case _:
            return chance.choice(TEXTS)


@pytest.fixture
def aws() -> Iterator[Endpoint]:
    with endpoint() as running:
        sfn = running.client()
        sfn.create_state_machine(name="a", definition=PASS, roleArn=ROLE, publish=True)
        sfn.create_state_machine_alias(
            name="live",
            routingConfiguration=[{"stateMachineVersionArn": f"{MACHINE}:1", "weight": 100}],
        )
        sfn.create_activity(name="a")
        sfn.start_execution(stateMachineArn=MACHINE, name="run")
        yield running


def ask(aws: Endpoint, operation: str, request: Any) -> tuple[int, Any]:
    body = json.dumps(request).encode()
    environ = {
        "REQUEST_METHOD": "POST",
        "HTTP_X_AMZ_TARGET": f"AWSStepFunctions.{operation}",
        "CONTENT_LENGTH": str(len(body)),
        "wsgi.input": io.BytesIO(body),
    }
    statuses: list[str] = []
    parts = aws.service.wsgi_app(environ, lambda status, _: statuses.append(status))  # type: ignore[arg-type,func-returns-value]
    return int(statuses[0][:3]), json.loads(b"".join(parts))


@pytest.mark.parametrize("operation", OPERATIONS)
def test_any_request_is_answered_as_the_model_says(aws: Endpoint, operation: str) -> None:
    chance = random.Random(operation)  # noqa: S311 - the same requests each time
    shape = MODEL.input_of(operation)
    output = MODEL.output_of(operation) or NOTHING
    known = {each["shape"] for each in MODEL.operations[operation].get("errors", ())} | COMMON
    assert shape is not None
    for _ in range(REQUESTS):
        request = made(chance, shape)
        status, answer = ask(aws, operation, request)
        if status == 200:
            assert list(unlike(output, answer)) == [], request
        else:
            assert status < 500, (request, answer)
            assert answer["__type"] in known, (request, answer)


def unlike(shape: Mapping[str, Any], value: Any, place: str = "") -> Iterator[str]:
    """Where a value is not as the model says."""
    types: Mapping[str, Any] = {
        "structure": dict,
        "map": dict,
        "list": list,
        "string": str,
        "boolean": bool,
        "integer": int,
        "long": int,
        "float": (int, float),
        "timestamp": (int, float),
    }
    if not isinstance(value, types[shape["type"]]):
        yield f"{place}: {value!r} is no {shape['type']}"
    elif shape["type"] == "structure":
        members = shape["members"]
        yield from (f"{place}: unknown {name}" for name in value.keys() - members.keys())
        missing = set(shape.get("required", ())) - value.keys()
        yield from (f"{place}: missing {name}" for name in missing)
        for name in value.keys() & members.keys():
            yield from unlike(MODEL.shapes[members[name]["shape"]], value[name], f"{place}/{name}")
    elif shape["type"] in ("list", "map"):
        inner = MODEL.shapes[shape.get("member", shape.get("value"))["shape"]]
        for each in value.values() if isinstance(value, dict) else value:
            yield from unlike(inner, each, f"{place}/*")
    elif "enum" in shape and value not in shape["enum"]:
        yield f"{place}: {value!r} is none of {shape['enum']}"
