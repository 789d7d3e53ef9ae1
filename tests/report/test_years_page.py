"""The page of years: April 2029 marked, new posts by year, who is reached when."""

from pathlib import Path

import pytest

from experts_at_hand.posts.years import YearsPlan
from experts_at_hand.report.years_page import (
    cluster_years_sheet,
    years_context,
    years_html,
    years_picture,
    years_sheet,
)
from tests.posts.test_years import planned, year

pytestmark = pytest.mark.solver


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> YearsPlan:
    folder: Path = tmp_path_factory.mktemp("years")
    return planned(folder, year("2027/28") + year("2028/29", wte=0.4))


def test_the_year_of_april_2029_is_marked(plan: YearsPlan) -> None:
    said = years_context(plan)
    assert [y["april"] for y in said["years"]] == [False, True]
    assert str(years_picture(plan)).count("April 2029") == 1


def test_new_posts_of_a_year_are_those_beyond_the_last(plan: YearsPlan) -> None:
    new = [sum(more for _, _, more, _ in y["new"]) for y in years_context(plan)["years"]]
    assert new == pytest.approx([own.hired for own in plan.years])


def test_every_cluster_has_a_row(plan: YearsPlan) -> None:
    clusters = plan.years[0].outcome.clustering.clusters
    assert [c["id"] for c in years_context(plan)["clusters"]] == [c.id for c in clusters]
    assert len(cluster_years_sheet(plan).rows) == 2 * len(clusters)
    assert "Who is reached when" in years_html(plan)


def test_sheets_have_a_cell_for_each_heading(plan: YearsPlan) -> None:
    for sheet in (years_sheet(plan), cluster_years_sheet(plan)):
        assert all(len(row) == len(sheet.columns) for row in sheet.rows)
