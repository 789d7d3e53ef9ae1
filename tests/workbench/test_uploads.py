"""Tables that are uploaded: all right, or nothing changes."""

import io
import zipfile
from pathlib import Path

import pytest

from experts_at_hand.errors import DataError
from experts_at_hand.examples import shipped
from experts_at_hand.workbench import uploads
from experts_at_hand.workbench.designs import KEPT
from experts_at_hand.workbench.desk import Desk

TOY = {
    "settings": shipped("toy/area/settings.csv").read_bytes(),
    "teams": shipped("toy/area/teams.csv").read_bytes(),
}


def workbook(sheets: dict[str, bytes]) -> bytes:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, content in sheets.items():
        sheet = book.create_sheet(name)
        for line in content.decode("utf-8").splitlines():
            sheet.append(line.split(","))
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def test_an_empty_folder_gets_the_tables_and_designs(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "new")
    area = desk.take_tables(TOY | {"delivered": b""}, "Little county")
    assert area.name == "Little county"
    assert desk.folder.names == ("baseline", "clusters", "less-time", "whoever-asks")
    assert len(desk.area("baseline").settings) == 12


def test_a_workbook_does_as_well(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "new")
    assert len(desk.take_tables({"workbook": workbook(TOY)}, "").teams) == 3


def test_errors_keep_what_was_there(desk: Desk) -> None:
    """Every wrong cell is named with its row; the tables, and the plans, are as before."""
    before = (desk.folder.area / "settings.csv").read_bytes()
    broken = TOY["settings"].replace(b"primary,417000", b"primery,far")
    with pytest.raises(DataError) as refusal:
        desk.take_tables({**TOY, "settings": broken}, "")
    text = str(refusal.value)
    assert "settings.csv, row 2, column phase" in text
    assert "column easting" in text
    assert (desk.folder.area / "settings.csv").read_bytes() == before
    assert not list((desk.folder.root / KEPT).glob("upload-*"))


def test_the_tables_before_are_kept_aside(desk: Desk) -> None:
    desk.take_tables({**TOY, "settings": TOY["settings"].replace(b"Ashdown", b"Ashup")}, "")
    assert desk.area("baseline").settings[0].name == "Ashup Primary School"
    kept = desk.folder.root / KEPT / "area-before" / "settings.csv"
    assert kept.read_bytes() == TOY["settings"]


def test_what_is_no_table_stays_beside_the_new_ones(desk: Desk) -> None:
    """A border and a matrix go along; hours delivered and a stated origin are of other tables."""
    area = desk.folder.area
    for name in ("boundary.geojson", "travel.csv", "delivered.csv", "about.toml"):
        (area / name).write_text(f"the old {name}", "utf-8")
    desk.take_tables(TOY, "")
    assert sorted(path.name for path in area.iterdir()) == [
        "boundary.geojson", "settings.csv", "teams.csv", "travel.csv",
    ]  # fmt: skip
    assert (desk.folder.root / KEPT / "area-before" / "delivered.csv").is_file()


def test_killed_while_tables_were_exchanged(folder: Path) -> None:
    """The old ones were taken out, the new ones not put in: the old ones are there again."""
    (folder / KEPT).mkdir()
    (folder / "area").rename(folder / KEPT / "area-before")
    desk = Desk(folder)
    assert len(desk.area("baseline").settings) == 12


def bomb() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b" " * 30_000_000)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ({}, "settings.csv: no file was chosen"),
        ({"settings": TOY["settings"]}, "teams.csv: no file was chosen"),
        ({"workbook": b"no archive"}, "the file is no .xlsx workbook"),
        ({"workbook": bomb()}, "once unpacked"),
        ({**TOY, "workbook": b"PK"}, "found a workbook and tables"),
        ({**TOY, "settings": b"PK\x03\x04"}, "settings.csv: found a workbook"),
        ({**TOY, "settings": b"a\n" * (uploads.MOST_ROWS + 1)}, "settings.csv: more than 20,000"),
    ],
)
def test_what_is_no_table_is_refused_unread(
    tmp_path: Path, files: dict[str, bytes], words: str
) -> None:
    desk = Desk(tmp_path / "new")
    with pytest.raises(DataError, match=words):
        desk.take_tables(files, "")
    assert not (tmp_path / "new" / "area").exists()


def test_no_room_puts_the_tables_back(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """The area is moved aside, the new one cannot be moved in: the old one stands again."""
    rename = Path.rename

    def fails(self: Path, target: Path) -> Path:
        if self.parent.name.startswith("upload-"):
            raise OSError(28, "No space left on device")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", fails)
    with pytest.raises(OSError, match="No space left"):
        desk.take_tables(TOY, "")
    assert (desk.folder.area / "settings.csv").read_bytes() == TOY["settings"]
