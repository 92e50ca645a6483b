"""Asking for support: which appeal a reader of this page, in this language, sees now."""
