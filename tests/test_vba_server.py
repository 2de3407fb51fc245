"""The small call by which VBA asks for the server, made by VBA and answered by the real server.

The whole workbook is sent only where this call found the server there, the token known and the
version right; what it is told otherwise is the reason people read.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from pyopenvba.apps.excel import ExcelApplication
from serving import NINGAN
from vba_books import respelled

from macros.project import modules

if TYPE_CHECKING:
    import httpx
    from serving import Server


@pytest.fixture(scope="module")
def call() -> dict[str, Any]:
    app = ExcelApplication()
    app.add_workbook()
    for module in modules():
        if module.name in {"HrparkCells", "HrparkEngines", "xlwings"}:
            app.add_module(respelled(module).source, name=module.name)
    written: dict[str, Any] = json.loads(str(app.run("HrparkEngines.HrparkSmallCall")))
    return written


def posted(server: Server, call: dict[str, Any], token: str) -> httpx.Response:
    with server.client(token) as client:
        return client.post(
            "/xlwings/custom-functions-call",
            content=json.dumps(call),
            headers={"Content-Type": "application/json"},
        )


def test_the_server_answers(server: Server, call: dict[str, Any]) -> None:
    answered = posted(server, call, NINGAN)
    assert answered.status_code == 200, answered.text


@pytest.mark.parametrize("token", ["", "wrong-token-000000000000"])
def test_a_token_it_does_not_know_is_told(server: Server, call: dict[str, Any], token: str) -> None:
    refused = posted(server, call, token)
    assert refused.status_code == 401
    assert "令牌" in refused.text


def test_another_version_is_told(server: Server, call: dict[str, Any]) -> None:
    refused = posted(server, {**call, "version": "0.30.0"}, NINGAN)
    assert refused.status_code == 409
    assert "0.30.0" in refused.text
