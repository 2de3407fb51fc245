"""LibreOffice with macros: open a workbook where VBA runs, press its buttons, see what changed."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from office import Document, Office, OfficeError
from office_process import OfficeProcess

if TYPE_CHECKING:
    from pathlib import Path

    from office_process import Uno

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

    def texts(self, name: str) -> list[list[str]]:
        """Read the rows of a named block that hold anything, as texts."""
        rows = [[str(value) for value in row] for row in self.get_block(*self.area(name))]
        return [row for row in rows if any(row)]


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
