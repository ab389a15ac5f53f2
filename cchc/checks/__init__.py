"""Do the numbers agree. In: counts and indicators. Out: findings; stops nothing and mends nothing."""
