"""People, those of the tales among them, and what is made in their likeness."""
