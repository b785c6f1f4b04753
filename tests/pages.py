"""The examples on the pages of codes."""

from __future__ import annotations

import re

from sfn_dsl.report.codes import pages


def example(code: str, title: str) -> str:
    """What stands under ``Bad::`` or ``Good::`` on the page of a code."""
    found = re.search(rf"^{title}::\n\n((?: {{4}}.*\n|\n)+)", pages()[code].text, re.MULTILINE)
    assert found is not None, f"{code} has no {title}"
    return "\n".join(line[4:] for line in found[1].strip("\n").split("\n")) + "\n"
