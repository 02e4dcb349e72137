"""Worker processes that run engines, and the messages between them and the service."""
