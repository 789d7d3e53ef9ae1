"""What somebody filled in and nothing reads is said."""

from pathlib import Path

from experts_at_hand.inputs import area_of
from experts_at_hand.scenario import load_scenario

SETTINGS = """setting_id,name,phase,easting,northing,need_salt_hours,need_music_therapist_hours
1,Oak,primary,375000,165000,10,5
2,Elm,primary,376000,165000,20,6
"""
TEAMS = """team_id,profession,wte,easting,northing,clusters
s,salt,1,375000,165000,C1
"""


def notes(folder: Path, teams: str = TEAMS, rule: str = "") -> tuple[str, ...]:
    """Return the notes of an area under a scenario."""
    (folder / "settings.csv").write_text(SETTINGS)
    (folder / "teams.csv").write_text(teams)
    (folder / "s.toml").write_text(f"title = 'x'\narea = '.'\n{rule}")
    area = area_of(load_scenario(folder / "s.toml"))
    area.check()
    return area.notes


def test_clusters_of_a_team_without_a_rule_and_need_without_a_team(tmp_path: Path) -> None:
    said = notes(tmp_path)
    assert said[0].startswith("the clusters that s serve are not used")
    assert said[1].startswith("the need of music therapist that settings state is not used")


def test_what_is_read_is_not_said(tmp_path: Path) -> None:
    """A rule by column, and a team of the profession: its need is stated in every row."""
    rule = "[[rules]]\nrule = 'service'\nby = 'column'\n"
    assert notes(tmp_path, TEAMS + "m,music_therapist,1,375000,165000,\n", rule) == ()
