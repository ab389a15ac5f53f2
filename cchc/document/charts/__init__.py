"""The charts of a report. In: definitions and Values. Out: drawings with their data and words."""
