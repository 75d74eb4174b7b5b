"""Facts to sentences, through a translator: Dutch and English from the same facts."""

from app.domain.wording.change import change_in_words, slip_in_words, slip_length
from app.domain.wording.change_event import change_sentence
from app.domain.wording.promise import (
    done_sentence,
    firmly,
    frequency_in_words,
    passed_sentence,
    promise_sentence,
)
from app.domain.wording.readiness import readiness_in_words
from app.domain.wording.signal import signal_sentence
from app.domain.wording.window import bounds_in_words, placed, promised, told
from app.domain.wording.words import Translator, Words, capitalised, sentence

__all__ = [
    "Translator",
    "Words",
    "bounds_in_words",
    "capitalised",
    "change_in_words",
    "change_sentence",
    "done_sentence",
    "firmly",
    "frequency_in_words",
    "passed_sentence",
    "placed",
    "promise_sentence",
    "promised",
    "readiness_in_words",
    "sentence",
    "signal_sentence",
    "slip_in_words",
    "slip_length",
    "told",
]
