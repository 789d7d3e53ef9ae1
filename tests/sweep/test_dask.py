"""A sweep on a real Dask cluster, one of whose workers is killed on the way."""

import os
import signal
from pathlib import Path

import pytest

from experts_at_hand.errors import OutputError
from experts_at_hand.sweep import Standing, sweep
from tests.sweep.conftest import tables_of

pytest.importorskip("pyarrow", reason="sweeps need the extra [sweep]")
distributed = pytest.importorskip("distributed", reason="Dask comes with the extra [sweep]")

pytestmark = [pytest.mark.solver, pytest.mark.filterwarnings("ignore")]


def test_a_killed_worker_loses_nothing(grid: Path, tmp_path: Path, undisturbed: Path) -> None:
    """After the first result one of two workers is killed; the tables are those of one process.

    Ctrl-C ends another sweep, and what its runs had in hand is called back.
    """
    killed: list[int] = []
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None
    ) as cluster:

        def kill(standing: Standing) -> None:
            if standing.done == 1 and not killed:
                pid = next(iter(cluster.workers.values())).pid
                killed.append(pid)
                os.kill(pid, signal.SIGKILL)

        def press(standing: Standing) -> None:
            if standing.done == 1:
                raise KeyboardInterrupt

        found = sweep(grid, tmp_path / "dask", dask=cluster.scheduler_address, progress=kill)
        with pytest.raises(KeyboardInterrupt):
            sweep(grid, tmp_path / "stopped", dask=cluster.scheduler_address, progress=press)
    assert killed
    assert found.failed == {}
    assert tables_of(tmp_path / "dask") == tables_of(undisturbed)


def test_a_scheduler_that_does_not_answer(
    grid: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("experts_at_hand.sweep.crew.ANSWER_SECONDS", 1)
    with pytest.raises(OutputError, match="no Dask scheduler answers at tcp://127"):
        sweep(grid, tmp_path / "out", dask="tcp://127.0.0.1:9")
