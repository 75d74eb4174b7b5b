"""Texts of the API documentation: paths, glossary, and the rules followed or left with a reason."""

from collections.abc import Mapping

from app.domain.language import _

PLACES: tuple[tuple[str, str], ...] = (
    ("/programmes", _("the programmes that you may read")),
    ("/programmes/{slug}", _("one programme")),
    (
        "/programmes/{slug}/counts",
        _("how many milestones of a programme are overdue, moved and so on, as on a day"),
    ),
    ("/programmes/{slug}/file", _("a whole programme as one file, for administrators")),
    ("/action-lines", _("action lines, cross-cutting work and governance")),
    ("/action-lines/{id}", _("one action line")),
    ("/projects", _("projects with their lead and narrative")),
    ("/projects/{id}", _("one project")),
    ("/deliverables", _("deliverables with deadline, verdict and signals, as they stood on a day")),
    ("/deliverables/{id}", _("one deliverable, with the version that a change must name")),
    ("/deliverables/{id}/deadlines", _("every deadline that was ever said of it, and what each changed")),
    ("/deliverables/{id}/deadlines/{deadline}", _("one deadline as it was said")),
    ("/deliverables/{id}/promises", _("the first promise, that in each adopted report, and the one of now")),
    ("/deliverables/{id}/status-updates", _("everything that was ever said of how it stands")),
    ("/deliverables/{id}/status-updates/{update}", _("one status update as it was said")),
    (
        "/status-updates",
        _("how several deliverables stand, said in one request: all of it is saved, or nothing"),
    ),
    ("/deliverables/{id}/sources", _("where it was promised: document, section and words")),
    ("/deliverables/{id}/sources/{source}", _("one place where it was promised")),
    ("/deliverables/{id}/evidence", _("what shows that it was delivered")),
    ("/deliverables/{id}/evidence/{evidence}", _("one thing that shows that it was delivered")),
    ("/deliverables/{id}/occurrences", _("when what recurs took place")),
    ("/deliverables/{id}/occurrences/{occurrence}", _("one time that it took place")),
    ("/deliverables/{id}/questions", _("what was asked and answered, for those who work on the programme")),
    ("/deliverables/{id}/questions/{question}", _("one question, with its answer")),
    ("/decisions", _("decisions with what they ask, how far they are, and what was decided")),
    ("/decisions/{id}", _("one decision")),
    ("/risks", _("risks and issues with their weight and measure")),
    ("/risks/{id}", _("one risk or issue")),
    ("/external-dependencies", _("what others must bring, and whether that was confirmed of late")),
    ("/external-dependencies/{id}", _("one thing that others must bring")),
    ("/parliamentary-commitments", _("what was promised to parliament, and whether it was answered")),
    ("/parliamentary-commitments/{id}", _("one commitment")),
    ("/reporting-periods", _("the half-years over which is accounted")),
    ("/reporting-periods/{id}", _("one half-year, and where its round stands")),
    ("/reporting-periods/{id}/report", _("its report as a tree; every block leads to its records")),
    ("/reporting-periods/{id}/report/files", _("its files, and the hash of each that is kept")),
    ("/reporting-periods/{id}/report/files/{format}", _("one file, the same bytes for everybody")),
    ("/reporting-periods/{id}/sign-offs", _("what each sponsor said of its sections, and what still holds")),
    ("/reporting-periods/{id}/sign-offs/{signoff}", _("one sign-off")),
    ("/reporting-periods/{id}/report/versions", _("its versions: in review, adopted, and each erratum")),
    ("/reporting-periods/{id}/call", _("who has answered the call of a round, and who has not")),
    ("/reporting-periods/{id}/section-texts", _("what the office wrote in each section")),
    ("/reporting-periods/{id}/section-texts/{section}", _("the text of one section, in one language")),
    ("/reporting-periods/{id}/section-texts/{section}/versions", _("every version of that text")),
    ("/reporting-periods/{id}/findings", _("what in the texts contradicts the data")),
    ("/reporting-periods/{id}/findings/{finding}", _("one finding, and why it was left as it is")),
    ("/reporting-periods/{id}/summary", _("what the summary tells, and how long it is")),
    ("/reporting-periods/{id}/summary/{kind}/{fact}", _("one fact, and what was chosen for it")),
    ("/reporting-periods/{id}/review", _("the version that is signed, with the hash of each section")),
    ("/reporting-periods/{id}/comments", _("comments on its sections")),
    ("/reporting-periods/{id}/comments/{comment}", _("one comment")),
    ("/reporting-periods/{id}/adoption", _("what keeps a report from being adopted")),
    ("/reporting-periods/{id}/erratum", _("what in an adopted report would read otherwise by now")),
    ("/reporting-periods/{id}/comparison", _("two reports side by side, or one and today")),
    ("/reporting-periods/{id}/drift", _("what a stored report would say by now")),
    ("/parties", _("parties, and how they stand to a programme")),
    ("/parties/{id}", _("one party")),
    ("/programmes/{slug}/parties", _("the parties of a programme, in its order and its words")),
    ("/programmes/{slug}/parties/{id}", _("how one party stands to a programme")),
    ("/pilot-sites", _("pilot sites and regions")),
    ("/pilot-sites/{id}", _("one pilot site")),
    ("/indicators", _("what is counted; a ratio names two others")),
    ("/indicators/{id}", _("one indicator")),
    ("/indicators/{id}/measurements", _("values by reference date; those of a ratio are computed")),
    ("/measurements", _("measurements of several indicators, recorded together")),
    ("/indicators/{id}/measurements/{measurement}", _("one measurement, to be corrected or taken back")),
    ("/people", _("who holds which role, for who manages the people of a programme")),
    ("/people/{id}", _("one person, with their roles")),
    ("/people/{id}/roles", _("the roles of a person that you manage")),
    ("/people/{id}/roles/{role}", _("one role of a person")),
    ("/people/{id}/departure", _("what would end if somebody left")),
    ("/people/{id}/api-tokens", _("the tokens of a person, for administrators")),
    ("/api-tokens", _("your own tokens")),
    ("/api-tokens/{id}", _("one of your own tokens, never its secret")),
    ("/bulk-entries", _("projects and deliverables made and changed many at once: all, or none")),
    ("/bulk-entries/{id}", _("what was made and changed at once")),
    ("/read-reports", _("existing reports that were read for their promises, for whoever judges them")),
    ("/read-reports/{id}", _("one of them, and how many of its proposals are judged")),
    ("/proposals", _("the promises in such reports, to be accepted, merged or rejected")),
    ("/proposals/{id}", _("one proposal, with the deliverables to which it may belong")),
    ("/named-moments", _("the moments that promises name, for administrators")),
    ("/named-moments/{id}", _("one named moment, with its first and its last day")),
    ("/webhooks", _("which systems are told of changes, for whoever manages them")),
    ("/webhooks/{id}", _("one webhook, and whether what it is told arrives")),
    ("/webhooks/{id}/deliveries", _("its events: what arrived, what waits, and what failed")),
    ("/webhooks/{id}/deliveries/{delivery}", _("one event of a webhook")),
    ("/calendar-links", _("your own links with which a calendar shows milestones")),
    ("/calendar-links/{id}", _("one link; its address is shown once, when it is made or renewed")),
    ("/audit-entries", _("who did what, for who may see that; the last first")),
    ("/audit-entries/{id}", _("one entry of the audit trail")),
)

ABOUT: Mapping[str, str] = {
    _("Programmes"): _("What is promised hangs under a programme. Its counts are those of the pages."),
    _("Action lines"): _("The parts of a programme, with the cross-cutting work and the governance."),
    _("Projects"): _("What a lead carries out within an action line."),
    _("Deliverables"): _(
        "Products, decisions, meetings and so on: what was promised, how it stands, and what shows it."
    ),
    _("Decisions"): _("What is asked, what can be chosen, what it waits for, and what was decided."),
    _("Risks"): _("Risks and issues, how heavy they are and what is done about them."),
    _("External dependencies"): _("What others must bring, and when they last confirmed it."),
    _("Commitments to parliament"): _("Promises, motions and questions, and how they were answered."),
    _("Reporting periods"): _("The half-yearly round and its report, from the first draft to an erratum."),
    _("Parties"): _("The organisations that take part."),
    _("Pilot sites"): _("Where things are tried out."),
    _("Indicators"): _("What is counted, with its measurements and ratios."),
    _("Many at once"): _("Projects and deliverables made and changed as one, and undone as one."),
    _("Proposals"): _("Promises in an existing report, judged one by one before they enter a programme."),
    _("People"): _("Who has which role, how they come in, and how they leave."),
    _("Tokens"): _("With which your own programs come in as you."),
    _("Webhooks"): _("Who is told of changes, and whether it arrives."),
    _("Named moments"): _("Recesses and debates that promises name."),
    _("Calendar links"): _("Secret links with which your own calendar shows milestones."),
    _("Audit entries"): _("Who did what, and when."),
}
"""What each group of operations is about, by its tag in the description."""

RELEASES: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "1.1.0",
        (
            _("What pages can change, the API can change too: with a token that may write."),
            _("A change names its version in If-Match; a POST may carry an Idempotency-Key."),
            _("Webhooks tell other systems of changes, and assistants read over the Model Context Protocol."),
            _("A link puts milestones in somebody's own calendar."),
            _("Each problem has a type of its own, and names every fault with a pointer or a parameter."),
            _("Operations are named by a verb, as listRisks, for whoever generates a client."),
            _("The report of a round is there from its call to its erratum."),
            _("An existing report is read into proposals, which are judged before they enter."),
        ),
    ),
    ("1.0.0", (_("Everything can be read, as of any day."),)),
)
"""What each version brought, the newest first."""

GLOSSARY: tuple[tuple[str, str, str], ...] = (
    ("actionLine", "actielijn", _("a part of a programme; also the cross-cutting work and the governance")),
    ("deliverable", "product, besluit, …", _("what will be handed over or happen; `kind` says which")),
    ("decision, options", "besluit, varianten", _("a deliverable that asks something; what can be chosen")),
    ("readiness", "gereedheid", _("derived: what a decision waits for, and by how much that is late")),
    ("deadline", "oplevermoment", _("one statement of when, said on a day, and why")),
    (
        "phrase",
        "toezegging in woorden",
        _("the words as promised; `earliest` and `latest` are what they can mean"),
    ),
    ("firmness", "hardheid", _("decided, committed, expected or aimed")),
    ("baseline", "eerste toezegging", _("the first deadline that was said")),
    (
        "timeliness",
        "oordeel",
        _(
            "derived: how it stands against its deadline on the day asked; `ongoing` is an activity that "
            "runs without a promised moment"
        ),
    ),
    ("signals", "signalen", _("derived: what the rules see beside what the lead says")),
    ("slipDays", "verschuiving in dagen", _("from the last day first promised to the last day now promised")),
    ("moves", "keren verschoven", _("changes that count against the promise")),
    (
        "sinceFirstPromise",
        "sinds de eerste belofte",
        _("derived: `moved` or `date_dropped`, the last promise held against the first"),
    ),
    ("statusUpdate", "stand van zaken", _("how it stands, as said by a person on a day")),
    ("confidence", "vertrouwen", _("the lead's own, that the deadline will be met")),
    ("lead", "projectleider", _("by e-mail address")),
    ("saidOn", "gezegd op", _("the day on which it was said")),
    ("recordedAt", "vastgelegd op", _("the moment at which it was entered, in UTC")),
    ("corrects", "corrigeert", _("the row that no longer counts")),
    ("reportingPeriod", "rapportageperiode", _("a half-year of a programme")),
    ("referenceDate", "peildatum", _("the day for which verdicts are given or a value was measured")),
    ("signOff", "akkoord", _("what a sponsor said of a section of a report")),
    ("inputDeadline", "inleverdatum", _("the last day on which what was said still counts")),
    ("occurrence", "keer gehouden", _("a day on which what recurs took place")),
    ("evidence", "bewijs van oplevering", _("what shows that a deliverable was delivered")),
    ("namedMoment", "benoemd moment", _("a recess or a debate by which promises name their time")),
    ("trend", "ontwikkeling", _("derived: what became of a risk since the last adopted report")),
    ("asOf", "peildatum", _("the day as of which you ask")),
    ("bulkEntry", "invoer van veel tegelijk", _("what was made and changed as one, and is undone as one")),
    ("readReport", "ingelezen rapportage", _("an existing report that was read for its promises")),
    ("proposal", "voorstel", _("a promise in such a report, that somebody still judges")),
    ("apiToken", "API-token", _("with which a program comes in as you")),
    (
        "calendarLink",
        "link voor een agenda",
        _("a secret address with which a calendar fetches what its person may see"),
    ),
    ("party", "partij", _("an organisation: sponsor, partner or executor")),
    ("pilotSite", "proeftuin, regio", _("where things are tried out")),
    ("indicator, measurement", "indicator, meting", _("what is counted, and one value of it")),
    ("call", "uitvraag", _("what a round asks of the leads, and who has answered it")),
    ("sectionText", "tekst van een hoofdstuk", _("what the office wrote in a section of a report")),
    ("finding", "bevinding", _("what in the texts of a report contradicts the data")),
    ("review", "beoordeling", _("the version of a report that its sponsors sign, section by section")),
    ("saying", "later gezegd", _("what was said in time, but recorded after the version in review")),
    ("erratum", "erratum", _("a new version of an adopted report; the earlier one stays")),
)

RULES: tuple[tuple[str, str], ...] = (
    ("/core/no-trailing-slash", _("With a slash at the end there is nothing; nobody is sent on.")),
    (
        "/core/path-segments-kebab-case, /core/query-keys-camel-case",
        _("Kept; properties are in camelCase too."),
    ),
    (
        "/core/http-methods",
        _("GET, HEAD, POST, PATCH and DELETE, as HTTP means them; a 405 names those of an address."),
    ),
    (
        "/core/publish-openapi, /core/doc-openapi, /core/doc-openapi-contact",
        _("OpenAPI 3.1, for everyone, from every site, with whom to ask."),
    ),
    (
        "/core/uri-version, /core/semver, /core/version-header",
        _("The major version is in the address, the full one in API-Version on every answer."),
    ),
    (
        "/core/error-handling/problem-details, /core/error-handling/invalid-input",
        _("application/problem+json, with a type that is explained; what cannot be read is 400."),
    ),
    (
        "/core/date-time/format, /core/date-time/timezone, /core/date-time/date-omit-time-portion",
        _("Days without a time, moments in UTC; vague dates in EDTF."),
    ),
    ("/core/transport/security-headers", _("On every answer; nothing may be stored on the way.")),
    (
        "/core/transport/tls",
        _("The address is https, said in Strict-Transport-Security; who installs it keeps the certificate."),
    ),
    (
        "/core/interface-language",
        _(
            "Left on purpose: names are English, so that code, records and addresses have one word "
            "for one thing. The glossary above gives the Dutch."
        ),
    ),
    ("/core/doc-language", _("The documentation is in Dutch; the problems are explained in English too.")),
    ("/core/naming-resources, /core/naming-collections", _("Nouns; a collection is called by the plural.")),
    (
        "/core/nested-child",
        _("What cannot be without another thing stands below it: deliverables/{id}/deadlines."),
    ),
    (
        "/core/resource-operations",
        _("An operation is a last segment that begins with an underscore: risks/{id}/_retract."),
    ),
    (
        "/core/hide-implementation",
        _("Names are those of the work, not of tables; a cursor tells nothing to rely on."),
    ),
    ("/core/http-safety", _("Looking changes nothing; a POST with an Idempotency-Key is carried out once.")),
    (
        "/core/http-response-code",
        _("Each status as HTTP means it; 412 and 428 guard what somebody else saved."),
    ),
    (
        "/core/error-handling/all-errors",
        _("Everything that is wrong is told at once, by parameter or by JSON pointer."),
    ),
    ("/core/stateless", _("Each request carries its own token; nothing is remembered between two.")),
    (
        "/core/transport/cors",
        _("From every site with a token, never with the cookie of somebody who is signed in."),
    ),
    (
        "/core/transport/no-sensitive-uris",
        _(
            "Secrets are in headers and bodies only. A lead is asked for by e-mail address, which is "
            "known in the programme."
        ),
    ),
    (
        "/core/changelog, /core/deprecation-schedule, /core/transition-period",
        _("Both stand on this page; what will go is announced in Deprecation and Sunset."),
    ),
)
"""Each rule with how it is kept, or why not: the technical ones, which have a test, then the functional."""
