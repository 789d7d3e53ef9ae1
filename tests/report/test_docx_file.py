"""The draft as a Word file: read back by another reader, the same bytes twice."""

from pathlib import Path
from typing import Any

import pytest

from experts_at_hand.comparison import Comparison
from experts_at_hand.report.board_paper import Grid, Heading, board_paper
from experts_at_hand.report.docx_file import write_board_paper

docx: Any = pytest.importorskip("docx")
pytestmark = pytest.mark.solver


def test_what_is_written_is_what_the_paper_says(comparison: Comparison, tmp_path: Path) -> None:
    path = write_board_paper(comparison, tmp_path / "paper.docx")
    document = docx.Document(str(path))
    blocks = list(board_paper(comparison))
    texts = [paragraph.text for paragraph in document.paragraphs]
    for block in blocks:
        if isinstance(block, Heading):
            assert block.words in texts
    grids = [block for block in blocks if isinstance(block, Grid)]
    assert len(document.tables) == len(grids)


def test_the_same_comparison_is_the_same_file(comparison: Comparison, tmp_path: Path) -> None:
    one, other = (
        write_board_paper(comparison, tmp_path / name).read_bytes() for name in ("a.docx", "b.docx")
    )
    assert one == other


def test_a_folder_that_is_not_there_is_refused_plainly(
    comparison: Comparison, tmp_path: Path
) -> None:
    with pytest.raises(OSError, match="nowhere"):
        write_board_paper(comparison, tmp_path / "nowhere" / "paper.docx")
