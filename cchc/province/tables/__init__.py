"""The tables of a roll-up. In: units, totals, spreads, findings. Out: table blocks under the heads of roll_up.yaml."""
