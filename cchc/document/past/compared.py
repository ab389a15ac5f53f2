"""A submission beside its past. In: a submission, the periods that it looks back at. Out: what a cell asks of both.

The figures of the period before are read when somebody asks for them: most reports of a nation have none.
"""

from __future__ import annotations

import functools
from collections.abc import Callable

from cchc.catalogue.units.register import Unit
from cchc.document.past.changes import compared_words
from cchc.document.past.period import Past
from cchc.document.submission_data import SubmissionData
from cchc.raw.keys import ReportKey
from cchc.raw.submission import Submission


class ComparedData(SubmissionData):
    """The data of a submission and of the periods before it."""

    def __init__(
        self,
        submission: Submission,
        unit: Unit,
        key: ReportKey,
        earlier: Callable[[], tuple[Past, ...]] | None = None,
    ) -> None:
        super().__init__(submission, unit, key)
        self._earlier = earlier

    @functools.cached_property
    def past(self) -> tuple[Past, ...]:
        """The periods that this report looks back at and of which something was submitted, the latest first."""
        return self._earlier() if self._earlier else ()

    @property
    def before(self) -> Past | None:
        """The period that this report compares itself with; None where nothing was submitted for it."""
        return next((one for one in self.past if one.found.back == 1), None)

    @property
    def previous(self) -> SubmissionData | None:
        """The unit's own figures of that period; None where it submitted none that can be read, or was other units then."""
        return self.before.own if self.before else None

    @functools.cached_property
    def words(self) -> dict[str, str]:
        """Besides those of every report what it compares itself with, where there is a period before."""
        return {**super().words, **(compared_words(self.before, self) if self.before else {})}

    def has_past(self) -> bool:
        """Whether something was submitted for the period before, by the unit or by those that it was made of."""
        return self.before is not None

    def comparable(self) -> bool:
        """Whether the figures of the period before are a base to compare with; if not, {vi_sao} says why."""
        return self.before is not None and not self.before.why_not(self)
