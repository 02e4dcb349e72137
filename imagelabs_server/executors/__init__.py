"""Where engines run: worker processes, and the messages between them and the service."""
