"""The comment on a pull request: what it says, that it fits, and that texts stay text."""

from __future__ import annotations

import copy
import json
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from markdown_it import MarkdownIt

from sfn_dsl.loading import load
from sfn_dsl.model.target import Target
from sfn_dsl.review.facts import gather
from sfn_dsl.review.markdown import as_markdown
from sfn_dsl.review.markdown.comment import LONGEST, marker
from sfn_dsl.review.markdown.text import code, prose
from tests.graph.machines import HOSTILE, hostile_machine

BACKUP = "workflows/backup.py"


def written(file: Path, document: Any) -> str:
    file.write_text(json.dumps(document))
    return str(file)


def comment(source: str, against: str | None = None) -> str:
    reference = None if against is None else load(against)
    return as_markdown(gather(load(source), Target(), reference=reference))


class _Tags(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.texts: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        self.tags.add(tag)
        assert all(name in ("class",) for name, _ in attrs)

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def shown(markdown: str) -> _Tags:
    """What a reader of the Markdown sees, with HTML in it heeded as GitHub heeds it."""
    reader = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    return _Tags(reader.render(markdown))


@pytest.fixture
def cheaper(tmp_path: Path, root: Path) -> str:
    """The reference workflow with another timeout, and with a state that nothing leads to."""
    document = json.loads((root / "workflows" / "backup.asl.json").read_text())
    document["States"]["BackupTables"]["TimeoutSeconds"] = 300
    document["States"]["Lost"] = {
        "Type": "Task",
        "Resource": "arn:aws:states:::sqs:sendMessage",
        "Parameters": {
            "QueueUrl": "https://sqs.us-east-1.amazonaws.com/123456789012/jobs",
            "MessageBody": "x",
        },
        "End": True,
    }
    return written(tmp_path / "cheaper.asl.json", document)


def test_a_comment_says_first_what_it_is_on_and_what_was_found(cheaper: str, root: Path) -> None:
    reference = str(root / "workflows" / "backup.asl.json")
    lines = comment(cheaper, reference).splitlines()
    assert lines[0] == marker(cheaper)
    assert lines[3] == (
        f"5 states · 2 changes compared with `{reference}` · 1 error, 1 warning, 1 of them new · "
        "the role gains 1 permission and loses 0"
    )


def test_the_graph_marks_what_changed(cheaper: str, root: Path) -> None:
    text = comment(cheaper, str(root / "workflows" / "backup.asl.json"))
    graph = text.partition("```mermaid\n")[2].partition("```")[0]
    assert "changed#58; TimeoutSeconds" in graph
    assert re.search(r'n\d\("Lost<br>.*added"\)', graph)


def test_changes_findings_and_permissions_are_told(cheaper: str, root: Path) -> None:
    text = comment(cheaper, str(root / "workflows" / "backup.asl.json"))
    assert "\n+   /States/BackupTables/TimeoutSeconds  300  (was 99999999 by default)\n" in text
    assert "- **error** SFN203 (new) at `" in text
    assert "+ sqs:SendMessage on arn:aws:sqs:us-east-1:123456789012:jobs\n" in text
    # What is new is told before what the reference has too.
    assert text.index("SFN203 (new)") < text.index("SFN322 at")


def test_without_a_reference_the_graph_marks_the_findings(root: Path) -> None:
    text = comment(str(root / BACKUP))
    assert "4 states · 1 warning" in text
    assert "warning SFN322" in text.partition("```mermaid\n")[2].partition("```")[0]
    assert "### Changes" not in text


def test_the_same_definition_has_no_changes(root: Path) -> None:
    text = comment(str(root / BACKUP), str(root / "workflows" / "backup.asl.json"))
    assert "no semantic difference compared with" in text
    assert "### Changes" not in text


def _large(states: int) -> dict[str, Any]:
    names = [f"State{number}" for number in range(states)]
    found: dict[str, Any] = {}
    for name, following in zip(names, [*names[1:], "Done"], strict=True):
        found[name] = {"Type": "Pass", "Comment": "x" * 50, "Next": following}
    return {"StartAt": names[0], "States": {**found, "Done": {"Type": "Succeed"}}}


def test_of_a_large_graph_only_what_changed_is_drawn(tmp_path: Path) -> None:
    old, new = _large(900), _large(900)
    new["States"]["State500"]["Comment"] = "other"
    text = comment(written(tmp_path / "new.asl.json", new), written(tmp_path / "old.asl.json", old))
    assert "Only the 3 marked states and those next to them, of 901 states" in text
    graph = text.partition("```mermaid\n")[2].partition("```")[0]
    assert set(re.findall(r"State\d+", graph)) == {"State499", "State500", "State501"}


@pytest.mark.slow
def test_a_comment_fits_and_says_what_it_leaves_out(tmp_path: Path) -> None:
    old, new = _large(2_000), copy.deepcopy(_large(2_000))
    for state in new["States"].values():
        state["Comment"] = "y" * 60
        state["Parameters"] = {"a.$": "$.missing["}
    text = comment(written(tmp_path / "new.asl.json", new), written(tmp_path / "old.asl.json", old))
    assert 60_000 < len(text) <= LONGEST
    assert (
        len(re.findall(r"_\d+ more lines left out, as a comment has room for no more", text)) == 2
    )
    assert "too large for a comment; draw it with: `sfn graph" in text
    # Each block that was begun is ended.
    assert len(re.findall(r"^```", text, re.MULTILINE)) % 2 == 0
    assert text.count("<details>") == text.count("</details>")


@pytest.mark.parametrize("text", HOSTILE)
def test_what_an_author_wrote_stays_text(text: str) -> None:
    html = shown(f"- {prose(text)} and {code(text)}")
    assert html.tags <= {"ul", "li", "code", "p"}


@pytest.mark.parametrize(
    "text",
    [
        "@someone please",
        "#12 and owner/repo#12",
        "https://example.com www.example.com",
        "[a](https://example.com) ![b](x.png)",
        "a | b",
        "$x$ and $`y`$",
        "*a* _b_ ~~c~~ **d**",
    ],
)
def test_nothing_in_prose_acts_on_github(text: str) -> None:
    told = prose(text)
    assert not re.search(r"[@#](?!\d+;)|\w://|www\.|[$*_~|`\[\]<]", told)
    assert "".join(shown(told).texts).replace("\u200b", "").strip() == text


def test_a_hostile_machine_makes_a_comment_of_its_own_parts_only(tmp_path: Path) -> None:
    old = written(tmp_path / "a`b|<i>.asl.json", hostile_machine())
    new = written(tmp_path / "@x --> <!-- #1.asl.json", {"StartAt": "A", "States": {"A": {"x": 1}}})
    for text in (comment(old), comment(new, old), comment(old, new)):
        assert len(text) <= LONGEST
        allowed = {"h2", "h3", "p", "pre", "code", "ul", "li", "strong", "em", "details", "summary"}
        assert shown(text).tags <= allowed
        # Comments in HTML are not shown: only the one that marks what the comment is on.
        assert len(re.findall(r"^<!--", text, re.MULTILINE)) == 1
        assert text.partition("\n")[0].count("--") == 2
