"""An imported area as files: settings.csv, teams to fill in, about.toml, roads, boundary."""

import csv
import io
import json
import re
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from experts_at_hand.examples import shipped
from experts_at_hand.sources.gias import School
from experts_at_hand.sources.import_map import AreaMap, write_map
from experts_at_hand.sources.joins import Own
from experts_at_hand.sources.published_file import PublishedFile
from experts_at_hand.sources.sen_school_level import TYPES, SenCounts

HEADER = (
    "setting_id", "name", "phase", "easting", "northing", "postcode", "pupils", "ehcp",
    "sen_support", "fsm", "idaci",
)  # fmt: skip

FURTHER = ("trust", "ward", "lsoa", "sen_joined")
"""Columns after the types of need."""

LICENCE = "Open Government Licence v3.0"

_YEAR = re.compile(r"(?<!\d)(20\d\d)[-_]?(\d\d)?[-_]?(\d\d)?(?!\d)")
"""A date or a year in the name of a file: edubasealldata20260115.csv."""


def settings_table(schools: Sequence[School], own: Own, idaci: Mapping[str, float]) -> str:
    """Return settings.csv, sorted by number.

    Parameters
    ----------
    schools
        Of the registers.
    own
        Counts of each, and how they were found.
    idaci
        By code of the small area.
    """
    types = [t for t in TYPES if any(c is not None and t in c.types for c, _ in own.values())]
    unknown = SenCounts(pupils=None, ehcp=None, sen_support=None)
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow([*HEADER, *types, *FURTHER])
    for school in sorted(schools, key=_in_order):
        counted, how = own[school.urn]
        counts = counted or unknown
        pupils = school.pupils if counts.pupils is None else counts.pupils
        fsm = school.fsm if counts.fsm is None else counts.fsm
        cells: list[object] = [
            school.urn, school.name, school.phase.value, school.easting, school.northing,
            school.postcode, pupils, counts.ehcp, counts.sen_support, fsm, idaci.get(school.lsoa),
            *(counts.types.get(t) for t in types),
            school.groups["trust"], school.groups["ward"], school.lsoa,
            how,
        ]  # fmt: skip
        writer.writerow([_cell(cell) for cell in cells])
    return stream.getvalue()


def _in_order(school: School) -> tuple[int, str]:
    """Sort schools by number, and nurseries, whose numbers have letters, after them."""
    return (int(school.urn), "") if school.urn.isdecimal() else (10**9, school.urn)


def _cell(value: object) -> object:
    if value is None:
        return ""
    if isinstance(value, float):
        return int(value) if value == int(value) else value
    return value


def column_sources(
    register: PublishedFile,
    sen: PublishedFile | None,
    providers: PublishedFile | None,
    indices: PublishedFile | None,
    *,
    vintages: Mapping[str, str],
) -> Mapping[str, str]:
    """Say of each column of settings.csv where it comes from, of when, and under which licence.

    Parameters
    ----------
    register, sen, providers, indices
        Files that were read.
    vintages
        Of files that say it inside, by name.
    """

    def said(*files: PublishedFile | None) -> str:
        named = []
        for file in files:
            if file is not None:
                of = vintages.get(file.name) or vintage_of(file.name)
                named.append(f"{file.contract.title}, {file.name}, {of}")
        return f"{'; '.join(named)}; {LICENCE}"

    settings = said(register, providers)
    found = dict.fromkeys(HEADER[:6], settings)
    found["pupils"] = said(sen, register)
    if sen is not None:
        found |= dict.fromkeys(("ehcp", "sen_support", *TYPES), said(sen))
    found["fsm"] = said(sen, register)
    if indices is not None:
        found["idaci"] = said(indices)
    return found | {word: said(register) for word in ("trust", "ward", "lsoa")}


def vintage_of(name: str) -> str:
    """Return of when a file is, by its name.

    >>> vintage_of("edubasealldata20260115.csv"), vintage_of("download (1).csv")
    ('of 2026-01-15', 'date not stated')
    """
    found = _YEAR.search(name)
    if found is None:
        return "date not stated"
    return f"of {'-'.join(part for part in found.groups() if part)}"


def write_area(
    target: Path,
    table: str,
    *,
    about: Mapping[str, str],
    notes: Sequence[str],
    columns: Mapping[str, str],
    maps: Sequence[AreaMap],
) -> None:
    """Write the folder beside its place, and rename it: it is there whole, or not at all.

    Parameters
    ----------
    target
        Where it goes; empty or not there.
    table
        settings.csv.
    about, notes, columns
        What about.toml says.
    maps
        Roads and the boundary, where there are any.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    stage = Path(tempfile.mkdtemp(prefix=".unfinished-", dir=target.parent))
    try:
        (stage / "settings.csv").write_text(table, encoding="utf-8", newline="")
        shutil.copy(shipped("start/area/teams.csv"), stage / "teams.csv")
        head = table.split("\n", 1)[0].split(",")
        known = {column: columns[column] for column in head if column in columns}
        listed = "".join(f"  {_quoted(note)},\n" for note in notes)
        text = f"{_toml(about)}notes = [\n{listed}]\n\n[columns]\n{_toml(known)}"
        (stage / "about.toml").write_text(text, encoding="utf-8")
        for found in maps:
            write_map(found, stage)
        if target.exists():
            target.rmdir()
        stage.rename(target)
        target.chmod(0o755)
    except BaseException:
        shutil.rmtree(stage, ignore_errors=True)
        raise


def _toml(said: Mapping[str, str]) -> str:
    return "".join(f"{key} = {_quoted(text)}\n" for key, text in said.items())


def _quoted(text: str) -> str:
    # A TOML basic string takes the escapes of JSON.
    return json.dumps(text, ensure_ascii=False)
