"""Many reports at once. In: steps. Out: what came of each: in processes forked from a warm one, or on a cluster."""
