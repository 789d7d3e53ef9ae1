"""Boxes of years: what is shown comes back as it was, and blank boxes state nothing."""

import tomllib
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from experts_at_hand.scenario.years import Year
from experts_at_hand.workbench.edits import WrongBoxesError
from experts_at_hand.workbench.year_boxes import (
    FIRST_YEARS,
    ROWS,
    number_in,
    rows_shown,
    rows_typed,
    with_years,
)

maybe = st.none() | st.integers(0, 100).map(lambda n: n / 4)
shares = st.none() | st.integers(0, 99).map(lambda n: n / 100)


@given(
    st.lists(st.tuples(maybe, maybe, shares, shares), min_size=1, max_size=ROWS),
    st.sampled_from(["WTE", "GBP a year"]),
    st.sampled_from([None, 3, ("K1",), ("K1", "K4")]),
)
def test_what_is_shown_comes_back(
    drawn: list[tuple[float | None, float | None, float | None, float | None]],
    unit: str,
    clusters: int | tuple[str, ...] | None,
) -> None:
    key = "wte" if unit == "WTE" else "gbp"
    years = [
        Year(
            year=str(2026 + row), hire_at_most=hire, vacancy_rate=vacant, plans_growth=grown,
            clusters=clusters, **cast("dict[str, Any]", {key: budget}),
        )
        for row, (budget, hire, vacant, grown) in enumerate(drawn)
    ]  # fmt: skip
    boxes = {box: [said] for cells in rows_shown(years, unit, {}) for box, said in cells}
    again = [Year(**row) for row in rows_typed(boxes)]
    assert [year.year for year in again] == [year.year for year in years]
    for old, new in zip(years, again, strict=True):
        made: Any = new.clusters
        assert (tuple(made) if isinstance(made, list) else made) == old.clusters
        for name in (key, "hire_at_most", "vacancy_rate", "plans_growth", "sen_support_growth"):
            before, after = getattr(old, name), getattr(new, name)
            assert (before is None) == (after is None)
            assert before is None or after == pytest.approx(before)


def test_the_years_of_the_grant_are_offered_where_none_are_stated() -> None:
    shown = [cells[0][1] for cells in rows_shown((), "WTE", {})]
    assert shown == [*FIRST_YEARS, "", ""]


def test_numbers_as_people_write_them() -> None:
    assert number_in(" 1,200 ", "Budget") == 1200
    assert number_in("12.5 %", "Share") == 12.5
    assert number_in("  ", "Budget") is None
    with pytest.raises(ValueError, match="Budget: found 'two'; write a number"):
        number_in("two", "Budget")


def test_every_wrong_box_is_named() -> None:
    with pytest.raises(WrongBoxesError) as wrong:
        rows_typed({"0/year": ["2026/27"], "0/wte": ["x"], "0/vacancy_rate": ["y"]})
    assert set(wrong.value.problems) == {"0/wte", "0/vacancy_rate"}


def test_a_design_without_a_budget_gets_one_to_begin_from() -> None:
    """Years share out a budget; the first year's is taken for it."""
    none = {"posts": {"choose": "as_they_are"}}
    values = tomllib.loads(with_years('title = "x"', none, [{"year": "2026", "wte": 1.5}]))
    assert values["posts"] == {"choose": "budget", "wte": 1.5}
    stated = {"posts": {"choose": "budget", "gbp": 5.0}}
    text = 'title = "x"\n[posts]\nchoose = "budget"\ngbp = 5.0\n'
    assert tomllib.loads(with_years(text, stated, [{"year": "2026"}]))["posts"]["gbp"] == 5.0
    assert "years" not in tomllib.loads(with_years('title = "x"\nyears = []', none, []))
