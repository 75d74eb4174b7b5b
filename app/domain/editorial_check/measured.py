"""Compares the figures of a clause with what was measured: values, ratios, changes, parts and their days."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise, permutations

from app.domain.amount import write_amount
from app.domain.editorial_check.amounts import Amount, Precision
from app.domain.editorial_check.breakdowns import compare_parts, find_sums
from app.domain.editorial_check.claim import Clause
from app.domain.editorial_check.finding import Finding, FindingKind
from app.domain.editorial_check.knowledge import Knowledge, Series
from app.domain.editorial_check.marking import mark_figure, mark_words, write_like
from app.domain.editorial_check.moments import WrittenMoment, find_day_words, write_day
from app.domain.editorial_check.names import find_content_stems
from app.domain.editorial_check.sites import compare_sites, names_site
from app.domain.editorial_check.words import stem_once
from app.domain.report.tree import Record
from app.domain.stem import stem_words

_CHANGE = re.compile(
    r"\bbij(?=\s*(?:[.,;]|$)|\s+(?:sinds|ten|vergeleken|tussen))|\b(?:erbij|bijgekomen|bijgeplant|bijgeplaatst|meer|minder|extra|gestegen|steeg|"
    r"stegen|gedaald|daalde|daalden|toegenomen|afgenomen|(?:nam|namen|neemt|nemen) (?:[^.;]* )?(?:toe|af)|"
    r"groeide|gegroeid|toename|afname|stijging|daling|verschil|half ?jaar tijd|een half ?jaar|"
    r"dit half ?jaar|deze periode)\b",
    re.IGNORECASE,
)
_GREW = re.compile(
    r"\bbij(?=\s*(?:[.,;]|$))|\b(?:erbij|gestegen|steeg|gedaald|daalde|toegenomen|afgenomen|toename|afname)\b",
    re.IGNORECASE,
)
_END_OF = re.compile(r"(?<!\bstand )(?<!\baantal )\b(?:van|naar|tot)\s+$", re.IGNORECASE)
_BY_OR_TO = re.compile(
    r"\b(?:van|naar|tot|met)\s+(?:(?:bijna|ruim|ongeveer|circa|krap|zo['’]n|meer dan)\s+)?$", re.IGNORECASE
)
"""Before a figure from which or to which something went: that is a value, and no difference."""
_REST = re.compile(r"\b(?:andere|overige|rest|resterende)\b", re.IGNORECASE)
_NOT = re.compile(
    r"\b(?:niet|geen|zonder|nergens|uitgebleven|voorkomen|voorkwam|(?:bleef|bleven|blijft) [^.;]*\buit)\b",
    re.IGNORECASE,
)
_AIM = re.compile(
    r"\b(?:doel|streven|streefwaarde|ambitie|wil|willen|moet|moeten|zullen|zou|zouden|wens|gemiddeld|"
    r"per(?! \d)|dient|dienen|"
    r"elke?(?! tien| twintig| honderd| \d))\b",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    r"\b(?:vorige|eerder|eerste|toen|daarvoor|tegen|was|waren|ging|stond|kwam|een jaar|half jaar)\b",
    re.IGNORECASE,
)
_PREVIOUS = re.compile(r"\bvorige (?:meting|peiling|rapportage|keer|peildatum)\b", re.IGNORECASE)
_NOW = re.compile(
    r"\b(?:nu|inmiddels|thans|op dit moment|jongste|laatste|nieuwste|recentste|actuele)\b", re.IGNORECASE
)
_DATED = re.compile(r"\b(?:peildatum|gemeten|meting|stand)\b", re.IGNORECASE)
_PAST = frozenset(
    "was waren werd werden had hadden kwam kwamen stond stonden ging gingen lag lagen telde telden "
    "bedroeg bedroegen "
    "steeg stegen daalde daalden groeide groeiden nam namen".split()
)
_LONG = timedelta(days=45)
"""Longer than this, and a moment is a period, and no day of measuring."""
_IMPLIED = 2
_DEFINING = 5
"""Shorter words of a definition (“waar”, “meer”) say little."""
_TELLING = 6
"""So many letters in common, and two words are of one family: “betrokken”, “betrokkenheid”."""
_TARGET = re.compile(
    r"\b(?:doel|streven|streefwaarde|ambitie)\b(?: is| blijft)?(?: van| om| op)?\s+(?:de |het )?$",
    re.IGNORECASE,
)
_ROUND = (4, 5, 10, 20, 25, 50, 100)
_WHOLE = re.compile(r"\b(?:van|op) (?:de|alle)\s+$", re.IGNORECASE)
_ALL = re.compile(r"\b(?:alle|elk van de|ieder van de|allemaal)\s+$", re.IGNORECASE)
_COUNTS = re.compile(r"\b(?:aantal|totaal|teller|telling)\b", re.IGNORECASE)
_THERE_ARE = re.compile(
    r"^\W*(?:er (?:zijn|waren)|in totaal|samen|het programma (?:telt|heeft|kent))\b", re.IGNORECASE
)
_NUMBER_IS = re.compile(
    r"\b(?:aantal (?P<what>[^.,;]+?) "
    r"(?:bedraagt|bedroeg|komt uit op|kwam uit op|staat op|stond op|ligt op|lag op)|"
    r"bedr(?:aagt|oeg) het aantal (?P<behind>[^.,;]+?))\s+$",
    re.IGNORECASE,
)
_TIMES_AS_MUCH = re.compile(r"\s+(?:keer|maal) zo", re.IGNORECASE)
_ALONE = re.compile(r"\s*(?:[.,;:)]|$)")
_BY = re.compile(r"\bmet\s+(?:(?:bijna|ruim|ongeveer|circa|krap|zo['’]n|meer dan)\s+)?$", re.IGNORECASE)
_A_YEAR = re.compile(r"\b(?<!half )(?:jaar(?! tijd)|twaalf maanden|een jaar tijd)\b", re.IGNORECASE)
_HALF_YEAR = re.compile(
    r"\b(?:(?:een|het|dit|afgelopen|laatste) half ?jaar|zes maanden|deze periode|"
    r"(?:sinds|vergeleken met|ten opzichte van) de vorige (?:meting|peiling|rapportage))\b",
    re.IGNORECASE,
)
_SINCE = re.compile(r"\b(?:sinds|vanaf) (?:[^\W\d_]+ ){1,8}$", re.IGNORECASE)
"""“Sinds de start van de meting op 1 januari”: from that day on, and not on it."""
_FAMILIES = tuple(
    frozenset(stem_words(words))
    for words in (
        "hulp helpen helpt hielp hielpen geholpen ondersteunen ondersteund ondersteunde ondersteunt steun",
        "gestopt stopte beëindigd geëindigd afgesloten",
        "meten meet gemeten meting metingen",
        "gedwongen dwang",
    )
)
"""Words of one family of which the stem differs."""
_KEER = frozenset(stem_words("keer maal gevallen situaties"))
_EVERY = frozenset(stem_words("alle totaal"))
_MEASURING = frozenset(stem_words("meting peildatum"))
_ENDS = re.compile(r"\s+[^\W\d_]+\s*(?:[.,;:)]|$|mee\b|in het programma)")
_OPPOSED = (("boven", "onder"), ("binnen", "buiten"), ("wel", "niet"))
_PLACE = re.compile(r"(?<=\s)(?:in|op|bij)\s+(?:de\s+|het\s+)?[A-Z][^\W\d_]{2,}")


@dataclass(frozen=True, slots=True)
class KnownSeries:
    """An indicator as a text may speak of it: the stems of its unit, its name and its definition."""

    series: Series
    unit: frozenset[str]
    name: frozenset[str]
    definition: frozenset[str]


class Measurements:
    """The indicators of a report, to compare figures with."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._by_id = {
            id: KnownSeries(
                series,
                frozenset(find_content_stems(series.unit)),
                frozenset(find_content_stems(series.name)),
                frozenset(stem for stem in find_content_stems(series.definition) if len(stem) >= _DEFINING),
            )
            for id, series in knowledge.series.items()
        }
        self._shares = [known for known in self._by_id.values() if known.series.numerator_id is not None]
        self._shares += [*self._find_implied_shares()]
        self._on = knowledge.on

    def _find_implied_shares(self) -> Iterator[KnownSeries]:
        """The shares that nobody defined: what counts the same and is a part of it on each day."""
        defined = {(known.series.numerator_id, known.series.denominator_id) for known in self._shares}
        of_counts = [known for known in self._by_id.values() if not known.series.is_share]
        for part, whole in permutations(of_counts, 2):
            ids, wholes = (part.series.id, whole.series.id), dict(whole.series.values)
            days = [(value, wholes[day]) for day, value in part.series.values if day in wholes]
            is_part = bool(days) and all(value < of for value, of in days)
            if part.unit == whole.unit and is_part and ids not in defined:
                share = replace(part.series, numerator_id=ids[0], denominator_id=ids[1])
                yield replace(part, series=share)

    def compare(self, clause: Clause, explained: Collection[Amount] = ()) -> Iterator[Finding]:
        """Yield the figures of a clause that no measurement bears out, without those in `explained`."""
        if not clause.is_stated or not self._by_id:
            return
        sentence = clause.sentence.text
        yield from compare_sites(clause, [known.series for known in self._by_id.values()])
        in_parts = list(compare_parts(clause, (known.series for known in self._by_id.values())))
        yield from (finding for _, finding in in_parts if finding is not None)
        in_part = [amount for amount, _ in in_parts]
        yield from self._compare_target(clause)
        if _AIM.search(clause.span.text) or _names_other_place(clause) or self._names_site(clause):
            return
        stems = frozenset(stem_once(sentence))
        stems = stems.union(*(family for family in _FAMILIES if family & stems))
        for amount in clause.amounts:
            if amount in in_part or amount in explained or _TIMES_AS_MUCH.match(sentence, amount.end):
                continue
            if amount.is_share or amount.whole is not None:
                yield from self._compare_share(clause, amount, stems)
            else:
                yield from self._compare_value(clause, amount, stems)

    def _names_site(self, clause: Clause) -> bool:
        """Whether a pilot site is named, of which the figures are its own."""
        sites = {site for known in self._by_id.values() for site, _ in known.series.of_sites}
        return any(names_site(site, clause.span.text) for site in sites)

    def _compare_target(self, clause: Clause) -> Iterator[Finding]:
        """“Het doel van duizend bomen”."""
        for amount in clause.amounts:
            led = _TARGET.search(clause.sentence.text[: amount.start])
            aimed = [
                known.series
                for known in self._by_id.values()
                if known.series.target is not None and known.unit & {*amount.counted[:2]}
            ]
            target = aimed[0].target if led and len(aimed) == 1 else None
            if target is not None and not amount.fits(target):
                yield mark_figure(clause, amount, aimed[0], write_like(amount, target), write_amount(target))

    # --- A value ---------------------------------------------------------------------------------

    def _compare_value(self, clause: Clause, amount: Amount, stems: frozenset[str]) -> Iterator[Finding]:
        candidates = [
            known
            for known in self._by_id.values()
            if not known.series.is_share and _counts(amount, known, stems, clause)
        ]
        if _ALL.search(clause.sentence.text[: amount.start]):
            yield from self._compare_all(clause, amount, frozenset(stem_once(clause.sentence.text)))
            return
        best = max((_likeness(known, stems) for known in candidates), default=0)
        closest = [known for known in candidates if _likeness(known, stems) == best]
        is_now = _asks_last(clause, amount)
        if any(amount.fits(value) for value in self._find_rests(candidates, is_now)):
            return
        if amount.precision is not Precision.EXACT and any(
            _supports(known.series, amount, clause)
            for known in self._by_id.values()
            if known.unit & {*amount.counted}
        ):
            return
        if _WHOLE.search(clause.sentence.text[: amount.start]) and any(
            known.series.target == amount.value for known in candidates
        ):
            return  # “de helft van de duizend bomen”, which is the target
        if not closest or any(_supports(known.series, amount, clause) for known in candidates):
            bearing = [known for known in candidates if _supports(known.series, amount, clause)]
            of_one = bearing if len(bearing) == 1 else closest
            if len(of_one) == 1:
                yield from self._compare_time(clause, amount, of_one[0])
            return
        if self._is_of_other(amount, clause) or any(
            _grew_by(known.series, amount, clause, self._on) for known in candidates
        ):
            return
        known = next((known for known in closest if known.series.values), closest[0])
        is_certain = len(closest) == 1 and not _tells_change(clause, amount)
        is_certain = (
            is_certain and not self._may_be_rest(known, stems) and not _tells_period(clause, self._on)
        )
        value = _expect(known.series, clause, amount, self._on) if known.series.values else None
        instead = write_like(amount, value) if is_certain and value is not None else ""
        yield mark_figure(clause, amount, known.series, instead)

    def _is_of_other(self, amount: Amount, clause: Clause) -> bool:
        """“Elf gezinnen met een maatregel”: what stands behind the noun was counted so often."""
        ends = clause.span.end - clause.sentence.start
        behind = {*stem_once(clause.sentence.text[amount.end : ends])}
        return any(
            bool(known.unit)
            and not known.unit & {*amount.counted}
            and known.unit <= behind
            and amount.value in {value for _, value in known.series.values}
            for known in self._by_id.values()
        )

    def _may_be_rest(self, known: KnownSeries, stems: frozenset[str]) -> bool:
        """Whether a sentence has words of another indicator that counts the same: “nog betrokken”."""
        own = known.unit | known.name | known.definition
        return any(
            len(word) >= _TELLING and stem.startswith(word[:_TELLING])
            for other in self._by_id.values()
            if other is not known and other.unit == known.unit
            for stem in other.name - own
            for word in stems
        )

    def _find_rests(self, candidates: Sequence[KnownSeries], is_now: bool) -> Iterator[Decimal]:
        """What is left of a whole without a part: “de andere 486 gezinnen”."""
        for known in candidates:
            for other in self._by_id.values():
                is_ratio = any(
                    (each.series.numerator_id, each.series.denominator_id)
                    == (other.series.id, known.series.id)
                    for each in self._by_id.values()
                )
                if other is not known and (is_ratio or other.series.unit == known.series.unit):
                    parts = dict(other.series.values)
                    values = known.series.values[-1:] if is_now else known.series.values
                    yield from (abs(value - parts[day]) for day, value in values if day in parts)

    def _compare_all(self, clause: Clause, amount: Amount, stems: frozenset[str]) -> Iterator[Finding]:
        """“Alle elf proeftuinen ondersteunen gezinnen”: the part is the whole."""
        for known in self._by_id.values():
            pairs = self._pairs(known) if known.series.numerator_id in self._by_id else []
            if not pairs:
                continue
            part, whole = pairs[-1]
            numerator = self._by_id[known.series.numerator_id or 0]
            telling = (numerator.name - numerator.unit) & stems
            if numerator.unit & {*amount.counted} and telling and amount.value == whole != part:
                yield mark_figure(clause, amount, numerator.series, "", self._tell_share(known))

    def _compare_time(self, clause: Clause, amount: Amount, known: KnownSeries) -> Iterator[Finding]:
        """A value that was measured, told of another time than its own."""
        series = known.series
        is_end = _END_OF.search(clause.sentence.text[: amount.start])
        if _skips_previous(series, amount, clause):
            yield mark_figure(clause, amount, series, write_like(amount, series.previous or amount.value))
            return
        if amount.precision is not Precision.EXACT or is_end or _tells_change(clause, amount):
            return
        own = [day for day, value in series.values if value == amount.value]
        moment = _find_day(clause, self._on)
        if moment is None:
            if own and _PREVIOUS.search(clause.span.text) and series.previous not in (None, amount.value):
                yield mark_figure(clause, amount, series, write_like(amount, series.previous))
            elif own and _is_stale(series, amount, clause):
                yield mark_figure(clause, amount, series, write_like(amount, series.last))
            return
        measured_then = [day for day, _ in series.values if _holds(moment, day)]
        if not own or any(_holds(moment, day) for day in own):
            return
        is_later = moment.window.latest is not None and all(day > moment.window.latest for day in own)
        if measured_then or is_later or _DATED.search(clause.span.text):
            says = ", ".join(write_day(day) for day in own)
            is_day = moment.window.earliest == moment.window.latest
            instead = write_day(own[0]) if len(own) == 1 and is_day and not measured_then else ""
            span = find_day_words(moment)
            record = Record("indicator", series.id)
            yield mark_words(FindingKind.REFERENCE_DATE, clause, span, record, series.name, says, instead)

    # --- A share of a whole ----------------------------------------------------------------------

    def _compare_share(self, clause: Clause, amount: Amount, stems: frozenset[str]) -> Iterator[Finding]:
        candidates = [
            known
            for known in self._shares
            if self._speaks_of(amount, known, stems) and self._pairs_by_day(known)
        ]
        if not candidates:
            of_known = amount.whole and amount.whole.value in self._find_values()
            if amount.whole is not None and amount.counted and not of_known:
                yield from self._compare_value(clause, amount, stems)
            return
        if any(_is_sum(amount, known.series) for known in self._by_id.values()):
            return
        amount = self._read_saying(amount)
        best = max(_likeness(known, stems) for known in candidates)
        closest = [known for known in candidates if _likeness(known, stems) == best]
        if any(self._bears_out(known, amount, clause) for known in closest):
            return
        is_implied = any(known.series.id == known.series.numerator_id for known in closest)
        if (
            amount.whole is None
            and not is_implied
            and any(amount.fits(share) for share in self._find_other_shares(stems))
        ):
            return
        known = closest[0]
        instead = self._expect_share(known, amount, clause) if len(closest) == 1 else ""
        yield mark_figure(clause, amount, known.series, instead, self._tell_share(known))

    def _read_saying(self, amount: Amount) -> Amount:
        """“Negentien van de twintig gezinnen”: a share, where nobody counted twenty of them."""
        whole = amount.whole.value if amount.whole else None
        of_same = (known for known in self._by_id.values() if known.unit & {*amount.counted})
        if whole not in _ROUND or whole in {value for known in of_same for _, value in known.series.values}:
            return amount
        return replace(amount, value=amount.value * 100 / whole, whole=None, is_share=True, is_rough=True)

    def _find_values(self) -> set[Decimal]:
        return {value for known in self._by_id.values() for _, value in known.series.values}

    def _find_other_shares(self, stems: frozenset[str]) -> Iterator[Decimal]:
        """The last share of each indicator in another of the same unit, and what is left of it."""
        for known in self._by_id.values():
            for other in self._by_id.values():
                wholes = dict(other.series.values)
                is_alike = known is not other and known.series.unit == other.series.unit
                if not is_alike or not known.unit & stems or not known.series.values:
                    continue
                day, part = known.series.values[-1]
                if not known.series.is_share and wholes.get(day):
                    yield from (part * 100 / wholes[day], 100 - part * 100 / wholes[day])

    def _speaks_of(self, amount: Amount, known: KnownSeries, stems: frozenset[str]) -> bool:
        numerator = self._by_id.get(known.series.numerator_id or 0)
        denominator = self._by_id.get(known.series.denominator_id or 0)
        if numerator is None or denominator is None:
            return False
        if known.series.id == numerator.series.id:  # nobody defined this share: its name must be there
            own = numerator.name - denominator.unit - denominator.name
            units = stems | {*amount.counted}
            return bool(numerator.unit & units) and len(own & stems) >= min(len(own), _IMPLIED)
        if amount.whole is not None:
            counts_whole = bool(denominator.unit & {*amount.counted}) or bool(
                numerator.unit & {*amount.counted}
            )
            telling = numerator.name | numerator.definition | known.name
            return counts_whole and bool((telling - denominator.unit - denominator.name) & stems)
        known_words = denominator.unit | denominator.name
        own_words = numerator.name - known_words
        is_defined = len((numerator.definition - known_words) & stems) >= _IMPLIED
        counts = bool((numerator.unit | denominator.unit) & stems) or bool(_KEER & {*amount.counted})
        return counts and (is_defined or bool(own_words & stems))

    def _bears_out(self, known: KnownSeries, amount: Amount, clause: Clause) -> bool:
        is_rest = self._is_rest(known, clause)
        pairs = self._pairs(known)
        moment = _find_day(clause, self._on)
        of_day = [pair for day, *pair in self._pairs_by_day(known) if moment and _holds(moment, day)]
        if of_day:
            pairs = [(part, whole) for part, whole in of_day]
        elif _asks_last(clause, amount) and pairs:
            pairs = pairs[-1:]
        elif _PREVIOUS.search(clause.span.text) and len(pairs) > 1:
            pairs = pairs[:-1]
        for part, whole in pairs:
            for value in _sides(part, whole, is_rest):
                if amount.whole is not None:
                    is_part = amount.fits(value) if amount.is_rough else amount.value == value
                    if is_part and amount.whole.value == whole:
                        return True
                elif whole and amount.fits(value * 100 / whole):
                    return True
        return (
            amount.whole is None
            and bool(_GREW.search(clause.sentence.text))
            and _tells_change(clause, amount)
        )

    def _pairs(self, known: KnownSeries) -> list[tuple[Decimal, Decimal]]:
        return [(part, whole) for _, part, whole in self._pairs_by_day(known)]

    def _pairs_by_day(self, known: KnownSeries) -> list[tuple[date, Decimal, Decimal]]:
        numerator = self._by_id[known.series.numerator_id or 0].series
        denominator = dict(self._by_id[known.series.denominator_id or 0].series.values)
        return [(day, value, denominator[day]) for day, value in numerator.values if day in denominator]

    def _is_rest(self, known: KnownSeries, clause: Clause) -> bool | None:
        """Whether the clause speaks of the others; None where that cannot be told."""
        text = clause.sentence.text.lower()
        if _REST.search(text):
            return True
        if known.series.id == known.series.numerator_id:
            return bool(_NOT.search(text))
        numerator = self._by_id[known.series.numerator_id or 0]
        own_words = f"{numerator.series.name} {numerator.series.definition}".lower()
        for word, other in _OPPOSED[:2]:
            if word in own_words.split() and other in text.split():
                return True
        stems = {*stem_words(text)} - numerator.unit
        for own, own_text in (
            (numerator.name, numerator.series.name),
            (numerator.definition, numerator.series.definition),
        ):
            telling = own - numerator.unit
            if own is numerator.name and telling & stems and not telling <= stems:
                return None  # “meets the norm” is not “above the norm”
            if telling & stems:
                return bool(_NOT.search(clause.span.text)) != bool(_NOT.search(own_text))
        return None

    def _expect_share(self, known: KnownSeries, amount: Amount, clause: Clause) -> str:
        if amount.whole is None:
            return ""
        part, whole = self._pairs(known)[-1]
        rest = self._is_rest(known, clause)
        if rest is None or amount.whole.value != whole:
            return ""
        return write_like(amount, whole - part if rest else part)

    def _tell_share(self, known: KnownSeries) -> str:
        part, whole = self._pairs(known)[-1]
        share = (part * 100 / whole).quantize(Decimal("0.1"))
        return f"{write_amount(part)} van de {write_amount(whole)}, {write_amount(share)}%"


def _is_sum(amount: Amount, series: Series) -> bool:
    """Whether it is what some parts of a breakdown are together, of the whole of it."""
    is_of_whole = amount.whole is not None and amount.whole.value == series.last and bool(series.parts)
    return is_of_whole and amount.value in find_sums([value for _, value in series.parts])


def _counts(amount: Amount, known: KnownSeries, stems: frozenset[str], clause: Clause) -> bool:
    """Whether an amount counts what an indicator counts.

    “Two pilot sites” may be any two: a number in words is of an indicator only where its name is there too,
    or where nothing else is said than that there are so many.
    """
    text = clause.sentence.text
    if not known.unit & {*amount.counted}:
        if _is_number_of(amount, known, text):
            return True
        if amount.counted and amount.counted[0] in _KEER:
            return known.name <= stems  # “twintig keer werd een maatregel ingezet”
        is_end = bool(_BY_OR_TO.search(text[: amount.start])) and bool(_COUNTS.search(text))
        is_series = len(known.series.values) > 1 and bool({*_MEASURING, *known.definition} & stems)
        tells = len(known.name & stems) >= 2 and known.unit <= stems
        return is_end and (tells or (is_series and bool(known.unit & stems)))
    if amount.value == 1 and not amount.is_digits and amount.whole is None:
        return False  # “één gezin” is any family
    beside = known.name - known.unit
    is_all = bool(_THERE_ARE.match(text)) and bool(_ENDS.match(text, amount.start + len(amount.text)))
    return amount.is_digits or not beside or is_all or bool((beside | known.definition - known.unit) & stems)


def _is_number_of(amount: Amount, known: KnownSeries, text: str) -> bool:
    """“Het aantal deelnemende scholen bedraagt dertien”, “bedroeg het aantal scholen 13”."""
    introduction = _NUMBER_IS.search(text[: amount.start])
    return (
        introduction is not None
        and known.unit <= {*stem_once(introduction["what"] or introduction["behind"])}
        and bool(_ALONE.match(text, amount.end))
    )


def _names_other_place(clause: Clause) -> bool:
    """Whether a place stands in a sentence that may count on its own; a party of the programme is none."""
    own = [(party.start, party.end) for party in clause.parties if party.is_known]
    places = (place.end() for place in _PLACE.finditer(clause.sentence.text))
    return any(not any(start < end <= last for start, last in own) for end in places)


def _likeness(known: KnownSeries, stems: frozenset[str]) -> int:
    is_whole = known.name - _EVERY <= stems  # “meetpunten” are all of these, and not those above the norm
    return 2 * len(known.name & stems) + len((known.definition - known.name) & stems) + is_whole


def _supports(series: Series, amount: Amount, clause: Clause) -> bool:
    values = [value for _, value in series.values]
    is_by = _tells_change(clause, amount) and _BY.search(clause.sentence.text[: amount.start])
    if not is_by and any(amount.fits(value) for value in (*values, *(value for _, value in series.parts))):
        return True
    if not _tells_change(clause, amount):
        return False
    return any(amount.fits(abs(value - other)) for value, other in _pair_ends(values, clause))


def _grew_by(series: Series, amount: Amount, clause: Clause, on: date) -> bool:
    """“In de eerste helft van 2023 zijn 220 bomen geplant”: so many were added in that period."""
    moment = _find_day(clause, on)
    first, last = (moment.window.earliest, moment.window.latest) if moment else (None, None)
    if first is None or last is None or last - first < _LONG:
        return False
    within = [value for day, value in series.values if first <= day <= last]
    before = [value for day, value in series.values if day < first]
    return bool(within and before) and amount.fits(within[-1] - before[-1])


def _skips_previous(series: Series, amount: Amount, clause: Clause) -> bool:
    """“In een half jaar van acht naar vijf”, where it was seven half a year before."""
    text = clause.sentence.text
    behind = next((other for other in clause.amounts if other.start >= amount.end), None)
    is_from = re.search(r"\bvan\s+$", text[: amount.start], re.IGNORECASE) is not None
    is_to = behind is not None and text[amount.end : behind.start].split()[-1:] == ["naar"]
    is_last = behind is not None and behind.value == series.last and behind.precision is Precision.EXACT
    is_short = _HALF_YEAR.search(text) is not None and amount.precision is Precision.EXACT
    return is_from and is_to and is_last and is_short and series.previous not in (None, amount.value)


def _pair_ends(values: Sequence[Decimal], clause: Clause) -> Iterator[tuple[Decimal, Decimal]]:
    """The values between which a change may be told: those of half a year, of a year, or of all the time."""
    yield from pairwise(values)
    yield from zip(values[:1], values[-1:], strict=True)
    if _A_YEAR.search(clause.sentence.text):
        yield from zip(values, values[2:], strict=False)


def _tells_change(clause: Clause, amount: Amount) -> bool:
    is_end = _END_OF.search(clause.sentence.text[: amount.start])
    return not is_end and bool(_CHANGE.search(clause.sentence.text))


def _expect(series: Series, clause: Clause, amount: Amount, on: date) -> Decimal | None:
    """The value that belongs in the place of a wrong one: of the day that is named, else the last one."""
    moment = _find_day(clause, on)
    if moment is not None:
        return next((value for day, value in reversed(series.values) if _holds(moment, day)), None)
    if _PREVIOUS.search(clause.span.text):
        return series.previous
    is_last_figure = amount is clause.amounts[-1]
    return None if _BEFORE.search(clause.span.text) or not is_last_figure else series.last


def _asks_last(clause: Clause, amount: Amount) -> bool:
    """Whether a figure is told as that of now."""
    if _PREVIOUS.search(clause.span.text) or _END_OF.search(clause.sentence.text[: amount.start]):
        return False
    if _NOW.search(clause.span.text):
        return True
    return not clause.moments and not _PAST & {*clause.lowers} and not _BEFORE.search(clause.sentence.text)


def _is_stale(series: Series, amount: Amount, clause: Clause) -> bool:
    """The value of an earlier measurement, told as that of now."""
    return (
        _asks_last(clause, amount)
        and series.last != amount.value
        and not _BEFORE.search(clause.sentence.text)
    )


def _find_day(clause: Clause, on: date) -> WrittenMoment | None:
    text = clause.sentence.text
    dated = [
        moment.as_past(on)
        for moment in clause.moments
        if moment.is_dated and not _SINCE.search(text[: moment.start])
    ]
    moment = dated[0] if len(dated) == 1 else None
    if moment is not None and moment.window.latest is None:  # “per 1 juli”: as it stood that day
        return replace(moment, window=replace(moment.window, latest=moment.window.earliest))
    return moment


def _tells_period(clause: Clause, on: date) -> bool:
    """Whether a clause tells what happened in a period: a figure in it may be what was added then."""
    moment = _find_day(clause, on)
    if moment is None or not _PAST & {*clause.lowers}:
        return False
    first, last = moment.window.earliest, moment.window.latest
    return first is not None and last is not None and last - first > _LONG


def _holds(moment: WrittenMoment, day: date) -> bool:
    return (moment.window.earliest or date.min) <= day <= (moment.window.latest or date.max)


def _sides(part: Decimal, whole: Decimal, is_rest: bool | None) -> Sequence[Decimal]:
    if is_rest is None:
        return (part, whole - part)
    return (whole - part,) if is_rest else (part,)
