"""What-ifs on teams."""

import pytest

from experts_at_hand.domain.local_area import LocalArea
from experts_at_hand.domain.settings import Phase, Place, Setting
from experts_at_hand.domain.workforce import Team
from experts_at_hand.errors import ScenarioError
from experts_at_hand.scenario import TeamChange, apply_team_changes

HERE, THERE = Place(easting=0, northing=0), Place(easting=5, northing=5)


AREA = LocalArea(
    name="x",
    settings=(Setting(id="s", name="S", phase=Phase.PRIMARY, place=HERE),),
    teams=(Team(id="t", profession="salt", wte=2, place=HERE, base="Clinic"),),
)


def test_what_ifs_on_teams() -> None:
    """A vacancy, a move and a new post at a base that teams.csv has."""
    changed = apply_team_changes(
        AREA,
        {
            "t": TeamChange(vacancy_rate=0.5, easting=5, northing=5),
            "new": TeamChange(profession="ot", wte=1, base="Clinic"),
        },
    )
    old, new = changed.teams
    assert (old.filled_wte, old.place, old.base) == (1.0, THERE, "Clinic")
    assert (new.id, new.profession, new.place) == ("new", "ot", HERE)


def test_what_ifs_that_cannot_be_made_are_all_named() -> None:
    """An unknown base, half a new team, a share out of range at birth."""
    with pytest.raises(ScenarioError) as refused:
        apply_team_changes(
            AREA,
            {
                "t": TeamChange(base="Clinc"),
                "tt": TeamChange(wte=1),
                "s": TeamChange(wte=1, profession="ot", base="Clinic"),
            },
        )
    said = refused.value.problems
    assert "did you mean 'Clinic'?" in said[0]
    assert (
        "is no team of teams.csv (did you mean 't'?); a new team also needs profession, base"
        in (said[1])
    )
    assert "is the id of a setting" in said[2]
    with pytest.raises(ValueError, match="expected a share from 0 to 1"):
        TeamChange(vacancy_rate=25)
