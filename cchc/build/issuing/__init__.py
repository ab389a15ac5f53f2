"""Issue a report. In: its folder, number and date. Out: a version of it that nothing changes any more."""
