"""Counts to schools: by number, by a number before, by council and number, by postcode and name.

Each school says how its counts were found. No row of counts goes to two schools.
"""

from collections import Counter
from collections.abc import Mapping, Sequence

from experts_at_hand.sources.gias import School
from experts_at_hand.sources.published_file import in_place
from experts_at_hand.sources.school_links import former_numbers
from experts_at_hand.sources.sen_school_level import SenCounts, SenFile, added

WAYS = (
    "by URN",
    "by the URN before",
    "by council and number",
    "by postcode and name",
    "not found",
)
"""How counts may be found, tried in this order."""

Own = Mapping[str, tuple[SenCounts | None, str]]
"""What is known of each school by its URN, and how it was found."""


def joined(schools: Sequence[School], counts: SenFile, links: Mapping[str, tuple[str, ...]]) -> Own:
    """Return the counts of each school.

    Parameters
    ----------
    schools
        Of the register.
    counts
        Of a file of counts.
    links
        Numbers that schools had before.
    """
    found: dict[str, tuple[SenCounts | None, str]] = {}
    used: set[str] = set()
    numbers, places = _unique(counts.numbers), _unique(counts.places)
    for way in WAYS[:-1]:
        claims: dict[str, tuple[str, ...]] = {}
        for school in schools:
            if school.urn not in found:
                rows = _rows(way, school, counts, links, numbers=numbers, places=places)
                if rows and not used & set(rows):
                    claims[school.urn] = rows
        claimed = Counter(row for rows in claims.values() for row in rows)
        for urn, rows in claims.items():
            if all(claimed[row] == 1 for row in rows):  # else it was split: whose are they?
                found[urn] = added([counts.by_urn[row] for row in rows]), way
                used |= set(rows)
    return {school.urn: found.get(school.urn, (None, WAYS[-1])) for school in schools}


def _rows(
    way: str,
    school: School,
    counts: SenFile,
    links: Mapping[str, tuple[str, ...]],
    *,
    numbers: Mapping[str, str],
    places: Mapping[str, str],
) -> tuple[str, ...]:
    """Return the numbers under which the counts of a school stand, looked for in one way."""
    if way == WAYS[0]:
        return (school.urn,) if school.urn in counts.by_urn else ()
    if way == WAYS[1]:
        return former_numbers(school.urn, counts.by_urn, links)
    if way == WAYS[2]:
        return (numbers[school.number],) if school.number in numbers else ()
    place = in_place(school.postcode, school.name)
    return (places[place],) if place in places else ()


def _unique(pairs: Sequence[tuple[str, str]]) -> Mapping[str, str]:
    """Return what a key means where it means one thing; blanks mean nothing."""
    times = Counter(key for key, _ in pairs)
    return {key: urn for key, urn in pairs if key and times[key] == 1}


def ways_in_words(own: Own) -> str:
    """Say how many schools were joined in which way."""
    ways = Counter(how for _, how in own.values())
    return ", ".join(f"{ways[way]:,} {way}" for way in WAYS if ways[way])
