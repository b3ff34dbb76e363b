"""Run the local PostgreSQL for as long as any process uses it. Started by ``local_database``, never by hand.

Every user of the server holds a shared lock on one file. The keeper waits for
the exclusive lock on it, which the system grants when the last user is gone,
however it went: finished, interrupted or killed. Then it stops the server.

Standard library only, so that it starts in a few milliseconds.
"""

import fcntl
import json
import os
import signal
import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import Any, NoReturn

# Seconds that the server may take to recover after a crash and to shut down.
START, SHUTDOWN = 60, 30


class Stopped(Exception):
    """The last user asks for the server to be stopped now."""


def main(settings: dict[str, Any]) -> None:
    """Start or adopt the server, say "ready" on standard output, and stop the server after its last user.

    ``settings``: "folder" (the locks and the log), "data", "socket" and "bin"
    (paths), "options" (of the server), "uid" and "gid" (None: stay who we are).
    """
    os.chdir("/")
    signal.signal(signal.SIGTERM, _stop)
    folder = Path(settings["folder"])
    with (folder / "keeper.lock").open("a") as keeper, (folder / "users.lock").open("a") as users:
        fcntl.flock(keeper, fcntl.LOCK_EX)
        pid = server = None
        try:
            pid = _adopt(settings)
            if pid is None:
                server = _start(settings)
                pid = server.pid
            watcher = threading.Thread(target=_exit_with, args=(pid, server, settings["data"]), daemon=True)
            watcher.start()
            # The process that started us may be gone already; the lock below tells.
            with suppress(BrokenPipeError):
                print("ready", flush=True)
            os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
            fcntl.flock(users, fcntl.LOCK_EX)
        except Stopped:
            pass
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        stopping.set()
        if pid is not None:
            _shut_down(pid, server, settings["data"])
        _remove_socket(Path(settings["socket"]))


stopping = threading.Event()


def _stop(_number: int, _frame: object) -> None:
    raise Stopped


def _fail(reason: str) -> NoReturn:
    print(reason, flush=True)
    sys.exit(1)


def _start(settings: dict[str, Any]) -> subprocess.Popen[bytes]:
    """Start the server and return it when it answers."""
    data, log = Path(settings["data"]), Path(settings["folder"]) / "log"
    # Whatever these name is not our server: `_adopt` looked. PostgreSQL itself would take
    # any process with the number for it, even one that is dead and not yet buried.
    (data / "postmaster.pid").unlink(missing_ok=True)
    for leftover in Path(settings["socket"]).glob(".s.PGSQL.*"):
        leftover.unlink()
    ends = time.monotonic() + START
    while True:
        with log.open("ab") as output:
            begins = output.tell()
            server = subprocess.Popen(
                [f"{settings['bin']}/postgres", "-D", settings["data"], *settings["options"]],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                cwd="/",
                **drop_to(settings),
            )
        try:
            while server.poll() is None and time.monotonic() < ends:
                if _answers(settings):
                    return server
                time.sleep(0.02)
        except Stopped:
            _shut_down(server.pid, server, settings["data"])
            raise
        said = log.read_bytes()[begins:].decode(errors="replace")
        # Processes of a server that was killed hold its memory for a moment longer.
        if server.poll() is None or "shared memory block" not in said or time.monotonic() > ends:
            break
        time.sleep(0.2)
    _shut_down(server.pid, server, settings["data"])
    _fail(f"The local PostgreSQL did not start. Its log, {log}, ends with:\n" + "\n".join(said.splitlines()[-8:]))


def _answers(settings: dict[str, Any]) -> bool:
    command = [
        f"{settings['bin']}/pg_isready",
        "-q",
        "-h",
        settings["socket"],
        "-p",
        "5432",
        "-t",
        "5",
        "-U",
        "newsroom",
        "-d",
        "postgres",
    ]
    return subprocess.run(command, stdin=subprocess.DEVNULL, **drop_to(settings), check=False).returncode == 0


def drop_to(settings: dict[str, Any]) -> dict[str, Any]:
    """Arguments for ``subprocess`` that give up root's rights in the child, and no inherited surprises."""
    arguments: dict[str, Any] = {"env": {"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "TZ": "UTC"}, "umask": 0o077}
    if settings["uid"] is not None:
        arguments |= {"user": settings["uid"], "group": settings["gid"], "extra_groups": []}
    return arguments


def _adopt(settings: dict[str, Any]) -> int | None:
    """Process id of a server that lost its keeper, or None. One that listens elsewhere is stopped."""
    try:
        lines = (Path(settings["data"]) / "postmaster.pid").read_text().splitlines()
        pid = int(lines[0])
    except (OSError, ValueError, IndexError):
        return None
    if not _serves(pid, settings["data"]):
        return None
    if lines[4:5] == [settings["socket"]] and _answers(settings):
        return pid
    _shut_down(pid, None, settings["data"])
    return None


def _serves(pid: int, data: str) -> bool:
    """Whether the process is the server of this data: its number may have gone to another one since."""
    try:
        command = Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
    except OSError:
        ps = ["ps", "-ww", "-p", str(pid), "-o", "command="]
        command = subprocess.run(ps, capture_output=True, text=True, check=False).stdout
    return data in command


def _exit_with(pid: int, server: subprocess.Popen[bytes] | None, data: str) -> None:
    """End the keeper when the server ends by itself, so that the next user starts both again."""
    if server:
        server.wait()
    else:
        while _serves(pid, data):
            time.sleep(0.5)
    if not stopping.is_set():
        os._exit(1)


def _shut_down(pid: int, server: subprocess.Popen[bytes] | None, data: str) -> None:
    """Ask, then insist: fast, immediate, kill."""
    for number in (signal.SIGINT, signal.SIGQUIT, signal.SIGKILL):
        try:
            os.kill(pid, number)
        except ProcessLookupError:
            return
        ends = time.monotonic() + SHUTDOWN
        while time.monotonic() < ends:
            if server.poll() is not None if server else not _serves(pid, data):
                return
            time.sleep(0.01)


def _remove_socket(socket: Path) -> None:
    try:
        for path in socket.iterdir():
            path.unlink()
        socket.rmdir()
    except OSError:
        return


if __name__ == "__main__":
    main(json.loads(sys.argv[1]))
