"""The tables of a comparison's folder, read back: what words are held against."""

import csv
import json
import math
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

NUMBER = r"-?[\d,]*\.?\d+"
SHOWN = 0.05


@dataclass(frozen=True)
class Tables:
    """What a comparison's folder says, by title."""

    folder: Path
    names: Mapping[str, str]
    base: str

    def figure(self, title: str, metric: str) -> float:
        """Return a figure of scorecard.csv, ``nan`` where it is not there."""
        for row in self.rows(self.names[title], "scorecard"):
            if row["metric"] == metric:
                return float(row["value"] or "nan")
        return math.nan

    def rows(self, name: str, table: str) -> list[dict[str, str]]:
        """Return the rows of one of a scenario's tables."""
        with (self.folder / name / f"{table}.csv").open(encoding="utf-8-sig", newline="") as file:
            return list(csv.DictReader(file))

    def plan(self, title: str) -> Any:  # noqa: ANN401 - whatever stands in the file
        """Return a scenario's plan.json."""
        return json.loads((self.folder / self.names[title] / "plan.json").read_text("utf-8"))

    def access(self, title: str) -> dict[tuple[str, str], float]:
        """Return access by setting and profession, where anything is needed."""
        return {
            (row["setting_id"], row["profession"]): float(row["access"])
            for row in self.rows(self.names[title], "access")
            if row["access"]
        }

    def gains(self, title: str) -> dict[str, float]:
        """Return hours more than under the baseline, by setting, of changes.csv."""
        with (self.folder / "changes.csv").open(encoding="utf-8-sig", newline="") as file:
            found: dict[str, float] = defaultdict(float)
            for row in csv.DictReader(file):
                if row["scenario"] == self.names[title]:
                    found[row["setting_id"]] += float(row["hours_after"]) - float(
                        row["hours_before"]
                    )
        return found


def close(said: str, figure: float) -> bool:
    """Whether a number is the figure as far as it is shown: three figures, or whole thousands."""
    value = float(said.replace(",", "").rstrip("%"))
    return abs(value - figure) <= max(0.0051 * abs(figure), 0.00051) + 1e-6


def near(said: str, figure: float) -> bool:
    """Whether a whole number is the figure, rounded."""
    return abs(float(said.replace(",", "")) - figure) <= 0.51


def share(said: str, figure: float) -> bool:
    """Whether a percentage with one digit is the share."""
    return abs(float(said.rstrip("%")) - 100 * figure) <= SHOWN + 1e-6


def gaining(gains: Mapping[str, float]) -> tuple[int, int]:
    """Return how many settings gain and lose, where their hours change by what is shown."""
    return sum(g >= SHOWN - 1e-5 for g in gains.values()), sum(
        g <= -SHOWN + 1e-5 for g in gains.values()
    )
