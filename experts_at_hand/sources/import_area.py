"""Downloads in, a tidy area out: the register, and what other files know of its schools.

Each row says how its counts were joined. Teams are nobody's to download: a table to be filled in is
put beside the settings.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from experts_at_hand.domain.settings import Place
from experts_at_hand.errors import DataError, OutputError
from experts_at_hand.sources.area_folder import (
    LICENCE,
    column_sources,
    settings_table,
    write_area,
)
from experts_at_hand.sources.deprivation import INDICES, idaci
from experts_at_hand.sources.early_years import PROVIDERS, nurseries
from experts_at_hand.sources.gias import REGISTER, School, schools
from experts_at_hand.sources.import_map import AreaMap, area_map, is_map
from experts_at_hand.sources.joins import joined, ways_in_words
from experts_at_hand.sources.postcodes import places_of, postcodes_available
from experts_at_hand.sources.published_file import PublishedFile, recognised
from experts_at_hand.sources.school_links import LINKS, predecessors
from experts_at_hand.sources.sen_long_form import LONG_FORM, long_counts
from experts_at_hand.sources.sen_school_level import CENSUS, SCHOOL_LEVEL, SenFile, sen_counts

CONTRACTS = (REGISTER, SCHOOL_LEVEL, LONG_FORM, CENSUS, LINKS, PROVIDERS, INDICES)
"""Tables that are known; the first that fits."""

COUNTED = (SCHOOL_LEVEL, LONG_FORM, CENSUS)
"""Files that count SEN: one of them is wanted."""


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
        Downloads, whatever they are called: one register of schools; and, where there are any, its
        links, a file of SEN counts, Ofsted's early years, the Indices of Deprivation, roads and a
        boundary.
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
    target, paths = Path(folder), [Path(path) for path in files]
    _refuse_full(target)
    known = _recognised(path for path in paths if not is_map(path))
    register, providers = known[REGISTER.title], known.get(PROVIDERS.title)
    found, notes = schools(register, councils)
    if providers is not None:
        young, more = nurseries(providers, councils)
        found = (*found, *_further(young, found))
        notes += more
    sen, counts = _counts(known)
    notes += counts.notes if sen else ["no file of SEN counts: they are blank"]
    own = joined(found, counts, _links(known.get(LINKS.title)))
    if sen is not None:
        notes.append(f"{sen.name}: of {len(found):,} settings, joined {ways_in_words(own)}")
    indices = known.get(INDICES.title)
    scores, areas_of = idaci(indices) if indices else ({}, "")
    maps = _maps(filter(is_map, paths), councils, found)
    if indices is not None:
        notes.append(_deprivation_note(indices, areas_of, found, scores))
    notes += [*_place_notes(found), *(found_map.note for found_map in maps)]
    vintages = {sen.name: counts.vintage} if sen is not None and counts.vintage else {}
    if indices is not None:
        vintages[indices.name] = f"small areas of {areas_of}"
    columns = column_sources(register, sen, providers, indices, vintages=vintages)
    origin = _origin(register, sen, providers, indices, areas_of=areas_of, maps=maps)
    write_area(
        target,
        settings_table(found, own, scores),
        about={"name": " and ".join(councils), "origin": origin},
        notes=notes,
        columns=columns,
        maps=maps,
    )
    return Imported(folder=target, settings=len(found), notes=(*notes, origin))


def _refuse_full(target: Path) -> None:
    if target.exists() and not (target.is_dir() and not any(target.iterdir())):
        raise OutputError(str(target), ["is there and not empty; name another folder"])


def _recognised(paths: Iterable[Path]) -> Mapping[str, PublishedFile]:
    """Return each file by what it is; everything wrong with any of them is said at once."""
    found: dict[str, PublishedFile] = {}
    problems: list[str] = []
    for path in paths:
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
    counted = [found[contract.title].name for contract in COUNTED if contract.title in found]
    if len(counted) > 1:
        both = " and ".join(counted)
        problems.append(f"{both} both count SEN, of perhaps other years; name one")
    if problems:
        raise DataError("the files", problems)
    return found


def _links(file: PublishedFile | None) -> Mapping[str, tuple[str, ...]]:
    return {} if file is None else predecessors(file)


def _further(young: Sequence[School], found: Sequence[School]) -> Sequence[School]:
    """Return the nurseries that the register of schools does not have."""
    taken = {school.urn for school in found}
    return [nursery for nursery in young if nursery.urn not in taken]


def _counts(known: Mapping[str, PublishedFile]) -> tuple[PublishedFile | None, SenFile]:
    """Return the file of counts, in whichever of its forms it is there, and what it says."""
    file = next((known[c.title] for c in COUNTED if c.title in known), None)
    if file is None:
        return None, SenFile(by_urn={}, numbers=(), places=(), suppressed=0, notes=())
    return file, long_counts(file) if file.contract is LONG_FORM else sen_counts(file)


def _deprivation_note(
    indices: PublishedFile,
    areas_of: str,
    found: Sequence[School],
    scores: Mapping[str, float],
) -> str:
    """Say how many settings have an IDACI, and whether the codes may be of another year."""
    coded = sum(bool(school.lsoa) for school in found)
    by_code = sum(school.lsoa in scores for school in found)
    said = (
        f"{indices.name}: {by_code:,} of {len(found):,} settings joined by the code of the small "
        f"area of {areas_of} they stand in; IDACI is of the place, not of the pupils"
    )
    if by_code < coded:
        other = "2021" if areas_of == "2011" else "2011"
        said += (
            f"; {coded - by_code:,} codes of the register are not in it, perhaps because they are "
            f"of {other}: their IDACI is blank"
        )
    return said


def _place_notes(found: Sequence[School]) -> list[str]:
    without = [school for school in found if school.easting is None]
    if not without:
        return []
    said = f"{len(without):,} settings have no coordinates in the register"
    nowhere = sum(not school.postcode for school in without)
    if nowhere:
        return [f"{said} and are placed by postcode; {nowhere:,} of them have none: add a place"]
    return [f"{said} and are placed by postcode"]


def _maps(
    paths: Iterable[Path], councils: Sequence[str], found: Sequence[School]
) -> Sequence[AreaMap]:
    """Return roads and the boundary; everything wrong with any map is said at once."""
    listed = list(paths)
    if not listed:
        return ()
    places = [
        Place(easting=school.easting, northing=school.northing)
        for school in found
        if school.easting is not None and school.northing is not None
    ]
    if postcodes_available():
        unplaced = {school.postcode for school in found if school.easting is None}
        places += places_of(code for code in unplaced if code).values()
    maps: dict[str, AreaMap] = {}
    problems: list[str] = []
    for path in listed:
        try:
            made = area_map(path, councils, places)
        except DataError as refusal:
            problems += [f"{path.name}: {problem}" for problem in refusal.problems]
            continue
        if made.kind in maps:
            names = f"{maps[made.kind].name} and {path.name}"
            problems.append(f"{names} are both a map of {made.kind}; name one")
        maps[made.kind] = made
    if problems:
        raise DataError("the files", problems)
    return tuple(maps.values())


def _origin(
    register: PublishedFile,
    sen: PublishedFile | None,
    providers: PublishedFile | None,
    indices: PublishedFile | None,
    *,
    areas_of: str,
    maps: Sequence[AreaMap],
) -> str:
    """Say in a sentence where the area comes from, and under which licence."""
    parts = [f"settings, places and rolls: {register.contract.title}, {register.name}"]
    if sen is not None:
        parts.append(f"plans, SEN support and types of need: {sen.contract.title}, {sen.name}")
    if providers is not None:
        parts.append(f"nurseries: {providers.contract.title}, {providers.name}")
    if indices is not None:
        parts.append(f"IDACI: {indices.contract.title}, {indices.name}, small areas of {areas_of}")
    parts += [f"{found.kind}: {found.name}, under its own licence" for found in maps]
    return f"{'; '.join(parts)}; Department for Education, Ofsted and MHCLG, {LICENCE}"
