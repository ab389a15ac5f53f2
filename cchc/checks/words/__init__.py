"""Do the words hold? In: a Subject. Out: findings on names, periods, terms, quoted numbers, slips, style and characters."""

from __future__ import annotations

from cchc.checks.words import characters, names, periods, quoted, slips, style, terms

_MODULES = (names, periods, quoted, terms, slips, characters, style)
CHECKS = tuple(check for module in _MODULES for check in module.CHECKS)
