"""The page of next posts: the best place first, what is left out is counted, figures as found."""

from html import unescape

import pytest

from experts_at_hand.examples import shipped
from experts_at_hand.pipeline import run
from experts_at_hand.posts import next_posts, posts_in_order, price_ranges
from experts_at_hand.report.next_post_page import SHOWN, next_post_context, next_post_sheets

pytestmark = pytest.mark.solver


def test_places_by_profession_and_the_rest_counted() -> None:
    outcome = run(shipped("toy/clusters-large.toml"))
    found = next_posts(outcome, 0.2, hosts=True)
    said = next_post_context(found, price_ranges(outcome), posts_in_order(outcome, 0.2, 1))
    for own in said["professions"]:
        posts = found.of("salt" if own["name"].startswith("speech") else "ot")
        assert [row["where"] for row in own["rows"]] == [p.where for p in posts[:SHOWN]]
        assert own["left_out"] == max(0, len(posts) - SHOWN)
    assert len(said["order"]) == 1
    assert unescape(said["prices"][0]).startswith("one more hour a week")


def test_the_sheet_has_all_of_them() -> None:
    outcome = run(shipped("toy/clusters-large.toml"))
    found = next_posts(outcome, 0.2)
    posts, prices = next_post_sheets(found, price_ranges(outcome))
    assert [row[-1] for row in posts.rows] == [p.team_id for p in found.posts]
    assert len(prices.rows) == len(outcome.area.teams)
    assert all(len(row) == len(posts.columns) for row in posts.rows)
