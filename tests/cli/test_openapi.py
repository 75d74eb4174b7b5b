"""`python -m app openapi`: the description of the API, without asking any database of ours."""

import json

import pytest

from app.web.api_address import API_VERSION


@pytest.mark.parametrize("backend", ["sqlite"])
def test_the_description_is_json_and_tells_the_version(on, bare_database):
    code, out, err = on(bare_database)("openapi")
    assert (code, err) == (0, "")
    described = json.loads(out)
    assert (described["info"]["title"], described["info"]["version"]) == ("Mijlpaal", API_VERSION)
    assert described["openapi"].startswith("3.")
    assert "/programmes" in described["paths"]
