"""Give a law as plain data."""

from __future__ import annotations

from schemas.parameters import Law, plain


def law_data(law: Law) -> dict[str, object]:
    """Give the figures and readings of a law, for other programs."""
    return {
        "jurisdiction": law.code,
        "name": law.name,
        "instrument": law.instrument,
        "example": law.example,
        "date": law.day.isoformat(),
        "in_force_from": law.in_force_from.isoformat(),
        "parameters": {
            key: {
                "label": figure.label,
                "operator": figure.operator,
                "value": plain(figure.value),
                "unit": figure.unit,
                "article": figure.article,
                "in_force_from": figure.in_force_from.isoformat(),
                "jurisdiction": figure.jurisdiction,
                "wording": figure.wording,
            }
            for key, figure in law.parameters.items()
        },
        "readings": [
            {"article": reading.article, "title": reading.title, "text": reading.text}
            for reading in law.readings
        ],
    }
