"""Who does the runs: the same answers from this process, from a pool and after a death."""

import os
import signal
from pathlib import Path

import pytest

from experts_at_hand.sweep.crew import TRIES, Crew, WorkerDiedError

Task = tuple[int, str]


def squared(task: Task) -> int:
    """Square a number; 13 is refused."""
    number, _ = task
    if number == 13:
        raise ValueError("thirteen")
    return number * number


def killed_once(task: Task) -> int:
    """Die the first time that 5 comes, as if the system had killed the process."""
    number, folder = task
    mark = Path(folder) / "died"
    if number == 5 and not mark.exists():
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return number * number


def always_killed(task: Task) -> int:
    """Die whenever 5 comes."""
    number, folder = task
    if number == 5:
        with (Path(folder) / "deaths").open("a") as deaths:
            deaths.write("x")
        os.kill(os.getpid(), signal.SIGKILL)
    return number * number


@pytest.mark.parametrize("workers", [1, 2])
def test_each_task_is_done_once_and_a_mistake_stops_nobody(workers: int) -> None:
    tasks = [(n, "") for n in (3, 13, 4, 5, 6)]
    with Crew[Task, int](workers=workers) as crew:
        found = dict(crew.each(squared, tasks))
    assert isinstance(found.pop((13, "")), ValueError)
    assert found == {(n, ""): n * n for n in (3, 4, 5, 6)}


def test_a_process_that_is_killed_takes_nobody_with_it(tmp_path: Path) -> None:
    tasks = [(n, str(tmp_path)) for n in range(9)]
    with Crew[Task, int](workers=2) as crew:
        found = list(crew.each(killed_once, tasks))
    assert (tmp_path / "died").exists()
    assert sorted(found) == [(task, task[0] ** 2) for task in tasks], "each once, none lost"


def test_a_task_that_kills_every_process_is_given_up(tmp_path: Path) -> None:
    """It is tried three times; whatever was in hand beside it is done all the same."""
    tasks = [(n, str(tmp_path)) for n in range(9)]
    with Crew[Task, int](workers=2) as crew:
        found = dict(crew.each(always_killed, tasks))
    assert (tmp_path / "deaths").read_text() == "x" * TRIES
    died = found.pop((5, str(tmp_path)))
    assert isinstance(died, WorkerDiedError)
    assert found == {task: task[0] ** 2 for task in tasks if task[0] != 5}
