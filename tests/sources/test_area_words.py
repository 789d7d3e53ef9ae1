"""Words of the contract: every word that people write means one that there is."""

from experts_at_hand.domain.settings import Phase
from experts_at_hand.sources.area_words import (
    DELIVERED_HEADINGS,
    PHASE_WORDS,
    SETTING_HEADINGS,
    TEAM_HEADINGS,
)
from experts_at_hand.tables.headings import plain


def test_every_word_for_a_phase_means_one() -> None:
    assert set(PHASE_WORDS.values()) == {phase.value for phase in Phase}
    assert all(plain(word) == word for word in PHASE_WORDS), "compared as they are written here"


def test_other_headings_mean_known_ones_and_hide_none() -> None:
    for headings in (SETTING_HEADINGS, TEAM_HEADINGS, DELIVERED_HEADINGS):
        assert set(headings.others.values()) <= set(headings.known)
        assert not set(headings.others) & set(headings.known)
        assert all(plain(word) == word for word in headings.others)


def test_the_register_of_schools_is_understood() -> None:
    """Its own headings, as they are downloaded."""
    words = [plain(h) for h in ("URN", "EstablishmentName", "PhaseOfEducation (name)", "NOR")]
    assert [SETTING_HEADINGS.others.get(word, word) for word in words] == [
        "setting_id", "name", "phase", "pupils",
    ]  # fmt: skip
