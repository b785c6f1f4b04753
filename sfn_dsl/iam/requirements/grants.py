"""The grants of an integration, filled in with what one task calls.

A grant is a row of the table of permissions: actions, on resources given as templates such as
``table/{TableName}``. The task's parameters fill the templates, as far as the definition shows
their values.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Mapping
from fnmatch import fnmatchcase
from typing import Final

import attrs

from sfn_dsl.arns import arn_fields, is_arn, resource_part
from sfn_dsl.expressions.placeholders import PLACEHOLDER
from sfn_dsl.iam.requirements.model import Machine, Permission
from sfn_dsl.iam.requirements.named import Assumed, Placed, WholeResource
from sfn_dsl.iam.requirements.parsers import PARSERS
from sfn_dsl.iam.requirements.payload import Payload, StaticValue
from sfn_dsl.iam.requirements.references import VERSIONED, ReferencedArn
from sfn_dsl.iam.requirements.static_values import DYNAMIC
from sfn_dsl.language.aws_sdk.resources import OWNED_BY
from sfn_dsl.language.permissions import ALL, IF_ASKED, SYNC, Grant

_HOLE: Final = re.compile(r"\{([A-Z][\w.~@]*)(?:\|(\w+))?(=[^}]*)?\}")
_TEXT_OF_ANOTHER_TOOL: Final = re.compile(r"_\w*|[^$]*[<>{}\[\]%#].*", re.DOTALL)
_COMPARED: Final = re.compile(r"(.*?)(\?=|!=|~)(.*)")
_UNPRINTABLE: Final = re.compile(r"[^\x21-\x7e]")
_TAKE_ARNS: Final = ("AutomationAssumeRole", "NodeRole", "Role")
_END_OF_ARNS: Final = ("Arn", "ARN", "Arns", "ARNs")
# Parsers of names that also stand where only an ARN does.
_TAKE_BOTH: Final = (None, "arn", "iam_name", "key", "model", "secret")
_ACCESS_POINT: Final = ":accesspoint/"
_MOST: Final = 64
_TAKE_PROFILES: Final = ("instance_profile", "profile_arn")
# Parsers that read the name out of an ARN.
_TAKE_NAMES: Final = ("build", "cluster", "connection", "harness", "machine")


def permissions_for(
    grants: Iterable[Grant], payload: Payload, machine: Machine, pointer: str, wait: str = ""
) -> Iterator[Permission]:
    """The permissions that a task needs; ``wait`` is its service integration pattern."""
    for grant in grants:
        if _applies(grant, payload, wait):
            is_certain = all(_is_certain(one, payload) for one in grant.when.split())
            only = grant.only or ("" if is_certain else IF_ASKED)
            yield from permissions_of(grant._replace(only=only), payload, machine, pointer)


def _applies(grant: Grant, payload: Payload, wait: str) -> bool:
    """Return whether a grant applies to a task."""
    if grant.wait == SYNC and not wait.startswith(SYNC):
        return False
    return all(_holds(condition, payload) for condition in grant.when.split())


def _holds(condition: str, payload: Payload) -> bool:
    """Return whether a condition on a parameter holds, or may hold."""
    if condition.startswith("-"):
        return not payload.surely_has(condition[1:])
    parameter, is_default, value = condition.partition("?=")
    if is_default:
        found = [text for static in payload.find(parameter) for text in static.texts]
        return not found or any(fnmatchcase(value, text) or "${" in text for text in found)
    parameter, is_searched, part = condition.partition("~")
    if is_searched:
        texts = (text for static in payload.find(parameter) for text in static.texts)
        part = part.casefold()
        return any(part in text.casefold() or text == DYNAMIC for text in texts)
    parameter, is_compared, value = condition.partition("!=")
    if not is_compared:
        return payload.has(parameter)
    found = [text for static in payload.find(parameter) for text in static.texts]
    return any(text != value for text in found)


def _is_certain(condition: str, payload: Payload) -> bool:
    """Return whether a condition holds whatever the task computes at run time."""
    if condition.startswith("-"):
        return not payload.has(condition[1:])
    compared = _COMPARED.fullmatch(condition)
    if compared is None:
        return payload.is_certain(condition)
    parameter, operator, value = compared.groups()
    found = [text for static in payload.find(parameter) for text in static.texts]
    if operator == "~":
        return any(value.casefold() in text.casefold() for text in found)
    if operator == "!=":
        return any(text != value and DYNAMIC not in text for text in found)
    return not found or value in found


def permissions_of(
    grant: Grant, payload: Payload, machine: Machine, pointer: str
) -> Iterator[Permission]:
    """The permissions of one grant: one for each action and each reason to widen it."""
    found = [one for template in grant.resources for one in _resources(template, payload, machine)]
    condition, why = _filled_condition(grant.condition, payload)
    for widened in dict.fromkeys(one.widened for one in found):
        alike = [one for one in found if one.widened == widened]
        narrow = tuple(dict.fromkeys(one.arn for one in alike))
        for action in grant.actions:
            unseen = grant.unseen if any("*" in resource for resource in narrow) else ""
            reason = widened or unseen or why or grant.doubt
            either = _alternatives(alike)
            yield Permission(action, narrow, (pointer,), reason, condition, grant.only, either)


def _alternatives(found: Iterable[Resource]) -> tuple[tuple[str, ...], ...]:
    """The resources that one computed text may stand for, where there are several."""
    by_text: dict[str, dict[str, None]] = {}
    for one in found:
        if one.computed:
            by_text.setdefault(one.computed, {})[one.arn] = None
    return tuple(tuple(each) for each in by_text.values() if len(each) > 1)


def _resources(template: str, payload: Payload, machine: Machine) -> tuple[Resource, ...]:
    return (Resource(ALL),) if template == ALL else resources(template, payload, machine)


@attrs.frozen
class Resource:
    """One resource, and why it is wider than necessary; empty if it is not.

    ``computed`` is the text that it comes from, if that text may stand for several kinds.
    """

    arn: str
    widened: str = ""
    computed: str = ""


@attrs.frozen
class _Piece:
    """The value of a parameter in a resource; ``whole`` if it is the complete ARN."""

    text: str
    widened: str = ""
    whole: bool = False
    owner: tuple[str, ...] = ()
    computed: str = ""


def resources(template: str, payload: Payload, machine: Machine) -> tuple[Resource, ...]:
    """The resources that a template stands for in one task."""
    owner = _owner_by_parameter(template, payload)
    if owner is not None:
        text = next(iter(owner.texts), machine.account)
        machine = attrs.evolve(machine, account=text.partition(":")[0])
    found = _filled_in(template, payload, machine)
    if owner is None or not owner.is_dynamic:
        return found
    why = _why(owner, payload)
    return tuple(attrs.evolve(one, widened=one.widened or why) for one in found)


def _owner_by_parameter(template: str, payload: Payload) -> StaticValue | None:
    """The parameter that names the account of the resources of a call, if it is in the call."""
    service = arn_fields(template)[2] if template.startswith("arn:") else ""
    if "{account}" not in template or service not in OWNED_BY:
        return None
    name = OWNED_BY[service]
    return payload.find(name)[0] if payload.surely_has(name) else None


def _filled_in(template: str, payload: Payload, machine: Machine) -> tuple[Resource, ...]:
    holes = list(_HOLE.finditer(template))
    choices = [_pieces(hole, payload) for hole in holes]
    combinations = itertools.islice(itertools.product(*choices), _MOST + 1)
    found = dict.fromkeys(_resource(template, holes, pieces, machine) for pieces in combinations)
    if len(found) > _MOST:
        reason = f"state '{payload.state}' may name more than {_MOST} of them"
        return (Resource(machine.filled(_HOLE.sub(DYNAMIC, template)), reason),)
    return tuple(found)


def _filled_condition(
    condition: Mapping[str, Mapping[str, str]], payload: Payload
) -> tuple[dict[str, dict[str, str]], str]:
    """A condition filled with the task's values, and the reason if a part of it is omitted.

    Values that are only known at run time cannot be compared with, so they are omitted.
    """
    found: dict[str, dict[str, str]] = {}
    why = ""
    for operator, keys in condition.items():
        for key, template in keys.items():
            if _is_optional(template, payload):
                continue
            value, reason = _value(template, payload)
            value = next(iter(_parsed(template, payload)), value)
            if reason and not (operator == "StringLike" and value.strip(DYNAMIC)):
                why = why or reason
                continue
            found.setdefault(operator, {})[key] = value
    return found, why


def _value(template: str, payload: Payload) -> tuple[str, str]:
    hole = _HOLE.fullmatch(template)
    if hole is None:
        return template, ""
    found = payload.find(hole[1])
    if len(found) != 1 or len(found[0].texts) != 1:
        return DYNAMIC, f"the '{hole[1]}' of state '{payload.state}' is not a single string"
    (text,) = found[0].texts
    return text, _why(found[0], payload) if DYNAMIC in text else ""


def _is_optional(template: str, payload: Payload) -> bool:
    """Return whether a value is one that its parser does not find, so that nothing is compared."""
    hole = _HOLE.fullmatch(template)
    return bool(hole and hole[2]) and not _parsed(template, payload)


def _parsed(template: str, payload: Payload) -> tuple[str, ...]:
    """What the parser of a template finds in the only text of its parameter."""
    hole = _HOLE.fullmatch(template)
    texts = [text for static in payload.find(hole[1]) for text in static.texts] if hole else []
    return PARSERS[hole[2]](texts[0]) if hole and hole[2] and len(texts) == 1 else ()


def _pieces(hole: re.Match[str], payload: Payload) -> list[_Piece]:
    path, parser, default = hole.groups()
    static = payload.find(path)
    if default is None:
        # Objects in a list that do not have the member name no resource.
        static = tuple(one for one in static if one.texts) or static
    found = [piece for one in static for piece in _of_static_value(one, parser, default, payload)]
    return found or [_Piece(DYNAMIC, f"state '{payload.state}' has no '{path}'")]


def _of_static_value(
    static: StaticValue, parser: str | None, default: str | None, payload: Payload
) -> Iterator[_Piece]:
    texts = static.texts
    if not texts:
        if default is None:
            why = f"state '{payload.state}' has no '{static.name}'"
            yield from _read(DYNAMIC, parser, why, why)
            return
        texts = (default[1:],)
    for text in texts:
        why = _why(static, payload) if static.is_dynamic else ""
        yield from _of_text(text, static, parser, why, payload)


def _of_text(
    text: str, static: StaticValue, parser: str | None, why: str, payload: Payload
) -> Iterator[_Piece]:
    ambiguous = (
        f"'{static.name}' of state '{payload.state}' is '{text}', which does not say which one"
    )
    if isinstance(text, ReferencedArn):
        yield from _of_reference(text, parser, ambiguous)
    elif _TEXT_OF_ANOTHER_TOOL.fullmatch(text):
        yield from _read(DYNAMIC, parser, ambiguous, ambiguous)
    elif text.startswith("arn:") and not _is_usable(text):
        yield from _read(DYNAMIC, parser, why or ambiguous, ambiguous)
    elif _stands_for_arn(text, static.name, parser):
        yield _Piece(_printable(text), why, whole=True)
    else:
        yield from _read(_printable(text), parser, why, ambiguous)


def _of_reference(reference: ReferencedArn, parser: str | None, ambiguous: str) -> Iterator[_Piece]:
    """The pieces for a resource of the definition's own template, which has an ARN and a name."""
    if parser == "state_machine":
        # AWS authorizes calls of a version or an alias on the ARN without it.
        is_known = reference.type != VERSIONED
        yield from _read(str(reference) if is_known else DYNAMIC, parser, ambiguous, ambiguous)
        return
    if parser in _TAKE_PROFILES:
        is_own = reference.role.endswith(".Arn}")
        role = reference.role or DYNAMIC
        yield _Piece(role, "" if reference.role else ambiguous, whole=is_own)
        return
    if parser in _TAKE_NAMES:
        text = reference.named or DYNAMIC
        yield _Piece(text, "" if reference.named else ambiguous)
        return
    yield _Piece(str(reference), whole=True)
    if parser == "function" and reference.named:
        yield _Piece(f"{reference}:*", whole=True)


def _read(text: str, parser: str | None, why: str, ambiguous: str) -> Iterator[_Piece]:
    """The pieces that a parser makes of a text."""
    read = PARSERS[parser](text) if parser else (text,)
    owner = tuple(arn_fields(text)[1:5]) if text.startswith("arn:") else ()
    for piece in read:
        assumed = piece.why if isinstance(piece, (Assumed, WholeResource)) else ""
        whole = isinstance(piece, WholeResource)
        # What is computed may be a part that the resource does not have, such as a version.
        placed = piece.owner if isinstance(piece, Placed) else owner
        region = placed[2] if isinstance(piece, Placed) else ""
        is_exact = not any(DYNAMIC in part for part in (piece, region, *owner))
        why_wide = assumed or ("" if is_exact else why)
        computed = text if why_wide and len(read) > 1 else ""
        yield _Piece(piece, why_wide, whole=whole, owner=placed, computed=computed)
    if not read:
        yield _Piece(DYNAMIC, why or ambiguous)


def _stands_for_arn(text: str, name: str, parser: str | None) -> bool:
    # A placeholder for an ARN stands for one: a name would be rejected when it is filled in.
    name = name.removesuffix(".$")
    takes_arns = name.endswith(_END_OF_ARNS) or name in _TAKE_ARNS
    is_arn_of_its_own = takes_arns and PLACEHOLDER.match(text) is not None
    return (parser is None and is_arn(text)) or (parser in _TAKE_BOTH and is_arn_of_its_own)


def _is_usable(arn: str) -> bool:
    """Return whether an ARN shows at least the service."""
    parts = arn_fields(arn)
    return len(parts) == 6 and DYNAMIC not in parts[2] and bool(parts[2])


def _why(static: StaticValue, payload: Payload) -> str:
    if static.reason:
        return static.reason
    return f"'{static.name}' of state '{payload.state}' is computed at run time"


def _printable(text: str) -> str:
    # IAM's wildcard for one character replaces characters that an ARN cannot have.
    return _UNPRINTABLE.sub("?", text)


def _resource(
    template: str, holes: list[re.Match[str]], pieces: tuple[_Piece, ...], machine: Machine
) -> Resource:
    arn = _arn(template, holes, pieces, machine)
    widened = next((piece.widened for piece in pieces if piece.widened), "")
    computed = next((piece.computed for piece in pieces if piece.computed), "")
    return Resource(arn, widened, computed and f"{template} {computed}")


def _arn(
    template: str, holes: list[re.Match[str]], pieces: tuple[_Piece, ...], machine: Machine
) -> str:
    whole = next((piece for piece in pieces if piece.whole), None)
    if whole is not None and len(holes) == 1:
        filled = machine.filled(whole.text)
        # A parser that writes the start of an ARN leaves out what it has not.
        is_complete = whole.text.startswith("arn:{partition}")
        return filled if is_complete else _completed(filled, template, machine)
    if whole is not None and _ACCESS_POINT in whole.text:
        rest = _written(template[holes[0].end() :], _moved(holes[1:], holes[0].end()), pieces[1:])
        return f"{whole.text}/object{rest}"
    if whole is not None and whole is pieces[0] and len(holes) > 1:
        within = _within_whole(template, holes, pieces)
        if within:
            return within
    text = _written(template, [hole.span() for hole in holes], pieces)
    owner = next((piece.owner for piece in pieces if piece.owner), ())
    return _in_account_of(owner, text, machine)


def _within_whole(template: str, holes: list[re.Match[str]], pieces: tuple[_Piece, ...]) -> str:
    """A resource within one that an ARN names, such as the index of a table; "" if it is not."""
    start = template[: holes[0].start()]
    kind = resource_part(start)
    whole = pieces[0].text
    is_within = (
        resource_part(whole).startswith(kind)
        if whole.startswith("arn:")
        else kind.rstrip("/:").casefold() in holes[0][1].casefold()
    )
    if not is_within or not kind:
        return ""
    end = holes[0].end()
    return whole + _written(template[end:], _moved(holes[1:], end), pieces[1:])


def _written(template: str, spans: list[tuple[int, int]], pieces: tuple[_Piece, ...]) -> str:
    """A template with a piece in each hole; of an ARN, only its resource part."""
    text = ""
    at = 0
    for (start, end), piece in zip(spans, pieces, strict=True):
        text += template[at:start] + (resource_part(piece.text) if piece.whole else piece.text)
        at = end
    return text + template[at:]


def _moved(holes: list[re.Match[str]], by: int) -> list[tuple[int, int]]:
    return [(hole.start() - by, hole.end() - by) for hole in holes]


def _completed(arn: str, template: str, machine: Machine) -> str:
    """An ARN with the machine's partition, region and account where it has none."""
    if not arn.startswith("arn:"):
        return arn
    if not template.startswith("arn:"):
        return arn
    parts, like = arn_fields(arn), arn_fields(template)
    own = (machine.partition, parts[2], machine.region, machine.account)
    for index in (1, 3, 4):
        says_nothing = not parts[index] or (index == 1 and DYNAMIC in parts[index])
        if says_nothing and like[index] not in ("", DYNAMIC):
            parts[index] = own[index - 1]
    return ":".join(parts)


def _in_account_of(owner: tuple[str, ...], template: str, machine: Machine) -> str:
    """A resource in the account and region of the one that an ARN names."""
    if owner:
        partition, _, region, account = owner
        machine = attrs.evolve(
            machine,
            partition=machine.partition if DYNAMIC in partition else partition,
            region=region or machine.region,
            account=account or machine.account,
        )
    return machine.filled(template)
