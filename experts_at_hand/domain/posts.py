"""Posts that a plan decided on: where each is, what it costs, and with which proof."""

from dataclasses import dataclass
from typing import Literal

from experts_at_hand.domain.allocation import Status
from experts_at_hand.domain.frozen import freeze_fields
from experts_at_hand.domain.gap_words import gap_words

PlaceKind = Literal["bases", "hubs", "clusters"]
"""Where posts may be: at today's bases; at the hubs of clusters, for everybody; or at the hubs, for
their own cluster only."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """Posts of one profession at one place: a team that the plan added.

    Parameters
    ----------
    team_id
        Of the team, in the plan.
    profession
        One word.
    where
        Name of the base or of the setting that hosts it.
    host_id
        Id of a team at that base, or of the setting.
    cluster_id
        The cluster that it belongs to and works in only; ``None`` where it serves everybody.
    wte
        Whole-time equivalents, > 0.
    cost
        GBP a year.
    """

    team_id: str
    profession: str
    where: str
    host_id: str
    cluster_id: str | None
    wte: float
    cost: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfessionPosts:
    """What was decided for one profession.

    Parameters
    ----------
    profession
        One word.
    wte, cost
        Further whole-time equivalents and GBP a year, all places together.
    lowest_access
        Lowest access of the profession with them.
    most_access
        With so many posts no places give a higher lowest access than this.
    least_wte
        Where posts were counted down: with fewer the access asked for is out of reach.
    nobody
        Ids of clusters that these posts leave with nobody of the profession.
    """

    profession: str
    wte: float
    cost: float
    lowest_access: float
    most_access: float
    least_wte: float | None = None
    nobody: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        freeze_fields(self)


@dataclass(frozen=True, kw_only=True)
class PostDecision:
    """The posts that a plan decided on.

    Parameters
    ----------
    choose
        The registered word of what was asked.
    sentence
        What was asked, in words.
    posts
        By profession, then place.
    professions
        In the area's order.
    value, bound, unit
        What was reached, and what no posts can better: a share for a budget, GBP a year where posts
        were counted down.
    status
        ``optimal`` only where value and bound meet.
    vacancy_rate
        Share of the posts that is taken as empty.
    notes
        What a reader should know: money left, clusters without anybody.
    """

    choose: str
    sentence: str
    posts: tuple[Post, ...]
    professions: tuple[ProfessionPosts, ...]
    value: float
    bound: float
    unit: str
    status: Status
    vacancy_rate: float = 0.0
    notes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        freeze_fields(self)

    @property
    def wte(self) -> float:
        """Whole-time equivalents of all posts."""
        return sum(post.wte for post in self.posts)

    @property
    def cost(self) -> float:
        """GBP a year of all posts."""
        return sum(post.cost for post in self.posts)

    @property
    def gap(self) -> float:
        """Distance from value to bound as a share of the larger of the two; 0 where they meet."""
        scale = max(abs(self.value), abs(self.bound))
        return abs(self.bound - self.value) / scale if scale > 0 else 0.0

    @property
    def words(self) -> str:
        """Status as a reader should hear it: never "proved" without a proof."""
        return "proved" if self.status == "optimal" else f"not proved, gap {gap_words(self.gap)}"
