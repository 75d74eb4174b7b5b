"""The JSON Schema of the file of a programme: it follows the tables that go into it."""

import json
from functools import cache
from typing import Any

from app.domain.programme_file import FORMAT, HEADER, SEAL, VERSION
from app.tables.programme_file import FiledTable, filed_tables

DIALECT = "https://json-schema.org/draft/2020-12/schema"
_HASH = {"type": "string", "pattern": "^[0-9a-f]{64}$"}
_MOMENT = {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$"}


@cache
def write_programme_schema() -> bytes:
    """Return the schema of what `programme-export` writes and `programme-import` reads."""
    header = (
        {"const": FORMAT},
        {"const": VERSION},
        {"type": "string", "pattern": "^[a-z0-9-]{1,60}$"},
        {"anyOf": [_MOMENT, {"type": "null"}]},
    )
    lists = {
        table.member: {"type": "array", "items": {"$ref": f"#/$defs/{table.member}"}}
        for table in filed_tables()
    }
    properties = dict(zip(HEADER, header, strict=True)) | lists | {SEAL: _describe_seal()}
    schema = {
        "$schema": DIALECT,
        "$id": f"urn:mijlpaal:schema:programme:{VERSION}",
        "title": "Programma, als bestand",
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
        "$defs": {table.member: _describe(table) for table in filed_tables()},
    }
    return f"{json.dumps(schema, ensure_ascii=False, indent=2)}\n".encode()


def _describe(table: FiledTable) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": {column.name: column.schema for column in table.columns},
        "required": [column.name for column in table.columns if not column.has_default],
        "additionalProperties": False,
    }


def _describe_seal() -> dict[str, Any]:
    seal = {
        "type": "object",
        "properties": {"key": {"type": "string"}, "hmac": _HASH},
        "required": ["key", "hmac"],
        "additionalProperties": False,
    }
    return {"anyOf": [seal, {"type": "null"}]}
