"""The plain folder of tables that every partnership can fill in: settings and teams."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from experts_at_hand.domain.input_file import input_file
from experts_at_hand.domain.local_area import LocalArea
from experts_at_hand.domain.settings import Phase, Place, Setting
from experts_at_hand.domain.workforce import Team
from experts_at_hand.errors import DataError
from experts_at_hand.registry.protocols import SOURCES
from experts_at_hand.sources.area_tables import read_tables, table_files
from experts_at_hand.sources.area_words import (
    COUNTS,
    DELIVERED_HEADINGS,
    PHASE_WORDS,
    SETTING_HEADINGS,
    TEAM_HEADINGS,
)
from experts_at_hand.sources.delivered import read_delivered
from experts_at_hand.sources.place_columns import read_places
from experts_at_hand.sources.professions import hours_columns, read_professions
from experts_at_hand.tables.cells import Cells
from experts_at_hand.tables.findings import Findings
from experts_at_hand.tables.known_headings import with_known_headings
from experts_at_hand.tables.table import Table
from experts_at_hand.tables.values import whole_id

RowT = TypeVar("RowT")


@SOURCES.register("tidy")
@dataclass(frozen=True, slots=True, kw_only=True)
class Tidy:
    """Read settings.csv and teams.csv, or the sheets settings and teams of one .xlsx workbook.

    Settings need setting_id, name, phase and a place; teams need team_id, profession, wte and the
    place of their base. A place is longitude and latitude, easting and northing, or a postcode.
    Counts may be blank. Capitals and blanks in headings do not matter. A file about.toml may give
    the area its name and origin. A table delivered, with setting_id, profession and hours, may say
    what settings get today. scenarios/README.md lists every column.
    """

    def read(self, folder: Path) -> LocalArea:
        """Read an area.

        Parameters
        ----------
        folder
            The folder with the tables, or the workbook itself.

        Raises
        ------
        DataError
            Listing every problem with file, row, column, what was found and the cure.
        """
        folder = Path(folder)
        findings = Findings()
        headings = {
            "settings": SETTING_HEADINGS,
            "teams": TEAM_HEADINGS,
            "delivered": DELIVERED_HEADINGS,
        }
        tables = {
            name: with_known_headings(table, headings[name], findings)
            for name, table in read_tables(folder, headings, findings).items()
        }
        about = _about(folder, findings)
        read = " and ".join(path.name for path in table_files(folder))
        return area_of_tables(
            tables,
            findings,
            name=about.get("name", _called(folder)),
            origin=about.get("origin", f"read from {read}; no origin is stated"),
            called=_called(folder),
        ).replace(sources=about.get("columns", {}))


def area_of_tables(
    tables: Mapping[str, Table], findings: Findings, *, name: str, origin: str, called: str = ""
) -> LocalArea:
    """Return the area of tables that were read, their headings words of the contract.

    Parameters
    ----------
    tables
        ``settings``, ``teams`` and, where there is one, ``delivered``, as far as they could be
        read.
    findings
        What was found on the way.
    name, origin
        Of the area.
    called
        What a message calls it; its name unless given.

    Raises
    ------
    DataError
        Listing every problem.
    """
    settings = _settings(tables["settings"], findings) if "settings" in tables else ()
    names = {setting_id: f"the setting {title}" for setting_id, title in _id_names(tables)}
    teams = _teams(tables["teams"], names, findings) if "teams" in tables else ()
    delivered = read_delivered(tables, teams, findings)
    if findings.problems:
        raise DataError(called or name, findings.listed(), teams=teams)
    try:
        return LocalArea(
            name=name,
            settings=settings,
            teams=teams,
            delivered=delivered,
            origin=origin,
            doubts=tuple(findings.doubts),
            notes=tuple(findings.notes),
            inputs=tuple(findings.inputs),
            placed=dict(findings.placed),
        )
    except ValueError as refusal:
        raise DataError(called or name, [str(refusal)]) from refusal


def _called(folder: Path) -> str:
    """Name the area after its folder; a folder called area after the one it stands in."""
    path = folder.resolve()
    name = path.stem if path.is_file() else path.name
    return path.parent.name if name == "area" else name


def _about_file(folder: Path) -> Path:
    return (folder.parent if folder.is_file() else folder) / "about.toml"


def _about(folder: Path, findings: Findings) -> dict[str, Any]:
    path = _about_file(folder)
    if not path.is_file():
        return {}
    content = path.read_bytes()
    findings.inputs.append(input_file(path, content))
    try:
        said = tomllib.loads(content.decode("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as mistake:
        findings.problem(path.name, found=f"not valid TOML ({mistake})", cure="correct or drop it")
        return {}
    kept: dict[str, Any] = {}
    for key, value in said.items():
        if _is_about(key, value):
            kept[key] = value
        else:
            findings.problem(
                path.name,
                found=f"found {key} = {value!r}",
                cure='it may hold name = "..." and origin = "...", notes = ["..."] and [columns]',
            )
    findings.notes += kept.get("notes", [])
    return kept


def _is_about(key: str, value: object) -> bool:
    """Whether a key of about.toml has a value of its kind: texts, whichever way."""
    if key in {"name", "origin"}:
        return isinstance(value, str)
    texts: object = None
    if key == "notes" and isinstance(value, list):
        texts = value
    elif key == "columns" and isinstance(value, dict):
        texts = list(value.values())
    return isinstance(texts, list) and all(isinstance(text, str) for text in texts)


def _id_names(tables: Mapping[str, Table]) -> list[tuple[str, str]]:
    if "settings" not in tables:
        return []
    table = tables["settings"]
    ids = map(whole_id, table.column("setting_id"))
    return list(zip(ids, table.column("name"), strict=True))


def _settings(table: Table, findings: Findings) -> tuple[Setting, ...]:
    needs = hours_columns(table, findings, "need")
    delivered = hours_columns(table, findings, "delivered")
    _refuse_empty(table, "setting", findings)
    cells = Cells(table, findings)
    ids, names = cells.ids("setting_id"), cells.required("name")
    phases = cells.words("phase", PHASE_WORDS, noun="phase")
    places = read_places(cells, what="setting")
    counts = {column: cells.numbers(column, quantity="count") for column in COUNTS}
    idaci = cells.numbers("idaci", share=True)
    hours = {word: cells.numbers(column) for word, column in needs.items()}
    spoken_for = {*SETTING_HEADINGS.known, *needs.values(), *delivered.values()}
    further = [column for column in table.header if column not in spoken_for]
    groups = {column: cells.codes(column) for column in further}
    numbers = {column: known for column in further if (known := cells.counts(column))}
    found = []
    for i, (id_, name, phase, place) in enumerate(zip(ids, names, phases, places, strict=True)):
        if not id_ or phase is None or place is None:
            continue  # each is a problem already
        found.append(
            Setting(
                id=id_,
                name=name,
                phase=Phase(phase),
                place=place,
                **{column: values[i] for column, values in counts.items()},
                idaci=idaci[i],
                need_hours={w: h for w, v in hours.items() if (h := v[i]) is not None},
                groups={column: values[i] for column, values in groups.items()},
                counts={column: values[i] for column, values in numbers.items()},
            )
        )
    return _whole(found, table)


def _teams(table: Table, taken: Mapping[str, str], findings: Findings) -> tuple[Team, ...]:
    _refuse_empty(table, "team", findings)
    cells = Cells(table, findings)
    ids = cells.ids("team_id", taken=taken)
    professions = read_professions(cells)
    wte = cells.numbers("wte", required=True)
    places = read_places(cells, what="team's base")
    vacancy = cells.numbers("vacancy_rate", share=True)
    statutory = cells.numbers("statutory_share", share=True)
    cost = cells.numbers("hourly_cost")
    base, band, clusters = (cells.text(word) for word in ("base", "band", "clusters"))
    further = [column for column in table.header if column not in TEAM_HEADINGS.known]
    if further:
        findings.note(f"{table.file}: not used: {', '.join(further)}")
    found = []
    for i, (id_, profession, posts, place) in enumerate(
        zip(ids, professions, wte, places, strict=True)
    ):
        if not id_ or profession is None or posts is None or place is None:
            continue  # each is a problem already
        found.append(
            Team(
                id=id_,
                profession=profession,
                wte=posts,
                place=place,
                vacancy_rate=vacancy[i] or 0.0,
                statutory_share=statutory[i] or 0.0,
                base=base[i],
                band=band[i],
                hourly_cost=cost[i],
                clusters=tuple(whole_id(c.strip()) for c in clusters[i].split(";") if c.strip()),
            )
        )
    _note_bases_apart(found, findings)
    return _whole(found, table)


def _refuse_empty(table: Table, noun: str, findings: Findings) -> None:
    if not table.rows:
        cure = f"add a row for each {noun}"
        findings.problem(table.file, found="the table is empty", cure=cure)


def _whole(found: Sequence[RowT], table: Table) -> tuple[RowT, ...]:
    """Return what was read if every row could be: otherwise a problem says which could not."""
    return tuple(found) if len(found) == len(table.rows) else ()


def _note_bases_apart(teams: Sequence[Team], findings: Findings) -> None:
    """Name every base that stands at two places: one of the rows is mistaken, or the name is."""
    at: dict[str, dict[Place, str]] = {}
    for team in teams:
        if team.base:
            at.setdefault(team.base, {}).setdefault(team.place, team.id)
    for base, places in at.items():
        if len(places) > 1:
            teams_there = ", ".join(places.values())
            findings.doubt(
                f"the base {base} stands at {len(places)} places (teams {teams_there}); each team "
                "sets out from the place in its own row"
            )
