"""A screen that nobody looks at, and a mouse on it: Xvfb and xdotool."""

from __future__ import annotations

import os
import subprocess
import time
from typing import Self


class Screen:
    """An X display of its own, ended with the test."""

    def __enter__(self) -> Self:
        ours, theirs = os.pipe()
        self._server = subprocess.Popen(
            ["Xvfb", "-displayfd", str(theirs), "-screen", "0", "1600x1200x24", "-nolisten", "tcp"],
            pass_fds=[theirs],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.close(theirs)
        with os.fdopen(ours) as told:
            self.name = f":{told.readline().strip()}"
        return self

    def __exit__(self, *_: object) -> None:
        self._server.terminate()
        self._server.wait(10)

    def click(self, x: int, y: int) -> None:
        """Move the mouse and press its left button."""
        environment = {**os.environ, "DISPLAY": self.name}
        for arguments in (["mousemove", str(x), str(y)], ["click", "1"]):
            subprocess.run(["xdotool", *arguments], env=environment, check=True)
            time.sleep(0.3)
