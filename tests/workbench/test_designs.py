"""Designs are files: nothing is lost, nothing is overwritten unseen, no name becomes a path."""

import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from experts_at_hand.workbench import designs
from experts_at_hand.workbench.designs import ChangedMeanwhileError, DesignFolder, free_name
from tests.hunt import examples


def saved(folder: DesignFolder, *texts: str) -> None:
    for text in texts:
        folder.save("baseline", text, revision=folder.design("baseline").revision)


def test_back_and_forth(folder: Path) -> None:
    """Two changes, two steps back to the very first file, comments included, and forth again."""
    kept = DesignFolder(folder)
    first = kept.design("baseline").text
    assert "#" in first
    saved(kept, "one", "two")
    assert kept.design("baseline").steps_back == 2
    assert kept.undo("baseline", revision=kept.design("baseline").revision).text == "one"
    back = kept.undo("baseline", revision=kept.design("baseline").revision)
    assert (back.text, back.steps_back, back.steps_forward) == (first, 0, 2)
    assert kept.redo("baseline", revision=back.revision).text == "one"
    saved(kept, "another")
    assert kept.design("baseline").steps_forward == 0


def test_it_outlives_the_process(folder: Path) -> None:
    saved(DesignFolder(folder), "one")
    again = DesignFolder(folder)
    first = again.undo("baseline", revision=again.design("baseline").revision)
    assert first.steps_forward == 1


def test_a_change_made_meanwhile_is_not_overwritten(folder: Path) -> None:
    kept = DesignFolder(folder)
    old = kept.design("baseline").revision
    saved(kept, "somebody else's")
    for act in (
        lambda: kept.save("baseline", "mine", revision=old),
        lambda: kept.undo("baseline", revision=old),
        lambda: kept.redo("baseline", revision=old),
        lambda: kept.remove("baseline", revision=old),
    ):
        with pytest.raises(ChangedMeanwhileError):
            act()
    assert kept.design("baseline").text == "somebody else's"


def test_killed_between_the_two_writes(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was before is written first: the file is as it was, and undo does not count it twice."""
    kept = DesignFolder(folder)
    first = kept.design("baseline").text
    write = designs.write_whole

    def dies(path: Path, text: str) -> None:
        if path.suffix == ".toml":
            raise OSError(28, "No space left on device")
        write(path, text)

    monkeypatch.setattr(designs, "write_whole", dies)
    with pytest.raises(OSError, match="No space left"):
        saved(kept, "one")
    assert kept.design("baseline").text == first
    assert kept.design("baseline").steps_back == 0


def test_no_room_leaves_no_litter(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "fsync", lambda _: (_ for _ in ()).throw(OSError(28, "No space left")))
    with pytest.raises(OSError, match="No space left"):
        designs.write_whole(folder / "baseline.toml", "half")
    assert not list(folder.glob(".unfinished-*"))
    assert "Contract" not in (folder / "baseline.toml").read_text("utf-8")


def test_a_history_that_is_lost_is_no_history(folder: Path) -> None:
    kept = DesignFolder(folder)
    saved(kept, "one")
    (folder / designs.KEPT / "baseline.json").write_text("{", "utf-8")
    assert kept.design("baseline").steps_back == 0


def test_what_is_removed_is_kept_aside(folder: Path) -> None:
    kept = DesignFolder(folder)
    text = kept.design("drawn").text
    kept.remove("drawn", revision=kept.design("drawn").revision)
    assert "drawn" not in kept
    assert (folder / designs.KEPT / "removed-drawn.toml").read_text("utf-8") == text


@pytest.mark.parametrize("name", ["../baseline", "area/../baseline", "", ".hidden", "BASELINE"])
def test_a_name_is_looked_up_and_never_a_path(folder: Path, name: str) -> None:
    with pytest.raises(KeyError):
        DesignFolder(folder).design(name)


@settings(max_examples=examples(200), deadline=None)
@given(title=st.text(max_size=80), taken=st.lists(st.text("ab-2", min_size=1), max_size=5))
def test_every_title_makes_a_file_name(title: str, taken: list[str]) -> None:
    """Letters, digits and hyphens, none that another has: it can stand on any disk."""
    name = free_name(title, taken)
    assert name not in taken
    assert set(name) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert name[0] != "-"
    assert len(name) < 50
