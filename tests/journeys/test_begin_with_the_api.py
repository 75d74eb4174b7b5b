"""The quick start of `/api` works as it stands there: with curl, with httpx and with a generated client."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from app.actions import api_token
from app.actions.audit_log import AuditContext
from app.domain.api_token import TokenScope
from app.settings import ROOT
from app.web.openapi import describe
from tests.cast import SLUG

BEGIN = ROOT / "templates" / "api_docs" / "begin"
CLIENT = ROOT / ".venv-client" / "bin"


@pytest.fixture
def given(database, cast, clock, site):
    """What a reader of the page fills in: address, token and programme."""
    with database.writing() as session:
        act = AuditContext(cast.noor, clock(), "test")
        token = api_token.issue(session, act, cast.noor, scope=TokenScope.WRITE)
    return {"API": f"{site}/api/v1", "TOKEN": token, "PROGRAMME": SLUG}


def run(*command, given, **environment):
    done = subprocess.run(
        command, env=os.environ | given | environment, capture_output=True, text=True, timeout=60, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


@pytest.fixture
def generated(app, tmp_path):
    """The folder of a client that was written from our description, without a warning."""
    description = tmp_path / "openapi.json"
    description.write_text(json.dumps(describe(app)), encoding="utf-8")
    # What it wrote is run and not read, so that nothing need be put in order.
    (tmp_path / "client.yml").write_text("post_hooks: []", encoding="utf-8")
    run(
        *(CLIENT / "openapi-python-client", "generate", "--path", description),
        *("--output-path", tmp_path / "client", "--config", tmp_path / "client.yml", "--fail-on-warning"),
        given={},
    )
    return tmp_path / "client"


@pytest.mark.parametrize("backend", ["sqlite"])
def test_the_quick_start_does_what_it_says_in_every_way_that_the_page_shows(given, generated):
    with_curl = run("sh", BEGIN / "curl.sh", given=given)
    with_httpx = run(sys.executable, BEGIN / "with_httpx.py", given=given)
    with_client = run(
        CLIENT / "python", BEGIN / "with_generated_client.py", given=given, PYTHONPATH=str(generated)
    )
    for way in (with_curl, with_httpx, with_client):
        assert "Buurtkracht" in way
        assert "Eerste versie van de buurtapp" in way
        assert "najaar 2023" in way
        assert "Een wervingsactie in het voorjaar." in way
    assert with_httpx.splitlines()[1] == "Eerste versie van de buurtapp was promised for 1 december 2023"
    assert Path(generated, "mijlpaal_client", "api", "risks", "list_risks.py").exists()
