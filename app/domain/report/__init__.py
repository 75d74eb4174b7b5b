"""The composed report: facts in, one tree out, in either language."""

from app.domain.report.compose import compose
from app.domain.report.tree import Block, BlockKind, Record, Report, Row, Run, Section

__all__ = ["Block", "BlockKind", "Record", "Report", "Row", "Run", "Section", "compose"]
