"""Answer requests to read or to mark a file: this is what runs in the reading processes.

A request is one line of JSON, then the bytes of the file; the answer is JSON, and after a line
break the marked file where one was asked for.
"""

from __future__ import annotations

import encodings.cp437  # noqa: F401 - names in a zip; else every fork would import it again
import gc
import json
import os
import select
import signal
import socket
import sys

from workbook.compose import compose
from workbook.errors import TooLargeError, UnreadableFileError, UnsafeToReadError
from workbook.limits import Limits, impose
from workbook.rehearsal import rehearse
from workbook.wire import pack

_CHUNK = 2**20
_STANDARD_ERROR = 2
_TAKEN = b"t"


def answer(request: bytes) -> bytes:
    """Do what a request wants within its limits, for which this process is used up."""
    header, _, data = request.partition(b"\n")
    wanted = json.loads(header)
    copy = wanted.get("copy")
    if copy is not None:
        from workbook.marking import marked  # noqa: PLC0415 - before no file may be opened
    impose(Limits(**wanted["limits"]))
    try:
        if copy is not None:
            return pack({}) + b"\n" + marked(data, copy)
        known = wanted["known_macros"]
        macros = None if known is None else frozenset(known)
        return pack({"workbook": compose(data, macros)})
    except UnreadableFileError as error:
        refusal = error
    except MemoryError:
        refusal = TooLargeError("所需内存超过上限")
    except Exception:  # noqa: BLE001 - whatever a hostile file causes is the file's doing
        refusal = UnsafeToReadError()
    return pack({"error": type(refusal).__name__, "detail": refusal.detail})


def serve(control: socket.socket) -> None:
    """Keep one forked reader waiting for a connection to come over `control`, until that closes.

    This process itself never touches a file, so it stays small and clean to fork from.
    """
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for the readers
    silence = os.open(os.devnull, os.O_WRONLY)
    gc.collect()
    gc.freeze()
    gc.disable()
    taken = True
    while taken:
        ours, theirs = os.pipe()
        if os.fork() == 0:
            try:
                os.dup2(silence, _STANDARD_ERROR)  # where Rust would lament
                os.close(ours)
                _read_one(control, theirs)
            finally:
                os._exit(0)
        os.close(theirs)
        taken = os.read(ours, 1) == _TAKEN
        os.close(ours)


def _read_one(control: socket.socket, parent: int) -> None:
    """Wait for a connection, have the parent fork the next reader, and answer."""
    if not select.select([control], [], [], 0)[0]:
        rehearse()
    message, descriptors, _, _ = socket.recv_fds(control, 1, 1)
    if message:
        os.write(parent, _TAKEN)
        os.close(parent)
        control.close()
        _answer_over(socket.socket(fileno=descriptors[0]))


def _answer_over(connection: socket.socket) -> None:
    """Take the request up to its end, then send the answer."""
    request = bytearray()
    while chunk := connection.recv(_CHUNK):
        request += chunk
    connection.sendall(answer(bytes(request)))
    connection.close()


def answer_once() -> None:
    """Take a request from standard input and write the answer to standard output."""
    sys.stdout.buffer.write(answer(sys.stdin.buffer.read()))
