"""The server as one application: the page, the health answer, and xlwings-server behind its gate.

`application` is called once in a process, before anything has imported xlwings: that library reads
from the environment whether it runs on a server.
"""

from __future__ import annotations

import logging
from importlib import import_module
from importlib.metadata import version
from pathlib import Path

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bureau.server import answers
from bureau.server.bodies import Hearing
from bureau.server.faults import place_of
from bureau.server.pane import pane_names
from bureau.server.settings import Settings, prepare_environment
from bureau.server.tokens import admit
from workbook.reading import prepare

_LOG = logging.getLogger("hrpark.server")


def application(settings: Settings) -> ASGIApp:
    """Give the application that answers for these settings."""
    prepare()  # the reader gets ready while the rest loads
    admit(settings.tokens)
    prepare_environment(settings)
    # These import xlwings, which looks at the environment just prepared.
    from bureau.server.gate import Gate  # noqa: PLC0415
    from bureau.server.selfcheck import SelfCheck  # noqa: PLC0415

    page = SelfCheck(settings)
    routes = [
        Route("/", page.form, methods=["GET"]),
        Route("/check", page.form, methods=["GET"]),
        Route("/check", page.check, methods=["POST"]),
        Route("/health", _health, methods=["GET"]),
    ]
    return _shared(Starlette(routes=routes), Gate(_add_in(), settings))


def _add_in() -> ASGIApp:
    """Give xlwings-server with our project, our words and our icons."""
    # After the environment was prepared; typed as what it is, for it says nothing of types.
    main = import_module("xlwings_server.main")
    app: Starlette = main.app
    behind: ASGIApp = main.main_app
    static: Path = main.PACKAGE_DIR / "static"
    office = next(static.glob("vendor/office-js/*/dist/office.js"))
    main.templates.env.globals["office_js"] = office.relative_to(static).as_posix()
    main.templates.env.globals["pane_names"] = pane_names()
    app.add_exception_handler(Exception, _fault)
    return behind


async def _fault(request: Request, error: Exception) -> Response:  # noqa: ARG001 - what a handler is given
    _LOG.error("xlwings-server failed: %s", place_of(error))
    return answers.sentence(answers.FAULT, 500)


async def _health(request: Request) -> Response:  # noqa: ARG001 - what a route is given
    """Say that the server lives, and which versions it runs."""
    said = {"status": "ok", "hrpark": version("hrpark"), "xlwings": version("xlwings")}
    return JSONResponse(said, headers={"Cache-Control": "no-store"})


def _shared(own: Starlette, others: ASGIApp) -> ASGIApp:
    """Send a request to the routes of our own, or to the others.

    What an error quotes stays out of the log: cells of a workbook are nobody's business there.
    """
    paths = {route.path for route in own.routes if isinstance(route, Route)}

    async def outermost(scope: Scope, receive: Receive, send: Send) -> None:
        begun = False
        hearing = Hearing(scope, receive, send)

        async def watched(message: Message) -> None:
            nonlocal begun
            begun = True
            await hearing.send(message)

        try:
            await (own if scope.get("path") in paths else others)(scope, hearing.receive, watched)
        except Exception as error:  # noqa: BLE001 - nothing may reach the log with its text
            _LOG.error("a request failed: %s", place_of(error))
            if not begun:
                await answers.sentence(answers.FAULT, 500)(scope, receive, send)

    return outermost
