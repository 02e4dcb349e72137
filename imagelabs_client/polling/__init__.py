"""When to ask next how a job is."""
