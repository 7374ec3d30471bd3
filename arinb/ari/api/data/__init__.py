"""The description of ARI itself: operations and models, by resource."""
