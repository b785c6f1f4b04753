"""What AWS would refuse, or accept and then ignore, found before anything is sent.

botocore checks hardly any of this, and AWS reports one fault at a time, some of them only after
another call has had its effect. What is wrong with a setting is found by its row in
`sfn_dsl.model.settings`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import attrs

from sfn_dsl.arns import Arn
from sfn_dsl.definition import Definition
from sfn_dsl.definition.pointers import child
from sfn_dsl.deployment.desired import Desired, definition_text
from sfn_dsl.diagnostics import Diagnostic, Severity
from sfn_dsl.expressions.placeholders import PLACEHOLDER_ACCOUNT, placeholders_in
from sfn_dsl.language.limits import DEFINITION_BYTES, MACHINE_NAME_CHARACTERS
from sfn_dsl.model import settings
from sfn_dsl.origin import Position

_FORBIDDEN_IN_NAMES = frozenset('<>{}[]?*"#%\\^|~`$&,;:/')
_PLACEHOLDER_LEFT = "SFN904"
_UNKNOWN = "SFN911"
_PLAIN_NAME = re.compile(r"[0-9A-Za-z_-]*")
ANYWHERE = Arn()
"""A place of which nothing is known."""

Check = Callable[[Definition], Sequence[Diagnostic]]


def settings_findings(desired: Desired, place: Arn = ANYWHERE) -> list[Diagnostic]:
    """What is wrong with everything about the machine but its definition.

    ``place`` is where the machine is to be, as far as that is known.
    """
    findings = [_placed(each, desired, "name") for each in _name(desired)]
    for setting in settings.SETTINGS:
        value = setting.of(desired)
        left = _left(value, desired)
        found = []
        if left:
            found.append(_error(_PLACEHOLDER_LEFT, f"{setting.name}: {_not_filled(left[0])}"))
        elif value is not None:
            faults = (*setting.faults(value), *setting.faults_in(value, place))
            found += [_error(code, message) for code, message in faults]
        if setting.name in desired.unknown:
            found.append(_unknown(setting.name, desired))
        findings += [_placed(each, desired, setting.name) for each in found]
    return findings


def _placed(finding: Diagnostic, desired: Desired, setting: str) -> Diagnostic:
    return attrs.evolve(finding, position=desired.position_of(setting))


def _unknown(name: str, desired: Desired) -> Diagnostic:
    """A warning that a setting of a template is not deployed, or not all of it."""
    names = desired.unknown[name]
    why = "is known only when the template is deployed"
    give = "write it out, or set it otherwise"
    if names:
        listed = " and ".join(f"'${{{each}}}'" for each in names)
        why = f"depends on {listed}, which {'is' if len(names) == 1 else 'are'} not known"
        give = " ".join(f"--substitute '{each}=...'" for each in names)
        give = f"give {give}"
    left = "it is left as it is deployed, and a new state machine has AWS's default"
    if name == settings.TAGS.name:
        tags = " and ".join(map(repr, desired.kept_tags))
        left = f"{tags} {'stays' if len(desired.kept_tags) == 1 else 'stay'} as deployed"
        left = left if tags else "they are left as they are deployed"
    return Diagnostic(_UNKNOWN, Severity.WARNING, f"the template's {name} {why}; {left}; {give}")


def offline_findings(desired: Desired, place: Arn = ANYWHERE) -> list[Diagnostic]:
    """What is wrong with the settings already now; placeholders may be filled in until a deploy.

    Only that for the account may not, once the account is known.
    """
    return [
        one
        for one in settings_findings(desired, place)
        if one.code not in (_PLACEHOLDER_LEFT, _UNKNOWN)
        or (place.account and PLACEHOLDER_ACCOUNT in one.message)
    ]


def definition_findings(desired: Desired, check: Check) -> list[Diagnostic]:
    """What is wrong with the definition: what `check` finds, placeholders, the size."""
    definition = desired.definition
    findings = list(check(definition))
    text = definition_text(definition)
    if PLACEHOLDER_ACCOUNT in text or "${" in text:
        findings += _placeholders(definition, desired)
    size = len(text.encode())
    if size > DEFINITION_BYTES and not any(f.code == "SFN802" for f in findings):
        message = f"the definition has {size:,} bytes, and AWS accepts {DEFINITION_BYTES:,}; "
        message += "move a part into a machine of its own and start that from a Task"
        findings.append(_error("SFN907", message, "", definition.source.locate("")))
    return findings


def _error(
    code: str, message: str, pointer: str = "", position: Position | None = None
) -> Diagnostic:
    return Diagnostic(code, Severity.ERROR, message, pointer, position)


def _name(desired: Desired) -> Iterator[Diagnostic]:
    name = desired.name
    if PLACEHOLDER_ACCOUNT in name:
        message = f"still contains {PLACEHOLDER_ACCOUNT!r}; write the account's number"
        yield _error(_PLACEHOLDER_LEFT, f"the name {name!r} {message}")
    if not 1 <= len(name) <= MACHINE_NAME_CHARACTERS:
        message = f"has {len(name)} characters; write one of 1 to {MACHINE_NAME_CHARACTERS}"
        yield _error("SFN901", f"the name {name!r} {message}")
    bad = [character for character in dict.fromkeys(name) if _is_forbidden(character)]
    if bad:
        message = "which AWS does not allow in the name of a state machine; write letters, digits, "
        message += "'-' and '_' instead"
        shown = ", ".join(map(_shown, bad))
        yield _error("SFN901", f"the name {name!r} contains {shown}, {message}")
    elif not _PLAIN_NAME.fullmatch(name):
        message = "has characters other than letters, digits, '-' and '_', for which CloudWatch "
        message += "accepts no logs and metrics; write letters, digits, '-' and '_' only"
        yield Diagnostic("SFN902", Severity.WARNING, f"the name {name!r} {message}")


def _is_forbidden(character: str) -> bool:
    number = ord(character)
    return (
        character in _FORBIDDEN_IN_NAMES
        or character.isspace()
        or number <= 0x1F
        or 0x7F <= number <= 0x9F
        or 0xD800 <= number <= 0xDFFF
        or number in (0xFFFE, 0xFFFF)
    )


def _shown(character: str) -> str:
    if character == " ":
        return "a space"
    return f"'{character}'" if character.isprintable() else f"U+{ord(character):04X}"


def _left(value: Any, desired: Desired) -> list[str]:
    """The names of the placeholders of a deployment tool that nobody has filled in."""
    return [name for name in placeholders_in(value) if name not in desired.literal]


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _not_filled(name: str) -> str:
    if name.startswith("!"):
        kept = name[1:].strip()
        return (
            f"'${{{name}}}' is how CloudFormation writes the text '${{{kept}}}', and would be "
            f"deployed as it stands; write '${{{kept}}}', with --substitute '{kept}=${{{kept}}}' "
            "to keep that text"
        )
    return (
        f"the placeholder '${{{name}}}' is not filled in, and would be deployed as it stands; give "
        f"--substitute '{name}=...' with its value, or '{name}=${{{name}}}' to keep the text"
    )


def _placeholders(definition: Definition, desired: Desired) -> Iterator[Diagnostic]:
    """A finding for each string with a placeholder in it, found without recursion."""
    pending: list[tuple[str, Any]] = [("", definition.document)]
    while pending:
        pointer, value = pending.pop()
        for name in _left(list(value) if isinstance(value, dict) else _text(value), desired):
            yield _error(
                _PLACEHOLDER_LEFT, _not_filled(name), pointer, definition.source.locate(pointer)
            )
        pending += _inside(pointer, value)
    yield from account_findings(definition)


def account_findings(definition: Definition) -> Iterator[Diagnostic]:
    """A finding for each string that still has the placeholder of an account in it."""
    pending: list[tuple[str, Any]] = [("", definition.document)]
    while pending:
        pointer, value = pending.pop()
        pending += _inside(pointer, value)
        if isinstance(value, str) and PLACEHOLDER_ACCOUNT in value:
            message = "build it with target.arn(...), which gets the account from the "
            message += "deployment, or write the account's number"
            yield _error(
                _PLACEHOLDER_LEFT,
                f"{value!r} still contains {PLACEHOLDER_ACCOUNT!r}; {message}",
                pointer,
                definition.source.locate(pointer),
            )


def _inside(pointer: str, value: Any) -> list[tuple[str, Any]]:
    """The parts of an object or an array, the last one first."""
    if isinstance(value, dict):
        return [(child(pointer, key), value[key]) for key in reversed(value)]
    if isinstance(value, list):
        return [(child(pointer, i), value[i]) for i in reversed(range(len(value)))]
    return []
