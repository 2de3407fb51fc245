"""Ask a process that can do no harm to read a file.

Where processes can be forked, a slim parent of readers is started once, with a new interpreter so
that it has no threads and none of our memory; each file is then read by a fork of it that waits
ready. Elsewhere each file costs a new interpreter.
"""

from __future__ import annotations

import atexit
import os
import socket
import subprocess
import sys
from pathlib import Path
from threading import Lock

_CHUNK = 2**20
_MAX_ANSWER = 2**28  # bytes: over ten times the fullest workbook that is let through
_DYING = 0.1  # seconds that an ended process may still look alive
_PATIENCE = 5.0  # seconds beyond the reader's own limit before we stop listening
_ROOT = str(Path(__file__).resolve().parent.parent)
# The program of a reader: find modules where we found ours, then serve or answer.
_IMPORT = "import sys; sys.path[:] = sys.argv[2:]; from workbook import child; "
_SERVE = _IMPORT + "import socket; child.serve(socket.socket(fileno=int(sys.argv[1])))"
_ANSWER_ONCE = _IMPORT + "child.answer_once()"


class ForkServer:
    """Keep the slim parent of readers; safe to use from many threads, one for each process."""

    def __init__(self) -> None:
        """Start nothing yet."""
        self._lock = Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._control: socket.socket | None = None

    @property
    def pid(self) -> int | None:
        """Give the parent's process number, if it was started."""
        return self._process.pid if self._process else None

    def start(self) -> socket.socket:
        """Return the control socket, of a new parent if there is none that lives.

        It does not wait for the parent to be ready: its imports run beside ours.
        """
        with self._lock:
            if self._process and self._control and self._process.poll() is None:
                return self._control
            if self._control:
                self._control.close()
            ours, theirs = socket.socketpair()
            with theirs:
                self._process = subprocess.Popen(  # noqa: S603 - our own interpreter and program
                    _command(_SERVE, str(theirs.fileno())),
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.DEVNULL,
                    pass_fds=[theirs.fileno()],
                    start_new_session=True,  # Ctrl-C is for us
                )
            self._control = ours
            return ours

    def stop(self) -> None:
        """End the parent; readers at work finish by themselves."""
        with self._lock:
            if self._process and self._control:
                self._control.close()
                self._process.terminate()
                self._process.wait()
            self._process = self._control = None

    def forget(self) -> None:
        """Leave the parent to the process that we were forked from."""
        if self._control:
            self._control.close()
        if self._process:
            self._process.returncode = 0  # not ours to wait for
        self._lock, self._process, self._control = Lock(), None, None

    def ask(self, request: bytes, seconds: float) -> bytes:
        """Return the answer of a fresh fork, blank when it died.

        Raises RuntimeError when no parent can be kept alive, which no file can bring about.
        """
        for _ in range(2):
            answer = self._ask(request, seconds)
            if answer or self._lives():
                return answer
        raise RuntimeError("no process can be started to read files")

    def _ask(self, request: bytes, seconds: float) -> bytes:
        connection, theirs = socket.socketpair()
        with connection:
            connection.settimeout(seconds + _PATIENCE)
            answer = bytearray()
            try:
                with theirs:
                    socket.send_fds(self.start(), [b"?"], [theirs.fileno()])
                connection.sendall(request)
                connection.shutdown(socket.SHUT_WR)
                while chunk := connection.recv(_CHUNK):
                    answer += chunk
                    if len(answer) > _MAX_ANSWER:
                        return b"?"
            except OSError:  # it broke off, or took too long
                return b""
            return bytes(answer)

    def _lives(self) -> bool:
        process = self._process
        try:
            return process is not None and process.wait(_DYING) is None
        except subprocess.TimeoutExpired:
            return True


def _command(program: str, argument: str = "") -> list[str]:
    """Return the command of a bare interpreter that finds its modules where we found ours."""
    paths = [_ROOT, *(str(Path(path).absolute()) for path in sys.path)]
    return [sys.executable, "-I", "-S", "-c", program, argument, *paths]


def ask_fresh(request: bytes, seconds: float) -> bytes:
    """Return the answer of a new interpreter, blank when it fails or takes too long."""
    try:
        done = subprocess.run(  # noqa: S603 - our own interpreter and our own program
            _command(_ANSWER_ONCE),
            input=request,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=seconds + _PATIENCE,
            check=False,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except subprocess.TimeoutExpired:
        return b""
    return done.stdout


if sys.platform == "win32":

    def prepare() -> None:
        """Do nothing: there is nothing to start ahead."""

    ask = ask_fresh
else:
    _SERVER = ForkServer()
    atexit.register(_SERVER.stop)
    os.register_at_fork(after_in_child=_SERVER.forget)

    def prepare() -> None:
        """Start what reading needs, beside whatever else this program begins with."""
        _SERVER.start()

    ask = _SERVER.ask
