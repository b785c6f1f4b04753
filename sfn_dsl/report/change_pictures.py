"""One graph of two definitions: the new one, with what only the old one has put back in place."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

import attrs

from sfn_dsl.comparison import Changes
from sfn_dsl.comparison.change import Added, Moved, Removed, Renamed, state_of
from sfn_dsl.definition.pointers import child, tokens
from sfn_dsl.definition.scopes import place
from sfn_dsl.graph import Edge, Graph, Machine, Mark, Node, Overlay

# Before the pointers of the old definition: the same pointer may name another part of the new one.
_OLD: Final = "-"
_MOST_FIELDS: Final = 3


def changes_picture(old: Graph, new: Graph, changes: Changes) -> tuple[Graph, Overlay]:
    """The graph that shows both definitions, and its marks.

    ``changes`` are those from the definition of `old` to that of `new`. States and transitions that
    were removed are in it too, marked as such; their pointers begin with ``-``.
    """
    merging = _Merging(new, changes)
    machine = merging.merged(old.machine, new.machine)
    return attrs.evolve(new, machine=machine), Overlay("Changes", merging.marks)


class _Merging:
    def __init__(self, new: Graph, changes: Changes) -> None:
        self.marks: dict[str, Mark] = dict(_changed(changes))
        self._removed = {each.old_pointer for each in changes if isinstance(each, Removed)}
        self._added = {each.new_pointer for each in changes if isinstance(each, Added)}
        self._now = {
            each.old_pointer: each.new_pointer
            for each in changes
            if isinstance(each, (Renamed, Moved))
        }

    def merged(self, old: Machine, new: Machine) -> Machine:
        """A machine of the new definition with what only the same one of the old had."""
        now = dict(self._pairs(old, new))
        before = {pointer: node for node in old.nodes if (pointer := now.get(node.pointer))}
        nodes = []
        for node in new.nodes:
            same = before.get(node.pointer)
            nodes.append(self._added_node(node) if same is None else self._inside(same, node))
        nodes += [self._removed_node(node) for node in old.nodes if node.pointer not in now]
        edges = self._edges(old, new, now)
        return attrs.evolve(new, nodes=tuple(nodes), edges=tuple(edges))

    def _pairs(self, old: Machine, new: Machine) -> Iterator[tuple[str, str]]:
        """The states that both have, by their old and new pointers."""
        known = {node.pointer for node in new.nodes}
        for node in old.nodes:
            same_name = child(f"{new.pointer}/States", node.name)
            pointer = self._now.get(node.pointer, same_name)
            if node.pointer not in self._removed and pointer in known - self._added:
                yield node.pointer, pointer

    def _inside(self, old: Node, new: Node) -> Node:
        """A state that both have, with the machines inside of it merged."""
        by_pointer = {machine.pointer: machine for machine in new.machines}
        pairs: dict[str, Machine] = {}
        targets = set(self._now.values())
        left = deque(m for m in new.machines if m.pointer not in self._added | targets)
        gone = []
        for machine in old.machines:
            moved = by_pointer.get(self._now.get(machine.pointer, ""))
            if machine.pointer in self._removed or not (moved or left):
                gone.append(machine)
                continue
            same = moved or left.popleft()
            pairs[same.pointer] = machine
        machines = [
            self.merged(pairs[machine.pointer], machine)
            if machine.pointer in pairs
            else self._added_machine(machine)
            for machine in new.machines
        ]
        machines += [self._removed_machine(machine) for machine in gone]
        return attrs.evolve(new, machines=tuple(machines))

    def _added_node(self, node: Node) -> Node:
        self.marks[node.pointer] = Mark("added", "added")
        for machine in node.machines:
            self._added_machine(machine)
        return node

    def _added_machine(self, machine: Machine) -> Machine:
        for node in machine.nodes:
            self._added_node(node)
        self.marks |= {edge.pointer: Mark("added", "") for edge in machine.edges}
        return machine

    def _removed_node(self, node: Node) -> Node:
        self.marks[_OLD + node.pointer] = Mark("removed", "removed")
        machines = tuple(map(self._removed_machine, node.machines))
        return attrs.evolve(node, pointer=_OLD + node.pointer, machines=machines)

    def _removed_machine(self, machine: Machine) -> Machine:
        nodes = tuple(map(self._removed_node, machine.nodes))
        edges = tuple(self._removed_edge(edge, {}) for edge in machine.edges)
        return Machine(_OLD + machine.pointer, f"{machine.title} (removed)", nodes, edges)

    def _removed_edge(self, edge: Edge, now: Mapping[str, str]) -> Edge:
        pointer = _OLD + edge.pointer
        self.marks.setdefault(pointer, Mark("removed", ""))
        source, target = _ends(edge, now)
        return attrs.evolve(edge, pointer=pointer, source=source, target=target)

    def _edges(self, old: Machine, new: Machine, now: Mapping[str, str]) -> list[Edge]:
        """The transitions of both; one with another label is changed, not removed and added."""
        before = Counter(_key(edge, now) for edge in old.edges)
        after = Counter(_key(edge, None) for edge in new.edges)
        only_before, only_after = before - after, after - before
        gone = [edge for edge in old.edges if _take(only_before, _key(edge, now))]
        came = [edge for edge in new.edges if _take(only_after, _key(edge, None))]
        relabelled = Counter(_key(edge, now)[:3] for edge in gone)
        for edge in came:
            is_changed = _take(relabelled, _key(edge, None)[:3])
            self.marks[edge.pointer] = Mark("changed", "") if is_changed else Mark("added", "")
        kept = Counter(_key(edge, None)[:3] for edge in came)
        removed = [edge for edge in gone if not _take(kept, _key(edge, now)[:3])]
        return [*new.edges, *(self._removed_edge(edge, now) for edge in removed)]


def _take(counter: Counter[tuple[str, ...]], key: tuple[str, ...]) -> bool:
    """Take one of a key out of a counter, if there is one."""
    has_one = counter[key] > 0
    counter[key] -= has_one
    return has_one


def _ends(edge: Edge, now: Mapping[str, str]) -> tuple[str, str]:
    """The ends of an edge of the old graph, in the merged one."""
    source, target = (
        pointer and now.get(pointer, _OLD + pointer) for pointer in (edge.source, edge.target)
    )
    return source, target


def _key(edge: Edge, now: Mapping[str, str] | None) -> tuple[str, ...]:
    """What tells edges apart in the merged graph, by the pointers that they have there."""
    source, target = (edge.source, edge.target) if now is None else _ends(edge, now)
    return (source, target, edge.kind, edge.label)


def _changed(changes: Changes) -> Iterator[tuple[str, Mark]]:
    """The states that both have and that are not the same, each with what is not."""
    found: dict[str, list[str]] = {}
    for change in changes:
        own = change.old_pointer if isinstance(change, Removed) else change.new_pointer
        where = place(own)
        if isinstance(change, Renamed) and where.is_state:
            before = tokens(change.old_pointer)[-1]
            found.setdefault(change.new_pointer, []).append(f"renamed from {before}")
        elif where.inside and (state := state_of(change)):
            found.setdefault(state, []).append(where.inside[0])
    for pointer, parts in found.items():
        yield pointer, Mark("changed", f"changed: {_several(dict.fromkeys(parts))}")


def _several(parts: Iterable[str]) -> str:
    every = list(parts)
    more = f" and {len(every) - _MOST_FIELDS} more" if len(every) > _MOST_FIELDS else ""
    return ", ".join(every[:_MOST_FIELDS]) + more
