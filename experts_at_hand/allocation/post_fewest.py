"""The cheapest posts that reach a lowest access, and no plan for posts at all."""

from collections.abc import Sequence
from dataclasses import dataclass

from experts_at_hand.allocation.post_levels import SAME
from experts_at_hand.allocation.post_terms import PostProblem, PostTerms, post_problem
from experts_at_hand.allocation.posts_decided import Decided, Found, decided
from experts_at_hand.domain.clusters import Clustering
from experts_at_hand.domain.local_area import LocalArea
from experts_at_hand.domain.travel_matrix import TravelMatrix
from experts_at_hand.domain.workforce import profession_label
from experts_at_hand.registry.protocols import POST_PLANS, Rule, VisitPattern


@POST_PLANS.register("as_they_are")
@dataclass(frozen=True, kw_only=True)
class AsTheyAre:
    """Keep the posts that the tables and the scenario state."""

    def decide(
        self,
        area: LocalArea,
        travel: TravelMatrix,
        clustering: Clustering,
        *,
        visits: VisitPattern,
        rules: Sequence[Rule],
        time_limit_seconds: float | None,
    ) -> None:
        """Decide nothing."""

    def sentence(self) -> str:
        """Say how posts are decided on."""
        return "posts are those that the tables state"


@POST_PLANS.register("fewest_posts")
@dataclass(frozen=True, kw_only=True)
class FewestPosts(PostTerms):
    """Find the cheapest posts that reach a lowest access, then those with least travel.

    Parameters
    ----------
    lowest_access
        Share of its need that every setting in reach is to get of each profession, more than 0 and
        at most 1. With need shared out from the expected days, 1 is what those days would cost.
    step, least, places, beside_today, vacancy_rate, professions, cost_per_wte, bands
        As for ``budget``.
    """

    lowest_access: float

    def __post_init__(self) -> None:
        super(FewestPosts, self).__post_init__()  # noqa: UP008 - works in a slotted class too
        if not 0 < self.lowest_access <= 1:
            raise ValueError(
                f"lowest_access is {self.lowest_access}, expected a share above 0 and at most 1"
            )

    @classmethod
    def example(cls) -> "FewestPosts":
        """Half of every need."""
        return cls(lowest_access=0.5)

    def sentence(self) -> str:
        """Say how posts are decided on."""
        return (
            f"the cheapest further posts with which every setting gets at least "
            f"{self.lowest_access:.0%} of its need, then those that travel least: {self.said()}"
        )

    def decide(
        self,
        area: LocalArea,
        travel: TravelMatrix,
        clustering: Clustering,
        *,
        visits: VisitPattern,
        rules: Sequence[Rule],
        time_limit_seconds: float | None,
    ) -> Decided:
        """Decide on posts."""
        problem = post_problem(
            self, area, travel, clustering, visits=visits, rules=rules, seconds=time_limit_seconds
        )
        found = [levels.fewest(self.lowest_access) for levels in problem.levels]
        steps = [
            each.programme.least_travel(one.level, one.steps).steps.astype(float)
            for each, one in zip(problem.levels, found, strict=True)
        ]
        size = self.wte_of_step
        costs = [problem.cost_per_wte[word] * size for word in problem.professions]
        return decided(
            problem,
            Found(
                steps=steps,
                most_access=[max(one.level.bound, one.level.access) for one in found],
                least_wte=[one.least * size for one in found],
                value=sum(c * float(at.sum()) for c, at in zip(costs, steps, strict=True)),
                bound=sum(c * one.least for c, one in zip(costs, found, strict=True)),
                unit="GBP a year",
                notes=_not_counted_down(problem, [one.steps - one.least for one in found]),
            ),
            choose="fewest_posts",
            sentence=self.sentence(),
        )


def _not_counted_down(problem: PostProblem, open_: Sequence[int]) -> tuple[str, ...]:
    """Say of which profession fewer posts might do."""
    size = problem.terms.wte_of_step
    return tuple(
        f"{profession_label(word)}: the search stopped before it was proved that "
        f"{steps * size:g} WTE fewer do not do"
        for word, steps in zip(problem.professions, open_, strict=True)
        if steps > SAME
    )
