"""The workbook filled in. In: grids of cells. Out: a submission, or every fault by sheet and cell."""
