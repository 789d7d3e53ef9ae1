"""Who is reached when: clusters add up to the area, year by year."""

import csv
from pathlib import Path

import numpy as np
import openpyxl
import pytest

from experts_at_hand.cli import main
from experts_at_hand.posts.cluster_years import cluster_years
from tests.posts.test_first_clusters import TEAMS, first
from tests.posts.test_years import file, planned

pytestmark = pytest.mark.solver


def test_the_table_adds_up_to_the_plan(tmp_path: Path) -> None:
    """Hours of clusters are those of the area, and posts at hubs all further posts."""
    found = planned(tmp_path, first("2026/27", "1") + first("2027/28", "2", wte=0.4), TEAMS)
    for plan in found.years:
        rows = list(cluster_years(plan))
        hours = plan.outcome.allocation
        assert sum(row.settings for row in rows) == len(hours.setting_ids)
        assert sum(row.need_hours for row in rows) == pytest.approx(hours.need_hours.sum())
        assert sum(row.met * row.need_hours for row in rows) == pytest.approx(
            hours.allocated_hours.sum()
        )
        assert sum(row.further_wte for row in rows) == pytest.approx(plan.wte)
        assert min(row.lowest_access for row in rows) == pytest.approx(np.nanmin(hours.access))


def test_the_command_says_who_is_reached_when(tmp_path: Path) -> None:
    years = first("2026/27", "1") + first("2027/28", "2", wte=0.4)
    out = tmp_path / "out"
    assert main(["years", str(file(tmp_path, years, TEAMS)), "-o", str(out), "-q"]) == 0
    with (out / "years_clusters.csv").open(encoding="utf-8-sig") as table:
        rows = list(csv.DictReader(table))
    assert [row["year"] for row in rows] == ["2026/27", "2026/27", "2027/28", "2027/28"]
    further = [float(row["further_wte"]) for row in rows]
    assert sorted(further[:2]) == pytest.approx([0.0, 0.2])
    assert further[2:] == pytest.approx([0.2, 0.2])
    assert "Who is reached when" in (out / "years.html").read_text("utf-8")
    sheet = openpyxl.load_workbook(out / "plan.xlsx")["Clusters by year"]
    shown = [row for row in sheet.values if row[0] in {"2026/27", "2027/28"}]
    assert [row[-1] for row in shown] == pytest.approx(further)
    assert main(["years", str(file(tmp_path, years, TEAMS)), "-o", str(out), "-q"]) == 0
