"""What a row of dependent permissions holds, and the shorthands that several tables use."""

from __future__ import annotations

from typing import Final, NamedTuple

from sfn_dsl.language.permissions import Grant, bucket, grant

SAR: Final = 'Service authorization reference, "dependent actions" of {}'
"""The source of rows that the service authorization reference lists."""

NOT_CONFIRMED: Final = "not confirmed"
"""The source of rows that no page of AWS was found for."""


class Dependent(NamedTuple):
    """Grants that some calls need as well; ``calls`` may hold wildcards, separated by spaces."""

    calls: str
    grants: tuple[Grant, ...]
    why: str
    source: str


class Noted(NamedTuple):
    """What calls with the parameter ``when`` may need besides, where it is not known for sure."""

    calls: str
    when: str
    reason: str
    source: str


class Unknowable(NamedTuple):
    """Calls of which nobody can tell beforehand what they do with the caller's rights.

    It is known, and not a matter of the caller's rights, if the parameter ``unless`` is given.
    """

    calls: str
    unless: str
    reason: str
    source: str


def _object(path: str, name: str = "Name") -> tuple[Grant, ...]:
    """Reading the object in a member ``S3Object``, and its version if one is named."""
    named = f"{path}.S3Object"
    resource = bucket(f"{{{named}.Bucket}}/{{{named}.{name}}}")
    return (
        grant("s3:GetObject", resource, when=named),
        grant("s3:GetObjectVersion", resource, when=f"{named}.Version"),
    )


def read_objects(*paths: str) -> tuple[Grant, ...]:
    """Reading the objects in members ``S3Object``, and their versions if they are named."""
    return tuple(each for path in paths for each in _object(path))


def read_uris(*paths: str) -> tuple[Grant, ...]:
    """Reading the objects that URIs name."""
    return tuple(grant("s3:GetObject", bucket(f"{{{path}|object}}"), when=path) for path in paths)


def write_objects(where: str, key: str) -> Grant:
    """Writing objects whose keys begin with a parameter."""
    return grant("s3:PutObject", bucket(f"{{{where}}}/{{{key}|prefixed=}}"), when=where)
