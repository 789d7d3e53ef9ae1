"""The page as it is printed by a real browser: one side for the board, and nothing hidden."""

import re
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest
from pypdf import PdfReader

from experts_at_hand.comparison import Comparison, compare
from experts_at_hand.examples import shipped
from experts_at_hand.pipeline import run_all
from experts_at_hand.report import write_report

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser"))), None)

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium to print with"),
]

STEMS = ("baseline", "by-need", "clusters-small", "drawn")


@pytest.fixture(scope="module")
def comparison() -> Comparison:
    return compare(run_all([shipped(f"two-rivers/{stem}.toml") for stem in STEMS]))


@pytest.fixture(scope="module")
def pages(comparison: Comparison, tmp_path_factory: pytest.TempPathFactory) -> Sequence[str]:
    folder = tmp_path_factory.mktemp("print")
    report, pdf = write_report(comparison, folder), folder / "report.pdf"
    printed(report, pdf)
    return [" ".join(page.extract_text().split()) for page in PdfReader(pdf).pages]


def printed(report: Path, pdf: Path) -> None:
    """Print a page with the browser that a reader would use."""
    assert CHROMIUM is not None
    command = [
        CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer",
        f"--user-data-dir={pdf.parent / 'profile'}", f"--print-to-pdf={pdf}", report.as_uri(),
    ]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True, timeout=120)


def test_the_summary_is_one_side_of_a4(pages: Sequence[str]) -> None:
    assert "Summary for the board" in pages[0]
    assert "On what this hangs" in pages[0]
    assert "that was estimated." in pages[0], "the last of the conditions"
    assert pages[1].startswith("In short")


def test_nothing_that_is_folded_on_the_screen_is_missing_in_print(
    comparison: Comparison, pages: Sequence[str]
) -> None:
    """Which settings belong together, who is helped least, what each team does, every hash."""
    plain = re.sub(r"[\s-]", "", "".join(pages))
    for outcome in comparison.outcomes:
        if len(outcome.clustering) > 1:
            for setting in outcome.area.settings:
                assert re.sub(r"[\s-]", "", setting.name) in plain
        for digest in outcome.provenance.inputs.values():
            assert digest in plain
        assert plain.count(re.sub(r"[\s-]", "", outcome.area.teams[0].id)) >= len(STEMS)
    assert sum("Which settings belong together" in page for page in pages) >= 2


def test_pages_are_few(pages: Sequence[str]) -> None:
    assert len(pages) <= 40
