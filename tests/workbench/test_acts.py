"""What forms do: every act ends at an address of this place, names in it quoted."""

from pathlib import Path

import pytest

from experts_at_hand.workbench import acts
from experts_at_hand.workbench.desk import Desk
from experts_at_hand.workbench.forms import Form

SMALL = "clusters-small"


def form(desk: Desk, **typed: str) -> Form:
    revision = desk.folder.design(SMALL).revision
    boxes = {"revision": [revision], **{k.replace("__", "/"): [v] for k, v in typed.items()}}
    return Form(typed=boxes)


def test_addresses_are_quoted() -> None:
    assert acts.address("a b/c") == "/design/a%20b/c"
    assert acts.address("x", "/years") == "/design/x/years"


def test_copy_rename_undo_and_remove(desk: Desk, folder: Path) -> None:
    to = acts.copy(desk, SMALL, form(desk, title="Second"))
    assert to.startswith("/design/")
    assert acts.rename(desk, SMALL, form(desk, title="Renamed")) == f"/design/{SMALL}"
    assert desk.scenario(SMALL).title == "Renamed"
    acts.undo(desk, SMALL, form(desk))
    assert desk.scenario(SMALL).title != "Renamed"
    acts.redo(desk, SMALL, form(desk))
    assert desk.scenario(SMALL).title == "Renamed"
    assert acts.remove(desk, SMALL, form(desk)) == "/?done=removed"
    assert not (folder / f"{SMALL}.toml").exists()


@pytest.mark.solver
def test_years_come_from_their_boxes(desk: Desk) -> None:
    typed = {"0__year": "2026/27", "0__wte": "1", "1__year": "2027/28", "1__wte": "2"}
    acts.set_years(desk, SMALL, form(desk, **typed))
    assert [year.year for year in desk.scenario(SMALL).years] == ["2026/27", "2027/28"]
