"""LibreOffice with macros: open a workbook where VBA runs, press its buttons, see what changed."""

from __future__ import annotations

import contextlib
import time
from typing import TYPE_CHECKING, Self

from office import Document, Office, OfficeError
from office_process import OfficeProcess

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from office_document import Place
    from office_process import Uno

_BUTTON, _TABLE = 44, 58  # AccessibleRole.PUSH_BUTTON, TABLE
_CALC, _ALWAYS = "Office.Calc/Filter/Import/VBA", 4  # MacroExecMode.ALWAYS_EXECUTE_NO_WARN


class MacroDocument(Document):
    """An open workbook whose macros can be run."""

    def __init__(self, process: OfficeProcess, loaded: Uno) -> None:
        super().__init__(process, loaded)
        self.loaded = loaded

    def run(self, macro: str, module: str = "HrparkButtons") -> object:
        """Run a macro; one that does not compile does nothing, so assert on what it changes."""
        place = f"VBAProject.{module}.{macro}?language=Basic&location=document"
        with self._process.guarded(f"running {macro}"):
            script = self.loaded.getScriptProvider().getScript(f"vnd.sun.star.script:{place}")
            return script.invoke((), (), ())[0]

    def kind(self, place: Place) -> int:
        """Give the number format of a cell, as LibreOffice counts them."""
        return int(self._cell(place).NumberFormat)

    def type(self, place: Place, text: str) -> None:
        """Put text into a cell whatever its number format, which stays as it was."""
        cell, before = self._cell(place), self.kind(place)
        self.set(place, text)
        cell.NumberFormat = before

    def show(self, sheet: str) -> None:
        """Bring a sheet to the front."""
        self.loaded.CurrentController.setActiveSheet(self._sheet(sheet))

    def button(self, caption: str) -> tuple[int, int]:
        """Find the middle of a button of the sheet in front, in pixels of the screen."""
        deadline = time.monotonic() + 20
        while time.monotonic() < deadline:
            window = self.loaded.CurrentController.Frame.ContainerWindow
            for found in _descendants(window.AccessibleContext):
                if found.AccessibleName == caption and found.AccessibleRole == _BUTTON:
                    at, size = found.LocationOnScreen, found.Size
                    return at.X + size.Width // 2, at.Y + size.Height // 2
            time.sleep(0.3)
        raise OfficeError(f"there is no button {caption}")

    def save_xlsm(self, path: Path) -> None:
        """Save a copy with macros, as LibreOffice writes them."""
        self._store(path, "Calc MS Excel 2007 VBA XML")

    def _cell(self, place: Place) -> Uno:
        sheet, row, column = self._locate(place)
        return self._cells(sheet, row, column, row, column).getCellByPosition(0, 0)

    def texts(self, name: str) -> list[list[str]]:
        """Read the rows of a named block that hold anything, as texts."""
        rows = [[str(value) for value in row] for row in self.get_block(*self.area(name))]
        return [row for row in rows if any(row)]


def _descendants(context: Uno) -> Iterator[Uno]:
    """Walk over what a window shows, but not over the cells of a sheet."""
    yield context
    if context.AccessibleRole != _TABLE:
        for number in range(context.AccessibleChildCount):
            yield from _descendants(context.getAccessibleChild(number).AccessibleContext)


class MacroOffice(Office):
    """A LibreOffice that runs the macros of what it opens, and only that: no question is asked."""

    settings = (
        *OfficeProcess.settings,
        ("Office.Common/Security/Scripting", "MacroSecurityLevel", "0"),
        ("Office.Common/Misc", "FirstRun", "false"),
        ("Setup/Product", "ooSetupLastVersion", "7.4"),
        (_CALC, "Load", "true"),
        (_CALC, "Executable", "true"),
        (_CALC, "Save", "true"),
    )

    @classmethod
    def on(cls, display: str) -> Self:
        """Draw on a screen."""
        made = cls()
        made.display = display
        return made

    def open(self, path: Path) -> MacroDocument:
        """Load a workbook in a window, for hidden ones run no VBA at their opening."""
        desktop = self.desktop()
        with self.guarded(f"opening {path.name}"):
            loaded = desktop.loadComponentFromURL(
                path.resolve().as_uri(),
                "_blank",
                0,
                self.properties(Hidden=False, MacroExecutionMode=_ALWAYS),
            )
        if loaded is None:
            raise OfficeError(f"LibreOffice does not open {path.name}")
        with contextlib.suppress(AttributeError):
            loaded.CurrentController.Frame.ContainerWindow.setFocus()
        return MacroDocument(self, loaded)
