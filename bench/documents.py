"""What documents cost, and what veraPDF says of them: `python -m bench.documents [--validate]`.

Writes the report of the real programme, the last adopted one of the invented programme, an empty one and one
of 2,000 deliverables. The demonstration comes from the database of the settings (`python -m app demo` fills
one). Each is written in a process of its own, twice: the second time is that of a process that wrote before.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from app.cli.database import open_database
from app.db import Database
from app.domain.half_year import HalfYear
from app.domain.report import Report
from app.queries.programme import programme_by_slug
from app.queries.report.draft import compose_draft, draft_facts
from app.queries.report.reading import read_report
from app.queries.reporting_period import period_of_half_year
from app.renderers import FORMATS
from app.renderers.frozen import freeze, thaw
from bench.world import prepare

_FORMATS = ("pdf", "docx")
_DEMONSTRATION = (("real", "toekomstscenario", "2023-H2"), ("invented", "voorbeeld", "2023-H1"))


def main() -> None:
    """Print a line for each document, and with `--validate` a line for each rule that a PDF breaks."""
    parser = argparse.ArgumentParser(prog="python -m bench.documents", description=__doc__)
    parser.add_argument("--validate", action="store_true", help="ask veraPDF: a minute or more")
    parser.add_argument("--format", choices=_FORMATS, nargs="*", default=_FORMATS, help="which; else all")
    parser.add_argument("--write", nargs=3, metavar=("FORMAT", "TREE", "FILE"), help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.write:
        _write(*arguments.write)
        return
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        folder = Path(name)
        for title, report in _compose(folder):
            (folder / f"{title}.tree").write_text(freeze({report.language: report}))
            for format in arguments.format:
                _measure(title, format, folder)
        if arguments.validate:
            _validate({file.stem: file.read_bytes() for file in sorted(folder.glob("*.pdf"))})


def _compose(folder: Path) -> Iterator[tuple[str, Report]]:
    with open_database() as database, database.reading() as session:
        for title, slug, half_year in _DEMONSTRATION:
            programme = programme_by_slug(session, slug)
            assert programme is not None, "python -m app demo fills the database"
            period = period_of_half_year(session, programme.id, HalfYear.parse(half_year))
            assert period is not None
            report = read_report(session, programme, period, None, "nl").report
            yield title, report
            if title == "invented":
                yield "empty", replace(report, sections=())
    world = prepare(folder)
    database = Database(world.url)
    with database.reading() as session:
        period = period_of_half_year(session, world.programme.id, world.half_year)
        assert period is not None
        yield "large", compose_draft(draft_facts(session, world.programme, period, world.today), "nl")
    database.dispose()


def _measure(title: str, format: str, folder: Path) -> None:
    file = folder / f"{title}.{format}"
    command = [
        sys.executable,
        "-m",
        "bench.documents",
        "--write",
        format,
        str(folder / f"{title}.tree"),
        str(file),
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    took = json.loads(done.stdout)
    print(
        f"{title}.{format}: {took['first']:.2f} s of a processor, again {took['again']:.2f} s,"
        f" {took['mebibytes']} MiB the first time, {file.stat().st_size / 1024:,.0f} kB",
        flush=True,
    )


def _write(format: str, tree: str, file: str) -> None:
    """Write one document in this process, and print what that cost."""
    (report,) = thaw(Path(tree).read_text()).values()
    writer = FORMATS[format].write
    began = _processor_seconds()
    Path(file).write_bytes(writer(report, None))
    first, most = _processor_seconds() - began, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    began = _processor_seconds()
    # Another title, so that the whole is set anew.
    writer(replace(report, title=f"{report.title}."), None)
    print(json.dumps({"first": first, "again": _processor_seconds() - began, "mebibytes": most}))


def _processor_seconds() -> float:
    """Of this process and those that it started: others who use the machine do not count."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def _validate(documents: dict[str, bytes]) -> None:
    from tests.machine.pdf import pdf_faults

    faults = pdf_faults(documents)
    print("\n".join(faults) or f"veraPDF: {', '.join(documents)} keep to PDF/UA-1 and PDF/A-3a")


if __name__ == "__main__":
    main()
