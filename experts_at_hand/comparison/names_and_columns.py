"""What a comparison is asked by: names that can be told apart, and columns that there are."""

import unicodedata
from collections.abc import Sequence

from experts_at_hand.domain.local_area import LocalArea
from experts_at_hand.errors import ScenarioError, nearest


def check_names(names: Sequence[str], *, baseline: str | None = None) -> None:
    """Refuse names of scenarios that cannot be told apart, before any is run.

    Raises
    ------
    ScenarioError
        If there is none, two have one name, or none is called as the baseline is.
    """
    if not names:
        raise ScenarioError("the comparison", ["there is nothing to compare; name scenarios"])
    alike: dict[str, list[str]] = {}
    for name in names:
        alike.setdefault(unicodedata.normalize("NFC", name).casefold(), []).append(name)
    problems = [
        f"{len(same)} scenarios are called {same[0]!r}; rename all but one of the files"
        if len(set(same)) == 1
        else f"scenarios are called {' and '.join(map(repr, same))}, one name on Windows and "
        "macOS; rename all but one of the files"
        for same in alike.values()
        if len(same) > 1
    ]
    if baseline is not None and baseline not in names:
        problems.append(f"no scenario is called {baseline!r}; {nearest(baseline, names)}")
    if problems:
        raise ScenarioError("the comparison", problems)


def check_columns(areas: Sequence[LocalArea], group_by: Sequence[str]) -> None:
    """Refuse columns that no settings have."""
    there = sorted({name for area in areas for s in area.settings for name in s.groups})
    problems = [
        f"the settings have no column {name!r} to group by; {nearest(name, there)}"
        for name in group_by
        if name not in there
    ]
    if problems:
        raise ScenarioError("the comparison", problems)
