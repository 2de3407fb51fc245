"""The house keeps its order.

1. Rooms import only what the house allows; nothing imports the bureau.
2. Every library has one home.
3. A package's `__init__` is a face: docstring, imports, `__all__`.
4. What is pinned carries hashes, names no place, and stands in the notices.
"""

from __future__ import annotations

import ast
import re
from fnmatch import fnmatch
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parent.parent

MAY_IMPORT = {
    "schemas": set(),
    "workbook": {"schemas"},
    "udfs": {"schemas"},
    "macros": {"schemas", "workbook"},
    "bureau": {"schemas", "workbook", "udfs", "macros"},
}

HOMES = {
    "lxml": (
        "workbook/annotate*",
        # the reader's own look at the XML
        "workbook/package.py",
        "workbook/book.py",
        "workbook/canonical.py",
        "workbook/formats.py",
        "workbook/pictures.py",
        "workbook/sheet.py",
        "workbook/reading*",
    ),
    "openpyxl": ("workbook/reading*",),
    "pandera": ("schemas/models.py",),
    "phonenumbers": ("schemas/normalising/phones.py",),
    "pyopenvba": ("macros/*", "workbook/macro_sources.py"),
    "python_calamine": ("workbook/reading*", "workbook/values.py"),
    "sqlalchemy": ("bureau/register*",),
    "stdnum": ("schemas/normalising/codes.py",),
    "typer": ("bureau/command_line.py",),
    "xlsxwriter": ("workbook/template*", "workbook/styles*", "workbook/forms*"),
    "xlwings": ("udfs/*", "macros/*", "bureau/server/*"),
    **dict.fromkeys(("fastapi", "starlette", "uvicorn", "xlwings_server"), ("bureau/server/*",)),
}

SOURCES = sorted(path for room in MAY_IMPORT for path in (ROOT / room).rglob("*.py"))


def imported(source: str) -> Iterator[tuple[int, str]]:
    """Give line and full name of every module a source imports, wherever and however it does."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield node.lineno, node.module or ""
        elif isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
            called = node.func.attr if isinstance(node.func, ast.Attribute) else node.func
            name = called if isinstance(called, str) else getattr(called, "id", "")
            if name in {"import_module", "__import__"}:
                yield node.lineno, str(node.args[0].value)


def faults(where: str, source: str) -> list[str]:
    """List the imports of a file that the house forbids."""
    room = where.partition("/")[0]
    found = []
    for line, module in imported(source):
        top = module.partition(".")[0]
        if top in MAY_IMPORT and top != room and top not in MAY_IMPORT[room]:
            found.append(f"{where}:{line}: {room} imports {top}")
        if top in {"tests", "bench"}:
            found.append(f"{where}:{line}: the product imports {top}")
        if top in HOMES and not any(fnmatch(where, home) for home in HOMES[top]):
            found.append(f"{where}:{line}: {top} has its home in {', '.join(HOMES[top])}")
    return found


def logic(source: str) -> list[str]:
    """List what a package's `__init__` holds beside docstring, imports and `__all__`."""
    held = []
    for number, node in enumerate(ast.parse(source).body):
        docstring = (
            number == 0 and isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
        )
        face = isinstance(node, ast.Assign) and [ast.unparse(at) for at in node.targets] == [
            "__all__"
        ]
        if not (docstring or face or isinstance(node, ast.Import | ast.ImportFrom)):
            held.append(ast.unparse(node))
    return held


def test_every_room_is_there() -> None:
    assert {path.relative_to(ROOT).parts[0] for path in SOURCES} == set(MAY_IMPORT)


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_imports_follow_the_house(path: Path) -> None:
    assert faults(path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    ("where", "source", "fault"),
    [
        ("schemas/a.py", "import workbook.raw", "schemas imports workbook"),
        ("udfs/a.py", "def f():\n    from workbook import raw", "a.py:2: udfs imports workbook"),
        ("workbook/a.py", "if 1:\n    import udfs", "workbook imports udfs"),
        ("macros/a.py", "from bureau.command_line import main", "macros imports bureau"),
        ("macros/a.py", "import importlib\nimportlib.import_module('bureau')", "imports bureau"),
        ("bureau/a.py", "from tests import office", "the product imports tests"),
        ("workbook/a.py", "import openpyxl.styles as styles", "openpyxl has its home"),
        ("schemas/rules/a.py", "from pandera import pandas", "pandera has its home"),
        ("workbook/a.py", "__import__('lxml.etree')", "lxml has its home"),
    ],
)
def test_a_forbidden_import_is_seen(where: str, source: str, fault: str) -> None:
    assert [fault in found for found in faults(where, source)] == [True]


@pytest.mark.parametrize(
    ("where", "source"),
    [
        ("bureau/a.py", "import schemas, workbook, udfs, macros, bureau.b"),
        ("workbook/reading/cells.py", "import openpyxl, python_calamine\nfrom schemas import x"),
        ("schemas/a.py", "from . import workbook\nworkbook = 'import udfs'"),
    ],
)
def test_an_allowed_import_passes(where: str, source: str) -> None:
    assert faults(where, source) == []


@pytest.mark.parametrize(
    "path",
    [path for path in SOURCES if path.name == "__init__.py"],
    ids=lambda path: path.relative_to(ROOT).as_posix(),
)
def test_a_package_is_a_face(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    assert ast.get_docstring(ast.parse(source))
    assert logic(source) == []


@pytest.mark.parametrize("held", ["x = 1", "def f(): ...", "__all__ += ['y']", "print('x')"])
def test_logic_in_a_face_is_seen(held: str) -> None:
    assert len(logic(f'"""Say."""\nfrom a import b\n__all__ = ["b"]\n{held}')) == 1


def test_every_pinned_library_is_named_in_the_notices() -> None:
    pinned = [
        name
        for path in (ROOT / "requirements.txt", ROOT / "requirements-server.txt")
        for name in re.findall(r"^([\w.-]+)==", path.read_text(encoding="utf-8"), re.MULTILINE)
    ]
    notices = (ROOT / "THIRD_PARTY_NOTICES.md").read_text(encoding="utf-8").lower()
    assert pinned
    assert [name for name in pinned if f"| {name} |" not in notices] == []


def test_requirements_say_nothing_of_where_they_were_made() -> None:
    for path in ROOT.glob("requirements*.txt"):
        lines = path.read_text(encoding="utf-8").splitlines()
        pins = [line for line in lines if line and not line.lstrip().startswith(("#", "--hash="))]
        assert [line for line in pins if not re.fullmatch(r"[\w.-]+==[\w.]+ \\", line)] == []
        assert not [line for line in lines if "://" in line or "/" in line.partition("via")[2]]
