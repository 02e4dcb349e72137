"""What is eaten."""
