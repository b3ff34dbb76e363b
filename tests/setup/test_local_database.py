"""The private PostgreSQL of a checkout: it starts for the first that needs it and ends with the last."""

import os
import signal
import stat
import subprocess
from pathlib import Path

import pytest

from .conftest import eventually, is_alive

needs_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root has to give up its rights")
FORK = """
import os, sys, time
from newsroom import local_database
socket = local_database.ensure_running()
if os.fork() == 0:
    time.sleep(1)
    print(os.path.exists(socket + "/.s.PGSQL.5432"), flush=True)
    os._exit(0)
time.sleep(0.3)
"""


def query(directory: str, statement: str) -> str:
    from newsroom import local_database

    psql = local_database.binaries() / "bin" / "psql"
    command = [psql, "-XqtA", "-h", directory, "-U", "newsroom", "-d", "newsroom", "-c", statement]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


def test_the_last_user_stops_the_server(checkout):
    first, second = checkout.client(), checkout.client()
    directory = first.answer()
    assert second.answer() == directory
    server = checkout.server
    first.leave()
    assert is_alive(server)
    assert query(directory, "SELECT count(*) FROM pg_extension") == "1"
    second.leave()
    assert not is_alive(server)
    assert not Path(directory).exists()


def test_it_speaks_unicode_sorts_by_code_point_and_has_the_extensions(checkout):
    directory = checkout.client().answer()
    assert query(directory, "SHOW server_encoding") == "UTF8"
    assert query(directory, "SELECT datlocale FROM pg_database WHERE datlocprovider = 'b' LIMIT 1") == "C.UTF-8"
    for extension in ("unaccent", "pg_trgm", "btree_gist"):
        query(directory, f"CREATE EXTENSION {extension}")


def test_nothing_but_a_private_socket_listens(checkout):
    directory = checkout.client().answer()
    assert query(directory, "SHOW listen_addresses") == ""
    assert stat.S_IMODE(Path(directory).stat().st_mode) == 0o700
    assert len(f"{directory}/.s.PGSQL.5432") < 107


def test_of_many_that_start_at_once_one_starts_the_server(checkout):
    clients = [checkout.client() for _ in range(6)]
    assert len({client.answer() for client in clients}) == 1
    for client in clients:
        client.leave()
    assert not (checkout.data / "postmaster.pid").exists()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_a_signal_leaves_no_process_behind(checkout, number):
    client = checkout.client()
    client.answer()
    server, keeper = checkout.server, checkout.keeper
    client.send(number)
    assert eventually(lambda: not is_alive(server) and not is_alive(keeper))


def test_a_forked_child_keeps_the_server(checkout):
    client = checkout.client(FORK)
    client.process.wait(30)
    assert client.answer() == "True"
    server = checkout.server
    assert eventually(lambda: not is_alive(server))


def test_a_killed_server_comes_back_for_whoever_asks_next(checkout):
    client = checkout.client()
    client.answer()
    server = checkout.server
    os.kill(server, signal.SIGKILL)
    assert eventually(lambda: not is_alive(server))
    assert query(client.ask_again(), "SELECT 1") == "1"
    assert checkout.server != server


def test_a_server_whose_keeper_was_killed_is_adopted(checkout):
    first = checkout.client()
    directory = first.answer()
    server = checkout.server
    os.kill(checkout.keeper, signal.SIGKILL)
    second = checkout.client()
    assert second.answer() == directory
    assert checkout.server == server
    first.leave()
    second.leave()
    assert not is_alive(server)


def test_the_next_start_recovers_after_everything_was_killed(checkout):
    client = checkout.client()
    directory = client.answer()
    query(directory, "CREATE TABLE kept (); INSERT INTO kept DEFAULT VALUES")
    pids = [checkout.keeper, checkout.server, client.process.pid]
    for pid in pids:
        os.kill(pid, signal.SIGKILL)
    assert query(checkout.client().answer(), "SELECT count(*) FROM kept") == "1"


def test_a_process_number_that_went_to_another_process_is_no_server(checkout):
    client = checkout.client()
    client.answer()
    file = checkout.data / "postmaster.pid"
    lines = file.read_text().splitlines()
    client.leave()
    file.write_text("\n".join([str(os.getpid()), *lines[1:]]))
    os.chown(file, checkout.data.stat().st_uid, checkout.data.stat().st_gid)
    assert query(checkout.client().answer(), "SELECT 1") == "1"


def test_two_checkouts_have_two_servers(new_checkout):
    one, other = new_checkout("one"), new_checkout("other")
    clients = one.client(), other.client()
    directories = [client.answer() for client in clients]
    query(directories[0], "CREATE TABLE only_here ()")
    assert query(directories[1], "SELECT to_regclass('only_here') IS NULL") == "t"
    clients[0].leave()
    assert query(directories[1], "SELECT 1") == "1"


@pytest.mark.parametrize("name", ["with spaces and ’quotes'", "/".join(["long" * 50] * 6)], ids=["spaces", "very long"])
def test_any_path_will_do(new_checkout, name):
    checkout = new_checkout(name)
    assert query(checkout.client().answer(), "SELECT 1") == "1"


@needs_root
def test_root_gives_up_its_rights_and_opens_no_parent(new_checkout, tmp_path):
    """The data and a copy of the binaries go where the account of the server can reach them."""
    (tmp_path / "private").mkdir(mode=0o700)
    checkout = new_checkout("private/checkout")
    checkout.client().answer()
    assert Path(f"/proc/{checkout.server}").stat().st_uid != 0
    assert stat.S_IMODE((tmp_path / "private").stat().st_mode) == 0o700
    assert tmp_path not in checkout.data.parents
    assert stat.S_IMODE(checkout.data.stat().st_mode) == 0o700


@needs_root
def test_data_stays_in_a_checkout_that_can_be_reached(new_checkout, reachable_path):
    checkout = new_checkout(reachable_path / "checkout")
    checkout.client().answer()
    assert checkout.data == checkout.folder / "data"
    assert checkout.data.stat().st_uid != 0


@needs_root
def test_an_ordinary_user_needs_no_other_account(new_checkout, reachable_path, ordinary_user):
    reachable_path.chmod(0o777)
    checkout = new_checkout(reachable_path / "checkout", **ordinary_user)
    client = checkout.client()
    assert query(client.answer(), "SELECT 1") == "1"
    server = checkout.server
    assert checkout.data.stat().st_uid == checkout.folder.stat().st_uid == ordinary_user["identity"]["user"]
    client.send(signal.SIGTERM)
    assert eventually(lambda: not is_alive(server))


@needs_root
def test_root_uses_what_the_owner_of_the_checkout_made(new_checkout, reachable_path, ordinary_user):
    reachable_path.chmod(0o777)
    checkout = new_checkout(reachable_path / "checkout", **ordinary_user)
    checkout.client().leave()
    checkout.identity = {"env": ordinary_user["identity"]["env"]}
    assert query(checkout.client().answer(), "SELECT 1") == "1"


@needs_root
def test_a_checkout_that_cannot_be_written_is_refused_in_a_sentence(new_checkout, reachable_path, ordinary_user):
    checkout = new_checkout(reachable_path / "checkout", python=ordinary_user["python"])
    checkout.identity = ordinary_user["identity"]
    assert "Make the checkout writable, or set DATABASE_URL." in checkout.client().answer()
