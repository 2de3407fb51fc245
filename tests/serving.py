"""Run the real server, `hrpark serve` in a process of its own, and talk to it."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

import httpx

from schemas.published import edition, published

if TYPE_CHECKING:
    from collections.abc import Mapping
    from types import TracebackType

    from cell_ranges import Cells

HRPARK = Path(sys.executable).with_name("hrpark")
NINGAN, MULING = "NingAn-token-0123456789", "MuLing-token-9876543210"
TOKEN_FILE = f"# 各县令牌\n宁安市 {NINGAN}\n\n穆棱市 {MULING}\n"
NAMED = {entry.name: entry for entry in published()}
XLWINGS = version("xlwings")  # not imported here: conftest sets its licence first
_PATIENCE = 60.0


def free_port() -> int:
    """Find a port that nobody listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@dataclass
class Server:
    """One running server; `folder` is where its log and its temporary files go."""

    folder: Path
    arguments: tuple[str, ...] = ()
    environment: Mapping[str, str] = field(default_factory=dict)
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def scratch(self) -> Path:
        """Where the server may put temporary files, if it makes any."""
        return self.folder / "scratch"

    @property
    def log(self) -> str:
        return (self.folder / "log").read_text(encoding="utf-8")

    def __enter__(self) -> Self:
        self.scratch.mkdir(parents=True)
        with (self.folder / "log").open("wb") as log:
            self.process = subprocess.Popen(
                [HRPARK, "serve", "--port", str(self.port), *self.arguments],
                stdout=log,
                stderr=subprocess.STDOUT,
                env={**os.environ, "TMPDIR": str(self.scratch), **self.environment},
            )
        begun = time.monotonic()
        while not self._answers():
            assert self.process.poll() is None, self.log
            assert time.monotonic() - begun < _PATIENCE, self.log
            time.sleep(0.1)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        assert self.process
        self.process.terminate()
        self.process.wait(20)

    def _answers(self) -> bool:
        try:
            return httpx.get(f"{self.url}/health", timeout=5).status_code == 200
        except httpx.TransportError:
            return False

    def client(self, token: str = "") -> httpx.Client:
        """Give a client that keeps its connection."""
        headers = {"Authorization": token} if token else {}
        return httpx.Client(base_url=self.url, headers=headers, timeout=60)


def function_call(name: str, *given: object, **changed: object) -> dict[str, Any]:
    """Write a call as the add-in's own JavaScript sends it: every argument is rows of cells."""
    return {
        "client": "Office.js",
        "func_name": name,
        "args": [one if isinstance(one, (list, tuple)) else [[one]] for one in given],
        "caller_address": "[宁安.xlsm]资格审查!C5",
        "session_id": "1",
        "culture_info_name": "zh-CN",
        "date_format": "yyyy/m/d",
        "version": XLWINGS,
        "runtime": "1.4",
        **changed,
    }


def computed_call(name: str, cells: Mapping[str, Cells], *first: object) -> dict[str, Any]:
    """Write the call of a computed function with the ranges of its blocks."""
    return function_call(name, *first, edition(), *(cells[one.key] for one in NAMED[name].blocks))


def ask(client: httpx.Client, call: Mapping[str, Any]) -> httpx.Response:
    """Post a call of a function."""
    return client.post(
        "/xlwings/custom-functions-call",
        content=json.dumps(call),
        headers={"Content-Type": "application/json"},
    )
