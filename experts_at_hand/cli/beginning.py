"""How an area begins: `eah import` from downloads, `eah new` from empty tables."""

from collections.abc import Sequence
from pathlib import Path

from experts_at_hand.cli.streams import say, say_json, tell

TEMPLATE = "start"
"""What ``eah new`` copies: empty tables that explain themselves, and scenarios for any area."""


def begin(folder: Path) -> None:
    """Copy what an area begins with, and say what to do next.

    Parameters
    ----------
    folder
        Where to.
    """
    from experts_at_hand.examples import copy_shipped

    copied = copy_shipped(TEMPLATE, folder)
    empty = any(path.name == "settings.csv" for path in copied)  # else an area was there already
    tables = "settings.csv and teams.csv" if empty else "teams.csv"
    for path in (*copied, *_by_type_of_need(folder)):
        say(path.as_posix())
    tell(
        f"Fill in {tables} in {folder / 'area'}; lines above their headings say how. "
        f"See what is left to mend: eah check {folder / 'area'}\n"
        f"Then plan and compare: eah compare {folder} -o results\n"
        f"Or do all of it on a local page: eah serve {folder}\n"
        "An invented county to look at first: eah demo"
    )


def _by_type_of_need(folder: Path) -> tuple[Path, ...]:
    """Write a scenario with proposed weights, where the settings count types of need."""
    import csv

    from experts_at_hand.need.by_type import FILE, by_type_scenario

    settings = folder / "area" / "settings.csv"
    # Headings only: names in another encoding are the reader's business.
    with settings.open(encoding="utf-8-sig", errors="replace", newline="") as table:
        text = by_type_scenario(next(csv.reader(table), []))
    if not text:
        return ()
    (folder / FILE).write_text(text, "utf-8")
    return (folder / FILE,)


def import_files(files: Sequence[Path], la: Sequence[str], out: Path, *, json: bool) -> None:
    """Make an area of downloads, and say what was joined and what to do next.

    Parameters
    ----------
    files, la, out
        Downloads, councils, and the folder of the area.
    json
        Whether a machine reads the answer.
    """
    from experts_at_hand.sources.import_area import import_area

    found = import_area(files, la, out)
    if json:
        values = {"folder": out.as_posix(), "settings": found.settings, "notes": found.notes}
        say_json(values)
        return
    say(f"{found.settings:,} settings written to {out.as_posix()}")
    for note in found.notes:
        say(f"  {note}")
    tell(f"Fill in teams.csv there; then see what is left to mend: eah check {out.as_posix()}")
    if out.name == "area":
        tell(f"Scenarios for it: eah new {out.parent.as_posix()}")
