"""What the server was told, and what it tells xlwings-server through the environment."""

from __future__ import annotations

import json
import os
import sys
from dataclasses import dataclass, field
from ipaddress import ip_address
from pathlib import Path
from types import ModuleType

from bureau.server.tokens import Tokens

PROJECT = Path(__file__).resolve().parent / "project"
TITLE = "产业园认定申报校验"
LICENCE = "noncommercial"
MEBIBYTE = 2**20
_IDENTITY = "3f6f0a52-6b0e-4c1e-9d5b-0d1f9c5f3a10"  # of the add-in, for as long as it lives
# Excel in a browser frames the task pane; nothing else may.
_FRAMES = "'self' https://*.officeapps.live.com https://*.office.com https://*.cloud.microsoft"
_POLICY = (
    "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; "
    f"style-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-ancestors {_FRAMES}"
)


@dataclass(frozen=True, slots=True)
class Settings:
    """What `hrpark serve` was told.

    `hostname` is what the add-in's manifest calls the server. `max_upload` counts bytes of one
    request, `at_once` reviews that run beside each other.
    """

    host: str = "127.0.0.1"
    port: int = 8000
    hostname: str = ""
    max_upload: int = 20 * MEBIBYTE
    at_once: int = 2
    tokens: Tokens = field(default_factory=Tokens)
    certificate: Path | None = None
    key: Path | None = None

    @property
    def local(self) -> bool:
        """Tell whether only programs on this computer can reach the server."""
        if self.host == "localhost":
            return True
        try:
            return ip_address(self.host).is_loopback
        except ValueError:
            return False


def prepare_environment(settings: Settings) -> None:
    """Tell xlwings-server how to run; before xlwings is imported anywhere in this process."""
    os.environ.setdefault("XLWINGS_LICENSE_KEY", LICENCE)
    os.environ.update(
        {
            "XLWINGS_ON_SERVER": "true",
            "XLWINGS_PROJECT_DIR": str(PROJECT),
            "XLWINGS_ENVIRONMENT": "prod",
            "XLWINGS_PROJECT_NAME": TITLE,
            # The functions' names begin with HRPARK_ already, as the workbook's formulas say them.
            "XLWINGS_FUNCTIONS_NAMESPACE": "",
            "XLWINGS_MANIFEST_ID_PROD": _IDENTITY,
            "XLWINGS_AUTH_PROVIDERS": json.dumps(["custom"] if settings.tokens else []),
            "XLWINGS_ADD_SECURITY_HEADERS": "true",
            "XLWINGS_ENABLE_EXCEL_ONLINE": "true",
            "XLWINGS_CUSTOM_HEADERS": json.dumps({"Content-Security-Policy": _POLICY}),
            "XLWINGS_LOG_LEVEL": "WARNING",
            **{
                f"XLWINGS_ENABLE_{part}": "false"
                for part in (
                    "ALPINEJS_CSP",
                    "BOOTSTRAP",
                    "EXAMPLES",
                    "HOTRELOAD",
                    "HTMX",
                    "SOCKETIO",
                    "TESTS",
                    "WASM",
                )
            },
        }
    )
    _spare_the_search()
    if settings.hostname:
        os.environ["XLWINGS_HOSTNAME"] = settings.hostname


def _spare_the_search() -> None:
    """Give xlwings what it looks for on every path, once for every cell that it is sent.

    Only Python in a browser has that module; its search in vain made a call with 500 rows take
    some thirty times as long. No value is ever of the class that stands in for its null.
    """
    absent = ModuleType("pyodide.ffi")
    absent.JsNull = type("JsNull", (), {})  # type: ignore[attr-defined]
    sys.modules.setdefault(absent.__name__, absent)
