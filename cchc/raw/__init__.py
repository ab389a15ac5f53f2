"""What a commune sent. In: a submission folder. Out: its cells as received, and its corrections."""
