"""One page from a sweep: in how many areas a design is better, by how much, and where."""

import json
import math
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from experts_at_hand.comparison import Difference, figure
from experts_at_hand.metrics.prominence import shown
from experts_at_hand.report.templates import template
from experts_at_hand.sweep import OverAreas

if TYPE_CHECKING:
    import pandas as pd

INVENTED = "invented"
"""How the origin of an area begins that is not a real one."""


def write_over_areas(found: OverAreas, sweep: Path, stage: Path) -> None:
    """Write over-areas.html into a folder that is being made.

    Parameters
    ----------
    found
        What is reported.
    sweep
        The folder of the sweep, from which the areas' origins are read.
    stage
        Where it is put.
    """
    (stage / "over-areas.html").write_text(over_areas_html(found, sweep), encoding="utf-8")


def over_areas_html(found: OverAreas, sweep: Path) -> str:
    """Return the whole page.

    Parameters
    ----------
    found
        What is reported.
    sweep
        The folder of the sweep.
    """
    import pandas as pd

    areas = list(_areas(sweep))
    runs = pd.read_csv(sweep / "runs.csv", dtype=str, keep_default_na=False)
    called = dict(zip(runs["scenario"], runs["title"], strict=True))
    return str(
        template("over_areas.html.jinja").render(
            baseline=called.get(found.baseline, found.baseline),
            areas=areas,
            invented=sum(area["origin"].startswith(INVENTED) for area in areas),
            missing=list(_missing(runs)),
            designs=list(_designs(found, called)),
            tables=list(_tables(found)),
        )
    )


def _areas(sweep: Path) -> Iterator[Mapping[str, Any]]:
    """Yield what the areas are, from one plan of each."""
    for folder in sorted(p for p in (sweep / "runs").iterdir() if p.is_dir()):
        plan = next(iter(sorted(folder.glob("*/plan.json"))), None)
        if plan is not None:
            said: Mapping[str, Any] = json.loads(plan.read_text("utf-8"))["area"]
            yield {**said, "called": folder.name}


def _missing(runs: "pd.DataFrame") -> Iterator[tuple[str, list[str], str]]:
    """Yield the runs that failed, area by area: titles of those with one reason, and the reason."""
    failed = runs[runs["state"] == "failed"]
    for named, group in failed.groupby(["area", "reason"], sort=False):
        area, reason = map(str, cast("tuple[str, str]", named))
        yield area, list(map(str, group["title"])), " ".join(reason.split())


def _designs(found: OverAreas, called: Mapping[str, str]) -> Iterator[Mapping[str, Any]]:
    """Yield a table for each design: the figures that say most."""
    summary = found.summary
    for scenario in dict.fromkeys(summary["scenario"]):
        own = summary[summary["scenario"] == scenario]
        rows = [
            _row(own[own["metric"] == metric].iloc[0])
            for metric in shown("headline")
            if (own["metric"] == metric).any()
        ]
        first = own.iloc[0]
        baseline = called.get(str(first["baseline"]), first["baseline"])
        yield {"title": first["title"], "baseline": baseline, "rows": rows}


def _row(row: "pd.Series") -> Mapping[str, Any]:
    unit = str(row["unit"])
    return {
        "label": row["label"],
        "unit": "points of a hundred" if unit == "share" else unit,
        "better": row["better"],
        "same": row["same"],
        "worse": row["worse"],
        "not_judged": row["other circumstances"] + row["not comparable"],
        "middle": _signed(row["median_difference"], unit),
        "least": _signed(row["least_difference"], unit),
        "least_in": row["least_in"] or "",
        "most": _signed(row["most_difference"], unit),
        "most_in": row["most_in"] or "",
    }


def _signed(difference: float | None, unit: str) -> str:
    """Write a difference with its sign; what would be shown as nothing has none."""
    if difference is None or math.isnan(difference):
        return "-"
    shown_as = f"{100 * abs(difference):,.1f}" if unit == "share" else figure(abs(difference), unit)
    if not float(shown_as.replace(",", "")):
        return shown_as
    return f"{'+' if difference > 0 else '-'}{shown_as}"


def _tables(found: OverAreas) -> Iterator[Mapping[str, Any]]:
    """Yield a table for each figure that says most: a row an area, a column a design."""
    rows = found.by_area
    titles = dict(zip(rows["scenario"], rows["title"], strict=True))
    for metric in shown("headline"):
        own = rows[rows["metric"] == metric]
        if own.empty:
            continue
        cells = {(cell["area"], cell["scenario"]): _cell(cell) for _, cell in own.iterrows()}
        yield {
            "label": own["label"].iloc[0],
            "unit": own["unit"].iloc[0],
            "titles": list(titles.values()),
            "rows": [
                (area, [cells.get((area, scenario)) for scenario in titles])
                for area in dict.fromkeys(own["area"])
            ],
        }


def _cell(row: "pd.Series") -> Difference:
    return Difference(
        metric=str(row["metric"]),
        label=str(row["label"]),
        unit=str(row["unit"]),
        better=row["better"],
        scenario=str(row["scenario"]),
        value=cast("float", row["value"]),
        difference=cast("float", row["difference"]),
        verdict=row["verdict"],
    )
