"""Many reports at once. In: tasks. Out: what came of each: in processes forked from a warm one, or on a cluster."""
