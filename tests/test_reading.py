"""Whatever a file does, the answer is a workbook or an UnreadableFileError, within the limits.

It works from threads, from forked processes and where nothing can be forked.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from typing import TYPE_CHECKING

import pytest
from hostile import (
    SHEET,
    STRINGS,
    WORKBOOK,
    book,
    dice,
    mangled,
    pack,
    unpack,
)
from small import BODY, BODY_CELLS, at, rich

from workbook import jail
from workbook.errors import (
    MissingFileError,
    NotAWorkbookError,
    TimedOutError,
    TooLargeError,
    UnreadableFileError,
)
from workbook.limits import Limits
from workbook.reading import read_workbook
from workbook.rehearsal import rehearse

if TYPE_CHECKING:
    from pathlib import Path


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    for path in (tmp_path / "没有.xlsx", tmp_path, tmp_path / "\0"):
        with pytest.raises(MissingFileError):
            read_workbook(path)


def test_a_file_too_large_to_look_at(tmp_path: Path) -> None:
    path = tmp_path / "大.xlsx"
    with path.open("wb") as file:
        file.truncate(31 * 2**20)
    with pytest.raises(TooLargeError):
        read_workbook(path)


def test_a_refusal_keeps_its_words() -> None:
    with pytest.raises(NotAWorkbookError) as caught:
        read_workbook(b"%PDF-1.7")
    assert caught.value.sentence == NotAWorkbookError("PDF 文件").sentence


def test_an_impatient_reader() -> None:
    with pytest.raises(TimedOutError):
        read_workbook(book(BODY * 2_000), limits=Limits(wall_seconds=0.02))


def test_a_busy_reader() -> None:
    # Reading takes seconds of work: ten million cells between two corners, several times over.
    corners = at("A1") + '<row r="9000"><c r="BAA9000"><v>1</v></c></row>'
    with pytest.raises(TimedOutError):
        read_workbook(book(*[corners] * 40), limits=Limits(cpu_seconds=1))


def test_a_greedy_reader() -> None:
    corners = at("A1") + '<row r="9000"><c r="BAA9000"><v>1</v></c></row>'
    with pytest.raises(UnreadableFileError, match="无法安全读取"):
        read_workbook(book(corners), limits=Limits(memory=2**28))


def outcome(data: bytes) -> str:
    """Return what the reader says; any other exception fails the test."""
    try:
        read_workbook(data)
    except UnreadableFileError as refusal:
        return refusal.sentence
    return "读出"


@pytest.mark.parametrize("seed", range(6))
def test_a_mangled_workbook_is_read_or_refused_and_nothing_else(seed: int) -> None:
    chance = dice(seed)
    data = rich()
    members = unpack(data)
    names = [name for name in members if name.endswith((".xml", ".rels"))]
    outcomes = []
    for turn in range(100):
        name = chance.choice([*names, SHEET, SHEET, STRINGS, WORKBOOK])
        part = members[name]
        assert isinstance(part, bytes)
        inside = pack(members | {name: mangled(part, chance)})
        outcomes.append(outcome(inside if turn % 4 else mangled(data, chance)))
    assert all(outcomes)
    assert "读出" in outcomes
    assert len(set(outcomes)) > 3


def test_a_reader_may_not_write_or_open_much(tmp_path: Path) -> None:
    program = f"""
from workbook.limits import Limits, impose
impose(Limits())
opened = []
try:
    while True:
        opened.append(open({os.devnull!r}))
except OSError:
    print(len(opened) < 16)
opened.clear()
try:
    with open({str(tmp_path / "x")!r}, "w") as file:
        file.write("x")
except OSError:
    print(True)
"""
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["True", "True"]


def test_the_rehearsal_is_read() -> None:
    rehearse()  # a reader that cannot rehearse would die before its first file


def test_many_threads_at_once() -> None:
    files = [book(at(f"A{number}", str(number))) for number in range(1, 41)]
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(read_workbook, files))
    assert [read.sheets[0].cells for read in found] == [
        {(number, 0): number + 1} for number in range(40)
    ]


def test_a_fork_of_us_reads_too() -> None:
    read_workbook(book(BODY))
    child = os.fork()
    if child == 0:
        os._exit(0 if read_workbook(book(BODY)).sheets[0].cells == BODY_CELLS else 1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert read_workbook(book(BODY)).sheets[0].cells == BODY_CELLS


def test_a_parent_of_readers_that_died_is_replaced() -> None:
    server = jail.ForkServer()
    request = json.dumps({"known_macros": [], "limits": asdict(Limits())}).encode() + b"\n"
    try:
        first = server.ask(request + book(BODY), 30)
        dead = server.pid
        assert dead is not None
        os.kill(dead, signal.SIGKILL)
        for _ in range(3):  # a reader that it had forked already may still answer once
            assert server.ask(request + book(BODY), 30) == first
        assert server.pid != dead
    finally:
        server.stop()


def test_without_forks() -> None:
    request = json.dumps({"known_macros": [], "limits": asdict(Limits())}).encode() + b"\n"
    message = json.loads(jail.ask_fresh(request + book(at("A1")), 30))
    assert message["workbook"]["sheets"][0]["values"] == [9]
    assert jail.ask_fresh(b"no request", 30) == b""


def test_the_parent_of_readers_stays_slim() -> None:
    program = (
        "import sys; import workbook.child; "
        "print(*sorted({name.partition('.')[0] for name in sys.modules}))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    loaded = set(done.stdout.split())
    assert {"lxml", "python_calamine"} <= loaded
    assert loaded.isdisjoint({"numpy", "openpyxl", "pandas", "pandera", "xlsxwriter", "xlwings"})


def test_reading_loads_no_reader_in_our_process() -> None:
    program = "import sys; import workbook.reading; print('lxml' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "False"
