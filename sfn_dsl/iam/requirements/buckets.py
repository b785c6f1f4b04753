"""Buckets whose objects are authorized otherwise than those of a general purpose bucket.

A directory bucket (S3 Express One Zone) is authorized by the session that its objects are used in,
``s3express:CreateSession``; an access point by its ARN, which its alias does not tell. (S3 user
guide, "Authorizing Zonal endpoint API operations with CreateSession", "Access point aliases".)
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

import attrs

from sfn_dsl.arns import read_arn
from sfn_dsl.iam.requirements.actions import find_action
from sfn_dsl.iam.requirements.model import Delegated, Machine, Note, Permission, Requirement
from sfn_dsl.iam.requirements.payload import Payload

_SERVICE: Final = "s3:"
_DIRECTORY: Final = re.compile(r"arn:[^:]*:s3:::([^/]*--x-s3)(/.*)?", re.DOTALL)
_ALIAS: Final = re.compile(r"arn:[^:]*:s3:::([^/]*(?:-s3alias|--ol-s3|--xa-s3))(?:/.*)?", re.DOTALL)
_SESSION: Final = "s3express:CreateSession"
# Calls on a bucket that its sessions allow.
_IN_SESSION: Final = ("s3:ListBucket", "s3:ListBucketMultipartUploads")
_OWNERS: Final = ("ExpectedBucketOwner", "ExpectedSourceBucketOwner")
_ACCOUNT: Final = re.compile(r"\d{12}")


def with_sessions(found: Iterable[Requirement], machine: Machine) -> Iterator[Requirement]:
    """The requirements with the actions that directory buckets have in place of those of S3."""
    for one in found:
        if isinstance(one, Permission):
            yield from _with_sessions(one, machine)
        elif isinstance(one, Delegated):
            account = read_arn(one.role).account or machine.account
            for each in _with_sessions(one.permission, attrs.evolve(machine, account=account)):
                yield attrs.evolve(one, permission=each)
        else:
            yield one


def _with_sessions(one: Permission, machine: Machine) -> Iterator[Permission]:
    express = [_DIRECTORY.fullmatch(arn) for arn in one.resources]
    if not one.action.startswith(_SERVICE) or not any(express):
        yield one
        return
    others = tuple(arn for arn, found in zip(one.resources, express, strict=True) if found is None)
    if others:
        yield attrs.evolve(one, resources=others)
    for bucket, key in dict.fromkeys(found.groups() for found in express if found):
        own = machine.filled(f"arn:{{partition}}:s3express:{{region}}:{{account}}:bucket/{bucket}")
        yield attrs.evolve(one, action=_action(one.action, key), resources=(own,))


def _action(action: str, key: str | None) -> str:
    if key is not None or action in _IN_SESSION:
        return _SESSION
    found = find_action("s3express", action.removeprefix(_SERVICE))
    return found.name if found else _SESSION


def access_points(found: Iterable[Requirement]) -> Iterator[Note]:
    """A note for each alias of an access point, whose ARN is what a policy needs."""
    for one in found:
        permission = one.permission if isinstance(one, Delegated) else one
        if isinstance(permission, Permission):
            aliases = map(_ALIAS.fullmatch, permission.resources)
            for name in dict.fromkeys(found[1] for found in aliases if found):
                yield Note(
                    permission.pointers[0] if permission.pointers else "",
                    f"'{name}' is the alias of an access point, which is authorized by its ARN; "
                    f"add {permission.action} on that ARN, arn:...:accesspoint/NAME, for an object "
                    "followed by /object/KEY",
                )


def owners(payload: Payload, machine: Machine, pointer: str) -> Iterator[Note]:
    """A note for a bucket that the call says belongs to another account."""
    texts = (text for name in _OWNERS for each in payload.find(name) for text in each.texts)
    for owner in dict.fromkeys(texts):
        is_known = _ACCOUNT.fullmatch(owner) and _ACCOUNT.fullmatch(machine.account)
        if is_known and owner != machine.account:
            yield Note(
                pointer,
                f"the bucket is also decided by account {owner}, which it belongs to: its policy "
                "there must allow this role",
            )
