"""Do the words hold? In: a CheckContext. Out: findings on names, periods, quoted numbers, frequencies and conventions of writing."""

from __future__ import annotations

from cchc.checks.words import frequencies, names, periods, prose, quoted

_MODULES = (names, periods, quoted, frequencies, prose)
CHECKS = tuple(check for module in _MODULES for check in module.CHECKS)
