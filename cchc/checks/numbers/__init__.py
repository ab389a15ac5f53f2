"""Do the numbers agree? In: a CheckContext. Out: findings on sums, balances, rates, annex rows, ceilings, points and time saved."""

from __future__ import annotations

from cchc.checks.numbers import annex, balance, cells, duplicates, equalities, rates, reductions, scores, sums

_MODULES = (sums, balance, equalities, scores, rates, annex, cells, reductions, duplicates)
CHECKS = tuple(check for module in _MODULES for check in module.CHECKS)
