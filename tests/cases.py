"""All cases of Article 6 and of the rating, by hand from the law: for every face of the rules.

    from cases import BOUNDARIES, CASES, MOST_ROWS

`CASES` is the flat list (names are unique, so they serve as ids); `BOUNDARIES` says which of them
stand short of, at and past which figure. `case.py` says what a case holds and expects.
"""

from __future__ import annotations

from cases_boundaries import BESIDE, BOUNDARIES
from cases_counting import WHO_COUNTS
from cases_evidence import EVIDENCE, OVERALL, SITES
from cases_part_year import PART_YEAR
from cases_rating import RATINGS
from cases_routes import ROUTES

__all__ = ["BOUNDARIES", "CASES", "MOST_ROWS"]

CASES = (
    *(case for boundary in BOUNDARIES for case in boundary.cases),
    *BESIDE,
    *SITES,
    *WHO_COUNTS,
    *ROUTES,
    *PART_YEAR,
    *EVIDENCE,
    *OVERALL,
    *RATINGS,
)

# How many rows a table needs to hold every case.
MOST_ROWS = max(len(rows) for case in CASES for rows in case.facts.tables.values())
