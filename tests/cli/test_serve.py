"""`python -m app serve`: a real server answers, and a demonstration stays on this machine."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import httpx
import pytest

from app.db import Database
from tests.cli.conftest import is_one_line
from tests.database import SECRET_KEY

ON_SQLITE = pytest.mark.parametrize("backend", ["sqlite"])


@contextmanager
def served(database: Database, port: int, *options: str, **environment: str) -> Iterator[list[str]]:
    """A server in a process of its own, once it listens; the lines of its welcome, complete at the end."""
    settings = {"DATABASE_URL": database.url.render_as_string(hide_password=False), **environment}
    process = subprocess.Popen(
        [sys.executable, "-m", "app", "serve", "--port", str(port), *options],
        env=os.environ | {f"MIJLPAAL_{name}": value for name, value in settings.items()},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    lines: list[str] = []
    with process:
        assert process.stderr
        log = []
        for line in process.stderr:
            log.append(line)
            if "Uvicorn running on" in line:
                break
        else:
            pytest.fail("".join(log))
        try:
            yield lines
        finally:
            process.terminate()
            lines += process.communicate(timeout=20)[0].splitlines()


@ON_SQLITE
def test_nobody_is_named_outside_the_demonstration(database, free_tcp_port):
    with served(database, free_tcp_port, SECRET_KEY=SECRET_KEY) as welcome:
        answer = httpx.get(f"http://127.0.0.1:{free_tcp_port}/portfolio")
    assert (answer.status_code, answer.headers["location"].split("?")[0]) == (303, "/aanmelden")
    assert not any("Noor" in line for line in welcome)
    assert welcome[:1] == [f"Mijlpaal staat klaar op http://127.0.0.1:{free_tcp_port}"]


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.7", "mijlpaal.example"])
@ON_SQLITE
def test_a_demonstration_is_served_on_this_machine_only(on, demo_database, host):
    code, out, err = on(demo_database)("serve", "--host", host)
    assert (code, out) == (2, "")
    assert is_one_line(err)
    assert host in err


def test_a_key_is_required_outside_the_demonstration(on, database):
    code, out, err = on(database)("serve")
    assert (code, out) == (2, "")
    assert is_one_line(err)
    assert "MIJLPAAL_SECRET_KEY" in err


def test_another_day_is_refused_outside_the_demonstration(on, database):
    code, _, err = on(database, SECRET_KEY=SECRET_KEY, TODAY="2024-01-01")("serve")
    assert code == 2
    assert is_one_line(err)
    assert "MIJLPAAL_TODAY" in err


def test_a_port_in_use_is_refused_in_one_line_before_anything_is_said(on, database):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        for options in ((), ("--with-demo",)):
            code, out, err = on(database, SECRET_KEY=SECRET_KEY)("serve", "--port", port, *options)
            assert (code, out) == (2, "")
            assert is_one_line(err)
            assert f"Poort {port} is al in gebruik" in err


def test_an_impossible_port_is_refused(on, database):
    code, _, err = on(database)("serve", "--port", "70000")
    assert code == 2
    assert is_one_line(err)


@ON_SQLITE
def test_the_demonstration_begins_from_nothing_and_says_where_to_go_and_whom_to_sign_in_as(
    on, bare_database, free_tcp_port
):
    with served(bare_database, free_tcp_port, "--with-demo") as welcome:
        answer = httpx.get(f"http://127.0.0.1:{free_tcp_port}/aanmelden")
    assert answer.status_code == 200
    assert answer.text.count("Aanmelden<span") == 9
    assert "Noor" in answer.text
    assert welcome[0] == f"Mijlpaal staat klaar op http://127.0.0.1:{free_tcp_port}"
    assert "18 december 2023" in welcome[1]
    assert [line.strip() for line in welcome[2:4]] == ["Noor (programmabureau)", "Bram (projectleider)"]
    assert on(bare_database)("demo", "--if-empty") == (0, "", "")  # the second time it is kept
