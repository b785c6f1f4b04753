"""The rules, each a page of its own; this is the list of those that run."""

from typing import Final

from sfn_dsl.lint.engine import Rule
from sfn_dsl.lint.rules import (
    definition_too_large,
    duplicate_state_name,
    invalid_intrinsic,
    invalid_jsonata,
    invalid_path,
    missing_target,
    no_terminal_state,
    unreachable_state,
)

RULES: Final[tuple[Rule, ...]] = (
    missing_target,
    unreachable_state,
    no_terminal_state,
    duplicate_state_name,
    invalid_path,
    invalid_intrinsic,
    invalid_jsonata,
    definition_too_large,
)
