"""JSONata expressions parsed, by the parser of jsonata-python (ASL reference, section 9)."""

from __future__ import annotations

import sys
from functools import cache, lru_cache
from typing import Any, NamedTuple


class Parsed(NamedTuple):
    """What came of parsing: the tree, or what the parser says of text that is no JSONata.

    Both are None for an expression that is nested too deeply for this parser to say.
    """

    tree: Any = None
    refusal: str | None = None


@lru_cache(maxsize=4096)
def parsed(text: str) -> Parsed:
    """The syntax tree of what stands between ``{%`` and ``%}``; raises nothing."""
    jsonata = _library()
    try:
        return Parsed(jsonata.Jsonata(text).ast)
    except RecursionError:
        return Parsed()
    except jsonata.JException as error:
        said = str(error) or type(error).__name__
        return Parsed(refusal=said[0].lower() + said[1:])
    except (AttributeError, IndexError, KeyError, TypeError, ValueError):
        # The parser stumbles over some input that is no JSONata.
        return Parsed(refusal="it breaks off in the middle")


@cache
def _library() -> Any:
    """The parser, loaded by the first definition that has JSONata in it."""
    # Loading it raises the limit of recursion for the whole process, which is not ours to do.
    limit = sys.getrecursionlimit()
    import jsonata

    sys.setrecursionlimit(limit)
    return jsonata
