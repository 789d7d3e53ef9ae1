"""The workbook, read back by another reader: figures are the result folder's, text is text."""

import csv
import math
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from experts_at_hand.comparison import Comparison, compare
from experts_at_hand.examples import shipped
from experts_at_hand.pipeline import run_all
from experts_at_hand.report.workbook import write_workbook
from experts_at_hand.results.tables import tables

pytestmark = pytest.mark.solver

OFFICE = next(filter(None, map(shutil.which, ("soffice", "libreoffice"))), None)
STEMS = ("baseline", "clusters-large", "drawn", "vacancies")


@pytest.fixture(scope="module")
def comparison() -> Comparison:
    return compare(run_all([shipped(f"toy/{stem}.toml") for stem in STEMS]))


@pytest.fixture(scope="module")
def book(comparison: Comparison, tmp_path_factory: pytest.TempPathFactory) -> Any:  # noqa: ANN401
    return load_workbook(write_workbook(comparison, tmp_path_factory.mktemp("book") / "plan.xlsx"))


def table(page: Worksheet) -> list[dict[str, Any]]:
    """Return the one table of a sheet: a mapping a row."""
    (area,) = page.tables.values()
    cells = [[cell.value for cell in row] for row in page[area.ref]]
    return [dict(zip(cells[0], row, strict=True)) for row in cells[1:]]


def test_access_is_that_of_the_result_folders(comparison: Comparison, book: Any) -> None:  # noqa: ANN401
    rows = table(book["Access"])
    expected = [row for o in comparison.outcomes for row in tables(o)["access"][1]]
    assert len(rows) == len(expected) == 12 * 2 * len(STEMS)
    for row, right in zip(rows, expected, strict=True):
        assert row["Setting id"] == right[0]
        assert row["Need, hours a year"] == pytest.approx(right[5])
        assert row["Allocated, hours a year"] == pytest.approx(right[6])


def test_measures_are_those_of_the_comparison(comparison: Comparison, book: Any) -> None:  # noqa: ANN401
    rows = table(book["Measures"])
    assert len(rows) == len(comparison.metrics)
    for metric, row in zip(comparison.metrics, rows, strict=True):
        for cell in comparison.row(metric):
            shown = row[comparison[cell.scenario].title]
            assert shown == (None if math.isnan(cell.value) else pytest.approx(cell.value))


def test_gains_are_those_of_the_file(comparison: Comparison, book: Any) -> None:  # noqa: ANN401
    rows = table(book["Gains and losses"])
    expected = [row for name in STEMS[1:] for row in comparison.gains(name).rows()]
    assert [r["Hours a year after"] for r in rows] == pytest.approx([e[7] for e in expected])


def test_every_cluster_has_a_sheet_with_each_of_its_members(
    comparison: Comparison,
    book: Any,  # noqa: ANN401
) -> None:
    for outcome in comparison.outcomes:
        if len(outcome.clustering) == 1:
            continue
        for cluster in outcome.clustering.clusters:
            page = book[f"{cluster.id} {outcome.name}"]
            rows = table(page)
            assert [row["Setting id"] for row in rows] == list(cluster.members)
            for row in rows:
                at = outcome.area.setting_index[row["Setting id"]]
                hours = row["Gets of speech and language therapy, hours a year"]
                assert hours == pytest.approx(outcome.allocation.allocated_hours[at, 0])
                assert row["Days a year of speech and language therapy"] == pytest.approx(hours / 6)


def test_the_posts_of_all_clusters_are_the_hours_that_teams_work(
    comparison: Comparison,
    book: Any,  # noqa: ANN401
) -> None:
    """Working hours named on cluster sheets add up to what a team works: rounded to the hour."""
    outcome = comparison["clusters-large"]
    said = 0
    for cluster in outcome.clustering.clusters:
        page = book[f"{cluster.id} clusters-large"]
        lines = [str(row[0].value) for row in page.iter_rows(min_row=2, max_row=8)]
        said += sum(
            int(line.partition("spends ")[2].split()[0].replace(",", ""))
            for line in lines
            if line.startswith("salt-west")
        )
    worked = sum(
        a.contact_hours + a.travel_hours
        for a in outcome.allocation.assignments
        if a.team_id == "salt-west"
    )
    assert said == pytest.approx(worked, abs=2)


def test_the_cover_leads_to_every_sheet(book: Any) -> None:  # noqa: ANN401
    cover = book["Cover"]
    links = {c.value for row in cover.iter_rows() for c in row if c.hyperlink is not None}
    assert links == set(book.sheetnames) - {"Cover"}
    for page in book.worksheets[1:]:
        assert page["A1"].value
        assert page.freeze_panes is not None
        assert len(page.tables) == 1


def test_text_is_text_and_the_same_comparison_the_same_bytes(
    comparison: Comparison, tmp_path: Path
) -> None:
    """A school may be called anything; a title longer than a tab may be is cut."""
    base = comparison.outcomes[1]
    evil = replace(base.area.settings[0], name='=HYPERLINK("http://x.example","click")')
    area = base.area.replace(settings=(evil, *base.area.settings[1:]))
    odd = replace(base, area=area, scenario=base.scenario.replace(name="a-" + "very-" * 9 + "long"))
    one, two = (
        write_workbook(compare([odd]), tmp_path / name).read_bytes()
        for name in ("one.xlsx", "two.xlsx")
    )
    assert one == two
    read = load_workbook(tmp_path / "one.xlsx")
    cells = [c for page in read.worksheets for row in page.iter_rows() for c in row]
    assert not any(cell.data_type == "f" for cell in cells)
    assert any(cell.value == evil.name for cell in cells)
    assert all(len(name) <= 31 for name in read.sheetnames)


def test_one_outcome_alone_is_a_workbook_too(comparison: Comparison, tmp_path: Path) -> None:
    read = load_workbook(write_workbook(comparison.outcomes[0], tmp_path / "plan.xlsx"))
    assert "Gains and losses" not in read.sheetnames
    assert read["Clusters"]["A2"].value == "No scenario here groups settings."


def test_a_folder_that_is_not_there_is_refused_plainly(
    comparison: Comparison, tmp_path: Path
) -> None:
    with pytest.raises(OSError, match="nowhere"):
        write_workbook(comparison, tmp_path / "nowhere" / "plan.xlsx")


@pytest.mark.once
@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not on this machine")
def test_libreoffice_reads_the_same_figures(comparison: Comparison, tmp_path: Path) -> None:
    """Converted by another office program, a sheet has the names and figures of access.csv."""
    path = write_workbook(comparison, tmp_path / "plan.xlsx")
    number = load_workbook(path, read_only=True).sheetnames.index("Access") + 1
    subprocess.run(
        [
            str(OFFICE), f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless",
            "--convert-to", f"csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,"
            f"false,false,{number}", "--outdir", str(tmp_path), str(path),
        ],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    (converted,) = tmp_path.glob("*.csv")
    with converted.open(encoding="utf-8", newline="") as file:
        lines = list(csv.reader(file))
    start = next(i for i, line in enumerate(lines) if "Setting id" in line)
    found = [dict(zip(lines[start], line, strict=True)) for line in lines[start + 1 :] if line[0]]
    expected = [row for o in comparison.outcomes for row in tables(o)["access"][1]]
    assert len(found) == len(expected)
    for row, right in zip(found, expected, strict=True):
        assert row["Setting id"] == right[0]
        assert float(row["Need, hours a year"]) == pytest.approx(right[5])
        assert float(row["Allocated, hours a year"]) == pytest.approx(right[6])
