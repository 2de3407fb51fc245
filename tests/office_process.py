"""Run one headless LibreOffice and reach it over UNO: start, watch, restart, end."""

from __future__ import annotations

import contextlib
import importlib
import os
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator

Uno: TypeAlias = Any  # an object of UNO: its members are found at run time

_NORMAL_RESTART = 81  # soffice's exit status after it has made a new profile: start it again

# Every formula is recalculated on loading, whatever a file claims its result was; dates and
# numbers are read as in China; no lock file is left beside the files that are opened.
_SETTINGS = (
    ("Office.Calc/Formula/Load", "OOXMLRecalcMode", "0"),
    ("Setup/L10N", "ooSetupSystemLocale", "zh-CN"),
    ("Office.Common/Misc", "UseLocking", "false"),
    ("Office.Common/Misc", "UseDocumentOOoLockFile", "false"),
    ("Office.Recovery/RecoveryInfo", "Enabled", "false"),
)


class OfficeError(RuntimeError):
    """LibreOffice is missing, stopped, took too long or refused a call."""


class OfficeProcess:
    """One soffice with a profile and a pipe of its own, so that several run side by side."""

    settings: tuple[tuple[str, str, str], ...] = _SETTINGS
    display: str | None = None  # the X display to draw on; none where nobody looks

    def __init__(self, seconds: float = 120.0) -> None:
        """Allow each guarded call at most `seconds`; then soffice is killed and the call fails."""
        self.seconds = seconds
        self._uno = _load_uno()
        self._fault: type[Exception] = self._uno.getClass("com.sun.star.uno.Exception")
        self._home: tempfile.TemporaryDirectory[str] | None = None
        self._process: subprocess.Popen[bytes] | None = None
        self._sockets: set[Path] = set()
        self._desktop: Uno = None

    @property
    def pid(self) -> int | None:
        """Process id of soffice while it runs."""
        if self._process is None or self._process.poll() is not None:
            return None
        return self._process.pid

    @property
    def home(self) -> Path | None:
        """Folder of the running soffice's profile."""
        return Path(self._home.name) if self._home else None

    def desktop(self) -> Uno:
        """Return UNO's desktop of a running soffice, starting one where there is none."""
        if self.pid is None:
            self._start()
        return self._desktop

    def properties(self, **values: object) -> tuple[Uno, ...]:
        """Pack named values as UNO properties."""
        packed = []
        for name, value in values.items():
            item = self._uno.createUnoStruct("com.sun.star.beans.PropertyValue")
            item.Name, item.Value = name, value
            packed.append(item)
        return tuple(packed)

    @contextlib.contextmanager
    def guarded(self, what: str) -> Iterator[None]:
        """Bound a call in time and turn the faults of UNO into `OfficeError`."""
        late = threading.Event()

        def stop() -> None:
            late.set()
            self._kill()

        timer = threading.Timer(self.seconds, stop)
        timer.start()
        try:
            yield
        except self._fault as fault:
            if self._process is not None:  # a crash is heard before the process is quite gone
                with contextlib.suppress(subprocess.TimeoutExpired):
                    self._process.wait(0.2)
            why = f"took over {self.seconds:g} s" if late.is_set() else str(fault)
            raise OfficeError(f"LibreOffice, {what}: {why}") from fault
        finally:
            timer.cancel()

    def close(self) -> None:
        """End soffice, politely if it answers; nothing of it stays."""
        if self._process is not None and self.pid is not None:
            with contextlib.suppress(OfficeError), self.guarded("ending"):
                self._desktop.terminate()
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._process.wait(5)
        self._clear()

    def _start(self) -> None:
        self._clear()
        self._home = tempfile.TemporaryDirectory(prefix="hrpark-office-")
        profile = Path(self._home.name) / "profile"
        _write_profile(profile, self.settings)
        pipe = f"pipe,name=hrpark-{os.getpid()}-{secrets.token_hex(4)};urp;"
        process = self._process = self._launch(profile, pipe)
        resolver = self._uno.getComponentContext().ServiceManager.createInstance(
            "com.sun.star.bridge.UnoUrlResolver"
        )
        deadline = time.monotonic() + self.seconds
        while True:
            try:
                context = resolver.resolve(f"uno:{pipe}StarOffice.ComponentContext")
                break
            except self._fault as fault:
                status = process.poll()
                if status == _NORMAL_RESTART:
                    process = self._process = self._launch(profile, pipe)
                elif status is not None or time.monotonic() > deadline:
                    self._clear()
                    raise OfficeError(f"soffice does not start (exit status {status})") from fault
                time.sleep(0.02)
        self._desktop = context.ServiceManager.createInstance("com.sun.star.frame.Desktop")
        self._sockets = sockets_of(process.pid)

    def _launch(self, profile: Path, pipe: str) -> subprocess.Popen[bytes]:
        found = shutil.which("soffice")
        if found is None:
            raise OfficeError("soffice is not on PATH: install libreoffice-calc")
        # The binary itself, not the script around it: its process id is then the one to end.
        binary = Path(found).resolve().with_name("soffice.bin")
        # Should the tests be killed outright, the kernel ends soffice with them.
        leash = ["setpriv", "--pdeathsig", "KILL"] if shutil.which("setpriv") else []
        return subprocess.Popen(
            [
                *leash,
                str(binary if binary.exists() else found),
                *([] if self.display else ["--headless"]),
                "--norestore",
                "--nologo",
                "--nodefault",
                f"-env:UserInstallation={profile.as_uri()}",
                f"--accept={pipe}",
            ],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env={
                **os.environ,
                "LC_ALL": "C.UTF-8",
                **({"DISPLAY": self.display} if self.display else {}),
            },
            start_new_session=True,
        )

    def _kill(self) -> None:
        if self.pid is not None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.pid, signal.SIGKILL)

    def _clear(self) -> None:
        """Leave nothing behind of the last soffice: process, zombie, socket or profile."""
        self._kill()
        if self._process is not None:
            self._process.wait()
        for socket in self._sockets:
            socket.unlink(missing_ok=True)
        if self._home is not None:
            self._home.cleanup()
        self._process = self._home = self._desktop = None
        self._sockets = set()


def _load_uno() -> Uno:
    """Import LibreOffice's own `uno`, which lives outside any virtual environment."""
    program = Path(shutil.which("soffice") or "/usr/bin/soffice").resolve().parent
    homes = ["/usr/lib/python3/dist-packages", str(program)]
    sys.path.extend(homes)
    try:
        return importlib.import_module("uno")
    except ImportError as fault:
        raise OfficeError(
            "LibreOffice's Python-UNO cannot be imported: install python3-uno (on Debian 12, "
            "`make test` does), and use the Python version that it was built for"
        ) from fault
    finally:
        for home in homes:
            sys.path.remove(home)


def sockets_of(pid: int) -> set[Path]:
    """List the sockets a process listens on by path (on Linux): a kill leaves them lying."""
    table = Path("/proc/net/unix")
    if not table.exists():
        return set()
    held = set()
    for handle in Path(f"/proc/{pid}/fd").iterdir():
        with contextlib.suppress(FileNotFoundError):  # closed since it was listed
            held.add(str(handle.readlink()))
    rows = (row.split() for row in table.read_text(encoding="utf-8").splitlines()[1:])
    named = (row for row in rows if len(row) == 8)
    return {Path(row[7]) for row in named if f"socket:[{row[6]}]" in held and row[7][0] == "/"}


def _write_profile(profile: Path, settings: tuple[tuple[str, str, str], ...]) -> None:
    """Write the settings of a fresh profile."""
    items = "".join(
        f'<item oor:path="/org.openoffice.{path}">'
        f'<prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
        for path, name, value in settings
    )
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(
        '<?xml version="1.0" encoding="UTF-8"?>'
        '<oor:items xmlns:oor="http://openoffice.org/2001/registry">'
        f"{items}</oor:items>",
        encoding="utf-8",
    )
