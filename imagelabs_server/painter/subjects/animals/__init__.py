"""Animals of the land, and one of the tales."""
