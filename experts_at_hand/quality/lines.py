"""The data-quality report of an area: a line a finding, with its figures."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from experts_at_hand.domain.local_area import LocalArea
from experts_at_hand.domain.plausibility import far_places
from experts_at_hand.domain.travel_matrix import TravelMatrix
from experts_at_hand.quality.gaps import gaps_of

JOINED = "sen_joined"
"""The column in which an import says how the counts of a setting were found."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One finding.

    Parameters
    ----------
    topic
        What it is about: ``read``, ``placed``, ``joined``, ``blank``, ``vintage``, ``doubtful``,
        ``travel``.
    what
        What was counted, in words.
    count
        How many; ``None`` where nothing is counted.
    of
        Of how many; ``None`` where that says nothing.
    said
        What a reader should know of it, in a sentence; may be empty.
    """

    topic: str
    what: str
    count: float | None = None
    of: float | None = None
    said: str = ""

    @property
    def figure(self) -> str:
        """The count as a reader likes it."""
        if self.count is None:
            return ""
        return f"{self.count:,.0f}" if self.of is None else f"{self.count:,.0f} of {self.of:,.0f}"


def data_quality(area: LocalArea, travel: TravelMatrix | None = None) -> tuple[Line, ...]:
    """Return what was read, placed, joined and estimated, and what looks wrong.

    Parameters
    ----------
    area
        As a scenario takes it.
    travel
        Between its places, where that is known.
    """
    journeys = _travel(area, travel) if travel is not None else ()
    return (
        *_read(area), *_placed(area), *_joined(area), *_blank(area), *_vintages(area),
        *_doubtful(area), *journeys,
    )  # fmt: skip


def _read(area: LocalArea) -> Iterator[Line]:
    settings = len(area.settings) + len(area.outside)
    yield Line(topic="read", what="settings", count=settings)
    if area.outside:
        yield Line(
            topic="read", what="settings that are not part of the offer", count=len(area.outside),
            of=settings,
        )  # fmt: skip
    yield Line(topic="read", what="teams", count=len(area.teams))


def _placed(area: LocalArea) -> Iterator[Line]:
    for way, count in area.placed.items():
        said = ""
        if way.endswith("postcode"):
            said = "the centre of a postcode, some hundred metres from the door"
        what = way.replace(" by ", " placed by ", 1)
        yield Line(topic="placed", what=what, count=count, said=said)


def _joined(area: LocalArea) -> Iterator[Line]:
    ways = Counter(s.groups[JOINED] for s in area.settings if s.groups.get(JOINED))
    for way, count in ways.most_common():
        yield Line(
            topic="joined",
            what=f"counts joined {way}" if way.startswith("by") else f"counts {way}",
            count=count,
            of=len(area.settings),
        )


def _blank(area: LocalArea) -> Iterator[Line]:
    for gap in gaps_of(area):
        yield Line(
            topic="blank", what=f"{gap.column} blank, and estimated", count=gap.settings,
            of=len(area.settings), said=gap.sentence(),
        )  # fmt: skip
    if area.need.imputations:
        yield Line(topic="blank", what="in all", said=area.need.estimates_in_words())


def _vintages(area: LocalArea) -> Iterator[Line]:
    """Name each source once, with the columns that come from it."""
    columns: dict[str, list[str]] = {}
    for column, source in area.sources.items():
        columns.setdefault(source, []).append(column)
    for source, names in columns.items():
        yield Line(topic="vintage", what=", ".join(names), said=source)


def _doubtful(area: LocalArea) -> Iterator[Line]:
    far = set(far_places(area))
    yield Line(topic="doubtful", what="places far from all others", count=len(far))
    others = [doubt for doubt in area.doubts if doubt not in far]
    yield Line(topic="doubtful", what="other things that look wrong", count=len(others))


def _travel(area: LocalArea, travel: TravelMatrix) -> Iterator[Line]:
    settings, bases = len(area.settings), len(area.teams)
    if travel.door_metres is not None:
        doors = travel.door_metres
        names = {s.id: s.name for s in area.settings} | {t.id: t.base or t.id for t in area.teams}
        farthest = int(doors.argmax())
        yield Line(
            topic="travel", what="metres from a place to its road, in the middle",
            count=float(np.median(doors)),
            said=f"{doors[farthest]:,.0f} m at most, at {names[travel.ids[farthest]]}",
        )  # fmt: skip
    between = np.ones_like(travel.minutes, dtype=np.bool_)
    np.fill_diagonal(between, val=False)
    between[settings:, settings:] = False
    lost = int((~np.isfinite(travel.minutes) & between).sum())
    pairs = settings * (settings - 1) + 2 * settings * bases
    yield Line(topic="travel", what="journeys without a way", count=lost, of=pairs)
