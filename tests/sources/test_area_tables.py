"""Tables of settings and teams as an area: columns, blanks, slips, stated need."""

from pathlib import Path

import pytest

from experts_at_hand.domain.settings import Phase, Place
from experts_at_hand.sources import Tidy
from tests.sources.test_tidy import SETTINGS, folder_with, problems


def test_every_column_arrives(tmp_path: Path) -> None:
    area = Tidy().read(folder_with(tmp_path))
    oak, elm, ash = area.settings
    assert (oak.id, oak.name, oak.phase) == ("001", "Oak School", Phase.PRIMARY)
    assert oak.place == Place(easting=375000, northing=165000)
    assert (oak.pupils, oak.ehcp, oak.sen_support, oak.idaci) == (200, 4, 30, 0.2)
    assert oak.groups == {"trust": "Forest"}
    assert (elm.phase, elm.pupils, elm.ehcp, elm.idaci) == (Phase.EARLY_YEARS, None, None, None)
    assert (ash.phase, ash.idaci) == (Phase.POST_16, 0.12)
    salt, ot = area.teams
    assert (salt.wte, salt.vacancy_rate, salt.base) == (2.5, 0.1, "Health Centre")
    assert salt.clusters == ("C1", "C2")
    assert ot.vacancy_rate == 0


def test_a_blank_count_is_estimated_and_listed_never_zero(tmp_path: Path) -> None:
    """Elm tells nothing: a roll of 45, 1% and 7% of it, and the mean IDACI (0.2 + 0.12) / 2."""
    need = Tidy().read(folder_with(tmp_path)).need
    told = {(i.setting_id, i.column): i.value for i in need.imputations}
    assert told == {
        ("002", "pupils"): 45,
        ("002", "ehcp"): pytest.approx(0.45),
        ("002", "sen_support"): pytest.approx(3.15),
        ("002", "idaci"): pytest.approx(0.16),
    }
    salt = 6 + 0.9 * 3.15 + 0.05 * 45
    assert need.of("salt")[1] == pytest.approx(salt)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("sen_support", "sen_suport", "rename it 'sen_support'"),
        (",phase", ",stage", "there is no column 'phase'"),
        ("easting,northing", "x,y", "no columns that say where things are"),
        ("375000,165000", "5,5", "not in Great Britain"),
        ("375000,165000", "-2.4,51.4", "call the columns longitude and latitude"),
        ("0.2,Forest", "1.2,Forest", "which is more than 1"),
    ],
)
def test_slips_get_their_cure(tmp_path: Path, old: str, new: str, words: str) -> None:
    assert any(words in problem for problem in problems(tmp_path, SETTINGS.replace(old, new, 1)))


def test_withheld_counts_are_blank_and_noted(tmp_path: Path) -> None:
    area = Tidy().read(folder_with(tmp_path, SETTINGS.replace("200,4,30", "200,SUPP,c")))
    assert area.settings[0].ehcp is None
    assert any("'SUPP' was read as a blank (1 cell)" in note for note in area.notes)


def test_stated_need_replaces_the_model(tmp_path: Path) -> None:
    text = SETTINGS.replace("trust", "need_salt_hours").replace("Forest", "55")
    area = Tidy().read(folder_with(tmp_path, text))
    assert area.settings[0].need_hours == {"salt": 55}
    assert area.need.of("salt")[0] == 55
