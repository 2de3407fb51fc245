"""The 填报码: a short code of what a workbook states, so that phone, paper and file agree.

It depends on the typed input values alone: saving again, another program, another file name or
another order of empty rows gives the same code.
"""

from __future__ import annotations

import base64
import hashlib
import json
from datetime import date
from decimal import Decimal

from schemas.expression import Value
from workbook.submission import Submission

_LENGTH = 12


def submission_code(submission: Submission) -> str:
    """Give the code: 12 characters without 0 1 8 9, in groups of four."""
    stated = {
        "form": "application",
        "jurisdiction": submission.law.code,
        "cells": {
            address: _plain(cell.value)
            for address, cell in submission.cells.items()
            if cell.value is not None
        },
        "rows": {
            key: [
                {name: _plain(value) for name, value in read.values().items() if value is not None}
                for read in rows
            ]
            for key, rows in submission.rows.items()
            if not submission.located.tables[key].table.rows
        },
    }
    canonical = json.dumps(stated, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    digest = hashlib.sha256(canonical.encode()).digest()
    code = base64.b32encode(digest).decode()[:_LENGTH]
    return "-".join(code[start : start + 4] for start in range(0, _LENGTH, 4))


def _plain(value: Value) -> object:
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value
