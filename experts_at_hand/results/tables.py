"""The tables of a result folder, as they open in any spreadsheet."""

import csv
import math
import re
from collections.abc import Sequence
from pathlib import Path

from experts_at_hand.domain.continuity import ContinuityDecision
from experts_at_hand.domain.posts import PostDecision
from experts_at_hand.domain.scorecard import Scorecard
from experts_at_hand.pipeline import Outcome
from experts_at_hand.results.staffing import staffing

DECIMALS = 6
"""Decimals of a figure in a table: a millionth of an hour is below any solver's precision."""

PRICE_DECIMALS = 9
"""Decimals of a price: an hour more moves access by a thousandth or less."""

OUTSIDE = "not part of this offer"
"""Stands in access.csv where a setting has no cluster because the plan is not for it."""

Row = Sequence[object]


def write_csv(path: Path, header: Sequence[str], rows: Sequence[Row]) -> None:
    """Write a table as UTF-8 with a byte order mark, so that a spreadsheet reads accents right."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow([guarded(heading) for heading in header])
        writer.writerows([_cell(value) for value in row] for row in rows)


_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
"""How a cell begins that a spreadsheet takes for a formula."""

_NUMBER = re.compile(r"-?\d+(\.\d+)?")

GUARD = "'"
"""Put before a text that would be one: spreadsheets show the text and not the sign."""


def figure_of(value: float) -> float | None:
    """Return a figure with the digits that every result shows, ``None`` where it is no number.

    >>> figure_of(0.4981381234), figure_of(float("nan")), figure_of(-0.0)
    (0.498138, None, 0.0)
    """
    return round(float(value), DECIMALS) + 0.0 if math.isfinite(value) else None


def guarded(text: str) -> str:
    """Return a text as no spreadsheet takes it for a formula; a plain number stays.

    >>> guarded("=SUM(A1)"), guarded("Oak"), guarded("-5")
    ("'=SUM(A1)", 'Oak', '-5')
    """
    formula = text.startswith(_FORMULA) and not _NUMBER.fullmatch(text)
    return GUARD + text if formula else text


def unguarded(text: str) -> str:
    """Return a text as it was before `guarded`."""
    return text[1:] if text.startswith(GUARD) and guarded(text[1:]) == text else text


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        if math.isnan(value):
            return ""
        if math.isinf(value):
            return "inf" if value > 0 else "-inf"
        rounded = round(value, DECIMALS)
        return str(int(rounded)) if rounded.is_integer() else repr(rounded)
    return guarded(str(value))


def tables(outcome: Outcome) -> dict[str, tuple[Sequence[str], Sequence[Row]]]:
    """Return every table of a result folder by name, as (header, rows)."""
    found = {
        "allocation": _allocation_table(outcome),
        "access": _access_table(outcome),
        "clusters": _clusters_table(outcome),
        "teams": _teams_table(outcome),
        "staffing": _staffing_table(outcome),
        "scorecard": _scorecard_table(outcome.scorecard),
    }
    if outcome.posts is not None:
        found["posts"] = _posts_table(outcome.posts)
    if outcome.continuity is not None:
        found["leads"] = _leads_table(outcome, outcome.continuity)
    return found


def _leads_table(outcome: Outcome, kept: ContinuityDecision) -> tuple[Sequence[str], Sequence[Row]]:
    names = {setting.id: setting.name for setting in outcome.area.settings}
    rows = [[id_, names[id_], word, team] for (id_, word), team in kept.leads.items()]
    return ("setting_id", "name", "profession", "lead_team_id"), rows


def _staffing_table(outcome: Outcome) -> tuple[Sequence[str], Sequence[Row]]:
    header = ("cluster_id", "profession", "wte", "teams", "settings", "visited", "days_a_setting")
    rows = [
        [
            own.cluster_id, own.profession, own.wte, own.teams_in_words, own.settings, own.visited,
            own.days_a_setting,
        ]
        for own in staffing(outcome)
    ]  # fmt: skip
    return header, rows


def _posts_table(found: PostDecision) -> tuple[Sequence[str], Sequence[Row]]:
    header = ("team_id", "profession", "where", "host_id", "cluster_id", "wte", "cost")
    return header, [[getattr(post, name) for name in header] for post in found.posts]


def _allocation_table(outcome: Outcome) -> tuple[Sequence[str], Sequence[Row]]:
    header = (
        "team_id", "setting_id", "profession", "contact_hours", "visits", "travel_hours", "miles",
    )  # fmt: skip
    rows = [[getattr(item, name) for name in header] for item in outcome.allocation.assignments]
    return header, rows


def _access_table(outcome: Outcome) -> tuple[Sequence[str], Sequence[Row]]:
    header = (
        "setting_id", "name", "phase", "cluster_id", "profession", "need_hours", "allocated_hours",
        "access",
    )  # fmt: skip
    plan = outcome.allocation
    rows = [
        [
            setting.id,
            setting.name,
            setting.phase.value,
            outcome.clustering.cluster_of[setting.id].id,
            profession,
            float(plan.need_hours[s, p]),
            float(plan.allocated_hours[s, p]),
            float(plan.access[s, p]),
        ]
        for s, setting in enumerate(outcome.area.settings)
        for p, profession in enumerate(plan.professions)
    ]
    # Those outside keep a line; they have no cluster, and no need that this plan looks at.
    rows += [
        [setting.id, setting.name, setting.phase.value, OUTSIDE, profession, *[math.nan] * 3]
        for setting in outcome.area.outside
        for profession in plan.professions
    ]
    return header, rows


def _clusters_table(outcome: Outcome) -> tuple[Sequence[str], Sequence[Row]]:
    cluster_of = outcome.clustering.cluster_of
    rows = [[id_, cluster_of[id_].id, cluster_of[id_].hub_id] for id_ in outcome.area.setting_ids]
    return ("setting_id", "cluster_id", "hub_id"), rows


def _teams_table(outcome: Outcome) -> tuple[Sequence[str], Sequence[Row]]:
    header = (
        "team_id", "profession", "capacity_hours", "contact_hours", "travel_hours", "utilisation",
        "price",
    )  # fmt: skip
    contact = dict.fromkeys(outcome.area.team_ids, 0.0)
    travel = dict.fromkeys(outcome.area.team_ids, 0.0)
    for item in outcome.allocation.assignments:
        contact[item.team_id] += item.contact_hours
        travel[item.team_id] += item.travel_hours
    prices = outcome.allocation.objectives[0].prices if outcome.allocation.objectives else {}
    rows = []
    for team, capacity in zip(
        outcome.area.teams, outcome.area.capacity_hours.tolist(), strict=True
    ):
        used = contact[team.id] + travel[team.id]
        rows.append(
            [
                team.id,
                team.profession,
                capacity,
                contact[team.id],
                travel[team.id],
                used / capacity if capacity else None,
                _price(prices.get(team.id)),
            ]
        )
    return header, rows


def _price(price: float | None) -> str | None:
    return None if price is None else f"{price:.{PRICE_DECIMALS}f}".rstrip("0").rstrip(".")


def _scorecard_table(card: Scorecard) -> tuple[Sequence[str], Sequence[Row]]:
    return ("metric", "value", "unit", "better", "label"), [
        [m.metric, m.value, m.unit, m.better, m.label] for m in card
    ]
