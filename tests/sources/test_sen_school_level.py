"""SEN counts by school: any counts are read or refused."""

import shutil
from pathlib import Path

from hypothesis import HealthCheck, given
from hypothesis import settings as budget
from hypothesis import strategies as st

from experts_at_hand.errors import ExpertsAtHandError
from experts_at_hand.sources.import_area import import_area
from tests.hunt import examples
from tests.sources.test_import_area import (
    GIAS_HEADING,
    GIAS_ROWS,
    IMD_HEADING,
    LINKS_HEADING,
    SEN_HEADING,
    SEN_ROWS,
    rows_of,
    write,
)
from tests.sources.test_sen_long_form import LONG_HEADING, long_row

OTHERS = (
    "\n".join((SEN_HEADING, *SEN_ROWS)),
    f"{IMD_HEADING}\nE01014442,Bath 1,0.21\nE01014443,Bath 2,0.1",
    f"{LINKS_HEADING}\n140001,109001,x,Predecessor,\n109321,109001,x,Successor,",
    "\n".join(
        (LONG_HEADING, long_row("140001", "EHC plan", "Total", "5"), long_row("1", "x", "y", "z"))
    ),
    "URN,LA,ESTAB,SCHNAME,POSTCODE,NOR,TSENELSE,TSENELK\n140001,800,1,O,BA2 3RF,2,4,30\n",
)


@budget(
    max_examples=examples(60),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    whole=st.sampled_from(OTHERS),
    at=st.integers(0, 400),
    junk=st.binary(max_size=30),
    keep=st.integers(0, 500),
)
def test_fuzzed_counts_are_read_or_refused(
    tmp_path: Path, whole: str, at: int, junk: bytes, keep: int
) -> None:
    """Bytes put into any other file, which is cut off anywhere: an area, or a message."""
    register = write(tmp_path, "register.csv", GIAS_HEADING, GIAS_ROWS)
    content = whole.encode()
    other = tmp_path / "other.csv"
    other.write_bytes((content[:at] + junk + content[at:])[:keep])
    target = tmp_path / "out"
    try:
        import_area([register, other], ["Bath"], target)
    except ExpertsAtHandError:
        assert not target.exists()
        return
    assert len(rows_of(target)) == 5
    shutil.rmtree(target)
