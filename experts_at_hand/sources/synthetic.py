"""An invented county of any size, for trying and timing: it says that it is one."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

import numpy as np

from experts_at_hand.domain.arrays import IntArray
from experts_at_hand.domain.local_area import LocalArea
from experts_at_hand.domain.settings import Phase, Place, Setting
from experts_at_hand.domain.workforce import OT, SALT, Team, WorkingYear
from experts_at_hand.registry.protocols import SOURCES
from experts_at_hand.sources.invented_places import TOWN_SHARE, InventedPlaces, invent_places
from experts_at_hand.sources.invented_practice import invent_practice

PHASE_SHARES: Mapping[Phase, float] = {
    Phase.PRIMARY: 0.44,
    Phase.EARLY_YEARS: 0.36,
    Phase.SECONDARY: 0.10,
    Phase.SPECIAL: 0.04,
    Phase.ALL_THROUGH: 0.02,
    Phase.POST_16: 0.02,
    Phase.ALTERNATIVE: 0.02,
}
"""Shares of the settings by phase: an assumption after Bath & North East Somerset."""

ROLL: Mapping[Phase, tuple[float, float]] = {
    Phase.EARLY_YEARS: (50, 15),
    Phase.PRIMARY: (310, 90),
    Phase.SECONDARY: (1000, 220),
    Phase.ALL_THROUGH: (650, 150),
    Phase.POST_16: (1300, 300),
    Phase.SPECIAL: (130, 35),
    Phase.ALTERNATIVE: (50, 15),
}
"""Children on roll in a town, mean and spread; a village school has a third. Assumptions."""

RATES: Mapping[Phase, tuple[float, float]] = {
    Phase.EARLY_YEARS: (0.01, 0.08),
    Phase.PRIMARY: (0.028, 0.135),
    Phase.SECONDARY: (0.027, 0.125),
    Phase.ALL_THROUGH: (0.027, 0.125),
    Phase.POST_16: (0.03, 0.10),
    Phase.SPECIAL: (0.98, 0.02),
    Phase.ALTERNATIVE: (0.25, 0.55),
}
"""Shares of children with a plan and on SEN support. Mainstream and special schools lie in the
ranges of "Special educational needs in England", January 2025: 2-3% and 9-14%, and nearly everyone
with a plan; over all pupils 5.3% and 14.2%. The others are assumptions."""

UNKNOWN_EARLY_YEARS = 0.85
"""Share of early-years settings without counts: national tables hold schools only."""

TRUSTS = 7
"""Trusts that schools belong to, scattered over the county as trusts are."""

CAPACITY_SHARE: Mapping[str, float] = {SALT: 0.7, OT: 0.55}
"""Hours that the filled posts have, before travel, over the hours needed: need is beyond capacity.
Assumptions."""


@SOURCES.register("synthetic")
@dataclass(frozen=True, slots=True, kw_only=True)
class Synthetic:
    """Invent a county: towns and villages, settings of every phase, teams in the larger towns.

    Nothing of it is real, and every result says so. What settings get today is invented too, and
    those that ask most are ahead. The same numbers give the same county on every
    machine.

    Parameters
    ----------
    settings
        How many nurseries, schools and colleges, >= 1.
    teams
        How many teams, >= 1: half of them speech and language therapy, half occupational therapy.
    seed
        Any whole number from 0: it decides everything about the county.
    """

    reads_folder: ClassVar[bool] = False

    settings: int = 120
    teams: int = 8
    seed: int = 1

    def __post_init__(self) -> None:
        for name, least in (("settings", 1), ("teams", 1), ("seed", 0)):
            value: object = getattr(self, name)
            if not isinstance(value, int) or isinstance(value, bool) or value < least:
                raise ValueError(f"{name} is {value}, expected a whole number from {least}")

    def read(self, folder: Path) -> LocalArea:  # noqa: ARG002 - the family's signature
        """Invent the area; the folder does not matter."""
        rng = np.random.default_rng(self.seed)
        places = invent_places(self.settings, rng)
        settings = _settings(self.settings, places, rng)
        teams = _teams(self.teams, settings, places, rng)
        return LocalArea(
            name="Invented county",
            settings=settings,
            teams=teams,
            delivered=invent_practice(settings, teams, rng),
            origin=(
                f"invented by the source synthetic (settings = {self.settings}, teams = "
                f"{self.teams}, seed = {self.seed}): no place, school or team is real"
            ),
        )


def _settings(count: int, places: InventedPlaces, rng: np.random.Generator) -> tuple[Setting, ...]:
    phases = _phases(count)
    town = np.arange(places.towns)
    weight = 1 / (1 + town)
    used: dict[tuple[int, Phase], int] = {}
    found = []
    for i, phase in enumerate(phases):
        rural = phase in {Phase.PRIMARY, Phase.EARLY_YEARS} and rng.random() > TOWN_SHARE / 1.25
        if rural:
            where = int(rng.integers(places.towns, len(places.names)))
        else:
            where = int(rng.choice(town, p=weight / weight.sum()))
        number = used[where, phase] = used.get((where, phase), 0) + 1
        found.append(_setting(i, phase, where, number, places, rng))
    return tuple(found)


def _phases(count: int) -> list[Phase]:
    """Share phases out by largest remainder, so that every size has a sensible mix."""
    exact = np.array([share * count for share in PHASE_SHARES.values()])
    whole: IntArray = np.floor(exact).astype(np.int64)
    for at in np.argsort(whole - exact, kind="stable")[: count - int(whole.sum())]:
        whole[at] += 1
    return [phase for phase, n in zip(PHASE_SHARES, whole.tolist(), strict=True) for _ in range(n)]


def _setting(
    position: int,
    phase: Phase,
    where: int,
    number: int,
    places: InventedPlaces,
    rng: np.random.Generator,
) -> Setting:
    village = where >= places.towns
    east, north = rng.normal(0, places.radius[where] / 1.8, 2)
    idaci = float(np.clip(places.idaci[where] * rng.lognormal(0, 0.35), 0.01, 0.7))
    mean, spread = ROLL[phase]
    pupils = max(6, round(float(rng.normal(mean, spread)) * (1 / 3 if village else 1)))
    plans, support = RATES[phase]
    # In mainstream both rates rise with deprivation; the factor is 1 at the English mean of 0.17.
    lift = 1.0 if phase is Phase.SPECIAL else 0.75 + 0.25 * idaci / 0.17
    ehcp = min(pupils, int(rng.binomial(pupils, min(1.0, plans * lift))))
    sen_support = min(pupils - ehcp, int(rng.binomial(pupils, min(1.0, support * lift))))
    fsm = int(rng.binomial(pupils, min(1.0, 1.4 * idaci)))
    trust = f"Trust {chr(65 + int(rng.integers(TRUSTS)))}"
    unknown = phase is Phase.EARLY_YEARS and rng.random() < UNKNOWN_EARLY_YEARS
    town = int(_nearest_town(places, places.easting[where], places.northing[where]))
    return Setting(
        id=str(900_001 + position),
        name=_name(places.names[where], phase, number),
        phase=phase,
        place=Place(
            easting=round(float(places.easting[where] + east), -1),
            northing=round(float(places.northing[where] + north), -1),
        ),
        pupils=None if unknown else pupils,
        ehcp=None if unknown else ehcp,
        sen_support=None if unknown else sen_support,
        fsm=None if unknown else fsm,
        idaci=round(idaci, 3),
        groups={"locality": places.names[town], "trust": trust},
    )


def _nearest_town(places: InventedPlaces, easting: float, northing: float) -> np.intp:
    towns = slice(places.towns)
    return np.hypot(places.easting[towns] - easting, places.northing[towns] - northing).argmin()


def _name(place: str, phase: Phase, number: int) -> str:
    kind = {
        Phase.EARLY_YEARS: "Nursery",
        Phase.PRIMARY: "Primary School",
        Phase.SECONDARY: "Academy",
        Phase.ALL_THROUGH: "School",
        Phase.POST_16: "College",
        Phase.SPECIAL: "Special School",
        Phase.ALTERNATIVE: "Learning Centre",
    }[phase]
    return f"{place} {kind}" + (f" {number}" if number > 1 else "")


def _teams(
    count: int, settings: tuple[Setting, ...], places: InventedPlaces, rng: np.random.Generator
) -> tuple[Team, ...]:
    """Put teams into the larger towns; by accident of history some have more posts than others."""
    year = WorkingYear()
    found: list[Team] = []
    for profession, number in ((SALT, count - count // 2), (OT, count // 2)):
        if not number:
            continue
        bare = LocalArea(name="", settings=settings, teams=(), need_models={})
        need = bare.replace(need_models={profession: bare.need_model(profession)}).need
        posts = CAPACITY_SHARE[profession] * need.of(profession).sum() / year.hours_per_wte
        vacancy = rng.choice([0.0, 0.05, 0.1, 0.15], number)
        share = rng.uniform(0.6, 1.4, number)
        wte = posts * share / share.sum() / (1 - vacancy)
        for i in range(number):
            at = i % places.towns
            found.append(
                Team(
                    id=f"{profession}-{i + 1}",
                    profession=profession,
                    band="6",
                    wte=max(0.1, round(float(wte[i]), 1)),
                    vacancy_rate=float(vacancy[i]),
                    base=f"{places.names[at]} Health Centre",
                    place=Place(
                        easting=round(float(places.easting[at]), -1),
                        northing=round(float(places.northing[at]), -1),
                    ),
                )
            )
    return tuple(found)
