"""Connect this computer's Excel to this Python, so that cells and buttons of workbooks use it.

Each step is a setting of the computer or of a file, and can be taken again without harm.
"""

from __future__ import annotations

import os
import struct
from pathlib import Path

import xlwings
from xlwings.cli import update_user_config

_INTERPRETER = "INTERPRETER_WIN"
_MARK = ":Zone.Identifier"  # how Windows remembers that a file came by mail or from the web


def connect(python: Path) -> Path:
    """Tell xlwings' macros which interpreter to use; give the file that now says so.

    Other settings in that file are kept. OSError when it cannot be written.
    """
    update_user_config(_INTERPRETER, str(python))  # type: ignore[no-untyped-call]
    return Path(xlwings.USER_CONFIG_FILE)


def engine(python: Path) -> Path | None:
    """Find the library through which Excel talks to `python`; None where it is not installed.

    It comes with xlwings on Windows and stands beside the interpreter, or one folder above it in a
    virtual environment. Its name carries the version, and the workbook asks for just that one.
    """
    bits = struct.calcsize("P") * 8
    name = f"xlwings{bits}-{xlwings.__version__}.dll"
    folders = (python.parent, python.parent.parent)
    return next((folder / name for folder in folders if (folder / name).is_file()), None)


def unblock(workbook: Path) -> bool:
    """Take the mark of a foreign origin off a file, so that Excel offers to enable its macros.

    Tell whether there was one. OSError when it cannot be taken off.
    """
    mark = Path(os.fspath(workbook) + _MARK)
    if not mark.exists():
        return False
    mark.unlink()
    return True
