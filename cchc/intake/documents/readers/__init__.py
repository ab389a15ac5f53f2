"""Documents as blocks. In: bytes of .txt, .md, .docx. Out: paragraphs and tables, each with its place."""
