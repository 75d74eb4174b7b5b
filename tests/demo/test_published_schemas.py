"""Every report of the demonstration is what its published schemas say, as JSON and as it was frozen."""

import json

import pytest
import sqlalchemy as sa
from jsonschema import Draft202012Validator

from app.renderers import FORMATS, schema
from app.renderers.frozen import thaw
from app.tables import FrozenReport
from tests.database import connect
from tests.demo.composed import composed

OF_REPORT, OF_FROZEN = (
    Draft202012Validator(json.loads(write()))
    for write in (schema.write_report_schema, schema.write_frozen_schema)
)


pytestmark = pytest.mark.parametrize("backend", ["sqlite"])


@pytest.mark.parametrize("slug", ["toekomstscenario", "voorbeeld"])
def test_a_report_that_is_being_written_fits(demo_template, slug):
    written = json.loads(FORMATS["json"].write(composed(demo_template, slug), None))
    assert list(OF_REPORT.iter_errors(written)) == []


def test_every_report_that_was_adopted_fits(demo_template):
    database = connect(demo_template)
    with database.reading() as session:
        trees = [json.loads(tree) for tree in session.scalars(sa.select(FrozenReport.tree))]
    database.dispose()
    assert len(trees) == 5
    assert [error.message for tree in trees for error in OF_FROZEN.iter_errors(tree)] == []
    written = [json.loads(FORMATS["json"].write(thaw(json.dumps(tree))["nl"], "a" * 64)) for tree in trees]
    assert [error.message for each in written for error in OF_REPORT.iter_errors(each)] == []
