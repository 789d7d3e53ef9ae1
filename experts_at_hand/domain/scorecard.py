"""Measures of one run, each with its unit and the direction that is better."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from html import escape
from typing import TYPE_CHECKING, Literal

from experts_at_hand.errors import UnknownNameError

if TYPE_CHECKING:
    import pandas as pd

Better = Literal["higher", "lower"]

FEW = 5
"""Measures that a line names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """One figure of the scorecard.

    Parameters
    ----------
    metric
        Its name, small letters and underscores; a group follows after a colon, such as
        ``mean_access:phase=primary``.
    value
        In ``unit``; ``nan`` where it is undefined, such as a gap between fifths without counts.
    unit
        Such as ``share``, ``hours a year``, ``miles a year``, ``GBP a year``.
    better
        Which direction a commissioner wants.
    label
        The metric in plain words.
    """

    metric: str
    value: float
    unit: str
    better: Better
    label: str

    @property
    def base(self) -> str:
        """The metric without its group."""
        return self.metric.partition(":")[0]


@dataclass(frozen=True, kw_only=True)
class Scorecard:
    """Every measure of one run, in the order of reading.

    Examples
    --------
    >>> card = Scorecard(measures=(Measure(metric="lowest_access", value=0.4, unit="share",
    ...     better="higher", label="Lowest access"),))
    >>> card["lowest_access"].value
    0.4
    """

    measures: tuple[Measure, ...]

    def __post_init__(self) -> None:
        names = [measure.metric for measure in self.measures]
        if len(set(names)) < len(names):
            twice = next(name for name in names if names.count(name) > 1)
            raise ValueError(f"metric {twice!r} is measured twice")

    def __iter__(self) -> Iterator[Measure]:
        return iter(self.measures)

    def __len__(self) -> int:
        return len(self.measures)

    def __contains__(self, metric: object) -> bool:
        return metric in self._by_name

    def __getitem__(self, metric: str) -> Measure:
        if metric not in self._by_name:
            raise UnknownNameError("the scorecard", "metric", metric, self._by_name)
        return self._by_name[metric]

    def __repr__(self) -> str:
        return f"Scorecard of {len(self)} measures: {', '.join(list(self._by_name)[:FEW])}, ..."

    def _repr_html_(self) -> str:
        """Show every measure of the whole area."""
        rows = "".join(
            f"<tr><th scope='row'>{escape(m.label)}</th><td>{m.value:,.3g}</td>"
            f"<td>{escape(m.unit)}</td></tr>"
            for m in self.measures
            if m.base == m.metric
        )
        return f"<table><caption>Scorecard</caption>{rows}</table>"

    def to_frame(self) -> "pd.DataFrame":
        """Return the measures as a DataFrame: metric, value, unit, better, label."""
        import pandas as pd

        columns = ("metric", "value", "unit", "better", "label")
        return pd.DataFrame([{c: getattr(m, c) for c in columns} for m in self.measures])

    @cached_property
    def _by_name(self) -> dict[str, Measure]:
        return {measure.metric: measure for measure in self.measures}
