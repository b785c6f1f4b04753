"""Reading what a path names: in the data of a field, the context object, or the variables.

ASL reference, section 3.3. Nearly every path is a few names; those are read without a detour, and
only where they find nothing is Jayway's text for it made up.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from typing import Final, TypeAlias

from sfn_dsl.expressions.paths import Path
from sfn_dsl.simulation.data.json_text import Json
from sfn_dsl.simulation.data.path_filters import PathMissed
from sfn_dsl.simulation.data.path_grammar import Indices, Names, Step, parse_steps
from sfn_dsl.simulation.data.path_steps import compile_find, is_definite, shown_value
from sfn_dsl.simulation.failures import StateFault
from sfn_dsl.simulation.roots import Roots

Read: TypeAlias = Callable[[Json, Roots], Json]
_Root: TypeAlias = Callable[[Json, Roots], Json]
_Keys: TypeAlias = tuple[str | int, ...]

NULL_PAYLOAD: Final = "Unable to apply Path transformation to null or empty input."


class PathMissing(StateFault):
    """A path finds nothing in ``searched``; ``reason`` is Jayway's text for it.

    ``is_wrong_type`` tells that a step met a value that it can never be applied to, as an index
    and a string. Its own text is that of the fields InputPath and OutputPath (section 6.6).
    """

    def __init__(
        self, path: str, reason: str, searched: Json, *, is_wrong_type: bool = False
    ) -> None:
        super().__init__(f"Invalid path '{path}' : {reason}")
        self.path = path
        self.reason = reason
        self.searched = searched
        self.is_wrong_type = is_wrong_type


class CompiledPath:
    """A path made ready for reading.

    ``read(data, roots)`` gives the one value of a definite path, and a list for any other. It
    raises PathMissing, and StateFault where the data is null and the path goes into it. ``shown``
    is the path as the texts of most fields have it, in which the context object is ``$``.
    """

    __slots__ = ("is_definite", "read", "shown", "text")

    def __init__(self, text: str, shown: str, is_definite: bool, read: Read) -> None:
        self.text = text
        self.shown = shown
        self.is_definite = is_definite
        self.read = read


@functools.lru_cache(maxsize=4096)
def compile_path(text: str, *, past_end_is_null: bool = False) -> CompiledPath:
    """A path made ready for reading.

    ``past_end_is_null`` says that an index which an array does not have gives null, as it does in
    payload templates. Raises AuthoringError for text that is not a path.
    """
    path = Path(text)
    shown = text[1:] if path.reads_context else text
    steps = _steps(path)
    keys = _keys(steps)
    if keys is None:
        return CompiledPath(
            text, shown, is_definite(steps), _general_reader(path, shown, steps, past_end_is_null)
        )
    return CompiledPath(text, shown, True, _reader(path, shown, keys, past_end_is_null))


def read_field(path: CompiledPath, data: Json, roots: Roots) -> Json:
    """What a path of a field such as InputPath names, with the text of such a field if nothing."""
    return path.read(data, roots)


def _steps(path: Path) -> tuple[Step, ...]:
    known = path.steps
    if known is not None:
        return tuple(
            Indices((step,)) if isinstance(step, int) else Names((step,)) for step in known
        )
    start = 2 if path.reads_context else 1 + len(path.variable or "")
    return parse_steps(path.text.rstrip(), start)[0]


def _keys(steps: tuple[Step, ...]) -> _Keys | None:
    """The names and indices of a Reference Path, None for any other path."""
    keys: list[str | int] = []
    for step in steps:
        if isinstance(step, Names) and len(step.names) == 1:
            keys.append(step.names[0])
        elif isinstance(step, Indices) and len(step.indices) == 1 and step.indices[0] >= 0:
            keys.append(step.indices[0])
        else:
            return None
    return tuple(keys)


def _root(path: Path) -> _Root:
    """What a path starts from; the variables are the members of one object."""
    if path.variable is not None:
        return lambda data, roots: dict(roots.variables)
    if path.reads_context:
        return lambda data, roots: roots.context
    return lambda data, roots: data


def _reader(path: Path, shown: str, keys: _Keys, past_end_is_null: bool) -> Read:
    miss = _miss(shown, keys, past_end_is_null)
    if path.variable is not None:
        in_variables = (path.variable, *keys)
        return _variable_reader(path.variable, keys, _miss(shown, in_variables, past_end_is_null))
    names = tuple(key for key in keys if isinstance(key, str))
    if len(names) < len(keys) or len(keys) > len(_BY_NAMES):
        return _walking_reader(_root(path), keys, miss)
    if path.reads_context:
        return _context_reader(names, miss)
    return _BY_NAMES[len(names)](names, miss)


_Miss: TypeAlias = Callable[[Json], Json]


def _miss(shown: str, keys: _Keys, past_end_is_null: bool) -> _Miss:
    """What is at a path that cannot simply be followed: null, or a PathMissing."""

    def miss(searched: Json) -> Json:
        if searched is None:
            raise StateFault(NULL_PAYLOAD)
        found = _find_miss(searched, keys, past_end_is_null)
        if found is None:
            return None
        raise PathMissing(shown, found.reason, searched, is_wrong_type=found.is_wrong_type)

    return miss


def _find_miss(value: Json, keys: _Keys, past_end_is_null: bool) -> PathMissed | None:
    """Why a Reference Path finds nothing; None where it finds null past the end of an array."""
    where = "$"
    for at, key in enumerate(keys):
        is_last = at == len(keys) - 1
        if isinstance(key, str):
            here = f"{where}['{key}']"
            if type(value) is not dict:
                return PathMissed(f"Property ['{key}'] not found in path {where}")
            if key not in value:
                start = "No results for path:" if is_last else "Missing property in path"
                return PathMissed(f"{start} {here}")
        else:
            here = f"{where}[{key}]"
            if value is None:
                return PathMissed(f"The path {where} is null")
            if type(value) is not list:
                return PathMissed(
                    f"Filter: {_fragments(keys[at:])} can only be applied to arrays. "
                    f"Current context is: {shown_value(value)}",
                    is_wrong_type=True,
                )
            if key >= len(value):
                if not past_end_is_null:
                    return PathMissed(f"Index out of bounds when evaluating path {here}")
                if is_last:
                    return None
                value, where = None, here
                continue
        value, where = value[key], here
    return None


def _fragments(keys: _Keys) -> str:
    return "".join(f"['{key}']" if isinstance(key, str) else f"[{key}]" for key in keys)


def _whole(names: Sequence[str], miss: _Miss) -> Read:
    return lambda data, roots: data


def _by_one_name(names: Sequence[str], miss: _Miss) -> Read:
    (name,) = names

    def read(data: Json, roots: Roots) -> Json:
        try:
            return data[name]
        except (KeyError, TypeError):
            return miss(data)

    return read


def _by_two_names(names: Sequence[str], miss: _Miss) -> Read:
    first, second = names

    def read(data: Json, roots: Roots) -> Json:
        try:
            return data[first][second]
        except (KeyError, TypeError):
            return miss(data)

    return read


def _by_three_names(names: Sequence[str], miss: _Miss) -> Read:
    first, second, third = names

    def read(data: Json, roots: Roots) -> Json:
        try:
            return data[first][second][third]
        except (KeyError, TypeError):
            return miss(data)

    return read


_BY_NAMES: Final = (_whole, _by_one_name, _by_two_names, _by_three_names)


def _context_reader(names: Sequence[str], miss: _Miss) -> Read:
    def read(data: Json, roots: Roots) -> Json:
        value: Json = roots.context
        try:
            for name in names:
                value = value[name]
        except (KeyError, TypeError):
            return miss(roots.context)
        return value

    return read


def _variable_reader(variable: str, keys: _Keys, miss: _Miss) -> Read:
    def read(data: Json, roots: Roots) -> Json:
        try:
            return _walk(roots.variables[variable], keys)
        except (KeyError, TypeError, IndexError):
            return miss(dict(roots.variables))

    return read


def _walking_reader(root: _Root, keys: _Keys, miss: _Miss) -> Read:
    def read(data: Json, roots: Roots) -> Json:
        try:
            return _walk(root(data, roots), keys)
        except (KeyError, TypeError, IndexError):
            return miss(root(data, roots))

    return read


def _walk(value: Json, keys: _Keys) -> Json:
    for key in keys:
        # An index of a string would be one of its characters.
        if type(value) is str:
            raise TypeError
        value = value[key]
    return value


def _general_reader(
    path: Path, shown: str, steps: tuple[Step, ...], past_end_is_null: bool
) -> Read:
    root = _root(path)
    if path.variable is not None:
        steps = (Names((path.variable,)), *steps)
    find = compile_find(steps, past_end_is_null)

    def read(data: Json, roots: Roots) -> Json:
        searched = root(data, roots)
        if searched is None:
            raise StateFault(NULL_PAYLOAD)
        try:
            return find(searched)
        except PathMissed as missed:
            raise PathMissing(
                shown, missed.reason, searched, is_wrong_type=missed.is_wrong_type
            ) from None

    return read
