"""Facts to sentences, through a translator: Dutch and English from the same facts."""

from app.domain.dutch_text import capitalise
from app.domain.wording.change import change_in_words, slip_between_marks, slip_in_words, slip_length
from app.domain.wording.change_event import change_sentence
from app.domain.wording.noun import SentenceName, name_in_sentence, title_with_remark
from app.domain.wording.number import (
    half_year_in_words,
    number_in_words,
    ordinal_in_words,
    reference_day_in_words,
    rounded_percentage_in_words,
)
from app.domain.wording.phrasing import MOST_USES, Form, Phrasebook, most_sentences
from app.domain.wording.promise import (
    decision_sentence,
    firm_promise_in_words,
    frequency_in_words,
    past_moment_in_words,
    promise_in_words,
    taken_sentence,
    unreported_sentence,
    window_in_words,
    with_preposition,
)
from app.domain.wording.recurrence import held_in_words, period_in_words, recurrence_in_words
from app.domain.wording.signal import readiness_in_words, signal_sentence
from app.domain.wording.status import status_msgid
from app.domain.wording.trend import describe_trends
from app.domain.wording.words import Translator, Words, as_sentence, reason_in_words

__all__ = [
    "MOST_USES",
    "Form",
    "Phrasebook",
    "SentenceName",
    "Translator",
    "Words",
    "as_sentence",
    "capitalise",
    "change_in_words",
    "change_sentence",
    "decision_sentence",
    "describe_trends",
    "firm_promise_in_words",
    "frequency_in_words",
    "half_year_in_words",
    "held_in_words",
    "most_sentences",
    "name_in_sentence",
    "number_in_words",
    "ordinal_in_words",
    "past_moment_in_words",
    "period_in_words",
    "promise_in_words",
    "readiness_in_words",
    "reason_in_words",
    "recurrence_in_words",
    "reference_day_in_words",
    "rounded_percentage_in_words",
    "signal_sentence",
    "slip_between_marks",
    "slip_in_words",
    "slip_length",
    "status_msgid",
    "taken_sentence",
    "title_with_remark",
    "unreported_sentence",
    "window_in_words",
    "with_preposition",
]
