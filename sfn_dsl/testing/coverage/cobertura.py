"""Coverage in Cobertura's format, which GitLab, Jenkins and Azure DevOps read."""

from __future__ import annotations

import time
from collections.abc import Iterable
from pathlib import PurePath
from typing import Final
from xml.etree import ElementTree

from sfn_dsl._version import __version__
from sfn_dsl.testing.coverage.coverage import Coverage
from sfn_dsl.testing.coverage.lines import FileLines, Line, lines_by_file

_HEAD: Final = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<!DOCTYPE coverage SYSTEM "http://cobertura.sourceforge.net/xml/coverage-04.dtd">\n'
)


def cobertura_text(coverage: Coverage) -> str:
    """The report: a class for each file, in one package."""
    files = lines_by_file(coverage)
    whole = ElementTree.Element(
        "coverage",
        {
            **_rates(files.values()),
            **_sums(files.values()),
            "complexity": "0",
            "version": f"sfn_dsl {__version__}",
            "timestamp": str(int(time.time() * 1000)),
        },
    )
    sources = ElementTree.SubElement(whole, "sources")
    ElementTree.SubElement(sources, "source").text = str(coverage.root)
    packages = ElementTree.SubElement(whole, "packages")
    attributes = {"name": "workflows", **_rates(files.values()), "complexity": "0"}
    package = ElementTree.SubElement(packages, "package", attributes)
    classes = ElementTree.SubElement(package, "classes")
    for name, file in files.items():
        _add_class(classes, name, file)
    ElementTree.indent(whole)
    return f"{_HEAD}{ElementTree.tostring(whole, encoding='unicode')}\n"


def _add_class(classes: ElementTree.Element, name: str, file: FileLines) -> None:
    attributes = {"name": PurePath(name).stem, "filename": name, **_rates([file])}
    written = ElementTree.SubElement(classes, "class", {**attributes, "complexity": "0"})
    ElementTree.SubElement(written, "methods")
    lines = ElementTree.SubElement(written, "lines")
    for number, line in file.sorted_lines:
        ElementTree.SubElement(lines, "line", _line(number, line))


def _line(number: int, line: Line) -> dict[str, str]:
    written = {"number": str(number), "hits": str(line.count)}
    if not line.branches:
        return {**written, "branch": "false"}
    total = len(line.branches)
    share = f"{100 * line.taken // total}% ({line.taken}/{total})"
    return {**written, "branch": "true", "condition-coverage": share}


def _rates(files: Iterable[FileLines]) -> dict[str, str]:
    sums = {name: int(text) for name, text in _sums(files).items()}
    return {
        "line-rate": _rate(sums["lines-covered"], sums["lines-valid"]),
        "branch-rate": _rate(sums["branches-covered"], sums["branches-valid"]),
    }


def _rate(covered: int, total: int) -> str:
    return f"{covered / total:.4g}" if total else "1"


def _sums(files: Iterable[FileLines]) -> dict[str, str]:
    lines, branches = [0, 0], [0, 0]
    for file in files:
        for sums, counts in ((lines, file.line_counts), (branches, file.branch_counts)):
            sums[0] += counts[0]
            sums[1] += counts[1]
    return {
        "lines-covered": str(lines[0]),
        "lines-valid": str(lines[1]),
        "branches-covered": str(branches[0]),
        "branches-valid": str(branches[1]),
    }
