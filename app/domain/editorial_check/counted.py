"""Compares how many milestones, decisions or products a text counts with how many there are."""

import re
from collections.abc import Callable, Iterator

from app.domain.count import Counts
from app.domain.editorial_check.amounts import Amount, Precision, keeps_number, write_number
from app.domain.editorial_check.claim import Clause
from app.domain.editorial_check.finding import Finding, FindingKind
from app.domain.editorial_check.knowledge import Knowledge, News
from app.domain.editorial_check.marking import mark_words
from app.domain.editorial_check.words import stem_once
from app.domain.report.tree import Record
from app.domain.stem import stem_words
from app.domain.structure import DeliverableKind

_KINDS: dict[str, DeliverableKind | None] = {
    stem: kind
    for words, kind in (
        ("mijlpaal mijlpalen", None),
        ("besluit besluiten beslissingen", DeliverableKind.DECISION),
        ("product producten", DeliverableKind.PRODUCT),
        ("onderzoeken", DeliverableKind.RESEARCH),
    )
    for stem in stem_words(words)
}
_STATES: tuple[tuple[re.Pattern[str], Callable[[Counts], int]], ...] = tuple(
    (re.compile(rf"\b(?:{words})\b", re.IGNORECASE), count)
    for words, count in (
        (
            r"zonder (?:datum|moment|oplevermoment)|(?:nog )?geen (?:datum|moment|oplevermoment)",
            lambda counts: counts.undated,
        ),
        (r"nu verwachte?", lambda counts: counts.due_now),
        (r"komende?", lambda counts: counts.due_later),
        (r"doorlopende?|(?:loopt|lopen) (?:.* )?door", lambda counts: counts.ongoing),
        (r"over tijd|te laat|verlopen", lambda counts: counts.overdue),
        (r"vervallen|geschrapt|ingetrokken", lambda counts: counts.withdrawn),
        (r"verschoven|opgeschoven|uitgesteld", lambda counts: counts.moved),
        (
            r"(?:nog|moet|moeten|staan|staat) .*(?:genomen|open|komen|opgeleverd|afgerond|nemen)|"
            r"nog niet .*|lopen nog|nog lopen",
            lambda counts: counts.total - counts.delivered - counts.withdrawn,
        ),
        (
            r"opgeleverde?|afgeronde?|gereed|klaar|genomen|gehouden|voltooid|gehaald|bereikt|gerealiseerd|af",
            lambda counts: counts.delivered,
        ),
    )
)
_TOTAL = re.compile(
    r"\b(?:telt|in totaal|zijn er|er zijn|heeft|kent|bestaat uit|bestaat het|volgt|volgen we|"
    r"omvat|met elkaar)\b",
    re.IGNORECASE,
)
_NEWS: tuple[tuple[re.Pattern[str], Callable[[News], int]], ...] = tuple(
    (re.compile(rf"\b(?:{words})\b", re.IGNORECASE), count)
    for words, count in (
        (r"vervallen|geschrapt|ingetrokken|vervielen?", lambda news: news.withdrawn),
        (r"nieuwe?|bijgekomen|toegevoegd|erbij", lambda news: news.new),
        (r"verschoven|opgeschoven|uitgesteld|schoven|schuiven", lambda news: news.moved),
        (
            r"opgeleverd|leverden?|afgerond|rondden?|gereed|klaar|genomen|namen|gehouden|hielden|voltooid|"
            r"voltooiden|gehaald|bereikt|gerealiseerd|af|kwamen",
            lambda news: news.done,
        ),
    )
)
_THIS_PERIOD = re.compile(
    r"\b(?:deze (?:rapportage)?periode|dit half ?jaar|(?:de|het) afgelopen (?:half ?jaar|zes maanden|"
    r"periode)|"
    r"sinds de vorige rapportage|in (?:de )?(?:tweede|eerste) helft van 20\d\d)\b",
    re.IGNORECASE,
)
_PART_OF = re.compile(
    r"\b(?:deze periode|dit half ?jaar|afgelopen|sinds|vorige|nieuwe?|belangrijkste|grote|elk|ieder|"
    r"per|zullen|komende?(?= )(?! mijlpalen)|"
    r"volgend|eerste|laatste)\b",
    re.IGNORECASE,
)
_IS_LISTED = re.compile(r"\b(?:er zijn|zijn er)\b", re.IGNORECASE)
_LISTED = re.compile(
    r"\b(?:er (?:zijn|waren)|(?:zijn|waren) er|(?:telt|telde)(?: het programma)?)(?: nog| nu)?\s+$",
    re.IGNORECASE,
)
_LINE = re.compile(r"\bactielijn (?P<code>\w+)\b", re.IGNORECASE)


_DEFINITE = re.compile(r"\b(?:de|alle|onze|telt|heeft|kent|er zijn)\s+$", re.IGNORECASE)


def compare_counts(clause: Clause, knowledge: Knowledge) -> Iterator[Finding]:
    """Yield a count of deliverables that is not theirs."""
    for amount in clause.amounts if clause.is_stated else ():
        stem = _find_noun(clause, amount)
        if stem not in _KINDS or amount.is_share or amount.precision is not Precision.EXACT:
            continue
        if amount.whole is None and _THIS_PERIOD.search(clause.sentence.text):
            yield from _compare_news(clause, amount, _KINDS[stem], knowledge)
            continue
        if _PART_OF.search(clause.span.text) or _tells_other_day(clause, knowledge):
            continue
        counts = [knowledge.count(_KINDS[stem], code) for code in _find_lines(clause, knowledge)]
        yield from _compare(clause, amount, counts, _KINDS[stem], knowledge)
    yield from _compare_all(clause, knowledge)
    yield from _compare_others(clause, knowledge)


def _tells_other_day(clause: Clause, knowledge: Knowledge) -> bool:
    """Whether a moment stands beside the count that is not the day of the report."""
    days = ({knowledge.on}, {knowledge.reference_date})
    moments = (moment.as_past(knowledge.on).window for moment in clause.moments)
    return any({window.earliest, window.latest} not in days for window in moments)


def _compare_news(
    clause: Clause, amount: Amount, kind: DeliverableKind | None, knowledge: Knowledge
) -> Iterator[Finding]:
    """“Dit halfjaar zijn er acht mijlpalen opgeleverd”: what this report is the first to tell."""
    numbers = _count_news(clause, clause.span.text, kind, knowledge)
    if numbers and amount.value not in numbers and not _NOT.search(clause.span.text):
        yield _mark(clause, amount, numbers, knowledge)


def _count_news(clause: Clause, text: str, kind: DeliverableKind | None, knowledge: Knowledge) -> list[int]:
    count = next((count for words, count in _NEWS if words.search(text)), None)
    return (
        []
        if count is None
        else [count(knowledge.count_news(kind, code)) for code in _find_lines(clause, knowledge)]
    )


def _compare(
    clause: Clause,
    amount: Amount,
    counts: list[Counts],
    kind: DeliverableKind | None,
    knowledge: Knowledge,
) -> Iterator[Finding]:
    totals = [each.total for each in counts]
    if amount.whole is not None and amount.whole.value not in totals:
        yield _mark(clause, amount.whole, totals, knowledge)
        return
    text = clause.span.text
    count = next((count for words, count in _STATES if words.search(text)), None)
    if count is None and amount.whole is None and _IS_LISTED.search(clause.span.text):
        text = clause.sentence.text[clause.span.start - clause.sentence.start :]  # “… en twee opgeleverd”
        count = next((count for words, count in _STATES if words.search(text)), None)
    if count is not None:
        numbers = [count(each) for each in counts]
    elif amount.whole is None and _TOTAL.search(clause.span.text) and not _is_some(clause, amount):
        numbers = totals
    else:
        return
    is_news = amount.whole is None and amount.value in _count_news(clause, text, kind, knowledge)
    if amount.value not in numbers and not is_news:
        yield _mark(clause, amount, numbers, knowledge)


def _is_some(clause: Clause, amount: Amount) -> bool:
    """“Zeven mijlpalen die eruit springen” are some of them."""
    return bool(_SOME.match(clause.sentence.text, amount.end))


_SOME = re.compile(r"\s+\w+\s+(?:die|waar\w*|met)\b", re.IGNORECASE)


def _compare_others(clause: Clause, knowledge: Knowledge) -> Iterator[Finding]:
    """“De drie opdrachtgevers”, “vier actielijnen”: what a programme has a few of."""
    for amount in clause.amounts if clause.is_stated else ():
        number = knowledge.totals.get(next(iter(amount.counted), ""))
        is_all = amount.whole is None and _DEFINITE.search(clause.sentence.text[: amount.start])
        if number and is_all and amount.precision is Precision.EXACT and amount.value != number:
            yield _mark(clause, amount, [number], knowledge)


def _compare_all(clause: Clause, knowledge: Knowledge) -> Iterator[Finding]:
    """“Alle besluiten zijn genomen”: none is left."""
    all_of = _ALL.search(clause.span.text) if clause.is_stated else None
    if all_of is None or clause.amounts or _PART_OF.search(clause.span.text) or _NOT.search(clause.span.text):
        return
    count = next((count for words, count in _STATES if words.search(clause.span.text)), None)
    counts = [
        knowledge.count(_KINDS[stem], code)
        for stem in stem_once(all_of["noun"])
        if stem in _KINDS
        for code in _find_lines(clause, knowledge)
    ]
    if count is None or not counts or any(count(each) == each.total - each.withdrawn for each in counts):
        return
    offset = clause.span.start - clause.sentence.start
    span = (offset + all_of.start(), offset + all_of.end())
    record = Record("reporting_period", knowledge.period.id)
    says = f"{count(counts[0])} van {counts[0].total}"
    yield mark_words(FindingKind.COUNT, clause, span, record, knowledge.title, says)


_OF_THESE = re.compile(r"\b(?:waarvan|daarvan|hiervan)\b", re.IGNORECASE)
_OF_ALL = re.compile(r"\bvan (?:alle|de|deze|onze) (?P<noun>[^\W\d_]+)\b", re.IGNORECASE)
_ALL = re.compile(
    r"\balle (?P<noun>mijlpalen|besluiten|producten|onderzoeken)\b(?! (?:naar|over|die)\b)", re.IGNORECASE
)
_NOT = re.compile(r"\b(?:niet|nog)\b", re.IGNORECASE)


def _find_noun(clause: Clause, amount: Amount) -> str:
    """What is counted: the noun behind a number; of “waarvan er vier” the noun before it."""
    stem, *behind = amount.counted or ("",)
    if stem not in _KINDS and _LISTED.search(clause.sentence.text[: amount.start]):  # “er zijn zes komende …”
        stem = next((noun for noun in behind[:1] if noun in _KINDS), stem)
    of_all = _OF_ALL.search(clause.sentence.text[: amount.start])
    if of_all is not None and stem not in _KINDS:
        return next((of for of in stem_once(of_all["noun"]) if of in _KINDS), stem)
    if stem in _KINDS or not _OF_THESE.search(clause.span.text) or amount.whole is not None:
        return stem
    counted = [*stem_words(clause.text.text[: clause.span.start])]
    return next((before for before in reversed(counted) if before in _KINDS), "")


def _find_lines(clause: Clause, knowledge: Knowledge) -> tuple[str, ...]:
    """The action line that is counted; in a chapter it may be that line or all of them."""
    titled = knowledge.find_line(clause.sentence.text)
    if titled is not None:
        return (titled,)
    named = _LINE.search(clause.sentence.text)
    if named is None and _OF_THESE.search(clause.span.text):
        named = next(reversed([*_LINE.finditer(clause.text.text[: clause.span.start])]), None)
    if named is not None:
        return (named["code"],)
    key = clause.text.section_key
    return ("", key.removeprefix("action-line:")) if key.startswith("action-line:") else ("",)


def _mark(clause: Clause, amount: Amount, numbers: list[int], knowledge: Knowledge) -> Finding:
    instead = ""
    if len(numbers) == 1 and numbers[0] and keeps_number(amount, numbers[0]):  # “nul mijlpalen” nobody says
        instead = str(numbers[0]) if amount.is_digits or numbers[0] >= 1000 else write_number(numbers[0])
    if amount.text[:1].isupper():
        instead = instead[:1].upper() + instead[1:]
    span = (amount.start, amount.start + len(amount.text))
    record = Record("reporting_period", knowledge.period.id)
    says = ", ".join(str(number) for number in numbers)
    return mark_words(FindingKind.COUNT, clause, span, record, knowledge.title, says, instead)
