#!/usr/bin/env python3
"""Run the newsroom's commands; the first run prepares the environment they need."""

import os
import sys

from newsroom import bootstrap


def main() -> None:
    """Run the command named on the command line: ``test`` is pytest, everything else is Django's."""
    bootstrap.ensure_environment(sys.argv)
    if sys.argv[1:2] == ["test"]:
        from newsroom.testing import run_tests

        run_tests(sys.argv[2:])
    if sys.argv[1:2] == ["demo"]:
        # Even with a DATABASE_URL that was confirmed by name: a demo is not a public installation.
        os.environ.setdefault("NEWSROOM_ENV", "local")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line

    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as error:
        # A sentence for whoever set the variable; the lines that read it say nothing to them.
        sys.exit(str(error))


if __name__ == "__main__":
    main()
