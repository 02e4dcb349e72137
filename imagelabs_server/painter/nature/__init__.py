"""Nature: the sky and its light, the weather, water, what grows, and what stands far off."""
