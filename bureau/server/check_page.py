"""The page where anybody may check a workbook: a form, and what a review found."""

from __future__ import annotations

import base64
import hashlib
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup
from starlette.responses import HTMLResponse

from bureau.server.settings import TITLE
from workbook.page import page, report, style
from workbook.review import Review

NOTHING_KEPT = "文件只在校验时留在服务器的内存里，答复之后随即丢弃：不存盘，不留底，不记录内容。"


def form_page(limit: int, *, problem: str = "", status: int = 200) -> HTMLResponse:
    """Give the page with the form, and a sentence when the last try came to nothing."""
    return _answer(limit, status, problem=problem)


def result_page(limit: int, review: Review) -> HTMLResponse:
    """Give the page with what a review found, above it the form again."""
    return _answer(limit, 200, report=Markup(report(review)), title=review.park)  # noqa: S704 - escaped there


def printable_page(review: Review) -> HTMLResponse:
    """Give the review as a page of its own, to print or to keep."""
    return HTMLResponse(page(review), headers=_headers())


def _answer(limit: int, status: int, **values: object) -> HTMLResponse:
    shown = {"problem": "", "report": "", "title": ""} | values
    html = (
        _environment()
        .get_template("check.html")
        .render(
            site=TITLE,
            nothing_kept=NOTHING_KEPT,
            limit=f"{limit / 2**20:g}",
            style=Markup(style()),  # noqa: S704 - our own style sheet
            **shown,
        )
    )
    return HTMLResponse(html, status, headers=_headers())


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("bureau.server", "pages"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


@cache
def _headers() -> dict[str, str]:
    """Allow the page our own style sheets and script, and nothing else."""
    digest = base64.b64encode(hashlib.sha256(style().encode()).digest()).decode()
    policy = (
        f"default-src 'none'; style-src 'self' 'sha256-{digest}'; script-src 'self'; "
        "img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'none'"
    )
    return {
        "Content-Security-Policy": policy,
        "Cache-Control": "no-store",
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "Referrer-Policy": "no-referrer",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
    }
