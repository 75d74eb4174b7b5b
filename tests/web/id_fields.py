"""Which field of which form takes an id, and of what: a row a field, by where its form is sent to.

A new field has none yet: give it one.
"""

NOWHERE = ("999999999", "0", "-1", "een", "9" * 12)
TYPED = "Dit is nog getypt."

FIELDS = {
    "risicos owner_id": "person",
    "risicos about": "deliverable",
    "raakvlakken owner_party_id": "party",
    "raakvlakken about": "deliverable",
    "indicatoren action_line_id": "action_line",
    "indicatoren numerator_id": "indicator",
    "indicatoren denominator_id": "indicator",
    "metingen/ronde cell": "indicator",
    "metingen/ronde parts": "indicator",
    "opzet/actielijnen/samenvoeging target": "action_line",
    "opzet/projecten action_line": "action_line",
    "opzet/projecten lead": "person",
    "opzet/projecten/samenvoeging target": "project",
    "invoer/proef project": "project",
    **{
        f"inlezen/voorstellen{judging} {field}": noun
        for judging in ("", "/overname", "/samenvoeging")
        for field, noun in (("deliverable", "deliverable"), ("project", "project"))
    },
    "opzet/meerdere/voorstel kies": "deliverable",
    "opzet/meerdere/voorstel lead": "person",
    "opzet/meerdere/voorstel project_id": "project",
    "opzet/producten project": "project",
    "opzet/producten lead": "person",
    "opzet/producten executing_party": "party",
    "opzet/producten party": "party",
    "opzet/producten input": "deliverable",
    "opzet/producten/samenvoeging target": "deliverable",
    "toezeggingen deliverable": "deliverable",
    "producten/vragen about": "update",
    "producten/besluit party": "party",
    "producten/besluit adopts_id": "deliverable",
    "producten/besluit/genomen party": "party",
    "rapportages/akkoord party_id": "party",
    "rapportages/akkoord/één party_id": "party",
    "rapportages/akkoord/één/elders party_id": "party",
    "rapportages/akkoord/één/opmerkingen answers": "remark",
    "rapportages/samenvatting/feiten/deliverable/tekst together_with": "deliverable",
    "rapportages/uitvraag/herinnering person": "person",
    "stand-van-zaken/geen-wijziging kies": "deliverable",
    "mensen role": "role",
    "mensen/rollen role": "role",
    "mensen/overdracht to": "person",
    "mensen/vertrek to1": "person",
    "mijn-sessies/tokens programme": "readable_programme",
    "programmas office": "person",
    "programmas copy_from": "programme",
}
"""What a field names, by where its form is sent to."""

TOLD_AT = {
    "about": "deliverables",
    "opzet/meerdere/voorstel kies": "several",
    "input": "inputs",
    "answers": "remark",
    "opzet/producten party": "parties",
    "producten/vragen about": "about",
    "producten/besluit party": "decided_by",
    "producten/besluit/genomen party": "decided_by",
}
"""Beside which field it is told, where that is another: boxes share one."""

TOLD_ON_A_PAGE = {"rapportages/uitvraag/herinnering person", "rapportages/akkoord party_id"}
"""A button that sends one number: there is no field to stand beside."""

NO_IDS = {
    *("version", "number", "option", "description", "withdrawn", "likelihood", "impact", "kind", "place"),
    *("frequency_count", "sent", "corrects", "read"),
}
"""Numbers that are none of a thing: of versions, options, steps and places, and of what was read."""

IGNORED = {
    *("metingen/ronde cell", "metingen/ronde parts", "invoer/proef project"),
    *("inlezen/voorstellen deliverable", "inlezen/voorstellen/overname deliverable"),
}
"""The page asks only for the cells that it drew, takes for rows without a project one that it offers, and
merges only where that is pressed."""

OFFICES_OWN = {"programmas office", "programmas copy_from"}
"""An administrator, who alone sees this form, may choose anybody, and any programme."""

LEFT_EMPTY = {"likelihood", "impact", "frequency_per", "firmness"}
"""Lists that go together with another field, so that nothing is chosen from one alone."""

TYPED_BY_NAME = {
    "taken_on": "18-12-2023",
    "outcome": TYPED,
    "title": TYPED,
    "name": "Naam van nu",
    "text": TYPED,
    "unit": "mensen",
    "reason": "Omdat het zo is.",
    "question": "Wat kiezen wij?",
    "remark": TYPED,
    "document": "Verslag van de stuurgroep",
    "given_on": "18-12-2023",
    "made_on": "01-12-2023",
    "reference_date": "01-12-2023",
    "verdict": "agrees_with_reservation",
    "cell-1-0": "7",
    "email": "nieuw@voorbeeld.nl",
    "slug": "nieuw-programma",
}

REVIEWED = {key for key in FIELDS if key.startswith("rapportages/akkoord")}
ASKED = {
    "rapportages/uitvraag/herinnering person",
    "rapportages/samenvatting/feiten/deliverable/tekst together_with",
}
SHOWN = {
    "open": set(FIELDS) - OFFICES_OWN - REVIEWED,
    "review": {key for key in FIELDS if key.startswith("rapportages/")} - ASKED,
}
"""Which fields are shown at least, so that no page can drop out unnoticed."""
