"""What waits for somebody, in words, and the page where it is done."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from app.domain.language import _, _n
from app.domain.role import Rights
from app.domain.waiting import WaitingItem, WaitingKind
from app.queries.programme import ProgrammeRow
from app.templating import translator
from app.web.urls import Paths


@dataclass(frozen=True, slots=True)
class WaitingRow:
    """One thing that waits, in words: what is to be done, and the page where it is."""

    item: WaitingItem
    programme: str
    title: str
    act: str
    href: str
    is_late: bool


@dataclass(frozen=True, slots=True)
class WaitingGroup:
    """Everything of one kind that waits, what ends first at the top."""

    kind: WaitingKind
    title: str
    text: str
    rows: Sequence[WaitingRow]


def draw_waiting(
    items: Iterable[WaitingItem],
    programmes: Mapping[int, ProgrammeRow],
    rights: Rights,
    paths: Paths,
    today: date,
) -> list[WaitingGroup]:
    """Return what waits by kind; a kind of which nothing waits is left out."""
    groups: dict[WaitingKind, list[WaitingRow]] = {kind: [] for kind in WaitingKind}
    for item in items:
        groups[item.kind].append(_draw_row(item, programmes[item.programme_id], rights, paths, today))
    say = translator().gettext
    return [
        WaitingGroup(kind, say(_HEADINGS[kind][0]), say(_HEADINGS[kind][1]), rows)
        for kind, rows in groups.items()
        if rows
    ]


def _draw_row(
    item: WaitingItem, programme: ProgrammeRow, rights: Rights, paths: Paths, today: date
) -> WaitingRow:
    records = item.kind is WaitingKind.DECISION and rights.may_decide(item.programme_id)
    act = _("Record the decision") if records else _("Update") if item.asks_update else _ACTS[item.kind]
    return WaitingRow(
        item,
        programme.title,
        _title(item),
        translator().gettext(act),
        _address(item, programme.slug, paths, records=records),
        item.is_late(today),
    )


def _title(item: WaitingItem) -> str:
    if item.kind in _COUNTED:
        singular, plural = _COUNTED[item.kind]
        words = {"num": item.count, "half_year": item.title}
        return translator().ngettext(singular, plural, item.count) % words
    return item.title


def _address(item: WaitingItem, slug: str, paths: Paths, *, records: bool) -> str:
    match item.kind:
        case WaitingKind.ANSWER | WaitingKind.QUESTION if item.kind is WaitingKind.ANSWER or item.asks_update:
            answered_id = item.deliverable_id or item.record_id
            return paths("status_update.new", {"van": "wacht"}, deliverable_id=answered_id)
        case WaitingKind.QUESTION:
            address = paths("question.index", deliverable_id=item.deliverable_id)
            return f"{address}#question-{item.record_id}"
        case WaitingKind.SIGNATURE | WaitingKind.LAPSED_SIGNATURE:
            return paths("sign_off.index", slug=slug, half_year=item.title)
        case WaitingKind.MEASUREMENT:
            return paths("measurement.new", slug=slug)
        case WaitingKind.DEPENDENCY:
            return paths("external_dependency.index", slug=slug) + f"#external-dependency-{item.record_id}"
        case WaitingKind.UNDELIVERED:
            return paths("webhook.show", {"toon": "open"}, webhook_id=item.record_id)
        case WaitingKind.DECISION if records:
            return paths("decision_taking.new", deliverable_id=item.record_id)
        case _:
            return paths("deliverable.show", deliverable_id=item.record_id)


_HEADINGS: Mapping[WaitingKind, tuple[str, str]] = {
    WaitingKind.ANSWER: (_("Your answers"), _("How does it stand?")),
    WaitingKind.QUESTION: (_("Questions to you"), _("Your answer stays with the deliverable.")),
    WaitingKind.LAPSED_SIGNATURE: (_("To sign again"), _("The text changed after you signed it.")),
    WaitingKind.SIGNATURE: (_("To sign"), _("Read each section, and say whether you agree.")),
    WaitingKind.DECISION: (_("To decide"), _("The promised moment has come, or is past.")),
    WaitingKind.MEASUREMENT: (_("To measure"), _("Without a value in this period.")),
    WaitingKind.DEPENDENCY: (_("To confirm again"), _("Not confirmed for half a year.")),
    WaitingKind.UNDELIVERED: (_("Messages that did not arrive"), _("Later ones of the same wait for them.")),
}
_ACTS: Mapping[WaitingKind, str] = {
    WaitingKind.ANSWER: _("Update"),
    WaitingKind.QUESTION: _("Answer"),
    WaitingKind.LAPSED_SIGNATURE: _("Read and sign"),
    WaitingKind.SIGNATURE: _("Read and sign"),
    WaitingKind.DECISION: _("Look at the decision"),
    WaitingKind.MEASUREMENT: _("Record the values"),
    WaitingKind.DEPENDENCY: _("Look and confirm"),
    WaitingKind.UNDELIVERED: _("Send again or drop"),
}
_COUNTED: Mapping[WaitingKind, tuple[str, str]] = {
    WaitingKind.SIGNATURE: _n("Report %(half_year)s: one section", "Report %(half_year)s: %(num)s sections"),
    WaitingKind.LAPSED_SIGNATURE: _n(
        "Report %(half_year)s: one section that changed",
        "Report %(half_year)s: %(num)s sections that changed",
    ),
    WaitingKind.MEASUREMENT: _n("%(half_year)s: one indicator", "%(half_year)s: %(num)s indicators"),
}
