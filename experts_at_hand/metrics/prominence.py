"""Where a figure is shown: in a summary, in a comparison, in the report's second table, as an axis.

Each family of measures says it for its own, so that a new figure is one new file.
"""

from dataclasses import dataclass
from typing import Literal

from experts_at_hand.registry.protocols import METRICS

Shelf = Literal["summary", "headline", "further", "axis"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Prominence:
    """Where one metric is shown; each entry is its place in the order there, ``None`` for nowhere.

    Parameters
    ----------
    summary
        In the few lines about one run.
    headline
        In the short comparison.
    further
        In the report's second table.
    axis
        Among the figures on which a scenario may be beaten by no other (Pareto-best).
    by_profession
        Whether the short tables show it for each profession too.
    """

    summary: int | None = None
    headline: int | None = None
    further: int | None = None
    axis: int | None = None
    by_profession: bool = False

    def __str__(self) -> str:
        words = {
            "summary": self.summary,
            "headline": self.headline,
            "further": self.further,
            "Pareto axis": self.axis,
        }
        return ", ".join(word for word, place in words.items() if place is not None)


def prominences() -> dict[str, Prominence]:
    """Return the prominence of each metric that says one, by its name without a group."""
    return {
        metric: said
        for family in METRICS.parts.values()
        for metric, said in getattr(family, "prominence", {}).items()
    }


def shown(shelf: Shelf) -> tuple[str, ...]:
    """Return the metrics that are shown somewhere, in their order there.

    >>> shown("axis")
    ('lowest_access', 'share_of_need_met', 'travel_minutes_per_visit')
    """
    places = [(getattr(said, shelf), metric) for metric, said in prominences().items()]
    return tuple(metric for _, metric in sorted(p for p in places if p[0] is not None))


def by_profession(metric: str) -> bool:
    """Whether the short tables show a metric for each profession too."""
    said = prominences().get(metric)
    return said is not None and said.by_profession
