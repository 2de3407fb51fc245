"""The VBA project is whole, ours by its sources, and the same whenever it is built.

1. pyOpenVBA finds nothing wrong in it, and olevba shows the sources that stand in the folder.
2. Sources are ASCII with lines that VBA takes, and hold no word that people read.
3. The same sources give the same bytes; its documents are named as the template names its sheets.
4. The functions have the signatures that xlwings gives them.
5. xlwings' modules come with their notices, whole but for the lines that are marked.
6. Every module compiles, with all of xlwings' modules there.
"""

from __future__ import annotations

import difflib
import re
import warnings
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import xlwings
from pyopenvba import ExcelFile, check_file
from pyopenvba.apps.excel import ExcelApplication
from pyopenvba.cfb import CFB
from pyopenvba.exceptions import VBACompileError
from test_faces import LAW
from test_udf_wrapper import generated  # noqa: F401 - a fixture
from vba_books import COUNT, readable, workbook

from macros import xlwings_sources
from macros.project import build_project, modules, our_modules, sheet_code_names, wrapper
from schemas.published import published
from workbook.button_words import composed, fixed
from workbook.macro_sources import digest, known_macros

if TYPE_CHECKING:
    from typing import Any

MACROS = Path(__file__).resolve().parent.parent / "macros"
THEIRS = Path(xlwings.__file__).parent
BUTTONS = {
    "HrparkReview",
    "HrparkPreviewFixes",
    "HrparkApplyFixes",
    "HrparkUndoFixes",
    "HrparkMail",
}
# Lines removed from and added to xlwings' modules.
CHANGED = {"WebClient": (1, 1), "Remote": (5, 10), "WebHelpers": (1, 3), "xlwings": (4, 4)}


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("project") / "a.xlsm"
    made.write_bytes(workbook())
    return made


def test_nothing_is_wrong_in_it(path: Path) -> None:
    report = check_file(path)
    assert report.issues == ()
    assert report.complete
    with ExcelFile(path) as file:
        assert file.validate() == []


def test_olevba_shows_our_sources(path: Path) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of the parsers it stands on
        from oletools.olevba import VBA_Parser  # noqa: PLC0415 - within the silence
    parser = VBA_Parser(str(path))
    try:
        shown = {
            name.partition(".")[0]: code for _, _, name, code in parser.extract_macros() if code
        }
    finally:
        parser.close()
    for module in our_modules():
        lines = [line for line in module.source.splitlines() if not line.startswith("Attribute ")]
        assert "\n".join(lines).strip() in shown[module.name].replace("\r\n", "\n"), module.name
    documents = {"ThisWorkbook", *sheet_code_names(COUNT)}
    assert set(shown) == {module.name for module in modules()} | documents
    for name in documents:
        code = shown[name].splitlines()
        assert [line for line in code if line and not line.startswith("Attribute ")] == []


def test_sources_are_plain() -> None:
    for module in modules():
        assert module.source.isascii(), module.name
        assert max(map(len, module.source.splitlines())) < 1000, module.name
        assert len(module.name) <= 31
    for module in our_modules():
        for line in module.source.splitlines():
            assert len(line) <= 140 or module.name == "xlwings_udfs", (module.name, line)
    names = {path.stem for path in MACROS.iterdir() if path.suffix in {".bas", ".cls"}}
    assert {module.name for module in our_modules()} == names | {"xlwings_udfs"}


def test_every_module_that_is_a_file_names_itself_after_it() -> None:
    for path in MACROS.glob("*.bas"):
        assert path.read_text(encoding="ascii").splitlines()[0] == (
            f'Attribute VB_Name = "{path.stem}"'
        )


def test_every_word_they_show_is_one_the_workbook_has() -> None:
    said = set()
    for module in our_modules():
        said |= set(re.findall(r'"text_(\w+)"', module.source))
    there = {*fixed(), *composed(LAW)}
    assert said - there == {"functions"}  # the block of help for the function wizard
    assert {"engine_formula", "reviewed", "more", "fix_skipped", "mail_saved"} <= said


def test_all_buttons_are_there_and_only_they_are_offered_as_macros() -> None:
    offered = set()
    for module in our_modules():
        if "Option Private Module" not in module.source:
            offered |= set(re.findall(r"^Public Sub (\w+)\(\)", module.source, re.MULTILINE))
    assert offered == BUTTONS


def test_nothing_runs_by_itself() -> None:
    # What does, and could write a file or start a program, is refused by scanners of mails.
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of the parsers it stands on
        from oletools.mraptor import MacroRaptor  # noqa: PLC0415 - within the silence
    scanned = MacroRaptor("\n".join(module.source for module in modules()))
    scanned.scan()
    assert scanned.write
    assert scanned.execute
    assert not scanned.autoexec, scanned.matches


def test_the_same_sources_give_the_same_bytes() -> None:
    first = build_project(3)
    build_project.cache_clear()
    assert build_project(3) == first
    assert build_project(4) != first


def test_it_says_that_nothing_in_it_is_compiled() -> None:
    package = CFB.from_bytes(build_project(3))
    assert package.get_stream_in_storage("VBA", "_VBA_PROJECT") == b"\xcc\x61\xff\xff\0\0\0"


def test_no_red_entry_of_its_directory_hangs_on_a_red_one() -> None:
    from olefile import OleFileIO  # noqa: PLC0415 - olevba stands on it

    entries = OleFileIO(build_project(COUNT)).direntries
    black = 1
    for entry in entries:
        if entry is not None and entry.entry_type:
            below = (entry.sid_left, entry.sid_right)
            colours = [entries[sid].color for sid in below if sid < len(entries)]
            assert entry.color == black or set(colours) <= {black}, entry.name
            assert entry.sid_child >= len(entries) or entries[entry.sid_child].color == black


def test_the_functions_have_the_signatures_that_xlwings_gives_them(
    generated: dict[str, Any],  # noqa: F811 - the fixture
) -> None:
    pattern = re.compile(r"^(?:Public )?Function (\w+)\((.*)\)\s*$", re.MULTILINE)
    ours, theirs = pattern.findall(wrapper()), pattern.findall(generated["wrapper"])
    assert sorted(ours) == sorted(theirs)
    assert len(ours) == len(published()) > 30
    for name, arguments in ours:
        assert f'{name} = HrparkAnswer("{name}", Array({arguments}))' in wrapper()


def test_xlwings_modules_are_its_own_with_their_notices() -> None:
    sources = {name: source for name, source, _ in xlwings_sources.xlwings_sources()}
    for name, source in sources.items():
        if name == "Licences":
            assert "Permission is hereby granted" in source
            assert all(line.startswith("'") for line in source.splitlines())
            continue
        (original,) = (
            path.read_text(encoding="ascii")
            for path in (THEIRS, THEIRS / "addin")
            for path in path.glob(f"{name}.*")
            if path.suffix in {".bas", ".cls"}
        )
        lines = difflib.ndiff(original.splitlines(), source.splitlines())
        changed = [line for line in lines if line[0] in "+-"]
        removed, added = ([line for line in changed if line[0] == sign] for sign in "-+")
        assert (len(removed), len(added)) == CHANGED.get(name, (0, 0)), name
        assert all("' hrpark: " in line for line in added)
    assert "Copyright (c) Tim Hall" in sources["Licences"]
    assert "BSD 3-clause" in sources["xlwings"]
    assert "Copyright (C) 2014-present, Zoomer Analytics LLC" in sources["xlwings"]
    for name in sources.keys() - {"xlwings", "Remote", "Licences"}:
        assert re.search(r"@license:? MIT", sources[name]), name
        assert "Tim Hall" in sources[name], name


def test_what_the_buttons_call_of_xlwings_shows_no_dialog() -> None:
    sources = {name: source for name, source, _ in xlwings_sources.xlwings_sources()}
    called = ("Public Function RunPython(", "Function ExecuteWindows(")
    for start in called:
        _, found, rest = sources["xlwings"].partition(f"\n{start}")
        assert found
        code = re.sub(r"#If Mac Then.*?#(?:Else|End If)", "", rest, flags=re.DOTALL)
        code = re.sub("'.*", "", code.partition("\nEnd Function")[0])
        shown = re.findall(r"^\s*(?:MsgBox|ShowError|Call ShowError).*", code, re.MULTILINE)
        # A workbook of ours holds no code in its sheets, and no setting of ours asks for Conda.
        assert all("Embedded code" in line for line in shown), shown


def test_a_change_of_xlwings_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlwings_sources, "_CHANGES", (("Remote", "arr(i, j) = else", ""),))
    with pytest.raises(xlwings_sources.XlwingsChangedError):
        xlwings_sources.xlwings_sources()


def test_today_s_sources_are_in_the_list_of_known_ones() -> None:
    assert digest(build_project(COUNT)) in known_macros(), "run python -m macros.project"


def test_every_module_compiles(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsm"
    path.write_bytes(readable())
    app = ExcelApplication.open(path)
    loaded = {name.casefold() for name in app.load_vba(path)}
    assert {module.name.casefold() for module in modules()} <= loaded
    assert app.run("HrparkPost.HrparkPercent", "a", 9) == "a"


def test_what_does_not_compile_is_seen() -> None:
    app = ExcelApplication()
    app.add_workbook()
    module = our_modules()[0]
    app.add_module(module.source, name=module.name)
    with pytest.raises(VBACompileError):
        app.add_module(module.source.replace("    End If\n", "", 1), name="Broken")
