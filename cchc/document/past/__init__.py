"""What a report says of its past. In: submissions of periods before. Out: figures to compare with, words for changes, a trend."""
