"""Downloads in, an area out: recognised by their headings, joined by number, nothing personal."""

import csv
import tomllib
from pathlib import Path

import pytest

from experts_at_hand.cli import main
from experts_at_hand.domain.counts import complete_counts
from experts_at_hand.domain.weighted_counts import WeightedCounts
from experts_at_hand.errors import DataError, OutputError
from experts_at_hand.inputs import read_area
from experts_at_hand.sources.import_area import import_area

GIAS_HEADING = (
    "URN,LA (code),LA (name),EstablishmentNumber,EstablishmentName,TypeOfEstablishment (code),"
    "TypeOfEstablishment (name),EstablishmentStatus (name),CloseDate,PhaseOfEducation (name),"
    "StatutoryLowAge,StatutoryHighAge,NumberOfPupils,PercentageFSM,Trusts (name),Postcode,"
    "TelephoneNum,HeadFirstName,HeadLastName,Easting,Northing,LSOA (code),"
    "AdministrativeWard (name)"
)


GIAS_ROWS = (
    # a primary that became an academy since the counts were taken: another URN, the same number
    "140001,800,Bath,2150,Oldfield Primary,34,Academy converter,Open,,Primary,4,11,200,12.5,"
    "Palladian,BA2 3RF,01225,Ann,Head,373500,164200,E01014442,Oldfield",
    "109321,800,Bath,4130,Café Weston Secondary,5,Voluntary aided school,Open,,Secondary,11,18,"
    "900,8.0,,BA1 4EH,01225,Bob,Head,373000,166000,E01014443,Weston",
    '109400,800,Bath,7034,"Three Ways, Special",7,Community special school,'
    '"Open, but proposed to close",31-08-2026,Not applicable,3,19,220,30,,BA2 5RF,1,C,D,0,0,,',
    "109500,800,Bath,1100,Link Unit,14,Pupil referral unit,Open,,Not applicable,5,16,,,,"
    "BA2 1AA,1,E,F,374000,163000,E01014444,Combe",
    "130558,800,Bath,8008,City College,18,Further education,Open,,16 plus,16,99,,,,BA1 1UP,"
    "1,G,H,374900,164600,E01014445,Abbey",
    "109600,800,Bath,2222,Gone School,1,Community school,Closed,31-08-2011,Primary,4,11,,,,"
    "BA1 1AA,1,I,J,374000,164000,,",
    "109601,800,Bath,9999,Sure Start,39,Children's centre,Open,,Not applicable,,,,,,BA1 1AA,1,K,"
    "L,374000,164000,,",
    "133793,800,Bath,8888,Bath University,29,Higher education institutions,Open,,Not applicable,"
    ",,,,,BA2 7AY,1,M,N,377000,164000,,",
    "120000,801,Bristol,2000,Elsewhere,1,Community school,Open,,Primary,4,11,100,5,,BS1 1AA,1,O,"
    "P,358000,173000,,",
)


SEN_HEADING = (
    "URN,LAEstab,Total pupils,SEN support,EHC plan,EHC_Primary_need_slcn,SUP_Primary_need_slcn,"
    "EHC_Primary_need_asd,SUP_Primary_need_asd"
)


SEN_ROWS = (
    "109001,8002150,210,30,4,1,12,2,3",  # the predecessor of 140001
    "109321,8004130,905,80,c,x,20,5,c",
    ",,1115,110,4,1,32,7,3",  # a total row
    "109400,8007034,221,0,221,60,z,90,z",
)


IMD_HEADING = (
    "LSOA code (2011),LSOA name (2011),"
    "Income Deprivation Affecting Children Index (IDACI) Score (rate)"
)


def write(
    folder: Path, name: str, heading: str, rows: tuple[str, ...], code: str = "utf-8"
) -> Path:
    path = folder / name
    path.write_text("\n".join((heading, *rows)) + "\n", encoding=code)
    return path


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    """Names say nothing: each is known by its headings; the register is in cp1252."""
    return [
        write(tmp_path, "download (1).csv", IMD_HEADING, ("E01014442,Bath 1,0.21",)),
        write(tmp_path, "download (2).csv", GIAS_HEADING, GIAS_ROWS, "cp1252"),
        write(tmp_path, "download.csv", SEN_HEADING, SEN_ROWS),
    ]


def rows_of(folder: Path) -> dict[str, dict[str, str]]:
    with (folder / "settings.csv").open(encoding="utf-8", newline="") as file:
        return {row["setting_id"]: row for row in csv.DictReader(file)}


def test_each_row_by_hand(files: list[Path], tmp_path: Path) -> None:
    """Five settings: joined by URN, by number or not; hidden counts blank; places or postcodes."""
    found = import_area(files, ["bath"], tmp_path / "area")
    rows = rows_of(tmp_path / "area")
    assert found.settings == 5
    assert list(rows) == ["109321", "109400", "109500", "130558", "140001"]
    academy = rows["140001"]
    assert academy["sen_joined"] == "by council and number"
    assert (academy["pupils"], academy["ehcp"], academy["sen_support"]) == ("210", "4", "30")
    assert (academy["slcn"], academy["asd"], academy["idaci"]) == ("13", "5", "0.21")
    assert academy["fsm"] == "25", "an eighth of the 200 of the register"
    assert academy["trust"] == "Palladian"
    aided = rows["109321"]
    assert (aided["name"], aided["phase"]) == ("Café Weston Secondary", "secondary")
    assert (aided["ehcp"], aided["slcn"], aided["asd"]) == ("", "20", "5")
    special = rows["109400"]
    assert (special["phase"], special["easting"], special["postcode"]) == ("special", "", "BA2 5RF")
    assert rows["109500"]["phase"] == "alternative"
    assert rows["109500"]["sen_joined"] == "not found"
    assert rows["130558"]["phase"] == "post_16"


def test_what_was_left_out_is_said(files: list[Path], tmp_path: Path) -> None:
    said = "\n".join(import_area(files, ["Bath"], tmp_path / "area").notes)
    for words in (
        "1 left out, status Closed",
        "1 left out, type Children's centre",
        "1 left out, type Higher education institutions",
        "was read as cp1252",
        "of 5 settings, joined 2 by URN, 1 by council and number, 2 not found",
        "1 counts are suppressed",
        "2 counts of types of need are suppressed, and count for nothing",
        "1 of 5 settings joined by the code of the small area",
        "1 settings have no coordinates",
    ):
        assert words in said


def test_nothing_personal_is_written(files: list[Path], tmp_path: Path) -> None:
    """Names of heads and telephone numbers are in the register, and in no file of the area."""
    import_area(files, ["Bath"], tmp_path / "area")
    for path in (tmp_path / "area").iterdir():
        text = path.read_text("utf-8")
        assert "01225" not in text
        assert "Head" not in text.replace("headings", "")


def test_the_area_can_be_read_once_the_teams_are_there(files: list[Path], tmp_path: Path) -> None:
    folder = tmp_path / "area"
    import_area(files, ["Bath"], folder)
    about = tomllib.loads((folder / "about.toml").read_text("utf-8"))
    assert about["name"] == "Bath"
    assert "small areas of 2011" in about["origin"]
    with pytest.raises(DataError, match="the table is empty; add a row for each team"):
        read_area(folder)
    with (folder / "teams.csv").open("a", encoding="utf-8") as file:
        file.write("salt-1,salt,2.0,,,Bath,374000,164000,6,,\n")
    settings = (
        (folder / "settings.csv")
        .read_text("utf-8")
        .replace(",special,,,", ",special,374000,162000,")
    )
    (folder / "settings.csv").write_text(settings, "utf-8")
    area = read_area(folder)
    assert len(area.settings) == 5
    assert area.settings[-1].counts["slcn"] == 13


LINKS_HEADING = "URN,LinkURN,LinkName,LinkType,LinkEstablishedDate"


def test_counts_follow_a_school_that_was_joined_from_two(tmp_path: Path) -> None:
    """140001 was 109001 and 109002: 4 + 2 plans, 30 + 10 on support; a hidden part hides the sum.

    Neither the number nor the council's number of the academy is in the counts.
    """
    register = write(tmp_path, "a.csv", GIAS_HEADING, GIAS_ROWS)
    counts = write(
        tmp_path,
        "b.csv",
        SEN_HEADING,
        ("109001,8001111,210,30,4,1,12,2,3", "109002,8001112,90,10,2,c,5,1,c"),
    )
    rows = (
        "140001,109001,Infants,Predecessor - amalgamated,01-09-2020",
        "109002,140001,Academy,Successor,01-09-2020",  # stated from the other side
        "130558,109001,x,Sixth Form Centre Link,",
    )
    links = write(tmp_path, "c.csv", LINKS_HEADING, rows)
    said = import_area([register, counts, links], ["Bath"], tmp_path / "area").notes
    academy = rows_of(tmp_path / "area")["140001"]
    assert academy["sen_joined"] == "by the URN before"
    assert (academy["ehcp"], academy["sen_support"], academy["pupils"]) == ("6", "40", "300")
    assert (academy["slcn"], academy["asd"]) == ("18", "6")
    assert any("joined 1 by the URN before, 4 not found" in note for note in said)


def test_no_row_of_counts_goes_to_two_schools(tmp_path: Path) -> None:
    """A school that two others were before: whose children are these? Nobody's."""
    register = write(tmp_path, "a.csv", GIAS_HEADING, GIAS_ROWS)
    counts = write(tmp_path, "b.csv", SEN_HEADING, ("109001,8001111,210,30,4,1,12,2,3",))
    rows = ("140001,109001,x,Predecessor,", "109321,109001,x,Predecessor,")
    links = write(tmp_path, "c.csv", LINKS_HEADING, rows)
    import_area([register, counts, links], ["Bath"], tmp_path / "area")
    assert {row["sen_joined"] for row in rows_of(tmp_path / "area").values()} == {"not found"}


def test_a_school_is_found_by_postcode_and_name_at_last(tmp_path: Path) -> None:
    """The census has neither its number nor the council's; capitals and stops do not matter."""
    register = write(tmp_path, "a.csv", GIAS_HEADING, GIAS_ROWS)
    heading = "URN,LA,ESTAB,SCHNAME,POSTCODE,NOR,TSENELSE,TSENELK"
    rows = (
        "999001,800,1,OLDFIELD  primary.,ba23rf,200,4,30",
        "999002,800,2,Link Unit,BA9 9ZZ,50,9,9",
    )
    counts = write(tmp_path, "b.csv", heading, rows)
    import_area([register, counts], ["Bath"], tmp_path / "area")
    found = rows_of(tmp_path / "area")
    assert found["140001"]["sen_joined"] == "by postcode and name"
    assert found["140001"]["sen_support"] == "30"
    assert found["109500"]["sen_joined"] == "not found", "another postcode"


def test_every_column_says_where_it_comes_from(files: list[Path], tmp_path: Path) -> None:
    files[1] = files[1].rename(tmp_path / "edubasealldata20260115.csv")
    import_area(files, ["Bath"], tmp_path / "area")
    about = tomllib.loads((tmp_path / "area" / "about.toml").read_text("utf-8"))
    with (tmp_path / "area" / "settings.csv").open(encoding="utf-8") as table:
        head = next(csv.reader(table))
    assert set(about["columns"]) == set(head) - {"sen_joined"}
    assert "edubasealldata20260115.csv, of 2026-01-15; Open Government" in about["columns"]["name"]
    assert "small areas of 2011" in about["columns"]["idaci"]


def test_types_of_need_come_with_a_proposal_of_weights(
    files: list[Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The file counts two types: the proposal weighs these, and its need is theirs.

    140001 has 13 with slcn and 5 with asd of 210: 6 + 0.05 x 210 + 2 x 13 + 1.5 x 5 = 50 for speech
    and language on the proposal's scale; 109321 has 20 and 5 of 905: 6 + 45.25 + 40 + 7.5 = 98.75.
    """
    home = tmp_path / "bath"
    names = [str(path) for path in files]
    assert main(["import", *names, "--la", "Bath", "-o", str(home / "area")]) == 0
    assert main(["new", str(home)]) == 0
    assert "by-type-of-need.toml" in capsys.readouterr().out
    said = tomllib.loads((home / "by-type-of-need.toml").read_text("utf-8"))
    assert said["need"]["salt"]["per_count"] == {"slcn": 2.0, "asd": 1.5}
    assert said["need"]["ot"]["per_count"] == {"slcn": 0.4, "asd": 1.5}
    weights = WeightedCounts(per_sen_support=0.0, per_count=said["need"]["salt"]["per_count"])
    (home / "area" / "settings.csv").write_text(
        "\n".join(
            line
            for line in (home / "area" / "settings.csv").read_text("utf-8").splitlines()
            if line.split(",")[0] in {"setting_id", "140001", "109321"}
        ),
        "utf-8",
    )
    (home / "area" / "teams.csv").write_text(
        "team_id,profession,wte,easting,northing\nt,salt,1,373000,165000\n", "utf-8"
    )
    area = read_area(home / "area")
    counts = complete_counts(area.settings, ["slcn", "asd"])
    assert weights.weigh(counts).tolist() == pytest.approx([98.75, 50.0])


def test_a_name_is_no_formula(tmp_path: Path) -> None:
    rows = (GIAS_ROWS[0].replace("Oldfield Primary", "=1+1"),)
    register = write(tmp_path, "a.csv", GIAS_HEADING, rows)
    import_area([register], ["Bath"], tmp_path / "area")
    assert rows_of(tmp_path / "area")["140001"]["name"] == "1+1"


def test_several_councils_make_one_area(files: list[Path], tmp_path: Path) -> None:
    assert import_area(files, ["Bath", "Bristol"], tmp_path / "area").settings == 6


def test_wrong_files_are_named_together(files: list[Path], tmp_path: Path) -> None:
    """Something else, an archive, an empty file, a file that is not there, and one twice."""
    other = write(tmp_path, "other.csv", "a,b", ("1,2",))
    (tmp_path / "zipped.csv").write_bytes(b"PK\x03\x04rest")
    (tmp_path / "empty.csv").write_bytes(b"")
    wrong = [files[2], files[2], other, *(tmp_path / f"{n}.csv" for n in ("zipped", "empty", "no"))]
    with pytest.raises(DataError) as refusal:
        import_area(wrong, ["Bath"], tmp_path / "area")
    text = str(refusal.value)
    for words in (
        "are both the SEN school-level file",
        "other.csv: is none of the files that are known",
        "it begins with a, b",
        "zipped.csv: found an archive or a workbook",
        "it is empty",
        "no.csv: cannot be opened",
        "the school register (GIAS) is missing",
    ):
        assert words in text
    assert not (tmp_path / "area").exists()


def test_an_unknown_council_gets_a_hint(files: list[Path], tmp_path: Path) -> None:
    with pytest.raises(DataError, match="did you mean 'Bristol'"):
        import_area(files, ["Bristool"], tmp_path / "area")


def test_a_folder_that_holds_anything_is_left_alone(files: list[Path], tmp_path: Path) -> None:
    (tmp_path / "area").mkdir()
    (tmp_path / "area" / "mine.txt").write_text("mine")
    with pytest.raises(OutputError, match="not empty"):
        import_area(files, ["Bath"], tmp_path / "area")
    assert (tmp_path / "area" / "mine.txt").read_text() == "mine"


def test_nurseries_come_from_another_register(files: list[Path], tmp_path: Path) -> None:
    """Below three lines of notes: a nursery, a hidden name, a childminder, one that is closed."""
    heading = (
        "Web link,Provider URN,Provider type,Provider status,Provider name,Local authority,"
        "Provider postcode,Places"
    )
    rows = (
        "x,EY100001,Childcare on non-domestic premises,Active,Acorns,Bath,ba1 1aa,40",
        "x,EY100002,Childcare on non-domestic premises,Active,REDACTED,Bath,BA1 1AB,20",
        "x,EY100003,Childminder,Active,A Person,Bath,BA1 1AC,6",
        "x,EY100004,Childcare on non-domestic premises,Resigned,Oaks,Bath,BA1 1AD,30",
        "x,EY100005,Childcare on non-domestic premises,Active,Elms,Bristol,BS1 1AD,30",
    )
    path = write(tmp_path, "ey.csv", "Title\n\nNotes: see the web\n" + heading, rows)
    found = import_area([*files, path], ["Bath"], tmp_path / "area")
    rows_written = rows_of(tmp_path / "area")
    assert list(rows_written)[-2:] == ["EY100001", "EY100002"]
    assert rows_written["EY100001"]["name"] == "Acorns"
    assert rows_written["EY100001"]["phase"] == "early_years"
    assert rows_written["EY100001"]["postcode"] == "BA1 1AA"
    assert rows_written["EY100002"]["name"] == "Nursery EY100002"
    assert "A Person" not in (tmp_path / "area" / "settings.csv").read_text("utf-8")
    said = "\n".join(found.notes)
    assert "1 left out, type Childminder" in said
    assert "1 left out, status Resigned" in said
    assert "2 nurseries and pre-schools, without counts" in said


def test_the_command(files: list[Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    names = [str(path) for path in files]
    assert main(["import", *names, "--la", "Bath", "-o", str(tmp_path / "area")]) == 0
    out, err = capsys.readouterr()
    assert out.startswith("5 settings written to ")
    assert "eah check" in err
    assert main(["import", *names, "--la", "Bath", "-o", str(tmp_path / "area")]) == 2


def test_bath_and_north_east_somerset(banes: Path, tmp_path: Path) -> None:
    """Real files: 90 settings; counts of 2019 found for 78 of the register of 2015."""
    england = banes.parent / "england" / "school_census_2018-19.csv"
    register = banes / "gias_format_schools_c2015.csv"
    import_area([register, england], ["Bath and North East Somerset"], tmp_path / "area")
    rows = rows_of(tmp_path / "area")
    assert len(rows) == 90
    joined = [row for row in rows.values() if row["sen_joined"] != "not found"]
    assert len(joined) == 78
    with england.open(encoding="utf-8-sig", newline="") as file:
        census = {(r["LA"], r["ESTAB"]): r for r in csv.DictReader(file)}
    with register.open(encoding="utf-8-sig", newline="") as file:
        number = {r["URN"]: ("800", r["EstablishmentNumber"]) for r in csv.DictReader(file)}
    for row in joined:  # a second road: by council and number alone
        assert row["sen_support"] == census[number[row["setting_id"]]]["TSENELK"].replace("NA", "")
