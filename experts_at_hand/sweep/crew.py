"""Who does the runs: this process, a pool of processes, or the workers of a Dask cluster.

All three are executors as the standard library has them; what is done is the same function. A
process that is killed takes nobody else's work with it: what was in hand is tried again, each by
itself, so that the one that kills its process is known.
"""

import multiprocessing
import os
import signal
import threading
from collections import Counter, deque
from collections.abc import Callable, Hashable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from types import TracebackType
from typing import Any, Generic, Self, TypeVar, cast

from experts_at_hand.errors import OutputError
from experts_at_hand.sweep.dataset import CURE

TaskT = TypeVar("TaskT", bound=Hashable)
FoundT = TypeVar("FoundT")

TRIES = 3
"""How often a task is begun whose process dies under it, before it is given up."""

IN_HAND = 2
"""Tasks for each worker that are handed out at a time: one is done while the next one waits."""

ANSWER_SECONDS = 20
"""How long a Dask scheduler may take to answer."""


class WorkerDiedError(Exception):
    """The process that had a task in hand died, as often as it was tried."""


class Inline(Executor):
    """Do each task at once, in this process."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:  # noqa: ANN401
        """Do a task, and return its future, which is done."""
        future: Future[Any] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as mistake:  # noqa: BLE001 - whoever asks for the result is told
            future.set_exception(mistake)
        return future


class Crew(Generic[TaskT, FoundT]):
    """Workers, and what they have in hand.

    Parameters
    ----------
    workers
        Processes on this machine; 1 does everything in this one.
    dask
        Address of a Dask scheduler, such as ``tcp://10.0.0.1:8786``; its workers are taken then.

    Raises
    ------
    OutputError
        If the scheduler does not answer, or Dask is not installed.
    """

    def __init__(self, *, workers: int = 1, dask: str | None = None) -> None:
        self._workers = workers
        self._client = _client(dask) if dask else None
        self._executor = self._start()
        self._at_once = IN_HAND * self._hands() if workers > 1 or dask else 1

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        mistake: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._client is not None:
            self._executor.shutdown(wait=kind is None)  # without waiting it cancels what is left
            self._client.close()
            return
        if kind is not None:  # nobody waits for what is under way
            self._executor.shutdown(wait=False, cancel_futures=True)
            for child in multiprocessing.active_children():
                child.kill()
        self._executor.shutdown(wait=kind is None)

    def _hands(self) -> int:
        if self._client is None:
            return self._workers
        threads: dict[str, int] = self._client.nthreads()
        return max(1, sum(threads.values()))

    def _start(self) -> Executor:
        if self._client is not None:
            executor: Executor = self._client.get_executor()
            return executor
        if self._workers == 1:
            return Inline()
        return ProcessPoolExecutor(
            self._workers,
            mp_context=multiprocessing.get_context("spawn"),
            initializer=_serve,
        )

    def each(
        self, work: Callable[[TaskT], FoundT], tasks: Iterable[TaskT]
    ) -> Iterator[tuple[TaskT, FoundT | Exception]]:
        """Do each task; yield it with what was found, or with why not, as they are done.

        Parameters
        ----------
        work
            A function that can be named from another process.
        tasks
            Begun in this order.
        """
        waiting, suspects = deque(tasks), deque[TaskT]()
        deaths: Counter[TaskT] = Counter()
        in_hand: dict[Future[FoundT], TaskT] = {}
        while waiting or suspects or in_hand:
            self._hand_out(work, waiting, suspects, in_hand)
            for future in [
                f for f in in_hand if f in wait(in_hand, return_when=FIRST_COMPLETED).done
            ]:
                task = in_hand.pop(future)
                mistake = future.exception()
                if isinstance(mistake, BrokenProcessPool):
                    deaths[task] += 1
                    if deaths[task] < TRIES:
                        suspects.append(task)
                        continue
                    died = f"the process that worked on it died {TRIES} times: is memory short?"
                    mistake = WorkerDiedError(died)
                if mistake is not None and not isinstance(mistake, Exception):
                    raise mistake
                yield task, future.result() if mistake is None else mistake

    def _hand_out(
        self,
        work: Callable[[TaskT], FoundT],
        waiting: deque[TaskT],
        suspects: deque[TaskT],
        in_hand: dict[Future[FoundT], TaskT],
    ) -> None:
        """Give out as many tasks as there are hands; one alone if it may have killed a process."""
        while True:
            source, most = (suspects, 1) if suspects else (waiting, self._at_once)
            if not source or len(in_hand) >= most:
                return
            try:
                in_hand[self._executor.submit(work, source[0])] = source[0]
            except BrokenProcessPool:
                if in_hand:  # what it had is looked at first
                    return
                self._executor.shutdown(wait=False)
                self._executor = self._start()
                continue
            source.popleft()
            if most == 1:
                return


def _serve() -> None:
    """Begin as a worker: heed no Ctrl-C, and end when whoever hands out the work has ended."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _client(address: str) -> Any:  # noqa: ANN401 - Dask is optional, and has no types of its own
    try:
        import distributed
    except ImportError:
        raise OutputError("the sweep", [f"a Dask cluster needs a package; {CURE}"]) from None
    try:
        client: Any = cast("Any", distributed).Client(address, timeout=ANSWER_SECONDS)
    except (OSError, ValueError, TimeoutError) as refusal:
        raise OutputError(
            "the sweep", [f"no Dask scheduler answers at {address} ({refusal})"]
        ) from None
    if not client.nthreads():
        client.close()
        raise OutputError("the sweep", [f"the Dask scheduler at {address} has no workers"])
    return client
