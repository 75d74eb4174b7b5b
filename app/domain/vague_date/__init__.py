"""Reads vague deadlines: the words are kept, the days that they can mean are computed with.

A phrase is cut into tokens, the words of a language give each its roles (lexicon, dutch, english,
vagueness), the grammar makes a tree of what was said (phrases, stretches, moments, units, relatives,
year_words, numeric), and that becomes days (meaning, stretched, days, span) and EDTF. The way back is
rendering; promise takes off how firmly it was said; edges tells how to draw it.
"""

from app.domain.vague_date.edges import Edge, edge
from app.domain.vague_date.promise import read_promise
from app.domain.vague_date.reading import read
from app.domain.vague_date.rendering import render
from app.domain.vague_date.value import VagueDate

__all__ = ["Edge", "VagueDate", "edge", "read", "read_promise", "render"]
