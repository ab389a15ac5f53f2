"""Exports of one-stop software. In: grids of cells. Out: the counts of one unit, as files of a submission."""
