"""The introduction: who asked for it, what the programme is for, and which half-year this tells of."""

from app.domain.report.facts import Facts
from app.domain.report.tree import Block, Record, paragraph
from app.domain.wording import Words, as_sentence, half_year_in_words, ordinal_in_words


def draft_introduction(facts: Facts, words: Words) -> list[Block]:
    """Draft the introduction: sponsors, purpose, and which report of which period."""
    programme, period = Record("programme", facts.programme_id), Record("reporting_period", facts.period.id)
    blocks = []
    if facts.sponsors:
        names = words.listed([_name_sponsor(name, short) for name, short in facts.sponsors])
        blocks.append(
            paragraph(
                _sponsors_sentence(facts.title, names, words),
                programme,
            )
        )
    if facts.purpose:
        blocks.append(paragraph(as_sentence(facts.purpose), programme))
    blocks.append(paragraph(_period_sentence(facts, words), period))
    return blocks


def _sponsors_sentence(title: str, names: str, words: Words) -> str:
    """For whom the programme works; a title that is a programme by its first word is not called one twice."""
    if title.split()[:1] and title.split(maxsplit=1)[0].lower().endswith(("programma", "programme")):
        return words.say("The %(title)s works on behalf of: %(sponsors)s.", title=title, sponsors=names)
    return words.say("The programme %(title)s works on behalf of: %(sponsors)s.", title=title, sponsors=names)


def _name_sponsor(name: str, short: str) -> str:
    return name if name == short else f"{name} ({short})"


def _period_sentence(facts: Facts, words: Words) -> str:
    period = facts.period
    values = {
        "ordinal": ordinal_in_words(period.number, words),
        "half_year": half_year_in_words(period.half_year, words),
        "reference": words.day(period.reference_date),
        "input": words.day(period.input_deadline),
    }
    if period.planned_reference_date is not None:
        return words.say(
            "This is a draft of the %(ordinal)s progress report. It covers %(half_year)s. Its reference "
            "date, %(planned)s, is still to come: every count holds for %(reference)s; what was said up to "
            "and including %(input)s has been taken in.",
            planned=words.day(period.planned_reference_date),
            **values,
        )
    return words.say(
        "This is the %(ordinal)s progress report. It covers %(half_year)s. Every count holds for the "
        "reference date, %(reference)s; what was said up to and including %(input)s has been taken in.",
        **values,
    )
