"""Years as tables, page and workbook, for people and for a machine."""

import csv
import json
from pathlib import Path

import openpyxl
import pytest

from experts_at_hand.cli import main
from tests.posts.test_years import file, year

pytestmark = pytest.mark.solver


def test_the_command_writes_all_of_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A folder a year, the table, the page and the workbook; for a machine the same figures."""
    path = file(tmp_path, year("2027/28") + year("2028/29", wte=0.4))
    out = tmp_path / "out"
    assert main(["years", str(path), "-o", str(out), "--json", "-q"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert {"plan-2027-28", "plan-2028-29", "years.csv", "years.html", "plan.xlsx"} <= {
        p.name for p in out.iterdir()
    }
    with (out / "years.csv").open(encoding="utf-8-sig") as table:
        rows = list(csv.DictReader(table))
    assert [row["year"] for row in rows] == ["2027/28", "2028/29"]
    assert float(rows[0]["lowest_access_salt"]) == pytest.approx(0.713511, abs=1e-6)
    assert said["years"][1]["further_wte"] == pytest.approx(0.4)
    sheet = openpyxl.load_workbook(out / "plan.xlsx")["Years"]
    rows_ = {str(row[0].value): row for row in sheet.iter_rows()}
    at = [cell.value for cell in rows_["Year"]].index("Lowest access: speech and language therapy")
    shown = rows_["2027/28"][at]
    assert shown.value == pytest.approx(0.713511, abs=1e-6)
    assert shown.number_format == "0.0%"
    page = (out / "years.html").read_text("utf-8")
    assert "April 2029: 40 and 160 days expected" in page
    assert main(["years", str(path), "-o", str(out), "-q"]) == 0  # replaces what it wrote
    assert "2028/29: 0.4 WTE of further posts" in capsys.readouterr().out
