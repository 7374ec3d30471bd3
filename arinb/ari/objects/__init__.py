"""What ARI describes, as Python objects: live ones (a channel) and plain ones (a caller's name)."""
