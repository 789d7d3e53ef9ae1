"""Downloads in, a tidy area out: the register, and what other files know of its schools.

Rows are joined by URN, the unique number of a school; each row says whether it was. Teams are
nobody's to download: a table to be filled in is put beside the settings.
"""

import csv
import io
import json
import shutil
import tempfile
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from experts_at_hand.errors import DataError, OutputError
from experts_at_hand.examples import shipped
from experts_at_hand.sources.deprivation import INDICES, idaci
from experts_at_hand.sources.early_years import PROVIDERS, nurseries
from experts_at_hand.sources.gias import REGISTER, School, schools
from experts_at_hand.sources.published_file import PublishedFile, recognised
from experts_at_hand.sources.sen_school_level import (
    CENSUS,
    SCHOOL_LEVEL,
    TYPES,
    SenCounts,
    sen_counts,
)

CONTRACTS = (REGISTER, SCHOOL_LEVEL, CENSUS, PROVIDERS, INDICES)
"""Files that are known; the first that fits."""

HEADER = (
    "setting_id", "name", "phase", "easting", "northing", "postcode", "pupils", "ehcp",
    "sen_support", "fsm", "idaci",
)  # fmt: skip

Own = Mapping[str, tuple[SenCounts | None, str]]
"""What is known of each school by its URN, and how it was found."""

LICENCE = "Open Government Licence v3.0"


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """What was written, and what a reader should know.

    Parameters
    ----------
    folder
        The area.
    settings
        How many settings it has.
    notes
        What was left out, not found or suppressed, and where each column comes from.
    """

    folder: Path
    settings: int
    notes: tuple[str, ...]


def import_area(
    files: Sequence[str | Path], councils: Sequence[str], folder: str | Path
) -> Imported:
    """Write an area's tables from published files.

    Parameters
    ----------
    files
        Downloads, whatever they are called: one register of schools; and, where there are any, a
        file of SEN counts and the Indices of Deprivation.
    councils
        Names of the local authorities as the register has them; several for one integrated care
        board.
    folder
        Where the area goes. It may be there only if it is empty.

    Raises
    ------
    DataError
        Listing what is wrong with each file; nothing has been written then.
    OutputError
        If the folder holds anything.
    OSError
        If it cannot be written.
    """
    target = Path(folder)
    if target.exists() and not (target.is_dir() and not any(target.iterdir())):
        raise OutputError(str(folder), ["is there and not empty; name another folder"])
    known = _recognised(files)
    register = known[REGISTER.title]
    found, notes = schools(register, councils)
    providers = known.get(PROVIDERS.title)
    if providers is not None:
        young, more = nurseries(providers, councils)
        taken = {school.urn for school in found}
        found = (*found, *(nursery for nursery in young if nursery.urn not in taken))
        notes += more
    sen = known.get(SCHOOL_LEVEL.title) or known.get(CENSUS.title)
    counts = sen_counts(sen) if sen else None
    notes += counts.notes if counts else ["no file of SEN counts: they are blank"]
    indices = known.get(INDICES.title)
    scores, vintage = idaci(indices) if indices else ({}, "")
    own = {s.urn: counts.of(s.urn, s.number) if counts else (None, "") for s in found}
    notes += _joined(found, own, sen, scores, indices)
    table = _table(found, own, scores)
    origin = _origin(register, sen, providers, (indices, vintage))
    _write(target, table, {"name": " and ".join(councils), "origin": origin})
    return Imported(folder=target, settings=len(found), notes=(*notes, origin))


def _recognised(files: Sequence[str | Path]) -> Mapping[str, PublishedFile]:
    """Return each file by what it is; everything wrong with any of them is said at once."""
    found: dict[str, PublishedFile] = {}
    problems: list[str] = []
    for path in map(Path, files):
        try:
            file = recognised(path, CONTRACTS)
        except DataError as refusal:
            problems += [f"{path.name}: {problem}" for problem in refusal.problems]
            continue
        title = file.contract.title
        if title in found:
            problems.append(f"{found[title].name} and {path.name} are both {title}; name one")
        found[title] = file
    if REGISTER.title not in found:
        problems.append(f"{REGISTER.title} is missing; it says which schools there are, and where")
    if SCHOOL_LEVEL.title in found and CENSUS.title in found:
        both = f"{found[SCHOOL_LEVEL.title].name} and {found[CENSUS.title].name}"
        problems.append(f"{both} both count SEN, of perhaps other years; name one")
    if problems:
        raise DataError("the files", problems)
    return found


def _joined(
    found: Sequence[School],
    own: Own,
    sen: PublishedFile | None,
    scores: Mapping[str, float],
    indices: PublishedFile | None,
) -> list[str]:
    """Say how many rows were joined, and how many have no place."""
    said = []
    if sen is not None:
        ways = Counter(how for _, how in own.values())
        in_words = ", ".join(f"{n:,} {how}" for how, n in sorted(ways.items(), key=_by_way))
        said.append(f"{sen.name}: of {len(found):,} settings, joined {in_words}")
    if indices is not None:
        by_code = sum(school.lsoa in scores for school in found)
        said.append(
            f"{indices.name}: {by_code:,} of {len(found):,} settings joined by the code of the "
            "small area they stand in; IDACI is of the place, not of the pupils"
        )
    without = sum(school.easting is None for school in found)
    if without:
        said.append(
            f"{without:,} settings have no coordinates in the register and are placed by postcode"
        )
    return said


def _in_order(school: School) -> tuple[int, str]:
    """Sort schools by number, and nurseries, whose numbers have letters, after them."""
    return (int(school.urn), "") if school.urn.isdecimal() else (10**9, school.urn)


def _by_way(item: tuple[str, int]) -> int:
    return ("by URN", "by council and number", "not found", "").index(item[0])


def _table(found: Sequence[School], own: Own, scores: Mapping[str, float]) -> str:
    """Return settings.csv, sorted by number."""
    types = [t for t in TYPES if any(c is not None and t in c.types for c, _ in own.values())]
    unknown = SenCounts(pupils=None, ehcp=None, sen_support=None)
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow([*HEADER, *types, "trust", "ward", "lsoa", "sen_joined"])
    for school in sorted(found, key=_in_order):
        counted, how = own[school.urn]
        counts = counted or unknown
        pupils = school.pupils if counts.pupils is None else counts.pupils
        fsm = school.fsm if counts.fsm is None else counts.fsm
        cells: list[object] = [
            school.urn, school.name, school.phase.value, school.easting, school.northing,
            school.postcode, pupils, counts.ehcp, counts.sen_support, fsm, scores.get(school.lsoa),
            *(counts.types.get(t) for t in types),
            school.groups["trust"], school.groups["ward"], school.lsoa,
            how,
        ]  # fmt: skip
        writer.writerow([_cell(cell) for cell in cells])
    return stream.getvalue()


def _cell(value: object) -> object:
    if value is None:
        return ""
    if isinstance(value, float):
        return int(value) if value == int(value) else value
    return value


def _origin(
    register: PublishedFile,
    sen: PublishedFile | None,
    providers: PublishedFile | None,
    deprivation: tuple[PublishedFile | None, str],
) -> str:
    """Say where each column comes from, and under which licence."""
    indices, vintage = deprivation
    parts = [f"settings, places and rolls: {register.contract.title}, {register.name}"]
    if sen is not None:
        parts.append(f"plans, SEN support and types of need: {sen.contract.title}, {sen.name}")
    if providers is not None:
        parts.append(f"nurseries: {providers.contract.title}, {providers.name}")
    if indices is not None:
        parts.append(f"IDACI: {indices.contract.title}, {indices.name}, small areas of {vintage}")
    return f"{'; '.join(parts)}; Department for Education, Ofsted and MHCLG, {LICENCE}"


def _write(target: Path, table: str, about: Mapping[str, str]) -> None:
    """Write the folder beside its place, and rename it: it is there whole, or not at all."""
    target.parent.mkdir(parents=True, exist_ok=True)
    stage = Path(tempfile.mkdtemp(prefix=".unfinished-", dir=target.parent))
    try:
        (stage / "settings.csv").write_text(table, encoding="utf-8", newline="")
        shutil.copy(shipped("start/area/teams.csv"), stage / "teams.csv")
        # A TOML basic string takes the escapes of JSON.
        said = "".join(f"{k} = {json.dumps(v, ensure_ascii=False)}\n" for k, v in about.items())
        (stage / "about.toml").write_text(said, encoding="utf-8")
        if target.exists():
            target.rmdir()
        stage.rename(target)
        target.chmod(0o755)
    except BaseException:
        shutil.rmtree(stage, ignore_errors=True)
        raise
