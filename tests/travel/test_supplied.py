"""Travel from a table: long or wide, every journey there or named."""

from pathlib import Path

import numpy as np
import pytest

from experts_at_hand.domain.workforce import Team
from experts_at_hand.errors import DataError
from experts_at_hand.travel.supplied import Supplied
from tests.travel.test_straight_line import triangle

AREA = triangle()


LONG = """from_id,to_id,minutes,miles
a,b,12,5
b,a,14,6
t,a,7,3
a,t,8,3.5
t,b,9,4
b,t,10,4.5
"""


WIDE = """origin,a,b,t
a,0,12,8
b,14,0,10
t,7,9,0
"""


def table(folder: Path, text: str, name: str = "travel.csv") -> Path:
    """Write a table of journeys."""
    (folder / name).write_text(text, encoding="utf-8")
    return folder / name


def refused(folder: Path, text: str) -> tuple[str, ...]:
    """Return what is said of a table."""
    with pytest.raises(DataError) as refusal:
        Supplied(file=table(folder, text)).matrix(AREA)
    assert refusal.value.table == "travel.csv"
    return refusal.value.problems


def test_long_and_wide_say_the_same(tmp_path: Path) -> None:
    """The way back may differ; a place to itself need not be stated."""
    long = Supplied(file=table(tmp_path, LONG)).matrix(AREA)
    wide = Supplied(file=table(tmp_path, WIDE, "wide.csv")).matrix(AREA)
    assert long.ids == ("a", "b", "t")
    assert long.minutes.tolist() == [[0, 12, 8], [14, 0, 10], [7, 9, 0]]
    assert (wide.minutes == long.minutes).all()
    assert long.miles[0].tolist() == [0, 5, 3.5]


def test_order_of_rows_changes_nothing(tmp_path: Path) -> None:
    head, *rows = LONG.splitlines()
    turned = "\n".join([head, *rows[::-1]])
    assert (
        Supplied(file=table(tmp_path, turned)).matrix(AREA).minutes
        == Supplied(file=table(tmp_path, LONG, "other.csv")).matrix(AREA).minutes
    ).all()


def test_miles_are_assumed_aloud_or_read_from_their_own_table(tmp_path: Path) -> None:
    """12 minutes at 40.2336 km/h, 25 mph, are 5 miles."""
    wide = table(tmp_path, WIDE)
    assumed = Supplied(file=wide, speed_kmh=40.2336).matrix(AREA)
    assert assumed.miles[0, 1] == pytest.approx(5)
    assert any("gives no miles: 40.2336 km/h" in note for note in assumed.notes)
    miles = table(tmp_path, WIDE.replace("12", "77"), "miles.csv")
    own = Supplied(file=wide, miles_file=miles).matrix(AREA)
    assert own.miles[0, 1] == 77
    assert [read.path for read in own.inputs] == [wide, miles]


def test_no_way_is_stated_and_named(tmp_path: Path) -> None:
    matrix = Supplied(file=table(tmp_path, LONG.replace("b,a,14,6", "b,a,inf,"))).matrix(AREA)
    assert matrix.unreachable == (("b", "a"),)
    assert np.isinf(matrix.miles[1, 0])
    assert "no way to a (a) from b (b)" in matrix.notes


def test_an_added_team_travels_as_its_neighbours_do(tmp_path: Path) -> None:
    """A what-if's new team has no journeys of its own; its base has."""
    place = AREA.teams[0].place
    area = AREA.replace(
        teams=(*AREA.teams, Team(id="new", profession="ot", wte=1, place=place)),
    )
    matrix = Supplied(file=table(tmp_path, LONG)).matrix(area)
    assert matrix.minutes_between(["new"], ["a", "b", "t"]).tolist() == [[7, 9, 0]]
    assert any(
        note.startswith("new is not in travel.csv and travels as t") for note in matrix.notes
    )


def test_journeys_that_are_lacking_are_named(tmp_path: Path) -> None:
    problems = refused(tmp_path, LONG.replace("b,t,10,4.5\n", "").replace("a,b,12,5\n", ""))
    assert problems == (
        "no journey from a to b; add it, or write inf where there is no way",
        "no journey from b to t; add it, or write inf where there is no way",
    )


def test_many_lacking_journeys_are_counted(tmp_path: Path) -> None:
    """Ten are named, and how many there are."""
    places = [f"{i:02d}" for i in range(5)]
    area = AREA.replace(
        teams=(),
        settings=tuple(
            type(s)(id=id_, name=id_, phase=s.phase, place=s.place)
            for s in AREA.settings[:1]
            for id_ in places
        ),
    )
    rows = "".join(f"{a},{a},0\n" for a in places)
    with pytest.raises(DataError) as refusal:
        Supplied(file=table(tmp_path, "from_id,to_id,minutes\n" + rows)).matrix(area)
    assert len(refusal.value.problems) == 11
    assert refusal.value.problems[-1] == "and 10 more: 20 journeys are lacking in all"


def test_a_speed_that_gets_nowhere_is_refused() -> None:
    with pytest.raises(ValueError, match="speed_kmh"):
        Supplied(file=Path("x.csv"), speed_kmh=0)
