"""A picture of a workflow as a value, which notebooks display and which can be saved to a file.

draw(backup).save("backup.svg")
draw(backup, against=load("backup.asl.json"))
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Final

import attrs

from sfn_dsl._notebook_display import NotebookDisplay
from sfn_dsl.comparison import Changes, diff
from sfn_dsl.counting import counted
from sfn_dsl.errors import AuthoringTypeError, SfnError
from sfn_dsl.files import write_atomically
from sfn_dsl.graph import NOTHING, Graph, Overlay, as_dot, as_mermaid, as_text, graph_of
from sfn_dsl.report.change_pictures import changes_picture
from sfn_dsl.workflow_values import AnyTarget, WorkflowValue, definition_of

if TYPE_CHECKING:
    from sfn_dsl.simulation.execution import Execution


@attrs.frozen(eq=False, repr=False)
class Drawing(NotebookDisplay):
    """A picture of a workflow: its graph, and what is marked in it.

    It is drawn when it is asked for: ``svg``, ``mermaid``, ``dot`` and ``text`` are its forms.

    Attributes:
        graph: The states and transitions.
        overlay: The marks on them.
    """

    graph: Graph
    overlay: Overlay = NOTHING

    def __repr__(self) -> str:
        about = f": {self.overlay.title}" if self.overlay.title else ""
        return f"<Drawing of {counted(self.states, 'state')}{about}>"

    @property
    def states(self) -> int:
        """How many states it shows."""
        return sum(node.is_defined for node in self.graph.nodes())

    @property
    def svg(self) -> str:
        """The picture as SVG. Raises SfnError if the extra ``svg`` is not installed."""
        # What runs Graphviz is only needed for this.
        from sfn_dsl.graph.svg import as_svg

        return as_svg(self.graph, self.overlay)

    @property
    def mermaid(self) -> str:
        """The picture in Mermaid's language."""
        return as_mermaid(self.graph, self.overlay)

    @property
    def dot(self) -> str:
        """The picture as a DOT digraph."""
        return as_dot(self.graph, self.overlay)

    @property
    def text(self) -> str:
        """The picture as indented text."""
        return as_text(self.graph, self.overlay)

    def save(self, file: str | os.PathLike[str]) -> None:
        """Write the picture to a file, in the form that its name says.

        The file has its old content or the whole picture at any moment.

        Args:
            file: The file, whose name ends with ``.svg``, ``.mmd``, ``.mermaid``, ``.dot``, ``.gv``
                or ``.txt``.

        Raises:
            SfnError: The name has another ending, or the file cannot be written.
        """
        path = Path(file)
        form = _FORMS.get(path.suffix.lower())
        if form is None:
            raise SfnError(f"'{path}' does not say what to draw; end it with {', '.join(_FORMS)}")
        write_atomically(os.fspath(file), form(self))


_FORMS: Final[Mapping[str, Callable[[Drawing], str]]] = {
    ".svg": lambda drawing: drawing.svg,
    ".mmd": lambda drawing: drawing.mermaid,
    ".mermaid": lambda drawing: drawing.mermaid,
    ".dot": lambda drawing: drawing.dot,
    ".gv": lambda drawing: drawing.dot,
    ".txt": lambda drawing: drawing.text,
}


def drawing_of_changes(changes: Changes) -> Drawing | None:
    """Both definitions in one picture, None for changes whose definitions are not known."""
    if changes.old is None or changes.new is None:
        return None
    return Drawing(*changes_picture(graph_of(changes.old), graph_of(changes.new), changes))


def draw(
    workflow: WorkflowValue,
    target: AnyTarget | None = None,
    *,
    against: WorkflowValue | None = None,
    findings: bool = False,
    execution: Execution | None = None,
) -> Drawing:
    """A picture of a workflow, as ``sfn graph`` draws it; in a notebook it is shown.

    Args:
        workflow: Any value that holds a workflow, as for `compile_workflow`.
        target: What to build it for.
        against: An old workflow, to show what ``workflow`` changes compared with it.
        findings: Mark the states that `validate` reports.
        execution: What `simulate` returned, to show its path.

    Returns:
        The picture, whose ``svg``, ``mermaid``, ``dot`` and ``text`` are made when they are read,
        and whose ``save("graph.svg")`` writes one of them.

    Raises:
        AuthoringError: The workflow cannot be built as it is written.
        AuthoringTypeError: More than one of ``against``, ``findings`` and ``execution`` is given,
            or ``execution`` is something else.
    """
    if (against is not None) + bool(findings) + (execution is not None) > 1:
        raise AuthoringTypeError("a picture shows one of against, findings and execution; give one")
    definition = definition_of(workflow, target)
    if against is not None:
        changes = diff(definition_of(against, target), definition)
        return drawing_of_changes(changes) or Drawing(graph_of(definition))
    graph = graph_of(definition)
    if not findings and execution is None:
        return Drawing(graph)
    # A graph alone needs neither the schema nor the simulator.
    from sfn_dsl.report.overlays import execution_overlay, findings_overlay
    from sfn_dsl.validation import validate

    if execution is not None:
        return Drawing(graph, execution_overlay(graph, _execution(execution)))
    return Drawing(graph, findings_overlay(validate(definition)))


def _execution(given: object) -> Execution:
    from sfn_dsl.simulation.execution import Execution

    if not isinstance(given, Execution):
        raise AuthoringTypeError(f"{given!r} is not an execution; write execution=simulate(...)")
    return given
