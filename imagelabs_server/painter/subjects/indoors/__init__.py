"""What stands and lies in a room."""
