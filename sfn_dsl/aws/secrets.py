"""What is never shown of credentials and of addresses, whoever put it into a text.

Libraries, servers and proxies quote what they were given: AWS the canonical string of a signature
with the session token in it, Python the value of a header, botocore an address with its password.
So the values themselves are looked for: those of the environment, and those that a session found.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from html import escape
from typing import Any, Final
from urllib.parse import quote

SECRET: Final = "<secret>"  # noqa: S105 - what is shown in the place of one

CREDENTIALS: Final = {
    "access_key": "AWS_ACCESS_KEY_ID",
    "secret_key": "AWS_SECRET_ACCESS_KEY",
    "token": "AWS_SESSION_TOKEN",
}
"""The parts of botocore's credentials, and the variable that each is set by."""

_VARIABLES: Final = (
    *CREDENTIALS.values(),
    *("AWS_SECURITY_TOKEN", "AWS_CONTAINER_AUTHORIZATION_TOKEN"),
)
# What people set for an emulator, and what a word or a path may hold for other reasons.
_NO_SECRETS: Final = frozenset({"test", "testing", "fake", "mock", "dummy", "example", "local"})
_SHORT: Final = 6
_SHORTEST: Final = 3

_ACCESS_KEY: Final = re.compile(r"\b(?:AKIA|ASIA)[A-Z0-9]{8,}")
_SIGNED: Final = re.compile(r"((?:x-amz-security-token|credential)['\"]?[:=] ?)[^\s,/&]+", re.I)
_NO_ADDRESS: Final = re.compile(r"(?<=Invalid endpoint: ).*@")
# What Python could not read as a number, such as a password up to its first slash as a port.
_NO_NUMBER: Final = re.compile(r" (?:value as|with base 10:) .*")
_SCHEME: Final = re.compile(r"^\w+://")
_WORD: Final = re.compile(r"\S*")
_WITH_ADDRESSES: Final = re.compile(r"AWS_ENDPOINT_URL|(?:HTTPS?|ALL)_PROXY$", re.IGNORECASE)
# Of errors that quote a file with credentials, or what a program printed that gives some.
_QUOTING: Final = re.compile(
    r"^((?:configparser|botocore\.exceptions)\.(?:\w+ParsingError|ParsingError|"
    r"MissingSectionHeaderError|Duplicate\w+Error|CredentialRetrievalError|Interpolation\w+)): "
    r".*?(?=\n\n(?:During|The above)|\Z)",
    re.DOTALL | re.MULTILINE,
)

_VALUES: Final[set[str]] = set()
_ADDRESSES: Final[set[str]] = set()


def remember_credentials(values: Iterable[object]) -> None:
    """Note credentials that a session found, so that they are left out of what is shown."""
    _VALUES.update(value for value in values if isinstance(value, str) and value)


def remember_addresses(setting: Any) -> None:
    """Note the addresses in a setting, which may be a whole configuration, for their users."""
    if isinstance(setting, str) and "@" in setting:
        _ADDRESSES.add(setting)
    elif isinstance(setting, Mapping):
        for each in setting.values():
            remember_addresses(each)


def without_credentials(text: str) -> str:
    """A text without the credentials that are set or were found, however they are written."""
    values = {os.environ.get(name, "") for name in _VARIABLES} | _VALUES
    forms = {form for value in values for form in _forms(value)}
    for form in sorted(forms, key=len, reverse=True):
        text = _replaced(text, form) if len(form) < _SHORT else text.replace(form, SECRET)
    return text


def without_secrets(text: str) -> str:
    """A text of AWS or botocore without credentials, and without users in addresses.

    Passwords may hold any character, so more is removed rather than less.
    """
    for user in _users():
        for form in _written(user):
            text = text.replace(f"{form}@", "")
    text = _ACCESS_KEY.sub("<access key>", without_credentials(text))
    text = _SIGNED.sub(rf"\1{SECRET}", text)
    text = _NO_NUMBER.sub("", _NO_ADDRESS.sub("", text))
    first, *rest = text.split("//")
    return "//".join([first, *map(_without_user, rest)])


def traceback_without_secrets(text: str) -> str:
    """A traceback as `without_secrets`, and without what libraries took a part of a user for."""
    parts = {part for user in _users() for part in re.split(r"[^\w.%+~-]", user) if part}
    parts = {form for part in parts for form in _written(part)}
    lines = without_secrets(_QUOTING.sub(r"\1", text)).splitlines(keepends=True)
    return "".join(line if line[:1].isspace() else _without_parts(line, parts) for line in lines)


def without_user(url: str) -> str:
    """An address as scheme and host, without a user, a path or a query; "" for what is none."""
    scheme, mark, rest = url.partition("://")
    # A password may hold what ends the host elsewhere, so the last '@' counts, wherever it stands.
    host = re.split(r"[/?#]", rest.rpartition("@")[2], maxsplit=1)[0]
    return f"{scheme}://{host}" if mark and host else ""


def _forms(value: str) -> Iterator[str]:
    """A credential and its words, in all ways in which a text may have them."""
    for part in {value, *value.split()}:
        is_account = len(part) == 12 and part.isdecimal()  # emulators take one for an access key
        if len(part) >= _SHORTEST and part.strip().lower() not in _NO_SECRETS and not is_account:
            yield from _written(part)


def _written(part: str) -> set[str]:
    """A text in all ways in which another may quote it."""
    # The environment may hold bytes that are no text.
    data = part.encode("utf-8", "backslashreplace")
    quoted = {quote(data, safe=""), quote(data), json.dumps(part)[1:-1], escape(part)}
    return {part, repr(part)[1:-1], ascii(part)[1:-1], repr(data)[2:-1]} | quoted


def _users() -> list[str]:
    """What stands before the '@' of the addresses that are known, longest first."""
    values = [value for name, value in os.environ.items() if _WITH_ADDRESSES.match(name)]
    # Without a scheme it is no address, which is just what an error may be about.
    users = {_SCHEME.sub("", value).rpartition("@")[0] for value in (*values, *_ADDRESSES)}
    return sorted(users - {""}, key=len, reverse=True)


def _without_user(address: str) -> str:
    """A text that begins with an address, after its "//", without what stands before its '@'."""
    word = _WORD.match(address)
    end = word.end() if word else 0
    return address[:end].rpartition("@")[2] + address[end:]


def _without_parts(line: str, parts: Iterable[str]) -> str:
    for part in sorted(parts, key=len, reverse=True):
        line = _replaced(line, part)
    return line


def _replaced(text: str, part: str) -> str:
    return re.sub(rf"(?<!\w){re.escape(part)}(?!\w)", SECRET, text)
