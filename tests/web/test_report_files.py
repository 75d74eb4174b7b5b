"""Files of a report: made once, kept, the same for everybody, and never waited for without end."""

import asyncio
from dataclasses import replace
from hashlib import sha256
from io import BytesIO
from threading import Event
from zipfile import ZipFile

import pytest
import sqlalchemy as sa

from app.actions import job
from app.actions.report.archive import claim_file
from app.renderers import FORMATS
from app.renderers.apart import RenderingFailed
from app.renderers.archive import ARCHIVE_FORMATS
from app.settings import Settings
from app.tables import Job
from app.web import report_files
from app.worker import Worker
from tests.cast import TODAY
from tests.rounds import publish

REPORT = "/programmas/buurtkracht/rapportages/2023-H2"
SQLITE = pytest.mark.parametrize("backend", ["sqlite"])


@pytest.fixture
def written(app):
    """Which files were written since, by format; what is slow is written fast, as its text."""
    made = []

    def write(name, report, digest):
        made.append(name)
        return name.encode() + FORMATS["md"].write(report, digest)

    app.state.app_state.write_file = write
    return made


@pytest.fixture
def worker(app, database, clock, written):
    """One that writes as the pages do."""
    assert written == []
    return Worker(database, Settings(), TODAY, clock, app.state.app_state.write_file)


def jobs(database):
    with database.reading() as session:
        return [(row.state.value, row.failure) for row in session.execute(sa.select(Job.state, Job.failure))]


async def test_who_asks_at_the_same_moment_gets_one_file_that_is_made_once(noor, written, frozen):
    answers = await asyncio.gather(*(noor.get(f"{REPORT}/bestand.pdf") for _ in range(4)))
    assert [answer.status_code for answer in answers] == [200] * 4
    assert len({answer.content for answer in answers}) == 1
    assert written == ["pdf"]
    assert (await noor.get(f"{REPORT}/bestand.pdf")).content == answers[0].content
    assert written == ["pdf"]


@SQLITE
async def test_page_and_api_give_the_same_bytes_and_the_list_tells_their_hash(noor, cast, written, frozen):
    files = f"/api/v1/reporting-periods/{cast.period}/report/files"
    for name in ("pdf", "json", "mdto", "zip"):
        page, api = await noor.get(f"{REPORT}/bestand.{name}"), await noor.get(f"{files}/{name}")
        assert page.content == api.content
        assert page.headers["content-disposition"] == api.headers["content-disposition"]
        assert page.headers["etag"] == api.headers["etag"] == f'"{sha256(api.content).hexdigest()}"'
        for address in (f"{files}/{name}", f"{REPORT}/bestand.{name}"):
            known = await noor.get(address, headers={"If-None-Match": api.headers["etag"]})
            assert (known.status_code, known.content) == (304, b"")
    hashes = {item["format"]: item["hash"] for item in (await noor.get(files)).json()["items"]}
    assert hashes["zip"] == sha256((await noor.get(f"{REPORT}/bestand.zip")).content).hexdigest()
    listed = (await noor.get(f"{REPORT}/bestanden")).text
    assert all(digest in listed for digest in hashes.values())
    packed = ZipFile(BytesIO((await noor.get(f"{REPORT}/bestand.zip")).content))
    assert packed.read("buurtkracht-2023-H2-versie-1.0.pdf") == (await noor.get(f"{files}/pdf")).content


@SQLITE
async def test_the_worker_makes_what_an_adoption_asks_of_it_once(noor, worker, written, frozen, database):
    assert worker.work(Event()) == len(FORMATS) + 2
    assert sorted(written) == sorted(FORMATS)
    assert {state for state, _ in jobs(database)} == {"done"}
    for name in FORMATS:
        assert (await noor.get(f"{REPORT}/bestand.{name}")).status_code == 200
    assert len(written) == len(FORMATS)


@SQLITE
async def test_a_large_report_is_left_to_the_worker_and_the_page_says_so(
    noor, worker, written, frozen, database, clock, monkeypatch
):
    monkeypatch.setattr(report_files, "LARGE", 10)
    with database.writing() as session:
        job.record_pulse(session, clock(), has_mail_server=False)
    before = len(jobs(database))
    for _ in range(2):
        answer = await noor.get(f"{REPORT}/bestand.pdf")
        assert (answer.status_code, answer.headers["Retry-After"]) == (202, "3")
    assert "Uw bestand wordt gemaakt" in answer.text
    assert (written, len(jobs(database))) == ([], before)
    part = await noor.get(f"{REPORT}/bestanden", headers={"HX-Request-Type": "partial"})
    assert 'data-hx-trigger="every 3s"' in part.text
    worker.work(Event())
    assert (await noor.get(f"{REPORT}/bestand.pdf")).headers["content-type"] == "application/pdf"
    assert "every 3s" not in (await noor.get(f"{REPORT}/bestanden")).text


@SQLITE
async def test_without_a_worker_a_large_report_is_made_for_who_asks(noor, written, frozen, monkeypatch):
    monkeypatch.setattr(report_files, "LARGE", 10)
    assert (await noor.get(f"{REPORT}/bestand.pdf")).status_code == 200


@SQLITE
async def test_a_file_that_cannot_be_made_is_told_in_words_and_tried_again_later(
    app, noor, worker, written, frozen, database, clock
):
    good = app.state.app_state.write_file

    def fail(name, report, digest):
        raise RenderingFailed("pdf: no font shows this")

    app.state.app_state.write_file = fail
    answer = await noor.get(f"{REPORT}/bestand.pdf")
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "60")
    assert "kan nu niet worden gemaakt" in answer.text
    listed = (await noor.get(f"{REPORT}/bestanden")).text
    assert "Haal het op om het opnieuw te proberen" in listed, "no worker does"
    with database.writing() as session:
        job.record_pulse(session, clock(), has_mail_server=False)
    assert "wordt het opnieuw geprobeerd" in (await noor.get(f"{REPORT}/bestanden")).text
    assert ("waiting", "pdf: no font shows this") in jobs(database)
    app.state.app_state.write_file = good
    clock.wait(minutes=2)
    worker.work(Event())
    assert {state for state, _ in jobs(database)} == {"done"}


@SQLITE
async def test_whatever_goes_wrong_nobody_waits_for_a_file_that_nobody_makes(
    app, noor, written, frozen, database
):
    good = app.state.app_state.write_file

    def fill_disk(name, report, digest):
        raise OSError("no space left on device")

    app.state.app_state.write_file = fill_disk
    with pytest.raises(OSError, match="no space"):
        await noor.get(f"{REPORT}/bestand.pdf")
    assert ("waiting", "OSError: no space left on device") in jobs(database)
    app.state.app_state.write_file = good
    assert (await noor.get(f"{REPORT}/bestand.pdf")).status_code == 200


@SQLITE
async def test_a_file_is_for_another_to_make_soon_after_who_made_it_was_killed(
    noor, written, frozen, database, clock
):
    with database.writing() as session:
        taken = claim_file(session, clock(), frozen.id, "pdf", "nl")
    clock.wait(seconds=50)
    with database.writing() as session:
        job.prolong(session, taken, clock())
    clock.wait(seconds=50)
    assert (await noor.get(f"{REPORT}/bestand.pdf")).status_code == 202, "it is still being made"
    assert "Wordt gemaakt." in (await noor.get(f"{REPORT}/bestanden")).text
    clock.wait(seconds=11)
    assert (await noor.get(f"{REPORT}/bestand.pdf")).status_code == 200


@SQLITE
async def test_a_fault_in_what_goes_into_an_archive_is_told_in_words_too(noor, cast, monkeypatch):
    def stumble(dossier):
        raise ValueError("no such code")

    broken = replace(ARCHIVE_FORMATS["mdto"], write=stumble)
    monkeypatch.setitem(ARCHIVE_FORMATS, "mdto", broken)
    assert (await noor.get(f"{REPORT}/bestand.mdto")).status_code == 503


@SQLITE
async def test_a_fault_in_one_job_of_the_worker_does_not_stop_the_others(worker, frozen, database):
    def stumble(name, report, digest):
        if name == "odt":
            raise MemoryError("no more")
        return b"written"

    replace(worker, write_file=stumble).work(Event())
    left = [failure for state, failure in jobs(database) if state == "waiting"]
    assert left == ["MemoryError: no more"] * 2, "the file and the ZIP that holds it"


@SQLITE
async def test_nobody_is_asked_to_make_an_edition_that_there_is_not(noor, written, frozen, database):
    before = jobs(database)
    answer = await noor.get(f"{REPORT}/bestand.pdf?taal=en")
    assert answer.status_code == 404
    assert "Nederlands" in answer.text
    assert (jobs(database), written) == (before, [])


@SQLITE
async def test_from_the_publication_on_the_archive_is_told_so_and_what_was_read_stays(
    noor, cast, written, frozen, database
):
    before = {name: (await noor.get(f"{REPORT}/bestand.{name}")).content for name in ("mdto", "pdf")}
    with database.writing() as session:
        publish(session, cast)
    after = {name: (await noor.get(f"{REPORT}/bestand.{name}")).content for name in ("mdto", "pdf")}
    assert before["pdf"] == after["pdf"]
    assert (b"Publicatie" in before["mdto"], b"Publicatie" in after["mdto"]) == (False, True)


@SQLITE
async def test_the_same_draft_is_written_once_until_something_changes(noor, written, cast, database):
    first = await noor.get(f"{REPORT}/bestand.pdf")
    assert 'filename="buurtkracht-2023-H2-concept-0.1.pdf"' in first.headers["content-disposition"]
    assert (await noor.get(f"{REPORT}/bestand.pdf")).content == first.content
    assert written == ["pdf"]
    assert jobs(database) == []
    zipped = await noor.get(f"{REPORT}/bestand.zip")
    assert (await noor.get(f"{REPORT}/bestand.zip")).content == zipped.content


@SQLITE
async def test_the_schemas_are_there_without_an_account(client):
    for name in ("report", "frozen-report"):
        answer = await client.get(f"/api/v1/schemas/{name}")
        assert answer.headers["content-type"] == "application/schema+json"
        assert answer.json()["$id"].startswith("urn:mijlpaal:schema:")


async def test_a_format_that_there_is_not_is_no_page_and_an_unknown_language_is_refused(noor):
    assert (await noor.get(f"{REPORT}/bestand.exe")).status_code == 404
    refused = await noor.get(f"{REPORT}/bestand.md?taal=xx")
    assert (refused.status_code, "xx" in refused.text.partition("<main")[2]) == (400, True)
