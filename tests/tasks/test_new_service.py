"""A new integration is one file: its table gives the function, the checks and the permissions."""

from __future__ import annotations

import sys
from types import ModuleType
from typing import Any, cast

import pytest

from sfn_dsl import Definition, StateMachine, Target, compile_machine, path, policy_of, validate
from sfn_dsl.importer import python_source
from sfn_dsl.language.services import MODULES, SERVICES

FILE = """
from sfn_dsl.language.integrations import action, service
from sfn_dsl.language.permissions import SYNC, arn, grant

SERVICE = service(
    "weather",
    "AWS Weather",
    action(
        "weather:startForecast",
        "*StationId Days",
        does="Start a forecast for a station.",
        gives="Its result holds ``ForecastId``.",
        when_done="holds the forecast",
        waits="sync",
        permissions=(
            grant("weather:StartForecast", arn("weather", "station/{StationId}")),
            grant("weather:GetForecast", arn("weather", "forecast/*"), wait=SYNC),
        ),
    ),
)
"""
HERE = Target("123456789012", "eu-west-1")


@pytest.fixture
def weather(generator: ModuleType, monkeypatch: pytest.MonkeyPatch) -> Any:
    """The generated module of a service that has just been added."""
    monkeypatch.setitem(cast("dict[str, str]", MODULES), "weather", "weather")
    load(monkeypatch, "sfn_dsl.language.services.weather", FILE)
    text = generator.module("weather", SERVICES["weather"])
    return load(monkeypatch, "sfn_dsl.tasks.weather", text)


def load(monkeypatch: pytest.MonkeyPatch, name: str, text: str) -> ModuleType:
    module = ModuleType(name)
    exec(compile(text, name, "exec"), module.__dict__)  # noqa: S102  # the text is this test's own
    monkeypatch.setitem(sys.modules, name, module)
    return module


def machine(weather: Any) -> Definition:
    task = weather.start_forecast("A", station_id="s-1", days=path("$.n"), wait="sync", end=True)
    return compile_machine(StateMachine([task]))


def test_its_function_compiles_and_the_definition_is_valid(weather: Any) -> None:
    definition = machine(weather)
    assert definition.document["States"]["A"] == {
        "Type": "Task",
        "Resource": "arn:aws:states:::weather:startForecast.sync",
        "Parameters": {"StationId": "s-1", "Days.$": "$.n"},
        "End": True,
    }
    assert not [found for found in validate(definition) if found.code.startswith("SFN7")]


def test_mistakes_in_its_calls_are_found(weather: Any) -> None:
    state = machine(weather).document["States"]["A"]
    wrong = {**state, "Parameters": {"StationID": "s-1"}}
    messages = [
        found.message for found in validate(Definition({"StartAt": "A", "States": {"A": wrong}}))
    ]
    assert any("'StationID'" in text and "'StationId'" in text for text in messages), messages


def test_its_permissions_are_required_of_the_role(weather: Any) -> None:
    prefix = "arn:aws:weather:eu-west-1:123456789012:"
    allowed = [
        (statement["Action"], statement["Resource"])
        for statement in policy_of(machine(weather), HERE)["Statement"]
    ]
    assert (["weather:StartForecast"], [f"{prefix}station/s-1"]) in allowed
    assert (["weather:GetForecast"], [f"{prefix}forecast/*"]) in allowed


def test_it_is_imported_as_a_call_of_its_function(weather: Any) -> None:
    source = python_source(machine(weather))
    assert "weather.start_forecast(" in source
    assert 'station_id="s-1"' in source


def test_the_package_and_the_page_list_it(weather: Any, generator: ModuleType) -> None:
    package = generator.package(generator.PACKAGE.read_text("utf-8"), MODULES.values())
    assert '    "weather",\n' in package
    assert "        weather,\n" in package
    assert "### AWS Weather: `weather`" in generator.page(generator.PAGE.read_text("utf-8"))
