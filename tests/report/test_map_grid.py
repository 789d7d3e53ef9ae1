"""Squares of a map: every setting is found in the one that is said."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from experts_at_hand.comparison import compare
from experts_at_hand.examples import shipped
from experts_at_hand.pipeline import run
from experts_at_hand.report.map_frame import squares
from experts_at_hand.report.map_grid import ACROSS, LETTERS, MapGrid
from experts_at_hand.report.map_picture import map_of
from experts_at_hand.report.page import page_html
from tests.hunt import examples

GRID = MapGrid(left=20, top=20, right=740, bottom=600)


@settings(max_examples=examples(200), deadline=None)
@given(x=st.floats(20, 740), y=st.floats(20, 600))
def test_a_point_lies_in_the_square_that_is_said(x: float, y: float) -> None:
    """Between the lines that are drawn for it."""
    square = GRID.square(x, y)
    column, row = LETTERS.index(square[0]), int(square[1:]) - 1
    assert 20 + column * GRID.side - 1e-6 <= x <= 20 + (column + 1) * GRID.side + 1e-6
    assert 20 + row * GRID.height - 1e-6 <= y <= 20 + (row + 1) * GRID.height + 1e-6


def test_lines_and_letters_are_all_there() -> None:
    drawn = "".join(GRID.drawn())
    assert drawn.count("<line") == ACROSS + 1 + GRID.down + 1
    assert re.findall(r">([A-H])</text>", drawn) == list(LETTERS)


@pytest.mark.solver
def test_the_list_says_the_square_where_the_circle_is_drawn() -> None:
    """Read off the picture itself: the circle of each setting, and the lines about it."""
    outcome = run(shipped("two-rivers/baseline.toml"))
    said = squares(outcome)
    drawn = str(map_of(outcome))
    vertical = sorted({float(x) for x in re.findall(r'<line x1="([\d.]+)" x2="\1" y1', drawn)})
    level = r'<line x1="[\d.]+" x2="[\d.]+" y1="([\d.]+)" y2="\1" stroke="#d9'
    across = sorted({float(y) for y in re.findall(level, drawn)})
    circle = r'<circle cx="([\d.]+)" cy="([\d.]+)"[^>]*data-setting="([^"]+)"'
    found = re.findall(circle, drawn)
    assert len(found) == 120
    for x, y, setting in found:
        column = max(i for i, at in enumerate(vertical[:-1]) if at <= float(x) + 0.1)
        row = max(i for i, at in enumerate(across[:-1]) if at <= float(y) + 0.1)
        assert said[setting] in {
            f"{LETTERS[c]}{r + 1}"
            for c in {column, max(0, column - (abs(vertical[column] - float(x)) < 0.2))}
            for r in {row, max(0, row - (abs(across[row] - float(y)) < 0.2))}
        }
    page = page_html(compare([outcome]))
    first = outcome.area.settings[0]
    assert f"<strong>{said[first.id]}</strong> {first.name}, {first.phase.label}" in page
