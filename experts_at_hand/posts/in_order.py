"""Several posts, one after another: each where it brings most once those before it are there.

The second best place for one post is seldom the best place for a second: once the first is filled,
the lowest access is somewhere else. So each post is ranked anew, with the ones before it in place.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from experts_at_hand.domain.allocation import ObjectiveResult
from experts_at_hand.domain.workforce import profession_label
from experts_at_hand.errors import ScenarioError
from experts_at_hand.outcome import Outcome
from experts_at_hand.posts.next_post import (
    ranked_places,
    refuse_unplanned,
    stated_again,
    with_post,
    with_team,
)
from experts_at_hand.posts.ranked import NextPost, NextPosts

FIRST_POSTS = 3
"""Posts that a report puts in order: as many as there are years of the grant."""


@dataclass(frozen=True, kw_only=True)
class PostsInOrder:
    """Posts in the order in which to fund them.

    Parameters
    ----------
    scenario
        Title of what was asked.
    objectives
        The aims as they stand without any of the posts.
    posts
        Each with what all posts up to it reach, and what it brings beside those before it.
    """

    scenario: str
    objectives: tuple[ObjectiveResult, ...]
    posts: tuple[NextPost, ...]

    def sentences(self) -> tuple[str, ...]:
        """Say each post, and what it brings beside those before it."""
        ranked = NextPosts(scenario=self.scenario, objectives=self.objectives, posts=self.posts)
        return tuple(
            f"{profession_label(post.profession)}, {post.wte:g} WTE, {ranked.sentence(post)}"
            for post in self.posts
        )

    def __repr__(self) -> str:
        lines = [f"{self.scenario}: posts one after another, each with those before it in place"]
        lines += [f"  {at}. {said}" for at, said in enumerate(self.sentences(), 1)]
        return "\n".join(lines)


def posts_in_order(
    outcome: Outcome,
    wte: float = 1.0,
    count: int = FIRST_POSTS,
    *,
    progress: Callable[[int, int], None] | None = None,
) -> PostsInOrder:
    """Put further posts at today's bases in order, the best first, then the best beside it.

    Each is the best beside those before it. That is an order to fund them in, and no proof that no
    other set of as many posts does better: ``[posts] choose = "budget"`` decides on a set.

    Parameters
    ----------
    outcome
        A plan by need, without the posts.
    wte
        Whole-time equivalents of each post, > 0.
    count
        How many, >= 1.
    progress
        Told how many are placed, and how many there are to be.

    Raises
    ------
    ScenarioError
        As `next_posts` does; if ``count`` is less than 1.
    """
    refuse_unplanned(outcome, wte)
    if count < 1:
        raise ScenarioError(outcome.name, [f"count is {count}, expected 1 or more"])
    again = stated_again(outcome)
    with_them, chosen = outcome, list[NextPost]()
    for done in range(count):
        if progress is not None:
            progress(done, count)
        best = ranked_places(with_them, again, wte)[0]
        chosen.append(best)
        team = with_them.area.teams[with_them.area.team_index[best.team_id]]
        area = with_team(with_them.area, with_post(team, wte))
        with_them = replace(with_them, area=area, allocation=again.plan_with_hours(area))
    return PostsInOrder(
        scenario=outcome.title,
        objectives=outcome.allocation.objectives,
        posts=tuple(chosen),
    )
