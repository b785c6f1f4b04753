"""The page in a browser: nothing is fetched, each state is reached, and nobody is kept out.

The pages are those of the reference workflow and of the ten largest public definitions.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from sfn_dsl.review.page import as_page
from sfn_dsl.review.states import anchor
from tests.graph.machines import ORDERS, hostile_machine

from .browser import Browser
from .conftest import Write, facts_of

pytestmark = pytest.mark.slow

LARGEST = 10

# What is drawn of each state, by what its link leads to: the kind of its mark.
MARKS = """Object.fromEntries([...document.querySelectorAll(".picture.shown svg a")].map((link) =>
  [link.getAttribute("href").slice(1), link.querySelector("g").getAttribute("class").split(" ")
    .filter((name) => !["state", "container", "unreachable"].includes(name)).join()]))"""

# The states that are not on top where their names are.
HIDDEN = """[...document.querySelectorAll(".picture.shown svg a")].filter((link) => {
  const box = link.querySelector("text").getBoundingClientRect();
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  return document.elementFromPoint(x, y)?.closest("a") !== link;
}).map((link) => link.getAttribute("href"))"""

# What keeps people out, and not by a little.
FAULTS = """axe.run({resultTypes: ["violations"]}).then((found) => found.violations
  .filter(({impact}) => ["serious", "critical"].includes(impact))
  .map(({id, nodes}) => [id, nodes.length, nodes[0].html.slice(0, 300)]))"""

# The same but for colours, which take most of the time: the other pages have the same ones.
WITHOUT_COLOURS = FAULTS.replace("{", '{rules: {"color-contrast": {enabled: false}}, ', 1)

FOCUSED = "document.activeElement.getAttribute('href').slice(1)"

# The states on the way down, by the key; one press after the other takes far longer.
WALK = """[...Array({count})].map(() => {{
  const link = document.activeElement;
  link.dispatchEvent(new KeyboardEvent("keydown", {{key: "ArrowDown", bubbles: true}}));
  return link.getAttribute("href").slice(1);
}})"""

SHOWN = '[...document.querySelectorAll(".state-told")].filter((each) => each.checkVisibility())'
PLACE = """(() => {{ const box = document.querySelector({selector}).getBoundingClientRect();
  return [box.x + box.width / 2, box.y + box.height / 2]; }})()"""


def largest(data: Path) -> list[Path]:
    files = (data / "corpus" / "definitions").iterdir()
    return sorted(files, key=lambda file: file.stat().st_size)[-LARGEST:]


def selected(browser: Browser) -> list[str]:
    found: list[str] = browser.run(f"{SHOWN}.map((each) => each.id)")
    return found


def look(browser: Browser, view: str) -> None:
    browser.run(f"document.querySelector('input[value={view}]').click()")


def middle(browser: Browser, selector: str) -> tuple[float, float]:
    x, y = browser.run(PLACE.format(selector=json.dumps(selector)))
    return x, y


@pytest.fixture
def changed(page: Write, root: Path) -> Path:
    """The reference workflow with a timeout, one state less and another that nothing leads to."""
    document = json.loads((root / "workflows/backup.asl.json").read_text())
    document["States"]["BackupTables"]["TimeoutSeconds"] = 300
    document["States"]["BackupTables"]["Next"] = "SendSuccessNotification"
    document["States"]["Lost"] = {"Type": "Pass", "End": True}
    del document["States"]["CheckBackupSuccess"]
    return page(document, str(root / "workflows/backup.py"))


@pytest.fixture
def axe_if_any(root: Path) -> str:
    """The script of axe-core, "" where it is not installed: most can be looked at without it."""
    script = root / ".javascript/node_modules/axe-core/axe.min.js"
    return script.read_text(encoding="utf-8") if script.is_file() else ""


@pytest.mark.parametrize("nth", range(LARGEST))
def test_a_large_definition_can_be_looked_at(
    browser: Browser, data: Path, tmp_path: Path, axe_if_any: str, nth: int
) -> None:
    assert_can_be_looked_at(browser, str(largest(data)[nth]), tmp_path, axe_if_any)


def test_the_reference_workflow_can_be_looked_at(
    browser: Browser, tmp_path: Path, root: Path
) -> None:
    assert_can_be_looked_at(browser, str(root / "workflows/backup.py"), tmp_path)


def assert_can_be_looked_at(browser: Browser, source: str, folder: Path, axe: str = "") -> None:
    """Each state is drawn, marked, on top and reached, and nothing goes wrong on the way."""
    facts = facts_of(source)
    file = folder / "review.html"
    file.write_text(as_page(facts), encoding="utf-8")
    browser.open(file)
    states = [anchor(node.pointer) for node in facts.graph.nodes()]
    marks = browser.run(MARKS)
    assert set(marks) == set(states)
    expected = {anchor(at): mark.kind for at, mark in facts.findings_overlay.marks.items()}
    assert {at: kind for at, kind in marks.items() if kind} == expected
    browser.run("document.getElementById('states').scrollIntoView()")
    browser.run("document.getElementById('fit').click()")
    assert browser.run(HIDDEN) == []
    assert_reached_by_keyboard(browser, len(states))
    if axe:
        browser.run(f"{axe};0")
        assert browser.run(WITHOUT_COLOURS) == []
    assert browser.said == []
    assert browser.requests == [file.as_uri()]


def assert_reached_by_keyboard(browser: Browser, count: int) -> None:
    """Tab leads into the picture, and the arrow keys to each state of it; Enter selects."""
    browser.run("document.getElementById('fit').focus()")
    inside = "Boolean(document.activeElement.closest('.picture svg'))"
    for _ in range(3):
        browser.press("Tab")
        if browser.run(inside):
            break
    first = browser.run(FOCUSED)
    browser.press("ArrowDown")
    second = browser.run(FOCUSED)
    assert (first == second) == (count == 1)
    browser.press("Home")
    reached = browser.run(WALK.format(count=count))
    assert (reached[:2], len(set(reached))) == ([first, second][:count], count)
    browser.press("Enter")
    assert selected(browser) == [reached[-1]]
    assert browser.run("document.activeElement.id") == reached[-1]


def test_a_click_selects_a_state_and_a_drag_moves_the_picture(
    browser: Browser, changed: Path
) -> None:
    browser.open(changed)
    assert selected(browser) == []
    state = ".picture.shown a[href='#/States/Lost']"
    before = middle(browser, state)
    browser.drag(*before, 40, 30)
    after = middle(browser, state)
    assert (round(after[0] - before[0]), round(after[1] - before[1])) == (40, 30)
    assert selected(browser) == []
    browser.click(*after)
    assert selected(browser) == ["/States/Lost"]
    assert browser.run("location.hash") == "#/States/Lost"
    current = "[...document.querySelectorAll('[aria-current=true]')]"
    current += ".map((each) => each.getAttribute('href'))"
    assert set(browser.run(current)) == {"#/States/Lost"}


def test_a_link_to_a_state_opens_the_page_with_it(browser: Browser, changed: Path) -> None:
    browser.open(changed, "#/States/BackupFailureHandler")
    assert selected(browser) == ["/States/BackupFailureHandler"]
    browser.run("document.querySelector('.list a').click(); 0")
    browser.run("new Promise((done) => { addEventListener('popstate', done); history.back(); }); 0")
    browser.run("new Promise((done) => setTimeout(done, 50))")
    assert selected(browser) == ["/States/BackupFailureHandler"]


@pytest.mark.parametrize(
    "written", ["#/States/Get (100%25)?", "#/States/Get%20(100%25)?", "#/States/Get (100%)?"]
)
def test_a_link_with_its_characters_written_plainly_opens_the_state(
    browser: Browser, page: Write, written: str
) -> None:
    states = {"First": {"Type": "Pass", "Next": "Get (100%)?"}, "Get (100%)?": {"Type": "Succeed"}}
    browser.open(page({"StartAt": "First", "States": states}), written)
    assert selected(browser) == ["/States/Get%20%28100%25%29%3F"]


def test_on_a_phone_a_selected_state_is_brought_into_sight(browser: Browser, changed: Path) -> None:
    size = {"width": 375, "height": 700, "deviceScaleFactor": 1, "mobile": False}
    browser.call("Emulation.setDeviceMetricsOverride", **size)
    try:
        browser.open(changed)
        assert browser.run("document.documentElement.scrollWidth") == 375
        browser.run("document.querySelector('.list a').click()")
        (state,) = selected(browser)
        top = f"document.getElementById({json.dumps(state)}).getBoundingClientRect().top"
        assert 0 <= browser.run(top) < 350
    finally:
        browser.call("Emulation.clearDeviceMetricsOverride")


def test_each_view_marks_what_it_is_about(browser: Browser, changed: Path) -> None:
    browser.open(changed)
    assert browser.run(MARKS) == {
        "/States/BackupTables": "changed",
        "/States/SendSuccessNotification": "",
        "/States/BackupFailureHandler": "",
        "/States/Lost": "added",
        "-/States/CheckBackupSuccess": "removed",
    }
    look(browser, "findings")
    assert browser.run(MARKS)["/States/Lost"] == "error"
    # A state that this view does not have is looked at where it is.
    browser.run("document.querySelector(\"a[href='#-/States/CheckBackupSuccess']\").click()")
    assert browser.run("document.querySelector('input[name=view]:checked').value") == "changes"


def test_an_execution_is_stepped_through(browser: Browser, page: Write, root: Path) -> None:
    browser.open(page(str(root / "workflows/backup.py")))
    look(browser, "run")
    seen = []
    for _ in range(browser.run("document.querySelectorAll('#steps > li').length")):
        browser.run("document.getElementById('next').click()")
        seen += [*selected(browser), browser.run("document.getElementById('step').textContent")]
    assert "/States/BackupTables" in seen
    assert any("ChoiceStateEntered CheckBackupSuccess" in each for each in seen)
    assert browser.run("document.getElementById('next').disabled") is True
    browser.run("document.getElementById('first').click(); document.getElementById('next').click()")
    assert '"app-users"' not in browser.run("document.getElementById('step-data').textContent")
    assert browser.run("document.querySelector('#step-data pre').textContent") == "{}"


def search(browser: Browser, words: str) -> list[str]:
    """What is left of the list of states."""
    browser.run(
        "(() => { const field = document.getElementById('search');"
        f"field.value = {json.dumps(words)}; field.dispatchEvent(new Event('input')); }})()"
    )
    shown = "[...document.querySelectorAll('.list li:not([hidden]) bdi')].map((e) => e.textContent)"
    found: list[str] = browser.run(shown)
    return found


def test_searching_leaves_the_states_that_have_all_words(browser: Browser, changed: Path) -> None:
    browser.open(changed)
    assert search(browser, "TASK sns:pub") == ["SendSuccessNotification", "BackupFailureHandler"]
    assert browser.run("document.getElementById('found').textContent") == "2 of 5"
    for heading in ("States Language", "Total wait", "only waiting"):
        assert search(browser, heading) == []


def test_enter_selects_the_state_whose_name_was_searched_for(
    browser: Browser, changed: Path
) -> None:
    browser.open(changed)
    assert search(browser, "FailureHandler")[0] == "BackupTables"  # which leads to it
    enter = "new KeyboardEvent('keydown', {key: 'Enter'})"
    browser.run(f"document.getElementById('search').dispatchEvent({enter}); 0")
    assert selected(browser) == ["/States/BackupFailureHandler"]


def test_in_print_all_states_are_told(browser: Browser, changed: Path) -> None:
    browser.open(changed)
    browser.call("Emulation.setEmulatedMedia", media="print")
    try:
        assert len(selected(browser)) == 5
        assert browser.run("document.querySelector('.list').checkVisibility()") is False
    finally:
        browser.call("Emulation.setEmulatedMedia", media="")


def test_hostile_texts_stay_text(browser: Browser, page: Write) -> None:
    for what, against in ((hostile_machine(), ORDERS), (ORDERS, hostile_machine())):
        file = page(what, against)
        browser.open(file)
        assert browser.run("document.scripts.length") == 1
        assert browser.run("document.querySelectorAll('img, iframe, object, form').length") == 0
        # Each link leads to a state of the page.
        lost = "[...document.querySelectorAll('a')].map((link) => link.getAttribute('href'))"
        lost += ".filter((to) => !document.getElementById(to.slice(1)))"
        assert browser.run(lost) == []
        assert browser.said == []
        assert browser.requests == [file.as_uri()]


def faults(browser: Browser, axe: str, file: Path, *rules: str) -> list[Any]:
    """The serious faults of a page, as it opens and while an execution is stepped through."""
    browser.open(file)
    browser.run(f"{axe};0")
    run = FAULTS.replace("{", f"{{runOnly: {json.dumps(rules)}, ", 1) if rules else FAULTS
    found: list[Any] = browser.run(run)
    if browser.run("Boolean(document.getElementById('next'))"):
        look(browser, "run")
        browser.run("document.getElementById('next').click()")
        browser.run("document.getElementById('next').click()")
        found += browser.run(run)
    return found


def test_axe_finds_no_serious_fault(
    browser: Browser, axe: str, page: Write, root: Path, changed: Path
) -> None:
    assert faults(browser, axe, changed) == []
    assert faults(browser, axe, page(str(root / "workflows/backup.py"))) == []


def test_axe_finds_no_serious_fault_among_hostile_texts(
    browser: Browser, axe: str, page: Write
) -> None:
    assert faults(browser, axe, page(hostile_machine(), ORDERS)) == []


def test_in_the_dark_all_can_be_read(browser: Browser, axe: str, changed: Path) -> None:
    browser.colours("dark")
    try:
        assert faults(browser, axe, changed, "color-contrast") == []
    finally:
        browser.colours("light")
