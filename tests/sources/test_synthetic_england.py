"""An England to try things out on: real counts, invented places, and nobody is told otherwise."""

import csv
from collections import Counter
from pathlib import Path

import pytest

from experts_at_hand.errors import DataError, OutputError
from experts_at_hand.inputs import read_area
from experts_at_hand.sources import synthetic_england
from experts_at_hand.sources.councils import SUCCESSORS, councils
from experts_at_hand.sources.synthetic_england import write_england

HEADING = "URN,LA,ESTAB,SCHOOLTYPE,NOR,TSENELSE,TSENELK,NUMFSM"


@pytest.fixture
def census(tmp_path: Path) -> Path:
    """Return a census of 3 councils, one of which was divided; total rows stand at its end."""
    rows = [
        "100001,800,1,State-funded primary,200,4,30,20",
        "100002,800,2,State-funded secondary,900,20,NA,50",
        "100003,801,3,State-funded primary,600,4,30,NA",
        *(f"1001{n:02d},928,{n},State-funded special school,80,80,0,9" for n in range(40)),
        "NA,,,State-funded primary,99999,9999,9999,NA",
    ]
    path = tmp_path / "census.csv"
    path.write_text("\n".join((HEADING, *rows)) + "\n", "utf-8-sig")
    return path


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make England small, without the table of postcodes."""
    monkeypatch.setattr(synthetic_england, "SETTINGS", 443)
    monkeypatch.setattr(synthetic_england, "TEAMS", 86)
    monkeypatch.setattr(synthetic_england, "postcodes_available", lambda: False)


def rows_of(folder: Path) -> list[dict[str, str]]:
    with (folder / "settings.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_counts_are_those_of_the_census_and_nurseries_come_in_proportion(
    census: Path, tmp_path: Path
) -> None:
    """443 settings less 43 schools are 400 nurseries, a quarter where 200 of 800 pupils are."""
    bath, bristol = write_england(tmp_path / "e", census, only=["800", "801"])
    assert bath.name == "800-bath-and-north-east-somerset"
    rows = rows_of(bath)
    assert Counter(row["phase"] for row in rows) == {
        "early_years": 100, "primary": 1, "secondary": 1,
    }  # fmt: skip
    assert [(r["pupils"], r["ehcp"], r["sen_support"], r["fsm"]) for r in rows[:2]] == [
        ("200", "4", "30", "20"), ("900", "20", "", "50"),
    ]  # fmt: skip
    assert Counter(row["phase"] for row in rows_of(bristol))["early_years"] == 300
    unknown = sum(row["pupils"] == "" for row in rows if row["phase"] == "early_years")
    assert unknown / 100 == pytest.approx(0.85, abs=0.12)


def test_a_council_that_was_divided_goes_to_its_heirs(census: Path, tmp_path: Path) -> None:
    """40 schools of Northamptonshire, each in the north or in the west, none twice."""
    north, west = write_england(tmp_path / "e", census, only=["940", "941"])
    counts = [sum(row["phase"] == "special" for row in rows_of(folder)) for folder in (north, west)]
    assert sum(counts) == 40
    assert min(counts) > 5


def test_the_same_seed_gives_the_same_area_whichever_others_are_written(
    census: Path, tmp_path: Path
) -> None:
    (alone,) = write_england(tmp_path / "one", census, only=["800"])
    both = write_england(tmp_path / "two", census, only=["801", "800"])
    (other,) = write_england(tmp_path / "three", census, only=["800"], seed=2)
    for name in ("settings.csv", "teams.csv", "about.toml"):
        assert (alone / name).read_bytes() == (both[0] / name).read_bytes()
    assert (alone / "settings.csv").read_bytes() != (other / "settings.csv").read_bytes()


def test_every_area_can_be_planned_for_and_says_that_it_is_invented(
    census: Path, tmp_path: Path
) -> None:
    (bath,) = write_england(tmp_path / "e", census, only=["800"])
    area = read_area(bath)
    area.check()
    assert area.origin.startswith("invented (seed 1)")
    assert "no setting is a real one" in area.origin
    assert {team.profession for team in area.teams} == {"salt", "ot"}
    need, have = area.need.of("salt").sum(), 0.0
    have = sum(area.working_year.capacity_hours(t) for t in area.teams_of("salt"))
    assert have / need == pytest.approx(0.7, abs=0.05), "need is beyond capacity"


def test_what_is_refused(census: Path, tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="'928' is no council of today"):
        write_england(tmp_path / "e", census, only=["928"])
    census.write_text(f"{HEADING}\n100001,999,1,x,1,1,1,1\n")
    with pytest.raises(DataError, match="no school with the code of a council"):
        write_england(tmp_path / "e", census)


def test_today_there_are_153_councils_and_no_district_belongs_to_two() -> None:
    today = [council for code, council in councils().items() if code not in SUCCESSORS]
    codes = [code for council in today for code in council.ons_codes]
    assert len(today) == 153
    assert len(codes) == len(set(codes)) == 300
    assert all(heir in councils() for heirs in SUCCESSORS.values() for heir in heirs)
    gone = {code: set(councils()[code].ons_codes) for code in SUCCESSORS}
    for code, heirs in SUCCESSORS.items():
        assert gone[code] == {c for heir in heirs for c in councils()[heir].ons_codes}
