"""Counts to schools: in the surest way first, and no row of counts to two schools."""

from experts_at_hand.domain.settings import Phase
from experts_at_hand.sources.gias import School
from experts_at_hand.sources.joins import joined, ways_in_words
from experts_at_hand.sources.published_file import in_place
from experts_at_hand.sources.sen_school_level import SenCounts, SenFile


def school(urn: str, number: str = "", postcode: str = "", name: str = "") -> School:
    return School(
        urn=urn, number=number, name=name, phase=Phase.PRIMARY, easting=None, northing=None,
        postcode=postcode, lsoa="", pupils=None, fsm=None, groups={},
    )  # fmt: skip


def counts(*rows: tuple[str, str, str, str]) -> SenFile:
    """Make a file of (urn, number, postcode, name); each row has as many plans as its urn says."""
    return SenFile(
        by_urn={u: SenCounts(pupils=None, ehcp=float(u), sen_support=None) for u, *_ in rows},
        numbers=[(number, u) for u, number, _, _ in rows],
        places=[(in_place(postcode, name), u) for u, _, postcode, name in rows],
        suppressed=0,
        notes=(),
    )


def plans(schools: list[School], file: SenFile, **links: tuple[str, ...]) -> dict[str, object]:
    found = joined(schools, file, {urn.removeprefix("u"): old for urn, old in links.items()})
    return {urn: (own.ehcp if own else None, how) for urn, (own, how) in found.items()}


def test_each_way_by_itself() -> None:
    file = counts(
        ("1", "", "", ""), ("2", "", "", ""), ("3", "800/3", "", ""), ("4", "", "AB1 2CD", "Oak")
    )
    schools = [school("1"), school("20"), school("30", "800/3"), school("40", "", "ab12cd", "OAK")]
    assert plans(schools, file, u20=("2",)) == {
        "1": (1.0, "by URN"),
        "20": (2.0, "by the URN before"),
        "30": (3.0, "by council and number"),
        "40": (4.0, "by postcode and name"),
    }


def test_two_that_became_one_are_added_up() -> None:
    file = counts(("1", "", "", ""), ("2", "", "", ""))
    assert plans([school("9")], file, u9=("1", "2")) == {"9": (3.0, "by the URN before")}


def test_a_row_goes_to_nobody_where_two_schools_claim_it() -> None:
    file = counts(("1", "", "", ""))
    found = plans([school("8"), school("9")], file, u8=("1",), u9=("1",))
    assert found == {"8": (None, "not found"), "9": (None, "not found")}


def test_a_number_that_stands_twice_means_nothing() -> None:
    file = counts(("1", "800/3", "", ""), ("2", "800/3", "", ""))
    assert plans([school("9", "800/3")], file) == {"9": (None, "not found")}


def test_ways_are_counted_in_words() -> None:
    found = joined([school("1"), school("9")], counts(("1", "", "", "")), {})
    assert ways_in_words(found) == "1 by URN, 1 not found"
