"""Where each row stands: by easting and northing, by longitude and latitude, or by postcode."""

import math
from collections.abc import Sequence
from functools import cache
from itertools import zip_longest
from typing import Any

from experts_at_hand.domain.settings import Place, looks_like_degrees
from experts_at_hand.sources.postcodes import (
    CURE,
    is_irish,
    is_postcode,
    places_of,
    postcodes_available,
)
from experts_at_hand.tables.cells import Cells
from experts_at_hand.tables.values import is_missing

PAIRS = (("easting", "northing"), ("longitude", "latitude"))
PLACE_COLUMNS = ("easting", "northing", "longitude", "latitude", "postcode")

_OUTLINE_KM = (
    (80, 5), (175, 5), (285, 25), (368, 60), (450, 70), (560, 90), (610, 110), (640, 140),
    (645, 175), (650, 245), (660, 295), (625, 350), (560, 365), (545, 410), (530, 470),
    (490, 515), (440, 570), (405, 655), (368, 710), (400, 805), (418, 845), (402, 870),
    (345, 960), (375, 1060), (480, 1225), (410, 1190), (315, 1030), (220, 980), (150, 970),
    (65, 830), (50, 780), (85, 740), (110, 650), (155, 600), (190, 550), (215, 395),
    (200, 325), (165, 205), (220, 128), (125, 25),
)  # fmt: skip
"""A rough outline of Great Britain on its National Grid, kilometres, capes read off a map."""

MARGIN_METRES = 20_000
"""How far beyond the rough outline a place may lie before it is refused."""


def read_places(cells: Cells, *, what: str) -> list[Place | None]:
    """Place every row, ``None`` where that cannot be done; why not is a problem.

    In a row that offers several, easting and northing go before longitude and latitude, and these
    before the postcode.

    Parameters
    ----------
    cells
        The table.
    what
        What a row is, for the message.
    """
    header = cells.table.header
    ways = [pair for pair in PAIRS if all(word in header for word in pair)]
    if not ways and "postcode" not in header:
        cells.findings.problem(
            cells.table.file,
            row=cells.table.heading_row,
            found="there are no columns that say where things are",
            cure="add longitude and latitude, easting and northing, or postcode",
        )
        return [None] * len(cells.table.rows)
    places: list[Place | None] = [None] * len(cells.table.rows)
    open_rows = list(range(len(places)))
    ways_in_words = [f"{a} and {b}" for a, b in ways]
    ways_in_words += ["postcode"] if "postcode" in header else []
    before = 0
    for way, pair in zip_longest(ways_in_words, ways):
        if pair is None:
            open_rows = _read_postcodes(cells, places, open_rows)
        else:
            open_rows = _read_pair(cells, pair, places, open_rows)
        now = sum(place is not None for place in places)
        if now > before:
            cells.findings.placed[f"{_several(what)} by {way}"] = now - before
        before = now
    for i in open_rows:
        cells.problem(
            cells.table.numbers[i],
            "",
            found=f"this {what} has no place",
            cure=f"fill in {' or '.join(ways_in_words)}",
        )
    return places


def _several(what: str) -> str:
    return "teams' bases" if what == "team's base" else f"{what}s"


def _read_pair(
    cells: Cells, pair: tuple[str, str], places: list[Place | None], open_rows: list[int]
) -> list[int]:
    """Place the open rows that have both numbers; return those that have neither."""
    firsts, seconds = (
        ["" if is_missing(cell) else cell for cell in cells.table.column(word)] for word in pair
    )
    left, pending = [], []
    for i in open_rows:
        if not firsts[i] and not seconds[i]:
            left.append(i)
        elif not firsts[i] or not seconds[i]:
            missing, other = pair if not firsts[i] else pair[::-1]
            row = cells.table.numbers[i]
            cells.problem(row, missing, found=f"{other} stands alone", cure="fill in both")
        else:
            pending.append(i)
    first_numbers, second_numbers = (cells.signed(word) for word in pair)
    numbers = [(i, first_numbers[i], second_numbers[i]) for i in pending]
    whole = [(i, a, b) for i, a, b in numbers if a is not None and b is not None]
    on_grid = _on_grid(pair, [(a, b) for _, a, b in whole])
    inside = _inside_britain(on_grid)
    for (i, a, b), place, right in zip(whole, on_grid, inside, strict=True):
        if place is not None and right:
            places[i] = place
            continue
        found = f"{pair[0]} {a:g}, {pair[1]} {b:g} is not in Great Britain"
        cells.problem(
            cells.table.numbers[i],
            f"{pair[0]}, {pair[1]}",
            found=found,
            cure=_cure(pair, a, b),
        )
    return left


def _cure(pair: tuple[str, str], first: float, second: float) -> str:
    """Say what to do about two numbers that are no place in Great Britain."""
    if pair == PAIRS[0] and looks_like_degrees(first, second):
        return "these are degrees: call the columns longitude and latitude"
    (turned,) = _on_grid(pair, [(second, first)])
    if turned is not None and inside_britain(turned):
        return f"swap {pair[0]} and {pair[1]}: they look exchanged"
    return "correct them, or leave both blank and give a postcode"


def _read_postcodes(
    cells: Cells, places: list[Place | None], open_rows: Sequence[int]
) -> list[int]:
    """Place the open rows that have a postcode; return those that have none."""
    codes = cells.text("postcode")
    given = [i for i in open_rows if codes[i]]
    well_formed = [i for i in given if is_postcode(codes[i])]
    available = postcodes_available()
    found = places_of(codes[i] for i in well_formed) if available and well_formed else {}
    for i in given:
        row, code = cells.table.numbers[i], codes[i]
        if i not in well_formed:
            cure = "write a whole postcode such as BA1 1LZ"
            cells.problem(row, "postcode", found=f"found {code!r}", cure=cure)
        elif is_irish(code):
            cure = "the offer is for England: take the row out, or correct the postcode"
            what = f"found {code!r}, which is in Northern Ireland"
            cells.problem(row, "postcode", found=what, cure=cure)
        elif not available:
            what = f"found {code!r} and no table of postcodes on this machine"
            cells.problem(row, "postcode", found=what, cure=CURE)
        elif code not in found:
            cure = "correct it, or add longitude and latitude"
            cells.problem(row, "postcode", found=f"found {code!r}, unknown", cure=cure)
        else:
            places[i] = found[code]
    if found:
        many = len([i for i in well_formed if codes[i] in found])
        cells.findings.note(
            f"{cells.table.file}: {many:,} of {len(codes):,} rows are placed at the centre of "
            "their postcode (ONS Postcode Directory, live and ended postcodes)"
        )
    return [i for i in open_rows if not codes[i]]


def _on_grid(pair: tuple[str, str], numbers: Sequence[tuple[float, float]]) -> list[Place | None]:
    """Turn pairs of numbers into places; ``None`` where the numbers are not such."""
    if pair == PAIRS[0]:
        return [
            None if looks_like_degrees(a, b) else Place(easting=a, northing=b) for a, b in numbers
        ]
    import numpy as np

    degrees = np.array(numbers, dtype=np.float64).reshape(-1, 2)
    east, north = _to_grid().transform(degrees[:, 0], degrees[:, 1])
    # To the decimetre, so that the same file gives the same bytes with every release of PROJ.
    return [
        Place(easting=round(float(e), 1), northing=round(float(n), 1))
        if np.isfinite(e) and np.isfinite(n)
        else None
        for e, n in zip(east, north, strict=True)
    ]


def inside_britain(place: Place) -> bool:
    """Whether a place lies in Great Britain or close to its coast.

    >>> inside_britain(Place(easting=375_000, northing=165_000))  # Bath
    True
    >>> inside_britain(Place(easting=165_000, northing=375_000))  # the same, exchanged
    False
    """
    return _inside_britain([place])[0]


def _inside_britain(places: Sequence[Place | None]) -> list[bool]:
    """Whether each place lies there; one that could not be made does not."""
    import numpy as np
    import shapely

    xy = [(math.nan, math.nan) if p is None else (p.easting, p.northing) for p in places]
    columns = np.array(xy, dtype=np.float64).reshape(-1, 2)
    found: list[bool] = shapely.covers(_britain(), shapely.points(columns)).tolist()
    return found


@cache
def _britain() -> Any:  # noqa: ANN401 - untyped library
    import shapely

    outline = shapely.Polygon([(1000 * e, 1000 * n) for e, n in _OUTLINE_KM])
    britain = outline.buffer(MARGIN_METRES)
    shapely.prepare(britain)
    return britain


@cache
def _to_grid() -> Any:  # noqa: ANN401 - untyped library
    from pyproj import Transformer

    return Transformer.from_crs("EPSG:4326", "EPSG:27700", always_xy=True)
