"""The next posts in order in the report: asked once, left to the command where it takes long."""

import pytest

from experts_at_hand.comparison import Comparison, compare
from experts_at_hand.examples import shipped
from experts_at_hand.pipeline import run
from experts_at_hand.posts import posts_in_order
from experts_at_hand.report import posts_in_order as section
from experts_at_hand.report.posts_in_order import (
    first_posts,
    keep_posts,
    posts_in_order_section,
    posts_in_order_sheets,
)

pytestmark = pytest.mark.solver


def fresh() -> Comparison:
    return compare([run(shipped("toy/clusters-large.toml"))])


def test_large_areas_are_told_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(section, "MOST_PLACES", 3)
    comparison = fresh()
    said = posts_in_order_section(comparison)
    assert "eah next-post --count 3" in said["why_not"]
    assert said["rows"] == []
    assert posts_in_order_sheets(comparison) == ()


def test_posts_that_were_put_in_order_already_are_shown() -> None:
    comparison = fresh()
    outcome = comparison.outcomes[0]
    keep_posts(outcome, posts_in_order(outcome, 0.1, 2))
    assert [row["wte"] for row in posts_in_order_section(comparison)["rows"]] == [0.1, 0.1]
    (sheet,) = posts_in_order_sheets(comparison)
    assert len(sheet.rows) == 2
    found = first_posts(outcome)
    assert found is not None
    assert [row[-1] for row in sheet.rows] == [post.team_id for post in found.posts]
