"""The law, written down once: articles, dated parameters, fields, rules and findings."""
