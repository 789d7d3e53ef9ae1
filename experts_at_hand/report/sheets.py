"""What the workbook holds: sheets with a title, lines above the table, and a table with units."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from experts_at_hand.comparison import Comparison, Difference
from experts_at_hand.comparison.gains import COLUMNS as CHANGES
from experts_at_hand.domain.workforce import profession_label
from experts_at_hand.pipeline import Outcome
from experts_at_hand.report.assumptions import assumptions
from experts_at_hand.report.cluster_figures import cluster_figures
from experts_at_hand.report.in_short import in_short
from experts_at_hand.report.wording import asked, days_expected
from experts_at_hand.results.plan import team_costs
from experts_at_hand.results.tables import tables

Kind: TypeAlias = Literal["text", "hours", "share", "money", "number", "count"]
Value: TypeAlias = str | float | int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A number that is formatted otherwise than its column.

    Parameters
    ----------
    value, kind
        The number, and how it is shown.
    """

    value: float
    kind: Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One sheet.

    Parameters
    ----------
    name
        What stands on its tab.
    title
        What stands at its top.
    lines
        What is said above the table.
    columns
        Headings with their unit, and how each is formatted.
    rows
        Of the table.
    """

    name: str
    title: str
    lines: tuple[str, ...] = ()
    columns: tuple[tuple[str, Kind], ...] = ()
    rows: tuple[tuple[Value | Figure, ...], ...] = ()


def sheets_of(comparison: Comparison) -> tuple[Sheet, ...]:
    """Return the sheets that every workbook has, in the order of reading.

    Parameters
    ----------
    comparison
        One scenario or several.
    """
    found = [_summary(comparison), _measures(comparison)]
    if len(comparison.outcomes) > 1:
        found.append(_gains(comparison))
    found += [
        _access(comparison.outcomes),
        _clusters(comparison.outcomes),
        _teams(comparison.outcomes),
        _visits(comparison.outcomes),
        _assumptions(comparison.outcomes),
        _notes(comparison.outcomes),
    ]
    return tuple(found)


def _measured(row: Sequence[Difference]) -> tuple[Value | Figure, ...]:
    kind: Kind = "share" if row[0].unit == "share" else "number"
    return (
        row[0].label,
        row[0].unit,
        row[0].better,
        *(Figure(value=cell.value, kind=kind) for cell in row),
    )


def _of_scenarios(comparison: Comparison) -> tuple[tuple[str, Kind], ...]:
    return (
        ("Measure", "text"),
        ("Unit", "text"),
        ("Better", "text"),
        *((outcome.title, "number") for outcome in comparison.outcomes),
    )


def _summary(comparison: Comparison) -> Sheet:
    return Sheet(
        name="Summary",
        title="Summary",
        lines=tuple(in_short(comparison)),
        columns=_of_scenarios(comparison),
        rows=tuple(_measured(row) for row in comparison.headlines),
    )


def _measures(comparison: Comparison) -> Sheet:
    return Sheet(
        name="Measures",
        title="Every measure of every scenario",
        lines=(days_expected(comparison.outcomes[0]),),
        columns=_of_scenarios(comparison),
        rows=tuple(_measured(comparison.row(metric)) for metric in comparison.metrics),
    )


def _gains(comparison: Comparison) -> Sheet:
    titles = {outcome.name: outcome.title for outcome in comparison.outcomes}
    rows = [
        (titles[str(row[0])], *row[1:])
        for name in comparison.names[1:]
        for row in comparison.gains(name).rows()
    ]
    headings = [
        "Scenario", "Setting id", "Setting", "Phase", "Cluster", "Profession",
        "Hours a year before", "Hours a year after", "Days a year before", "Days a year after",
    ]  # fmt: skip
    assert len(headings) == len(CHANGES)  # noqa: S101 - the file and the sheet are one table
    kinds: tuple[Kind, ...] = ("text",) * 6 + ("hours",) * 4
    return Sheet(
        name="Gains and losses",
        title=f"Who gains and who loses against “{comparison.outcomes[0].title}”",
        lines=("The largest gain of each scenario stands first.",),
        columns=tuple(zip(headings, kinds, strict=True)),
        rows=tuple(_known(row) for row in rows),
    )


def _table(outcomes: Iterable[Outcome], name: str) -> Iterator[tuple[Value, ...]]:
    """Yield the rows of a table of every scenario's folder, its title first."""
    for outcome in outcomes:
        for row in tables(outcome)[name][1]:
            yield (outcome.title, *_known(row))


def _known(row: Iterable[object]) -> tuple[Value, ...]:
    """Return cells as a workbook has them: numbers stay numbers, everything else is text."""
    return tuple(v if isinstance(v, float | int | None) else str(v) for v in row)


def _access(outcomes: Sequence[Outcome]) -> Sheet:
    columns: tuple[tuple[str, Kind], ...] = (
        ("Scenario", "text"), ("Setting id", "text"), ("Setting", "text"), ("Phase", "text"),
        ("Cluster", "text"), ("Profession", "text"), ("Need, hours a year", "hours"),
        ("Allocated, hours a year", "hours"), ("Need met", "share"),
    )  # fmt: skip
    return Sheet(
        name="Access",
        title="What each setting needs and gets",
        columns=columns,
        rows=tuple(_table(outcomes, "access")),
    )


def _clusters(outcomes: Sequence[Outcome]) -> Sheet:
    rows: list[tuple[Value, ...]] = [
        (
            outcome.title, own.cluster.id, own.cluster.name, own.hub, len(own.rows), own.need,
            own.allocated, own.met, own.farthest,
        )
        for outcome in outcomes
        for own in cluster_figures(outcome)
    ]  # fmt: skip
    return Sheet(
        name="Clusters",
        title="Clusters of every scenario that has any",
        lines=() if rows else ("No scenario here groups settings.",),
        columns=(
            ("Scenario", "text"), ("Cluster", "text"), ("Called", "text"), ("Hub", "text"),
            ("Settings", "count"), ("Need, hours a year", "hours"),
            ("Allocated, hours a year", "hours"), ("Need met", "share"),
            ("Farthest from the hub, minutes", "hours"),
        ),
        rows=tuple(rows),
    )  # fmt: skip


def _teams(outcomes: Sequence[Outcome]) -> Sheet:
    rows: list[tuple[Value, ...]] = []
    for outcome in outcomes:
        costs = team_costs(outcome)
        for team, row in zip(outcome.area.teams, tables(outcome)["teams"][1], strict=True):
            _, _, capacity, contact, travel, used, price = _known(row)
            rows.append(
                (
                    outcome.title, team.id, profession_label(team.profession), team.base,
                    team.offer_wte, capacity, contact, travel, used, costs[team.id],
                    None if price is None else float(price),
                )
            )  # fmt: skip
    return Sheet(
        name="Teams",
        title="What each team has, does and costs in a year",
        lines=(
            "The value of an hour is what one more working hour a year adds to the first aim; it "
            "is blank where nothing was planned.",
        ),
        columns=(
            ("Scenario", "text"), ("Team", "text"), ("Profession", "text"), ("Base", "text"),
            ("Posts filled, WTE", "number"), ("Hours for visits and travel", "hours"),
            ("With children and staff, hours", "hours"), ("Travel and signing in, hours", "hours"),
            ("Used", "share"), ("Paid time and mileage, GBP", "money"),
            ("Value of an hour more", "number"),
        ),
        rows=tuple(rows),
    )  # fmt: skip


def _visits(outcomes: Sequence[Outcome]) -> Sheet:
    return Sheet(
        name="Who goes where",
        title="Hours and visits of each team at each setting in a year",
        lines=("Visits are a yearly average, so that they are seldom whole.",),
        columns=(
            ("Scenario", "text"), ("Team", "text"), ("Setting id", "text"), ("Profession", "text"),
            ("Contact, hours a year", "hours"), ("Visits a year", "hours"),
            ("Travel and signing in, hours", "hours"), ("Miles a year", "hours"),
        ),
        rows=tuple(_table(outcomes, "allocation")),
    )  # fmt: skip


def _assumptions(outcomes: Sequence[Outcome]) -> Sheet:
    rows = [
        (outcome.title, what, said, source)
        for outcome in outcomes
        for what, said, source in [
            *(("What was asked", words, "As the scenario states") for words in asked(outcome)),
            *assumptions(outcome),
        ]
    ]
    return Sheet(
        name="Assumptions",
        title="What was asked, and what the figures rest on",
        lines=("Figures without a source are called assumptions: replace them by local ones.",),
        columns=(("Scenario", "text"), ("What", "text"), ("Said", "text"), ("Source", "text")),
        rows=tuple(rows),
    )


def _notes(outcomes: Sequence[Outcome]) -> Sheet:
    rows: dict[tuple[str, str], list[str]] = {}
    for outcome in outcomes:
        said = [("Looks wrong", doubt) for doubt in outcome.doubts]
        said.append(("The data", outcome.area.origin))
        estimated = outcome.area.need.estimates_in_words()
        said += [("Estimated", estimated)] if estimated else []
        for part in (outcome.area, outcome.travel, outcome.clustering, outcome.allocation):
            said += [("To know", note) for note in part.notes]
        for kind, text in said:
            rows.setdefault((kind, text), []).append(outcome.title)
    order = ("Looks wrong", "The data", "Estimated", "To know")
    in_order = sorted(rows.items(), key=lambda item: order.index(item[0][0]))
    return Sheet(
        name="Data and notes",
        title="What looks wrong, and what to know of the data",
        columns=(("Kind", "text"), ("Said", "text"), ("Of which scenarios", "text")),
        rows=tuple(
            (kind, text, "all" if len(titles) == len(outcomes) else "; ".join(titles))
            for (kind, text), titles in in_order
        ),
    )
