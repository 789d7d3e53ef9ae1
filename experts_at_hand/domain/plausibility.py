"""What is possible but looks wrong in an area and its travel, whichever door they came in by.

Nothing here stops a plan: a refusal belongs to the table in which a value stands. Every bound is an
assumption, set where a real area has nothing beyond it and a slip of unit or digits lands far
outside.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

import numpy as np

from experts_at_hand.domain.arrays import BoolArray, FloatArray
from experts_at_hand.domain.local_area import LocalArea
from experts_at_hand.domain.settings import Phase, Setting
from experts_at_hand.domain.travel_matrix import METRES_PER_MILE, TravelMatrix
from experts_at_hand.domain.workforce import profession_label
from experts_at_hand.errors import DataError

NAMED = 5
"""Settings, teams or journeys that a sentence names before it counts the others."""

FAR_METRES = 60_000.0
"""A place further than this from every base, or from the middle of the area, is rather a slip of
the pen: no English council is wider."""

MOST_WTE = 20.0
"""More posts in one team are rather hours: 37.5 is a full-time week."""

MOST_PLANS = 1 / 3
"""A mainstream school with a larger share of pupils with plans is rather a special school: 2 to 3%
is the rule ("Special educational needs in England", January 2025)."""

TINY_HOURS = 0.1
"""Hours a year below which a need is rather a slip: six minutes."""

PRECISION_HOURS = 1e-5
"""What a plan's hours are exact to: a twenty-fifth of a second. It is what the check of a plan
allows, and far below anything but a need of minutes a year."""

COSTS = (8.0, 300.0)
"""GBP of a paid hour beyond which it is rather pence, or the cost of a year."""

NEAR_METRES = 1_000.0
"""Journeys between places nearer than this are not judged: parking and rounding rule them."""

FASTEST_KMH = 130.0
"""A straight line is not driven faster than this, whatever the roads."""

SLOWEST_KMH = 8.0
"""If half of all journeys are slower along the straight line, minutes are rather seconds."""

DETOURS = (0.95, 2.0)
"""Miles over the straight line: less than the first is no way, and a middle beyond the second is
rather kilometres or metres. Real roads of one area gave 1.33 in the mean, 1.26 in the median."""

GARBLED = re.compile("\ufffd|\u00c3[\u0080-\u00bf]|\u00e2\u20ac")
"""What is left of an accent or a curly quote that was read in another encoding."""

MAINSTREAM = (Phase.EARLY_YEARS, Phase.PRIMARY, Phase.SECONDARY, Phase.ALL_THROUGH, Phase.POST_16)

ItemT = TypeVar("ItemT")


def area_doubts(area: LocalArea) -> tuple[str, ...]:
    """Return a sentence for each thing that looks wrong in an area's settings and teams.

    Parameters
    ----------
    area
        As it was read, what-ifs applied or not.
    """
    return tuple(
        sentence
        for judge in (
            far_places,
            _counts,
            _uplift,
            _tiny_needs,
            _alike_settings,
            _alike_words,
            _teams,
        )
        for sentence in judge(area)
    )


def _named(names: Sequence[str]) -> str:
    more = f" and {len(names) - NAMED} more" if len(names) > NAMED else ""
    return f"{', '.join(names[:NAMED])}{more}"


def _called(settings: Sequence[Setting]) -> str:
    return _named([f"{s.name} ({s.id})" for s in settings])


def far_places(area: LocalArea) -> Iterator[str]:
    """Yield a sentence for each place that is nowhere near the others.

    Parameters
    ----------
    area
        As it was read, what-ifs applied or not.
    """
    places = list(area.places.values())
    if len(places) <= 2:  # noqa: PLR2004 - two places have no middle
        return
    xy = np.array([(p.easting, p.northing) for p in places], dtype=np.float64)
    middle = np.median(xy, axis=0)
    from_middle = np.hypot(*(xy - middle).T)
    settings, bases = xy[: len(area.settings)], xy[len(area.settings) :]
    for i, setting in enumerate(area.settings):
        from_base = np.hypot(*(bases - settings[i]).T).min() if len(bases) else 0.0
        if from_middle[i] > FAR_METRES:
            yield (
                f"{setting.name} ({setting.id}) stands {from_middle[i] / 1000:,.0f} km from the "
                "middle of the area: is its place right?"
            )
        elif from_base > FAR_METRES:
            yield (
                f"{setting.name} ({setting.id}) stands {from_base / 1000:,.0f} km from the "
                "nearest base: is its place right?"
            )
    for team, away in zip(area.teams, from_middle[len(area.settings) :].tolist(), strict=True):
        if away > FAR_METRES:
            yield (
                f"the base of team {team.id} stands {away / 1000:,.0f} km from the middle of the "
                "area: is its place right?"
            )


def _counts(area: LocalArea) -> Iterator[str]:
    """Judge counts of children that cannot be counts, or hardly."""
    for count in ("pupils", "ehcp", "sen_support", "fsm"):
        given = [(s, value) for s in area.settings if (value := getattr(s, count)) is not None]
        broken = [s for s, value in given if not float(value).is_integer()]
        if broken:
            below = all(value <= 1 for _, value in given)
            why = ": are these shares where counts belong?" if below else ""
            yield f"{count} is no whole number of children at {_called(broken)}{why}"
    over = [
        s
        for s in area.settings
        if s.pupils is not None and (s.ehcp or 0) + (s.sen_support or 0) > s.pupils
    ]
    if over:
        yield (
            f"more children with SEN than pupils at {_called(over)}; the counts are used as given"
        )
    rather_special = [
        s
        for s in area.settings
        if s.phase in MAINSTREAM and s.pupils and s.ehcp and s.ehcp > MOST_PLANS * s.pupils
        if s not in over
    ]
    if rather_special:
        yield (
            f"more than a third of the pupils have plans at {_called(rather_special)}: is this a "
            "special school?"
        )


def _uplift(area: LocalArea) -> Iterator[str]:
    """Find an uplift for deprivation on counts that vary with deprivation by themselves."""
    twice = [
        profession_label(word)
        for word, model in area.need_models.items()
        if getattr(model, "counts_deprivation_twice", False)
    ]
    if twice:
        yield (
            f"the need of {' and '.join(twice)} counts deprivation twice: children on SEN support "
            "and with plans are more numerous where deprivation is, and deprivation_uplift adds to "
            "them again; leave it out unless that is meant"
        )


def _tiny_needs(area: LocalArea) -> Iterator[str]:
    """Find needs so small that hours are not known well enough to say what share of them is met."""
    try:
        need = area.need
    except DataError:  # a profession without a statement of need: refused later, by name
        return
    for profession in area.professions:
        hours = need.of(profession)
        tiny = np.flatnonzero((hours > 0) & (hours < TINY_HOURS)).tolist()
        if tiny:
            least = float(hours[tiny].min())
            off = min(1.0, PRECISION_HOURS / least)
            yield (
                f"less than six minutes a year of {profession_label(profession)} are needed at "
                f"{_called([area.settings[i] for i in tiny])}: is this right? Hours are exact to "
                f"{PRECISION_HOURS:.5f}, so that the access of the smallest may be off by {off:.2%}"
            )


def _alike_settings(area: LocalArea) -> Iterator[str]:
    """Find settings that may be one and the same, and schools that are closed."""
    for same in _groups(area.settings, lambda s: f"{_plain(s.name)}|{s.place}"):
        yield (
            f"{_called(same)} share their name and their place: is one of them closed, or the "
            "same school twice?"
        )
    for same in _groups(area.settings, lambda s: _plain(s.id)):
        ids = ", ".join(s.id for s in same)
        yield f"the ids {ids} differ only in zeros, capitals or blanks: is this one school?"
    garbled = [s for s in area.settings if GARBLED.search(s.name)]
    if garbled:
        yield (
            f"letters are lost in the names of {_called(garbled)}: was the table saved in one "
            "encoding and opened in another? Save it as CSV UTF-8"
        )
    closed = [
        s
        for s in area.settings
        if any(
            "status" in column and re.match(r"closed\b|proposed to open", value.casefold())
            for column, value in s.groups.items()
        )
    ]
    if closed:
        yield f"not open by their status, and planned for all the same: {_called(closed)}"


def _alike_words(area: LocalArea) -> Iterator[str]:
    """Find words of a further column that differ in a way that nobody means."""
    columns = dict.fromkeys(name for setting in area.settings for name in setting.groups)
    for column in columns:
        words = sorted({s.groups.get(column, "") for s in area.settings} - {""})
        for same in _groups(words, _plain):
            yield (
                f"column {column}: {' and '.join(map(repr, same))} are taken as different; they "
                "differ only in capitals, blanks or leading zeros"
            )


def _teams(area: LocalArea) -> Iterator[str]:
    for team in area.teams:
        if team.wte > MOST_WTE:
            yield (
                f"team {team.id} has {team.wte:g} whole-time equivalents: are these hours a week?"
            )
        cost = team.hourly_cost
        if cost is not None and cost > 0 and not COSTS[0] <= cost <= COSTS[1]:
            yield f"an hour of team {team.id} costs GBP {cost:,.2f}: is this the cost of an hour?"


def _groups(items: Sequence[ItemT], key: Callable[[ItemT], str]) -> Iterator[list[ItemT]]:
    """Yield the items that share a key, where there are several."""
    by_key: dict[str, list[ItemT]] = defaultdict(list)
    for item in items:
        by_key[key(item)].append(item)
    yield from (same for same in by_key.values() if len(same) > 1)


def _plain(word: str) -> str:
    """Return a word without capitals, blanks, and zeros before a number.

    >>> _plain("North  East"), _plain("01"), _plain("100001.0")
    ('northeast', '1', '100001')
    """
    text = "".join(word.casefold().split())
    return re.sub(r"(?<![\d.])0+(?=\d)", "", re.sub(r"(?<=\d)\.0+$", "", text))


def travel_doubts(area: LocalArea, travel: TravelMatrix) -> tuple[str, ...]:
    """Return a sentence for each way in which minutes and miles look wrong.

    Parameters
    ----------
    area
        Whose places are known.
    travel
        Of that area; journeys from base to base are not judged.
    """
    xy = np.array([(p.easting, p.northing) for p in area.places.values()], dtype=np.float64)
    metres: FloatArray = np.hypot(*(xy[:, None, :] - xy[None, :, :]).transpose(2, 0, 1))
    judged: BoolArray = (metres > NEAR_METRES) & np.isfinite(travel.minutes)
    bases = slice(len(area.settings), None)
    judged[bases, bases] = False
    if not judged.any():
        return ()
    return (*_speeds(area, travel, metres, judged), *_lengths(area, travel, metres, judged))


def _speeds(
    area: LocalArea, travel: TravelMatrix, metres: FloatArray, judged: BoolArray
) -> Iterator[str]:
    kmh = np.zeros_like(metres)
    with np.errstate(divide="ignore"):  # a journey of no time is driven without end
        np.divide(metres * 0.06, travel.minutes, out=kmh, where=judged)
    fast = kmh > FASTEST_KMH
    if fast.any():
        first = np.unravel_index(int(kmh.argmax()), kmh.shape)
        speed = kmh[first]
        said = f"{speed:,.0f} km/h" if np.isfinite(speed) else "no time at all"
        hint = ": are minutes given in hours?" if fast.sum() > judged.sum() / 2 else ""
        yield (
            f"{_share(fast, judged)} faster than any car, such as {_journey(area, first)}: "
            f"{metres[first] / 1000:,.1f} km in a straight line at {said}{hint}"
        )
    middle = float(np.median(kmh[judged]))
    if middle < SLOWEST_KMH:
        yield (
            f"half of all journeys are slower than {middle:.1f} km/h along the straight line: are "
            "minutes given in seconds, or are roads missing?"
        )


def _lengths(
    area: LocalArea, travel: TravelMatrix, metres: FloatArray, judged: BoolArray
) -> Iterator[str]:
    detour = np.ones_like(metres)
    np.divide(travel.miles * METRES_PER_MILE, metres, out=detour, where=judged)
    short = judged & (detour < DETOURS[0])
    if short.any():
        first = np.unravel_index(int(detour.argmin()), detour.shape)
        yield (
            f"{_share(short, judged)} shorter in miles than the straight line, such as "
            f"{_journey(area, first)}: {float(travel.miles[first]):,.2f} miles for "
            f"{metres[first] / METRES_PER_MILE:,.2f}"
        )
    middle = float(np.median(detour[judged]))
    if middle > DETOURS[1]:
        yield (
            f"half of all journeys are more than {middle:,.1f} times as long as the straight "
            "line: are miles given in kilometres or metres, or are roads missing?"
        )


def _share(some: BoolArray, judged: BoolArray) -> str:
    count, total = int(some.sum()), int(judged.sum())
    return f"{count:,} of {total:,} journeys {'is' if count == 1 else 'are'}"


def _journey(area: LocalArea, pair: Sequence[np.intp] | tuple[np.intp, ...]) -> str:
    ids = list(area.places)
    return f"{ids[int(pair[0])]} to {ids[int(pair[1])]}"
