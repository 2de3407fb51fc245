"""What Excel asks of the server in JSON: say in Chinese what is wrong with it, before it runs."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from xlwings import __version__ as server_version

from schemas.published import published
from workbook.limits import MOST_ROWS

FUNCTIONS_CALL = "/xlwings/custom-functions-call"
SCRIPTS_CALL = "/xlwings/custom-scripts-call/"
SCRIPTS = frozenset({"review", "preview_fixes", "apply_fixes", "undo_fixes"})
UNREADABLE = "服务器看不懂这个请求：不是加载项或工作簿按钮发来的内容。"
# Where Excel cannot show an error value that a server sends, only an error makes one.
ERRORS_BY_ERROR = frozenset({"1.2", "1.3"})
NO_ANSWER = b'{"result":[["#N/A"]]}'
NO_ANSWER_SAYS = "服务器不作答，由工作簿内置公式作答。"
TOO_MANY_CELLS = (
    "一次送来的单元格超过 {most} 个：请只选填写了的行，不选整列；表外的空白行列请删去。"
)
_ARGUMENTS = {entry.name: len(entry.arguments) for entry in published()}
# As many as the longest workbook has of them: a whole column has fifty times that.
_MOST_CELLS = {
    entry.name: MOST_ROWS
    + sum(len(block.columns) * (len(block.rows) or MOST_ROWS) for block in entry.blocks)
    for entry in published()
}
_MOST_SENT = 2_000_000  # of a whole workbook


class RefusedError(Exception):
    """A request that is refused, with the status and the sentence that say so."""

    def __init__(self, status: int, words: str) -> None:
        """Keep both."""
        super().__init__(words)
        self.status, self.words = status, words


def known(path: str, method: str) -> None:
    """Refuse the call of a script that there is not, before it is read."""
    name = path.removeprefix(SCRIPTS_CALL)
    if path != FUNCTIONS_CALL and name not in SCRIPTS:
        raise RefusedError(404, "服务器没有这个操作，请核对工作簿与服务器的版本。")
    if method != "POST":
        raise RefusedError(405, "这个地址不接受这样的请求。")


def read_call(path: str, body: bytes) -> dict[str, Any]:
    """Read a call of a function or of a script; raise RefusedError for what is none."""
    try:
        call = json.loads(body)
    except (ValueError, RecursionError):
        raise RefusedError(400, UNREADABLE) from None
    if not isinstance(call, dict):
        raise RefusedError(400, UNREADABLE)
    _same_version(call)
    (_function if path == FUNCTIONS_CALL else _script)(call)
    return call


def _same_version(call: dict[str, Any]) -> None:
    """Refuse VBA of another xlwings; the task pane comes from this server and always fits."""
    version = call.get("version")
    if not isinstance(version, str):
        raise RefusedError(400, UNREADABLE)
    if version != server_version and call.get("client") != "Office.js":
        raise RefusedError(
            409,
            f"xlwings 版本不一致：工作簿里是 {version[:20]}，服务器上是 {server_version}。"
            "请向市局索取与服务器同版本的工作簿；在此之前可用“内置公式”校验，或用网页自查。",
        )


def _function(call: dict[str, Any]) -> None:
    name, given, runtime = call.get("func_name"), call.get("args"), call.get("runtime")
    if not isinstance(name, str) or not isinstance(given, list):
        raise RefusedError(400, UNREADABLE)
    if name not in _ARGUMENTS:
        raise RefusedError(404, f"服务器没有函数“{name[:60]}”，请核对工作簿与服务器的版本。")
    if len(given) != _ARGUMENTS[name]:
        raise RefusedError(400, f"{name} 应有 {_ARGUMENTS[name]} 个参数，收到 {len(given)} 个。")
    if not isinstance(runtime, str) or not runtime.replace(".", "", 1).isdecimal():
        raise RefusedError(400, UNREADABLE)
    _bounded(given, _MOST_CELLS[name])


def _script(call: dict[str, Any]) -> None:
    book, sheets, names = call.get("book"), call.get("sheets"), call.get("names")
    if not isinstance(book, dict) or not isinstance(sheets, list) or not isinstance(names, list):
        raise RefusedError(400, UNREADABLE)
    if not sheets or not all(isinstance(sheet, dict) and "values" in sheet for sheet in sheets):
        raise RefusedError(400, UNREADABLE)
    _bounded((sheet["values"] for sheet in sheets), _MOST_SENT)


def _bounded(ranges: Iterable[object], most: int) -> None:
    """Refuse more cells than are ever needed: each costs everybody's time."""
    rows = (row for cells in ranges if isinstance(cells, list) for row in cells)
    if sum(len(row) if isinstance(row, list) else 1 for row in rows) > most:
        raise RefusedError(413, TOO_MANY_CELLS.format(most=most))
