"""Reads vague deadlines: keeps the words, and computes with the days that they can mean.

A phrase is cut into tokens, and the words of a language give each of them its roles (lexicon, dutch,
english). The grammar makes an expression of these (phrases, moments, units; the classes are in tree). The
expression becomes days (meaning, days, span) and EDTF. Rendering goes the other way, and edges says how to
draw the result.
"""

from app.domain.vague_date.edges import Edge, choose_edge
from app.domain.vague_date.occasion import NamedMoment
from app.domain.vague_date.own_bounds import OwnBounds, take_bounds
from app.domain.vague_date.reading import (
    Register,
    drop_intention,
    find_name_objection,
    names_occasion,
    needs_register,
    read,
    read_in_text,
    read_moment,
    read_promise,
    read_recurrence,
)
from app.domain.vague_date.rendering import render
from app.domain.vague_date.value import BoundsBy, VagueDate

__all__ = [
    "BoundsBy",
    "Edge",
    "NamedMoment",
    "OwnBounds",
    "Register",
    "VagueDate",
    "choose_edge",
    "drop_intention",
    "find_name_objection",
    "names_occasion",
    "needs_register",
    "read",
    "read_in_text",
    "read_moment",
    "read_promise",
    "read_recurrence",
    "render",
    "take_bounds",
]
