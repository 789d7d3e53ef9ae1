"""What one folder of designs can do: every act of the pages, without a word of the web."""

import tempfile
import tomllib
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import experts_at_hand as eah
from experts_at_hand.domain.local_area import LocalArea
from experts_at_hand.errors import ExpertsAtHandError, ScenarioError
from experts_at_hand.examples import copy_shipped
from experts_at_hand.inputs import area_of
from experts_at_hand.menu import Menu
from experts_at_hand.pipeline import Outcome
from experts_at_hand.posts.next_post import place_of, with_post
from experts_at_hand.scenario import Scenario
from experts_at_hand.workbench import by_hand, uploads
from experts_at_hand.workbench.controls import Section, sections
from experts_at_hand.workbench.designs import Design, DesignFolder
from experts_at_hand.workbench.edits import dumped, edited, titled, with_members
from experts_at_hand.workbench.pages import written
from experts_at_hand.workbench.planner import PATIENCE, Job, Planner
from experts_at_hand.workbench.post_controls import post_sections
from experts_at_hand.workbench.skill_boxes import skill_section
from experts_at_hand.workbench.year_boxes import with_years

MOST_WTE = 1_000.0
"""Whole-time equivalents of a further post; more is a slip of the hand."""

EXAMPLES: Mapping[str, str] = {
    "two-rivers": "An invented county: 120 settings, seven designs (a minute to look at)",
    "toy": "A very small invented place: 12 settings, answers that can be checked by hand",
}
"""Shipped areas to begin with."""

TEMPLATE = "start"
"""What an uploaded area begins with: designs that run on anybody's data."""


class Desk:
    """The designs of a folder, and all that can be done with them.

    Parameters
    ----------
    root
        The folder.
    """

    def __init__(self, root: Path) -> None:
        self.folder = DesignFolder(root)
        uploads.recover(self.folder)
        self.planner = Planner(self.folder)

    # Beginning

    def begin_with_example(self, name: str) -> None:
        """Copy a shipped area into the folder.

        Raises
        ------
        ScenarioError
            If there is no such example, or the folder holds designs already.
        """
        if name not in EXAMPLES or self.folder.names:
            raise ScenarioError("the workbench", ["choose one of the examples in an empty folder"])
        self._copy_designs(name, with_area=True)

    def take_tables(self, files: Mapping[str, bytes], name: str) -> LocalArea:
        """Put uploaded tables in the place of the area's; a folder without designs gets some.

        Raises
        ------
        DataError
            Listing every problem; nothing has changed then.
        """
        area = uploads.take(self.folder, files, name=name)
        if not self.folder.names:
            self._copy_designs(TEMPLATE, with_area=False)
        return area

    def _copy_designs(self, name: str, *, with_area: bool) -> None:
        self.folder.root.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".unfinished-", dir=self.folder.root) as stage:
            copied = Path(stage) / "copy"
            copy_shipped(name, copied)
            for entry in sorted(copied.iterdir(), key=lambda p: p.suffix == ".toml"):
                if entry.name == "area" and not with_area:
                    continue
                entry.rename(self.folder.root / entry.name)

    # Looking

    def scenario(self, name: str) -> Scenario:
        """Return what a design asks.

        Raises
        ------
        ScenarioError
            If its file cannot be read.
        """
        return eah.load_scenario(self.folder.design(name).path)

    def area(self, name: str) -> LocalArea:
        """Return the area of a design as it plans it.

        Raises
        ------
        DataError, ScenarioError
            Listing what is wrong.
        """
        scenario = self.scenario(name)
        return area_of(scenario, self.planner.source_area(scenario))

    def sections(self, name: str) -> tuple[Section, ...]:
        """Return the boxes of a design.

        Raises
        ------
        DataError, ScenarioError
            If its file or its tables cannot be read.
        """
        scenario = self.scenario(name)
        area = self.planner.source_area(scenario)
        found = sections(scenario.resolved, area)
        own = (*skill_section(scenario.resolved, area), *post_sections(scenario.resolved))
        return (*found[:3], *own, *found[3:])

    def plan(
        self, name: str, seconds: float = PATIENCE
    ) -> "Outcome | ExpertsAtHandError | Job[Any]":
        """Return the plan of a design, why there is none, or the run if it is not done by then."""
        try:
            job = self.planner.job(name)
        except ExpertsAtHandError as refusal:
            return refusal
        return job.result(seconds) or job

    def menu(self, name: str, counts: tuple[int, ...], seconds: float = PATIENCE) -> Any:  # noqa: ANN401
        """Return the menu for a design, why there is none, or the run if it is not done by then."""
        try:
            job = self.planner.menu(name, counts)
        except ExpertsAtHandError as refusal:
            return refusal
        return job.result(seconds) or job

    def next_posts(self, name: str, wte: float, seconds: float = PATIENCE) -> Any:  # noqa: ANN401
        """Return the next posts and prices, why there are none, or the run if it is not done."""
        try:
            job = self.planner.next_posts(name, wte)
        except ExpertsAtHandError as refusal:
            return refusal
        return job.result(seconds) or job

    def years(self, name: str, seconds: float = PATIENCE) -> Any:  # noqa: ANN401
        """Return the plan over years, why there is none, or the run if it is not done by then."""
        try:
            job = self.planner.years(name)
        except ExpertsAtHandError as refusal:
            return refusal
        return job.result(seconds) or job

    # Changing

    def copy(self, name: str, title: str) -> Design:
        """Begin another design from one that is there."""
        title = title.strip()[:200] or f"{self._title(name)}, changed"
        return self.folder.add(title, titled(self.folder.design(name).text, title))

    def rename(self, name: str, title: str, *, revision: str) -> Design:
        """Give a design another title."""
        title = title.strip()[:200]
        if not title:
            raise ScenarioError(name, ["title: found nothing; say what the design is"])
        text = self.folder.design(name).text
        return self.folder.save(name, titled(text, title), revision=revision)

    def remove(self, name: str, *, revision: str) -> None:
        """Take a design away, unless another rests on it.

        Raises
        ------
        ScenarioError
            Naming those that extend it.
        """
        others = self.extending(name)
        if others:
            listed = ", ".join(others)
            raise ScenarioError(
                name, [f"it cannot be removed: {listed} extend it; remove them first"]
            )
        self.folder.remove(name, revision=revision)

    def extending(self, name: str) -> tuple[str, ...]:
        """Return the names of designs that state only what differs from this one."""
        others = (other for other in self.folder.names if other != name)
        return tuple(other for other in others if self._uses(other, name))

    def _uses(self, name: str, other: str) -> bool:
        try:
            files = self.scenario(name).files
        except ExpertsAtHandError:
            return False
        return any(file.path == self.folder.root / f"{other}.toml" for file in files)

    def set_boxes(self, name: str, typed: Mapping[str, Sequence[str]], *, revision: str) -> Design:
        """Set boxes of a design; kept only if the file can be read and fits its tables.

        Raises
        ------
        WrongBoxesError, DataError, ScenarioError
            Naming what is wrong; nothing has changed then.
        """
        design, scenario = self.folder.design(name), self.scenario(name)
        boxes = [c for s in self.sections(name) for c in s.controls]
        return self._keep(design, edited(design.text, scenario.resolved, boxes, typed), revision)

    def by_hand(
        self,
        name: str,
        change: Callable[[by_hand.Members, set[str]], by_hand.Members],
        *,
        revision: str,
        moves: int | None = None,
    ) -> Design:
        """Edit the clusters that a design's plan has.

        Parameters
        ----------
        name, revision
            Of the design as the page showed it.
        change
            Given the lists of settings and those that are held, which it may change too, returns
            other lists.
        moves
            Settings to move at most where that helps; none if ``None``.

        Raises
        ------
        NotPossibleError, DataError, ScenarioError
            If that cannot be; nothing has changed then.
        """
        design, outcome = self.folder.design(name), self.plan(name, seconds=60.0)
        if not isinstance(outcome, Outcome):
            raise by_hand.NotPossibleError("the design has no plan yet; mend that first")
        stay = set(by_hand.held(outcome.scenario))
        members = change(by_hand.members_of(outcome.clustering), stay)
        stay &= {setting for ids in members.values() for setting in ids}
        text = with_members(design.text, members, stay=stay, moves=moves)
        return self._keep(design, text, revision)

    def take_choice(self, name: str, menu: Menu, choice: str) -> Design:
        """Begin a design with the clusters of a choice of the menu.

        Raises
        ------
        ScenarioError
            If the menu has no such choice.
        """
        found = next((c for c in menu.choices if c.name == choice), None)
        if found is None:
            raise ScenarioError("the menu", [f"there is no choice {choice!r}; choose one of it"])
        scenario = found.outcome.scenario
        values = tomllib.loads(self.folder.design(name).text)
        values["title"] = scenario.title
        values.pop("description", None)
        for table in ("visits", "clustering", "allocation"):
            asked = scenario.resolved[table]
            values[table] = {key: value for key, value in asked.items() if value not in ([], {})}
        return self.folder.add(scenario.title, dumped(values))

    def take_post(self, name: str, team_id: str, wte: float) -> Design:
        """Begin a design in which a team has one post more, filled.

        Raises
        ------
        ScenarioError
            If the design has no such team, or the post is none.
        """
        teams = self.area(name).teams
        team = next((team for team in teams if team.id == team_id), None)
        if not 0 < wte <= MOST_WTE:
            problem = f"found {wte:g} WTE; write a number above 0, such as 0.5 or 1"
            raise ScenarioError("the next post", [problem])
        if team is None:
            raise ScenarioError("the next post", [f"there is no team {team_id!r}; search again"])
        grown = with_post(team, wte)
        values = tomllib.loads(self.folder.design(name).text)
        where = f", {wte:g} WTE more at {place_of(team, teams)}"
        values["title"] = f"{self._title(name)}{where}"[:200]
        values.pop("description", None)
        stated = {key: getattr(grown, key) for key in ("wte", "vacancy_rate", "statutory_share")}
        changes = values.setdefault("teams", {})
        changes[team_id] = {**changes.get(team_id, {}), **stated}
        return self.folder.add(values["title"], dumped(values))

    def set_years(self, name: str, rows: Sequence[Mapping[str, Any]], *, revision: str) -> Design:
        """State the years of a design; kept only if the file can be read and fits its tables.

        Raises
        ------
        DataError, ScenarioError
            Naming what is wrong; nothing has changed then.
        """
        design = self.folder.design(name)
        text = with_years(design.text, self.scenario(name).resolved, rows)
        return self._keep(design, text, revision)

    def download(self, kind: str, outcomes: Sequence[Outcome]) -> bytes:
        """Return the report, the workbook or the map of designs, the first one the baseline."""
        with tempfile.TemporaryDirectory(prefix="eah-") as stage:
            return written(eah.compare(outcomes), kind, Path(stage)).read_bytes()

    def _keep(self, design: Design, text: str, revision: str) -> Design:
        if text != design.text:
            self.planner.checked(design.name, text)
        return self.folder.save(design.name, text, revision=revision)

    def _title(self, name: str) -> str:
        try:
            return self.scenario(name).title
        except ExpertsAtHandError:
            return name
