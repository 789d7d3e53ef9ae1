"""One page, and two sheets, from a search for the next post: where it brings most, and prices."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from experts_at_hand.domain.allocation import ObjectiveResult
from experts_at_hand.domain.workforce import profession_label
from experts_at_hand.pipeline import Outcome
from experts_at_hand.posts import NextPost, NextPosts, PostsInOrder, PriceRange
from experts_at_hand.posts.ranked import named
from experts_at_hand.report.sheets import Kind, Sheet, Value
from experts_at_hand.report.templates import template

SHOWN = 20
"""Places that the page lists of a profession; all of them stand in next_post.csv."""


def write_next_post_page(
    outcome: Outcome,
    found: NextPosts,
    prices: Sequence[PriceRange],
    order: PostsInOrder,
    stage: Path,
) -> None:
    """Write next-post.html into a folder that is being made.

    Parameters
    ----------
    outcome
        The plan without the post.
    found, prices
        What further posts and hours bring.
    order
        Posts one after another.
    stage
        Where it is put.
    """
    page = template("next_post.html.jinja").render(
        title=outcome.title,
        origin=outcome.area.origin,
        **next_post_context(found, prices, order),
    )
    (stage / "next-post.html").write_text(page, encoding="utf-8")


def next_post_context(
    found: NextPosts, prices: Sequence[PriceRange], order: PostsInOrder
) -> Mapping[str, Any]:
    """Return what a page says of the next post: places by profession, prices, and an order.

    Parameters
    ----------
    found, prices
        What further posts and hours bring.
    order
        Posts one after another.
    """
    return {
        "order": order.sentences(),
        "aims": [aim_heading(aim) for aim in found.objectives],
        "professions": list(_professions(found)),
        "prices": [price.sentence() for price in prices],
        "shown": SHOWN,
    }


def aim_heading(aim: ObjectiveResult) -> str:
    """Return the heading of a column of what an aim reaches.

    Parameters
    ----------
    aim
        As settled.
    """
    words = named(aim)
    unit = "" if aim.unit.startswith("share") else f", {aim.unit}"
    return f"{words[:1].upper()}{words[1:]}{unit}"


def aim_kind(aim: ObjectiveResult) -> Kind:
    """Return how a column of what an aim reaches is written.

    Parameters
    ----------
    aim
        As settled.
    """
    return "share" if aim.unit.startswith("share") else "hours"


def _professions(found: NextPosts) -> Iterator[Mapping[str, Any]]:
    for word in dict.fromkeys(post.profession for post in found.posts):
        posts = found.of(word)
        yield {
            "name": profession_label(word),
            "wte": posts[0].wte,
            "rows": [_row(found, post) for post in posts[:SHOWN]],
            "left_out": max(0, len(posts) - SHOWN),
        }


def _row(found: NextPosts, post: NextPost) -> Mapping[str, Any]:
    misled = post.price_misleads_by
    share = found.objectives[0].unit.startswith("share")
    said = "-" if misled is None else f"{100 * misled:+.1f} points" if share else f"{misled:+,.1f}"
    return {
        "team": post.team_id,
        "where": post.where,
        "lowest": f"{post.lowest_access:.1%}",
        "gain": f"{100 * post.lowest_access_gain + 0.0:+.1f}",
        "values": [
            f"{value:.1%}" if aim.unit.startswith("share") else f"{value:,.0f}"
            for aim, value in zip(found.objectives, post.values, strict=True)
        ],
        "misled": said,
    }


def next_post_sheets(found: NextPosts, prices: Sequence[PriceRange]) -> tuple[Sheet, Sheet]:
    """Return the places for a next post, the best first, and the prices of hours.

    Parameters
    ----------
    found, prices
        What further posts and hours bring.
    """
    aims = [(aim_heading(aim), aim_kind(aim)) for aim in found.objectives]
    rows: list[tuple[Value, ...]] = [
        (
            profession_label(post.profession), post.where, post.wte, post.lowest_access,
            post.lowest_access_gain, *post.values, post.price_misleads_by, post.team_id,
        )
        for post in found.posts
    ]  # fmt: skip
    posts = Sheet(
        name="Next posts",
        title=f"Where one post more brings most: {found.scenario}",
        lines=("Every place is planned again with the post; clusters stay as they are.",),
        columns=(
            ("Profession", "text"), ("Where", "text"), ("Post, WTE", "number"),
            ("Lowest access of its profession", "share"), ("Gain", "share"), *aims,
            ("The price alone misleads by", "number"), ("Team", "text"),
        ),
        rows=tuple(rows),
    )  # fmt: skip
    hours = Sheet(
        name="Prices",
        title="What one more working hour of each team brings, and how far that holds",
        lines=tuple(f"{price.sentence()}." for price in prices),
        columns=(
            ("Team", "text"), ("Where", "text"), ("Profession", "text"),
            ("Change of the first aim for an hour a year", "number"),
            ("Holds up to, hours a year", "hours"), ("Looked at, hours a year", "hours"),
            ("An hour a week more: lowest access of the profession", "share"),
            ("An hour a week more: travel, hours a year", "number"),
        ),
        rows=tuple(
            (p.team_id, p.where, profession_label(p.profession), p.price, p.holds_hours,
             p.looked_at, p.own_access, p.travel_hours)
            for p in prices
        ),
    )  # fmt: skip
    return posts, hours
