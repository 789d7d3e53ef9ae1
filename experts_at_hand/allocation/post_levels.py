"""The two searches over numbers of posts: the fewest for an access, the best split of a budget.

Both rest on one law: more steps never lower the access. So the fewest steps are found by counting
up from what the linear programme takes, and a budget is split by giving the profession that is
lowest what lifts it, until nothing that can be paid does.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from experts_at_hand.allocation.post_programme import Level, PostProgramme
from experts_at_hand.domain.workforce import profession_label
from experts_at_hand.errors import ScenarioError, SolverError

SAME = 1e-6
"""Access by which two levels differ where they differ at all: what a plan's hours are exact to."""

HALVINGS = 12
"""Times that the access of posts cut at will is halved in on: only where the search begins."""


class Levels:
    """The levels of one profession by number of steps, each solved when it is first asked for.

    Parameters
    ----------
    programme
        Of the profession.
    """

    def __init__(self, programme: PostProgramme) -> None:
        self.programme = programme
        self._known: dict[int, Level] = {}

    def at(self, steps: int) -> Level:
        """Return the level of so many steps."""
        if steps not in self._known:
            below = [level.access for n, level in self._known.items() if n < steps]
            found = self.programme.level(steps)
            if below and max(below) > found.access:  # a search that stopped: fewer posts do as well
                fewer = max(
                    (n for n in self._known if n < steps), key=lambda n: self._known[n].access
                )
                kept = self._known[fewer]
                found = Level(
                    access=kept.access, bound=max(found.bound, kept.access), steps=kept.steps,
                    values=kept.values,
                )  # fmt: skip
            self._known[steps] = found
        return self._known[steps]

    def known_bound(self, steps: int) -> float:
        """Return a bound without a search: that of one made before, else of posts cut at will."""
        known = self._known.get(steps)
        return self.programme.relaxed_level(steps) if known is None else known.bound

    def bound(self, steps: int) -> float:
        """Return the access that so many steps cannot exceed; none below none."""
        return -1.0 if steps < 0 else self.at(steps).bound

    @cached_property
    def top(self) -> float:
        """The access that no number of posts exceeds: 1, unless rules keep posts from somebody."""
        return self.programme.relaxed_level(np.inf)

    @cached_property
    def most(self) -> int:
        """Steps beyond which more lift nothing: those of the top, each place rounded up."""
        posts = self.programme.posts
        relaxed = self.programme.relaxed_steps(max(0.0, self.top - SAME))
        return int(np.ceil(relaxed)) + len(posts.places) * posts.least

    def can_rise(self, steps: int) -> bool:
        """Whether any number of posts would lift the level of so many."""
        return self.top > self.at(steps).access + SAME

    def fewest(self, access: float) -> "Fewest":
        """Return the fewest steps that reach an access, and how many surely do not.

        Parameters
        ----------
        access
            More than 0 and at most 1.
        """
        relaxed = self.programme.relaxed_steps(access)
        if not np.isfinite(relaxed):
            word = profession_label(self.programme.profession)
            raise ScenarioError(
                "[posts]",
                [
                    f"no number of posts gives every setting {access:.0%} of its need of {word}: "
                    f"{max(0.0, self.top):.1%} is the most, because rules keep further posts from "
                    "some of them; ask for less, or change the rules"
                ],
            )
        least = steps = max(0, int(np.ceil(relaxed - SAME)))
        while steps <= least + self.most:
            level = self.programme.level(steps, enough=access)
            if level.access >= access - SAME:
                return Fewest(level=level, steps=steps, least=least)
            if level.bound < access - SAME and least == steps:
                least = steps + 1
            steps += 1
        raise SolverError(
            "no number of posts was found that surely exists; please report this case"
        )


@dataclass(frozen=True, eq=False, kw_only=True)
class Fewest:
    """The fewest steps for an access.

    Parameters
    ----------
    level
        What they reach.
    steps, least
        Steps that reach it, and steps below which it is proved that none do.
    """

    level: Level
    steps: int
    least: int


@dataclass(frozen=True, eq=False, kw_only=True)
class Split:
    """A budget split between professions.

    Parameters
    ----------
    steps
        Steps of each profession, in the order given.
    bound
        No split reaches a higher lowest access of all professions.
    """

    steps: tuple[int, ...]
    bound: float


def split_budget(levels: Sequence[Levels], costs: Sequence[float], money: float) -> Split:
    """Split a budget so that the lowest profession is as high as can be.

    A profession that no money lifts further holds nobody back: the next lowest is lifted then.

    Each profession has the fewest steps that reach its level, so that with less it would fall below
    the level of the lowest; and the lowest cannot rise with all that is left. That proves the split
    where every level that was looked at is proved, and bounds it where one is not.

    Parameters
    ----------
    levels
        Of each profession.
    costs
        Of one step of each, in the unit of ``money``.
    money
        What there is.
    """
    steps = _begin(levels, costs, money)
    open_ = list(range(len(levels)))
    bound: float | None = None
    while open_:
        lowest = min(open_, key=lambda p: (levels[p].at(steps[p]).access, p))
        left = money - sum(c * n for c, n in zip(costs, steps, strict=True))
        most = steps[lowest] + _affordable(left, costs[lowest], levels[lowest], steps[lowest])
        more = _rise(levels[lowest], steps[lowest], most)
        if more is not None:
            steps[lowest] = more
            continue
        if bound is None:
            others = [levels[q].bound(steps[q] - 1) for q in range(len(levels)) if q != lowest]
            bound = max([levels[lowest].bound(most), *others])
        if levels[lowest].can_rise(steps[lowest]):
            break  # for want of money: what is left is for those who are lowest
        open_.remove(lowest)
    return Split(steps=tuple(steps), bound=1.0 if bound is None else bound)


def _begin(levels: Sequence[Levels], costs: Sequence[float], money: float) -> list[int]:
    """Return steps of each profession that the best split surely has at least.

    Posts cut at will show about where the best split lies; what its steps reach rounded down,
    every profession of the best split reaches too, and takes at least the steps that posts cut at
    will would.
    """
    low, high = 0.0, 1.0
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        taken = sum(
            c * each.programme.relaxed_steps(middle) for c, each in zip(costs, levels, strict=True)
        )
        low, high = (middle, high) if taken <= money else (low, middle)
    if low == 0.0:
        return [0] * len(levels)
    down = [int(each.programme.relaxed_steps(low) + SAME) for each in levels]
    reached = min(each.at(n).access for each, n in zip(levels, down, strict=True)) - SAME
    if reached <= 0:
        return [0] * len(levels)
    return [max(0, int(np.ceil(each.programme.relaxed_steps(reached) - SAME))) for each in levels]


def _affordable(left: float, cost: float, levels: Levels, steps: int) -> int:
    """Return further steps that can be paid and used: none beyond those that lift anything."""
    return max(0, min(int(left / cost + SAME), levels.most - steps))


def _rise(levels: Levels, steps: int, most: int) -> int | None:
    """Return the fewest steps, at most so many, that lift a level; ``None`` where none do."""
    now = levels.at(steps).access
    if most <= steps or levels.at(most).access <= now + SAME:
        return None
    low, high, stride = steps, most, 1
    while low + stride < high:  # one more step mostly does: look near first
        if levels.at(low + stride).access > now + SAME:
            high = low + stride
            break
        low, stride = low + stride, 2 * stride
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if levels.at(middle).access > now + SAME else (middle, high)
    return high
