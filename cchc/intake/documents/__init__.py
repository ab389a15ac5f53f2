"""Reports that exist only as documents (.docx, .txt, .md, our own .pdf), read into the files of a submission.

reader -> blocks -> passes -> sections -> annexes, counts, documents, free text -> files, and a list of what was not
understood. No number is guessed: what is not plainly said is listed.
"""
