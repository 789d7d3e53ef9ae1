"""A further post and what it brings, in figures and in a sentence; and many of them, ranked."""

from dataclasses import dataclass

from experts_at_hand.domain.allocation import ObjectiveResult
from experts_at_hand.domain.workforce import profession_label

SHOWN = 10
"""Posts that are named on a screen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NextPost:
    """What one further post brings.

    Parameters
    ----------
    team_id
        The team that it joins; a new team where a setting hosts it.
    where
        Name of the base, or of the setting.
    profession, wte
        What the post is.
    values
        What each aim reaches with it, in the aims' order and units.
    gains
        How much better that is than without it, >= 0 where it is better, in the same units.
    lowest_access
        Lowest access of the profession with it.
    lowest_access_gain
        How much that is more than without it.
    price_estimate
        What the first aim would reach if the price of an hour held for the whole post; ``None`` for
        a new team, which has no price.
    """

    team_id: str
    where: str
    profession: str
    wte: float
    values: tuple[float, ...]
    gains: tuple[float, ...]
    lowest_access: float
    lowest_access_gain: float
    price_estimate: float | None

    @property
    def price_misleads_by(self) -> float | None:
        """How far the price alone is off: its estimate of the first aim less the true value."""
        return None if self.price_estimate is None else self.price_estimate - self.values[0]


@dataclass(frozen=True, kw_only=True)
class NextPosts:
    """Every place for a further post, the best first.

    Parameters
    ----------
    scenario
        Title of what was asked.
    objectives
        The aims as they stand without the post.
    posts
        Ordered by what they bring to the first aim; of equals by the lowest access of their own
        profession, then by the further aims.
    """

    scenario: str
    objectives: tuple[ObjectiveResult, ...]
    posts: tuple[NextPost, ...]

    def of(self, profession: str) -> tuple[NextPost, ...]:
        """Return the posts of one profession, the best first."""
        return tuple(post for post in self.posts if post.profession == profession)

    def __repr__(self) -> str:
        lines = [f"{self.scenario}: one post more, planned again at each place"]
        for profession in dict.fromkeys(post.profession for post in self.posts):
            posts = self.of(profession)
            lines.append(f"{profession_label(profession).capitalize()}, {posts[0].wte:g} WTE")
            lines += [f"  {at}. {self.sentence(post)}" for at, post in enumerate(posts[:SHOWN], 1)]
            if len(posts) > SHOWN:
                lines.append(f"  and {len(posts) - SHOWN:,} more places")
        return "\n".join(lines)

    def sentence(self, post: NextPost) -> str:
        """Say what a post brings.

        Parameters
        ----------
        post
            One of ours.
        """
        said = [
            f"lowest access of its profession {post.lowest_access:.1%} "
            f"({_points(post.lowest_access_gain)})"
        ]
        for aim, value, gain in zip(self.objectives, post.values, post.gains, strict=True):
            more = gain if aim.better == "higher" else -gain
            if aim.unit.startswith("share"):
                said.append(f"{named(aim)} {value:.1%} ({_points(more)})")
            else:
                change = round(more) + 0  # never -0
                said.append(f"{named(aim)} {value:,.0f} {aim.unit} ({change:+,d})")
        return f"{post.where}: {', '.join(said)}"


def _points(more: float) -> str:
    """Write a share as points of a hundred, with a sign that is never that of nothing.

    >>> _points(0.166), _points(-1e-9)
    ('+16.6 points', '+0.0 points')
    """
    return f"{round(100 * more, 1) + 0.0:+.1f} points"


CALLED = {"worst_ratio": "lowest access of all"}
"""Aims that a reader knows by another name."""


def named(aim: ObjectiveResult) -> str:
    """Return what a reader calls an aim.

    Parameters
    ----------
    aim
        Of a plan.
    """
    return CALLED.get(aim.objective, aim.objective.replace("_", " "))
