"""Outcomes against a baseline: what differs, in which direction, and which are Pareto-best."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from html import escape
from typing import TYPE_CHECKING, Any

from experts_at_hand.comparison.circumstances import (
    OTHER_NEED,
    OTHER_PROFESSIONS,
    OTHER_SETTINGS,
    other_circumstances,
)
from experts_at_hand.comparison.differences import (
    SAME,
    Difference,
    Verdict,
    figure,
    in_words,
    verdict,
)
from experts_at_hand.comparison.evenness import need_from_mean
from experts_at_hand.comparison.gains import Gains
from experts_at_hand.comparison.likeness import moved_settings
from experts_at_hand.comparison.names_and_columns import check_columns, check_names
from experts_at_hand.comparison.pareto import dominates
from experts_at_hand.domain.scorecard import Better, Measure
from experts_at_hand.errors import ScenarioError, UnknownNameError
from experts_at_hand.metrics.prominence import by_profession, shown
from experts_at_hand.pipeline import Outcome
from experts_at_hand.scenario import clusters_matter

if TYPE_CHECKING:
    import pandas as pd

    from experts_at_hand.report.plot import Picture


AXES = (
    "the lowest access, the need met, the travel a visit and, among clusters, their evenness and "
    "the settings that stay where they are"
)
"""What designs are judged by together, in words."""


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """Several outcomes side by side.

    Parameters
    ----------
    outcomes
        The baseline first.
    group_by
        Columns of settings by which gains and losses are shown, beside phase, fifth and cluster.
    """

    outcomes: tuple[Outcome, ...]
    group_by: tuple[str, ...] = ()

    @property
    def baseline(self) -> str:
        """Name of the scenario that the others are set against."""
        return self.outcomes[0].name

    @property
    def names(self) -> tuple[str, ...]:
        """Names of all scenarios, the baseline first."""
        return tuple(outcome.name for outcome in self.outcomes)

    def __getitem__(self, name: str) -> Outcome:
        for outcome in self.outcomes:
            if outcome.name == name:
                return outcome
        raise UnknownNameError("the comparison", "scenario", name, self.names)

    @property
    def metrics(self) -> tuple[str, ...]:
        """Every metric that can be compared, in the order of reading.

        Figures by cluster are left out: cluster C1 of one scenario is another than C1 of the next.
        """
        seen = {m.metric: None for outcome in self.outcomes for m in outcome.scorecard}
        return tuple(metric for metric in seen if ":cluster=" not in metric)

    def row(self, metric: str) -> tuple[Difference, ...]:
        """Return one metric for every scenario, the baseline first."""
        if not any(metric in outcome.scorecard for outcome in self.outcomes):
            raise UnknownNameError("the comparison", "metric", metric, self.metrics)
        base = _measure(self.outcomes[0], metric)
        known = base or next(m for o in self.outcomes if (m := _measure(o, metric)))
        row = []
        for outcome in self.outcomes:
            found = _measure(outcome, metric)
            value = found.value if found else math.nan
            before = base.value if base else math.nan
            row.append(
                Difference(
                    metric=metric,
                    label=known.label,
                    unit=known.unit,
                    better=known.better,
                    scenario=outcome.name,
                    value=value,
                    difference=0.0 if value == before else value - before,
                    verdict=self._verdict(outcome, value, before, known.better),
                )
            )
        return tuple(row)

    def _verdict(self, outcome: Outcome, value: float, before: float, better: Better) -> Verdict:
        """Judge a figure of a design; what other circumstances bring is no merit and no fault."""
        said = verdict(value, before, better)
        if said in {"better", "worse"} and self.circumstances[outcome.name]:
            return "other circumstances"
        return said

    @cached_property
    def circumstances(self) -> Mapping[str, tuple[str, ...]]:
        """What of staff, need, settings and year is not the baseline's, by scenario."""
        return {o.name: other_circumstances(o, self.outcomes[0]) for o in self.outcomes}

    @property
    def designs(self) -> tuple[Outcome, ...]:
        """The baseline and every scenario with its staff, need, settings and year."""
        return tuple(o for o in self.outcomes if not self.circumstances[o.name])

    @property
    def headlines(self) -> tuple[tuple[Difference, ...], ...]:
        """The few metrics that say most, a row each."""
        metrics = self.metrics
        wanted = [
            metric
            for headline in shown("headline")
            for metric in metrics
            if metric == headline
            or (by_profession(headline) and metric.startswith(f"{headline}:profession="))
        ]
        return tuple(self.row(metric) for metric in wanted)

    @property
    def pareto_best(self) -> tuple[str, ...]:
        """Names of the designs that no other design beats on every Pareto axis at once.

        A choice is made on fairness, how much is met, what a visit costs on the road, how even the
        clusters are, and how many settings they take from where they are in the baseline's. All
        travel together would count it a merit to visit less.
        """
        points = {outcome.name: self._point(outcome) for outcome in self.designs}
        return tuple(
            name
            for name, own in points.items()
            if not any(dominates(point, own) for other, point in points.items() if other != name)
        )

    def gains(self, name: str) -> Gains:
        """Return who gains and who loses by a scenario, setting by setting, over the baseline."""
        return Gains(self.outcomes[0], self[name])

    def _point(self, outcome: Outcome) -> tuple[float, ...]:
        """Place an outcome on the Pareto axes, every figure turned so that more is better."""
        measures = [outcome.scorecard[metric] for metric in shown("axis")]
        clusters, today = outcome.clustering, self.outcomes[0].clustering
        clustered = len(clusters) > 1
        uneven = max(abs(share) for share in need_from_mean(outcome))
        moved = moved_settings(today, clusters) if clustered and len(today) > 1 else math.nan
        return (
            *(m.value if m.better == "higher" else -m.value for m in measures),
            -uneven if clustered else math.nan,
            -float(moved),
        )

    def to_frame(self) -> "pd.DataFrame":
        """Return every metric of every scenario as a DataFrame, a row a metric.

        Columns: metric, label, unit, better, and a column a scenario, the baseline first.
        """
        import pandas as pd

        rows = []
        for metric in self.metrics:
            row = self.row(metric)
            known = {name: getattr(row[0], name) for name in ("metric", "label", "unit", "better")}
            rows.append(known | {cell.scenario: cell.value for cell in row})
        return pd.DataFrame(rows)

    def changes(self, name: str) -> dict[str, tuple[Any, Any]]:
        """Return what a scenario states otherwise than the baseline, as (baseline's, its own)."""
        before = _flat(self.outcomes[0].provenance.scenario)
        after = _flat(self[name].provenance.scenario)
        keys = [key for key in {**before, **after} if key not in {"title", "description"}]
        return {
            key: (before.get(key), after.get(key))
            for key in keys
            if before.get(key) != after.get(key)
        }

    @property
    def notes(self) -> tuple[str, ...]:
        """What makes scenarios hard to compare: other settings, other need."""
        base = self.outcomes[0]
        notes = []
        for other in self.outcomes[1:]:
            differs = self.circumstances[other.name]
            if OTHER_SETTINGS in differs:
                notes.append(f"“{other.title}” plans for other settings than “{base.title}”")
            elif OTHER_PROFESSIONS in differs:
                notes.append(f"“{other.title}” plans for other professions than “{base.title}”")
            elif OTHER_NEED in differs:
                notes.append(
                    f"“{other.title}” measures access against another need than "
                    f"“{base.title}”: "
                    "shares of need do not compare"
                )
        idle = [o.title for o in self.outcomes if not clusters_matter(o.scenario)]
        if idle:
            notes.append(
                f"the clusters of {', '.join(f'“{title}”' for title in idle)} change no figure: "
                "the days there do not depend on clusters and no rule ties teams to them"
            )
        return tuple(notes)

    def plot_access(self, profession: str | None = None) -> "Picture":
        """Return the report's strips of access: a row a scenario, a dot a setting.

        Parameters
        ----------
        profession
            One word, such as ``salt``; the first that is planned unless stated.
        """
        from experts_at_hand.report.plot import plot_access

        return plot_access(self.outcomes, profession)

    def __repr__(self) -> str:
        lines = [f"Comparison with {self.baseline!r}: {self.outcomes[0].title}"]
        for row in self.headlines:
            lines.append(f"{row[0].label} ({row[0].unit}, {row[0].better} is better)")
            width = max(len(cell.scenario) for cell in row)
            lines += [f"  {c.scenario:<{width}}  {in_words(c)}{self._bounds(c)}" for c in row]
        if len(self.designs) > 1:
            best = ", ".join(f"“{self[name].title}”" for name in self.pareto_best)
            lines.append(
                f"With the same staff and need, beaten by no other on {AXES} together: {best}"
            )
        for other in self.outcomes[1:]:
            all_ = self.gains(other.name).whole
            lines.append(
                f"“{other.title}” against “{self.outcomes[0].title}”: {all_.gaining} settings gain "
                f"hours, {all_.losing} lose"
            )
        lines += [
            f"Not judged, for its circumstances are others: “{self[name].title}” "
            f"({', '.join(what)})"
            for name, what in self.circumstances.items()
            if what
        ]
        return "\n".join(lines)

    def travel_bounds(self, name: str) -> tuple[float, float]:
        """Return hours of travel of the same plan if days fell best, and worst.

        Under a perfect planner, and with every visit its own trip. The pattern of days that a
        scenario plans with is an assumption, mostly between the two: a day among places far apart
        can take longer than a trip to each.
        """
        card = self[name].scorecard
        return card["travel_hours_if_planned"].value, card["travel_hours_if_return"].value

    def bounds_in_words(self, name: str) -> str:
        """Say between what the travel of a scenario may lie."""
        bounds = self.travel_bounds(name)
        least, most = (figure(hours, "hours a year") for hours in bounds)
        said = f"{least} by a perfect planner, {most} if every visit were its own trip"
        if self[name].scorecard["travel_hours"].value > bounds[1] * (1 + SAME):
            said += "; its days take longer than that: they join places that lie far apart"
        return said

    def _bounds(self, cell: Difference) -> str:
        said = cell.metric == "travel_hours" and not math.isnan(cell.value)
        return f" ({self.bounds_in_words(cell.scenario)})" if said else ""

    def _repr_html_(self) -> str:
        head = "".join(f"<th scope='col'>{escape(name)}</th>" for name in self.names)
        body = "".join(
            f"<tr><th scope='row'>{escape(row[0].label)} ({escape(row[0].unit)})</th>"
            + "".join(f"<td>{escape(in_words(c) + self._bounds(c))}</td>" for c in row)
            + "</tr>"
            for row in self.headlines
        )
        caption = f"<caption>Against {escape(self.baseline)}</caption>"
        return f"<table>{caption}<tr><td></td>{head}</tr>{body}</table>"


def compare(
    outcomes: Sequence[Outcome], *, baseline: str | None = None, group_by: Sequence[str] = ()
) -> Comparison:
    """Set outcomes against a baseline.

    Parameters
    ----------
    outcomes
        One or more, each with a name of its own.
    baseline
        Name of the one that the others are set against; the first unless stated.
    group_by
        Further columns of settings, such as ward or trust, by which gains and losses are shown.

    Raises
    ------
    ScenarioError
        If there is none, two have one name, none is called as the baseline is, or the settings
        have no such column.
    """
    given: Sequence[object] = outcomes
    strange = [other for other in given if not isinstance(other, Outcome)]
    if strange:
        raise ScenarioError(
            "the comparison",
            [f"found {other!r}; hand in outcomes, as eah.run returns them" for other in strange],
        )
    names = [outcome.name for outcome in outcomes]
    check_names(names, baseline=baseline)
    first = names.index(baseline) if baseline is not None else 0
    check_columns([outcome.area for outcome in outcomes], group_by)
    return Comparison(
        outcomes=(outcomes[first], *outcomes[:first], *outcomes[first + 1 :]),
        group_by=tuple(group_by),
    )


def _measure(outcome: Outcome, metric: str) -> Measure | None:
    card = outcome.scorecard
    return card[metric] if metric in card else None  # noqa: SIM401 - a scorecard is no dict


def _flat(values: Mapping[str, Any], before: str = "") -> dict[str, Any]:
    """Return nested tables as one, its keys joined by dots."""
    flat: dict[str, Any] = {}
    for key, value in values.items():
        if isinstance(value, Mapping):
            flat |= _flat(value, f"{before}{key}.")
        else:
            flat[before + key] = value
    return flat
