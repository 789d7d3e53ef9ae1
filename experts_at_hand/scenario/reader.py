"""From plain values to a scenario: every problem of a file found and said at once."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, fields, replace
from pathlib import Path
from typing import Any

from experts_at_hand.contracts import (
    CLUSTERING_METHODS,
    OBJECTIVES,
    RULES,
    SOURCES,
    TRAVEL_MODELS,
    VISIT_PATTERNS,
)
from experts_at_hand.domain.need import DEFAULT_NEED_MODELS, NeedModel
from experts_at_hand.domain.workforce import WorkingYear, profession_word
from experts_at_hand.door import make
from experts_at_hand.errors import ScenarioError
from experts_at_hand.registry import Registry, nearest
from experts_at_hand.scenario.choices import Scenario, SolverLimits
from experts_at_hand.scenario.file import read_scenario_file, usual_pattern
from experts_at_hand.scenario.team_changes import TeamChange

NOTHING_STATED = NeedModel(
    per_ehcp=0.0, per_sen_support=0.0, per_setting=0.0, per_pupil=0.0, deprivation_uplift=0.0
)
"""What a profession without library defaults starts from: need is only what the scenario states."""


def load_scenario(path: str | Path) -> Scenario:
    """Read a scenario file, with all that it extends, and check it whole.

    Raises
    ------
    ScenarioError
        Listing every unknown key or name ("did you mean"), missing piece and wrong value.
    """
    read = read_scenario_file(Path(path))
    scenario = build_scenario(
        read.values, name=read.path.stem, home=read.path.parent, where=read.path.name
    )
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


KEYS = (
    "title",
    "description",
    "area",
    "extends",
    "travel",
    "visits",
    "working_year",
    "need",
    "clustering",
    "teams",
    "rules",
    "objectives",
    "solver",
)


class _Reader:
    """Reads tables one by one and collects what is wrong with each."""

    def __init__(self, values: Mapping[str, Any], home: Path) -> None:
        self.values = values
        self.home = home
        self.problems = [
            f"there is no key {key!r}; {nearest(key, KEYS)}" for key in values if key not in KEYS
        ]

    def scenario(self, name: str) -> Scenario | None:
        title = self._text("title", required=True)
        description = self._text("description")
        source, folder = self._area()
        clustering = self._clustering()
        parts = {
            "source": source,
            "folder": folder,
            "travel": self._part(TRAVEL_MODELS, "straight_line"),
            "visits": self._visits(),
            "clustering": clustering,
            "working_year": self._object(WorkingYear, "working_year", self._table("working_year")),
            "need_models": self._need(),
            "team_changes": self._teams(),
            "rules": self._list(RULES, ()),
            "objectives": self._objectives(),
            "solver": self._object(SolverLimits, "solver", self._table("solver")),
        }
        if self.problems:
            return None
        return Scenario(name=name, title=title, description=description, **parts)

    def _text(self, key: str, *, required: bool = False) -> str:
        value = self.values.get(key, "")
        if not isinstance(value, str):
            self.problems.append(f"{key}: found {value!r}; write it as text in quotes")
            return ""
        if required and not value.strip():
            self.problems.append(f'{key}: missing; say what the scenario is, {key} = "..."')
        return value.strip()

    def _table(self, key: str) -> Mapping[str, Any]:
        value = self.values.get(key, {})
        if isinstance(value, Mapping):
            return value
        self._once(f"{key}: found {value!r}; write a table, [{key}]")
        return {}

    def _once(self, problem: str) -> None:
        if problem not in self.problems:
            self.problems.append(problem)

    def _clustering(self) -> Any:  # noqa: ANN401 - any registered method
        given = self._table("clustering")
        if given and "method" not in given:
            self.problems.append(
                "[clustering] states no method; write method = one of "
                f"{', '.join(CLUSTERING_METHODS)}"
            )
            return None
        return self._part(CLUSTERING_METHODS, "none")

    def _visits(self) -> Any:  # noqa: ANN401 - any registered pattern
        """Return the pattern of days; unset where nothing is stated, so that the run decides."""
        if not self._table("visits"):
            return None
        return self._part(VISIT_PATTERNS, usual_pattern(self.values))

    def _area(self) -> tuple[Any, Path]:
        value = self.values.get("area")
        if isinstance(value, str) and value.strip():
            return self._build(SOURCES, "area", "tidy", {}), self.home / value
        if isinstance(value, Mapping):
            given = {k: v for k, v in value.items() if k not in {"source", "folder"}}
            source = self._build(SOURCES, "area", value.get("source", "tidy"), given)
            folder = value.get("folder", ".")
            if not isinstance(folder, str) or not folder.strip():
                self.problems.append(
                    f"[area] folder: found {folder!r}; name the folder with the tables in quotes"
                )
                return source, self.home
            return source, self.home / folder
        self.problems.append('area: missing; name the folder with the tables, area = "area"')
        return None, self.home

    def _part(self, registry: Registry[Any], default: str) -> Any:  # noqa: ANN401
        given = dict(self._table(registry.table))
        return self._build(registry, registry.table, given.pop(registry.word, default), given)

    def _build(
        self, family: Registry[Any], where: str, name: object, given: Mapping[str, Any]
    ) -> Any:  # noqa: ANN401 - the family's own type
        if not isinstance(name, str) or name not in family:
            hint = nearest(str(name), family)
            self.problems.append(f"[{where}]: unknown {family.noun} {name!r}; {hint}")
            return None
        return self._object(family.part(name), where, given)

    def _object(self, kind: type[Any], where: str, given: Mapping[str, Any]) -> Any:  # noqa: ANN401
        """Make a part, with every wrong key and value named."""
        known = {f.name for f in fields(kind) if f.init}
        self.problems += [
            f"[{where}] has no key {k!r}; {nearest(k, known)}" for k in given if k not in known
        ]
        made, wrong = make(kind, {k: v for k, v in given.items() if k in known})
        self.problems += [f"[{where}] {problem}" for problem in wrong]
        return made

    def _list(self, family: Registry[Any], usual: Sequence[str]) -> tuple[Any, ...]:
        key, word = family.table, family.word
        value = self.values.get(key, [{word: name} for name in usual])
        if not (isinstance(value, list) and all(isinstance(item, Mapping) for item in value)):
            self.problems.append(f"{key}: found {value!r}; write one [[{key}]] table for each")
            return ()
        parts = []
        for number, item in enumerate(value, start=1):
            where = f"[{key}] {number}"[1:].replace("]", "")
            if word not in item:
                self.problems.append(f'[[{key}]] number {number}: missing {word} = "..."')
                continue
            given = {k: v for k, v in item.items() if k != word}
            parts.append(self._build(family, where, item[word], given))
        return tuple(parts)

    def _objectives(self) -> tuple[Any, ...]:
        parts = self._list(OBJECTIVES, ("worst_ratio", "travel_time"))
        if self.values.get("objectives") == []:
            self.problems.append(
                "objectives: none is stated; state one or more, or leave the key out for "
                "worst_ratio and then travel_time"
            )
        names = [OBJECTIVES.name_of(part) for part in parts if part is not None]
        self.problems += [
            f"objectives: {name} is stated {names.count(name)} times; keep one: it is settled "
            "after the first"
            for name in dict.fromkeys(names)
            if names.count(name) > 1
        ]
        return parts

    def _need(self) -> dict[str, NeedModel]:
        models = {}
        for profession, given in self._tables("need"):
            try:
                profession_word(profession)
            except ValueError as refusal:
                self.problems.append(f"[need.{profession}]: {refusal}")
                continue
            base = DEFAULT_NEED_MODELS.get(profession, NOTHING_STATED)
            where = f"need.{profession}"
            model = self._object(NeedModel, where, {**asdict(base), **given})
            models[profession] = model
        return models

    def _teams(self) -> dict[str, TeamChange]:
        return {
            team: self._object(TeamChange, f"teams.{team}", given)
            for team, given in self._tables("teams")
        }

    def _tables(self, key: str) -> Iterable[tuple[str, Mapping[str, Any]]]:
        for name, given in self._table(key).items():
            if isinstance(given, Mapping):
                yield name, given
            else:
                self.problems.append(f"{key}.{name}: found {given!r}; write a table [{key}.{name}]")
