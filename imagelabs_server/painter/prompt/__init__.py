"""The prompt: its weights and words, what they say together, and how to say more."""
