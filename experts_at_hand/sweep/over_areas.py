"""Designs against each other in many areas: in how many a figure is better, and by how much.

Like with like holds here too: a run is judged against that of the baseline in the same area, with
the same values, and only where settings, staff, need and working year are the same.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from experts_at_hand.comparison import figure
from experts_at_hand.comparison.differences import verdict
from experts_at_hand.domain.scorecard import Better
from experts_at_hand.errors import DataError, UnknownNameError
from experts_at_hand.metrics.prominence import shown
from experts_at_hand.sweep.dataset import FIXED_COLUMNS, read_sweep

if TYPE_CHECKING:
    import pandas as pd

VERDICTS = ("better", "same", "worse", "other circumstances", "not comparable")


@dataclass(frozen=True, kw_only=True, eq=False)
class OverAreas:
    """A sweep's scenarios against one of them.

    Parameters
    ----------
    baseline
        The design, or the one scenario, that others are set against.
    by_area
        A row an area, scenario and metric: value, that of the baseline, difference, verdict.
    """

    baseline: str
    by_area: "pd.DataFrame"

    @property
    def summary(self) -> "pd.DataFrame":
        """A row a scenario and metric: in how many areas it is better, and by how much."""
        import pandas as pd

        rows = []
        keys = ["scenario", "title", "baseline", "metric", "label", "unit"]
        for named, group in self.by_area.groupby(keys, sort=False):
            judged = group[group["verdict"].isin(["better", "same", "worse"])]
            counts = {word: int((group["verdict"] == word).sum()) for word in VERDICTS}
            row = dict(zip(keys, named, strict=True))
            row |= {"areas": len(group), **counts}
            rows.append(row | _spread(judged))
        return pd.DataFrame(rows)

    def __repr__(self) -> str:
        areas = self.by_area["area"].nunique()
        lines = [f"{areas:,} areas, each design against {self.baseline}"]
        table = self.summary
        for title, baseline, scenario in dict.fromkeys(
            zip(table["title"], table["baseline"], table["scenario"], strict=True)
        ):
            against = "" if baseline == self.baseline else f", against {baseline}"
            lines.append(f"{title}{against}")
            for metric in shown("headline"):
                found = table[(table["scenario"] == scenario) & (table["metric"] == metric)]
                if len(found):
                    lines.append(f"  {_in_words(found.iloc[0])}")
        return "\n".join(lines)


def _spread(judged: "pd.DataFrame") -> dict[str, object]:
    """Return the middle of the differences, the least and the most, and where these are."""
    known = judged[judged["difference"].notna()].sort_values("difference", kind="stable")
    middle = known["difference"].median() if len(known) else None
    row: dict[str, object] = {"median_difference": middle}
    for word, at in (("least", 0), ("most", -1)):
        row[f"{word}_difference"] = known["difference"].iloc[at] if len(known) else None
        row[f"{word}_in"] = known["area"].iloc[at] if len(known) else None
    return row


def _in_words(row: "pd.Series") -> str:
    """Say of one figure in how many areas it is better, and by how much."""
    said = [f"{row[word]:,} {word}" for word in VERDICTS if row[word]]
    text = f"{row['label']}: {', '.join(said)}"
    middle = row["median_difference"]
    judged = row["better"] + row["worse"]
    if not judged or middle is None or middle != middle:  # noqa: PLR0124 - nan
        return text
    return (
        f"{text}; {_signed(middle, row['unit'])} in the middle, from "
        f"{_signed(row['least_difference'], row['unit'])} ({row['least_in']}) to "
        f"{_signed(row['most_difference'], row['unit'])} ({row['most_in']})"
    )


def _signed(difference: float, unit: str) -> str:
    if unit == "share":
        return f"{100 * difference:+,.1f} points"
    sign = "+" if difference > 0 else "-" if difference < 0 else ""
    return f"{sign}{figure(abs(difference), unit)} {unit}"


def over_areas(folder: str | Path, *, baseline: str | None = None) -> OverAreas:
    """Set the scenarios of a sweep against one of them, area by area.

    Parameters
    ----------
    folder
        Of the sweep.
    baseline
        A design, whose run with the same values is the one that counts; or one scenario, for all.
        The first design of the grid unless stated.

    Raises
    ------
    DataError
        If the folder holds no sweep, nothing to compare, or several runs of the baseline's design
        with the same values.
    UnknownNameError
        If no design or scenario has that name.
    """
    table = read_sweep(folder)
    runs = _runs(Path(folder), table)
    against = _against(str(folder), runs, baseline)
    if not against:
        raise DataError(str(folder), ["holds one design only: there is nothing to compare"])
    table["baseline"] = table["scenario"].map(against)
    rows = table[table["baseline"].notna()].merge(
        table[["area", "scenario", "metric", "value", "circumstances"]],
        left_on=["area", "baseline", "metric"],
        right_on=["area", "scenario", "metric"],
        how="left",
        suffixes=("", "_of_baseline"),
    )
    rows["difference"] = rows["value"] - rows["value_of_baseline"]
    rows["verdict"] = [
        _verdict(*row)
        for row in zip(
            rows["value"], rows["value_of_baseline"], rows["better"], rows["circumstances"],
            rows["circumstances_of_baseline"], strict=True,
        )
    ]  # fmt: skip
    titles = dict(zip(runs["scenario"], runs["title"], strict=True))
    rows["title"] = rows["scenario"].map(titles)
    order = {name: at for at, name in enumerate(titles)}
    rows = rows.sort_values("scenario", key=lambda column: column.map(order), kind="stable")
    columns = [
        "area", "scenario", "title", "baseline", "metric", "label", "unit", "better", "value",
        "value_of_baseline", "difference", "verdict",
    ]  # fmt: skip
    said = baseline or str(runs["design"].iloc[0])
    return OverAreas(baseline=said, by_area=rows[columns].reset_index(drop=True))


def _runs(folder: Path, table: "pd.DataFrame") -> "pd.DataFrame":
    """Return a row a scenario: its design, title and values, in the order of the grid."""
    import pandas as pd

    runs = pd.read_csv(folder / "runs.csv", dtype=str, keep_default_na=False)
    runs = runs[runs["scenario"].isin(set(table["scenario"]))]
    return runs.drop_duplicates("scenario").reset_index(drop=True)


def _against(where: str, runs: "pd.DataFrame", baseline: str | None) -> Mapping[str, str]:
    """Return which scenario each is set against: of the baseline's design, with the same values."""
    names = list(runs["scenario"])
    design = str(runs["design"].iloc[0]) if baseline is None else baseline
    if design in names and design not in set(runs["design"]):
        return {name: design for name in names if name != design}
    if design not in set(runs["design"]):
        raise UnknownNameError(where, "design", design, [*dict.fromkeys(runs["design"]), *names])
    keys = [c for c in runs.columns if c not in FIXED_COLUMNS]
    bases = runs[runs["design"] == design]
    found: dict[str, str] = {}
    problems = []
    for _, run in runs[runs["design"] != design].iterrows():
        alike = [
            str(base["scenario"])
            for _, base in bases.iterrows()
            if all(base[key] in {"", run[key]} for key in keys)
        ]
        if len(alike) == 1:
            found[str(run["scenario"])] = alike[0]
        else:
            problems.append(
                f"{len(alike)} runs of {design} have the values of {run['scenario']}; name one "
                "scenario as the baseline"
            )
    if problems:
        raise DataError(where, problems)
    return found


def _verdict(value: float, before: float, better: Better, here: str, there: object) -> str:
    if not isinstance(there, str):  # the baseline has no result in this area
        return "not comparable"
    return "other circumstances" if here != there else verdict(value, before, better)
