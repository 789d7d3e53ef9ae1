"""The register of schools, Get Information about Schools: which settings there are, and where.

``edubasealldata*.csv`` of get-information-schools.service.gov.uk, Open Government Licence. Closed
and proposed schools are in it, children's centres, universities and schools overseas too: they are
left out, and how many of each is said.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from experts_at_hand.domain.settings import Phase
from experts_at_hand.errors import DataError, nearest
from experts_at_hand.sources.published_file import Contract, PublishedFile, count, plain_name

REGISTER = Contract(
    title="the school register (GIAS)",
    columns={
        "urn": ("URN",),
        "la_code": ("LA (code)",),
        "la_name": ("LA (name)",),
        "number": ("EstablishmentNumber",),
        "name": ("EstablishmentName",),
        "type": ("TypeOfEstablishment (name)",),
        "status": ("EstablishmentStatus (name)",),
        "phase": ("PhaseOfEducation (name)",),
        "low_age": ("StatutoryLowAge",),
        "high_age": ("StatutoryHighAge",),
        "pupils": ("NumberOfPupils",),
        "fsm_percent": ("PercentageFSM",),
        "trust": ("Trusts (name)",),
        "postcode": ("Postcode",),
        "easting": ("Easting",),
        "northing": ("Northing",),
        "lsoa": ("LSOA (code)",),
        "ward": ("AdministrativeWard (name)",),
    },
    needed=("urn", "name", "type", "status", "phase", "la_name"),
)

OPEN = ("open", "open, but proposed to close")

PHASES: Mapping[str, Phase] = {
    "nursery": Phase.EARLY_YEARS,
    "primary": Phase.PRIMARY,
    "middle deemed primary": Phase.PRIMARY,
    "secondary": Phase.SECONDARY,
    "middle deemed secondary": Phase.SECONDARY,
    "all-through": Phase.ALL_THROUGH,
    "all through": Phase.ALL_THROUGH,
    "16 plus": Phase.POST_16,
}
"""Phases as the register has them, in small letters; "not applicable" is settled by the type."""

BY_TYPE: Sequence[tuple[re.Pattern[str], Phase]] = (
    (re.compile(r"special post.?16|further education|sixth form|16.?(to|-).?19"), Phase.POST_16),
    (re.compile(r"special"), Phase.SPECIAL),
    (re.compile(r"pupil referral|alternative provision"), Phase.ALTERNATIVE),
    (re.compile(r"nursery"), Phase.EARLY_YEARS),
)
"""Types whose phase the register leaves open, the first that fits."""

NO_SETTING = re.compile(
    r"children.?s centre|higher education|universit(?!y technical)|overseas|offshore|"
    r"service children|welsh|secure|miscellaneous|online provider|government department|europe"
)
"""Types that are no setting of the offer."""

LAST_PRIMARY_AGE, FIRST_SECONDARY_AGE, FIRST_COLLEGE_AGE = 11, 11, 16


@dataclass(frozen=True, slots=True, kw_only=True)
class School:
    """A setting of the register.

    Parameters
    ----------
    urn, number
        Its unique number, and council code and number in the council, ``800/2150``.
    name, phase
        What it is called, and what kind it is.
    easting, northing
        Metres on the National Grid; ``None`` where the register has none.
    postcode, lsoa
        As the register has them; may be blank.
    pupils, fsm
        On roll, and of them with free school meals; ``None`` where not known.
    groups
        Trust and ward.
    """

    urn: str
    number: str
    name: str
    phase: Phase
    easting: float | None
    northing: float | None
    postcode: str
    lsoa: str
    pupils: float | None
    fsm: float | None
    groups: Mapping[str, str]


def schools(file: PublishedFile, councils: Sequence[str]) -> tuple[tuple[School, ...], list[str]]:
    """Return the open settings of some councils, and what a reader should know.

    Parameters
    ----------
    file
        The register.
    councils
        Names as the register has them, capitals aside; several for one integrated care board.

    Raises
    ------
    DataError
        If the register has no such council, with the one that was probably meant; if two rows of
        one school contradict each other.
    """
    wanted = {name.strip().casefold() for name in councils}
    names: dict[str, str] = {}
    left: Counter[str] = Counter()
    found: dict[str, School] = {}
    problems: list[str] = []
    for number, record in file.records():
        council = record["la_name"]
        names.setdefault(council.casefold(), council)
        if council.casefold() not in wanted:
            continue
        why = _left_out(record)
        if why:
            left[why] += 1
            continue
        school = _school(record)
        if school.urn in found and found[school.urn] != school:
            problems.append(f"row {number}: URN {school.urn} stands in it twice, and differs")
        found[school.urn] = school
    problems += [
        f"there is no council {name!r}; {nearest(name, names.values())}"
        for name in councils
        if name.strip().casefold() not in names
    ]
    if not found and not problems:
        problems.append(f"no open setting of {', '.join(councils)} stands in it")
    if problems:
        raise DataError(file.name, problems)
    notes = [f"{file.name}: {n:,} left out, {why}" for why, n in sorted(left.items())]
    return tuple(found.values()), [*file.notes, *notes]


def _left_out(record: Mapping[str, str]) -> str:
    """Say why a row is no setting of the offer; nothing where it is one."""
    status = record["status"].casefold()
    if status not in OPEN:
        return f"status {record['status'] or 'not stated'}"
    if NO_SETTING.search(record["type"].casefold()):
        return f"type {record['type']}"
    if not re.fullmatch(r"\d{5,7}", record["urn"]):
        return "without a URN"
    return ""


def _school(record: Mapping[str, str]) -> School:
    pupils, percent = count(record.get("pupils", "")), count(record.get("fsm_percent", ""))
    east, north = count(record.get("easting", "")), count(record.get("northing", ""))
    placed = bool(east and north)
    fsm = None if pupils is None or percent is None else round(pupils * percent / 100)
    return School(
        urn=record["urn"],
        number=f"{record.get('la_code', '')}/{record.get('number', '')}",
        name=plain_name(record["name"]) or f"School {record['urn']}",
        phase=phase_of(record),
        easting=east if placed else None,
        northing=north if placed else None,
        postcode=record.get("postcode", "").upper(),
        lsoa=record.get("lsoa", ""),
        pupils=pupils,
        fsm=fsm,
        groups={key: plain_name(record.get(key, "")) for key in ("trust", "ward")},
    )


def phase_of(record: Mapping[str, str]) -> Phase:
    """Return the phase of a row: as stated, else by its type, else by the ages it takes.

    Parameters
    ----------
    record
        With ``phase``, ``type``, ``low_age`` and ``high_age``.

    Examples
    --------
    >>> phase_of({"phase": "Not applicable", "type": "Academy special converter"}).value
    'special'
    >>> ages = {"low_age": "3", "high_age": "18"}
    >>> phase_of({"phase": "Not applicable", "type": "Other independent school"} | ages).value
    'all_through'
    """
    kind = record["type"].casefold()
    for pattern, phase in BY_TYPE:
        if pattern.search(kind):
            return phase
    stated = PHASES.get(record["phase"].casefold())
    return stated if stated is not None else _by_age(record)


def _by_age(record: Mapping[str, str]) -> Phase:
    low, high = count(record.get("low_age", "")), count(record.get("high_age", ""))
    if low is None or high is None:
        return Phase.ALL_THROUGH
    if low >= FIRST_COLLEGE_AGE:
        return Phase.POST_16
    if high <= LAST_PRIMARY_AGE + 2:  # preparatory schools end at 13
        return Phase.PRIMARY
    return Phase.SECONDARY if low >= FIRST_SECONDARY_AGE else Phase.ALL_THROUGH


def councils_of(file: PublishedFile) -> Iterator[str]:
    """Yield the names of councils in the register, each once."""
    yield from dict.fromkeys(record["la_name"] for _, record in file.records())
