"""An independent reference for small plans: the same aims in exact fractions, without HiGHS.

A tableau simplex over rational numbers with Bland's rule cannot lose its way: there is no rounding
and no tolerance. It shares nothing with the package but the data.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

Row = dict[int, Fraction]


class NoPlanError(Exception):
    """No plan keeps every row."""


@dataclass
class ExactProgramme:
    """Rows ``sum <= limit`` over variables that are never negative."""

    size: int
    rows: list[tuple[Row, Fraction]] = field(default_factory=list)

    def at_most(self, row: Mapping[int, Fraction], limit: Fraction) -> None:
        """Add a row."""
        self.rows.append((dict(row), limit))

    def at_least(self, row: Mapping[int, Fraction], limit: Fraction) -> None:
        """Add a row the other way round."""
        self.at_most({j: -v for j, v in row.items()}, -limit)

    def most(self, aim: Mapping[int, Fraction]) -> Fraction:
        """Return the largest value of an aim; the plan must be bounded in it."""
        n, m = self.size, len(self.rows)
        zero, one = Fraction(0), Fraction(1)
        # Basic variables n .. n + m - 1 are the slacks, n + m the artificial one of phase one.
        table = [[row.get(j, zero) for j in range(n)] + [-one] for row, _ in self.rows]
        right = [limit for _, limit in self.rows]
        basis, outside = list(range(n, n + m)), [*range(n), n + m]
        if m and min(right) < 0:
            aux = [zero] * n + [-one]
            value = _pivot(table, right, aux, zero, basis, outside, right.index(min(right)), n)
            value = _climb(table, right, aux, value, basis, outside)
            if value < 0:
                raise NoPlanError
            if n + m in basis:
                at = basis.index(n + m)
                column = next(j for j in range(len(outside)) if table[at][j] != 0)
                _pivot(table, right, aux, value, basis, outside, at, column)
        gone = outside.index(n + m)
        for line in table:
            del line[gone]
        del outside[gone]
        costs, value = [zero] * len(outside), zero
        for j, factor in aim.items():
            if j in outside:
                costs[outside.index(j)] += factor
            else:
                at = basis.index(j)
                value += factor * right[at]
                costs = [c - factor * a for c, a in zip(costs, table[at], strict=True)]
        return _climb(table, right, costs, value, basis, outside)


def _climb(
    table: list[list[Fraction]],
    right: list[Fraction],
    costs: list[Fraction],
    value: Fraction,
    basis: list[int],
    outside: list[int],
) -> Fraction:
    while True:
        rising = [j for j, cost in enumerate(costs) if cost > 0]
        if not rising:
            return value
        column = min(rising, key=lambda j: outside[j])  # Bland: never a circle
        limits = [
            (right[i] / line[column], basis[i], i)
            for i, line in enumerate(table)
            if line[column] > 0
        ]
        if not limits:
            raise AssertionError("unbounded")
        at = min(limits)[2]
        value = _pivot(table, right, costs, value, basis, outside, at, column)


def _pivot(  # noqa: PLR0913, PLR0917 - a dictionary of the simplex in its parts
    table: list[list[Fraction]],
    right: list[Fraction],
    costs: list[Fraction],
    value: Fraction,
    basis: list[int],
    outside: list[int],
    at: int,
    column: int,
) -> Fraction:
    """Exchange a basic and a nonbasic variable."""
    line, factor = table[at], table[at][column]
    line[:] = [a / factor for a in line]
    line[column] = 1 / factor
    right[at] /= factor
    for i, other in enumerate(table):
        if i != at and other[column]:
            share = other[column]
            other[column] = Fraction(0)
            other[:] = [a - share * b for a, b in zip(other, line, strict=True)]
            right[i] -= share * right[at]
    share = costs[column]
    costs[column] = Fraction(0)
    costs[:] = [a - share * b for a, b in zip(costs, line, strict=True)]
    value += share * right[at]
    basis[at], outside[column] = outside[column], basis[at]
    return value


@dataclass(frozen=True)
class ExactPlace:
    """One profession: needs, working hours, and working hours for a contact hour where allowed."""

    need: Sequence[Fraction]
    capacity: Sequence[Fraction]
    cost: Mapping[tuple[int, int], Fraction]
    floors: Mapping[int, Fraction] = field(default_factory=dict)
    locks: Mapping[tuple[int, int], Fraction] = field(default_factory=dict)


def exact_values(place: ExactPlace, aims: Sequence[str]) -> list[Fraction | list[Fraction]]:
    """Return what each aim reaches in turn: for worst_ratio the access of every setting, sorted."""
    pairs = [p for p in place.cost if place.need[p[1]] > 0 and place.capacity[p[0]] > 0]
    index = {pair: j for j, pair in enumerate(pairs)}
    reached = sorted({s for _, s in pairs})
    common = len(pairs)
    programme = ExactProgramme(size=common + 1)
    one = Fraction(1)
    given = {s: {index[p]: one for p in pairs if p[1] == s} for s in reached}
    for s in reached:
        programme.at_most(given[s], place.need[s])
    for t, hours in enumerate(place.capacity):
        programme.at_most({index[p]: place.cost[p] for p in pairs if p[0] == t}, hours)
    programme.at_most({common: one}, one)
    for s, hours in place.floors.items():
        programme.at_least(given[s], hours)
    for pair, hours in place.locks.items():
        programme.at_least({index[pair]: one}, hours)
        programme.at_most({index[pair]: one}, hours)
    found: list[Fraction | list[Fraction]] = []
    for aim in aims:
        if aim == "worst_ratio":
            found.append(_leximin(programme, given, place.need, reached, common))
        elif aim == "unmet_need":
            total = {index[p]: one for p in pairs}
            met = programme.most(total)
            programme.at_least(total, met)
            found.append(sum(place.need, Fraction(0)) - met)
        else:
            travel = {index[p]: place.cost[p] - 1 for p in pairs}
            least = -programme.most({j: -v for j, v in travel.items()})
            programme.at_most(travel, least)
            found.append(least)
    return found


def _leximin(
    programme: ExactProgramme,
    given: Mapping[int, Row],
    need: Sequence[Fraction],
    reached: Sequence[int],
    common: int,
) -> list[Fraction]:
    settled: dict[int, Fraction] = {}
    while len(settled) < len(reached):
        free = [s for s in reached if s not in settled]
        trial = ExactProgramme(programme.size, list(programme.rows))
        for s in free:
            trial.at_least({**given[s], common: -need[s]}, Fraction(0))
        level = trial.most({common: Fraction(1)})
        for s in free:
            programme_s = ExactProgramme(programme.size, list(programme.rows))
            for other in free:
                programme_s.at_least(given[other], level * need[other])
            if programme_s.most(given[s]) == level * need[s]:
                settled[s] = level
        for s, at in settled.items():
            if at == level:
                programme.at_least(given[s], level * need[s])
    return sorted(settled.values())
