"""Prove reports. In: folders and PDFs. Out: whether they are what their inputs make, and what is not."""
