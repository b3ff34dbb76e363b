"""The first command of a clean clone: from some python3 to an environment that has what is needed."""

import ast
import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from newsroom import bootstrap
from tests.paths import BASE_DIR

OLD_PYTHONS = ("/usr/bin/python3.11", "/usr/bin/python3.10", "/usr/bin/python3.9")
PROGRAM = """
import os, sys
from newsroom import bootstrap
bootstrap.ensure_environment(sys.argv)
import newsroom_probe
print(os.path.realpath(sys.prefix), *sys.argv[1:], sep="|")
"""


class Clone:
    """A checkout whose locks name one package, installable without a network."""

    def __init__(self, path: Path, wheel: Path, lock: str):
        self.path, self.wheel, self.home = path, wheel, path.parent / "home"
        (path / "newsroom").mkdir(parents=True)
        shutil.copy(BASE_DIR / "newsroom" / "bootstrap.py", path / "newsroom")
        (path / "newsroom" / "__init__.py").touch()
        (path / "manage.py").write_text(PROGRAM)
        self.lock(lock)

    def lock(self, text: str) -> None:
        for name in ("requirements.lock", "requirements-dev.lock"):
            (self.path / name).write_text(text)

    def start(self, *arguments: str, python: str = sys.executable, path: str = "/usr/bin:/bin") -> subprocess.Popen:
        environment = {"HOME": str(self.home), "PATH": path, "LANG": "C.UTF-8"}
        for tool in ("PIP", "UV"):
            environment |= {f"{tool}_NO_INDEX": "1", f"{tool}_FIND_LINKS": str(self.wheel.parent)}
        return subprocess.Popen(
            [python, str(self.path / "manage.py"), *arguments],
            cwd="/",
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def run(self, *arguments: str, **options) -> tuple[int, str, str]:
        """Exit code, output, messages."""
        process = self.start(*arguments, **options)
        output, messages = process.communicate(timeout=120)
        return process.returncode, output.strip(), messages

    @property
    def environment(self) -> str:
        return os.path.realpath(self.path / ".venv")


@pytest.fixture
def new_clone(tmp_path, wheel, lock_line):
    def make(name: str = "clone") -> Clone:
        return Clone(tmp_path / name, wheel, lock_line)

    return make


@pytest.fixture
def clone(new_clone) -> Clone:
    return new_clone()


def program(folder: Path, name: str, text: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / name
    file.write_text(f"#!/bin/sh\n{text}\n")
    file.chmod(0o755)
    return file


def test_the_first_start_makes_the_environment_and_the_second_says_nothing(clone):
    code, output, messages = clone.run("command", "--option=a b")
    assert (code, output) == (0, f"{clone.environment}|command|--option=a b")
    assert "Making .venv with" in messages
    assert clone.run("command") == (0, f"{clone.environment}|command", "")


@pytest.mark.parametrize("name", ["with spaces and ’quotes'", "/".join(["long" * 50] * 4)], ids=["spaces", "very long"])
def test_any_path_will_do(new_clone, name):
    clone = new_clone(name)
    assert clone.run()[:2] == (0, clone.environment)


def test_uv_is_used_where_it_is_installed(clone):
    uv = shutil.which("uv")
    if not uv:
        pytest.skip("uv is not installed")
    code, output, messages = clone.run(path=f"{Path(uv).parent}:/usr/bin:/bin")
    assert (code, output) == (0, clone.environment)
    assert "and uv" in messages


def test_a_uv_that_fails_is_done_without(clone, tmp_path):
    program(tmp_path / "bin", "uv", "echo no network; exit 2")
    code, output, messages = clone.run(path=f"{tmp_path / 'bin'}:/usr/bin:/bin")
    assert (code, output) == (0, clone.environment)
    assert "Trying again without uv." in messages


def test_a_newer_python_under_pyenv_is_found_beside_an_old_one(clone, tmp_path):
    """A shim on PATH for a version that is not selected fails when it is run, and is passed over."""
    old = next((python for python in OLD_PYTHONS if Path(python).exists()), None)
    if not old:
        pytest.skip("there is no old Python here")
    program(tmp_path / "shims", "python3.13", "echo pyenv: python3.13: command not found >&2; exit 127")
    new = os.path.realpath(sys.executable)
    program(clone.home / ".pyenv" / "versions" / "3.99" / "bin", "python3", f'exec "{new}" "$@"')
    code, output, _messages = clone.run(python=old, path=f"{tmp_path / 'shims'}:/usr/bin:/bin")
    assert (code, output) == (0, clone.environment)


def test_without_a_suitable_python_it_says_so(monkeypatch, capsys):
    monkeypatch.setattr(bootstrap, "_candidates", lambda: iter(["/bin/false", "/nowhere/python3"]))
    with pytest.raises(SystemExit):
        bootstrap._make_environment(None)
    assert "No Python 3.12 or newer was found" in capsys.readouterr().err


def test_an_interrupted_install_starts_again(clone):
    (clone.path / ".venv" / "bin").mkdir(parents=True)
    (clone.path / ".venv" / "bin" / "python").symlink_to("/bin/false")
    assert clone.run()[:2] == (0, clone.environment)


def test_a_changed_lock_updates_the_environment(clone, lock_line):
    clone.run()
    clone.lock(f"# changed\n{lock_line}")
    code, output, messages = clone.run()
    assert (code, output) == (0, clone.environment)
    assert "The requirements have changed: updating .venv." in messages


def test_a_package_with_another_hash_is_refused(clone):
    clone.lock("newsroom-probe==1.0 --hash=sha256:" + "0" * 64 + "\n")
    code, output, messages = clone.run()
    assert (code, output) == (1, "")
    assert "Installing packages failed" in messages


def test_a_checkout_that_was_moved_makes_a_new_environment(clone):
    clone.run()
    clone.path = clone.path.rename(clone.path.with_name("moved"))
    assert clone.run()[:2] == (0, clone.environment)


def test_of_many_that_start_at_once_one_installs(clone):
    processes = [clone.start() for _ in range(3)]
    answers = [process.communicate(timeout=120) for process in processes]
    assert [output.strip() for output, _ in answers] == [clone.environment] * 3
    assert sum("Making .venv" in messages for _, messages in answers) == 1


def test_it_can_be_switched_off(clone, monkeypatch):
    monkeypatch.setenv("NEWSROOM_BOOTSTRAP", "0")
    monkeypatch.setattr(os, "execv", lambda *_arguments: pytest.fail("replaced the process"))
    bootstrap.ensure_environment(["manage.py", "check"])


def test_a_python_that_has_everything_is_used_as_it_is():
    assert bootstrap._has_everything("production")


@pytest.mark.parametrize("name", ["manage.py", "newsroom/__init__.py", "newsroom/bootstrap.py"])
def test_an_old_python_can_read_it(name):
    ast.parse((BASE_DIR / name).read_text(), feature_version=(3, 6))


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
def test_the_lock_has_hashes_and_names_no_host(name):
    text = (BASE_DIR / name).read_text()
    assert "://" not in text
    for entry in re.split(r"\n(?=\S)", text.replace("\\\n", " ").strip()):
        assert "--hash=sha256:" in entry


def test_the_locks_hold_what_the_project_names():
    """Otherwise run .ci/lock."""
    project = tomllib.loads((BASE_DIR / "pyproject.toml").read_text())
    names = project["project"]["dependencies"] + project["dependency-groups"]["dev"]
    locked = re.findall(r"^([\w.-]+)==", (BASE_DIR / "requirements-dev.lock").read_text(), re.MULTILINE)
    production = re.findall(r"^[\w.-]+==\S+", (BASE_DIR / "requirements.lock").read_text(), re.MULTILINE)
    assert {re.match(r"[\w.-]+", name)[0].lower() for name in names} <= set(locked)
    assert all(pin in (BASE_DIR / "requirements-dev.lock").read_text() for pin in production)
