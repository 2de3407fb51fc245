"""The words a condition can end in, and how outcomes combine."""

from __future__ import annotations

from enum import StrEnum


class Outcome(StrEnum):
    """One of four outcomes of a condition, in every face."""

    MET = "符合"
    NOT_MET = "不符合"
    JUDGEMENT = "需人工研判"
    INCOMPLETE = "待填写"


class Overall(StrEnum):
    """What the program may say of Article 6 as a whole; it never refuses and never entitles."""

    MET = "初步符合申报条件"
    NOT_MET = "存在不符合项（可附例外说明）"
    JUDGEMENT = "需人工研判"
    INCOMPLETE = "待填写"


# Which outcome wins. All conditions: a miss shows first, then what is still to fill in.
ALL_OF = (Outcome.NOT_MET, Outcome.INCOMPLETE, Outcome.JUDGEMENT, Outcome.MET)
# Alternatives: one that is met suffices; else fill in before people are asked to judge.
ANY_OF = (Outcome.MET, Outcome.INCOMPLETE, Outcome.JUDGEMENT, Outcome.NOT_MET)
