"""Functions for cells: the published rules and the checks of single fields."""
