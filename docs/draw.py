"""Draw the pictures of the guides: pages of a sample workbook, as LibreOffice prints them.

`make docs` runs it; the returned copy's findings are drawn from the dirty sample.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests"), str(ROOT / "docs")]

from draw_buttons import draw_macros, draw_pages  # noqa: E402
from office import Office  # noqa: E402

from workbook.returned_copy import returned_copy  # noqa: E402
from workbook.review import review  # noqa: E402
from workbook.samples import samples  # noqa: E402

PICTURES = Path(__file__).parent / "pictures"
PAGES = {
    "01-首页-1": "home",
    "02-园区信息-1": "information",
    "03-园区场地-1": "sites",
    "04-入驻机构-1": "residents",
    "05-服务与活动-1": "services",
    "06-申报材料-1": "materials",
    "07-资格审查-1": "conditions",
    "08-评分-1": "rating",
    "09-审批表-1": "approval-form",
}
AMISS = {"10-校验结果-1": "findings"}


def draw(office: Office, data: bytes, pages: dict[str, str], folder: Path) -> None:
    """Draw some pages of a workbook under their English names."""
    source = folder / "book.xlsx"
    source.write_bytes(data)
    drawn = {path.stem: path for path in office.render(source, folder / "pages", dpi=110)}
    for page, name in pages.items():
        found = drawn.get(page) or drawn[f"{page[:-1]}01"]
        shutil.copyfile(found, PICTURES / f"{name}.png")


def main() -> None:
    """Draw everything into `docs/pictures/`."""
    PICTURES.mkdir(exist_ok=True)
    dirty = samples()["dirty"].workbook()
    with Office() as office, tempfile.TemporaryDirectory() as folder:
        good, bad = Path(folder) / "good", Path(folder) / "bad"
        missing = Path(folder) / "missing"
        for place in (good, bad, missing):
            place.mkdir()
        draw(office, samples()["single-site-pass"].workbook(), PAGES, good)
        draw(office, samples()["incomplete"].workbook(), AMISS, missing)
        copy = returned_copy(dirty, review(dirty, name="dirty.xlsx"))
        draw(office, copy, {"12-校验意见-1": "returned"}, bad)
    with tempfile.TemporaryDirectory() as folder:
        draw_macros(PICTURES, Path(folder))
        draw_pages(PICTURES, Path(folder))


if __name__ == "__main__":
    main()
