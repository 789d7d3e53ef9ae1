"""The next posts and the prices of hours as tables, and for a machine."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from experts_at_hand.posts.in_order import PostsInOrder
from experts_at_hand.posts.price_range import PriceRange
from experts_at_hand.posts.ranked import NextPosts
from experts_at_hand.results import figure_of, write_csv

FILE, PRICES, IN_ORDER = "next_post.csv", "prices.csv", "posts_in_order.csv"


def _header(found: NextPosts | PostsInOrder) -> list[str]:
    aims = [aim.objective for aim in found.objectives]
    return [
        "team_id", "where", "profession", "wte", *aims, *(f"{aim}_gain" for aim in aims),
        "lowest_access_of_profession", "lowest_access_gain", "price_estimate", "price_misleads_by",
    ]  # fmt: skip


def _rows(found: NextPosts | PostsInOrder) -> list[list[object]]:
    return [
        [
            post.team_id, post.where, post.profession, post.wte, *post.values, *post.gains,
            post.lowest_access, post.lowest_access_gain, post.price_estimate,
            post.price_misleads_by,
        ]
        for post in found.posts
    ]  # fmt: skip


def write_next_posts(found: NextPosts, folder: Path) -> None:
    """Write next_post.csv, the best place first.

    Parameters
    ----------
    found
        What was found.
    folder
        Where to; it is there.
    """
    write_csv(folder / FILE, _header(found), _rows(found))


def write_posts_in_order(found: PostsInOrder, folder: Path) -> None:
    """Write posts_in_order.csv: which post first, and which beside it.

    Parameters
    ----------
    found
        What was found; aims of a row are reached with all posts up to it.
    folder
        Where to; it is there.
    """
    rows = [[at, *row] for at, row in enumerate(_rows(found), 1)]
    write_csv(folder / IN_ORDER, ["order", *_header(found)], rows)


def write_price_ranges(found: Sequence[PriceRange], folder: Path) -> None:
    """Write prices.csv: what one more working hour a year of each team brings, and how far.

    Parameters
    ----------
    found
        What was found.
    folder
        Where to; it is there.
    """
    header = [
        "team_id", "where", "profession", "price", "unit", "holds_hours", "looked_at_hours",
        "own_access_with_an_hour_a_week", "travel_hours_with_an_hour_a_week",
    ]  # fmt: skip
    rows = [
        [
            r.team_id, r.where, r.profession, r.price, r.unit, r.holds_hours, r.looked_at,
            r.own_access, r.travel_hours,
        ]
        for r in found
    ]  # fmt: skip
    write_csv(folder / PRICES, header, rows)


def next_post_values(found: NextPosts | PostsInOrder) -> dict[str, Any]:
    """Return the next posts for a machine.

    Parameters
    ----------
    found
        What was found.
    """
    header = _header(found)
    return {
        "scenario": found.scenario,
        "without": {aim.objective: figure_of(aim.value) for aim in found.objectives},
        "posts": [
            {
                key: figure_of(value) if isinstance(value, float) else value
                for key, value in zip(header, row, strict=True)
            }
            for row in _rows(found)
        ],
    }
