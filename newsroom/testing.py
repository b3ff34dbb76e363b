"""``manage.py test``: the whole suite under pytest."""

import os
import sys
from pathlib import Path
from typing import NoReturn

BASE_DIR = Path(__file__).resolve().parent.parent
# Options after which tests spread over processes would be of no use.
ONE_PROCESS = ("-n", "--numprocesses", "--dist", "--pdb", "--trace", "-s", "--capture=no", "--collect-only", "--co")


def run_tests(arguments: list[str]) -> NoReturn:
    """Become pytest, so that its exit code is the command's; two processes unless the arguments say otherwise."""
    if any(argument.startswith(ONE_PROCESS) for argument in arguments):
        spread = []
    else:
        # "loadgroup" keeps tests that share something expensive in one process.
        spread = ["-n", "2", "--dist", "loadgroup"]
    sys.stdout.flush()
    os.chdir(BASE_DIR)
    os.execv(sys.executable, [sys.executable, "-m", "pytest", *spread, *arguments])  # noqa: S606
