"""The years of a plan: what there is to spend in each, and how need and vacancies move."""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

PLANS_GROWTH = 0.111
"""Growth of pupils with an education, health and care plan in a year: "Special educational needs in
England", January 2025, 482,640 pupils, 11.1% more than in January 2024."""

SEN_SUPPORT_GROWTH = 0.037
"""Growth of pupils on SEN support in a year: the same release, 1,284,284 pupils, 3.7% more."""

_LABEL = re.compile(r"(\d{4})(/\d{2})?")


@dataclass(frozen=True, kw_only=True)
class Year:
    """One year of a plan; the first is as the tables have it, unless it states otherwise.

    Parameters
    ----------
    year
        Its name, such as ``2026/27``; years follow one another.
    wte, gbp
        What there is for all further posts of that year, those of earlier years included; as
        ``[posts]`` states unless stated, and in the unit that it states.
    plans_growth
        Growth of children with plans against the year before, as a share: 0.111 unless stated, none
        in the first year. More than -1.
    sen_support_growth
        Growth of children on SEN support, likewise: 0.037 unless stated.
    vacancy_rate
        Share of all posts, today's and further ones, that is empty; as the tables and ``[posts]``
        state unless stated.
    hire_at_most
        What may be added to the posts of the year before, in the unit of the budget; no limit
        unless stated.
    clusters
        First clusters first: new posts of the year are for so many clusters, those with most need
        in the first year, or for those with these ids; for all of them unless stated. Posts are at
        hubs or in clusters then, and those of earlier years stay where they are.
    """

    year: str
    wte: float | None = None
    gbp: float | None = None
    plans_growth: float | None = None
    sen_support_growth: float | None = None
    vacancy_rate: float | None = None
    hire_at_most: float | None = None
    clusters: int | tuple[str, ...] | None = None

    def __post_init__(self) -> None:
        if not _LABEL.fullmatch(self.year):
            raise ValueError(f"year is {self.year!r}, expected such as 2026/27 or 2027")
        for name in ("wte", "gbp", "hire_at_most"):
            value = getattr(self, name)
            if value is not None and not (math.isfinite(value) and value >= 0):
                raise ValueError(f"{name} is {value}, expected 0 or more")
        for name in ("plans_growth", "sen_support_growth"):
            value = getattr(self, name)
            if value is not None and not (math.isfinite(value) and value > -1):
                raise ValueError(
                    f"{name} is {value}, expected more than -1: no count falls below 0"
                )
        if self.vacancy_rate is not None and not 0 <= self.vacancy_rate < 1:
            raise ValueError(f"vacancy_rate is {self.vacancy_rate}, expected from 0 to below 1")
        if isinstance(self.clusters, int) and self.clusters < 1:
            raise ValueError(f"clusters is {self.clusters}, expected 1 or more, or ids of clusters")
        if isinstance(self.clusters, tuple) and not self.clusters:
            raise ValueError("clusters names none; state how many, or leave it out")
        if self.wte is not None and self.gbp is not None:
            raise ValueError("a year states either wte or gbp, one of the two")

    @property
    def begins(self) -> int:
        """The calendar year in which it begins."""
        return int(self.year[:4])


def year_problems(years: Sequence[Year], posts: object) -> list[str]:
    """Say what is wrong with years taken together, and with the budget that they are years of.

    Parameters
    ----------
    years
        In the order stated.
    posts
        The decision on posts of the scenario.
    """
    if not years:
        return []
    found = [
        f"{after.year} does not follow {before.year}; state every year once, in order"
        for before, after in pairwise(years)
        if after.begins != before.begins + 1
    ]
    unit = "wte" if getattr(posts, "wte", None) is not None else "gbp"
    if not hasattr(posts, "gbp"):
        found.append('years share out a budget; state [posts] choose = "budget" with wte or gbp')
        return found
    if getattr(posts, "places", None) == "bases":
        found += [
            f"{year.year} states clusters, and posts at bases belong to none; state [posts] places "
            '= "clusters" or "hubs", or leave it out'
            for year in years
            if year.clusters is not None
        ]
    found += [
        f"{year.year} states {other}, and [posts] a budget in {unit}; state one of them throughout"
        for year in years
        for other in ("wte", "gbp")
        if other != unit and getattr(year, other) is not None
    ]
    return found
