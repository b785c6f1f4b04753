"""Runs a regular expression step by step, and so can be stopped, which Python's own cannot.

Backtracking as Java does it: an expression that takes too long there takes too long here.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import attrs

from sfn_dsl.simulation.jsonata.library.regex_syntax import (
    WORD,
    Characters,
    Choice,
    Group,
    Join,
    Position,
    Reference,
    Repeat,
    Tree,
)

Spend = Callable[[int], None]
"""Counts steps, and raises where there were too many."""

Slots = list[int]
"""The start and end of each group, from 0 for the whole; -1 where it took no part."""

_LARGEST: Final = 20_000
"""Instructions of one program: counted repetitions are written out."""

_BATCH: Final = 64
_COST: Final = 8
"""Steps of the evaluation that so many instructions count for."""

_CHARACTER, _SPLIT, _JUMP, _SAVE, _POSITION, _REFERENCE, _LOOK, _PROGRESS, _END = range(9)


class Machine:
    """A program of instructions. Raises ValueError for a pattern whose program gets too long."""

    def __init__(self, tree: Tree, groups: int, multiline: bool) -> None:
        self._multiline = multiline
        self._groups = 2 * (groups + 1)
        self._slots = self._groups
        self._program: list[tuple[Any, ...]] = []
        self._add(Group(tree, 0))
        self._put(_END)

    def search(self, text: str, position: int, spend: Spend) -> Slots | None:
        """The slots of the first match from a position on; None where there is none."""
        for start in range(position, len(text) + 1):
            spend(1)
            slots = [-1] * self._slots
            if self._run(0, text, start, slots, None, spend) is not None:
                return slots[: self._groups]
        return None

    def _put(self, *instruction: Any) -> int:
        if len(self._program) >= _LARGEST:
            raise ValueError(instruction)
        self._program.append(instruction)
        return len(self._program) - 1

    def _add(self, tree: Tree) -> None:
        if isinstance(tree, Characters):
            self._put(_CHARACTER, tree.accepts)
        elif isinstance(tree, Join):
            for part in tree.parts:
                self._add(part)
        elif isinstance(tree, Choice):
            self._add_choice(tree.options)
        elif isinstance(tree, Repeat):
            self._add_repeat(tree)
        elif isinstance(tree, Group):
            self._add_group(tree)
        elif isinstance(tree, Position):
            self._put(_POSITION, tree.kind)
        elif isinstance(tree, Reference):
            self._put(_REFERENCE, tree.index)
        else:
            self._add_look(tree.body, tree.behind, tree.negated, False)

    def _add_group(self, group: Group) -> None:
        if group.index is None:
            self._add(group.body)
            return
        self._put(_SAVE, 2 * group.index)
        self._add(group.body)
        self._put(_SAVE, 2 * group.index + 1)

    def _add_choice(self, options: list[Tree]) -> None:
        jumps = []
        for option in options[:-1]:
            split = self._put(_SPLIT)
            self._add(option)
            jumps.append(self._put(_JUMP))
            self._program[split] = (_SPLIT, split + 1, len(self._program))
        self._add(options[-1])
        for jump in jumps:
            self._program[jump] = (_JUMP, len(self._program))

    def _add_repeat(self, repeat: Repeat) -> None:
        if repeat.atomic:
            self._add_look(attrs.evolve(repeat, atomic=False), False, False, True)
            return
        for _ in range(repeat.least):
            self._add(repeat.body)
        if repeat.most is None:
            self._add_loop(repeat)
            return
        splits = []
        for _ in range(repeat.most - repeat.least):
            splits.append(self._put(_SPLIT))
            self._add(repeat.body)
        for split in splits:
            self._branch(split, split + 1, len(self._program), repeat.lazy)

    def _add_loop(self, repeat: Repeat) -> None:
        """A part as often as it goes; once it matches nothing, that was the last time."""
        split = self._put(_SPLIT)
        mark = self._slots
        self._slots += 1
        self._put(_SAVE, mark)
        self._add(repeat.body)
        self._put(_PROGRESS, mark, split, len(self._program) + 1)
        self._branch(split, split + 1, len(self._program), repeat.lazy)

    def _branch(self, split: int, inside: int, outside: int, lazy: bool) -> None:
        self._program[split] = (_SPLIT, outside, inside) if lazy else (_SPLIT, inside, outside)

    def _add_look(self, body: Tree, behind: bool, negated: bool, consumes: bool) -> None:
        look = self._put(_LOOK)
        self._add(body)
        self._put(_END)
        after = len(self._program)
        self._program[look] = (_LOOK, look + 1, after, behind, negated, consumes)

    def _run(
        self, counter: int, text: str, at: int, slots: Slots, target: int | None, spend: Spend
    ) -> int | None:
        """Where the first match ends that begins here, and at the target where there is one."""
        program = self._program
        size = len(text)
        undo: list[tuple[int, int, int]] = []
        steps = 0
        while True:
            steps += 1
            if steps == _BATCH:
                spend(_COST)
                steps = 0
            instruction = program[counter]
            kind = instruction[0]
            if kind == _CHARACTER:
                goes = at < size and instruction[1](text[at])
                at += 1
            elif kind == _SPLIT:
                undo.append((-1, instruction[2], at))
                counter = instruction[1]
                continue
            elif kind == _JUMP:
                counter = instruction[1]
                continue
            elif kind == _SAVE:
                slot = instruction[1]
                undo.append((slot, slots[slot], 0))
                slots[slot] = at
                goes = True
            elif kind == _PROGRESS:
                counter = instruction[2] if slots[instruction[1]] != at else instruction[3]
                continue
            elif kind == _POSITION:
                goes = self._is_at(instruction[1], text, at)
            elif kind == _REFERENCE:
                group = text[slots[2 * instruction[1]] : slots[2 * instruction[1] + 1]]
                goes = slots[2 * instruction[1] + 1] >= 0 and text.startswith(group, at)
                at += len(group)
            elif kind == _LOOK:
                before = slots.copy()
                end = self._look(instruction, text, at, slots, spend)
                undo.extend((slot, old, 0) for slot, old in enumerate(before) if slots[slot] != old)
                goes = end is not None
                counter = instruction[2] - 1
                at = at if end is None else end
            else:
                if target is None or at == target:
                    return at
                goes = False
            if goes:
                counter += 1
                continue
            while undo:
                slot, first, second = undo.pop()
                if slot < 0:
                    counter, at = first, second
                    break
                slots[slot] = first
            else:
                return None

    def _look(
        self, instruction: tuple[Any, ...], text: str, at: int, slots: Slots, spend: Spend
    ) -> int | None:
        """Where to go on after a look around; None where it forbids to."""
        _, body, _, behind, negated, consumes = instruction
        kept = slots.copy()
        starts = range(at, -1, -1) if behind else (at,)
        for start in starts:
            end = self._run(body, text, start, slots, at if behind else None, spend)
            if end is not None:
                if negated:
                    slots[:] = kept
                    return None
                return end if consumes else at
        return at if negated else None

    def _is_at(self, kind: str, text: str, at: int) -> bool:
        if kind in "^A":
            return at == 0 or (kind == "^" and self._multiline and text[at - 1] == "\n")
        if kind in "$z":
            if at == len(text):
                return True
            if kind == "z":
                return False
            return text[at] == "\n" and (self._multiline or at == len(text) - 1)
        before = at > 0 and text[at - 1] in WORD
        after = at < len(text) and text[at] in WORD
        return (before is not after) is (kind == "b")
