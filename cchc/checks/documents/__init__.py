"""Do the documents hold, those cited and the report itself? In: a CheckContext. Out: findings on dates, subjects, form, signer."""

from __future__ import annotations

from cchc.checks.documents import dates, document_titles, signing

_MODULES = (dates, document_titles, signing)
CHECKS = tuple(check for module in _MODULES for check in module.CHECKS)
