"""Boxes for posts and names: only those that the choice has."""

from typing import Any

import pytest

from experts_at_hand.examples import shipped
from experts_at_hand.scenario import load_scenario
from experts_at_hand.workbench.post_controls import post_sections


def labels(posts: dict[str, Any], continuity: dict[str, Any]) -> set[str]:
    """Return the ways of all boxes, as they stand in a file."""
    resolved = dict(load_scenario(shipped("toy/posts.toml")).resolved)
    resolved["posts"] = {**resolved["posts"], **posts}
    resolved["continuity"] = {**resolved["continuity"], **continuity}
    return {c.name for section in post_sections(resolved) for c in section.controls}


@pytest.mark.parametrize(
    ("posts", "there", "not_there"),
    [
        ({"choose": "as_they_are"}, set(), {"posts/step", "posts/wte", "posts/bands/salt"}),
        ({"choose": "budget"}, {"posts/wte", "posts/step", "posts/bands/ot"}, {"posts/gbp"}),
        ({"choose": "budget", "gbp": 5e5, "wte": None}, {"posts/gbp"}, {"posts/wte"}),
        ({"choose": "fewest_posts", "lowest_access": 0.4}, {"posts/lowest_access"}, {"posts/wte"}),
    ],
)
def test_boxes_of_a_choice(posts: dict[str, Any], there: set[str], not_there: set[str]) -> None:
    found = labels(posts, {"choose": "as_it_falls"})
    assert there | {"posts/choose", "continuity/choose"} <= found
    assert not not_there & found


def test_boxes_of_a_named_lead() -> None:
    asked = {"choose": "named_lead", "teams": 2, "lead_share": 0.6, "whole_visits": False}
    found = labels({"choose": "as_they_are"}, asked)
    assert {"continuity/teams", "continuity/lead_share", "continuity/clusters"} <= found
