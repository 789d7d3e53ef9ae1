"""Who gains and who loses, as the report shows it: counts, groups, and the ten largest each way."""

from collections.abc import Iterator, Mapping
from typing import Any

from experts_at_hand.comparison import GROUPINGS, Change, Comparison, Gains
from experts_at_hand.comparison.gains import SHOWN_HOURS
from experts_at_hand.report.change_map import change_map

LARGEST = 10
"""So many of the largest gains, and losses, are listed."""

TIED = 0.05
"""Hours a year between gains that are one to a reader, who sees a tenth of an hour."""

CAPTIONS = {
    "phase": "By phase",
    "deprivation_fifth": "By deprivation fifth",
    "cluster": "By cluster",
}


def gains_section(comparison: Comparison, name: str) -> Mapping[str, Any]:
    """Return what the page says of who gains and who loses by one scenario.

    Parameters
    ----------
    comparison
        What is reported.
    name
        Of the scenario that is set against the baseline.
    """
    gains = comparison.gains(name)
    groups = list(_groups(gains, comparison.group_by))
    largest = list(_largest(gains))
    whole = gains.whole
    return {
        "title": comparison[name].title,
        "whole": whole,
        "unchanged": whole.settings - whole.gaining - whole.losing,
        "sentence": in_words(gains),
        "map": change_map(gains),
        "tables": [*groups, *largest],
        "groups": len(groups),
    }


def _groups(gains: Gains, further: tuple[str, ...]) -> Iterator[tuple[str, tuple[Change, ...]]]:
    for grouping in (*GROUPINGS, *further):
        changes = gains.by(grouping)
        if len(changes) > 1:
            yield CAPTIONS.get(grouping, f"By {grouping.replace('_', ' ')}"), changes


def _largest(gains: Gains) -> Iterator[tuple[str, list[Change]]]:
    every = gains.by_setting
    gaining = [change for change in every if change.gain >= SHOWN_HOURS]
    losing = [change for change in reversed(every) if change.gain <= -SHOWN_HOURS]
    for word, found in (("gains", gaining), ("losses", losing)):
        if found:
            yield f"Largest {word}{_ties(found)}", found[:LARGEST]


def _ties(found: list[Change]) -> str:
    """Say how many more change as much as the last that is listed; else nothing."""
    last = found[:LARGEST][-1].gain
    further = sum(abs(change.gain - last) < TIED for change in found[LARGEST:])
    if not further:
        return ""
    others = "1 setting more changes" if further == 1 else f"{further} settings more change"
    return f" ({others} as much as the last listed)"


def in_words(gains: Gains) -> str:
    """Say how many hours go from whom to whom."""
    every, whole = gains.by_setting, gains.whole
    up = sum(change.gain for change in every if change.gain >= SHOWN_HOURS)
    down = -sum(change.gain for change in every if change.gain <= -SHOWN_HOURS)
    said = (
        f"{_settings(whole.gaining)} {up:,.0f} hours a year in all, "
        f"{_settings(whole.losing, loses=True)} {down:,.0f}"
    )
    if whole.gaining:
        said += f"; most is gained by {every[0].label}, {every[0].gain:+,.1f}"
    if whole.losing:
        said += f"; most is lost by {every[-1].label}, {every[-1].gain:+,.1f}"
    return f"{said}."


def _settings(count: int, *, loses: bool = False) -> str:
    verb = ("loses" if count == 1 else "lose") if loses else ("gains" if count == 1 else "gain")
    return f"{count} {'setting' if count == 1 else 'settings'} {verb}"
