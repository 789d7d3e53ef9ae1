"""An England to try things out on: real numbers of schools and children, at places drawn by lot.

Every council of today, with the schools, rolls and children with SEN that the school census has
there; each school stands at a postcode of its council that was drawn by lot, where the table of
postcodes is installed, and has no name but a number. Nurseries come in proportion to primary rolls,
mostly without counts. No setting is a real one, and every area says so.
"""

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from experts_at_hand.domain.arrays import FloatArray, IntArray
from experts_at_hand.domain.need import need_table
from experts_at_hand.domain.need_model import DEFAULT_NEED_MODELS
from experts_at_hand.domain.settings import Phase, Place, Setting
from experts_at_hand.domain.workforce import OT, SALT, WorkingYear
from experts_at_hand.errors import DataError, OutputError
from experts_at_hand.sources.councils import SUCCESSORS, Council, councils
from experts_at_hand.sources.postcodes import postcodes_available, postcodes_of
from experts_at_hand.sources.published_file import count, recognised
from experts_at_hand.sources.sen_school_level import CENSUS

SETTINGS = 80_000
"""Schools, nurseries and colleges of England, as far as the offer is for them: an assumption."""

TEAMS = 2_500
"""Teams of England: an assumption, about eight of each profession to a council."""

CAPACITY_SHARE: Mapping[str, float] = {SALT: 0.7, OT: 0.55}
"""Hours that posts have over the hours needed. Assumptions, as in an invented county."""

KNOWN_NURSERIES = 0.15
"""Share of nurseries whose counts are known: national tables hold schools only."""

NURSERY_ROLL, NURSERY_SPREAD, NURSERY_SUPPORT = 45.0, 15.0, 0.08
"""Children at a nursery, and the share of them on SEN support: assumptions."""

VILLAGE_METRES = 15_000.0
"""Spread of places about the middle of a council where no table of postcodes is installed."""

PHASES: Mapping[str, Phase] = {
    "State-funded nursery": Phase.EARLY_YEARS,
    "State-funded primary": Phase.PRIMARY,
    "State-funded secondary": Phase.SECONDARY,
    "State-funded special school": Phase.SPECIAL,
    "Non-maintained special school": Phase.SPECIAL,
    "Independent school": Phase.ALL_THROUGH,
    "Pupil referral unit": Phase.ALTERNATIVE,
}
"""Phases by the census's type of school; whatever else stands there is taken for all-through."""

HEADER = (
    "setting_id", "name", "phase", "easting", "northing", "pupils", "ehcp", "sen_support", "fsm",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _School:
    """What the census knows of a school, without its name and number."""

    phase: Phase
    pupils: float | None
    ehcp: float | None
    sen_support: float | None
    fsm: float | None


def write_england(
    folder: str | Path, census: str | Path, *, only: Sequence[str] = (), seed: int = 1
) -> tuple[Path, ...]:
    """Write a folder an area, each with settings.csv, teams.csv and about.toml.

    Parameters
    ----------
    folder
        Where to; what stands there under the same names is replaced.
    census
        The school census of the performance tables, all of England.
    only
        Codes of councils; all 153 unless stated. An area is the same whichever others are written.
    seed
        Any whole number from 0: the same one gives the same England.

    Returns
    -------
    The folders, by code.

    Raises
    ------
    DataError
        If the census cannot be read.
    OutputError
        If ``only`` names no council.
    """
    known = councils()
    wrong = [code for code in only if code not in known or code in SUCCESSORS]
    if wrong:
        raise OutputError("only", [f"{code!r} is no council of today" for code in wrong])
    schools = _schools(Path(census), seed)
    primary = {
        code: sum(s.pupils or 0.0 for s in own if s.phase is Phase.PRIMARY)
        for code, own in schools.items()
    }
    whole = sum(len(own) for own in schools.values())
    nurseries = _shares(primary, SETTINGS - whole)
    teams = _shares({code: float(len(own)) for code, own in schools.items()}, TEAMS)
    made = []
    for code in sorted(only or schools):
        rng = np.random.default_rng([seed, int(code)])
        place = Path(folder) / f"{code}-{_plain(known[code].name)}"
        own = [*schools[code], *_nurseries(nurseries[code], rng)]
        _write(place, known[code], _settings(known[code], own, rng), teams[code], rng, seed=seed)
        made.append(place)
    return tuple(made)


def _schools(census: Path, seed: int) -> Mapping[str, list[_School]]:
    """Return the schools of each council of today; those of one that was divided go by lot."""
    file = recognised(
        census, (replace(CENSUS, columns={**CENSUS.columns, "type": ("SCHOOLTYPE",)}),)
    )
    found: dict[str, list[_School]] = {code: [] for code in councils() if code not in SUCCESSORS}
    rng = np.random.default_rng([seed, 0])
    for _, record in file.records():
        code = record["la"]
        if not record["urn"].isdecimal() or code not in councils():
            continue
        heirs = SUCCESSORS.get(code, (code,))
        school = _School(
            phase=PHASES.get(record.get("type", ""), Phase.ALL_THROUGH),
            pupils=count(record["pupils"]),
            ehcp=count(record["ehcp"]),
            sen_support=count(record["sen_support"]),
            fsm=count(record.get("fsm", "")),
        )
        found[heirs[int(rng.integers(len(heirs)))]].append(school)
    if not any(found.values()):
        raise DataError(census.name, ["has no school with the code of a council"])
    return found


def _shares(weights: Mapping[str, float], total: int) -> Mapping[str, int]:
    """Share a number out in whole parts, by largest remainder."""
    values = np.array(list(weights.values()))
    exact = values / values.sum() * total
    whole: IntArray = np.floor(exact).astype(np.int64)
    for at in np.argsort(whole - exact, kind="stable")[: total - int(whole.sum())]:
        whole[at] += 1
    return dict(zip(weights, whole.tolist(), strict=True))


def _nurseries(number: int, rng: np.random.Generator) -> list[_School]:
    found = []
    for known in (rng.random(number) < KNOWN_NURSERIES).tolist():
        roll = max(6.0, float(round(rng.normal(NURSERY_ROLL, NURSERY_SPREAD))))
        support = float(rng.binomial(int(roll), NURSERY_SUPPORT))
        found.append(
            _School(Phase.EARLY_YEARS, roll, 0.0, support, None)
            if known
            else _School(Phase.EARLY_YEARS, None, None, None, None)
        )
    return found


def _settings(
    council: Council, schools: Sequence[_School], rng: np.random.Generator
) -> tuple[Setting, ...]:
    """Return the settings of an area, each at a place drawn by lot."""
    places = _places(council, len(schools), rng)
    found = []
    for number, (school, (east, north)) in enumerate(zip(schools, places.tolist(), strict=True), 1):
        pupils, fsm = school.pupils, school.fsm
        found.append(
            Setting(
                id=f"{council.code}-{number:04d}",
                name=f"{school.phase.label.capitalize()} {number}, invented",
                phase=school.phase,
                place=Place(easting=east, northing=north),
                pupils=pupils,
                ehcp=school.ehcp,
                sen_support=school.sen_support,
                fsm=fsm if pupils is None or fsm is None else min(fsm, pupils),
            )
        )
    return tuple(found)


def _places(council: Council, number: int, rng: np.random.Generator) -> FloatArray:
    """Return number x 2: eastings and northings of postcodes, or of places about a middle."""
    if postcodes_available():
        centres = postcodes_of(council.ons_codes)
        if len(centres):
            return centres[rng.integers(len(centres), size=number)]
    middle = np.array([440_000.0, 300_000.0]) + rng.normal(0, 60_000, 2)
    drawn: FloatArray = np.round(middle + rng.normal(0, VILLAGE_METRES, (number, 2)))
    return drawn


def _write(
    place: Path,
    council: Council,
    settings: Sequence[Setting],
    teams: int,
    rng: np.random.Generator,
    *,
    seed: int,
) -> None:
    place.mkdir(parents=True, exist_ok=True)
    rows: list[Sequence[object]] = [
        (s.id, s.name, s.phase.value, s.place.easting, s.place.northing, s.pupils, s.ehcp,
         s.sen_support, s.fsm)
        for s in settings
    ]  # fmt: skip
    (place / "settings.csv").write_text(_table(HEADER, rows), "utf-8")
    header = ("team_id", "profession", "wte", "vacancy_rate", "base", "easting", "northing")
    text = _table(header, _teams(council, settings, max(2, teams), rng))
    (place / "teams.csv").write_text(text, "utf-8")
    drawn = "postcodes drawn by lot" if postcodes_available() else "places drawn by lot"
    (place / "about.toml").write_text(
        f'name = "{council.name}, invented"\n'
        f'origin = "invented (seed {seed}): numbers of schools, rolls and children with SEN are '
        f"those of the school census, at {drawn}; nurseries and teams are made up, and no setting "
        'is a real one"\n',
        "utf-8",
    )


def _teams(
    council: Council, settings: Sequence[Setting], teams: int, rng: np.random.Generator
) -> list[Sequence[object]]:
    """Return teams at settings drawn by lot: half speech and language, half occupational."""
    models = {word: DEFAULT_NEED_MODELS[word] for word in (SALT, OT)}
    need = need_table(settings, models)
    per_wte = WorkingYear().hours_per_wte
    found: list[Sequence[object]] = []
    for profession, number in ((SALT, (teams + 1) // 2), (OT, teams // 2)):
        hours = float(need.of(profession).sum()) * CAPACITY_SHARE[profession]
        parts = rng.dirichlet(np.full(number, 5.0))
        for at, (part, s) in enumerate(
            zip(parts.tolist(), rng.integers(len(settings), size=number).tolist(), strict=True), 1
        ):
            wte = max(0.1, round(part * hours / per_wte, 1))
            base = settings[s].place
            found.append(
                (f"{profession}-{council.code}-{at}", profession, wte, 0.0, f"Base {at}",
                 base.easting, base.northing)
            )  # fmt: skip
    return found


def _table(header: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(header)
    writer.writerows([["" if cell is None else _short(cell) for cell in row] for row in rows])
    return stream.getvalue()


def _short(cell: object) -> object:
    return int(cell) if isinstance(cell, float) and cell.is_integer() else cell


def _plain(name: str) -> str:
    """Return a name for a folder."""
    letters = "".join(c if c.isalnum() else " " for c in name.casefold())
    return "-".join(letters.split())
