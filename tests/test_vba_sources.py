"""The reader knows our macros again by their sources, and no others.

1. The number of sheets, spelling, indents, line ends and attributes make no difference; words do.
2. A workbook with our macros is read; with a changed, added or hidden module it is refused.
3. A project that could hold or reach other code is refused, whatever its sources say.
4. A damaged or hostile project is refused and nothing else happens.
5. The list of known macros is one digest a line; those of earlier years stay.
6. A workbook without macros is read without what reads macros.
"""

from __future__ import annotations

import re
import struct
import subprocess
import sys
from pathlib import Path

import pytest
from hostile import book as plain_book
from hostile import dice, mangled, pack, parts
from pyopenvba.cfb import CFB
from pyopenvba.vba import compress, decompress
from vba_books import COUNT, workbook

from macros.project import Module, assemble, build_project, modules, our_modules
from workbook import macro_sources
from workbook.errors import UnreadableFileError, UnsafeMacroError
from workbook.gate import inspect
from workbook.macro_sources import KNOWN_MACROS, digest, digest_of, known_macros
from workbook.raw import Feature, FeatureKind
from workbook.reading import read_workbook

ROOT = Path(__file__).resolve().parent.parent
SOURCE = """Option Explicit

Public Function Answer(ByVal given As String) As String
    ' Say it.
    If given <> "" Then Answer = given & "  A" 'end
End Function
"""
OURS = (Module("One", SOURCE),)


def of(source: str, *more: tuple[str, str]) -> str:
    return digest_of([("One", source), *more])


@pytest.mark.parametrize(
    "source",
    [
        SOURCE.replace("\n", "\r\n"),
        f'Attribute VB_Name = "One"\n{SOURCE}',
        SOURCE.replace("    ' Say", 'Attribute Answer.VB_Description = "x"\n    \' Say'),
        SOURCE.replace("    ", "\t"),
        SOURCE.replace("given", "GIVEN").replace("As String", "as string"),
        SOURCE.replace(' <> "" ', '<>""').replace(" & ", "  &   "),
        SOURCE.replace(" 'end", "          'end   "),
        SOURCE.replace("\n\n", "\n"),
        f"Rem Attribute VBA_ModuleType=VBAModule\nOption VBASupport 1\n{SOURCE}\n\n",
    ],
)
def test_spelling_makes_no_difference(source: str) -> None:
    assert source != SOURCE
    assert of(source) == of(SOURCE)


@pytest.mark.parametrize(
    "source",
    [
        SOURCE.replace("given &", "given +"),
        SOURCE.replace('"  A"', '" A"'),
        SOURCE.replace('"  A"', '"  a"'),
        SOURCE.replace("' Say it.", "' Say it. _"),  # the next line becomes a comment
        SOURCE.replace("' Say it.", "Say it"),
        SOURCE.replace("End Function", "Shell given\nEnd Function"),
        SOURCE.replace("Answer = given", "Answer = gi ven"),
        SOURCE.replace("If given", "If Not given"),
        SOURCE.replace("    If", "    On Error Resume Next: If"),
    ],
)
def test_words_make_a_difference(source: str) -> None:
    assert source != SOURCE
    assert of(source) != of(SOURCE)


def test_modules_count_by_name_unless_they_are_empty() -> None:
    assert of(SOURCE, ("Sheet1", "Option Explicit\r\n"), ("Sheet2", "")) == of(SOURCE)
    assert of(SOURCE, ("Sheet1", "Sub A()\nEnd Sub")) != of(SOURCE)
    assert digest_of([("Two", SOURCE)]) != of(SOURCE)
    assert digest_of([("B", "Dim x"), ("A", "Dim y")]) == digest_of(
        [("a", "dim Y"), ("B", "Dim x")]
    )
    assert digest_of([("A", "Dim x\nDim y")]) != digest_of([("A", "Dim x"), ("B", "Dim y")])


def test_the_number_of_sheets_makes_no_difference() -> None:
    assert digest(build_project(1)) == digest(build_project(COUNT))
    assert digest(build_project(1)) != digest(build_project(1, stub=True))


def test_the_list_holds_one_digest_a_line() -> None:
    lines = KNOWN_MACROS.read_text(encoding="ascii").splitlines()
    assert len(known_macros()) == len(lines) > 0
    assert all(len(one) == 64 and int(one, 16) for one in known_macros())


def with_macros(project: bytes) -> bytes:
    return pack(parts('<row r="1"><c r="A1"><v>1</v></c></row>') | {"xl/vbaProject.bin": project})


def test_a_workbook_with_our_macros_is_read() -> None:
    read = read_workbook(workbook())
    assert Feature(FeatureKind.KNOWN_MACRO, "xl/vbaproject.bin") in read.features
    assert read_workbook(with_macros(build_project(2))).sheets[0].cells == {(0, 0): 1}


def test_a_digest_that_is_asked_for_replaces_the_list() -> None:
    mine = frozenset({digest(assemble(OURS, 1))})
    assert inspect(with_macros(assemble(OURS, 3)), known_macros=mine)
    with pytest.raises(UnsafeMacroError):
        inspect(with_macros(build_project(1)), known_macros=mine)
    with pytest.raises(UnsafeMacroError):
        inspect(with_macros(build_project(1)), known_macros=frozenset())


CHANGES = {
    "changed": lambda modules: [
        Module(modules[0].name, modules[0].source.replace("HrparkEnd", "Shell"), is_class=False),
        *modules[1:],
    ],
    "added": lambda modules: [*modules, Module("Zz", "Sub Auto_Close()\nShell 1\nEnd Sub")],
    "left out": lambda modules: modules[1:],
    "a class": lambda modules: [*modules, Module("Zz", "Public x As Long", is_class=True)],
}


@pytest.mark.parametrize("change", CHANGES)
def test_other_macros_are_refused(change: str) -> None:
    data = with_macros(assemble(CHANGES[change](list(modules())), 2))
    with pytest.raises(UnsafeMacroError) as caught:
        read_workbook(data)
    assert "来历不明的宏" in caught.value.sentence


def changed_dir(old: bytes, new: bytes) -> bytes:
    """Replace bytes of the directory of modules, as many by as many."""
    assert len(old) == len(new)
    package = CFB.from_bytes(assemble(OURS, 1))
    raw = decompress(package.get_stream_in_storage("VBA", "dir"))
    assert old in raw
    package.write_stream_in_storage("VBA", "dir", compress(raw.replace(old, new)))
    return package.to_bytes()


def with_stream(name: str, *, storage: str = "VBA") -> bytes:
    package = CFB.from_bytes(assemble(OURS, 1))
    package.add_stream_to_storage(storage, name, compress(b"Sub A()\r\nEnd Sub\r\n"))
    return package.to_bytes()


def with_storage() -> bytes:
    """Add what a form would bring."""
    package = CFB.from_bytes(assemble(OURS, 1))
    package.add_substorage_at((), "Form")
    return package.to_bytes()


def test_the_same_project_unharmed_is_known() -> None:
    package = CFB.from_bytes(assemble(OURS, 1))
    assert digest(package.to_bytes()) == digest(assemble(OURS, 1))
    with_cache = with_stream("__SRP_0")  # as Excel adds them
    assert digest(with_cache) == digest(assemble(OURS, 1))


OFFICE = b"2DF8D04C-5BFA-101B-BDE5-00AA0044DE52"
ODD = {
    "a module that the directory hides": lambda: with_stream("Hidden"),
    "a form": with_storage,
    "a module that is not where the directory says": lambda: changed_dir(
        "One".encode("utf-16-le"), "Two".encode("utf-16-le")
    ),
    "a reference to another library": lambda: changed_dir(OFFICE, OFFICE.replace(b"2DF8", b"420B")),
    "too large": lambda: assemble(OURS, 1) + bytes(5 * 2**20),
    "nothing": lambda: b"",
    "no project": lambda: b"a macro project",
    "a cut one": lambda: build_project(1)[:5000],
    "no directory": lambda: build_project(1).replace(b"d\0i\0r\0", b"d\0i\0x\0"),
    "a loop of sectors": lambda: build_project(1)[:512] + struct.pack("<128I", *range(128)) * 300,
}


@pytest.mark.parametrize("kind", ODD)
def test_an_odd_project_is_refused(kind: str) -> None:
    project = ODD[kind]()
    with pytest.raises(UnsafeMacroError):
        digest(project)
    with pytest.raises(UnreadableFileError):
        read_workbook(with_macros(project))


def test_a_bomb_is_refused() -> None:
    # 4096 signs from a few bytes, again and again, where a module without attributes would stand
    chunk = struct.pack("<HBBH", 0xB000 | 3, 0b10, ord("A"), 0x0FFF)
    package = CFB.from_bytes(assemble(OURS, 1))
    package.write_stream_in_storage("VBA", "One", b"\x01" + chunk * 200_000)
    with pytest.raises(UnreadableFileError):
        read_workbook(with_macros(package.to_bytes()))


@pytest.mark.parametrize("seed", range(3))
def test_a_mangled_project_is_known_or_refused_and_nothing_else(seed: int) -> None:
    chance, good = dice(seed), assemble(OURS, 1)
    known, refused = 0, 0
    for _ in range(60):
        try:
            known += digest(mangled(good, chance)) == digest(good)
        except UnsafeMacroError:
            refused += 1
    assert refused > 5
    assert known + refused <= 60


def test_a_workbook_without_macros_is_read_without_their_reader() -> None:
    code = (
        "import sys; from hostile import book; from workbook.gate import inspect;"
        "inspect(book('')); print('pyopenvba' in sys.modules)"
    )
    paths = f"import sys; sys.path[:0] = [{str(ROOT)!r}, {str(ROOT / 'tests')!r}]; "
    done = subprocess.run(
        [sys.executable, "-c", paths + code], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "False"
    assert inspect(plain_book("")).features == ()
    assert macro_sources.__name__ not in inspect.__globals__


def test_our_sources_stand_as_the_editor_would_write_numbers() -> None:
    # It would write &H0D as &HD and 1.50 as 1.5, and the digest would be another one.
    for module in our_modules():
        code = re.sub(r'"[^"]*"|\'.*', "", module.source)
        assert not re.findall(r"&H0|\b\d+\.\d*|\b0\d", code), module.name
