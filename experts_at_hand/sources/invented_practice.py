"""What settings of an invented county get today: those that ask most are ahead of the others."""

from collections.abc import Mapping, Sequence

import numpy as np

from experts_at_hand.domain.arrays import FloatArray, IntArray
from experts_at_hand.domain.delivered import DeliveredHours
from experts_at_hand.domain.need import need_table
from experts_at_hand.domain.need_model import DEFAULT_NEED_MODELS
from experts_at_hand.domain.settings import Phase, Setting
from experts_at_hand.domain.workforce import Team, WorkingYear

SPREAD = 0.7
"""How far settings differ in asking: a setting that asks much gets about four times the share of
one that asks little. No source: an assumption."""

DEPRIVED_ASK_LESS = 0.5
"""Logarithm by which asking falls from no deprivation to the English mean. An assumption."""

ASKING: Mapping[Phase, float] = {Phase.EARLY_YEARS: 0.35, Phase.POST_16: 0.4}
"""Nurseries and colleges are seldom known to a school-age service. Assumptions."""

MEAN_IDACI = 0.17

CONTACT_SHARE = 0.89
"""Share of capacity that is contact, the rest being travel. An assumption."""


def invent_practice(
    settings: Sequence[Setting], teams: Sequence[Team], rng: np.random.Generator
) -> tuple[DeliveredHours, ...]:
    """Return half hours a year of each profession at each setting.

    Each team serves the settings that it is nearest to, in proportion to need times inclination to
    ask.

    Parameters
    ----------
    settings, teams
        Of the county.
    rng
        What says which settings ask.
    """
    professions = list(dict.fromkeys(team.profession for team in teams))
    need = need_table(settings, {word: DEFAULT_NEED_MODELS[word] for word in professions})
    asking = _asking(settings, rng)
    year = WorkingYear()
    found = []
    for profession in professions:
        staff = [team for team in teams if team.profession == profession]
        nearest = _nearest(settings, staff)
        wanted = asking * need.of(profession)
        for at, team in enumerate(staff):
            here = np.flatnonzero(nearest == at)
            total = wanted[here].sum()
            contact = CONTACT_SHARE * year.capacity_hours(team)
            found += [
                DeliveredHours(
                    setting_id=settings[s].id,
                    profession=profession,
                    hours=float(np.floor(2 * contact * wanted[s] / total)) / 2,
                )
                for s in here.tolist()
            ]
    order = {setting.id: row for row, setting in enumerate(settings)}
    return tuple(sorted(found, key=lambda item: order[item.setting_id]))


def _asking(settings: Sequence[Setting], rng: np.random.Generator) -> FloatArray:
    """Return how much each asks for the same need, on any scale."""
    draw = SPREAD * rng.standard_normal(len(settings))
    idaci = np.array([MEAN_IDACI if s.idaci is None else s.idaci for s in settings])
    deprived = DEPRIVED_ASK_LESS * (1 - idaci / MEAN_IDACI)
    phase = np.array([ASKING.get(setting.phase, 1.0) for setting in settings])
    asking: FloatArray = phase * np.exp(draw + deprived)
    return asking


def _nearest(settings: Sequence[Setting], staff: Sequence[Team]) -> IntArray:
    """Return the position of the team nearest to each setting."""
    metres = np.array([[t.place.metres_to(s.place) for t in staff] for s in settings])
    nearest: IntArray = metres.argmin(axis=1)
    return nearest
