"""Build the VBA project of the edition with macros: our modules, the functions and xlwings' own.

The same sources give the same bytes. `python -m macros.project` writes today's digest into the list
by which the reader knows our macros when a workbook comes back.
"""

from __future__ import annotations

import io
import tempfile
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from pyopenvba import ExcelFile, VBAModuleKind
from pyopenvba.cfb import CFB

from macros.xlwings_sources import stand_ins, xlwings_sources
from schemas.published import edition, published
from workbook.layout import ALL_SHEETS
from workbook.macro_sources import KNOWN_MACROS, digest, known_macros

BOOK_CODE_NAME = "ThisWorkbook"
_HOME = Path(__file__).resolve().parent
_CLASS = ".cls"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PART = "xl/vbaProject.bin"
_NOT_COMPILED = bytes.fromhex("CC61FFFF000000")
_COLOUR, _BLACK = 67, b"\x01"  # where an entry of the directory keeps it
_HEADING = "Option Explicit\n\n' Generated from the published functions; Python answers them.\n"


@dataclass(frozen=True, slots=True)
class Module:
    """One module: its name, its source, and whether it is a class."""

    name: str
    source: str
    is_class: bool = False


def sheet_code_names(sheets: int) -> tuple[str, ...]:
    """Name the modules of so many sheets, as Excel does and as `set_vba_name` must."""
    return tuple(f"Sheet{number}" for number in range(1, sheets + 1))


@cache
def wrapper() -> str:
    """Write the functions for cells in VBA, with the signatures that xlwings gives them."""
    functions = []
    for entry in published():
        names = ", ".join(argument.name for argument in entry.arguments)
        functions.append(
            f"\nPublic Function {entry.name}({names})\n"
            f'    {entry.name} = HrparkAnswer("{entry.name}", Array({names}))\n'
            "End Function\n"
        )
    return _HEADING + "".join(functions)


def our_modules() -> tuple[Module, ...]:
    """Give the modules that are ours: the sources of this folder, and the functions."""
    files = sorted(path for path in _HOME.iterdir() if path.suffix in {".bas", _CLASS})
    found = [
        Module(path.stem, path.read_text(encoding="ascii"), path.suffix == _CLASS) for path in files
    ]
    return (*found, Module("xlwings_udfs", wrapper()))


def modules(*, stub: bool = False) -> tuple[Module, ...]:
    """Give all modules, ours and xlwings' own; with `stub`, what LibreOffice compiles."""
    theirs = stand_ins() if stub else xlwings_sources()
    return (*our_modules(), *(Module(*one) for one in theirs))


@cache
def build_project(sheets: int = len(ALL_SHEETS), *, stub: bool = False) -> bytes:
    """Return vbaProject.bin for a workbook of so many sheets.

    With `stub` it is for LibreOffice, which does not compile xlwings: Python is never asked there.
    """
    return assemble(modules(stub=stub), sheets)


def assemble(wanted: Iterable[Module], sheets: int) -> bytes:
    """Return vbaProject.bin with these modules, and an empty one for each sheet and the book."""
    with tempfile.TemporaryDirectory() as folder:
        seed, made = Path(folder) / "seed.xlsm", Path(folder) / "made.xlsm"
        seed.write_bytes(_seed(sheets))
        with ExcelFile(seed) as file:
            file.add_vba_project()
            project = file.vba_project()
            for module in wanted:
                kind = VBAModuleKind.other if module.is_class else VBAModuleKind.standard
                lines = module.source.splitlines()
                project.add_module(module.name, "\r\n".join((*lines, "")), kind=kind)
            file.save(made)
        with zipfile.ZipFile(made) as package:
            return _finished(package.read(_PART))


def _finished(project: bytes) -> bytes:
    """Put right what Excel may mind in how the project is stored.

    It says that nothing in it is compiled, by the version that MS-OVBA asks of writers: a version
    that some Excel has would let that one trust what is compiled, where there is nothing. And every
    entry of the directory is black: it is a red-black tree, in which MS-CFB allows no red below
    red, and pyOpenVBA leaves all of it red.
    """
    package = CFB.from_bytes(project)
    package.write_stream_in_storage("VBA", "_VBA_PROJECT", _NOT_COMPILED)
    for entry in package._directory:  # noqa: SLF001 - nothing else tells of colours
        if entry.obj_type:
            entry.raw = entry.raw[:_COLOUR] + _BLACK + entry.raw[_COLOUR + 1 :]
    return bytes(package.to_bytes())


def _seed(sheets: int) -> bytes:
    """Write the least workbook that says how many sheets there are."""
    numbers = range(1, sheets + 1)
    listed = "".join(f'<sheet name="{n}" sheetId="{n}" r:id="rId{n}"/>' for n in numbers)
    related = "".join(
        f'<Relationship Id="rId{n}" Type="{_OFFICE}/worksheet" Target="worksheets/sheet{n}.xml"/>'
        for n in numbers
    )
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{_TYPES}"><Default Extension="rels"/></Types>',
        "xl/workbook.xml": f'<workbook xmlns:r="{_OFFICE}"><sheets>{listed}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f"<Relationships>{related}</Relationships>",
    } | {f"xl/worksheets/sheet{n}.xml": "<worksheet/>" for n in numbers}
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w") as package:
        for name, part in parts.items():
            package.writestr(zipfile.ZipInfo(name), part)
    return into.getvalue()


def main() -> None:
    """Add today's digest to the list of known macros, once."""
    made = digest(build_project(1))
    if made not in known_macros():
        note = f"# {datetime.now(UTC):%Y-%m-%d} rules {edition()}"
        with KNOWN_MACROS.open("a", encoding="ascii") as file:
            file.write(f"{made}  {note}\n")


if __name__ == "__main__":
    main()
