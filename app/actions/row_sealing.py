"""Sealing rows: a keyed digest of every column of what a transaction wrote, as it is at the commit."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from sqlmodel import Session

from app.domain.audit_trail import RowState, digest_of_row
from app.queries.sealed_row import last_states, rows_by_key
from app.touched_rows import RowKey


def states_of(session: Session, secret: bytes, rows: Iterable[RowKey]) -> Iterator[tuple[RowKey, RowState]]:
    """The next state of each of these rows that is another than the one sealed last.

    Three queries a table, for every 400 rows. A row that is gone has an empty digest.
    """
    keys_of: dict[str, list[str]] = defaultdict(list)
    for table, key in rows:
        keys_of[table].append(key)
    for table, keys in keys_of.items():
        before, now = last_states(session, table, keys), rows_by_key(session, table, keys)
        for key in keys:
            number, last = before.get(key, (0, ""))
            is_there = key in now
            if last == (digest_of_row(secret, (table, key, number), now[key]) if is_there else ""):
                continue
            digest = digest_of_row(secret, (table, key, number + 1), now[key]) if is_there else ""
            yield (table, key), RowState(table, key, number + 1, digest)
