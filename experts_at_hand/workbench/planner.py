"""Designs planned beside the pages: once for each state, watched, and ended when asked.

What a design says and the tables it reads decide its plan, so a plan is kept under both and found
again whoever asks. Areas, travel and clusters that designs share are worked out once.
"""

import os
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Future
from concurrent.futures import TimeoutError as NotYet
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Generic, TypeVar

import experts_at_hand as eah
from experts_at_hand.domain.local_area import LocalArea
from experts_at_hand.errors import ExpertsAtHandError
from experts_at_hand.inputs import Inputs, check_inputs
from experts_at_hand.menu import Menu
from experts_at_hand.pipeline import Outcome
from experts_at_hand.posts import (
    NextPosts,
    PostsInOrder,
    PriceRange,
    YearsPlan,
    next_posts,
    plan_years,
    posts_in_order,
    price_ranges,
)
from experts_at_hand.registry.protocols import FAMILIES, METRICS
from experts_at_hand.scenario import Scenario
from experts_at_hand.workbench.designs import KEPT, DesignFolder

FoundT = TypeVar("FoundT")

PATIENCE = 0.9
"""Seconds a page waits for a plan before it says how far the plan is."""

REMEMBERED = 60
"""Plans that are kept in memory; each is made again when it is asked for."""

WORKERS = 4
"""Plans that are made at once."""

LOOKED_AT = 5_000
"""Files of a folder that are looked at; more are no area's tables."""


FoundPosts = tuple[NextPosts, tuple[PriceRange, ...], PostsInOrder]
"""Places for the next post, prices of hours, and posts one after another."""


class Cancelled(Exception):  # noqa: N818 - no error: somebody pressed a button
    """Raised inside a run that somebody has ended."""


ENDED = eah.ScenarioError(
    "the plan", ["it was ended by hand; press “Plan again” on the page of the design to begin anew"]
)
"""Stands for the plan of a design that somebody has ended."""


@dataclass
class Job(Generic[FoundT]):
    """A plan that is being made.

    Parameters
    ----------
    future
        Its end.
    began
        When, seconds of a clock that only goes forward.
    said
        How far it is, in words.
    cancelled
        Whether it shall end at its next step.
    """

    future: "Future[FoundT]" = field(default_factory=Future)
    began: float = field(default_factory=time.monotonic)
    said: str = "waiting for its turn"
    cancelled: bool = False

    def step(self, _: str, stage: str) -> None:
        """Take note of a stage, and end where that is asked."""
        if self.cancelled:
            raise Cancelled
        self.said = stage

    @property
    def seconds(self) -> float:
        """For how long it has been asked for."""
        return time.monotonic() - self.began

    def result(self, seconds: float) -> "FoundT | ExpertsAtHandError | None":
        """Return what came out, why nothing could, or ``None`` if it is not done by then."""
        try:
            return self.future.result(timeout=max(0.0, seconds))
        except NotYet:
            return None
        except Cancelled:
            return ENDED
        except ExpertsAtHandError as refusal:
            return refusal


class Planner:
    """Plans the designs of a folder.

    Parameters
    ----------
    folder
        Whose designs.
    """

    def __init__(self, folder: DesignFolder) -> None:
        self._folder = folder
        self._lock = threading.Lock()
        self._jobs: OrderedDict[tuple[Any, ...], Job[Any]] = OrderedDict()
        self._memory: tuple[Hashable, Inputs] = ((), Inputs())
        self._turns = threading.Semaphore(WORKERS)
        for family in (*FAMILIES.values(), METRICS):
            _ = family.parts  # imported here, before threads ask for them all at once

    def checked(self, name: str, text: str) -> Scenario:
        """Return what a design would ask, its files looked at; nothing is planned.

        Parameters
        ----------
        name
            Of a design that is there.
        text
            What it is about to say.

        Raises
        ------
        DataError, ScenarioError
            Listing what is wrong.
        """
        path = self._folder.root / f"{name}.toml"
        instead = text.encode("utf-8", errors="surrogateescape")
        scenario = eah.load_scenario(path, instead=instead)
        check_inputs((scenario,), self._inputs(scenario)[1])
        return scenario

    def source_area(self, scenario: Scenario) -> LocalArea:
        """Return the area as its tables have it, before a scenario changes anything.

        Raises
        ------
        DataError
            Listing what is wrong with the tables.
        """
        return self._inputs(scenario)[1].area(scenario)

    def job(self, name: str) -> "Job[Outcome]":
        """Return the run of a design as it stands, begun if it is not.

        Raises
        ------
        DataError, ScenarioError
            If the file cannot be read.
        """
        key, scenario, memory = self._asked("plan", name)

        def plan(job: Job[Outcome]) -> Outcome:
            try:
                return eah.run_all([scenario], progress=job.step, memory=memory)[0]
            except (eah.DataError, eah.ScenarioError) as refusal:
                check_inputs((scenario,), memory)  # what else is wrong is said as well
                raise refusal from None

        return self._begun(key, plan)

    def menu(self, name: str, counts: tuple[int, ...]) -> "Job[Menu]":
        """Return the menu of clusters for a design, begun if it is not.

        Raises
        ------
        DataError, ScenarioError
            If the file cannot be read.
        """
        key, scenario, _ = self._asked("menu", name, counts)
        return self._begun(key, lambda job: eah.menu_of(scenario, counts, progress=_named(job)))

    def next_posts(self, name: str, wte: float) -> "Job[FoundPosts]":
        """Return the search for the next post of a design, begun if it is not.

        Raises
        ------
        DataError, ScenarioError
            If the file cannot be read.
        """
        key, scenario, memory = self._asked("next post", name, wte)

        def search(job: Job[Any]) -> FoundPosts:
            outcome = eah.run_all([scenario], progress=job.step, memory=memory)[0]
            job.step("", "a post at each base")
            found = next_posts(outcome, wte)
            job.step("", "posts one after another")
            order = posts_in_order(outcome, wte)
            job.step("", "the price of an hour of each team")
            return found, price_ranges(outcome, wte), order

        return self._begun(key, search)

    def years(self, name: str) -> "Job[YearsPlan]":
        """Return the plan over years of a design, begun if it is not.

        Raises
        ------
        DataError, ScenarioError
            If the file cannot be read.
        """
        key, scenario, _ = self._asked("years", name)
        return self._begun(
            key, lambda job: plan_years(scenario, progress=lambda year: job.step("", year))
        )

    def cancel(self, name: str) -> None:
        """End every run of a design that is not done; it begins anew when `again` is said."""
        for job in self._of(name):
            if not job.future.done():
                job.cancelled = True

    def again(self, name: str) -> None:
        """Forget the runs of a design that were ended: whoever asks next begins anew."""
        for job in self._of(name):
            if job.cancelled:
                with self._lock:
                    self._jobs = OrderedDict((k, j) for k, j in self._jobs.items() if j is not job)

    def _of(self, name: str) -> list[Job[Any]]:
        with self._lock:
            return [job for (_, whose, *_), job in self._jobs.items() if whose == name]

    def close(self) -> None:
        """End everything at its next step."""
        with self._lock:
            for job in self._jobs.values():
                job.cancelled = True

    def _asked(self, kind: str, name: str, *more: Hashable) -> tuple[Any, Scenario, Inputs]:
        """Return what tells a run from all others, what is asked, and what is known of tables."""
        scenario = eah.load_scenario(self._folder.root / f"{name}.toml")
        signature, memory = self._inputs(scenario)
        files = tuple(file.sha256 for file in scenario.files)
        return (kind, name, *more, files, signature), scenario, memory

    def _begun(
        self, key: tuple[Any, ...], plan: "Callable[[Job[FoundT]], FoundT]"
    ) -> "Job[FoundT]":
        with self._lock:
            job = self._jobs.get(key)
            if job is None:
                job = Job()
                self._jobs[key] = job
                # Daemons: whoever ends the server need not wait for a search.
                work = threading.Thread(target=_work, args=(job, plan, self._turns), daemon=True)
                work.start()
                self._forget()
            self._jobs.move_to_end(key)
            return job

    def _forget(self) -> None:
        done = [key for key, job in self._jobs.items() if job.future.done()]
        for key in done[: max(0, len(self._jobs) - REMEMBERED)]:
            del self._jobs[key]

    def _inputs(self, scenario: Scenario) -> tuple[Hashable, Inputs]:
        """Return what tables a design reads, and what is known of them; other tables, anew."""
        signature = _signature(self._folder.root, designs=True) + _signature(scenario.folder)
        with self._lock:
            if self._memory[0] != signature:
                self._memory = signature, Inputs()
            return self._memory


def _work(
    job: "Job[FoundT]", plan: "Callable[[Job[FoundT]], FoundT]", turns: threading.Semaphore
) -> None:
    """Make a plan when its turn comes, and hand over how it ended."""
    try:
        with turns:
            job.step("", "begun")
            job.future.set_result(plan(job))
    except BaseException as end:  # noqa: BLE001 - handed to whoever asked, not swallowed
        job.future.set_exception(end)


def _named(job: "Job[Any]") -> "Callable[[str, str], None]":
    """Say of a menu which of its choices is being tried."""
    return lambda name, stage: job.step(name, f"{name}: {stage}")


def _signature(folder: Path, *, designs: bool = False) -> tuple[tuple[str, int, int], ...]:
    """Return names, times and sizes of files that plans may read; designs are known otherwise.

    Parameters
    ----------
    folder
        Looked through with all folders in it, up to `LOOKED_AT` files.
    designs
        Whether the scenario files in it are designs, and left out.
    """
    if not folder.is_dir():
        return ()
    found = []
    for place, folders, files in os.walk(folder):
        folders[:] = sorted(f for f in folders if f != KEPT and not f.startswith("."))
        for name in sorted(files):
            path = Path(place) / name
            design = designs and path.parent == folder and path.suffix == ".toml"
            if name.startswith(".") or design:
                continue
            state = path.stat()
            found.append((str(path), state.st_mtime_ns, state.st_size))
            if len(found) == LOOKED_AT:
                return tuple(found)
    return tuple(found)
