"""The site of the pages: it is built without a warning, and is complete, offline and usable.

`make docs` builds it in the same way.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from sphinx.search.en import SearchEnglish

from tests.review.browser import Browser

pytestmark = pytest.mark.slow

DOCS = Path(__file__).parents[2] / "docs"

LINK = re.compile(r'<(\w+)\b[^>]*?\s(?:href|src)="([^"]*)"')
ID = re.compile(r'\sid="([^"]*)"')
STYLE_LINK = re.compile(r"url\(\s*['\"]?([^)'\"]+)|@import\s+['\"]([^'\"]+)")
HERE = re.compile(r'<li class="toctree-[^"]*\bcurrent-page\b')

# What a reader looks for, and a page that has to be among those found.
SEARCHES = {
    "SFN322": "reference/rules/SFN322-caught-error-elsewhere",
    "MISSING_TRANSITION_TARGET": "reference/rules/SFN203-unreachable-state",
    "--canary": "reference/commands/deploy",
    "jitter_strategy": "reference/api/handlers",
    "States.ArrayGetItem": "reference/api/intrinsics",
    "sns.publish": "reference/api/tasks/sns",
    "ToleratedFailurePercentage": "reference/states/map",
    "waitForTaskToken": "reference/rules/SFN705-task-token-not-passed",
}

TYPICAL = (
    *("index", "tutorial/write", "how-to/testing", "reference/commands/deploy"),
    *("reference/rules/SFN203-unreachable-state", "reference/states/task", "reference/api/states"),
)

# What keeps people out, and not by a little.
FAULTS = """axe.run({preload: false, resultTypes: ["violations"]})
  .then((found) => found.violations
  .filter(({impact}) => ["serious", "critical"].includes(impact))
  .map(({id, nodes}) => [id, nodes.length, nodes[0].html.slice(0, 300)]))"""

# The addresses that a search gives, once the page says how many it found.
FOUND = """new Promise((done) => {
  const results = document.querySelector("#search-results");
  const told = () => results.querySelector("p.search-summary")?.textContent ?? "";
  const tell = () => /found|did not match/.test(told()) &&
    done([...results.querySelectorAll("li > a")].map((link) => link.getAttribute("href")));
  new MutationObserver(tell).observe(results, {childList: true, subtree: true});
  tell();
})"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the site, which is built once for all of these tests."""
    folder = tmp_path_factory.mktemp("site")
    done = subprocess.run(
        [
            *(sys.executable, "-m", "sphinx", "-W", "--keep-going", "-q"),
            *("-d", folder / "doctrees", DOCS, folder / "html"),
        ],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
        timeout=300,
    )
    assert (done.returncode, done.stdout) == (0, "")
    return folder / "html"


@pytest.fixture(scope="module")
def texts(site: Path) -> dict[Path, str]:
    """The text of each page of the site."""
    return {file: file.read_text(encoding="utf-8") for file in site.rglob("*.html")}


@pytest.fixture
def window(browser: Browser) -> Iterator[Browser]:
    """The browser, which is then as it was before."""
    yield browser
    browser.colours("light")
    browser.call("Emulation.clearDeviceMetricsOverride")


def test_every_link_leads_to_a_file_and_a_place_that_exist(texts: dict[Path, str]) -> None:
    places = {file: {"", *ID.findall(text)} for file, text in texts.items()}
    dead = []
    for page, text in texts.items():
        for _, address in LINK.findall(text):
            if re.match(r"\w+:", address):
                continue
            file, _, place = address.partition("#")
            there = (page.parent / unquote(file.partition("?")[0])).resolve() if file else page
            if not there.is_file() or unquote(place) not in places.get(there, {""}):
                dead.append(f"{page.name} leads to {address}")
    assert dead == []


def test_a_browser_loads_nothing_from_elsewhere(site: Path, texts: dict[Path, str]) -> None:
    in_pages = {link for text in texts.values() for tag, link in LINK.findall(text) if tag != "a"}
    styles = [file.read_text(encoding="utf-8") for file in site.rglob("*.css")]
    in_styles = {"".join(found) for text in styles for found in STYLE_LINK.findall(text)}

    assert in_pages
    assert in_styles
    elsewhere = re.compile(r"(?!data:)\w+:|//")
    assert [link for link in in_pages | in_styles if elsewhere.match(link)] == []


def test_every_page_has_one_place_in_the_navigation(site: Path, texts: dict[Path, str]) -> None:
    sources = [*DOCS.rglob("*.md"), *DOCS.rglob("*.rst")]
    pages = [page.relative_to(DOCS).with_suffix(".html") for page in sources]

    assert {site / page for page in pages} <= texts.keys()
    places = {str(page): len(HERE.findall(texts[site / page])) for page in pages}
    assert places.pop("index.html") == 0  # all others are under it
    assert {page: count for page, count in places.items() if count != 1} == {}


@pytest.mark.parametrize("query", SEARCHES)
def test_the_index_of_the_search_has_what_a_reader_looks_for(site: Path, query: str) -> None:
    index = search_index(site)
    stem = SearchEnglish({}).stem
    found = [
        {page for kind in ("terms", "titleterms") for page in pages_of(index, kind, stem(word))}
        for word in re.findall(r"\w+", query.lower())
    ]
    assert SEARCHES[query] in set.intersection(*found)


def search_index(site: Path) -> dict[str, Any]:
    text = (site / "searchindex.js").read_text(encoding="utf-8")
    index: dict[str, Any] = json.loads(text.removeprefix("Search.setIndex(").removesuffix(")"))
    return index


def pages_of(index: dict[str, Any], kind: str, word: str) -> list[str]:
    numbers = index[kind].get(word, [])
    pages: list[str] = index["docnames"]
    return [pages[at] for at in (numbers if isinstance(numbers, list) else [numbers])]


def test_the_search_works_in_a_browser_that_opens_the_files(window: Browser, site: Path) -> None:
    for query, page in SEARCHES.items():
        window.open(site / "search.html", f"?q={query}")
        found = [address.partition("#")[0] for address in window.run(FOUND)]
        assert f"{page}.html" in found, query
        assert window.said == []
        assert loaded_from_elsewhere(window) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_can_be_read_by_everybody(window: Browser, axe: str, site: Path, scheme: str) -> None:
    window.colours(scheme)
    for page in TYPICAL:
        window.open(site / f"{page}.html")
        window.run(f"{axe}; 0")
        assert window.run(FAULTS) == [], page
        assert window.said == []
        assert loaded_from_elsewhere(window) == []


def test_the_site_is_dark_for_those_who_prefer_it(window: Browser, site: Path) -> None:
    shades = []
    for scheme in ("light", "dark"):
        window.colours(scheme)
        window.open(site / "index.html")
        shade = window.run("getComputedStyle(document.body).backgroundColor")
        shades.append(sum(map(int, re.findall(r"\d+", shade)[:3])))
    assert shades[0] > 3 * 200
    assert shades[1] < 3 * 50


def test_a_session_is_copied_without_prompts_and_output(window: Browser, site: Path) -> None:
    window.open(site / "tutorial/write.html")
    window.run("navigator.clipboard.writeText = async (text) => { window.copied = text; }; 0")
    window.run("document.querySelector('.highlight-console button.copy').click()")

    page = (DOCS / "tutorial/write.md").read_text(encoding="utf-8")
    session = page.partition("```console\n")[2].partition("```")[0]
    commands = re.findall(r"^\$ (.*\n)", session, re.MULTILINE)
    assert window.run("window.copied") == "".join(commands)
    assert commands


def test_pages_fit_on_a_phone(window: Browser, site: Path) -> None:
    window.call(
        "Emulation.setDeviceMetricsOverride",
        width=375,
        height=800,
        deviceScaleFactor=1,
        mobile=False,
    )
    for page in TYPICAL:
        window.open(site / f"{page}.html")
        assert window.run("document.documentElement.scrollWidth") <= 375, page


def loaded_from_elsewhere(browser: Browser) -> list[str]:
    return [address for address in browser.requests if not address.startswith(("file:", "data:"))]
