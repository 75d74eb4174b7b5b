"""Reads vague deadlines: keeps the words, and computes with the days that they can mean.

A phrase is cut into tokens, and the words of a language give each of them its roles (lexicon, dutch,
english). The grammar makes an expression of these (phrases, moments, units; the classes are in tree). The
expression becomes days (meaning, days, span) and EDTF. Rendering goes the other way, and edges says how to
draw the result.
"""

from app.domain.vague_date.edges import Edge, choose_edge
from app.domain.vague_date.occasion import NamedMoment
from app.domain.vague_date.reading import Register, read, read_in_text, read_promise
from app.domain.vague_date.rendering import render
from app.domain.vague_date.value import VagueDate

__all__ = [
    "Edge",
    "NamedMoment",
    "Register",
    "VagueDate",
    "choose_edge",
    "read",
    "read_in_text",
    "read_promise",
    "render",
]
