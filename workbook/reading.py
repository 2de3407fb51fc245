"""Read a workbook that anybody may have sent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbook.consulting import consult
from workbook.errors import MissingFileError
from workbook.jail import prepare
from workbook.limits import MAX_FILE, Limits
from workbook.wire import unpack_workbook

if TYPE_CHECKING:
    from pathlib import Path

    from workbook.raw import RawWorkbook

__all__ = ["load", "prepare", "read_workbook"]


def read_workbook(
    source: Path | bytes,
    *,
    known_macros: frozenset[str] | None = None,
    limits: Limits = Limits(),  # noqa: B008 - a frozen value
) -> RawWorkbook:
    """Read an .xlsx or .xlsm from a path or its bytes, in a process of its own with limits.

    `known_macros` are the digests of the macro projects that are ours (see macro_sources), None all
    that were ever issued; a file with any other macro is refused. Nothing in a file is executed.
    Raises UnreadableFileError: whichever of its subclasses says what is wrong; nothing else,
    whatever the file holds.
    """
    data = source if isinstance(source, bytes) else load(source)
    known = None if known_macros is None else sorted(known_macros)
    return consult(
        {"known_macros": known},
        data,
        limits,
        lambda message, _: unpack_workbook(message["workbook"]),
    )


def load(path: Path) -> bytes:
    """Return a file's bytes, one more than the limit at most; raise MissingFileError."""
    try:
        if path.is_file():
            with path.open("rb") as file:
                return file.read(MAX_FILE + 1)
    except (OSError, ValueError) as error:
        raise MissingFileError(path.name) from error
    raise MissingFileError(path.name)
