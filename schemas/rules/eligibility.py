"""Article 6 as a whole: the conditions in the order of the text, and the overall result."""

from __future__ import annotations

from schemas.expression import Expr, Result, choose, equals
from schemas.outcomes import ALL_OF, Outcome, Overall
from schemas.rule import Condition, NamedResult, combined
from schemas.rules import concentration, qualitative, residents, sites

CONDITIONS: tuple[Condition, ...] = (
    qualitative.PLANNING,
    qualitative.ECONOMY,
    sites.FLOOR_AREA,
    sites.BRANCH_SITES,
    concentration.RESIDENTS,
    *concentration.ROUTES,
    concentration.CONCENTRATION,
    concentration.VARIETY,
    qualitative.OPERATION,
    qualitative.SERVICE_SYSTEM,
    qualitative.BENEFIT,
)
ROW_COLUMNS = (sites.CLASS, *residents.COLUMNS, qualitative.ACTIVITY_CLASS)
COUNTING = tuple(condition for condition in CONDITIONS if condition.counts)
_JOINED = combined(tuple(f"{condition.key}.result" for condition in COUNTING), ALL_OF)
_SAYS = {
    Outcome.NOT_MET: Overall.NOT_MET,
    Outcome.INCOMPLETE: Overall.INCOMPLETE,
    Outcome.JUDGEMENT: Overall.JUDGEMENT,
    Outcome.MET: Overall.MET,
}


def _overall() -> Expr:
    """Say the joined outcome in the words that neither refuse nor entitle."""
    joined = Result("conditions_joined")
    return choose(
        *((equals(joined, str(outcome)), str(words)) for outcome, words in _SAYS.items()),
        otherwise=str(Overall.INCOMPLETE),
    )


RESULTS: tuple[NamedResult, ...] = (
    *sites.RESULTS,
    *concentration.RESULTS,
    *concentration.JOINED,
    *qualitative.RESULTS,
    NamedResult("conditions_joined", "条件合并", _JOINED, "6", numeric=False),
    NamedResult("overall", "总体结论", _overall(), "6", numeric=False),
)
