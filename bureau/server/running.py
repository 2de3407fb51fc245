"""Start the server, and say on what terms it runs."""

from __future__ import annotations

import logging
import os

import uvicorn

from bureau.server.app import application
from bureau.server.punctual import LARGEST_HEAD, Punctual
from bureau.server.settings import LICENCE, Settings

_LICENCE = (
    "许可：加载项与按钮用到 xlwings 的服务器部分（xlwings PRO、xlwings Server），现按 PolyForm "
    "Noncommercial 1.0.0 使用，该许可准许政府机构使用，不得用于商业目的；"
    "购有商业许可的，请设环境变量 XLWINGS_LICENSE_KEY。"
    "不开服务器，其余功能都不涉及这一许可。"
)
_OWN_LICENCE = "许可：按环境变量 XLWINGS_LICENSE_KEY 给出的 xlwings 许可运行。"


def introduction(settings: Settings) -> str:
    """Say where the server is, who may call it, and under which licence."""
    scheme = "https" if settings.certificate else "http"
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    base = f"{scheme}://{host}:{settings.port}"
    if settings.hostname:
        base = f"https://{settings.hostname}"  # what people and the manifest call it
    own = os.environ.get("XLWINGS_LICENSE_KEY", LICENCE) != LICENCE
    if settings.tokens:
        who = f"加载项与按钮须用令牌（已登记 {len(settings.tokens.names)} 个）。"
    else:
        who = "没有设令牌：加载项与按钮只供本机使用。"
    lines = [
        f"网页自查　{base}/（不登录，不留存文件）",
        f"加载项清单　{base}/manifest.xml　　状态　{base}/health",
        who,
        _OWN_LICENCE if own else _LICENCE,
        "按 Ctrl+C 停止。",
    ]
    return "\n".join(lines)


def _without_query(record: logging.LogRecord) -> bool:
    """Keep what was asked for out of a line of the log: it may be words from a workbook."""
    if isinstance(record.args, tuple):
        record.args = tuple(
            one.partition("?")[0] if isinstance(one, str) else one for one in record.args
        )
    return True


def run(settings: Settings) -> None:
    """Serve until stopped."""
    logging.basicConfig(level=logging.WARNING)
    app = application(settings)
    # It names functions, users and workbooks; what fails, we say ourselves.
    logging.getLogger("xlwings_server").setLevel(logging.CRITICAL)
    logging.getLogger("python_multipart").setLevel(logging.CRITICAL)  # it quotes what was sent
    logging.getLogger("uvicorn.access").addFilter(_without_query)
    uvicorn.run(
        app,
        host=settings.host,
        port=settings.port,
        ssl_certfile=settings.certificate,
        ssl_keyfile=settings.key,
        http=Punctual,
        ws="none",
        lifespan="off",
        log_level="info",
        server_header=False,
        timeout_keep_alive=30,
        timeout_graceful_shutdown=10,
        h11_max_incomplete_event_size=LARGEST_HEAD,
    )
