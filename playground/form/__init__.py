"""The form: what a visitor wants, and the tools that help to say it."""
