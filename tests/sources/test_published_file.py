"""Published files: headings below a title, and bytes of any kind read or refused."""

from pathlib import Path

from hypothesis import HealthCheck, given
from hypothesis import settings as budget
from hypothesis import strategies as st

from experts_at_hand.errors import ExpertsAtHandError
from experts_at_hand.sources.gias import REGISTER
from experts_at_hand.sources.import_area import CONTRACTS, import_area
from experts_at_hand.sources.published_file import recognised
from tests.hunt import examples
from tests.sources.test_import_area import GIAS_HEADING, GIAS_ROWS, rows_of, write


def test_a_heading_is_found_below_a_title(tmp_path: Path) -> None:
    path = write(tmp_path, "x.csv", "All schools\n\n" + GIAS_HEADING, GIAS_ROWS)
    assert recognised(path, CONTRACTS).contract is REGISTER


@budget(
    max_examples=examples(60),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(begin=st.binary(max_size=400), keep=st.integers(0, 3000))
def test_fuzzed_bytes_are_read_or_refused(tmp_path: Path, begin: bytes, keep: int) -> None:
    """Whatever stands before a register that is cut off anywhere: an area, or a message."""
    whole = "\n".join((GIAS_HEADING, *GIAS_ROWS)).encode()
    path = tmp_path / "fuzzed.csv"
    path.write_bytes(begin + b"\n" + whole[:keep])
    target = tmp_path / "out"
    try:
        import_area([path], ["Bath"], target)
    except ExpertsAtHandError:
        assert not target.exists()
        return
    assert rows_of(target)
    for file in target.iterdir():
        file.unlink()
    target.rmdir()
