"""Static files under names that carry their content's hash, so that they may be kept for ever."""

from __future__ import annotations

from django.contrib.staticfiles.storage import ManifestStaticFilesStorage


class HashedFiles(ManifestStaticFilesStorage):
    # Our modules import each other by relative path; without this they would reach for unhashed names.
    support_js_module_import_aggregation = True
    manifest_strict = False
