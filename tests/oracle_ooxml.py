"""Ask Microsoft's Open XML SDK what is wrong with an Office file."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

COMMAND = "node_modules/.bin/ooxml-validator"
TESTS = Path(__file__).resolve().parent


def find() -> Path | None:
    """Say where the validator is: as told by OOXML_VALIDATOR, or where npm puts it."""
    told = os.environ.get("OOXML_VALIDATOR")
    places = [Path(told)] if told else [TESTS / COMMAND, TESTS.parent / COMMAND]
    # One that was told of is used even if it is not there: its tests then fail, not vanish.
    return next((place for place in places if told or place.exists()), None)


def errors(path: Path) -> list[dict[str, object]]:
    """List the errors of a file: description, part, path…"""
    validator = find()
    if validator is None:
        raise FileNotFoundError(COMMAND)
    run = subprocess.run([validator, path], capture_output=True, check=False, timeout=120)
    answer = json.loads(run.stdout)
    found: list[dict[str, object]] = answer["errors"]
    if bool(found) == answer["ok"]:
        raise ValueError(answer)
    return found
