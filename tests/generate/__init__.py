"""Writes the Python of ARI's resources, objects and events from its description in `arinb.api`."""
