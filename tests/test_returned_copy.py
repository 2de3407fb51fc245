"""The returned copy of every sample: the original, marked, and nothing else changed.

1. Only the parts it must touch differ; every other part is the same bytes.
2. Cached values, formulas, validations and protection of the touched sheets survive.
3. Microsoft's validator finds no error that the original did not have.
4. openpyxl, calamine and our own reader open it; what it states is unchanged (填报码).
5. Every finding that has a place is noted in its cell, and listed on the added sheet.
6. It is made apart from us and within limits, as the file was read.
"""

from __future__ import annotations

import io
import re
import subprocess
import sys
from typing import TYPE_CHECKING
from zipfile import ZipFile

import openpyxl
import oracle_ooxml
import pytest
from hostile import pack
from python_calamine import CalamineWorkbook

from workbook.annotate_findings import NAME
from workbook.errors import TimedOutError, TooLargeError
from workbook.limits import Limits
from workbook.reading import read_workbook
from workbook.returned_copy import returned_copy
from workbook.review import Review, review
from workbook.samples import samples

if TYPE_CHECKING:
    from pathlib import Path

MAY_CHANGE = re.compile(
    r"xl/(worksheets/(_rels/)?|comments|drawings/|styles\.xml|workbook\.xml|_rels/workbook)"
    r"|\[Content_Types\]\.xml"
)


@pytest.fixture(scope="module", params=sorted(samples()))
def pair(request: pytest.FixtureRequest) -> tuple[bytes, bytes, Review]:
    original = samples()[request.param].workbook()
    found = review(original, name=f"{request.param}.xlsx")
    return original, returned_copy(original, found), found


def parts(data: bytes) -> dict[str, bytes]:
    with ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_other_parts_stay_byte_for_byte(pair: tuple[bytes, bytes, Review]) -> None:
    before, after = parts(pair[0]), parts(pair[1])
    assert set(before) <= set(after)
    changed = {name for name in before if before[name] != after[name]}
    assert all(MAY_CHANGE.match(name) for name in changed), changed
    marked = {f.place.sheet for f in pair[2].findings if f.place}
    sheets = {name for name in changed if re.fullmatch(r"xl/worksheets/[^/]+\.xml", name)}
    assert len(sheets) == len(marked)


def test_values_formulas_and_validations_survive(pair: tuple[bytes, bytes, Review]) -> None:
    before, after = read_workbook(pair[0]), read_workbook(pair[1])
    assert after.sheets[:-1] == before.sheets
    assert after.names == before.names
    old, new = parts(pair[0]), parts(pair[1])
    for name in old:
        if name.startswith("xl/worksheets/sheet"):
            for element in (b"<dataValidation ", b"<sheetProtection ", b"<cfRule ", b"<f"):
                assert old[name].count(element) == new[name].count(element)


def test_the_validator_finds_nothing_new(pair: tuple[bytes, bytes, Review], tmp_path: Path) -> None:
    if oracle_ooxml.find() is None:
        pytest.skip("the Open XML validator is not there")
    counts = []
    for name, data in (("before", pair[0]), ("after", pair[1])):
        path = tmp_path / f"{name}.xlsx"
        path.write_bytes(data)
        counts.append([str(error.get("description")) for error in oracle_ooxml.errors(path)])
    assert sorted(counts[0]) == sorted(counts[1])


def test_it_opens_everywhere_and_states_the_same(pair: tuple[bytes, bytes, Review]) -> None:
    names = CalamineWorkbook.from_filelike(io.BytesIO(pair[1])).sheet_names
    assert names[-1] == NAME
    again = review(pair[1])
    assert again.code == pair[2].code
    assert [f.id for f in again.findings] == [f.id for f in pair[2].findings]


def test_a_line_for_several_cells_says_whose_words_it_quotes(
    pair: tuple[bytes, bytes, Review],
) -> None:
    for group in pair[2].groups:
        alike = len({finding.problem for finding in group.findings}) == 1
        said = "" if alike or not group.cells else f"如{group.cells[0]}："
        assert group.problem == f"{said}{group.first.problem}"


def test_every_finding_is_noted_and_listed(pair: tuple[bytes, bytes, Review]) -> None:
    book = openpyxl.load_workbook(io.BytesIO(pair[1]))
    for finding in pair[2].findings:
        if finding.place:
            sheet = book[finding.place.sheet]
            cell = next(  # of a merged cell, the top-left one carries the note
                (a.start_cell for a in sheet.merged_cells.ranges if finding.place.cell in a),
                sheet[finding.place.cell],
            )
            note = cell.comment
            assert note is not None
            assert finding.problem in note.text
    listed = {str(c.value) for row in book[NAME].iter_rows() for c in row if c.value is not None}
    for group in pair[2].groups:
        assert group.problem in listed


def test_no_xml_of_a_submission_is_taken_apart_in_our_process() -> None:
    program = (
        "import sys; from workbook.returned_copy import returned_copy; "
        "from workbook.review import review; from workbook.samples import samples; "
        "data = samples()['dirty'].workbook(); copy = returned_copy(data, review(data)); "
        "print(len(copy) > len(data), 'lxml' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["True", "False"]


def test_a_copy_that_would_take_too_much_is_a_sentence() -> None:
    members = parts(samples()["dirty"].workbook())
    sheets = [name for name in members if name.startswith("xl/worksheets/sheet")]
    residents = max(sheets, key=lambda name: len(members[name]))
    blank = b"".join(
        b'<row r="%d">' % row
        + b"".join(b'<c r="%s%d" s="1"/>' % (column.encode(), row) for column in "ABCDEFGH")
        + b"</row>"
        for row in range(2_000, 32_000)
    )
    swollen = members[residents].replace(b"</sheetData>", blank + b"</sheetData>")
    original = pack({**members, residents: swollen})
    found = review(original)
    assert len(returned_copy(original, found)) > len(original)
    with pytest.raises(TooLargeError, match="所需内存"):
        returned_copy(original, found, limits=Limits(memory=2**27))
    with pytest.raises(TimedOutError):
        returned_copy(original, found, limits=Limits(wall_seconds=0.05))
