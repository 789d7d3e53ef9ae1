"""One scenario's plan, measured, with its provenance: what a run returns."""

from dataclasses import dataclass
from functools import cached_property
from html import escape
from typing import TYPE_CHECKING

from experts_at_hand.domain.allocation import Allocation
from experts_at_hand.domain.clusters import Clustering
from experts_at_hand.domain.continuity import ContinuityDecision
from experts_at_hand.domain.local_area import LocalArea
from experts_at_hand.domain.plausibility import travel_doubts
from experts_at_hand.domain.posts import PostDecision
from experts_at_hand.domain.scorecard import Measure, Scorecard
from experts_at_hand.domain.travel_matrix import TravelMatrix
from experts_at_hand.metrics.prominence import by_profession, shown
from experts_at_hand.provenance import Provenance
from experts_at_hand.scenario import Scenario

if TYPE_CHECKING:
    from experts_at_hand.report.plot import Picture


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """One scenario's plan, measured, with its provenance.

    Parameters
    ----------
    scenario
        What was asked.
    area
        Settings and teams after the scenario's what-ifs.
    travel, clustering
        Minutes and miles, and the clusters.
    allocation
        Hours of each team at each setting.
    scorecard
        Every measure.
    provenance
        Hashes, versions, parameters, times.
    posts
        The posts that were decided on, where the scenario asked for that; their teams are among
        those of the area.
    continuity
        The teams that were named for each setting, where the scenario asked for that.
    """

    scenario: Scenario
    area: LocalArea
    travel: TravelMatrix
    clustering: Clustering
    allocation: Allocation
    scorecard: Scorecard
    provenance: Provenance
    posts: PostDecision | None = None
    continuity: ContinuityDecision | None = None

    @cached_property
    def found_since(self) -> dict[str, object]:
        """What was worked out from it later, by name: page and workbook ask for the same."""
        return {}

    @property
    def name(self) -> str:
        """The scenario's short name."""
        return self.scenario.name

    @property
    def title(self) -> str:
        """The scenario's title."""
        return self.scenario.title

    @cached_property
    def doubts(self) -> tuple[str, ...]:
        """What is possible but looks wrong: data first, then travel, then clusters."""
        return (
            *self.area.doubts,
            *travel_doubts(self.area, self.travel),
            *self.clustering.doubts,
            *self.allocation.doubts,
        )

    def headlines(self) -> list[tuple[str, str]]:
        """Return the few figures that say most, as (label, value with unit)."""
        shown = headline_measures(self.scorecard)
        return [(m.label, f"{m.value:,.3g} {m.unit}") for m in shown]

    def plot(self) -> "Picture":
        """Return the report's own map of the plan: shown by a notebook, kept by ``save``."""
        from experts_at_hand.report.plot import plot

        return plot(self)

    def plot_map(self) -> "Picture":
        """Return the same as `plot`."""
        return self.plot()

    def plot_access(self, profession: str | None = None) -> "Picture":
        """Return the report's strip of access: a dot for each setting.

        Parameters
        ----------
        profession
            One word, such as ``salt``; the first that is planned unless stated.
        """
        from experts_at_hand.report.plot import plot_access

        return plot_access([self], profession)

    def __repr__(self) -> str:
        lines = [f"Outcome {self.name!r}: {self.title}"]
        lines += [f"  {label}: {value}" for label, value in self.headlines()]
        lines += [f"  {s.objective}: {s.words}" for s in self.allocation.objectives]
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        rows = "".join(
            f"<tr><th scope='row'>{escape(label)}</th><td>{escape(value)}</td></tr>"
            for label, value in self.headlines()
        )
        table = f"<table><caption>{escape(self.title)}</caption>{rows}</table>"
        return f"{table}{self.plot().svg}"


def headline_measures(card: Scorecard) -> list[Measure]:
    """Return the few measures that say most, in the order of reading."""
    wanted: list[str] = []
    for metric in shown("summary"):
        wanted.append(metric)
        each = [m.metric for m in card if m.metric.startswith(f"{metric}:profession=")]
        if by_profession(metric) and len(each) > 1:  # of one profession it is the same again
            wanted += each
    return [card[metric] for metric in wanted if metric in card]
