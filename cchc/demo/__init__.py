"""Made-up projects to try the tools on. In: how many communes, a year, a seed. Out: a project root marked as synthetic."""
