"""The scripts that a button or the task pane can run on the server."""

from bureau.server.scripts import apply_fixes, preview_fixes, review, undo_fixes

__all__ = ["apply_fixes", "preview_fixes", "review", "undo_fixes"]
