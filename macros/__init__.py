"""The button: its VBA sources, the build of the VBA project and the Python behind it."""
