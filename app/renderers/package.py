"""Everything of a report in one ZIP: its files, what an archive asks of them, and how a stranger checks them.

The same dossier gives the same bytes: fixed times, fixed order, nothing compressed.
"""

from collections.abc import Iterator
from hashlib import sha256
from io import BytesIO
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from app.renderers import naming, schema
from app.renderers.dossier import Dossier
from app.renderers.frozen import add_previous_hash
from app.renderers.mdto import describe_file, describe_report

SUMS = "SHA256SUMS"
READ_ME = "LEESMIJ.txt"
FROZEN = "bevroren.json"
_OLDEST = (1980, 1, 1, 0, 0, 0)
"""The first moment that a ZIP can name."""
_READABLE = 0o100644 << 16


def pack(dossier: Dossier) -> bytes:
    """Return the ZIP of a dossier that holds its files."""
    entries = list(_list_entries(dossier))
    sums = "".join(f"{sha256(content).hexdigest()}  {name}\n" for name, content in entries)
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_STORED) as file:
        for name, content in (*entries, (SUMS, sums.encode())):
            entry = ZipInfo(name, _OLDEST)
            entry.create_system, entry.external_attr = 3, _READABLE  # as on Unix, wherever it is made
            file.writestr(entry, content)
    return packed.getvalue()


def name_frozen(dossier: Dossier) -> str:
    """Return what the file is called of which the SHA-256 is that of the adopted report."""
    return naming.name_file(dossier.report, FROZEN)


def _list_entries(dossier: Dossier) -> Iterator[tuple[str, bytes]]:
    yield READ_ME, _write_read_me(dossier).encode()
    for file in dossier.files:
        yield file.name, file.content
        yield f"{file.name}.bestand.mdto.xml", describe_file(dossier, file)
    yield naming.name_file(dossier.report, "mdto.xml"), describe_report(dossier)
    yield "rapportage.schema.json", schema.write_report_schema()
    if dossier.hash:
        yield name_frozen(dossier), add_previous_hash(dossier.tree, dossier.previous_hash)
        yield "bevroren.schema.json", schema.write_frozen_schema()


def _write_read_me(dossier: Dossier) -> str:
    report = dossier.report
    kind = "concept" if report.is_concept else "versie"
    parts = [
        f"{report.title}\n{report.programme_title}, {kind} {report.version}",
        "\n".join(["WAT ERIN ZIT", *(f"- {file.name}" for file in dossier.files)]),
        _OF_METADATA % {"name": naming.name_file(report, "mdto.xml")},
        _OF_FILES,
    ]
    if dossier.hash:
        parts.append(
            _OF_CONTENT
            % {
                "frozen": name_frozen(dossier),
                "hash": dossier.hash,
                "before": _tell_previous(dossier.previous_hash),
            }
        )
    else:
        parts.append(_OF_CONCEPT)
    return "\n\n".join(part.strip("\n") for part in parts) + "\n"


def _tell_previous(previous_hash: str) -> str:
    if not previous_hash:
        return "Er ging geen andere rapportage aan vooraf; daarom is previousHash hier leeg."
    return f"Hier is dat: {previous_hash}"


_OF_METADATA = """
METAGEGEVENS
%(name)s beschrijft de rapportage volgens MDTO 1.0.1 van het Nationaal Archief.
Naast elk bestand staat een beschrijving van dat bestand, met de naam van het bestand
en daarachter .bestand.mdto.xml. Daarin staan de omvang, het formaat en de SHA-256.
Hoe de JSON-bestanden zijn opgebouwd, staat in de bestanden die eindigen op .schema.json.
"""
_OF_FILES = """
DE BESTANDEN CONTROLEREN
Pak dit ZIP-bestand uit in een lege map, open daar een terminal en geef deze opdracht:

    sha256sum -c SHA256SUMS

Achter elk bestand staat dan OK. Op macOS is het: shasum -a 256 -c SHA256SUMS.
Op Windows toont Get-FileHash in PowerShell de SHA-256 van een bestand.
"""
_OF_CONTENT = """
DE INHOUD CONTROLEREN
Bij de vaststelling is de inhoud van de rapportage bevroren. De SHA-256 daarvan staat
in elk bestand gedrukt en op de pagina van de rapportage:

    %(hash)s

Controleer die zo:

    sha256sum %(frozen)s

Dat bestand is canonieke JSON (RFC 8785): één regel, de namen op volgorde. Onder
"editions" staat de rapportage in elke taal. Onder "previousHash" staat de SHA-256
van de rapportage die eraan voorafging; zo vormen de rapportages samen een ketting.
%(before)s
"""
_OF_CONCEPT = """
CONCEPT
Deze rapportage is nog niet vastgesteld. De inhoud kan nog veranderen, en er is nog
geen SHA-256 van de vastgestelde inhoud. De datum bij elke SHA-256 in de
metagegevens is hier het moment van de laatste wijziging in het programma.
"""
