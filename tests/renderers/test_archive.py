"""What goes into an archive with a report: MDTO that its schema knows, a ZIP that a stranger can check."""

import json
import re
from dataclasses import replace
from datetime import UTC, date, datetime
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_STORED, ZipFile

import pytest
from jsonschema import Draft202012Validator
from lxml import etree

from app.renderers import FORMATS, schema
from app.renderers.dossier import Dossier, DossierFile, RelatedReport
from app.renderers.frozen import freeze, hash_frozen
from app.renderers.mdto import NAMESPACE, describe_file, describe_report
from app.renderers.package import pack
from tests.renderers.example import TEXT_FORMATS, example, figured, pictured
from tests.renderers.hostile import STRINGS, hostile

XSD = Path(__file__).parents[3] / "shared" / "standards" / "MDTO-XML1.0.1.xsd"
AT = datetime(2023, 12, 18, 9, 0, 0, 123456, tzinfo=UTC)
BEFORE = RelatedReport("Tweede voortgangsrapportage", "2023-H1", "1.1", "b" * 64)


def dossier(report, **about):
    """The dossier of a report, with the files that are text."""
    editions = {"nl": report}
    files = [
        DossierFile(FORMATS[name].name_file(report), name, "nl", FORMATS[name].write(report, None), AT)
        for name in TEXT_FORMATS
    ]
    days = (date(2023, 7, 1), date(2023, 12, 31), date(2023, 12, 18), date(2023, 12, 18))
    given = Dossier(editions, *days, "", ("Ministerie van Buurten",), ("Fonds & co",), files=tuple(files))
    return replace(given, **about)


def adopted(report):
    tree = freeze({"nl": report})
    return dossier(
        report,
        tree=tree,
        hash=hash_frozen(tree, "b" * 64),
        previous_hash="b" * 64,
        adopted_on=date(2023, 12, 20),
        published_on=date(2023, 12, 21),
        previous=BEFORE,
    )


EMPTY = replace(example(), sections=())
DOSSIERS = {
    "adopted": adopted(pictured()),
    "erratum": replace(adopted(pictured()), reason="Het cijfer van de buurten.", replaces=BEFORE),
    "draft": dossier(example()),
    "empty": dossier(EMPTY),
    "hostile": replace(adopted(hostile()), creators=tuple(text for text in STRINGS if text.strip())),
}


@pytest.mark.parametrize("name", DOSSIERS)
def test_every_description_is_valid_by_the_rules_of_mdto(name):
    given = DOSSIERS[name]
    described = [describe_report(given), *(describe_file(given, file) for file in given.files)]
    validator = etree.XMLSchema(etree.parse(XSD)) if XSD.exists() else None
    for content in described:
        tree = etree.fromstring(content)
        assert validator is None or validator.validate(tree), validator.error_log
        (about,) = tree
        children = [etree.QName(child).localname for child in about]
        assert {"identificatie", "naam"} <= set(children)
        required = (
            {"waardering", "archiefvormer", "beperkingGebruik"}
            if etree.QName(about).localname == "informatieobject"
            else {"omvang", "bestandsformaat", "checksum", "isRepresentatieVan"}
        )
        assert required <= set(children)


def _texts(content, path):
    steps = "/".join(f"m:{part}" for part in path)
    return etree.fromstring(content).xpath(f"/m:MDTO/*/{steps}/text()", namespaces={"m": NAMESPACE})


def test_a_description_tells_what_is_known_and_no_more():
    published, draft = (describe_report(DOSSIERS[name]) for name in ("adopted", "draft"))
    kinds = ("event", "eventType", "begripLabel")
    assert _texts(published, kinds) == ["Bevriezing", "Publicatie"]
    assert _texts(published, ("event", "eventTijd")) == ["2023-12-20", "2023-12-21"]
    limits = ("beperkingGebruik", "beperkingGebruikType", "begripLabel")
    assert (_texts(published, limits), _texts(draft, limits)) == (["Geen beperking"], ["Nader te bepalen"])
    assert _texts(draft, kinds) == []
    assert _texts(draft, ("waardering", "begripCode")) == ["N"]
    assert "concept" in _texts(draft, ("omschrijving",))[0]
    relations = ("gerelateerdInformatieobject", "gerelateerdInformatieobjectTypeRelatie", "begripLabel")
    assert _texts(published, relations) == ["Refereert aan"]
    assert _texts(describe_report(DOSSIERS["erratum"]), relations) == ["Vervangt", "Refereert aan"]
    assert _texts(published, ("taal",)) == ["nl"]


def test_a_file_is_described_with_its_size_and_checksum():
    file = DOSSIERS["adopted"].files[0]
    content = describe_file(DOSSIERS["adopted"], file)
    assert _texts(content, ("omvang",)) == [str(len(file.content))]
    assert _texts(content, ("checksum", "checksumWaarde")) == [sha256(file.content).hexdigest()]
    assert _texts(content, ("checksum", "checksumDatum")) == ["2023-12-18T09:00:00Z"]
    name = _texts(describe_report(DOSSIERS["adopted"]), ("naam",))
    assert _texts(content, ("isRepresentatieVan", "verwijzingNaam")) == name


@pytest.mark.parametrize("name", ["adopted", "draft", "hostile"])
def test_a_stranger_can_check_every_file_of_the_zip(name):
    packed = ZipFile(BytesIO(pack(DOSSIERS[name])))
    sums = dict(reversed(line.split("  ")) for line in packed.read("SHA256SUMS").decode().splitlines())
    assert set(sums) == set(packed.namelist()) - {"SHA256SUMS"}
    assert {of: sha256(packed.read(of)).hexdigest() for of in sums} == sums
    assert {entry.compress_type for entry in packed.infolist()} == {ZIP_STORED}
    assert {entry.date_time for entry in packed.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_the_hash_that_is_printed_is_that_of_a_file_in_the_zip():
    packed = ZipFile(BytesIO(pack(DOSSIERS["adopted"])))
    frozen = "buurtkracht-2023-H2-versie-1.0.bevroren.json"
    assert sha256(packed.read(frozen)).hexdigest() == DOSSIERS["adopted"].hash
    readme = packed.read("LEESMIJ.txt").decode()
    assert f"sha256sum {frozen}" in readme
    assert DOSSIERS["adopted"].hash in readme
    assert not [line for line in readme.splitlines() if len(line) > 110]


def test_of_a_draft_nothing_is_promised_to_stay():
    packed = ZipFile(BytesIO(pack(DOSSIERS["draft"])))
    assert not [name for name in packed.namelist() if "bevroren" in name]
    assert re.search(r"CONCEPT\nDeze rapportage is nog niet vastgesteld", packed.read("LEESMIJ.txt").decode())


OF_REPORT, OF_FROZEN = (
    Draft202012Validator(json.loads(write()))
    for write in (schema.write_report_schema, schema.write_frozen_schema)
)


@pytest.mark.parametrize("report", [example(), pictured(), figured(), hostile(), EMPTY])
def test_every_report_fits_the_schemas_that_are_published(report):
    written = json.loads(FORMATS["json"].write(report, "a" * 64))
    frozen = json.loads(freeze({"nl": report})) | {"previousHash": ""}
    assert [*OF_REPORT.iter_errors(written), *OF_FROZEN.iter_errors(frozen)] == []


def test_the_schemas_are_schemas_and_refuse_what_is_no_report():
    for validator in (OF_REPORT, OF_FROZEN):
        Draft202012Validator.check_schema(validator.schema)
    assert list(OF_REPORT.iter_errors({"programme": "buurtkracht"}))
    assert list(OF_FROZEN.iter_errors({"editions": {"nl": {"title": 1}}}))
    assert list(OF_FROZEN.iter_errors({"editions": {}}))
