"""Hours that settings get today: columns of settings, or a table of its own with teams named."""

from collections.abc import Mapping, Sequence

from experts_at_hand.domain.delivered import DeliveredHours
from experts_at_hand.domain.workforce import Team
from experts_at_hand.errors import nearest
from experts_at_hand.sources.professions import hours_columns, read_professions
from experts_at_hand.tables.cells import Cells
from experts_at_hand.tables.findings import Findings
from experts_at_hand.tables.table import Table
from experts_at_hand.tables.values import whole_id

ADD_IT = "add a row for such a team to the table of teams, or leave the hours out"


def read_delivered(
    tables: Mapping[str, Table], teams: Sequence[Team], findings: Findings
) -> tuple[DeliveredHours, ...]:
    """Return what settings get today, a record for each statement; a blank says nothing.

    Parameters
    ----------
    tables
        ``settings`` and, where there is one, ``delivered``; headings are words of the contract.
    teams
        As they were read; empty where they could not be.
    findings
        Where problems go.
    """
    if "settings" not in tables:
        return ()
    by_column = _columns(tables["settings"], teams, findings)
    if "delivered" not in tables:
        return by_column
    return by_column + _rows(tables["delivered"], tables["settings"], by_column, teams, findings)


def _columns(table: Table, teams: Sequence[Team], findings: Findings) -> tuple[DeliveredHours, ...]:
    """Read the columns ``delivered_<profession>_hours`` of settings."""
    cells = Cells(table, findings)
    # The columns of need were looked at by the reader of settings; here nothing is said again.
    columns = hours_columns(table, Findings(), "delivered")
    ids = [whole_id(cell) for cell in table.column("setting_id")]
    found = []
    for profession, column in columns.items():
        hours = cells.numbers(column)
        offered = any(team.profession == profession for team in teams)
        if teams and not offered and any(hour is not None for hour in hours):
            findings.problem(
                table.file,
                row=table.heading_row,
                column=column,
                found=f"no team offers {profession}",
                cure=ADD_IT,
            )
        found += [
            DeliveredHours(setting_id=id_, profession=profession, hours=hour)
            for id_, hour in zip(ids, hours, strict=True)
            if hour is not None
        ]
    return tuple(found)


def _rows(
    table: Table,
    settings: Table,
    by_column: Sequence[DeliveredHours],
    teams: Sequence[Team],
    findings: Findings,
) -> tuple[DeliveredHours, ...]:
    """Read the table of delivered hours."""
    cells = Cells(table, findings)
    known = {whole_id(cell) for cell in settings.column("setting_id")}
    ids = [whole_id(cell) for cell in cells.required("setting_id")]
    professions = read_professions(cells)
    hours = cells.numbers("hours")
    named = cells.codes("team_id")
    first: dict[tuple[str, str, str], int] = {}
    stated = {(item.setting_id, item.profession) for item in by_column}
    found = []
    for row, id_, profession, value, team in zip(
        table.numbers, ids, professions, hours, named, strict=True
    ):
        if not id_ or profession is None:
            continue  # each is a problem already
        if id_ not in known:
            found_it = f"found {id_!r}, which is no setting"
            cells.problem(row, "setting_id", found=found_it, cure=nearest(id_, known))
        _check_team(cells, row, profession, team, teams)
        key = (id_, profession, team)
        if key in first:
            cells.problem(
                row,
                "setting_id",
                found=f"{id_}, {profession}{f', {team}' if team else ''} stands in row "
                f"{first[key]} already",
                cure="write the hours of a year into one row",
            )
        elif (id_, profession) in stated:
            cells.problem(
                row,
                "setting_id",
                found=f"the column delivered_{profession}_hours of settings states {id_} as well",
                cure="keep one of the two",
            )
        first.setdefault(key, row)
        if value is not None:
            found.append(
                DeliveredHours(setting_id=id_, profession=profession, hours=value, team_id=team)
            )
    return tuple(found)


def _check_team(cells: Cells, row: int, profession: str, named: str, teams: Sequence[Team]) -> None:
    """Refuse a team that there is not, and a profession that it or nobody offers."""
    if not teams:
        return
    if not any(team.profession == profession for team in teams):
        cells.problem(row, "profession", found=f"no team offers {profession}", cure=ADD_IT)
    if not named:
        return
    offers = next((team.profession for team in teams if team.id == named), None)
    if offers is None:
        cure = nearest(named, [team.id for team in teams])
        cells.problem(row, "team_id", found=f"found {named!r}, which is no team", cure=cure)
    elif offers != profession:
        found = f"found {named!r}, which offers {offers} and not {profession}"
        cells.problem(row, "team_id", found=found, cure="correct the team or the profession")
