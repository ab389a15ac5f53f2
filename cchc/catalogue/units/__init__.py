"""The units that report, by date. In: the register and what changed in it. Out: a unit on a day, units by name, kinds of units."""
