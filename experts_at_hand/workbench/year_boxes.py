"""The boxes for a budget over years: a row a year, blank where the usual holds."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from experts_at_hand.scenario.years import Year
from experts_at_hand.workbench.edits import FIRST_WTE, WrongBoxesError, dumped

ROWS = 5
"""Years that the page has room for: the three of the grant, and two more."""

FIRST_YEARS = ("2026/27", "2027/28", "2028/29")
"""The years of the grant, offered where a design states none."""


CLUSTERS = "clusters"
"""The one box of a year that may hold words."""


@dataclass(frozen=True, slots=True)
class Column:
    """One box of every row.

    Parameters
    ----------
    key
        What the scenario file calls it.
    label
        What the page calls it.
    percent
        Whether the box shows a share as a percentage.
    """

    key: str
    label: str
    percent: bool = False


def columns(unit: str) -> tuple[Column, ...]:
    """Return the boxes of a year beside its name.

    Parameters
    ----------
    unit
        Of the budget, ``WTE`` or ``GBP a year``.
    """
    return (
        Column("wte" if unit == "WTE" else "gbp", f"Budget, {unit}"),
        Column("hire_at_most", f"New at most, {unit}"),
        Column("vacancy_rate", "Posts vacant, %", percent=True),
        Column("plans_growth", "Growth of plans, %", percent=True),
        Column("sen_support_growth", "Growth of SEN support, %", percent=True),
        Column(CLUSTERS, "Clusters first"),
    )


def unit_of(resolved: Mapping[str, Any]) -> str:
    """Return what the budget of a design is counted in."""
    return "GBP a year" if resolved["posts"].get("gbp") is not None else "WTE"


def rows_shown(
    years: Sequence[Year], unit: str, typed: Mapping[str, Sequence[str]]
) -> list[list[tuple[str, str]]]:
    """Return what stands in the boxes, a row a year: names of boxes and their text.

    Parameters
    ----------
    years
        That the design states.
    unit
        Of the budget.
    typed
        What was typed and could not be kept; empty otherwise.
    """
    shown = []
    for row in range(ROWS):
        year = years[row] if row < len(years) else None
        name = year.year if year else ("" if years else dict(enumerate(FIRST_YEARS)).get(row, ""))
        cells = [(f"{row}/year", name)]
        for column in columns(unit):
            value = getattr(year, column.key) if year else None
            cells.append((f"{row}/{column.key}", _shown(value, column)))
        shown.append([(box, typed[box][-1] if box in typed else said) for box, said in cells])
    return shown


def _shown(value: float | tuple[str, ...] | None, column: Column) -> str:
    if isinstance(value, tuple):
        return "; ".join(value)
    return "" if value is None else f"{100 * value if column.percent else value:g}"


def rows_typed(typed: Mapping[str, Sequence[str]]) -> list[dict[str, Any]]:
    """Return the years that were typed: those that have a name.

    Parameters
    ----------
    typed
        What stands in each box, by its name.

    Raises
    ------
    WrongBoxesError
        Naming each box that holds no number.
    """
    rows, problems = [], {}
    for row in range(ROWS):
        name = typed.get(f"{row}/year", [""])[-1].strip()
        if not name:
            continue
        found: dict[str, Any] = {"year": name}
        for column in (*columns("WTE"), *columns("GBP a year")[:1]):
            box = f"{row}/{column.key}"
            if column.key == CLUSTERS:
                found |= clusters_in(typed.get(box, [""])[-1])
                continue
            try:
                value = number_in(typed.get(box, [""])[-1], f"{name}, {column.label}")
            except ValueError as wrong:
                problems[box] = str(wrong)
                continue
            if value is not None:
                found[column.key] = value / 100 if column.percent else value
        rows.append(found)
    if problems:
        raise WrongBoxesError(problems)
    return rows


def clusters_in(said: str) -> dict[str, int | list[str]]:
    """Return how many clusters come first, or which; nothing where the box is blank.

    Parameters
    ----------
    said
        A whole number, or ids with ; between.

    Examples
    --------
    >>> clusters_in("2"), clusters_in("K1; K4"), clusters_in(" ")
    ({'clusters': 2}, {'clusters': ['K1', 'K4']}, {})
    """
    words = [word.strip() for word in said.split(";") if word.strip()]
    if not words:
        return {}
    if len(words) == 1 and words[0].isdecimal():
        return {CLUSTERS: int(words[0])}
    return {CLUSTERS: words}


def number_in(said: str, label: str) -> float | None:
    """Return the number in a box; ``None`` where it is blank.

    Parameters
    ----------
    said
        What stands there; commas between thousands and a percent sign are taken as written.
    label
        What the box is called.

    Raises
    ------
    ValueError
        If no number stands there.
    """
    plain = said.strip().removesuffix("%").replace(",", "").strip()
    if not plain:
        return None
    try:
        return float(plain)
    except ValueError:
        raise ValueError(f"{label}: found {said.strip()!r}; write a number") from None


def with_years(text: str, resolved: Mapping[str, Any], rows: Sequence[Mapping[str, Any]]) -> str:
    """Return what a scenario file says once its years are stated.

    Years share out a budget: a design without one gets the usual one to begin from.

    Parameters
    ----------
    text
        What it says.
    resolved
        The same, every default filled in.
    rows
        The years, in order; none takes them away.
    """
    values = tomllib.loads(text)
    values.pop("years", None)
    if rows:
        values["years"] = [dict(row) for row in rows]
    if rows and resolved["posts"]["choose"] != "budget":
        values["posts"] = {"choose": "budget", "wte": rows[0].get("wte", FIRST_WTE)}
    return dumped(values)
