"""The two pictures of the README, made anew: ``python .github/pictures.py`` (needs Chromium).

Page one of the report of Two Rivers, and the workbench with one of its designs.
"""

import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from experts_at_hand.cli import main
from experts_at_hand.examples import copy_shipped

HERE = Path(__file__).parent
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser"))), None)


def pictures(stage: Path) -> None:
    """Write report.png and workbench.png beside this file."""
    main(["demo", "-o", str(stage / "demo"), "--quiet"])
    copy_shipped("two-rivers", stage / "designs")
    command = [sys.executable, "-m", "experts_at_hand", "serve", str(stage / "designs")]
    server = subprocess.Popen(
        [*command, "--port", "0", "--no-browser"], stderr=subprocess.PIPE, text=True
    )
    assert server.stderr is not None  # noqa: S101 - asked for above
    address = re.search(r"http://\S+", server.stderr.readline())
    assert address is not None  # noqa: S101 - the server says it first of all
    with sync_playwright() as started:
        browser = started.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1000, "height": 1100})
        page.goto((stage / "demo" / "report.html").as_uri())
        page.screenshot(path=HERE / "report.png")
        page.set_viewport_size({"width": 1080, "height": 760})
        page.goto(f"{address[0]}?wait=1")
        page.goto(f"{address[0]}design/clusters-small?wait=1")
        page.locator("h1").scroll_into_view_if_needed()
        page.evaluate("scrollTo(0, document.querySelector('.desk').offsetTop - 130)")
        page.screenshot(path=HERE / "workbench.png")
        browser.close()
    server.terminate()
    server.wait()


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        pictures(Path(folder))
