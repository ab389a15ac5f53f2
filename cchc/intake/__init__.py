"""What arrives as office files: workbooks and exports of one-stop software, read into submission folders.

In: a file from outside, behind one guard. Out: the files of a submission, as `cchc.raw` reads them. Nothing else of
the package needs this room.
"""
