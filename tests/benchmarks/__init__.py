"""How fast it is: `make bench`. Never part of the tests: machines differ, and are noisy."""
