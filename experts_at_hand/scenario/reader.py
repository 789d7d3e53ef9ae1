"""From plain values to a scenario: every problem of a file found and said at once."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, fields, replace
from pathlib import Path
from typing import Any

from experts_at_hand.domain.need_model import DEFAULT_NEED_MODELS, NeedModel, StatementOfNeed
from experts_at_hand.domain.workforce import WorkingYear, profession_word
from experts_at_hand.errors import ScenarioError, nearest
from experts_at_hand.registry import Registry
from experts_at_hand.registry.protocols import (
    ALLOCATION_METHODS,
    CLUSTERING_METHODS,
    CONTINUITY,
    NEED_MODELS,
    OBJECTIVES,
    POST_PLANS,
    RULES,
    SOURCES,
    TRAVEL_MODELS,
    VISIT_PATTERNS,
)
from experts_at_hand.registry.validation import make
from experts_at_hand.scenario.choices import Scenario, SolverLimits
from experts_at_hand.scenario.file import read_scenario_file
from experts_at_hand.scenario.names import KEYS, name_problem
from experts_at_hand.scenario.offer import Offer
from experts_at_hand.scenario.team_changes import TeamChange
from experts_at_hand.scenario.years import Year, year_problems

NOTHING_STATED = NeedModel(per_sen_support=0.0, per_setting=0.0, per_pupil=0.0)
"""What a profession without library defaults starts from: need is only what the scenario states."""


def load_scenario(path: str | Path, *, instead: bytes | None = None) -> Scenario:
    """Read a scenario file, with all that it extends, and check it whole.

    Parameters
    ----------
    path
        The file.
    instead
        What it is about to say, if that is not what stands in it.

    Raises
    ------
    ScenarioError
        Listing every unknown key or name ("did you mean"), missing piece and wrong value, each
        with the file it stands in where that is one that the scenario extends.
    """
    read = read_scenario_file(Path(path), instead=instead)
    # What a file says can be judged without the file it extends; what it leaves out cannot.
    reader = _Reader(read.values, read.path.parent, read.blame, whole=not read.problems)
    scenario = reader.scenario(read.path.stem)
    problems = [*read.problems, *reader.problems]
    if problems or scenario is None:
        raise ScenarioError(read.path.name, problems)
    return replace(scenario, files=read.files)


def build_scenario(
    values: Mapping[str, Any], *, name: str, home: Path, where: str = "scenario"
) -> Scenario:
    """Build a scenario from plain values, as a scenario file would hold them.

    Parameters
    ----------
    values
        Tables and values by key.
    name
        Short name of the scenario.
    home
        Folder that a relative area is in.
    where
        What to call it in a message.

    Raises
    ------
    ScenarioError
        Listing every problem at once.
    """
    reader = _Reader(values, home)
    scenario = reader.scenario(name)
    if reader.problems or scenario is None:
        raise ScenarioError(where, reader.problems)
    return scenario


class _Reader:
    """Reads tables one by one and collects what is wrong with each.

    Parameters
    ----------
    values
        What the scenario says.
    home
        Folder that a relative area is in.
    blame
        How a problem with a value begins, by the way to it.
    whole
        Whether all that the scenario says was read: otherwise nothing is called missing.
    """

    def __init__(
        self,
        values: Mapping[str, Any],
        home: Path,
        blame: Callable[..., str] = lambda *_: "",
        *,
        whole: bool = True,
    ) -> None:
        self.values = values
        self.home = home
        self.blame = blame
        self.whole = whole
        self.problems: list[str] = []
        for key in values:
            if key not in KEYS:
                self._say(f"there is no key {key!r}; {nearest(key, KEYS)}", key)

    def _say(self, problem: str, *keys: str) -> None:
        text = f"{self.blame(*keys)}{problem}"
        if text not in self.problems:
            self.problems.append(text)

    def _say_missing(self, problem: str) -> None:
        if self.whole:
            self._say(problem)

    def scenario(self, name: str) -> Scenario | None:
        unfit = name_problem(name)
        if unfit:
            self._say(unfit)
        title = self._text("title", required=True)
        description = self._text("description")
        source, folder = self._area()
        clustering = self._clustering()
        parts = {
            "source": source,
            "folder": folder,
            "travel": self._part(TRAVEL_MODELS, "straight_line"),
            "visits": self._visits(),
            "visit_values": self._visit_values(),
            "clustering": clustering,
            "posts": self._part(POST_PLANS, "as_they_are"),
            "continuity": self._part(CONTINUITY, "as_it_falls"),
            "allocation": self._part(ALLOCATION_METHODS, "optimise"),
            "working_year": self._object(
                WorkingYear, ("working_year",), self._table("working_year")
            ),
            "need_models": self._need(),
            "offer": self._plain(Offer, "offer"),
            "team_changes": self._teams(),
            "rules": self._list(RULES, ()),
            "objectives": self._objectives(),
            "years": self._years(),
            "solver": self._plain(SolverLimits, "solver"),
        }
        for problem in year_problems([y for y in parts["years"] if y], parts["posts"]):
            if parts["posts"] is not None:
                self._say(f"[[years]]: {problem}", "years")
        if self.problems:
            return None
        found = Scenario(name=name, title=title, description=description, **parts)
        for problem in found.contradictions() if self.whole else ():
            self._say(problem, "allocation")
        return found

    def _text(self, key: str, *, required: bool = False) -> str:
        value = self.values.get(key, "")
        if not isinstance(value, str):
            self._say(f"{key}: found {value!r}; write it as text in quotes", key)
            return ""
        if required and not value.strip():
            self._say_missing(f'{key}: missing; say what the scenario is, {key} = "..."')
        return value.strip()

    def _table(self, key: str) -> Mapping[str, Any]:
        value = self.values.get(key, {})
        if isinstance(value, Mapping):
            return value
        self._say(f"{key}: found {value!r}; write a table, [{key}]", key)
        return {}

    def _clustering(self) -> Any:  # noqa: ANN401 - any registered method
        given = self._table("clustering")
        if given and "method" not in given:
            self._say_missing(
                "[clustering] states no method; write method = one of "
                f"{', '.join(CLUSTERING_METHODS)}"
            )
            return None
        return self._part(CLUSTERING_METHODS, "none")

    def _visits(self) -> Any:  # noqa: ANN401 - any registered pattern
        """Return the pattern of days; unset where none is stated, so that the run decides."""
        table = self._table("visits")
        if not table:
            return None
        part = self._part(VISIT_PATTERNS, "cluster_days")
        return part if VISIT_PATTERNS.word in table else None

    def _visit_values(self) -> Mapping[str, Any]:
        """Return what is said of a visit whose pattern is not stated."""
        table = self._table("visits")
        return {} if VISIT_PATTERNS.word in table else table

    def _area(self) -> tuple[Any, Path]:
        value = self.values.get("area")
        if isinstance(value, str) and value.strip():
            return self._build(SOURCES, ("area",), "tidy", {}), self.home / value
        if isinstance(value, Mapping):
            if "source" not in value and not self.whole:
                return None, self.home
            given = {k: v for k, v in value.items() if k not in {"source", "folder"}}
            source = self._build(SOURCES, ("area",), value.get("source", "tidy"), given)
            folder = value.get("folder", ".")
            if isinstance(folder, str) and folder.strip():
                return source, self.home / folder
            cure = "name the folder with the tables in quotes"
            self._say(f"[area] folder: found {folder!r}; {cure}", "area", "folder")
            return source, self.home
        self._say_missing('area: missing; name the folder with the tables, area = "area"')
        return None, self.home

    def _part(self, registry: Registry[Any], default: str) -> Any:  # noqa: ANN401
        given = dict(self._table(registry.table))
        if registry.word not in given and not self.whole:
            return None  # what the file extends chooses, and was not read
        return self._build(registry, (registry.table,), given.pop(registry.word, default), given)

    def _build(
        self, registry: Registry[Any], way: tuple[str, ...], name: object, given: Mapping[str, Any]
    ) -> Any:  # noqa: ANN401 - the registry's own type
        if not isinstance(name, str) or name not in registry:
            hint = nearest(str(name), registry)
            where = ("." if way[0] == "need" else " ").join(way)
            problem = f"[{where}]: unknown {registry.noun} {name!r}; {hint}"
            self._say(problem, way[0], registry.word)
            return None
        return self._object(registry.part(name), way, given)

    def _object(self, kind: type[Any], way: tuple[str, ...], given: Mapping[str, Any]) -> Any:  # noqa: ANN401
        """Make a part, with every wrong key and value named.

        Parameters
        ----------
        kind
            Its class.
        way
            The tables it stands in, for messages: what is wrong stands in the first of them, under
            the key with which the problem begins.
        given
            Values by key.
        """
        known = {f.name for f in fields(kind) if f.init}
        where = ("." if way[0] in {"need", "teams"} else " ").join(way)
        inner = way if way[0] in {"need", "teams"} else way[:1]
        for key in given:
            if key not in known:
                self._say(f"[{where}] has no key {key!r}; {nearest(key, known)}", *inner, key)
        made, wrong = make(kind, {k: v for k, v in given.items() if k in known})
        for problem in wrong:
            begins = re.match(r"\w*", problem)
            self._say(f"[{where}] {problem}", *inner, begins.group() if begins else "")
        return made

    def _plain(self, kind: type[Any], key: str) -> Any:  # noqa: ANN401 - as the class is
        return self._object(kind, (key,), self._table(key))

    def _list(self, registry: Registry[Any], usual: Sequence[str]) -> tuple[Any, ...]:
        key, word = registry.table, registry.word
        value = self.values.get(key, [{word: name} for name in usual])
        if not (isinstance(value, list) and all(isinstance(item, Mapping) for item in value)):
            self._say(f"{key}: found {value!r}; write one [[{key}]] table for each", key)
            return ()
        parts = []
        for number, item in enumerate(value, start=1):
            if word not in item:
                self._say(f'[[{key}]] number {number}: missing {word} = "..."', key)
                continue
            given = {k: v for k, v in item.items() if k != word}
            parts.append(self._build(registry, (key, str(number)), item[word], given))
        return tuple(parts)

    def _objectives(self) -> tuple[Any, ...]:
        parts = self._list(OBJECTIVES, ("worst_ratio", "travel_time"))
        if self.values.get("objectives") == []:
            cure = "state one or more, or leave the key out for worst_ratio and then travel_time"
            self._say(f"objectives: none is stated; {cure}", "objectives")
        names = [OBJECTIVES.name_of(part) for part in parts if part is not None]
        for name in dict.fromkeys(names):
            if names.count(name) > 1:
                cure = "keep one: it is settled after the first"
                self._say(
                    f"objectives: {name} is stated {names.count(name)} times; {cure}", "objectives"
                )
        return parts

    def _years(self) -> tuple[Any, ...]:
        value = self.values.get("years", [])
        if not (isinstance(value, list) and all(isinstance(item, Mapping) for item in value)):
            self._say(f"years: found {value!r}; write one [[years]] table for each", "years")
            return ()
        return tuple(
            self._object(Year, ("years", str(number)), item)
            for number, item in enumerate(value, start=1)
        )

    def _need(self) -> dict[str, StatementOfNeed]:
        models = {}
        for profession, given in self._tables("need"):
            try:
                profession_word(profession)
            except ValueError as refusal:
                self._say(f"[need.{profession}]: {refusal}", "need", profession)
                continue
            values = dict(given)
            word = values.pop(NEED_MODELS.word, "by_child")
            if word == "by_child":
                values = asdict(DEFAULT_NEED_MODELS.get(profession, NOTHING_STATED)) | values
            models[profession] = self._build(NEED_MODELS, ("need", profession), word, values)
        return models

    def _teams(self) -> dict[str, TeamChange]:
        return {
            team: self._object(TeamChange, ("teams", team), given)
            for team, given in self._tables("teams")
        }

    def _tables(self, key: str) -> Iterable[tuple[str, Mapping[str, Any]]]:
        for name, given in self._table(key).items():
            if isinstance(given, Mapping):
                yield name, given
            else:
                problem = f"{key}.{name}: found {given!r}; write a table [{key}.{name}]"
                self._say(problem, key, name)
