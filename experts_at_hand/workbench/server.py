"""The server of the workbench: one process, one folder, this machine only unless told otherwise."""

import socket
import threading
import webbrowser
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path

from experts_at_hand.errors import OutputError

THIS_MACHINE = frozenset({"127.0.0.1", "::1", "localhost"})


def serve(
    folder: str | Path = "workbench",
    *,
    host: str = "127.0.0.1",
    port: int = 8765,
    browser: bool = True,
    tell: Callable[[str], None] = print,
) -> None:
    """Serve the workbench until Ctrl-C.

    Parameters
    ----------
    folder
        The area and its designs; made when the first thing is saved.
    host
        Whom to listen to. Any other than this machine is warned of: the page has no passwords.
    port
        0 takes one that is free; one that is taken is passed over for the next free one.
    browser
        Whether to open the page.
    tell
        Told the address, and that it has ended.

    Raises
    ------
    OutputError
        If the folder is a file, or no address can be had.
    """
    import uvicorn

    from experts_at_hand.workbench.app import application
    from experts_at_hand.workbench.desk import Desk

    root = Path(folder)
    if root.exists() and not root.is_dir():
        raise OutputError(str(folder), ["is a file; name a folder"])
    desk = Desk(root)
    with closing(_bound(host, port)) as listening:
        address = f"http://{_shown(host)}:{listening.getsockname()[1]}/"
        if host not in THIS_MACHINE:
            tell(
                f"Warning: listening on {host}, so that others on the network can read and change "
                f"the designs in {root.as_posix()}; the page has no passwords."
            )
        tell(f"The workbench for {root.as_posix()} is at {address}  (Ctrl-C ends it)")
        config = uvicorn.Config(
            application(desk), log_level="error", access_log=False, timeout_graceful_shutdown=2
        )
        if browser:
            threading.Timer(0.5, _open, [address]).start()
        server = uvicorn.Server(config)
        # Newer servers hand the key on once they have ended cleanly.
        with suppress(KeyboardInterrupt):
            server.run(sockets=[listening])
    desk.planner.close()
    tell(f"The workbench has ended; every design is saved in {root.as_posix()}")


def _bound(host: str, port: int) -> socket.socket:
    """Return a socket at the port asked for, or at a free one if that is taken."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    refusal: OSError | None = None
    for wanted in dict.fromkeys((port, 0)):
        listening = socket.socket(family, socket.SOCK_STREAM)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind((host, wanted))
            listening.listen()  # whoever comes before the server is ready waits for it
        except OSError as error:
            listening.close()
            refusal = error
            continue
        return listening
    why = refusal.strerror if refusal is not None else "no reason is known"
    raise OutputError(f"{host}:{port}", [f"cannot be listened to ({why}); name another --host"])


def _shown(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def _open(address: str) -> None:
    """Open a browser where there is one; where there is none the address stands in the terminal."""
    try:
        webbrowser.open(address)
    except webbrowser.Error:
        return
