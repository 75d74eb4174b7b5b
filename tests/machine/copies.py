"""Copies of a template database, for one test at a time: files of SQLite, databases of PostgreSQL."""

import os
import shutil
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from tests.machine.restoring import Restorer

LetGo = Callable[[str], object]
"""Closes every connection to an address that is about to lead to something else."""
Held = Callable[[str], bool]
"""Whether somebody still has a connection to this address in hand."""

_WORKER = os.environ.get("PYTEST_XDIST_WORKER", "alone")


class SqliteTemplates:
    """Template files in a directory of their own; their copies have few names, each used again and again.

    A copy in which nothing was written serves the next test as it is, with whatever is connected to it.
    """

    def __init__(self, directory: Path, let_go: LetGo, held: Held) -> None:
        self._directory, self._let_go, self._held, self._numbers = directory, let_go, held, count(1)
        self._untouched: dict[str, list[_Watched]] = defaultdict(list)
        self._names: list[Path] = []
        directory.mkdir(exist_ok=True)

    def create(self, like: str = "") -> str:
        """The address of a file that is not there yet, or that is like a template."""
        made = self._file("made")
        if like:
            shutil.copyfile(like.removeprefix("sqlite:///"), made)
        return f"sqlite:///{made}"

    @contextmanager
    def copied(self, template: str) -> Iterator[str]:
        """The address of a copy, gone afterwards. The template has no connection, so no journal beside it."""
        untouched = self._untouched[template]
        copy = untouched.pop() if untouched else self._copy(template)
        yield copy.address
        if copy.is_untouched() and not self._held(copy.address):
            untouched.append(copy)
        else:
            self._drop(copy)

    def close(self) -> None:
        """No copy is left."""
        for copies in self._untouched.values():
            for copy in copies:
                self._drop(copy)

    def _copy(self, template: str) -> "_Watched":
        file = self._names.pop() if self._names else self._file("copy")
        shutil.copyfile(template.removeprefix("sqlite:///"), file)
        return _Watched(file)

    def _drop(self, copy: "_Watched") -> None:
        self._let_go(copy.address)
        copy.close()
        for file in self._directory.glob(f"{copy.file.name}*"):
            file.unlink()
        self._names.append(copy.file)

    def _file(self, what: str) -> Path:
        return self._directory / f"{what}-{_WORKER}-{next(self._numbers)}.db"


class _Watched:
    """One copy, with somebody who sees whether anybody else writes in it."""

    def __init__(self, file: Path) -> None:
        self.file, self.address = file, f"sqlite:///{file}"
        self._connection = sqlite3.connect(file)
        self._at_first = self._version()

    def is_untouched(self) -> bool:
        """Whether nothing was committed in it since."""
        return self._version() == self._at_first

    def close(self) -> None:
        """Look no longer."""
        self._connection.close()

    def _version(self) -> int:
        (version,) = self._connection.execute("PRAGMA data_version").fetchone()
        return int(version)


class PostgresTemplates:
    """Template databases in the run's own cluster; what a test changed in a copy is put back for the next.

    To put back some rows takes a tenth of the time of making and dropping a copy; and connections that nobody
    has in hand stay open meanwhile, for a new one must first read every catalogue.
    """

    def __init__(self, admin: Engine, let_go: LetGo, held: Held) -> None:
        self._admin, self._let_go, self._held, self._numbers = admin, let_go, held, count(1)
        self._free: dict[str, list[Restorer]] = defaultdict(list)

    def create(self, like: str = "") -> str:
        """The address of a database that is empty, or that is like a template."""
        return self._made(self._name("made"), like)

    @contextmanager
    def copied(self, template: str) -> Iterator[str]:
        """The address of a copy; dropped afterwards where it cannot be made as it was."""
        free = self._free[template]
        copy = free.pop() if free else Restorer(self._made(self._name("copy"), template))
        yield copy.address
        if not self._held(copy.address) and copy.restore():
            free.append(copy)
        else:
            self._let_go(copy.address)
            copy.close()
            self._run(f"DROP DATABASE {sa.make_url(copy.address).database} WITH (FORCE)")

    def close(self) -> None:
        """Nothing is dropped: the cluster does not outlive the run."""
        for copies in self._free.values():
            for copy in copies:
                copy.close()

    def _made(self, name: str, like: str) -> str:
        source = sa.make_url(like).database if like else "template1"
        self._run(f"CREATE DATABASE {name} TEMPLATE {source} STRATEGY file_copy")
        return self._address(name)

    def _name(self, what: str) -> str:
        return f"{what}_{_WORKER}_{next(self._numbers)}"

    def _address(self, name: str) -> str:
        return self._admin.url.set(database=name).render_as_string(hide_password=False)

    def _run(self, statement: str) -> None:
        with self._admin.connect() as connection:
            connection.exec_driver_sql(statement)


Templates = SqliteTemplates | PostgresTemplates
