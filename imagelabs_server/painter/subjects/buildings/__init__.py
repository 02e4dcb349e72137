"""What is built."""
