"""``manage.py demo``: one command, a newsroom to look at, and nothing left when it ends."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from tests.paths import BASE_DIR

from .conftest import descendants, eventually, free_port, is_alive


class Demo:
    """A checkout of the whole project with its own local database."""

    def __init__(self, path: Path):
        self.path = path
        skip = shutil.ignore_patterns(".git", ".venv", ".local", "__pycache__", ".*_cache", ".hypothesis", "tests")
        shutil.copytree(BASE_DIR, path, ignore=skip)

    def start(self, *arguments: str, **variables: str) -> subprocess.Popen:
        environment = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
        return subprocess.Popen(
            [sys.executable, "manage.py", "demo", *arguments],
            cwd=self.path,
            env={**environment, "LANG": "C.UTF-8", "NEWSROOM_BOOTSTRAP": "0", **variables},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def run(self, *arguments: str, **variables: str) -> tuple[int, str]:
        process = self.start(*arguments, **variables)
        output, _ = process.communicate(timeout=180)
        return process.returncode, output


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    demo = Demo(tmp_path_factory.mktemp("demo") / "news room")
    code, demo.said = demo.run("--no-serve")
    assert code == 0, demo.said
    yield demo
    place = Path(json.loads((demo.path / ".local/postgres/server.json").read_text())["place"])
    if place.name.startswith("newsroom-"):
        shutil.rmtree(place)


@pytest.mark.parametrize("role", ["writer", "translator", "approver", "publisher", "managing editor", "auditor"])
def test_there_is_a_log_in_for_every_role(demo, role):
    assert role in demo.said


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_it_serves_until_a_signal_and_leaves_no_process_behind(demo, number):
    port = free_port()
    process = demo.start("--port", str(port))
    lines = []
    while not lines or lines[-1] not in ("", "Ctrl-C stops everything.\n"):
        lines.append(process.stdout.readline())
    assert f"Site  http://localhost:{port}/\n" in lines, "".join(lines)
    for address in ("", "desk/"):
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/{address}") as answer:
            assert answer.status == 200
    family = descendants(process.pid)
    assert len(family) > 5
    process.send_signal(number)
    assert process.wait(60) == (-signal.SIGKILL if number == signal.SIGKILL else 0)
    process.stdout.close()
    assert eventually(lambda: not any(map(is_alive, family)), 30)


def test_a_taken_port_is_refused_before_anything_else(demo):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        code, output = demo.run("--port", str(port))
    assert code == 1
    assert f"Port {port} cannot be used" in output
    assert "Bringing the tables" not in output


@pytest.mark.parametrize("arguments", [[], ["--database", "another"], ["--database", "live", "--reset"]])
def test_a_given_database_is_not_touched_unless_it_is_named(demo, arguments):
    """Port 1 answers nobody: an attempt to connect would be another message."""
    code, output = demo.run("--no-serve", *arguments, DATABASE_URL="postgresql://press@127.0.0.1:1/live")
    assert code == 1
    assert "“live”" in output or "--reset only ever drops the local database" in output
