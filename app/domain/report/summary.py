"""The management summary: what it tells of each fact, and what gives way where that is too long."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from app.domain.count import CountBase, Counts
from app.domain.report.abbreviation import AbbreviationWriter
from app.domain.report.brief import draft_brief, find_named_in_brief
from app.domain.report.chapter import chapter_key, chapter_number, line_title
from app.domain.report.choice import Placement
from app.domain.report.facts import Facts, LineFacts
from app.domain.report.headline import Headline, find_headlines
from app.domain.report.indicators import draft_summary_shares
from app.domain.report.introduction import draft_introduction
from app.domain.report.length import (
    ACTION_LINE,
    count_block_words,
    count_words,
    limit_summary,
)
from app.domain.report.since import count_in_report
from app.domain.report.telling import Claim, Teller, has_written, join_sentences
from app.domain.report.thread import Thread, tie_threads
from app.domain.report.tree import Block, BlockKind, Record, Run, distinct, heading, paragraph
from app.domain.wording import MOST_USES, Form, Words, as_sentence, most_sentences


@dataclass(frozen=True, slots=True)
class TextLength:
    """How many words there are, and how many there may be."""

    words: int
    limit: int

    @property
    def fits(self) -> bool:
        """Whether there are no more than there may be."""
        return self.words <= self.limit


@dataclass(frozen=True, slots=True)
class ToldThread:
    """A thread with its bullet."""

    thread: Thread
    block: Block


@dataclass(frozen=True, slots=True)
class ToldLine:
    """An action line in the summary: its threads, and the headlines that did not fit."""

    line: LineFacts
    threads: tuple[ToldThread, ...]
    crowded_out: tuple[Headline, ...]
    length: TextLength


@dataclass(frozen=True, slots=True)
class Summary:
    """The summary as it is printed, with what it tells and how long it is."""

    blocks: tuple[Block, ...]
    lines: tuple[ToldLine, ...]
    told_in_full: frozenset[int]
    """The deliverables of which it prints what people wrote."""
    length: TextLength

    @property
    def deliverable_ids(self) -> frozenset[int]:
        """The deliverables that it tells of."""
        threads = (told_thread.thread for line in self.lines for told_thread in line.threads)
        return frozenset(h.deliverable.id for thread in threads for h in thread.headlines)


def compose_summary(facts: Facts, words: Words) -> Summary:
    """Compose the summary within its lengths: what does not fit gives way, the least important first."""
    draft = _SummaryDraft(facts, words)
    tellable = draft.find_tellable()
    kept = _Kept(
        frozenset(h.deliverable.id for h in tellable),
        frozenset(h.deliverable.id for h in tellable if has_written(h.deliverable)),
    )
    for number, line in enumerate(facts.lines):
        ids = {h.deliverable.id for h in draft.by_line[number]}

        def line_fits(kept: _Kept, line: LineFacts = line) -> bool:
            blocks = draft.draft_line(line, kept, Teller(facts, words))[0]
            return count_block_words(blocks) <= ACTION_LINE

        kept = _cut_until(line_fits, kept, [cut for cut in draft.cuts if cut.deliverable_id in ids])
    kept = _cut_until(draft.fits, kept, draft.cuts)
    return draft.compose(kept)


def counts_sentence(counted: Counts, facts: Facts, words: Words) -> str:
    """Return the sentence that counts the milestones by verdict on the reference date; zeros are left out."""
    verdicts = (
        (counted.delivered, words.say("delivered or done")),
        (counted.overdue, words.say("overdue")),
        (counted.due_now, words.say("due now")),
        (counted.due_later, words.say("upcoming")),
        (counted.undated, words.say("without a date")),
        (counted.ongoing, words.say("ongoing")),
        (counted.withdrawn, words.say("withdrawn")),
    )
    verdict_counts = words.listed([f"{number} {verdict}" for number, verdict in verdicts if number])
    day = words.day(facts.period.reference_date)
    if not counted.total:
        return words.say("On %(day)s the programme had promised nothing yet.", day=day)
    total_sentence = words.counted(
        "On %(day)s the programme counts %(num)s milestone: %(told)s.",
        "On %(day)s the programme counts %(num)s milestones: %(told)s.",
        counted.total,
        day=day,
        told=verdict_counts,
    )
    return " ".join([total_sentence, *_shift_sentences(counted, words)])


def _shift_sentences(counted: Counts, words: Words) -> Iterator[str]:
    """How many dates moved or were dropped, and since when; nothing where none did."""
    in_period = counted.base is CountBase.PREVIOUS_REPORT
    if counted.moved and in_period:
        yield words.counted(
            "In this period %(num)s has moved.", "In this period %(num)s have moved.", counted.moved
        )
    elif counted.moved:
        yield words.counted(
            "Since the first promise %(num)s has moved.",
            "Since the first promise %(num)s have moved.",
            counted.moved,
        )
    if counted.date_dropped and in_period:
        yield words.counted(
            "In this period %(num)s lost its date.",
            "In this period %(num)s lost their dates.",
            counted.date_dropped,
        )
    elif counted.date_dropped:
        yield words.counted(
            "Since the first promise %(num)s lost its date.",
            "Since the first promise %(num)s lost their dates.",
            counted.date_dropped,
        )


@dataclass(frozen=True, slots=True)
class _Kept:
    """The deliverables that are told, and those of which it is also told what people wrote."""

    ids: frozenset[int]
    in_full: frozenset[int]


@dataclass(frozen=True, slots=True)
class _Cut:
    """One thing that can give way: what people wrote of a deliverable, or the deliverable itself."""

    deliverable_id: int
    is_whole: bool

    def apply(self, kept: _Kept) -> _Kept:
        without = frozenset({self.deliverable_id})
        return _Kept(kept.ids - without if self.is_whole else kept.ids, kept.in_full - without)


def _cut_until(fits: Callable[[_Kept], bool], kept: _Kept, cuts: Sequence[_Cut]) -> _Kept:
    """Return what is kept after as few cuts from the front as it takes to fit, or after all of them."""
    states = [kept]
    for cut in cuts:
        states.append(cut.apply(states[-1]))
    low, high = 0, len(states) - 1
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if fits(states[middle]) else (middle + 1, high)
    return states[low]


class _SummaryDraft:
    """The parts of a summary for any choice of what is kept."""

    def __init__(self, facts: Facts, words: Words) -> None:
        self.facts, self.words = facts, words
        self.by_line = [list(find_headlines(line, facts)) for line in facts.lines]
        self.headlines = [headline for line in self.by_line for headline in line]

    @cached_property
    def opening(self) -> list[Block]:
        """What stands before the action lines."""
        return [
            heading(self.words.say("In brief")),
            *draft_brief(self.facts, self.words),
            heading(self.words.say("General picture")),
            *_draft_general_picture(self.facts, self.words),
        ]

    @cached_property
    def threads(self) -> list[list[Thread]]:
        """The threads of each action line, whatever is kept of them."""
        return [tie_threads(headlines) for headlines in self.by_line]

    @cached_property
    def cuts(self) -> list[_Cut]:
        """What gives way, the first first: texts before facts, and what the office asked for last."""
        worded = {
            h.deliverable.id
            for threads in self.threads
            for thread in threads
            if thread.own_text
            for h in thread.headlines
        }
        ranked = sorted(self.headlines, key=lambda h: h.rank, reverse=True)
        chosen = [h for h in ranked if h.is_pinned or h.deliverable.id in worded]
        by_rule = [h for h in ranked if not (h.is_pinned or h.deliverable.id in worded)]
        return [
            _Cut(h.deliverable.id, is_whole)
            for group in (by_rule, chosen)
            for is_whole in (False, True)
            for h in group
        ]

    def find_tellable(self) -> list[Headline]:
        """Return the headlines for which there are sentences: of each form the most important ones."""
        teller = Teller(self.facts, self.words)
        claims: dict[tuple[Form, bool], set[tuple[int, Claim]]] = defaultdict(set)
        tellable = []
        for headline in sorted(self.headlines, key=lambda h: h.rank):
            claim = teller.claim_of(headline)
            alike = claims[claim.form, bool(claim.when)]
            alike.add((headline.deliverable.project_id, claim))
            if len(alike) <= most_sentences(claim.form, has_moment=bool(claim.when)):
                tellable.append(headline)
        return tellable

    def draft_line(
        self, line: LineFacts, kept: _Kept, teller: Teller
    ) -> tuple[list[Block], list[ToldThread]]:
        """Draft the heading of an action line and a bullet a thread; nothing where nothing is kept."""
        threads = self.threads[self.facts.lines.index(line)]
        kept_threads = [part for thread in threads if (part := thread.keep(kept.ids))]
        told_threads = [
            ToldThread(thread, _draft_thread(thread, kept.in_full, teller))
            for thread in _join_alike(kept_threads, teller)
        ]
        if not told_threads:
            return [], []
        title = heading(line_title(line, self.words), Record("action_line", line.id))
        return [title, *(thread.block for thread in told_threads)], told_threads

    def fits(self, kept: _Kept) -> bool:
        """Whether the whole is short enough and no sentence is a refrain."""
        teller = Teller(self.facts, self.words)
        blocks = [block for line in self.facts.lines for block in self.draft_line(line, kept, teller)[0]]
        rest = self._draft_rest(kept.ids)
        words = self._count((*self.opening, *blocks, *rest))
        return words <= self._limit and teller.phrases.most_uses <= MOST_USES

    def compose(self, kept: _Kept) -> Summary:
        """Compose the summary of what is kept."""
        teller = Teller(self.facts, self.words)
        blocks, lines = list(self.opening), []
        for number, line in enumerate(self.facts.lines):
            drafted, threads = self.draft_line(line, kept, teller)
            told_ids = {h.deliverable.id for thread in threads for h in thread.thread.headlines}
            crowded = tuple(h for h in self.by_line[number] if h.deliverable.id not in told_ids)
            length = TextLength(count_block_words(drafted), ACTION_LINE)
            lines.append(ToldLine(line, tuple(threads), crowded, length))
            blocks.extend(drafted)
        told_at_all = {
            h.deliverable.id
            for line in lines
            for told_thread in line.threads
            for h in told_thread.thread.headlines
        }
        blocks.extend(self._draft_rest(told_at_all))
        return Summary(
            tuple(blocks),
            tuple(lines),
            frozenset(teller.told_in_full),
            TextLength(self._count(blocks), self._limit),
        )

    def _count(self, blocks: Iterable[Block]) -> int:
        """Count the words with number and title, and with abbreviations that are first written out here."""
        title = f"2 {self.words.say('Management summary')}"
        return count_words(title) + count_block_words(self._abbreviations.copy().write(blocks))

    @cached_property
    def _named(self) -> frozenset[int]:
        """The deliverables that the first block names."""
        return find_named_in_brief(self.facts)

    @cached_property
    def _abbreviations(self) -> AbbreviationWriter:
        """What is still to be written out after the introduction."""
        writer = AbbreviationWriter(self.facts.abbreviations)
        written = self.facts.written_blocks("introduction", self.words.language)
        writer.write((*written, *draft_introduction(self.facts, self.words)))
        return writer

    @property
    def _limit(self) -> int:
        return limit_summary(sum(1 for _ in self.facts.deliverables()))

    def _draft_rest(self, told_ids: Collection[int]) -> list[Block]:
        """One sentence that counts what is told in the chapters alone, with the way to each."""
        places: list[tuple[str, int, str]] = []
        records: list[Record] = []
        for number, line in enumerate(self.facts.lines, start=1):
            rest = [d for d in line.deliverables if d.id not in told_ids and d.id not in self._named]
            if rest:
                places.append((chapter_number(number), len(rest), chapter_key(line)))
                records += [Record("deliverable", d.id) for d in rest]
        if not places:
            return []
        is_apart = len(places) > 1
        runs = list[Run]()
        for chapter, count, key in places:
            runs += [Run(f"{chapter} ({count})" if is_apart else chapter, target=key), Run(", ")]
        lead = self.words.counted(
            "%(num)s other milestone is told of in chapter",
            "%(num)s other milestones are told of in chapter",
            sum(count for _, count, _ in places),
        )
        return [Block(BlockKind.PARAGRAPH, (Run(f"{lead} "), *runs[:-1], Run(".")), distinct(records))]


def _join_alike(threads: Sequence[Thread], teller: Teller) -> list[Thread]:
    """Join the threads of one headline that say the same of it, each group in the place of its first."""
    joined: dict[object, list[Headline]] = {}
    for place, thread in enumerate(threads):
        is_single = len(thread.headlines) == 1 and not thread.own_text and thread.position is None
        key: object = teller.claim_of(thread.headlines[0]) if is_single else place
        joined.setdefault(key, []).extend(thread.headlines)
    return [Thread(tuple(headlines)) for headlines in joined.values()]


def _draft_thread(thread: Thread, in_full: Collection[int], teller: Teller) -> Block:
    """Draft the bullet of a thread: the words of the office, or its sentences."""
    if thread.own_text:
        runs = (Run(as_sentence(thread.own_text)),)
        return Block(BlockKind.BULLET, runs, (*thread.records, *_choice_records(thread)))
    told_sentences = list(teller.tell(thread.headlines, in_full=lambda h: h.deliverable.id in in_full))
    records = distinct(record for sentences in told_sentences for record in sentences.records)
    return Block(BlockKind.BULLET, join_sentences(told_sentences), records)


def _choice_records(thread: Thread) -> Iterator[Record]:
    return (Record("summary_choice", h.choice.id) for h in thread.headlines if h.choice.text)


def _draft_general_picture(facts: Facts, words: Words) -> Iterator[Block]:
    yield from facts.written_blocks("summary", words.language)
    yield paragraph(
        counts_sentence(count_in_report(facts.deliverables(), facts), facts, words),
        Record("programme", facts.programme_id),
    )
    yield from draft_summary_shares(facts, words)
    for risk in facts.surroundings.risks:
        if facts.choice_of("risk", risk.id).placement is Placement.PINNED:
            sentences = (as_sentence(risk.title), as_sentence(risk.consequence))
            yield paragraph(" ".join(filter(None, sentences)), Record("risk", risk.id))
