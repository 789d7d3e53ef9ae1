"""The draft for a board: in the order that is expected, with the report's own figures."""

import re
import zipfile
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from experts_at_hand.comparison import Comparison, compare, figure
from experts_at_hand.examples import shipped
from experts_at_hand.pipeline import run_all
from experts_at_hand.report.board_paper import Blank, Grid, Heading, Image, board_paper
from experts_at_hand.report.board_summary import board_summary, shown_design
from experts_at_hand.report.docx_file import write_board_paper
from experts_at_hand.report.page import page_html
from experts_at_hand.report.raster import png_of
from experts_at_hand.report.ready_paragraphs import climate, equalities, finance, people, risks

docx: Any = pytest.importorskip("docx")

pytestmark = pytest.mark.solver

ORDER = [
    "The issue", "Recommendation", "The report", "Statutory considerations",
    "Resource implications", "Risk management", "Equalities", "Climate change",
    "Other options considered", "Consultation", "Background papers",
    "For the Local SEND Reform Plan",
]  # fmt: skip


@pytest.fixture(scope="module")
def comparison() -> Comparison:
    names = ("baseline", "clusters-small", "drawn", "vacancies")
    return compare(run_all([shipped(f"toy/{name}.toml") for name in names]))


def test_it_stands_in_the_order_that_a_board_expects(comparison: Comparison) -> None:
    blocks = list(board_paper(comparison))
    assert [b.words for b in blocks if isinstance(b, Heading) and b.level == 1] == ORDER
    pillars = [b.words for b in blocks if isinstance(b, Heading) and b.words.startswith("Pillar")]
    assert [p[:8] for p in pillars] == ["Pillar 3", "Pillar 4", "Pillar 6", "Pillar 7"]
    assert sum(isinstance(b, Blank) for b in blocks) >= 10
    assert sum(isinstance(b, Image) for b in blocks) == 1


def test_its_table_and_sentences_are_the_reports(comparison: Comparison) -> None:
    """Cell by cell and sentence by sentence."""
    summary = board_summary(comparison)
    blocks = list(board_paper(comparison))
    table = next(b for b in blocks if isinstance(b, Grid))
    expected = [(row["title"], *row["cells"], row["gain"]) for row in summary["rows"]]
    assert list(table.rows) == expected
    page = unescape(page_html(comparison))
    said = [b.words for b in blocks if not isinstance(b, Grid | Image)]
    for sentence in summary["sentences"]:
        assert sentence in said
        assert sentence in page


def test_every_figure_of_a_paragraph_is_in_the_scorecard(comparison: Comparison) -> None:
    """Miles, carbon, cost and access are those of the design and of the baseline."""
    design, base = shown_design(comparison), comparison.outcomes[0]
    for paragraphs, metrics in (
        (climate, ("miles", "co2e")),
        (finance, ("cost", "mileage_cost", "cost_per_contact_hour", "cost:profession=salt")),
        (equalities, ("mean_access:deprivation_fifth=1", "lowest_access:phase=primary")),
    ):
        text = " ".join(paragraphs(comparison, design))
        for outcome in (design, base):
            for metric in metrics:
                measure = outcome.scorecard[metric]
                assert figure(measure.value, measure.unit) in text, metric
    gains = comparison.gains(design.name).whole
    assert f"{gains.gaining} setting" in " ".join(equalities(comparison, design))
    posts = sum(t.wte for t in design.area.teams_of("salt"))
    assert f"{posts:.2f} whole-time equivalents" in " ".join(people(comparison, design))
    assert [risk for risk, _ in risks(comparison, design)][:2] == [
        "Posts stay vacant", "Need is other than counted",
    ]  # fmt: skip


def test_one_scenario_alone_has_a_paper_too(comparison: Comparison) -> None:
    words = " ".join(str(block) for block in board_paper(compare(comparison.outcomes[:1])))
    assert "no other design" not in words
    assert "Against “" not in words


def test_word_reads_it(comparison: Comparison, tmp_path: Path) -> None:
    """Headings are headings, tables repeat theirs, the map says in words what it shows."""
    path = write_board_paper(comparison, tmp_path / "board-paper.docx")
    document = docx.Document(str(path))
    found = [p.text for p in document.paragraphs if p.style.name == "Heading 1"]
    assert found == ORDER
    for table in document.tables:
        assert "w:tblHeader" in table.rows[0]._tr.xml
    drawn = document.inline_shapes[0]._inline.docPr.get("descr")
    assert drawn.startswith("Map of ")
    blanks = [p for p in document.paragraphs if p.text.startswith("[To be written: ")]
    assert len(blanks) >= 10
    assert all(run.font.highlight_color is not None for p in blanks for run in p.runs)
    with zipfile.ZipFile(path) as archive:
        assert any(name.endswith(".png") for name in archive.namelist())


def test_the_same_comparison_is_the_same_bytes(comparison: Comparison, tmp_path: Path) -> None:
    one = write_board_paper(comparison, tmp_path / "one.docx").read_bytes()
    assert write_board_paper(comparison, tmp_path / "two.docx").read_bytes() == one


def test_pictures_are_kept_as_svg_or_png(comparison: Comparison, tmp_path: Path) -> None:
    outcome = comparison.outcomes[1]
    outcome.plot_map().save(tmp_path / "map.svg")
    outcome.plot_map().save(tmp_path / "map.png")
    comparison.plot_access("ot").save(tmp_path / "access.PNG")
    assert (tmp_path / "map.svg").read_text("utf-8").startswith("<svg ")
    for name in ("map.png", "access.PNG"):
        assert (tmp_path / name).read_bytes().startswith(b"\x89PNG")
    width = int.from_bytes(png_of(outcome.plot_map().svg, width=300)[16:20], "big")
    assert width == 300
    assert len(re.findall("<title>", comparison.plot_access("ot").svg)) > len(
        re.findall("<title>", outcome.plot_access("ot").svg)
    )
    with pytest.raises(KeyError, match="no profession"):
        comparison.plot_access("ep")
