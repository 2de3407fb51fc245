"""A county's computer is set up by settings that can be made twice and by files that are complete.

1. Connecting keeps the other settings and leaves one line however often it is done.
2. A file from a mail loses its mark and nothing else.
3. Where Excel cannot find its library, the command says that the formulas go on working.
4. The offline folder lacks nothing on Windows; what it lacks is named.
5. The set-up script can be read by a Chinese Windows and names files that are put beside it.
"""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import pytest
import xlwings
from typer.testing import CliRunner

from bureau.command_line import app
from macros import desktop
from macros.wheels import lacking

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "home" / "xlwings.conf"
    monkeypatch.setattr(xlwings, "USER_CONFIG_FILE", str(path))
    return path


def test_connecting_keeps_the_other_settings(settings: Path) -> None:
    settings.parent.mkdir()
    settings.write_text('"SHOW CONSOLE","True"\n"INTERPRETER_WIN","old"\n', encoding="utf-8")
    for _ in range(2):
        assert desktop.connect(Path("C:/hrpark/Scripts/python.exe")) == settings
    assert settings.read_text(encoding="utf-8").splitlines() == [
        '"SHOW CONSOLE","True"',
        f'"INTERPRETER_WIN","{Path("C:/hrpark/Scripts/python.exe")}"',
    ]


@pytest.mark.parametrize("folder", ["", "Scripts"])
def test_the_library_is_found_beside_the_interpreter_or_above_it(
    tmp_path: Path, folder: str
) -> None:
    python = tmp_path / folder / "python.exe"
    assert desktop.engine(python) is None
    (tmp_path / "xlwings64-0.0.1.dll").touch()
    assert desktop.engine(python) is None
    right = tmp_path / f"xlwings64-{xlwings.__version__}.dll"
    right.touch()
    assert desktop.engine(python) == right


def test_a_file_from_a_mail_loses_its_mark_only(tmp_path: Path) -> None:
    workbook, mark = tmp_path / "a.xlsm", tmp_path / "a.xlsm:Zone.Identifier"
    workbook.write_bytes(b"PK")
    mark.write_text("[ZoneTransfer]\nZoneId=3\n", encoding="utf-8")
    assert desktop.unblock(workbook)
    assert not desktop.unblock(workbook)
    assert [path.name for path in tmp_path.iterdir()] == ["a.xlsm"]
    assert workbook.read_bytes() == b"PK"


def test_without_the_library_the_command_says_that_formulas_go_on(
    settings: Path, tmp_path: Path
) -> None:
    workbook = tmp_path / "a.xlsm"
    workbook.touch()
    done = CliRunner().invoke(app, ["excel", str(workbook)])
    assert done.exit_code == 2
    assert f"{workbook}：没有锁定。" in done.output
    assert "由内置公式计算" in done.output
    assert "INTERPRETER_WIN" in settings.read_text(encoding="utf-8")


def test_a_missing_workbook_is_named(settings: Path) -> None:
    done = CliRunner().invoke(app, ["excel", "没有.xlsm"])
    assert done.exit_code == 2
    assert "没有这个文件：没有.xlsm" in done.output
    assert settings.exists()


def wheel(folder: Path, name: str, version: str, *requires: str) -> None:
    path = folder / f"{name}-{version}-py3-none-any.whl"
    lines = ["Metadata-Version: 2.1", f"Name: {name}", f"Version: {version}"]
    lines += [f"Requires-Dist: {one}" for one in requires]
    with zipfile.ZipFile(path, "w") as package:
        package.writestr(f"{name}-{version}.dist-info/METADATA", "\n".join(lines) + "\n\n")


def test_what_a_folder_of_wheels_lacks_on_windows_is_named(tmp_path: Path) -> None:
    wheel(
        tmp_path,
        "asker",
        "1.0",
        "colorama; sys_platform == 'win32'",
        "uvloop; sys_platform != 'win32'",
        "old-one>=2",
        "There.It_Is",
        "extra-only; extra == 'more'",
    )
    wheel(tmp_path, "old_one", "1.9")
    wheel(tmp_path, "there_it_is", "0.1")
    found = list(lacking(tmp_path))
    assert len(found) == 2
    assert "colorama" in found[0]
    assert "没有" in found[0]
    assert "old-one>=2" in found[1]
    assert "1.9" in found[1]


def test_the_set_up_script_is_for_a_chinese_windows() -> None:
    raw = (ROOT / "macros" / "windows" / "setup.cmd").read_bytes()
    assert raw.count(b"\r\n") == raw.count(b"\n") > 20
    script = raw.decode("gbk")
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    named = set(re.findall(r'%~dp0([\w.-]+\.txt|wheels)"', script))
    assert named == {"wheels", "requirements.txt", "requirements-windows.txt"}
    put = makefile.partition("\nwindows:")[2].partition("\nrequirements:")[0]
    assert all(name in put for name in named)
    (install,) = (line for line in script.splitlines() if "requirements.txt" in line)
    assert "--require-hashes" in install  # what stands in the folder may have been exchanged
    assert '"PIP=-m pip --disable-pip-version-check --quiet install --no-index"' in script
    labels = set(re.findall(r"^:(\w+)", script, re.MULTILINE))
    assert set(re.findall(r"goto (\w+)", script)) == labels


def test_the_set_up_script_connects_excel_whatever_lies_beside_it() -> None:
    script = (ROOT / "macros" / "windows" / "setup.cmd").read_bytes().decode("gbk")
    lines = script.splitlines()
    alone = lines.index('"%TARGET%\\Scripts\\hrpark.exe" excel')  # without any workbook
    assert lines[alone + 1] == "if errorlevel 1 goto failed"
    (each,) = (line for line in lines if line.startswith("for "))
    assert '"%TARGET%\\Scripts\\hrpark.exe" excel "%%~ff"' in each
    assert lines.index(each) > alone
    assert each.endswith(" || goto failed")  # the last workbook's errorlevel is not all of them
    # Opened within a zip it lies alone in a folder for temporary files.
    assert lines.index('if not exist "%~dp0wheels" goto zipped') < alone
    # A path within a variable would not be quoted where the variable is used.
    assert not any("%~dp0" in line for line in lines if line.startswith("set "))
