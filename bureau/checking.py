"""Check files one after another for the command line: print, or give data, and write copies."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from rich.console import Console
from rich.progress import Progress

from bureau.console import print_review
from workbook.errors import UnreadableFileError
from workbook.report import as_data, page, returned_copy
from workbook.review import Review, review


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
    status = 0
    with Progress(console=errors, transient=True, disable=len(files) == 1) as progress:
        for path in progress.track(files, description="校验"):
            try:
                found = review(path, decisions=decisions, jurisdiction=jurisdiction)
            except UnreadableFileError as error:
                status = 2
                data.append({"file": path.name, "unreadable": error.sentence})
                errors.print(f"[bold red]{path.name}[/]：{error.sentence}", highlight=False)
                continue
            status = max(status, int(found.asks))
            if as_json:
                data.append(as_data(found))
            else:
                print_review(found, console)
            try:
                for written in write_copies(path, found, output, annotate=annotate, html=html):
                    errors.print(f"已写出 {written}", highlight=False)
            except OSError as error:
                status = 2
                errors.print(f"[bold red]写不出 {error.filename}[/]：{error.strerror}。")
    if as_json:
        print(json.dumps(data, ensure_ascii=False, indent=2))  # noqa: T201 - the answer itself
    return status


def write_copies(
    path: Path, found: Review, output: Path | None, *, annotate: bool, html: bool
) -> list[Path]:
    """Write the returned copy and the page beside the original or into `output`."""
    folder = output or path.parent
    written = []
    if annotate:
        target = folder / f"{path.stem}-校验意见{path.suffix}"
        written.append(_write(target, returned_copy(path.read_bytes(), found)))
    if html:
        written.append(_write(folder / f"{path.stem}-校验意见.html", page(found).encode()))
    return written


def _write(path: Path, data: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f".{path.name}.part")
    partial.write_bytes(data)
    partial.replace(path)
    return path
