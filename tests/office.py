"""Drive a persistent headless LibreOffice: the second calculator that tests compare with.

`python tests/office.py FILE FOLDER` draws the pages of a workbook as pictures.
"""

from __future__ import annotations

import argparse
import re
import subprocess
from pathlib import Path
from typing import Self

from office_document import Area, CellError, Document, ErrorValue
from office_process import OfficeError, OfficeProcess

__all__ = ["Area", "CellError", "Document", "ErrorValue", "Office", "OfficeError"]


class Office(OfficeProcess):
    """A persistent headless LibreOffice, started when first needed and again after a crash."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def open(self, path: Path) -> Document:
        """Load a workbook and recalculate it; the file itself is never written."""
        desktop = self.desktop()
        with self.guarded(f"opening {path.name}"):
            loaded = desktop.loadComponentFromURL(
                path.resolve().as_uri(), "_blank", 0, self.properties(Hidden=True)
            )
        if loaded is None or not hasattr(loaded, "Sheets"):
            if loaded is not None:
                loaded.close(True)  # noqa: FBT003 - UNO takes no keywords
            raise OfficeError(f"LibreOffice does not open {path.name} as a workbook")
        return Document(self, loaded)

    def render(self, path: Path, folder: Path, dpi: int = 80) -> list[Path]:
        """Draw each visible sheet's printed pages as `<no>-<sheet>-<page>.png`, in order."""
        folder.mkdir(parents=True, exist_ok=True)
        pictures: list[Path] = []
        with self.open(path) as document:
            for number, sheet in enumerate(document.visible(), start=1):
                document.show_only(sheet)
                plain = re.sub(r"\W", "_", sheet)
                stem = folder / f"{number:02}-{plain}"
                pdf = stem.with_suffix(".pdf")
                document.pdf(pdf)
                subprocess.run(
                    ["pdftoppm", "-r", str(dpi), "-png", pdf, stem], check=True, timeout=120
                )
                pdf.unlink()
                pictures += sorted(folder.glob(f"{stem.name}-*.png"))
        return pictures


def _main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("workbook", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--dpi", type=int, default=80)
    given = parser.parse_args()
    with Office() as office:
        for picture in office.render(given.workbook, given.folder, given.dpi):
            print(picture)  # noqa: T201 - the command's answer


if __name__ == "__main__":
    _main()
