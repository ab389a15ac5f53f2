"""Comparing two reports. In: two folders or notebooks. Out: what changed."""
