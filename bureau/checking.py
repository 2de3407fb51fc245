"""Check files one after another for the command line: print, or give data, and write copies."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.markup import escape
from rich.progress import Progress

from bureau.os_reasons import reason
from schemas.normalising.cells import without_invisible
from workbook.errors import UnreadableFileError
from workbook.layout import RETURNED_SUFFIX
from workbook.received import Received, receive

if TYPE_CHECKING:
    from workbook.review import Review

_AHEAD = 2


def check_files(  # noqa: PLR0913 - these are the command's options
    files: Sequence[Path],
    *,
    as_json: bool,
    annotate: bool,
    html: bool,
    output: Path | None,
    decisions: Mapping[str, str],
    jurisdiction: str | None,
) -> int:
    """Review every file; give 0 nothing wrong, 1 findings, 2 a file that cannot be used."""
    console, errors = Console(), Console(stderr=True)
    data: list[dict[str, object]] = []
    done: list[tuple[str, Review | None]] = []
    status = 0
    with Progress(console=errors, transient=True, disable=len(files) == 1) as progress:
        for path, arriving in progress.track(_read_ahead(files), len(files), description="校验"):
            # Loading pandas takes longer than reading, which has begun.
            from workbook.review import review  # noqa: PLC0415

            try:
                received = arriving.result()
                found = review(received, decisions=decisions, jurisdiction=jurisdiction)
            except UnreadableFileError as error:
                status = 2
                done.append((path.name, None))
                data.append({"file": path.name, "unreadable": error.sentence})
                _say(errors, f"[bold red]{escape(path.name)}[/]：{escape(error.sentence)}")
                continue
            status = max(status, int(found.asks))
            done.append((path.name, found))
            if as_json:
                from workbook.report import as_data  # noqa: PLC0415

                data.append(as_data(found))
            else:
                from bureau.console import print_review  # noqa: PLC0415

                print_review(found, console)
            folder = output or path.parent
            try:
                copies = write_copies(
                    folder / path.name, received, found, annotate=annotate, html=html
                )
                for written in copies:
                    _say(errors, f"已写出 {escape(str(written))}")
            except UnreadableFileError as error:
                status = 2
                _say(errors, f"[bold red]{escape(path.name)}[/]：{escape(error.sentence)}")
            except OSError as error:
                status = 2
                words = f"{path.name} 的标注件或网页写不进 {folder}：{reason(error)}。"
                words += "请用 --output 换一个文件夹。"
                _say(errors, f"[bold red]{escape(words)}[/]")
    if as_json:
        print(json.dumps(data, ensure_ascii=False, indent=2))  # noqa: T201 - the answer itself
    elif len(done) > 1:
        from bureau.console import Overview  # noqa: PLC0415 - what was loaded for reviews

        overview = Overview()
        for name, outcome in done:
            overview.add(name, outcome) if outcome else overview.add_unusable(name)
        console.print(overview.table)
    return status


def _read_ahead(files: Sequence[Path]) -> Iterator[tuple[Path, Future[Received]]]:
    """Give each file with its reading, begun before it is wanted; a failure waits in it."""
    with ThreadPoolExecutor(max_workers=1) as reader:
        reading: deque[tuple[Path, Future[Received]]] = deque()
        for path in files:
            reading.append((path, reader.submit(receive, path)))
            if len(reading) > _AHEAD:
                yield reading.popleft()
        yield from reading


def _say(console: Console, words: str) -> None:
    """Print a line that may name a file: names can hold commands for terminals."""
    console.print(without_invisible(words), highlight=False, soft_wrap=True)


def write_copies(
    beside: Path, received: Received, found: Review, *, annotate: bool, html: bool
) -> Iterator[Path]:
    """Write the returned copy and the page beside a path; give what was written."""
    if annotate:
        from workbook.returned_copy import returned_copy  # noqa: PLC0415

        target = beside.with_name(f"{beside.stem}{RETURNED_SUFFIX}{beside.suffix}")
        yield write_whole(target, returned_copy(received.data, found))
    if html:
        from workbook.page import page  # noqa: PLC0415

        yield write_whole(
            beside.with_name(f"{beside.stem}{RETURNED_SUFFIX}.html"), page(found).encode()
        )


def write_whole(path: Path, data: bytes) -> Path:
    """Write a file whole or not at all; raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f".{path.name}.part")
    try:
        partial.write_bytes(data)
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)
    return path
