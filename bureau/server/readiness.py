"""See before starting whether the server can start, and say in Chinese why not."""

from __future__ import annotations

import errno
import os
import re
import socket
import ssl
from pathlib import Path

from bureau.server.settings import Settings

_HOSTNAME = re.compile(r"[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?(:[0-9]{1,5})?")
_OTHERS_MAY_READ = 0o077


def obstacle(settings: Settings) -> str | None:
    """Give the sentence that says why these settings cannot be served, if they cannot."""
    if settings.hostname and not _HOSTNAME.fullmatch(settings.hostname):
        return (
            f"--hostname 只写主机名，如 hr.example.cn 或 hr.example.cn:8443，不带 https:// 和路径；"
            f"现写 {settings.hostname}。"
        )
    return _certificate(settings) or _address(settings)


def open_to_others(path: Path) -> bool:
    """Tell whether other users of this computer may read a file; Windows does not say."""
    return os.name == "posix" and bool(path.stat().st_mode & _OTHERS_MAY_READ)


def _certificate(settings: Settings) -> str | None:
    if settings.certificate is None:
        return None
    try:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(settings.certificate, settings.key, password="")
    except (OSError, ValueError):  # ssl.SSLError is an OSError
        return (
            f"证书 {settings.certificate} 和私钥 {settings.key} 不能用："
            "须是配成一对的 PEM 文件，私钥不能设密码。"
        )
    return None


def _address(settings: Settings) -> str | None:
    host, port = settings.host, settings.port
    try:
        for family, *_, address in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM):
            _listen(family, address)
    except PermissionError:
        return f"没有权限使用 {port} 端口：1024 以下的端口要管理员权限，或换一个（--port）。"
    except (OSError, UnicodeError) as error:
        if getattr(error, "errno", 0) == errno.EADDRINUSE:
            return (
                f"{port} 端口已被占用：可能已经开着一个服务器；先停掉它，或换一个端口（--port）。"
            )
        return f"不能在地址 {host} 上服务：--host 要写这台电脑自己的地址。"
    return None


def _listen(family: socket.AddressFamily, address: tuple[object, ...]) -> None:
    """Take a place as the server itself will, for a moment."""
    try:
        trial = socket.socket(family, socket.SOCK_STREAM)
    except OSError:  # of a kind that this computer does not have
        return
    with trial:
        if os.name == "posix":  # on Windows it would take the place of another
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if family == socket.AF_INET6:
            trial.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        trial.bind(address)
