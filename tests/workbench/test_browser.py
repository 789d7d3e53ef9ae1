"""The tour in a real browser: by mouse, by keyboard alone, and looked at by axe."""

import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from experts_at_hand.examples import shipped
from experts_at_hand.pipeline import run
from tests.workbench.conftest import served

playwright = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")

from axe_playwright_python.sync_playwright import Axe  # noqa: E402 - as above
from playwright.sync_api import Browser, Page, expect, sync_playwright  # noqa: E402

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser"))), None)

START = ("-m", "experts_at_hand", "serve")

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here: the pages were not opened"),
]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as started:
        opened = started.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """Return a page that minds: no error of a script, and no request to anywhere else."""
    opened = browser.new_page(base_url=address, viewport={"width": 1280, "height": 900})
    wrong: list[str] = []
    opened.on("pageerror", lambda error: wrong.append(str(error)))
    opened.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
    opened.on(
        "request",
        lambda asked: None if asked.url.startswith((address, "data:")) else wrong.append(asked.url),
    )
    yield opened
    opened.close()
    # A refused form and a page that is not there are answers, which the console calls errors.
    assert [text for text in wrong if not re.search("status of (422|404)", text)] == []


def said(page: Page, label: str) -> str:
    """Return this design's figure of a measure."""
    row = page.locator("tr", has=page.get_by_role("rowheader", name=re.compile(f"^{label}")))
    return row.first.locator("td").last.inner_text().split("\n")[0]


def test_a_slider_is_a_plan(page: Page, folder: Path) -> None:
    """A box set, a slider dragged: the figures are those of the file, without a reload."""
    page.goto("/design/clusters-small")
    page.evaluate("window.here = true")
    page.get_by_label("Number of clusters", exact=True).fill("3")
    page.keyboard.press("Tab")
    expect(page.locator("optgroup")).to_have_count(3)
    page.get_by_text("Posts and vacancies").click()
    slider = page.get_by_label(re.compile(r"Slider: .*salt-west.*vacant"))
    slider.fill("50")
    expect(page.locator("#undo")).to_have_text("Undo (2)")
    assert page.evaluate("window.here") is True
    card = run(folder / "clusters-small.toml").scorecard
    assert said(page, "Lowest access of any setting") == f"{card['lowest_access'].value:.1%}"
    assert "vacancy_rate = 0.5" in (folder / "clusters-small.toml").read_text("utf-8")
    page.locator("#undo").click()
    expect(page.locator("#undo")).to_have_text("Undo (1)")


def test_a_setting_is_moved_by_a_click_on_the_map(page: Page, folder: Path) -> None:
    page.goto("/design/drawn")
    page.locator('circle[data-setting="101"]').first.click()
    expect(page.locator("#setting")).to_have_value("101")
    page.locator("#to").select_option("South")
    page.locator("#move").click()
    expect(page.locator("#undo")).to_have_text("Undo (1)")
    assert run(folder / "drawn.toml").clustering.cluster_of["101"].id == "South"
    expect(page.locator("#setting")).to_have_value("101")
    page.locator("#move").click()
    expect(page.get_by_text("the setting is in cluster South already")).to_be_visible()
    page.reload()
    expect(page.locator("#undo")).to_have_text("Undo (1)")


def press_until(page: Page, wanted: str) -> None:
    """Go on from one control to the next until one is in focus."""
    for _ in range(150):
        page.keyboard.press("Tab")
        here = page.evaluate("document.activeElement.id || document.activeElement.textContent")
        if here.strip() == wanted:
            return
    pytest.fail(f"the keyboard does not come to {wanted}")


def test_the_tour_by_keyboard_alone(page: Page, folder: Path) -> None:
    """From the first page to a moved setting, held, undone, and the report."""
    page.goto("/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the main part"
    press_until(page, "Today's clusters, as drawn")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Today's clusters, as drawn")
    press_until(page, "setting")
    page.keyboard.type("Ashdown")
    press_until(page, "to")
    page.keyboard.type("South")
    press_until(page, "move")
    page.keyboard.press("Enter")
    expect(page.locator("#undo")).to_have_text("Undo (1)")
    assert page.evaluate("document.activeElement.id") == "move"
    assert run(folder / "drawn.toml").clustering.cluster_of["101"].id == "South"
    press_until(page, "hold")
    page.keyboard.press("Enter")
    expect(page.locator("#setting option:checked")).to_contain_text("(held)")
    page.goto("/design/drawn")
    press_until(page, "undo")
    page.keyboard.press("Enter")
    expect(page.locator("#undo")).to_have_text("Undo (1)")
    page.goto("/?wait=1")
    press_until(page, "Read the report")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text("scenarios of specialist support")


def test_an_upload_with_a_mistake_and_without(page: Page) -> None:
    page.goto("/data")
    table = shipped("toy/area/settings.csv").read_bytes()
    teams = shipped("toy/area/teams.csv").read_bytes()
    for content in (table.replace(b",primary,", b",primery,", 1), table):
        page.locator("#settings").set_input_files(
            {"name": "a.csv", "mimeType": "text/csv", "buffer": content}
        )
        page.locator("#teams").set_input_files(
            {"name": "b.csv", "mimeType": "text/csv", "buffer": teams}
        )
        page.get_by_role("button", name="Read the tables").click()
        if content is not table:
            expect(page.get_by_text("settings.csv, row 2, column phase")).to_be_visible()
    expect(page.get_by_text("The tables were read and put in place")).to_be_visible()


def test_axe_finds_nothing(page: Page) -> None:
    """WCAG 2.0, 2.1 and 2.2, A and AA, on every page and the report; and nothing runs out."""
    rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    options = {"runOnly": {"type": "tag", "values": rules}}
    for path in (
        "/?wait=1",
        "/design/clusters-small",
        "/design/baseline",
        "/data",
        "/design/baseline/menu?clusters=3&wait=1",
        "/design/clusters-small/next-post?wte=0.1&wait=1",
        "/design/clusters-small/years?wait=1",
        "/nowhere",
        "/take/report.html?read=1",
    ):
        page.set_viewport_size({"width": 1280, "height": 900})
        page.goto(path)
        page.evaluate("document.querySelectorAll('details').forEach((d) => d.open = true)")
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, path
        page.set_viewport_size({"width": 400, "height": 900})
        found = Axe().run(page, options=options).response["violations"]
        assert [(v["id"], v["nodes"][0]["html"][:200]) for v in found] == [], path
        across = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert across <= 0, path


def test_begin_is_looked_at_too(browser: Browser, tmp_path: Path) -> None:
    with served(tmp_path / "new") as address:
        page = browser.new_page()
        page.goto(address)
        assert Axe().run(page).violations_count == 0
        page.get_by_role("button", name="Open the small place").click()
        expect(page.locator("h1")).to_have_text("Designs side by side")
        page.close()


def test_without_scripts(browser: Browser, address: str, folder: Path) -> None:
    context = browser.new_context(java_script_enabled=False, base_url=address)
    page = context.new_page()
    page.goto("/design/drawn")
    page.locator("#setting").select_option("101")
    page.locator("#to").select_option("South")
    page.locator("#move").click()
    expect(page.locator("#undo")).to_have_text("Undo (1)")
    assert page.url.endswith("/design/drawn#by-hand")
    page.locator("#undo").click()
    expect(page.locator("#redo")).to_have_text("Redo (1)")
    context.close()


def test_killed_and_started_again(browser: Browser, folder: Path) -> None:
    """The process dies in the middle; a new one has everything that was saved, undo included."""

    def start() -> tuple[subprocess.Popen[str], str]:
        process = subprocess.Popen(
            [sys.executable, *START, str(folder), "--port", "0", "--no-browser"],
            stderr=subprocess.PIPE,
            text=True,
        )
        assert process.stderr is not None
        found = re.search(r"http://\S+", process.stderr.readline())
        assert found is not None
        return process, found[0]

    process, address = start()
    page = browser.new_page()
    page.goto(f"{address}design/clusters-small")
    page.get_by_label("Number of clusters", exact=True).fill("3")
    page.keyboard.press("Tab")
    expect(page.locator("optgroup")).to_have_count(3)
    process.kill()
    process.communicate()
    page.locator("#undo").click()
    expect(page.locator("#status")).to_contain_text("does not answer")
    process, address = start()
    page.goto(f"{address}design/clusters-small")
    expect(page.locator("optgroup")).to_have_count(3)
    page.locator("#undo").click()
    expect(page.locator("#redo")).to_have_text("Redo (1)")
    page.close()
    process.send_signal(signal.SIGINT)
    assert "The workbench has ended" in process.communicate(timeout=10)[1]
    assert process.returncode == 0
