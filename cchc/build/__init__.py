"""Who gets a report. In: parameters. Out: one folder of outputs a report, complete or absent."""
