"""The page over many areas: each area with its data, each design with the areas it is better in."""

from html import unescape
from pathlib import Path

import pytest

from experts_at_hand.cli import main
from tests.sweep.conftest import written_grid

pytest.importorskip("pyarrow", reason="sweeps need the extra [sweep]")
pytestmark = pytest.mark.solver


def test_every_area_and_design_is_on_it(tmp_path: Path) -> None:
    """From a sweep to the page, as a user makes it."""
    swept, out = tmp_path / "swept", tmp_path / "out"
    assert main(["sweep", str(written_grid(tmp_path)), "-o", str(swept), "-q"]) == 0
    assert main(["compare", str(swept), "-o", str(out), "-q"]) == 0
    page = unescape((out / "over-areas.html").read_text("utf-8"))
    for words in ("ash", "birch", "Round hubs"):
        assert words in page
    assert "http" not in page.partition("<style>")[0].replace("http-equiv", "")
    assert "<script" not in page
    table = (out / "over-areas.csv").read_text("utf-8-sig").splitlines()
    assert len(table) > 1
