"""Hold the readers of one raw cell; `schemas.normalise` is their face."""
