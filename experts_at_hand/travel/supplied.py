"""Travel that another tool has worked out: a table of minutes, and of miles where it has them."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar, Self

import numpy as np

from experts_at_hand.domain.arrays import FloatArray, IntArray
from experts_at_hand.domain.input_file import InputFile
from experts_at_hand.domain.local_area import LocalArea
from experts_at_hand.domain.travel_matrix import METRES_PER_MILE, TravelMatrix
from experts_at_hand.errors import DataError
from experts_at_hand.examples import shipped
from experts_at_hand.registry.protocols import TRAVEL_MODELS
from experts_at_hand.travel.matrix_file import MatrixFile, read_matrix_file
from experts_at_hand.travel.unreachable import listed, unreachable_notes

NAMED = 10
"""How many missing pairs a refusal names before it says how many there are."""


@TRAVEL_MODELS.register("supplied")
@dataclass(frozen=True, slots=True, kw_only=True)
class Supplied:
    """Take minutes from a table that another tool has made: CSV, or the first sheet of a workbook.

    Either one row for each journey, ``from_id,to_id,minutes`` with ``miles`` if known, or a matrix
    whose first column is the origin and whose other headings are destinations. Ids are those of
    settings and teams. ``inf`` says that there is no way. Journeys from base to base may be left
    out, and so may a place to itself; a team that the file does not know, such as an added post,
    travels as another place at the same point does.

    Parameters
    ----------
    file
        The table of one-way minutes.
    miles_file
        A matrix of one-way miles, the same ids; for a table of minutes that has no miles.
    speed_kmh
        Where no miles are given they are minutes at this speed, km an hour, > 0. 40 is an
        assumption, and is noted where it is used.
    """

    figures_from: ClassVar[str] = "The file of minutes that the scenario names"
    """Where the usual figures come from, for a report."""

    file: Path
    miles_file: Path | None = None
    speed_kmh: float = 40.0

    @classmethod
    def example(cls) -> Self:
        """Return the toy area's own table."""
        return cls(file=shipped("toy/travel.csv"))

    def __post_init__(self) -> None:
        object.__setattr__(self, "file", Path(self.file))
        if self.miles_file is not None:
            object.__setattr__(self, "miles_file", Path(self.miles_file))
        if not (math.isfinite(self.speed_kmh) and self.speed_kmh > 0):
            raise ValueError(f"speed_kmh is {self.speed_kmh}, expected more than 0 km an hour")

    def check_files(self) -> None:
        """Read the tables, and refuse what cannot be read of them."""
        read_matrix_file(self.file, "minutes")
        if self.miles_file is not None:
            read_matrix_file(self.miles_file, "miles")

    def matrix(self, area: LocalArea) -> TravelMatrix:
        """Minutes and miles between all settings and bases, as the file has them.

        Raises
        ------
        DataError
            Listing every cell that is no number and every place or journey that is lacking.
        """
        ids = tuple(area.places)
        table = read_matrix_file(self.file, "minutes")
        stands_for = _stand_ins(area, table)
        minutes = _arranged(table, table.minutes, area, stands_for)
        notes = [*table.notes]
        notes += [
            f"{id_} is not in {table.name} and travels as {other}, which stands at the same point"
            for id_, other in stands_for.items()
            if id_ != other
        ]
        strangers = [id_ for id_ in table.ids if id_ not in area.places]
        if strangers:
            notes.append(f"not used of {table.name}: {listed(strangers)}")
        inputs: tuple[InputFile, ...] = (table.input,)
        if self.miles_file is not None:
            book = read_matrix_file(self.miles_file, "miles")
            notes += book.notes
            miles = _arranged(book, book.minutes, area, _stand_ins(area, book))
            inputs = (*inputs, book.input)
        elif table.miles is not None:
            miles = _arranged(table, table.miles, area, stands_for)
        else:
            miles = minutes * (self.speed_kmh * 1000 / 60 / METRES_PER_MILE)
            notes.append(
                f"{table.name} gives no miles: {self.speed_kmh:g} km/h is assumed on every journey"
            )
        return TravelMatrix(
            ids=ids,
            minutes=minutes,
            miles=miles,
            method=self.sentence(),
            notes=(*notes, *unreachable_notes(area, minutes)),
            inputs=inputs,
        )

    def sentence(self) -> str:
        """Say how travel is estimated."""
        return f"travel times are those of the table {self.file.name}"


def _stand_ins(area: LocalArea, table: MatrixFile) -> Mapping[str, str]:
    """Return the id under which the file knows each place of the area.

    Raises
    ------
    DataError
        Naming each place that the file does not know.
    """
    known = set(table.ids)
    at = {(p.easting, p.northing): id_ for id_, p in area.places.items() if id_ in known}
    stands_for = {
        id_: id_ if id_ in known else at.get((place.easting, place.northing), "")
        for id_, place in area.places.items()
    }
    unknown = [id_ for id_, other in stands_for.items() if not other]
    if unknown:
        nouns = {setting.id: f"setting {setting.id} ({setting.name})" for setting in area.settings}
        problems = [
            f"{nouns.get(id_, f'team {id_}')}: no journey from or to it; add them, by id"
            for id_ in unknown[:NAMED]
        ]
        if len(unknown) > NAMED:
            problems.append(f"and {len(unknown) - NAMED} more of {len(unknown)} places not in it")
        raise DataError(table.name, problems)
    return stands_for


def _arranged(
    table: MatrixFile, values: FloatArray, area: LocalArea, stands_for: Mapping[str, str]
) -> FloatArray:
    """Return the values by the area's ids.

    Raises
    ------
    DataError
        If a journey that a visit could need is lacking.
    """
    index = {id_: i for i, id_ in enumerate(table.ids)}
    rows: IntArray = np.array([index[other] for other in stands_for.values()], dtype=np.int64)
    found: FloatArray = values[np.ix_(rows, rows)]
    found[rows[:, None] == rows[None, :]] = 0.0
    settings = len(area.settings)
    bases = found[settings:, settings:]
    bases[np.isnan(bases)] = np.inf  # no visit drives from base to base
    lacking = np.argwhere(np.isnan(found))
    if len(lacking):
        raise DataError(table.name, _lacking(lacking.tolist(), tuple(stands_for)))
    return found


def _lacking(pairs: Sequence[Sequence[int]], ids: Sequence[str]) -> list[str]:
    problems = [
        f"no journey from {ids[i]} to {ids[j]}; add it, or write inf where there is no way"
        for i, j in pairs[:NAMED]
    ]
    if len(pairs) > NAMED:
        problems.append(
            f"and {len(pairs) - NAMED:,} more: {len(pairs):,} journeys are lacking in all"
        )
    return problems
