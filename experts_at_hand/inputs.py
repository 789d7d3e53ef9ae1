"""What scenarios need: files read once for all of them, and everything wrong said at once."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Sequence
from functools import partial
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, TypeVar

from experts_at_hand.domain.clusters import Clustering
from experts_at_hand.domain.local_area import LocalArea
from experts_at_hand.domain.plausibility import area_doubts
from experts_at_hand.domain.travel_matrix import TravelMatrix
from experts_at_hand.domain.workforce import Team
from experts_at_hand.errors import DataError, ExpertsAtHandError, ScenarioError
from experts_at_hand.scenario import (
    Scenario,
    apply_offer,
    apply_team_changes,
    load_scenario,
    unused_notes,
)
from experts_at_hand.watch import stop_asked

if TYPE_CHECKING:
    import pandas as pd

ValueT = TypeVar("ValueT")


class Inputs:
    """Areas, travel matrices and clusters that several scenarios of one call share.

    A part is frozen and stands for what it does; one that cannot be hashed shares nothing. A travel
    model may look at places, ids and names of an area and at nothing else, a clustering method also
    at settings and their need, not at how many hours teams have.
    """

    def __init__(self) -> None:
        self.areas: dict[Hashable, LocalArea] = {}
        self.matrices: dict[Hashable, TravelMatrix] = {}
        self.clusterings: dict[Hashable, Clustering] = {}
        self._making: defaultdict[Hashable, Lock] = defaultdict(Lock)

    def area(self, scenario: Scenario) -> LocalArea:
        """Return the area of a scenario as its source has it."""
        key = scenario.source, scenario.folder
        return self._once(self.areas, key, lambda: scenario.source.read(scenario.folder))

    def matrix(self, scenario: Scenario, area: LocalArea) -> TravelMatrix:
        """Return the travel of an area by the model of a scenario."""
        names = tuple(setting.name for setting in area.settings)
        bases = tuple(team.base for team in area.teams)
        key = scenario.travel, tuple(area.places.items()), names, bases
        return self._once(self.matrices, key, lambda: scenario.travel.matrix(area))

    def clustering(self, scenario: Scenario, area: LocalArea, travel: TravelMatrix) -> Clustering:
        """Return the clusters of a scenario; a search that was stopped by hand is not kept."""
        bases = tuple((team.base, team.profession) for team in area.teams)
        key = (
            scenario.clustering,
            scenario.travel,
            (area.settings, area.outside, tuple(area.places.items()), bases),
            (area.need.professions, area.need.hours.tobytes()),
        )
        found = self._once(
            self.clusterings, key, lambda: scenario.clustering.partition(area, travel)
        )
        if stop_asked():
            others = ((k, kept) for k, kept in self.clusterings.items() if kept is not found)
            self.clusterings = dict(others)
        return found

    def _once(
        self, found: dict[Hashable, ValueT], key: Hashable, make: Callable[[], ValueT]
    ) -> ValueT:
        """Return what is found under a key, made at first use; each time where no key can be.

        Whoever wants the same while it is being made waits for it, in whatever thread.
        """
        try:
            hash(key)
        except TypeError:
            return make()
        with self._making[key]:
            if key not in found:
                found[key] = make()
            return found[key]


def load_scenarios(
    scenarios: Sequence[Scenario | str | Path], memory: Inputs | None = None
) -> tuple[Scenario, ...]:
    """Read and check several scenario files, and all that they will need.

    Parameters
    ----------
    scenarios
        Scenarios, or paths of scenario files; one that is read already stays as it is.
    memory
        Where areas and travel that were read are kept for the runs.

    Raises
    ------
    DataError, ScenarioError
        Listing the problems of all scenario files, tables, maps, roads and matrices.
    """
    loaded: list[Scenario] = []
    wrong: list[ExpertsAtHandError] = []
    for scenario in scenarios:
        try:
            loaded.append(scenario if isinstance(scenario, Scenario) else load_scenario(scenario))
        except ScenarioError as error:
            wrong.append(error)
    check_inputs(loaded, Inputs() if memory is None else memory, also=wrong)
    return tuple(loaded)


def check_inputs(
    scenarios: Sequence[Scenario],
    memory: Inputs,
    *,
    also: Sequence[ExpertsAtHandError] = (),
) -> None:
    """Refuse scenarios that cannot be planned, saying everything that is wrong with their files.

    Parameters
    ----------
    scenarios
        What is asked.
    memory
        Where areas and travel that were read are kept.
    also
        What is known to be wrong already.

    Raises
    ------
    DataError, ScenarioError
        The one that was met, or one that lists the problems of all.
    """
    found: dict[str, tuple[ExpertsAtHandError, str]] = {str(e): (e, "") for e in also}
    for scenario in scenarios:
        name = scenario.files[0].path.name if scenario.files else scenario.name
        for error in input_errors(scenario, memory):
            found.setdefault(str(error), (error, name))
    if len(found) == 1:
        raise next(iter(found.values()))[0]
    if found:
        where = "the scenarios" if len(scenarios) + len(also) > 1 else "the scenario"
        listed = [line for error, name in found.values() for line in _lines(error, name)]
        raise ScenarioError(where, list(dict.fromkeys(listed)))


def _lines(error: ExpertsAtHandError, name: str) -> list[str]:
    """Return the problems of an error, each with the file it stands in."""
    if isinstance(error, DataError):
        own = [error.table] if "." in error.table else []
        return [
            problem if not own or problem.startswith(error.table) else f"{error.table}: {problem}"
            for problem in error.problems
        ]
    if isinstance(error, ScenarioError):
        where = name or error.scenario
        part = "" if error.scenario in {name, "the scenario", ""} or not name else error.scenario
        begin = f"{where}: {part}: " if part else f"{where}: "
        return [f"{begin}{problem}" for problem in error.problems]
    return [str(error)]


def input_errors(scenario: Scenario, memory: Inputs) -> list[ExpertsAtHandError]:
    """Return what is wrong with the tables and files that a scenario needs.

    Whatever can be looked at is, even where something else is wrong: team changes where the
    settings are, roads where the teams are.
    """
    errors: list[ExpertsAtHandError] = []
    area: LocalArea | None = None
    try:
        area = memory.area(scenario)
    except DataError as error:
        errors.append(error)
        _attempt(errors, partial(_check_changes, scenario, error.teams))
    if area is not None:
        area = _checked_area(scenario, area, errors)
    if area is None or errors:
        for model in (scenario.travel, scenario.clustering):
            _attempt(errors, getattr(model, "check_files", None))
        return errors
    ready = area
    _attempt(errors, lambda: memory.matrix(scenario, ready))
    for part in (scenario.clustering, scenario.allocation, *scenario.rules):
        check = getattr(part, "check_area", None)
        if check is not None:
            _attempt(errors, partial(check, ready))
    return errors


def _checked_area(
    scenario: Scenario, read: LocalArea, errors: list[ExpertsAtHandError]
) -> LocalArea | None:
    """Return the area with its what-ifs, if these can be applied; check it either way."""
    area = read.replace(working_year=scenario.working_year, need_models=scenario.need_in_force)
    changed: LocalArea | None = None
    try:
        changed = area_of(scenario, read)
    except ExpertsAtHandError as error:
        errors.append(error)
    _attempt(errors, (changed or area).check)
    return changed


def _check_changes(scenario: Scenario, teams: Sequence[Team]) -> None:
    if teams:
        bare = LocalArea(name="", settings=(), teams=tuple(teams))
        apply_team_changes(bare, scenario.team_changes)


def _attempt(errors: list[ExpertsAtHandError], check: Callable[[], object] | None) -> None:
    """Do a check, and keep what it refuses."""
    if check is None:
        return
    try:
        check()
    except ExpertsAtHandError as error:
        errors.append(error)


def area_of(scenario: Scenario, read: LocalArea | None = None) -> LocalArea:
    """Return a scenario's area with its need models, working year and what-ifs.

    Parameters
    ----------
    scenario
        What is asked.
    read
        Its area as the source has it, if that was read already.

    Raises
    ------
    DataError, ScenarioError
        If the tables or the changes to teams are wrong.
    """
    area = scenario.source.read(scenario.folder) if read is None else read
    area = area.replace(working_year=scenario.working_year, need_models=scenario.need_in_force)
    area = apply_team_changes(apply_offer(area, scenario.offer), scenario.team_changes)
    return with_doubts(area.replace(notes=(*area.notes, *unused_notes(scenario, area))))


def read_area(folder: str | Path) -> LocalArea:
    """Read an area: a folder with settings.csv and teams.csv, or a workbook with these sheets.

    Parameters
    ----------
    folder
        The folder, or the workbook itself.

    Raises
    ------
    DataError
        Listing every problem with file, row, column, what was found and the cure.

    Examples
    --------
    >>> from experts_at_hand.examples import shipped
    >>> len(read_area(shipped("toy/area")).settings)
    12
    """
    from experts_at_hand.sources import Tidy

    return with_doubts(Tidy().read(Path(folder)))


def area_from_frames(
    settings: "pd.DataFrame",
    teams: "pd.DataFrame",
    *,
    name: str = "area",
    origin: str = "given as DataFrames; no origin is stated",
) -> LocalArea:
    """Return an area from DataFrames, or GeoDataFrames in any coordinate system.

    Parameters
    ----------
    settings, teams
        With the columns of settings.csv and teams.csv, checked as the files are. The geometry of a
        GeoDataFrame gives the places.
    name, origin
        What people call the area, and where the data comes from.

    Raises
    ------
    DataError
        Listing every problem.

    Examples
    --------
    >>> import pandas as pd
    >>> settings = pd.DataFrame({"setting_id": [1], "name": ["Oak"], "phase": ["primary"],
    ...                          "easting": [375000], "northing": [165000]})
    >>> teams = pd.DataFrame({"team_id": ["t"], "profession": ["salt"], "wte": [0.5],
    ...                       "easting": [375000], "northing": [165000]})
    >>> area_from_frames(settings, teams).settings[0].id
    '1'
    """
    from experts_at_hand.sources.frames import area_of_frames

    return with_doubts(area_of_frames(settings, teams, name=name, origin=origin))


def with_doubts(area: LocalArea) -> LocalArea:
    """Return the area with all that looks wrong in it, beside what its source already doubts."""
    return area.replace(doubts=tuple(dict.fromkeys((*area.doubts, *area_doubts(area)))))
