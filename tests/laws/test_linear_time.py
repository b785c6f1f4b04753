"""No text of a definition makes a regular expression, or what reads it, slow.

Backtracking, and scanning to the end from each of many starts, take the square of a text's length:
seconds for 20,000 characters, where once through them takes a millisecond.
"""

from __future__ import annotations

import importlib
import json
import pkgutil
import re
import time
from collections.abc import Callable, Iterator
from itertools import product
from typing import Any

import pytest

import sfn_dsl
from sfn_dsl import Definition, read_json, validate
from sfn_dsl.arns import is_arn, read_integration
from sfn_dsl.comparison import diff
from sfn_dsl.definition.yaml.reading import read_yaml
from sfn_dsl.errors import SfnError
from sfn_dsl.expressions.intrinsics import parse_intrinsic
from sfn_dsl.expressions.paths import Path
from sfn_dsl.iam.requirements.parsers import PARSERS
from sfn_dsl.tools import policy_of, to_python

CHARACTERS = 8_000
PIECES = [
    *("a", "A", "_", "-", "0", " ", "\n", ".", ":", "/", "\\", "$", "'", '"', "[", "(", ",", "*"),
    *("${", "${a", "$.", "{%", "{%$", "%}", "[ ", "\\'", "[?(", "['", "a.", "Aa", "_a", "-a", "a-"),
    *("States.", "States.Format(", "States.MathRandom(0,", "$states.", "name", "/*", "States/"),
    *("arn:", "sqs.", "*a", "a*a", "1,", "..", "['a',", ": ", "<", "'{}',"),
]
BEFORE = ["", "$", "$.a[", "{%", "{% ", "arn:aws:", "States.Format('", "-", "_", "s3://"]
AFTER = ["", "!", "]", "\x00x"]


def texts() -> Iterator[str]:
    for piece, before, after in product(PIECES, BEFORE, AFTER):
        yield before + piece * (CHARACTERS // len(piece)) + after


def patterns() -> Iterator[tuple[str, re.Pattern[str]]]:
    for module in pkgutil.walk_packages(sfn_dsl.__path__, "sfn_dsl."):
        if module.name.startswith(("sfn_dsl.local", "sfn_dsl.__main__", "sfn_dsl.aws.boto")):
            continue
        for name, value in vars(importlib.import_module(module.name)).items():
            found = value if isinstance(value, (list, tuple)) else [value]
            for part in found:
                part = part[0] if isinstance(part, tuple) and part else part
                if isinstance(part, re.Pattern):
                    yield f"{module.name}.{name}", part


PATTERNS = sorted({pattern: where for where, pattern in patterns()}.items(), key=lambda p: p[1])


def assert_quick(call: Callable[[], object], most: float, what: str) -> None:
    """Call, three times if need be: the quickest counts, since the machine may be busy."""
    spent = []
    for _ in range(3):
        began = time.process_time()
        call()
        spent.append(time.process_time() - began)
        if spent[-1] < most:
            return
    raise AssertionError(f"{min(spent):.2f} s for {what}")


@pytest.mark.slow
@pytest.mark.parametrize(
    "pattern", [pattern for pattern, _ in PATTERNS], ids=[where for _, where in PATTERNS]
)
def test_a_pattern_goes_through_a_text_once(pattern: re.Pattern[str]) -> None:
    for text in texts():
        for call in (pattern.match, pattern.fullmatch, pattern.search):
            assert_quick(lambda call=call, text=text: call(text), 0.1, f"{text[:30]!r}...")
        assert_quick(lambda text=text: pattern.sub("", text), 0.1, f"{text[:30]!r}...")
