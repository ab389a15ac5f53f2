"""A preview that is renewed at every save. In: a parameter file. Out: a page in the browser."""
