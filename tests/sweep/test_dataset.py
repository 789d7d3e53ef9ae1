"""What a sweep lands: measures by their inputs' hash, read back whole, leftovers cleared away."""

from pathlib import Path

import pytest

from experts_at_hand.sweep import read_sweep
from experts_at_hand.sweep.dataset import clear_leftovers, fingerprint_of, is_sweep, landed_files

pytest.importorskip("pyarrow", reason="sweeps need the extra [sweep]")
pytestmark = pytest.mark.solver


def test_every_run_has_its_measures_and_their_hash(undisturbed: Path) -> None:
    landed = landed_files(undisturbed)
    assert len(landed) == 12
    hashes = {fingerprint_of(file) for file in landed.values()}
    assert None not in hashes
    assert len(hashes) == 12, "no two cases are one"
    assert is_sweep(undisturbed)
    table = read_sweep(undisturbed)
    assert set(zip(table["area"], table["scenario"], strict=True)) == set(landed)


def test_what_is_no_measure_has_no_hash(tmp_path: Path) -> None:
    (tmp_path / "x.parquet").write_bytes(b"not parquet")
    assert fingerprint_of(tmp_path / "x.parquet") is None
    assert fingerprint_of(tmp_path / "nothing.parquet") is None
    assert not is_sweep(tmp_path)


def test_leftovers_of_a_killed_process_go_and_measures_stay(tmp_path: Path) -> None:
    folder = tmp_path / "measures" / "area"
    folder.mkdir(parents=True)
    (folder / ".a.parquet.123").write_bytes(b"half")
    (folder / "a.parquet").write_bytes(b"whole")
    clear_leftovers(tmp_path)
    assert [p.name for p in folder.iterdir()] == ["a.parquet"]
