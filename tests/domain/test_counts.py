"""Blanks are estimated from settings of the phase, each estimate said with its basis."""

import pytest

from experts_at_hand.domain.counts import PHASE_PROFILES, complete_column, complete_counts
from experts_at_hand.domain.settings import Phase, Place, Setting
from experts_at_hand.errors import DataError

SOMEWHERE = Place(easting=380000, northing=160000)


def school(id_: str, phase: Phase = Phase.PRIMARY, **said: object) -> Setting:
    return Setting(id=id_, name=id_, phase=phase, place=SOMEWHERE, **said)  # type: ignore[arg-type]


SCHOOLS = (
    school("a", pupils=100.0, ehcp=2.0, sen_support=10.0, idaci=0.1, counts={"slcn": 5.0}),
    school("b", pupils=300.0, ehcp=10.0, sen_support=50.0, idaci=0.3, counts={"slcn": 15.0}),
    school("c", pupils=200.0, counts={"slcn": None}),
    school("d"),
)


def test_rates_of_the_phase_times_the_roll() -> None:
    """12 plans and 60 on support at 400 children: 3% and 15%, times a roll of 200; d has that."""
    found = complete_counts(SCHOOLS)
    assert found.pupils.tolist() == [100.0, 300.0, 200.0, 200.0]
    assert found.ehcp.tolist() == pytest.approx([2.0, 10.0, 6.0, 6.0])
    assert found.sen_support.tolist() == pytest.approx([10.0, 50.0, 30.0, 30.0])
    assert found.idaci.tolist() == pytest.approx([0.1, 0.3, 0.2, 0.2])
    said = {(i.setting_id, i.column): i.basis for i in found.imputations}
    assert said["c", "ehcp"] == "rate of this area's primary settings"
    assert said["d", "pupils"] == "median of this area's primary settings"
    assert said["d", "idaci"] == "mean of the area"
    assert not any(id_ in "ab" for id_, _ in said), "what is known is never estimated"


def test_a_phase_that_nobody_counts_takes_the_assumption() -> None:
    found = complete_counts((school("n", Phase.EARLY_YEARS),))
    profile = PHASE_PROFILES[Phase.EARLY_YEARS]
    assert found.pupils.tolist() == [profile.pupils]
    assert found.ehcp.tolist() == [profile.ehcp_rate * profile.pupils]
    assert all("assum" in i.basis for i in found.imputations)


def test_a_further_column_by_its_rate() -> None:
    """20 of 400 children: 5%, so 10 at each school of 200; another phase has it too."""
    filled, blanks = complete_column(
        (*SCHOOLS, school("n", Phase.EARLY_YEARS, pupils=40.0)), "slcn"
    )
    assert filled.tolist() == pytest.approx([5.0, 15.0, 10.0, 10.0, 2.0])
    assert [b.basis for b in blanks] == [
        "rate of this area's primary settings", "rate of this area's primary settings",
        "rate of all settings",
    ]  # fmt: skip


def test_a_column_that_holds_no_numbers_is_refused_with_its_first_word() -> None:
    worded = (school("a", groups={"trust": "North"}, counts={"slcn": 1.0}),)
    with pytest.raises(DataError, match="column trust: found 'North' at a"):
        complete_column(worded, "trust")
    with pytest.raises(DataError, match="there is no column 'slnc'; did you mean 'slcn'"):
        complete_column(worded, "slnc")
