"""The workbook that a clerk fills in. In: a form, a unit, a period; or the workbook filled in. Out: the workbook; a submission.

`layout.yaml` says how it looks, `content.py` what stands in it, `write.py` makes the file; `read.py` takes one in.
"""
