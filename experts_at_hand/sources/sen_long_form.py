"""Counts of special educational needs as explore-education-statistics has them: one to a row.

A row is a school, a provision (EHC plan, SEN support, all) and a primary type of need (one, or all)
with a number of pupils; several years may stand in one file, and the newest is taken.
"""

import re
from collections.abc import Mapping

from experts_at_hand.errors import DataError
from experts_at_hand.sources.published_file import (
    SUPPRESSED,
    Contract,
    PublishedFile,
    count,
    in_place,
)
from experts_at_hand.sources.sen_school_level import SenCounts, SenFile, council_number

LONG_FORM = Contract(
    title="the SEN file of explore-education-statistics, a row a count",
    columns={
        "period": ("time_period",),
        "urn": ("school_urn", "URN"),
        "laestab": ("school_laestab", "LAEstab"),
        "name": ("school_name",),
        "postcode": ("school_postcode",),
        "provision": ("sen_provision", "sen_status", "provision"),
        "need": ("sen_primary_need", "primary_need", "need"),
        "number": ("pupil_count", "number_of_pupils", "headcount", "pupils", "number"),
    },
    needed=("urn", "provision", "need", "number"),
)

NEEDS: Mapping[str, re.Pattern[str]] = {
    "spld": re.compile(r"specific learning|^spld"),
    "mld": re.compile(r"moderate learning|^mld"),
    "pmld": re.compile(r"profound|^pmld"),
    "sld": re.compile(r"severe learning|^sld"),
    "semh": re.compile(r"social, emotional|^semh"),
    "slcn": re.compile(r"speech, language|^slcn"),
    "msi": re.compile(r"multi-?\s?sensory|^msi"),
    "hi": re.compile(r"hearing|^hi\b"),
    "vi": re.compile(r"visual|vision|^vi\b"),
    "pd": re.compile(r"physical|^pd\b"),
    "asd": re.compile(r"autis|^asd"),
    "nsa": re.compile(r"no specialist|^nsa"),
    "oth": re.compile(r"other|^oth"),
}
"""Primary types of need as the file writes them out, in small letters."""

ALL = re.compile(r"^(total|all\b.*)$")
PLAN = re.compile(r"ehc|statement|education, health")
SUPPORT = re.compile(r"sen support")


def long_counts(file: PublishedFile) -> SenFile:
    """Return what is known of each school.

    Parameters
    ----------
    file
        The long form.

    Raises
    ------
    DataError
        If one count stands in it twice, and differs; if it has no row of a plan or of support.
    """
    newest = max((r.get("period", "") for _, r in file.records()), default="")
    cells: dict[tuple[str, str, str], str] = {}
    schools: dict[str, Mapping[str, str]] = {}
    problems: list[str] = []
    for number, record in file.records():
        if record.get("period", "") != newest or not record["urn"].isdecimal():
            continue
        what = _provision(record["provision"]), _need(record["need"])
        if "" in what:
            continue
        key = (record["urn"], *what)
        if cells.get(key, record["number"]) != record["number"]:
            problems.append(f"row {number}: {' of '.join(what)} of {key[0]} stands in it twice")
        cells[key] = record["number"]
        schools.setdefault(record["urn"], record)
    if not any(key[1] in {"plan", "support"} for key in cells):
        problems.append("no row counts plans or SEN support of a school; choose the school level")
    if problems:
        raise DataError(file.name, problems[:20])
    found = {urn: _school(urn, cells) for urn in schools}
    hidden = sum(text.casefold() in SUPPRESSED for text in cells.values())
    notes = list(file.notes)
    if newest:
        notes.append(f"{file.name}: counts of {newest}, the newest in it")
    if hidden:
        notes.append(f"{file.name}: {hidden:,} counts are suppressed, and stand as blanks")
    return SenFile(
        by_urn=found,
        numbers=[(council_number(record), urn) for urn, record in schools.items()],
        places=[
            (in_place(r.get("postcode", ""), r.get("name", "")), u) for u, r in schools.items()
        ],
        suppressed=hidden,
        vintage=newest,
        notes=tuple(notes),
    )


def _provision(text: str) -> str:
    word = text.casefold()
    if ALL.match(word):
        return "all"
    return "plan" if PLAN.search(word) else "support" if SUPPORT.search(word) else ""


def _need(text: str) -> str:
    word = text.casefold()
    if ALL.match(word):
        return "all"
    return next((need for need, pattern in NEEDS.items() if pattern.search(word)), "")


def _school(urn: str, cells: Mapping[tuple[str, str, str], str]) -> SenCounts:
    """Return the counts of one school: totals where they stand, else types added up."""

    def of(provision: str, need: str) -> float | None:
        return count(cells.get((urn, provision, need), ""))

    def whole(provision: str) -> float | None:
        if (urn, provision, "all") in cells:
            return of(provision, "all")
        stated = [need for need in NEEDS if (urn, provision, need) in cells]
        known = [of(provision, need) for need in stated]
        if not known or None in known:
            return None
        return sum(value for value in known if value is not None)

    types: dict[str, float] = {}
    for need in NEEDS:
        both = [of("plan", need), of("support", need)]
        known = [value for value in both if value is not None]
        if known:
            types[need] = sum(known)
    return SenCounts(pupils=None, ehcp=whole("plan"), sen_support=whole("support"), types=types)
