"""Do the documents hold, those cited and the report itself? In: a Subject. Out: findings on dates, subjects, form, signer."""

from __future__ import annotations

from cchc.checks.documents import dates, signing, subjects

_MODULES = (dates, subjects, signing)
CHECKS = tuple(check for module in _MODULES for check in module.CHECKS)
