"""Live objects: what a channel or a playback can do, as methods."""
