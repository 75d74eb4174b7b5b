"""A report as JSON, in the shape that other systems rely on."""

import json
from collections.abc import Iterable
from typing import Any

import rfc8785

from app.domain.report import Block, Record, Report, Row, Section

CANONICAL_SINCE = 2
"""The layout of reports from which on their JSON is canonical; before, it was two spaces deep."""


def render_document(report: Report, digest: str | None = None) -> bytes:
    """The report as a file: canonical JSON (RFC 8785), so that other systems write it byte for byte alike."""
    if report.layout >= CANONICAL_SINCE:
        return rfc8785.dumps(build_shape(report, digest))
    return f"{json.dumps(build_shape(report, digest), ensure_ascii=False, indent=2)}\n".encode()


def build_shape(report: Report, digest: str | None = None) -> dict[str, Any]:
    """The report as plain values; `digest` is the hash of one that has been adopted."""
    return {
        "programme": report.programme,
        "halfYear": report.half_year,
        "language": report.language,
        "version": report.version,
        "state": report.state,
        "hash": digest,
        "sections": [_section(section) for section in report.sections],
    }


def _section(section: Section) -> dict[str, object]:
    return {
        "key": section.key,
        "title": section.title,
        "blocks": [_block(block) for block in section.blocks],
    }


def _block(block: Block) -> dict[str, object]:
    shape: dict[str, object] = {
        "kind": block.kind.value,
        "text": block.text,
        "records": _records(block.records),
    }
    if block.language:
        shape["language"] = block.language
    if block.columns:
        shape |= {"columns": list(block.columns), "rows": [_row(row) for row in block.rows]}
    return shape


def _row(row: Row) -> dict[str, object]:
    return {"cells": [cell.text for cell in row.cells], "records": _records(row.records)}


def _records(records: Iterable[Record]) -> list[dict[str, object]]:
    return [{"type": record.type, "id": record.id} for record in records]
