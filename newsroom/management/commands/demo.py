"""``manage.py demo``: a newsroom to look at, with one log-in per role."""

import contextlib
import hashlib
import http.client
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import BaseCommand, CommandError, call_command
from django.db import connection, connections

from newsroom import local_database

# Seconds for the server to answer, and for children to end when asked.
ANSWER, END = 60, 15


class Command(BaseCommand):
    """Prepare the demo newsroom and serve it in the foreground, with the worker for mails and pings."""

    help = "Fill the local database with a demo newsroom and serve it; Ctrl-C stops everything."
    # The site's templates and addresses may need what this command is about to make.
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=8000, help="port of the web server (8000)")
        parser.add_argument("--no-serve", action="store_true", help="prepare everything, serve nothing")
        parser.add_argument("--reset", action="store_true", help="drop the local demo database first")
        parser.add_argument("--database", metavar="NAME", help="confirm the name of the database in DATABASE_URL")

    def handle(self, *, port: int, no_serve: bool, reset: bool, database: str | None, **_options: Any) -> None:
        is_local = connection.settings_dict["ENGINE"] == "newsroom.local_postgresql"
        self.check_database(is_local, reset, database)
        if not no_serve:
            check_port(port)
        with stopped_by_signals():
            if is_local:
                self.prepare_database(reset)
            self.say("Bringing the tables up to date …")
            call_command("migrate", interactive=False, verbosity=0)
            self.collect_static_files()
            log_ins = self.load()
            connections.close_all()
            if no_serve:
                self.print_log_ins(log_ins)
            else:
                self.serve(port, log_ins)

    def check_database(self, is_local: bool, reset: bool, database: str | None) -> None:
        """Refuse to touch a database that was not meant."""
        name = connection.settings_dict["NAME"]
        if not is_local and database != name:
            raise CommandError(
                f"DATABASE_URL is set, and the demo newsroom would be written to its database “{name}”. Add "
                f"--database {name} if that is what you want, or unset DATABASE_URL to use a local one."
            )
        if is_local and database is not None:
            raise CommandError("--database is for the database in DATABASE_URL, which is not set.")
        if not is_local and reset:
            raise CommandError("--reset only ever drops the local database. Empty the one in DATABASE_URL yourself.")

    def prepare_database(self, reset: bool) -> None:
        try:
            local_database.ensure_running()
            if reset:
                self.say("Dropping the local demo database …")
                local_database.drop_database()
                if settings.LOCAL_DIR in settings.MEDIA_ROOT.parents:
                    shutil.rmtree(settings.MEDIA_ROOT, ignore_errors=True)
            local_database.create_database()
        except local_database.LocalDatabaseError as error:
            raise CommandError(str(error)) from error

    def collect_static_files(self) -> None:
        """Run collectstatic, unless it ran for exactly these files."""
        state = settings.STATIC_ROOT.with_name("static.sha256")
        digest = static_files_digest()
        if settings.STATIC_ROOT.is_dir() and state.exists() and state.read_text() == digest:
            return
        self.say("Collecting the static files …")
        call_command("collectstatic", interactive=False, clear=True, verbosity=0)
        state.write_text(digest)

    def load(self) -> list[tuple[str, str, str]]:
        """Load the demo newsroom; (role, username, password) of everyone who can log in."""
        from articles.exchange import demo

        self.say("Loading the demo newsroom …")
        return list(demo.load())

    def serve(self, port: int, log_ins: list[tuple[str, str, str]]) -> None:
        """Run the web server and the worker until a signal, or until one of them ends."""
        self.say("Starting the web server and the worker …")
        address = f"127.0.0.1:{port}"
        web = ["gunicorn", "newsroom.wsgi", "--bind", address, "--workers", "2", "--threads", "4"]
        web += ["--log-level", "warning", "--graceful-timeout", "3", "--no-control-socket"]
        worker = ["manage", "procrastinate", "worker"]
        with tethered({"web server": web, "worker": worker}, port) as children:
            wait_for_answer(address, children)
            self.print_log_ins(log_ins)
            self.stdout.write(f"Site  http://localhost:{port}/\nDesk  http://localhost:{port}/desk/\n")
            self.stdout.write("Ctrl-C stops everything.")
            self.stdout.flush()
            while True:
                check_children(children)
                time.sleep(0.5)

    def print_log_ins(self, log_ins: list[tuple[str, str, str]]) -> None:
        if not log_ins:
            return
        titles = ("Role", "User name", "Password")
        widths = [max(len(row[column]) for row in (titles, *log_ins)) for column in range(3)]
        self.stdout.write("")
        for row in (titles, *log_ins):
            self.stdout.write("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())
        self.stdout.write("")

    def say(self, text: str) -> None:
        self.stdout.write(text)
        self.stdout.flush()


def check_port(port: int) -> None:
    """Refuse a port that something listens on, before any of the long steps."""
    with socket.socket() as attempt:
        attempt.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            attempt.bind(("127.0.0.1", port))
        except (OSError, OverflowError) as error:
            raise CommandError(f"Port {port} cannot be used ({error}). Choose another one with --port.") from error


def static_files_digest() -> str:
    """Changes whenever a static file is added, removed or changed."""
    digest = hashlib.sha256(settings.STORAGES["staticfiles"]["BACKEND"].encode())
    for finder in get_finders():
        for name, storage in finder.list([]):
            path = Path(storage.path(name))
            status = path.stat()
            digest.update(f"{path}\0{status.st_mtime_ns}\0{status.st_size}\n".encode())
    return digest.hexdigest()


@contextlib.contextmanager
def stopped_by_signals() -> Iterator[None]:
    """Leave the block, and the command with exit code 0, on Ctrl-C, SIGTERM or a closed terminal."""
    numbers = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    before = {number: signal.signal(number, _stop) for number in numbers}
    try:
        yield
    except _Stopped:
        # A second signal must not interrupt the tidying up.
        for number in numbers:
            signal.signal(number, signal.SIG_IGN)
        print("\nStopped.", flush=True)
        sys.exit(0)
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


class _Stopped(BaseException):
    pass


def _stop(number: int, _frame: object) -> None:
    signal.signal(number, signal.SIG_IGN)
    raise _Stopped


@contextlib.contextmanager
def tethered(commands: dict[str, list[str]], port: int) -> Iterator[dict[str, subprocess.Popen[bytes]]]:
    """Run the commands beside this process; all have ended when the block has, even if this process is killed."""
    environment = {
        "NEWSROOM_BASE_URL": f"http://localhost:{port}",
        "NEWSROOM_NAME": "Northern Straits Safety Organisation",
        **os.environ,
        "NEWSROOM_BOOTSTRAP": "0",
        "NEWSROOM_ENV": "local",
        "PYTHONUNBUFFERED": "1",
    }
    children: dict[str, subprocess.Popen[bytes]] = {}
    try:
        for name, command in commands.items():
            children[name] = subprocess.Popen(
                [sys.executable, "-m", "newsroom.tether", *command],
                cwd=settings.BASE_DIR,
                env=environment,
                stdin=subprocess.PIPE,
                # Ctrl-C at the terminal is for this process, which then stops each child once.
                start_new_session=True,
            )
        yield children
    finally:
        for child in children.values():
            child.terminate()
        ends = time.monotonic() + END
        for child in children.values():
            try:
                child.wait(max(0.1, ends - time.monotonic()))
            except subprocess.TimeoutExpired:
                with contextlib.suppress(ProcessLookupError):
                    os.killpg(child.pid, signal.SIGKILL)
                child.wait()


def check_children(children: dict[str, subprocess.Popen[bytes]]) -> None:
    """Raise when one of them has ended: half a newsroom is not left running."""
    for name, child in children.items():
        if child.poll() is not None:
            raise CommandError(f"The {name} has ended (exit code {child.returncode}); its messages are above.")


def wait_for_answer(address: str, children: dict[str, subprocess.Popen[bytes]]) -> None:
    """Return when the web server answers anything at all over HTTP."""
    ends = time.monotonic() + ANSWER
    while time.monotonic() < ends:
        check_children(children)
        request = http.client.HTTPConnection(address, timeout=10)
        with contextlib.suppress(OSError, http.client.HTTPException), contextlib.closing(request):
            request.request("HEAD", "/")
            request.getresponse()
            return
        time.sleep(0.1)
    raise CommandError(f"The web server does not answer on {address}.")
