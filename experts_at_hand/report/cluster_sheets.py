"""A sheet for each cluster: who is in it, what each gets of which team, and what posts it takes."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from experts_at_hand.domain.clusters import Cluster
from experts_at_hand.domain.workforce import profession_label
from experts_at_hand.pipeline import Outcome
from experts_at_hand.report.cluster_figures import ClusterFigures, cluster_figures
from experts_at_hand.report.sheets import Kind, Sheet, Value

MOST_SHEETS = 120
"""Sheets of clusters in one workbook: more, and nobody finds a tab."""


def cluster_sheets(outcomes: Sequence[Outcome]) -> tuple[tuple[Sheet, ...], tuple[str, ...]]:
    """Return the sheets of the clusters, and the titles of scenarios for which there was no room.

    Parameters
    ----------
    outcomes
        In the order of reading; those without clusters have no sheets.
    """
    found: list[Sheet] = []
    left: list[str] = []
    for outcome in outcomes:
        if len(outcome.clustering) < 2:  # noqa: PLR2004 - one cluster is the area
            continue
        if len(found) + len(outcome.clustering) > MOST_SHEETS:
            left.append(outcome.title)
            continue
        found += [cluster_sheet(outcome, own) for own in cluster_figures(outcome)]
    return tuple(found), tuple(left)


def cluster_sheet(outcome: Outcome, own: ClusterFigures) -> Sheet:
    """Return the sheet of one cluster.

    Parameters
    ----------
    outcome, own
        A plan, and the figures of one of its clusters.
    """
    cluster = own.cluster
    plan = outcome.allocation
    columns: list[tuple[str, Kind]] = [("Setting id", "text"), ("Setting", "text")]
    columns.append(("Phase", "text"))
    for profession in plan.professions:
        what = profession_label(profession)
        columns += [
            (f"Need of {what}, hours a year", "hours"),
            (f"Gets of {what}, hours a year", "hours"),
            (f"Days a year of {what}", "hours"),
            (f"Need of {what} met", "share"),
        ]
    columns.append(("Teams that come", "text"))
    return Sheet(
        name=f"{cluster.id} {outcome.name}",
        title=f"Cluster {cluster.id}, {cluster.name}: “{outcome.title}”",
        lines=tuple(_lines(outcome, own)),
        columns=tuple(columns),
        rows=tuple(_rows(outcome, cluster)),
    )


def _lines(outcome: Outcome, own: ClusterFigures) -> Iterator[str]:
    """Yield what is said of the cluster as a whole."""
    plan, area, cluster = outcome.allocation, outcome.area, own.cluster
    settings = "1 setting" if len(own.rows) == 1 else f"{len(own.rows)} settings"
    share = f", {own.met:.1%} of it met" if own.need else ""
    yield f"{settings} that need {own.need:,.0f} hours a year{share}."
    yield f"The hub is {own.hub}; the farthest is {own.farthest:.0f} minutes away."
    hours: dict[str, float] = defaultdict(float)
    for item in plan.assignments:
        if item.setting_id in cluster.members:
            hours[item.team_id] += item.contact_hours + item.travel_hours
    year = area.working_year.hours_per_wte
    for team in area.teams:
        if hours[team.id] > 0:
            yield (
                f"{team.id} ({profession_label(team.profession)}) spends {hours[team.id]:,.0f} "
                f"working hours a year here, {hours[team.id] / year:.2f} WTE."
            )


def _rows(outcome: Outcome, cluster: Cluster) -> Iterator[tuple[Value, ...]]:
    """Yield what each setting needs and gets."""
    plan, area = outcome.allocation, outcome.area
    days = plan.allocated_hours / plan.visits.day_hours[:, None]
    teams: dict[str, list[str]] = defaultdict(list)
    for item in plan.assignments:
        teams[item.setting_id].append(item.team_id)
    for member in cluster.members:
        at = area.setting_index[member]
        setting = area.settings[at]
        figures: list[Value] = []
        for p in range(len(plan.professions)):
            figures += [
                float(plan.need_hours[at, p]),
                float(plan.allocated_hours[at, p]),
                float(days[at, p]),
                float(plan.access[at, p]),
            ]
        come = ", ".join(teams[member]) or "none"
        yield (setting.id, setting.name, setting.phase.label, *figures, come)
