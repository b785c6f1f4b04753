"""Reading what a path names: in the data of a field, the context object, or the variables.

ASL reference, section 3.3. Nearly every path is a few names; those are read without a detour, and
only where they find nothing is Jayway's text for it made up.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from typing import Final, TypeAlias

from sfn_dsl.errors import AuthoringError
from sfn_dsl.expressions.paths import Path
from sfn_dsl.simulation.data.json_text import Json
from sfn_dsl.simulation.data.path_filters import Find, PathMissed
from sfn_dsl.simulation.data.path_grammar import Indices, Names, Step, parse_steps
from sfn_dsl.simulation.data.path_steps import compile_find, is_definite, shown_value
from sfn_dsl.simulation.failures import StateFault
from sfn_dsl.simulation.roots import Roots

Read: TypeAlias = Callable[[Json, Roots], Json]
Fault: TypeAlias = "Callable[[PathMissing], StateFault]"
Key: TypeAlias = str | int
_Keys: TypeAlias = tuple[Key, ...]
_Miss: TypeAlias = Callable[[Json], Json]

NULL_PAYLOAD: Final = "Unable to apply Path transformation to null or empty input."


class PathMissing(StateFault):
    """A path finds nothing in ``searched``; ``reason`` is Jayway's text for it.

    ``step`` is the name or index that could not be followed, "" in a path that selects several
    values. ``is_wrong_type`` tells that it met a value that it can never be applied to, as an index
    and a string. The fault's own text is that of InputPath and OutputPath (section 6.6).
    """

    def __init__(self, path: str, missed: PathMissed, searched: Json, step: str = "") -> None:
        super().__init__(f"Invalid path '{path}' : {missed.reason}")
        self.path = path
        self.reason = missed.reason
        self.is_wrong_type = missed.is_wrong_type
        # The variables may be any mapping; a text shows JSON.
        is_mapping = isinstance(searched, Mapping) and not isinstance(searched, dict)
        self.searched = dict(searched) if is_mapping else searched
        self.step = step


class CompiledPath:
    """A compiled path.

    ``read(data, roots)`` gives the one value of a definite path, and a list for any other. It
    raises PathMissing, and StateFault where the data is null. ``shown`` is the path as the texts of
    most fields have it, in which the context object is ``$``.
    """

    __slots__ = ("is_definite", "read", "shown", "text")

    def __init__(self, text: str, shown: str, is_definite: bool, read: Read) -> None:
        self.text = text
        self.shown = shown
        self.is_definite = is_definite
        self.read = read


@functools.lru_cache(maxsize=4096)
def compile_path(text: str, *, past_end_is_null: bool = False) -> CompiledPath:
    """A compiled path.

    ``past_end_is_null`` says that an index which an array does not have gives null, as it does in
    payload templates. Raises AuthoringError for text that is not a path.
    """
    path = Path(text)
    read = _compile(path, past_end_is_null, _as_it_is)
    return CompiledPath(text, _shown(path), is_definite(_steps(path)), read)


def compile_reader(text: str, fault: Fault, *, past_end_is_null: bool = False) -> Read:
    """What reads a path and raises, where it finds nothing, what ``fault`` makes of that.

    Raises AuthoringError for text that is not a path.
    """
    return _compile(Path(text), past_end_is_null, fault)


def _as_it_is(missing: PathMissing) -> StateFault:
    return missing


def _shown(path: Path) -> str:
    return path.text[1:] if path.reads_context else path.text


def _steps(path: Path) -> tuple[Step, ...]:
    known = path.steps
    if known is not None:
        return tuple(
            Indices((step,)) if isinstance(step, int) else Names((step,)) for step in known
        )
    start = 2 if path.reads_context else 1 + len(path.variable or "")
    try:
        return parse_steps(path.text.rstrip(), start)[0]
    except RecursionError:
        raise AuthoringError("a filter is nested too deeply to be read") from None


def _compile(path: Path, past_end_is_null: bool, fault: Fault) -> Read:
    steps = _steps(path)
    if path.variable is not None:
        # The variables are the members of one object.
        steps = (Names((path.variable,)), *steps)
    keys = _keys(steps)
    if keys is None:
        find = compile_find(steps, past_end_is_null)
        return _finding_reader(_root(path), _shown(path), find, fault)
    miss = _miss(_shown(path), keys, past_end_is_null, fault)
    if path.variable is not None or path.reads_context or not _are_names(keys):
        return _walking_reader(_root(path), keys, miss)
    return _BY_NAMES.get(len(keys), _by_names)(keys, miss)


def _keys(steps: tuple[Step, ...]) -> _Keys | None:
    """The names and indices of a Reference Path, None for any other path."""
    keys: list[Key] = []
    for step in steps:
        if isinstance(step, Names) and len(step.names) == 1:
            keys.append(step.names[0])
        elif isinstance(step, Indices) and len(step.indices) == 1 and step.indices[0] >= 0:
            keys.append(step.indices[0])
        else:
            return None
    return tuple(keys)


def _are_names(keys: _Keys) -> bool:
    return all(isinstance(key, str) for key in keys)


def _root(path: Path) -> Read:
    """What a path starts from."""
    if path.variable is not None:
        return lambda data, roots: roots.variables
    if path.reads_context:
        return lambda data, roots: roots.context
    return lambda data, roots: data


def _miss(shown: str, keys: _Keys, past_end_is_null: bool, fault: Fault) -> _Miss:
    """What is at a path that could not simply be followed: null, or a fault."""

    def miss(searched: Json) -> Json:
        if searched is None:
            raise StateFault(NULL_PAYLOAD)
        step = _missing_step(searched, keys, past_end_is_null)
        if step is None:
            return None
        missed, key = step
        raise fault(PathMissing(shown, missed, searched, str(key)))

    return miss


def _missing_step(
    value: Json, keys: _Keys, past_end_is_null: bool
) -> tuple[PathMissed, Key] | None:
    """Where a Reference Path ends too early; None where null stands past the end of an array."""
    where = "$"
    for at, key in enumerate(keys):
        is_last = at == len(keys) - 1
        if missed := _missed(value, keys[at:], where):
            return missed, key
        where += _fragments((key,))
        if isinstance(key, int) and key >= len(value):
            if not past_end_is_null:
                return PathMissed(f"Index out of bounds when evaluating path {where}"), key
            if is_last:
                return None
            value = None
        else:
            value = value[key]
    return None


def _missed(value: Json, keys: _Keys, where: str) -> PathMissed | None:
    """Why the first of some steps cannot be applied to a value; None where it can."""
    key = keys[0]
    if isinstance(key, str):
        if not isinstance(value, Mapping):
            return PathMissed(f"Property ['{key}'] not found in path {where}")
        if key in value:
            return None
        start = "No results for path:" if len(keys) == 1 else "Missing property in path"
        return PathMissed(f"{start} {where}['{key}']")
    if value is None:
        return PathMissed(f"The path {where} is null")
    if type(value) is list:
        return None
    return PathMissed(
        f"Filter: {_fragments(keys)} can only be applied to arrays. "
        f"Current context is: {shown_value(value)}",
        is_wrong_type=True,
    )


def _fragments(keys: _Keys) -> str:
    return "".join(f"['{key}']" if isinstance(key, str) else f"[{key}]" for key in keys)


def _whole(keys: _Keys, miss: _Miss) -> Read:
    return lambda data, roots: data


def _by_one_name(keys: _Keys, miss: _Miss) -> Read:
    (name,) = keys

    def read(data: Json, roots: Roots) -> Json:
        try:
            return data[name]
        except (KeyError, TypeError):
            return miss(data)

    return read


def _by_two_names(keys: _Keys, miss: _Miss) -> Read:
    first, second = keys

    def read(data: Json, roots: Roots) -> Json:
        try:
            return data[first][second]
        except (KeyError, TypeError):
            return miss(data)

    return read


def _by_three_names(keys: _Keys, miss: _Miss) -> Read:
    first, second, third = keys

    def read(data: Json, roots: Roots) -> Json:
        try:
            return data[first][second][third]
        except (KeyError, TypeError):
            return miss(data)

    return read


def _by_names(keys: _Keys, miss: _Miss) -> Read:
    def read(data: Json, roots: Roots) -> Json:
        value = data
        try:
            for name in keys:
                value = value[name]
        except (KeyError, TypeError):
            return miss(data)
        return value

    return read


_BY_NAMES: Final[Mapping[int, Callable[[_Keys, _Miss], Read]]] = {
    0: _whole,
    1: _by_one_name,
    2: _by_two_names,
    3: _by_three_names,
}


def _walking_reader(root: Read, keys: _Keys, miss: _Miss) -> Read:
    def read(data: Json, roots: Roots) -> Json:
        value = searched = root(data, roots)
        try:
            for key in keys:
                # An index of a string would be one of its characters.
                if type(value) is str:
                    raise TypeError
                value = value[key]
        except (KeyError, TypeError, IndexError):
            return miss(searched)
        return value

    return read


def _finding_reader(root: Read, shown: str, find: Find, fault: Fault) -> Read:
    def read(data: Json, roots: Roots) -> Json:
        searched = root(data, roots)
        if searched is None:
            raise StateFault(NULL_PAYLOAD)
        try:
            return find(searched)
        except PathMissed as missed:
            raise fault(PathMissing(shown, missed, searched)) from None

    return read
