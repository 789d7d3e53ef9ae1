"""The menu as files: a table of all choices, and each of the best as a scenario of its own."""

import os
from pathlib import Path
from typing import Any

from experts_at_hand.menu.choices import Choice, Menu
from experts_at_hand.results import MENU_LINE, figure_of, write_csv

HEADER = (
    "choice", "method", "clusters", "minutes_to_hub", "lower_bound", "gap", "need_least_from_mean",
    "need_most_from_mean", "longest_minutes", "moved_from_today", "lowest_access", "mean_access",
    "travel_hours", "pareto_best", "nearly_the_same_as", "notes",
)  # fmt: skip


def write_menu(menu: Menu, folder: Path, *, place: Path | None = None) -> None:
    """Write menu.csv, and the choices that are best as scenario files that extend the one asked.

    Parameters
    ----------
    menu
        What was tried.
    folder
        Where the files go; it is there.
    place
        Where the folder will stand, if it is still to be moved: the scenario files name the one
        that they extend from there.
    """
    rows: list[list[object]] = [_row(choice) for choice in menu.choices]
    blank = [""] * (len(HEADER) - 2)
    rows += [[name, *blank, f"not possible: {why}"] for name, why in menu.refused.items()]
    write_csv(folder / "menu.csv", HEADER, rows)
    for choice in menu.best:
        text = _scenario_text(choice, place or folder)
        (folder / f"{choice.name}.toml").write_text(text, "utf-8")


def menu_values(menu: Menu) -> dict[str, Any]:
    """Return the menu for a machine."""
    return {
        "baseline": menu.baseline.name,
        "choices": [
            {key: _plain(value) for key, value in zip(HEADER, _row(choice), strict=True)}
            for choice in menu.choices
        ],
        "best": [choice.name for choice in menu.best],
        "refused": dict(menu.refused),
    }


def _plain(value: object) -> object:
    return figure_of(value) if isinstance(value, float) else value


def _row(choice: Choice) -> list[object]:
    clustering, card = choice.clustering, choice.outcome.scorecard
    return [
        choice.name,
        clustering.method,
        len(clustering),
        clustering.objective,
        clustering.lower_bound,
        clustering.gap,
        *choice.need_from_mean,
        choice.longest_minutes,
        choice.moved,
        card["lowest_access"].value,
        card["mean_access"].value,
        card["travel_hours"].value,
        "yes" if choice.pareto_best else "no",
        choice.like,
        "; ".join(clustering.notes),
    ]


def _scenario_text(choice: Choice, folder: Path) -> str:
    """Return a scenario file that gives this choice again: every parameter stands in it."""
    import tomli_w

    scenario = choice.outcome.scenario
    said: dict[str, Any] = {}
    if scenario.files:
        base = os.path.relpath(scenario.files[0].path, folder.resolve())
        said["extends"] = Path(base).as_posix()
    said["title"] = scenario.title
    for table in ("visits", "clustering", "allocation"):
        asked = scenario.resolved[table]
        said[table] = {key: value for key, value in asked.items() if value not in ([], {})}
    return f"{MENU_LINE}\n{tomli_w.dumps(said)}"
