"""What is derived. In: counts. Out: rates, each with numerator, denominator and name; rounds nothing."""
