"""The checks of those lessons whose plans would be too long with them."""
