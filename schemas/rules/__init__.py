"""The rules of the measure: eligibility, materials, consistency, rating and standing."""
