"""The tables of all reports, for questions that nobody planned. In: data/processed. Out: DataFrames."""
