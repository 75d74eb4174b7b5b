"""A report as an archive describes it: MDTO-XML 1.0.1 of the National Archives, and of each of its files."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any
from xml.etree import ElementTree  # nosec B405 # it only writes

from app.renderers import FORMATS
from app.renderers.dossier import Dossier, DossierFile, RelatedReport

NAMESPACE = "https://www.nationaalarchief.nl/mdto"
SOURCE = "Mijlpaal"
_APPRAISALS = {"B": "Blijvend te bewaren", "V": "Tijdelijk te bewaren", "N": "Nader te bepalen"}
_FILE_FORMATS = {
    "html": ("Hypertext Markup Language 5", "fmt/471"),
    "pdf": ("PDF/A-3a", "fmt/479"),
    "docx": ("Microsoft Word, Office Open XML", "fmt/412"),
    "odt": ("OpenDocument Text 1.3", "fmt/1756"),
    "md": ("Markdown", "fmt/1149"),
    "json": ("JSON", "fmt/817"),
}
"""What each is called in PRONOM, the register of file formats, and its number there."""

Element = ElementTree.Element


def describe_report(dossier: Dossier) -> bytes:
    """Return the report as an `informatieobject`: what it is, who made it, what happened to it, its files."""
    report = dossier.report
    root = Element("MDTO", {"xmlns": NAMESPACE})
    about = _add(root, "informatieobject")
    _identify(about, "identificatie", _key_of(dossier), SOURCE)
    if dossier.hash:
        _identify(about, "identificatie", dossier.hash, "SHA-256 van de vastgestelde inhoud")
    _add(about, "naam", _name_of(dossier))
    _add_term(about, "aggregatieniveau", "Archiefstuk", "Begrippenlijst Aggregatieniveaus MDTO")
    _add_term(about, "classificatie", "Voortgangsrapportage", "Documentsoorten van Mijlpaal")
    _add_term(about, "classificatie", report.programme_title, "Programma’s in Mijlpaal", report.programme)
    _add(about, "omschrijving", _describe(dossier))
    if dossier.address:
        _add(_add(about, "raadpleeglocatie"), "raadpleeglocatieOnline", dossier.address)
    _add_time(about, "Verslagperiode", dossier.starts_on.isoformat(), dossier.ends_on.isoformat())
    _add_time(about, "Peildatum", dossier.reference_date.isoformat())
    for language in dossier.editions:
        _add(about, "taal", language)
    _add_events(about, dossier)
    _add_term(
        about,
        "waardering",
        _APPRAISALS[dossier.appraisal],
        "Begrippenlijst Waarderingen MDTO",
        dossier.appraisal,
    )
    for name in _names_of_files(dossier):
        _refer(about, "heeftRepresentatie", name, name)
    _add_relation(about, dossier.replaces, "Vervangt", dossier)
    _add_relation(about, dossier.previous, "Refereert aan", dossier)
    for creator in dossier.creators:
        _refer(about, "archiefvormer", creator)
    for sponsor in dossier.sponsors:
        involved = _add(about, "betrokkene")
        _add_term(involved, "betrokkeneTypeRelatie", "Opdrachtgever", "Rollen van partijen in Mijlpaal")
        _refer(involved, "betrokkeneActor", sponsor)
    _add_restriction(about, dossier)
    return _write(root)


def describe_file(dossier: Dossier, file: DossierFile) -> bytes:
    """Return a file of the report as a `bestand`: its size, its format and its checksum."""
    root = Element("MDTO", {"xmlns": NAMESPACE})
    about = _add(root, "bestand")
    _identify(about, "identificatie", file.name, SOURCE)
    _add(about, "naam", file.name)
    _add(about, "omvang", str(len(file.content)))
    label, code = _FILE_FORMATS[file.format]
    _add_term(about, "bestandsformaat", label, "PRONOM", code)
    checksum = _add(about, "checksum")
    _add_term(checksum, "checksumAlgoritme", "SHA-256", "Begrippenlijst ChecksumAlgoritme MDTO")
    _add(checksum, "checksumWaarde", file.hash)
    _add(checksum, "checksumDatum", _moment(file.made_at))
    _refer(about, "isRepresentatieVan", _name_of(dossier), _key_of(dossier))
    return _write(root)


def _key_of(dossier: Dossier) -> str:
    report = dossier.report
    kind = "concept" if report.is_concept else "versie"
    return f"{report.programme}/{report.half_year}/{kind}-{report.version}"


def _name_of(dossier: Dossier) -> str:
    report = dossier.report
    kind = "concept" if report.is_concept else "versie"
    return f"{report.title}, {report.programme_title}, {kind} {report.version}"


def _names_of_files(dossier: Dossier) -> list[str]:
    return [form.name_file(report) for form in FORMATS.values() for report in dossier.editions.values()]


def _describe(dossier: Dossier) -> str:
    report = dossier.report
    text = (
        f"Voortgangsrapportage nummer {report.number} over {report.half_year} van {report.programme_title}."
    )
    if report.is_concept:
        return f"{text} Dit is een concept: de rapportage is nog niet vastgesteld."
    return f"{text} Deze versie herstelt: {dossier.reason}" if dossier.reason else text


def _add_events(about: Element, dossier: Dossier) -> None:
    if dossier.adopted_on:
        version = dossier.report.version
        result = f"Vastgesteld als versie {version}; daarna verandert er niets meer. SHA-256: {dossier.hash}."
        _add_event(about, "Bevriezing", dossier.adopted_on.isoformat(), result)
    if dossier.published_on:
        _add_event(about, "Publicatie", dossier.published_on.isoformat(), "Te lezen zonder account.")


def _add_event(about: Element, label: str, on: str, result: str) -> None:
    event = _add(about, "event")
    _add_term(event, "eventType", label, "Begrippenlijst EventTypeLijst MDTO")
    _add(event, "eventTijd", on)
    _add(event, "eventResultaat", result)


def _add_restriction(about: Element, dossier: Dossier) -> None:
    restriction = _add(about, "beperkingGebruik")
    terms = "Begrippenlijst BeperkingGebruikTypeLijst MDTO"
    if dossier.published_on:
        _add_term(restriction, "beperkingGebruikType", "Geen beperking", terms)
        return
    _add_term(restriction, "beperkingGebruikType", "Nader te bepalen", terms)
    detail = "Nog niet gepubliceerd: alleen te lezen door wie daarvoor toegang heeft."
    _add(restriction, "beperkingGebruikNadereBeschrijving", detail)


def _add_relation(about: Element, related: RelatedReport | None, label: str, dossier: Dossier) -> None:
    if related is None:
        return
    relation = _add(about, "gerelateerdInformatieobject")
    report = dossier.report
    _refer(
        relation,
        "gerelateerdInformatieobjectVerwijzing",
        f"{related.title}, {report.programme_title}, versie {related.version}",
        f"{report.programme}/{related.half_year}/versie-{related.version}",
    )
    _add_term(
        relation,
        "gerelateerdInformatieobjectTypeRelatie",
        label,
        "Begrippenlijst Relatietypen informatieobject MDTO",
    )


def _add_time(about: Element, label: str, first: str, last: str = "") -> None:
    covered = _add(about, "dekkingInTijd")
    _add_term(covered, "dekkingInTijdType", label, "Tijdsaanduidingen van Mijlpaal")
    _add(covered, "dekkingInTijdBegindatum", first)
    if last:
        _add(covered, "dekkingInTijdEinddatum", last)


def _identify(parent: Element, name: str, key: str, source: str) -> None:
    identification = _add(parent, name)
    _add(identification, "identificatieKenmerk", key)
    _add(identification, "identificatieBron", source)


def _refer(parent: Element, name: str, title: str, key: str = "") -> None:
    reference = _add(parent, name)
    _add(reference, "verwijzingNaam", title)
    if key:
        _identify(reference, "verwijzingIdentificatie", key, SOURCE)


def _add_term(parent: Element, name: str, label: str, terms: str, code: str = "") -> None:
    term = _add(parent, name)
    _add(term, "begripLabel", label)
    if code:
        _add(term, "begripCode", code)
    _refer(term, "begripBegrippenlijst", terms)


def _add(parent: Element, name: str, text: str = "") -> Element:
    element = ElementTree.SubElement(parent, name)
    if text:
        element.text = "".join(_keep_allowed(text))
    return element


def _keep_allowed(text: str) -> Iterable[str]:
    """Yield what XML 1.0 lets stand in a text; a sign stands for each character that it does not."""
    for character in text.replace("\r\n", "\n"):
        code = ord(character)
        is_allowed = code in (0x9, 0xA) or 0x20 <= code <= 0xD7FF or 0xE000 <= code <= 0xFFFD or code > 0xFFFF
        yield character if is_allowed else "\ufffd"


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).replace(microsecond=0).isoformat().replace("+00:00", "Z")


def _write(root: Any) -> bytes:
    ElementTree.indent(root)
    text = ElementTree.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'.encode()
