"""Make ``python3 manage.py …`` work from a clean clone: find a Python, make ``.venv``, install the lock into it.

Standard library only, and written so that every Python from 3.6 can read it:
whatever ``python3`` is, it must get as far as finding a newer one beside it.
Nothing is printed and nothing is started when the environment is there.
"""

import contextlib
import glob
import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time

BASE_DIR = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
ENVIRONMENT = os.path.join(BASE_DIR, ".venv")
# Written last, so that an environment without it is an interrupted one.
STAMP = os.path.join(ENVIRONMENT, "newsroom.json")
LOCKS = {
    "production": os.path.join(BASE_DIR, "requirements.lock"),
    "development": os.path.join(BASE_DIR, "requirements-dev.lock"),
}
MINIMUM = (3, 12)
# Best first: the version in .python-version, then those for which every
# dependency is sure to have a binary wheel.
PREFERRED = ((3, 13), (3, 14), (3, 12), (3, 15), (3, 16))
# What a candidate says about itself; uv needs no ensurepip, venv does.
QUESTION = (
    "import sys, json, importlib.util as u;"
    "has_venv = bool(u.find_spec('ensurepip') and u.find_spec('venv'));"
    "print(json.dumps([list(sys.version_info[:2]), has_venv, sys.executable]))"
)


def ensure_environment(arguments):
    """Return when this process has what the command needs; replace it by one that has otherwise.

    ``arguments`` is ``sys.argv``. With ``NEWSROOM_BOOTSTRAP=0`` the running
    Python is used whatever it has. Exits with a sentence when nothing suits.
    """
    if os.environ.get("NEWSROOM_BOOTSTRAP") == "0":
        return
    wanted = _wanted_lock(arguments)
    inside = os.path.realpath(sys.prefix) == os.path.realpath(ENVIRONMENT)
    if not inside and _has_everything(wanted):
        return
    if not _is_ready(wanted):
        # Not the default for SIGTERM, which would leave the installer running.
        signal.signal(signal.SIGTERM, lambda number, _frame: sys.exit(128 + number))
        try:
            _make_ready(wanted)
        except KeyboardInterrupt:
            _fail("Interrupted. The next start goes on from here.")
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
    elif inside:
        return
    python = _environment_python()
    sys.stdout.flush()
    sys.stderr.flush()
    os.execv(python, [python, os.path.join(BASE_DIR, "manage.py")] + arguments[1:])


class _StepFailed(Exception):
    """A long step ended badly; the message is a sentence for the reader."""


def _wanted_lock(arguments):
    """The lock with the local PostgreSQL and the test tools, unless a database is given and no test is asked for."""
    if os.environ.get("DATABASE_URL") and arguments[1:2] != ["test"]:
        return "production"
    return "development"


def _environment_python():
    return os.path.join(ENVIRONMENT, "bin", "python")


def _digest(lock):
    with open(LOCKS[lock], "rb") as file:
        return hashlib.sha256(file.read()).hexdigest()


def _has_everything(lock):
    """Whether the running Python has exactly the lock's packages: a production install, or an activated environment."""
    if sys.version_info[:2] < MINIMUM:
        return False
    from importlib import metadata

    with open(LOCKS[lock], encoding="utf-8") as file:
        pins = [line.split()[0].split("==") for line in file if "==" in line and ";" not in line and line[0].isalnum()]
    try:
        return all(metadata.version(name) == version for name, version in pins)
    except metadata.PackageNotFoundError:
        return False


def _stamp():
    try:
        with open(STAMP, encoding="utf-8") as file:
            return json.load(file)
    except (OSError, ValueError):
        return {}


def _is_ready(wanted):
    """Whether the environment was installed to the end, from the lock as it is now. A few file reads."""
    stamp = _stamp()
    lock = stamp.get("lock")
    if lock not in LOCKS or (wanted == "development" and lock == "production"):
        return False
    # A checkout that was moved or copied has an environment that points elsewhere.
    return (
        stamp.get("digest") == _digest(lock)
        and stamp.get("path") == ENVIRONMENT
        and os.access(_environment_python(), os.X_OK)
    )


def _make_ready(wanted):
    """Make or bring up to date the environment, one process at a time."""
    with _only_one():
        if _is_ready(wanted):
            return
        stamp = _stamp()
        if stamp.get("lock") == "development":
            wanted = "development"
        usable = stamp.get("path") == ENVIRONMENT and os.access(_environment_python(), os.X_OK)
        uv = shutil.which("uv")
        try:
            if usable:
                _say("The requirements have changed: updating .venv.")
                os.unlink(STAMP)
            else:
                _make_environment(uv)
            _install(uv, wanted)
        except _StepFailed as failure:
            if not uv:
                _fail(str(failure))
            # Its own certificates and its own configuration: uv can fail where pip does not.
            _say("{0} Trying again without uv.".format(failure))
            try:
                _make_environment(None)
                _install(None, wanted)
            except _StepFailed as second_failure:
                _fail(str(second_failure))
        stamp = {"lock": wanted, "digest": _digest(wanted), "path": ENVIRONMENT}
        unfinished = STAMP + ".new"
        with open(unfinished, "w", encoding="utf-8") as file:
            json.dump(stamp, file)
        os.rename(unfinished, STAMP)
        _say("The environment is ready.")


def _make_environment(uv):
    python = _find_python(uv)
    if python is None:
        _fail(
            "No Python {0}.{1} or newer was found (python3 here is {2}.{3}). Install one, for example with your "
            "system's packages, pyenv or uv, and run the command again.".format(
                *(MINIMUM + tuple(sys.version_info[:2]))
            )
        )
    if os.path.isabs(python):
        _say("Making .venv with {0}{1} …".format(python, " and uv" if uv else ""))
    else:
        _say("Making .venv with Python {0}, which uv fetches …".format(python))
    if os.path.islink(ENVIRONMENT) or os.path.isfile(ENVIRONMENT):
        os.unlink(ENVIRONMENT)
    if os.path.isdir(ENVIRONMENT):
        shutil.rmtree(ENVIRONMENT)
    if uv:
        command = [uv, "venv", "--quiet", "--no-project", "--python", python, ENVIRONMENT]
    else:
        command = [python, "-m", "venv", ENVIRONMENT]
    _run(command, "making .venv")


def _find_python(uv):
    """Path of a Python that is new enough, or None; with uv and nothing better, a version for uv to fetch.

    Every candidate is run, because being there proves little: a shim of pyenv
    is on PATH for versions that are not selected, and then only fails.
    """
    found = {}
    for candidate in _candidates():
        try:
            answer = subprocess.run(
                [candidate, "-I", "-c", QUESTION],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                timeout=30,
                check=True,
            )
            version, has_venv, executable = json.loads(answer.stdout.decode())
        except (OSError, ValueError, subprocess.SubprocessError):
            continue
        version = tuple(version)
        if version < MINIMUM or not (has_venv or uv):
            continue
        if version == PREFERRED[0]:
            return executable or candidate
        found.setdefault(version, executable or candidate)
    order = [version for version in PREFERRED if version in found] + sorted(set(found) - set(PREFERRED))
    if order:
        return found[order[0]]
    return "{0}.{1}".format(*PREFERRED[0]) if uv else None


def _candidates():
    """Paths of Pythons to try, without repeats: this one, those on PATH, those of pyenv and uv, those of the system."""
    names = ["python{0}.{1}".format(*version) for version in PREFERRED] + ["python3", "python"]
    folders = [folder for folder in os.environ.get("PATH", "").split(os.pathsep) if folder]
    paths = [sys.executable]
    paths += [os.path.join(folder, name) for name in names for folder in folders]
    home = os.path.expanduser("~")
    pyenv = os.environ.get("PYENV_ROOT") or os.path.join(home, ".pyenv")
    uv = os.environ.get("UV_PYTHON_INSTALL_DIR") or os.path.join(home, ".local", "share", "uv", "python")
    for pattern in (
        os.path.join(glob.escape(pyenv), "versions", "*", "bin", "python3"),
        os.path.join(glob.escape(uv), "*", "bin", "python3"),
        "/usr/bin/python3.[0-9]*",
        "/usr/local/bin/python3.[0-9]*",
        "/opt/homebrew/bin/python3.[0-9]*",
        "/opt/python/*/bin/python3",
    ):
        paths += sorted(glob.glob(pattern))
    seen = set()
    for path in paths:
        if path and path not in seen and "config" not in os.path.basename(path) and os.access(path, os.X_OK):
            seen.add(path)
            yield path


def _install(uv, lock):
    path = LOCKS[lock]
    with open(path, encoding="utf-8") as file:
        count = sum(1 for line in file if "==" in line and line[0].isalnum())
    _say("Installing {0} packages from {1} …".format(count, os.path.basename(path)))
    if uv:
        # "sync" also removes what the lock no longer names.
        command = [uv, "pip", "sync", "--python", _environment_python(), "--require-hashes", path]
    else:
        command = [_environment_python(), "-m", "pip", "install", "--no-input", "--disable-pip-version-check"]
        command += ["--no-warn-script-location", "--require-hashes", "--requirement", path]
    _run(command, "installing packages", count)


def _run(command, what, count=None):
    """Run a long step with its progress shown; show its output and raise ``_StepFailed`` when it fails."""
    environment = {name: value for name, value in os.environ.items() if name not in ("PYTHONHOME", "VIRTUAL_ENV")}
    # The certificates that the machine trusts, as pip does; two names, for uv before and after 0.10.
    environment.setdefault("UV_SYSTEM_CERTS", "true")
    environment.setdefault("UV_NATIVE_TLS", "true")
    try:
        process = subprocess.Popen(
            command,
            cwd=BASE_DIR,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
    except OSError as error:
        raise _StepFailed("{0} could not be run while {1}: {2}.".format(command[0], what, error.strerror)) from error
    lines = []
    progress = _Progress(what, count)
    try:
        for line in process.stdout:
            text = line.decode(errors="replace").rstrip()
            lines.append(text)
            if text.startswith("Collecting "):
                progress.step(text.split()[1].split("==")[0])
            elif text.startswith("Installing collected packages"):
                progress.name = "found, writing them to .venv"
        status = process.wait()
    except BaseException:
        process.terminate()
        process.wait()
        raise
    finally:
        progress.end()
    if status:
        sys.stderr.write("\n".join(lines[-30:]) + "\n")
        raise _StepFailed("{0} failed; the lines above say why.".format(what.capitalize()))


class _Progress:
    """A line that counts packages and seconds: redrawn on a terminal, a new one every ten seconds elsewhere."""

    def __init__(self, what, count):
        self.what, self.count, self.done, self.name = what, count, 0, ""
        self.started = time.time()
        self.on_terminal = sys.stderr.isatty()
        self.ended = threading.Event()
        self.thread = threading.Thread(target=self._draw, daemon=True)
        self.thread.start()

    def step(self, name):
        self.done, self.name = self.done + 1, name

    def end(self):
        self.ended.set()
        self.thread.join()
        if self.on_terminal:
            sys.stderr.write("\r\033[K")
            sys.stderr.flush()

    def _draw(self):
        while not self.ended.wait(0.5 if self.on_terminal else 10):
            position = " {0}/{1} {2}".format(min(self.done, self.count), self.count, self.name) if self.done else ""
            text = "  {0}{1} ({2:.0f} s)".format(self.what, position, time.time() - self.started)
            sys.stderr.write("\r\033[K" + text[:78] if self.on_terminal else text + "\n")
            sys.stderr.flush()


@contextlib.contextmanager
def _only_one():
    """Hold a lock on setting up this checkout; the system drops it when the process ends, however it ends."""
    import fcntl

    folder = os.path.join(BASE_DIR, ".local")
    try:
        os.makedirs(folder, exist_ok=True)
        file = open(os.path.join(folder, "setup.lock"), "a")
    except OSError as error:
        _fail("{0} cannot be written to ({1}), so the environment cannot be made.".format(folder, error.strerror))
    with file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            _say("Another process is setting up this checkout: waiting for it …")
            fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _say(text):
    # On standard error, so that a command's own output can still be piped.
    try:
        sys.stderr.write(text + "\n")
    except UnicodeEncodeError:
        sys.stderr.write(text.encode("ascii", "replace").decode() + "\n")
    sys.stderr.flush()


def _fail(text):
    _say(text)
    sys.exit(1)
