"""Every cue finds its counts in the sentence that passes, and none of them in the one that fails."""

from __future__ import annotations

from datetime import date

import pytest

from cchc.catalogue.counts import is_known_key
from cchc.catalogue.form import form_for
from cchc.catalogue.received.found_by import NOT_TAKEN, Compiled, compile_cue, compiled_cues, found_by
from cchc.intake.documents.counting import Counted, count
from cchc.intake.documents.readers.blocks import Paragraph
from cchc.intake.documents.sections import Told
from cchc.raw.keys import ReportKey

KEY = ReportKey("15976", 2024, "nam")
FORM = form_for(date(2024, 12, 14), None)
CUES = compiled_cues()


def counted(text: str, section: str = "II.2.d", *leads: str) -> Counted:
    return count([Told(Paragraph(text, place="đoạn 1"), section, leads)], KEY, FORM)


def home(cue: Compiled) -> str:
    return cue.cue.within[0] if cue.cue.within else "II.2.d"


def keys(cue: Compiled) -> set[str]:
    return {slot.key for slot in cue.slots} - {NOT_TAKEN}


@pytest.mark.parametrize("cue", CUES, ids=lambda cue: str(cue.cue.cue)[:60])
def test_a_cue_finds_its_counts_where_it_should(cue: Compiled) -> None:
    found = counted(cue.cue.passing, home(cue))
    assert keys(cue) <= {one.key for one in found.statements}, found.left
    values = [one.value for one in found.statements if one.key in keys(cue)]
    assert all(value in cue.cue.passing for value in values)


@pytest.mark.parametrize("cue", CUES, ids=lambda cue: str(cue.cue.cue)[:60])
def test_a_cue_finds_none_of_its_counts_where_it_should_not(cue: Compiled) -> None:
    found = counted(cue.cue.failing, home(cue))
    assert not keys(cue) & {one.key for one in found.statements}


@pytest.mark.parametrize("cue", CUES, ids=lambda cue: str(cue.cue.cue)[:60])
def test_a_cue_has_a_part_in_what_is_found_where_it_should(cue: Compiled) -> None:
    from cchc.intake.documents.counting import best_hits

    assert any(cue in one for one in best_hits(cue.cue.passing, home(cue), KEY, FORM))


def test_every_key_of_a_cue_is_known() -> None:
    named = {slot.key for cue in CUES for slot in cue.slots} | {
        part for cue in CUES for slot in cue.slots for part in slot.of.split(" + ") if part
    }
    assert [key for key in sorted(named - {NOT_TAKEN}) if not is_known_key(key, FORM)] == []


def test_a_cue_that_cannot_be_read_is_refused() -> None:
    cue = CUES[0].cue
    for text in ("(a", "{A b}", "[a"):
        with pytest.raises(ValueError, match="not closed|no slot"):
            compile_cue(cue.model_copy(update={"cue": text}), found_by())
