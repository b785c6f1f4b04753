"""The list of rules, each a page of its own, in the order in which they run.

A row names a rule's module, which is imported when the rule runs. Most definitions contain nothing
that most rules are about, so a row also says what states a definition must have, and what text it
must contain, for the rule to find anything in it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache, lru_cache
from importlib import import_module
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias, cast

if TYPE_CHECKING:
    from sfn_dsl.lint.subject import Finding, Rule, Subject

Checks: TypeAlias = "tuple[tuple[str, Callable[[Subject], Iterator[Finding]]], ...]"
"""What rules find, each with its code."""


class Row(NamedTuple):
    """A rule's code and module.

    ``states`` are types and fields of which a state has at least one wherever the rule finds
    something. ``about`` are texts of which the compact JSON of the definition contains at least one
    there, and ``forms`` regular expressions of which one matches; without any, the rule always
    runs. A text is looked for only in definitions with such states, and a form only in those with
    such a text, so name the states where you can. (A form that begins with literal text is found
    many times faster.) ``is_advice`` says that all it finds is of severity info.
    """

    code: str
    module: str
    states: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()
    is_advice: bool = False

    def load(self) -> Rule:
        """The rule itself."""
        return _loaded(self.module)


@cache
def _loaded(module: str) -> Rule:
    return cast("Rule", import_module(f"{__name__}.{module}"))


_TASK: Final = ("Task",)
_CHOICES: Final = ("Choices",)
_HANDLERS: Final = ("Retry", "Catch")
_NESTED: Final = ("Branches", "ItemProcessor", "Iterator")
_MAP_DATA: Final = ("ItemReader", "ResultWriter")
_JSONATA: Final = ("{%",)
_INTEGRATIONS: Final = (":states:",)
# A path into the data that is called like a member of the context object.
_CONTEXT: Final = (r"\$(?<!\$\$)(?:\.|\.?\[\\?['\"])(?:Execution|StateMachine|State|Task|Map)\b",)

# A path to a part of the data that is no ResultPath, which is where a part is written; or a call,
# which may have a path in it.
_READS: Final = (r'":"\$[^"${](?<!"ResultPath":"\$.)', r"States\.\w+\s*\(")
# A path or a call as the value of a member whose name is not that of a path, or as an element.
_LITERALS: Final = (
    r'"\$(?<![^:,\[]"\$)(?<!Path":"\$)(?<!\.\$":"\$)',
    r'"States\.(?<!\.\$":"States\.)[A-Za-z0-9]+\(',
)
# The operand of a comparison that begins like a path.
_OPERANDS: Final = ('Equals":"$', 'Than":"$')
# No brace before the next placeholder, the end of the text or that of an expression.
_UNCLOSED: Final = (r'\$\{[^{}"]*(?:\$\{|"|%\})',)
# The context object's member, in JSONata with blanks and line breaks between its parts.
_TASK_TOKEN: Final = (r"Task(?:\s|\\[nrt])*\.(?:\s|\\[nrt])*Token",)

RULES: Final = (
    Row("SFN201", "missing_target"),
    Row("SFN203", "unreachable_state"),
    Row("SFN204", "no_terminal_state"),
    Row("SFN205", "duplicate_state_name", _NESTED),
    Row("SFN301", "invalid_path", about=('Path":', '"Variable":', '.$":')),
    Row("SFN302", "invalid_intrinsic", about=('"ErrorPath":', '"CausePath":', '.$":')),
    Row("SFN601", "invalid_jsonata", about=_JSONATA),
    Row("SFN802", "definition_too_large"),
    Row("SFN206", "endless_loop"),
    Row("SFN207", "idle_self_transition"),
    Row("SFN208", "polling_without_wait", _TASK, is_advice=True),
    Row("SFN209", "impossible_date", ("Timestamp", "Choices"), ("Timestamp",)),
    Row("SFN310", "forgotten_dollar", about=('"$', '"States.'), forms=_LITERALS),
    Row("SFN311", "static_result", ("Result",)),
    Row("SFN312", "forgotten_braces", about=('"JSONata"',)),
    Row("SFN313", "jsonata_in_jsonpath", about=_JSONATA),
    Row("SFN314", "member_twice", about=('.$":',)),
    Row("SFN315", "dollar_member", about=('"JSONata"',), forms=(r'\.\$":',)),
    Row("SFN316", "unclosed_placeholder", about=("${",), forms=_UNCLOSED),
    Row("SFN317", "single_dollar_context", about=("$",), forms=_CONTEXT),
    Row("SFN318", "query_language_of_branch", ("Branches",), ('"QueryLanguage":',)),
    Row("SFN319", "unknown_context_member", about=("$$", "context")),
    Row("SFN320", "unwritten_member", about=("$",), forms=_READS),
    Row("SFN321", "member_on_some_routes", about=("$",), forms=_READS),
    Row("SFN322", "caught_error_elsewhere", ("Catch",), ("$",), _READS),
    Row("SFN330", "unassigned_variable", about=("$",)),
    Row("SFN331", "variable_on_some_routes", about=('"Assign":',)),
    Row("SFN332", "outer_variable_assigned", about=('"Assign":',)),
    Row("SFN401", "choice_without_default", _CHOICES),
    Row("SFN402", "choice_rule_never_taken", _CHOICES),
    Row("SFN403", "contradicting_comparisons", _CHOICES, ('"And":',)),
    Row("SFN404", "unreadable_pattern", _CHOICES, ('"StringMatches":',)),
    Row("SFN405", "path_as_operand", _CHOICES, _OPERANDS),
    Row("SFN501", "states_all_not_last", _HANDLERS, ('"States.ALL"',)),
    Row("SFN502", "heartbeat_not_below_timeout", ("HeartbeatSeconds",)),
    Row("SFN503", "unreachable_handler", _HANDLERS),
    Row("SFN504", "uncatchable_error", _HANDLERS),
    Row("SFN505", "unknown_error_name", _HANDLERS),
    Row("SFN506", "reserved_error_name", ("Error",), ('"Error":"States.',)),
    Row("SFN507", "max_delay_without_effect", ("Retry",), ('"MaxDelaySeconds":',)),
    Row("SFN508", "task_without_timeout", _TASK, is_advice=True),
    Row("SFN509", "lambda_without_retry", _TASK, ("lambda:",), is_advice=True),
    Row("SFN602", "unknown_function", about=_JSONATA),
    Row("SFN603", "misplaced_states_member", about=_JSONATA),
    Row("SFN604", "unknown_states_member", about=_JSONATA),
    Row("SFN605", "bare_name", about=_JSONATA),
    Row("SFN606", "text_in_arithmetic", about=_JSONATA),
    Row("SFN607", "unfit_value", about=('"JSONata"',)),
    Row("SFN701", "unknown_resource", _TASK),
    Row("SFN702", "unknown_action", _TASK, _INTEGRATIONS),
    Row("SFN703", "unsupported_pattern", _TASK, _INTEGRATIONS),
    Row("SFN704", "unfit_parameters", _TASK, _INTEGRATIONS),
    Row("SFN705", "task_token_not_passed", _TASK, (".waitForTaskToken",)),
    Row("SFN706", "task_token_without_wait", about=("Token",), forms=_TASK_TOKEN),
    Row("SFN707", "unknown_map_resource", _MAP_DATA),
    Row("SFN708", "mixed_partitions", about=("arn:aws-",)),
    Row("SFN709", "forbidden_header", _TASK, ('"Headers":',)),
    Row("SFN710", "secret_in_header", _TASK, ('"Headers":',)),
    Row("SFN711", "header_not_list", _TASK, ("apigateway:invoke",)),
    Row("SFN712", "function_called_as_service", _TASK, (":function:",)),
    Row("SFN713", "unraisable_error", _HANDLERS),
    Row("SFN714", "unfit_reader", _MAP_DATA),
    Row(
        "SFN803",
        "express_waits",
        ("Task", "ItemProcessor"),
        about=(".sync", ".waitForTaskToken", ":activity:", '"DISTRIBUTED"'),
    ),
    Row("SFN804", "duplicate_map_label", ("Label",)),
    Row("SFN805", "distributed_field_on_inline_map", ("Map",)),
    Row("SFN806", "literal_too_large"),
)


# What is looked for in the states of every definition.
_NAMES: Final = frozenset(name for row in RULES for name in row.states)

# What a definition has of the names, the texts and the forms that rows name.
_Traits = tuple[frozenset[str], frozenset[str], tuple[bool, ...]]


def concerned(subject: Subject) -> tuple[Row, ...]:
    """The rows of the rules that may find something in a definition.

    All of them without a text, as of a definition that is not a JSON document.
    """
    return _rows(_traits(subject)) if subject.text else RULES


def checks(subject: Subject, *, strict: bool) -> Checks:
    """The same rules, loaded, by their codes; those on practice only with ``strict``."""
    return _checks(_traits(subject) if subject.text else None, strict)


def _traits(subject: Subject) -> _Traits:
    names, text = _NAMES & subject.names, subject.text
    # Each text is looked for once, however many rules are about it.
    there = frozenset([part for part in _texts(names) if part in text])
    matches = [any(look(text) for look in each) for each in _searches(names, there)]
    return names, there, tuple(matches)


# Few combinations are different, so what follows from them is kept.
@lru_cache(maxsize=1024)
def _of_states(names: frozenset[str]) -> tuple[Row, ...]:
    """The rows about states with any of these types and fields."""
    return tuple(row for row in RULES if not row.states or not names.isdisjoint(row.states))


@lru_cache(maxsize=1024)
def _texts(names: frozenset[str]) -> tuple[str, ...]:
    """All the texts that these rows name."""
    return tuple(dict.fromkeys(part for row in _of_states(names) for part in row.about))


@lru_cache(maxsize=1024)
def _forms(names: frozenset[str], there: frozenset[str]) -> tuple[tuple[str, ...], ...]:
    """All the forms that those of them name that are about any of these texts."""
    return tuple(dict.fromkeys(row.forms for row in _about(names, there) if row.forms))


@lru_cache(maxsize=1024)
def _searches(
    names: frozenset[str], there: frozenset[str]
) -> tuple[tuple[Callable[[str], object], ...], ...]:
    return tuple(tuple(re.compile(form).search for form in each) for each in _forms(names, there))


def _about(names: frozenset[str], there: frozenset[str]) -> Iterator[Row]:
    rows = _of_states(names)
    return (row for row in rows if not row.about or not there.isdisjoint(row.about))


@lru_cache(maxsize=1024)
def _rows(traits: _Traits) -> tuple[Row, ...]:
    names, there, matches = traits
    found = zip(_forms(names, there), matches, strict=True)
    unmatched = {forms for forms, is_there in found if not is_there}
    return tuple(row for row in _about(names, there) if row.forms not in unmatched)


@lru_cache(maxsize=1024)
def _checks(traits: _Traits | None, strict: bool) -> Checks:
    rows = _rows(traits) if traits else RULES
    return tuple((row.code, row.load().check) for row in rows if strict or not row.is_advice)


def rules() -> tuple[Rule, ...]:
    """Every rule, loaded."""
    return tuple(row.load() for row in RULES)
