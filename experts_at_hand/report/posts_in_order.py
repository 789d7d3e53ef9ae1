"""The next posts in order, as the report and the workbook give them."""

from collections.abc import Iterator, Mapping
from typing import Any

from experts_at_hand.comparison import Comparison
from experts_at_hand.domain.workforce import profession_label
from experts_at_hand.pipeline import Outcome
from experts_at_hand.posts import PostsInOrder, posts_in_order
from experts_at_hand.posts.in_order import FIRST_POSTS
from experts_at_hand.report.board_summary import shown_design
from experts_at_hand.report.next_post_page import aim_heading, aim_kind
from experts_at_hand.report.sheets import Kind, Sheet, Value

MOST_PLACES = 3_000
"""Teams times settings up to which a report puts posts in order by itself: about a second."""

KEPT = "posts_in_order"
"""Name by which an outcome keeps them."""

WTE = 1.0
"""Whole-time equivalents of each post that a report puts in order."""

HOW = (
    "Each post is put where it brings most once those before it are filled; every place is planned "
    "again in full, and clusters stay as they are. It is an order to fund them in, and no proof "
    "that no other three do better."
)
"""What a reader must know before the table."""


def keep_posts(outcome: Outcome, found: PostsInOrder) -> None:
    """Have page and workbook show these posts, which were put in order already.

    Parameters
    ----------
    outcome
        The plan without them.
    found
        Posts of any size.
    """
    outcome.found_since[KEPT] = found


def first_posts(outcome: Outcome) -> PostsInOrder | None:
    """Return the next posts of a plan in order; ``None`` where there are none, or it is too large.

    Parameters
    ----------
    outcome
        A plan; report and workbook ask once.
    """
    known = outcome.found_since.get(KEPT)
    if isinstance(known, PostsInOrder):
        return known
    if outcome.allocation.method is not None or not outcome.area.teams:
        return None
    if len(outcome.area.teams) * len(outcome.area.settings) > MOST_PLACES:
        return None
    keep_posts(outcome, posts_in_order(outcome, WTE))
    return first_posts(outcome)


def posts_in_order_section(comparison: Comparison) -> Mapping[str, Any]:
    """Return what the report says of the next posts of the design that it shows.

    Parameters
    ----------
    comparison
        What is reported.
    """
    outcome = shown_design(comparison)
    found = first_posts(outcome)
    return {
        "title": outcome.title,
        "why_not": "" if found is not None else _why_not(outcome),
        "how": HOW,
        "aims": [aim_heading(aim) for aim in found.objectives] if found else [],
        "rows": list(_rows(found)) if found else [],
    }


def _why_not(outcome: Outcome) -> str:
    if outcome.allocation.method is not None:
        return "hours of this design are not shared out by need, so that no post can be ranked"
    return (
        f"with {len(outcome.area.teams):,} teams and {len(outcome.area.settings):,} settings every "
        f"place is planned again by the command eah next-post --count {FIRST_POSTS}, and not here"
    )


def _rows(found: PostsInOrder) -> Iterator[Mapping[str, Any]]:
    for post in found.posts:
        yield {
            "where": post.where,
            "profession": profession_label(post.profession),
            "wte": post.wte,
            "lowest": f"{post.lowest_access:.1%}",
            "gain": f"{100 * post.lowest_access_gain + 0.0:+.1f}",
            "values": [
                f"{value:.1%}" if aim.unit.startswith("share") else f"{value:,.0f}"
                for aim, value in zip(found.objectives, post.values, strict=True)
            ],
        }


def posts_in_order_sheets(comparison: Comparison) -> tuple[Sheet, ...]:
    """Return the sheet of the next posts in order, of the design that a report shows.

    Parameters
    ----------
    comparison
        What is reported.
    """
    outcome = shown_design(comparison)
    found = first_posts(outcome)
    if found is None:
        return ()
    rows: list[tuple[Value, ...]] = [
        (
            outcome.title, at, profession_label(post.profession), post.where, post.wte,
            post.lowest_access, post.lowest_access_gain, *post.values, post.team_id,
        )
        for at, post in enumerate(found.posts, 1)
    ]  # fmt: skip
    kinds: list[tuple[str, Kind]] = [(aim_heading(aim), aim_kind(aim)) for aim in found.objectives]
    sheet = Sheet(
        name="Posts in order",
        title="The next posts, one after another",
        lines=(HOW,),
        columns=(
            ("Scenario", "text"), ("Order", "count"), ("Profession", "text"), ("Where", "text"),
            ("Post, WTE", "number"), ("Lowest access of its profession", "share"),
            ("Gain beside those before it", "share"), *kinds, ("Team", "text"),
        ),
        rows=tuple(rows),
    )  # fmt: skip
    return (sheet,)
