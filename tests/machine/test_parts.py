import statistics
import time

import pytest

from tests.machine.copies import _PostgresCopy


@pytest.mark.parametrize("backend", ["postgresql"])
def test_parts(templates, cast_template):
    c = _PostgresCopy(templates.create(cast_template[0]))

    def m(sql):
        ts = []
        for _ in range(60):
            t = time.perf_counter()
            c._connection.execute(sql).fetchall()
            ts.append(time.perf_counter() - t)
        return f"{1000 * statistics.median(ts):.2f}"

    print("\nschema", m(c._schema), "contents", m(c._contents), "reset", m(c._reset_counters))
    for q in c._schema.split(" UNION ALL "):
        print(m(q), q)
    print(
        m(
            "SELECT sum(hash_record_extended(ROW(oid, relfilenode, relnatts, relchecks, relhastriggers, reltuples), 0)) FROM pg_class WHERE relnamespace = 'public'::regnamespace"
        )
    )
    print(m("SELECT count(*), max(oid) FROM pg_class WHERE relnamespace = 'public'::regnamespace"))
    print(m("SELECT last_value FROM pg_sequences"))
    assert c
